//! Owns objects that are said to be of one of Prisma's generated types: whatever they are used for,
//! their names are those of a model.

use oxc_ast::AstKind;
use oxc_ast::ast::{
    Argument, BindingPattern, CallExpression, Expression, MemberExpression, TSType,
    TSTypeAnnotation, TSTypeName, TSTypeReference,
};
use oxc_semantic::Semantic;

use super::arguments::Walk;
use super::bindings::ClientOf;
use super::meaning::{Meaning, of_type};
use super::names::{self, Imported};
use super::reader::Reader;
use crate::models::Models;

/// Types that are about their first argument.
const WRAPPERS: &[&str] = &[
    "Promise",
    "Partial",
    "Readonly",
    "Array",
    "ReadonlyArray",
    "NonNullable",
    "Required",
    "Omit",
    "Pick",
    "Enumerable",
];
/// How deep types are looked into.
const DEEPEST: usize = 16;

/// A type of Prisma's, and where `Prisma` is from.
struct Said<'b> {
    name: &'b str,
    client: Option<ClientOf>,
}

/// Adds what objects of Prisma's types name.
pub(super) fn collect<'a>(semantic: &'a Semantic<'a>, reader: &mut Reader<'a, '_>) {
    if reader.scripts.schemas.is_empty() || !reader.file.text.contains("Prisma") {
        return;
    }
    for node in semantic.nodes().iter() {
        match node.kind() {
            AstKind::VariableDeclarator(variable) => {
                if let BindingPattern::BindingIdentifier(name) = &variable.id {
                    let symbol = name.symbol_id();
                    let annotation = variable.type_annotation.as_deref();
                    typed(reader, annotation, |walk, meaning| {
                        walk.at(variable.span, |walk| walk.symbol(meaning, symbol, &[]));
                    });
                }
            }
            AstKind::PropertyDefinition(property) => {
                if let Some(value) = &property.value {
                    let annotation = property.type_annotation.as_deref();
                    typed(reader, annotation, |walk, meaning| {
                        walk.value(meaning, value);
                    });
                }
            }
            AstKind::TSSatisfiesExpression(said) => {
                of(reader, &said.type_annotation, true, |walk, meaning| {
                    walk.value(meaning, &said.expression);
                });
            }
            // An assertion may say more than is true.
            AstKind::TSAsExpression(said) => {
                of(reader, &said.type_annotation, false, |walk, meaning| {
                    walk.value(meaning, &said.expression);
                });
            }
            AstKind::Function(function) => {
                returned(reader, function.return_type.as_deref(), function.span.start);
            }
            AstKind::ArrowFunctionExpression(function) => {
                returned(reader, function.return_type.as_deref(), function.span.start);
            }
            AstKind::CallExpression(call) => validated(reader, call),
            _ => {}
        }
    }
}

fn returned<'a>(
    reader: &mut Reader<'a, '_>,
    annotation: Option<&'a TSTypeAnnotation<'a>>,
    start: u32,
) {
    let values = reader.bindings.names.returns_at(start);
    typed(reader, annotation, |walk, meaning| {
        for value in values {
            walk.value(meaning, value);
        }
    });
}

/// `Prisma.validator<Prisma.UserArgs>()({…})`
fn validated<'a>(reader: &mut Reader<'a, '_>, call: &'a CallExpression<'a>) {
    let Expression::CallExpression(made) = call.callee.get_inner_expression() else {
        return;
    };
    let member = made.callee.get_member_expr();
    if member.and_then(MemberExpression::static_property_name) != Some("validator") {
        return;
    }
    let said = made
        .type_arguments
        .as_ref()
        .and_then(|said| said.params.first());
    let object = call.arguments.first().and_then(Argument::as_expression);
    if let (Some(said), Some(object)) = (said, object) {
        of(reader, said, true, |walk, meaning| {
            walk.value(meaning, object);
        });
    }
}

fn typed<'a, 'r>(
    reader: &mut Reader<'a, 'r>,
    annotation: Option<&'a TSTypeAnnotation<'a>>,
    walk: impl FnMut(&mut Walk<'a, 'r>, Meaning<'r>),
) {
    if let Some(annotation) = annotation {
        of(reader, &annotation.type_annotation, true, walk);
    }
}

fn of<'a, 'r>(
    reader: &mut Reader<'a, 'r>,
    said: &'a TSType<'a>,
    is_certain: bool,
    mut walk: impl FnMut(&mut Walk<'a, 'r>, Meaning<'r>),
) {
    let Some(said) = prisma_type(reader, said, DEEPEST) else {
        return;
    };
    let schemas: Vec<(usize, &'r Models)> = reader
        .of_client(said.client.as_ref())
        .into_iter()
        .filter(|(_, schema)| of_type(said.name, schema).is_some())
        .collect();
    reader.look_up(&schemas, is_certain, None, |own, schema| {
        if let Some(meaning) = of_type(said.name, schema) {
            walk(own, meaning);
        }
    });
}

/// The type of Prisma's that a type is, in lists and promises too.
fn prisma_type<'a>(reader: &Reader<'a, '_>, said: &'a TSType<'a>, left: usize) -> Option<Said<'a>> {
    let left = left.checked_sub(1)?;
    match said {
        TSType::TSArrayType(list) => prisma_type(reader, &list.element_type, left),
        TSType::TSParenthesizedType(inner) => prisma_type(reader, &inner.type_annotation, left),
        TSType::TSUnionType(either) => {
            let mut found = either
                .types
                .iter()
                .filter_map(|one| prisma_type(reader, one, left));
            let first = found.next()?;
            // Of two types one could be meant.
            found.all(|other| other.name == first.name).then_some(first)
        }
        TSType::TSTypeReference(reference) => named(reader, reference, left),
        _ => None,
    }
}

fn named<'a>(
    reader: &Reader<'a, '_>,
    reference: &'a TSTypeReference<'a>,
    left: usize,
) -> Option<Said<'a>> {
    let inner = || {
        let arguments = reference.type_arguments.as_ref()?;
        prisma_type(reader, arguments.params.first()?, left)
    };
    match &reference.type_name {
        TSTypeName::QualifiedName(name) => {
            let TSTypeName::IdentifierReference(of) = &name.left else {
                return None;
            };
            let imported = names::symbol(reader.bindings.semantic, of)
                .and_then(|symbol| reader.bindings.names.import(symbol));
            let is_prisma = of.name == "Prisma"
                || imported.is_some_and(|imported: &Imported| imported.name == "Prisma");
            is_prisma.then(|| Said {
                name: name.right.name.as_str(),
                client: imported.map(|imported| ClientOf {
                    module: Some(imported.module.clone()),
                }),
            })
        }
        TSTypeName::IdentifierReference(name) if WRAPPERS.contains(&name.name.as_str()) => inner(),
        TSTypeName::IdentifierReference(name) => {
            let symbol = names::symbol(reader.bindings.semantic, name)?;
            prisma_type(reader, reader.bindings.names.type_alias(symbol)?, left)
        }
        TSTypeName::ThisExpression(_) => None,
    }
}
