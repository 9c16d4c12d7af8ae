//! Owns the expanded spelling: an entity in parts, `struct Entity`, `enum Column` with
//! `fn def`, `enum PrimaryKey`, and `struct Model` for the types of its fields.

use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;
use schemadrift_rust_syntax::range;
use syn::spanned::Spanned;
use syn::{Arm, Block, Expr, Fields, ImplItem, ItemEnum, ItemImpl, ItemStruct, Lit, Pat, Stmt};

use super::{Default, DefaultText, Place, TypeSource, Written};
use crate::attributes::{Attributes, segments};
use crate::expression::Expression;
use crate::naming;
use crate::rust_type::RustType;
use crate::sea_type::SeaType;

/// `struct Entity` that derives `DeriveEntity`, with the names of its parts.
#[derive(Debug, Clone)]
pub(crate) struct EntityStruct {
    pub(crate) place: Place,
    pub(crate) identifier: String,
    pub(crate) column: String,
    pub(crate) primary_key: String,
    pub(crate) relation: String,
    pub(crate) model: String,
    pub(crate) table: Option<Written>,
    pub(crate) schema: Option<String>,
    pub(crate) origin: Origin,
}

/// `impl EntityName for Entity`.
#[derive(Debug, Clone)]
pub(crate) struct EntityName {
    pub(crate) identifier: String,
    pub(crate) table: Option<Written>,
    pub(crate) schema: Option<String>,
    pub(crate) comment: Option<String>,
}

/// A variant of `Column` or `PrimaryKey`.
#[derive(Debug, Clone)]
pub(crate) struct Variant {
    pub(crate) identifier: String,
    pub(crate) column: String,
    pub(crate) origin: Origin,
}

/// What an arm of `fn def` says of a column.
#[derive(Debug, Clone)]
pub(crate) struct Definition {
    pub(crate) variant: String,
    pub(crate) type_source: TypeSource,
    pub(crate) type_origin: Origin,
    pub(crate) is_nullable: bool,
    pub(crate) is_unique: bool,
    pub(crate) is_indexed: bool,
    pub(crate) unique_key: Option<String>,
    pub(crate) default: Option<Default>,
    pub(crate) comment: Option<String>,
    pub(crate) extra: Option<Written>,
}

/// Reads a struct that derives `DeriveEntity`.
pub(crate) fn entity(place: &Place, item: &ItemStruct) -> EntityStruct {
    let attributes = Attributes::read(&item.attrs);
    let named = |key: &str, default: &str| {
        let text = attributes.text(key).map(|(text, _)| text.to_owned());
        text.unwrap_or_else(|| identifier_value(place, &attributes, key, default))
    };
    EntityStruct {
        place: place.clone(),
        identifier: item.ident.to_string(),
        column: named("column", "Column"),
        primary_key: named("primary_key", "PrimaryKey"),
        relation: named("relation", "Relation"),
        model: named("model", "Model"),
        table: attributes.text("table_name").map(|(text, range)| Written {
            text: text.to_owned(),
            origin: place.exact(range),
        }),
        schema: attributes
            .text("schema_name")
            .map(|(text, _)| text.to_owned()),
        origin: place.exact(range(item.ident.span())),
    }
}

/// The identifier behind `key = Identifier`.
fn identifier_value(place: &Place, attributes: &Attributes, key: &str, default: &str) -> String {
    let Some(entry) = attributes.get(key) else {
        return default.to_owned();
    };
    let text = place.text(entry.range.clone());
    let value = text.split_once('=').map_or("", |(_, value)| value.trim());
    if value.is_empty() {
        default.to_owned()
    } else {
        value.to_owned()
    }
}

/// Reads `impl EntityName for X`.
pub(crate) fn entity_name(place: &Place, item: &ItemImpl) -> Option<EntityName> {
    Some(EntityName {
        identifier: self_type(item)?,
        table: returned_text(place, item, "table_name"),
        schema: returned_text(place, item, "schema_name").map(|schema| schema.text),
        comment: returned_text(place, item, "comment").map(|comment| comment.text),
    })
}

/// The last segment of the type that an `impl` is for.
pub(crate) fn self_type(item: &ItemImpl) -> Option<String> {
    match &*item.self_ty {
        syn::Type::Path(path) => segments(&path.path).pop(),
        _ => None,
    }
}

/// The string literal that a function of one expression returns, also within `Some`.
fn returned_text(place: &Place, item: &ItemImpl, name: &str) -> Option<Written> {
    let block = function(item, name)?;
    let expression = only_expression(block)?;
    let literal = match expression {
        Expr::Call(call) => call.args.first()?,
        expression => expression,
    };
    match literal {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(Written {
                text: text.value(),
                origin: place.exact(range(text.span())),
            }),
            _ => None,
        },
        _ => None,
    }
}

fn function<'a>(item: &'a ItemImpl, name: &str) -> Option<&'a Block> {
    item.items.iter().find_map(|item| match item {
        ImplItem::Fn(function) if function.sig.ident == name => Some(&function.block),
        _ => None,
    })
}

fn only_expression(block: &Block) -> Option<&Expr> {
    match block.stmts.as_slice() {
        [Stmt::Expr(expression, _)] => match expression {
            Expr::Return(returned) => returned.expr.as_deref(),
            expression => Some(expression),
        },
        _ => None,
    }
}

/// The truth value that `fn auto_increment` returns.
pub(crate) fn auto_increment(item: &ItemImpl) -> Option<bool> {
    match only_expression(function(item, "auto_increment")?)? {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Bool(value) => Some(value.value),
            _ => None,
        },
        _ => None,
    }
}

/// The arms of the one `match` that a function is.
pub(crate) fn arms<'a>(item: &'a ItemImpl, name: &str) -> Vec<&'a Arm> {
    match function(item, name).and_then(only_expression) {
        Some(Expr::Match(expression)) => expression.arms.iter().collect(),
        _ => Vec::new(),
    }
}

/// The variants of `Column` or `PrimaryKey`.
pub(crate) fn variants(place: &Place, item: &ItemEnum) -> Vec<Variant> {
    item.variants
        .iter()
        .map(|variant| {
            let attributes = Attributes::read(&variant.attrs);
            let identifier = naming::plain(&variant.ident.to_string()).to_owned();
            let column = match attributes.text("column_name") {
                Some((text, _)) => text.to_owned(),
                None => naming::column_of_variant(&identifier),
            };
            Variant {
                identifier,
                column,
                origin: place.exact(range(variant.ident.span())),
            }
        })
        .collect()
}

/// The definitions of `impl ColumnTrait for Column`.
pub(crate) fn definitions(place: &Place, item: &ItemImpl) -> Vec<Definition> {
    arms(item, "def")
        .into_iter()
        .flat_map(|arm| {
            let definition = definition(place, arm);
            pattern_variants(&arm.pat)
                .into_iter()
                .map(move |variant| Definition {
                    variant,
                    ..definition.clone()
                })
        })
        .collect()
}

/// The variants that a pattern names, `Self::A | Self::B`.
fn pattern_variants(pattern: &Pat) -> Vec<String> {
    match pattern {
        Pat::Path(path) => segments(&path.path).pop().into_iter().collect(),
        Pat::Ident(identifier) => vec![identifier.ident.to_string()],
        Pat::Or(or) => or.cases.iter().flat_map(pattern_variants).collect(),
        _ => Vec::new(),
    }
}

fn definition(place: &Place, arm: &Arm) -> Definition {
    let body = range(arm.body.span());
    let text = place.text(body.clone());
    let mut definition = Definition {
        variant: String::new(),
        type_source: TypeSource::Unclear(text.to_owned()),
        type_origin: place.exact(body.clone()),
        is_nullable: false,
        is_unique: false,
        is_indexed: false,
        unique_key: None,
        default: None,
        comment: None,
        extra: None,
    };
    let Some(expression) = Expression::read(text) else {
        return definition;
    };
    let mut current = &expression;
    while let Expression::Method(receiver, name, arguments) = current {
        apply(&mut definition, name, arguments, &place.exact(body.clone()));
        if matches!(name.as_str(), "def" | "get_column_type") {
            if let Some(source) = type_source(receiver) {
                definition.type_source = source;
            }
            if name == "def" {
                break;
            }
        }
        current = receiver;
    }
    // `Tea::db_type()` is a definition itself.
    if let Some(source) = db_type(current) {
        definition.type_source = source;
    }
    definition
}

fn apply(definition: &mut Definition, name: &str, arguments: &[Expression], origin: &Origin) {
    let text = || {
        arguments
            .first()
            .and_then(Expression::text)
            .map(str::to_owned)
    };
    match name {
        "null" | "nullable" => definition.is_nullable = true,
        "unique" => definition.is_unique = true,
        "indexed" => definition.is_indexed = true,
        "unique_key" => definition.unique_key = text(),
        "comment" => definition.comment = text(),
        "extra" => {
            definition.extra = text().map(|text| Written {
                text,
                origin: origin.clone(),
            });
        }
        "default_value" | "default" | "default_expr" => {
            definition.default = Some(Default {
                value: match arguments.first() {
                    Some(Expression::Text(text)) => DefaultText::Text(text.clone()),
                    Some(Expression::Number(digits)) => DefaultText::Number(digits.clone()),
                    Some(Expression::Boolean(value)) => DefaultText::Boolean(*value),
                    Some(builder) => DefaultText::Builder(builder.clone()),
                    None => DefaultText::Unclear,
                },
                origin: origin.clone(),
            });
        }
        _ => {}
    }
}

fn type_source(receiver: &Expression) -> Option<TypeSource> {
    SeaType::read(receiver)
        .map(TypeSource::Sea)
        .or_else(|| db_type(receiver))
}

/// `Tea::db_type()`, also with `.get_column_type().clone()` behind it.
fn db_type(expression: &Expression) -> Option<TypeSource> {
    match expression {
        Expression::Call(path, arguments) if arguments.is_empty() => {
            let (last, owner) = path.split_last()?;
            (last == "db_type" && !owner.is_empty()).then(|| TypeSource::Named(owner.to_vec()))
        }
        Expression::Method(receiver, name, _)
            if matches!(name.as_str(), "get_column_type" | "clone" | "to_owned") =>
        {
            db_type(receiver)
        }
        _ => None,
    }
}

/// A field of a plain `Model`.
#[derive(Debug, Clone)]
pub(crate) struct ModelField {
    pub(crate) name: String,
    pub(crate) rust_type: RustType,
}

/// The fields of a struct that derives `DeriveModel`.
pub(crate) fn model_fields(item: &ItemStruct) -> Vec<ModelField> {
    let Fields::Named(fields) = &item.fields else {
        return Vec::new();
    };
    fields
        .named
        .iter()
        .filter_map(|field| {
            Some(ModelField {
                name: naming::plain(&field.ident.as_ref()?.to_string()).to_owned(),
                rust_type: RustType::read(&field.ty),
            })
        })
        .collect()
}

/// Notes an entity that has no table's name.
pub(crate) fn nameless(origin: Origin) -> Problem {
    Problem::warning(
        "the entity's table name cannot be told, so it is not compared",
        origin,
    )
    .with_help("write it as a literal, `table_name = \"...\"`")
}
