//! Owns the arguments of a client's methods: which keys are fields of which model, at any depth.
//! (<https://www.prisma.io/docs/orm/reference/prisma-client-reference>)

use std::sync::Arc;

use oxc_ast::ast::{Argument, CallExpression, Expression, ObjectExpression, ObjectPropertyKind};
use oxc_span::{GetSpan, Span};
use schemadrift_core::origin::{Location, SourceFile};
use schemadrift_sql::query::Access;

use super::bindings::Bindings;
use super::clients::Clients;
use super::objects::{mapped, objects, properties, range, takes_rows};
use crate::models::{FieldKind, Model, Models};
use crate::reference::{Named, Reference, References, Unresolved, Verdict, Via, Why};

/// How deep names are followed to the objects they stand for.
const DEEPEST: usize = 64;
/// How many objects one call is followed to: names may lead to each other again and again.
const MOST_OBJECTS: usize = 10_000;

/// The walk over the arguments of one call.
pub(super) struct Walk<'a, 'w> {
    pub(super) file: &'w Arc<SourceFile>,
    pub(super) bindings: &'w Bindings<'a>,
    pub(super) clients: &'w Clients,
    pub(super) schema: &'w Models,
    pub(super) number: usize,
    /// Whether the call is one of a client for sure: only then a wrong name is one.
    pub(super) is_certain: bool,
    pub(super) depth: usize,
    /// How many objects were looked at.
    pub(super) objects: usize,
    /// Names and conditions on the way: several calls may share an object, and each take the part
    /// that is meant for it.
    pub(super) through: Through,
    pub(super) references: &'w mut References,
}

/// What lies between a call and the object that is looked at.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Through {
    is_named: bool,
    is_conditional: bool,
}

/// What a method of a client does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Method {
    pub(super) access: Access,
    /// Whether its result is rows, and not a count.
    pub(super) gives_rows: bool,
}

/// A key of an object with its value.
struct Entry<'a, 'e> {
    key: String,
    span: Span,
    value: &'e Expression<'a>,
}

impl<'a> Walk<'a, '_> {
    /// Notes the model and everything that the argument names.
    pub(super) fn call(
        &mut self,
        property: &str,
        span: Span,
        method: Method,
        call: &CallExpression<'a>,
    ) {
        let Some(model) = self.schema.by_property(property) else {
            return;
        };
        let named = Named::Model {
            schema: self.number,
            property: property.to_owned(),
        };
        self.found(span, method.access, named, Verdict::Known);
        let argument = call.arguments.first();
        if method.gives_rows && argument.is_none_or(|argument| takes_rows(argument.as_expression()))
        {
            self.row(model, span);
        }
        match argument.map(Argument::as_expression) {
            Some(Some(argument)) => self.arguments(model, argument),
            Some(None) => self.unresolved(call.span, Why::Spread),
            None => {}
        }
    }

    /// Notes that whole rows of a model are read.
    fn row(&mut self, model: &Model, span: Span) {
        let named = Named::Row {
            schema: self.number,
            model: model.name.clone(),
        };
        self.found(span, Access::Read, named, Verdict::Known);
    }

    /// `{ where, data, select, … }`
    fn arguments(&mut self, model: &Model, argument: &Expression<'a>) {
        self.each(argument, |walk, entry| match entry.key.as_str() {
            "where" | "cursor" | "having" => walk.filter(model, entry.value),
            "data" | "create" | "update" => walk.data(model, entry.value),
            "select" | "include" | "omit" | "_count" | "_sum" | "_avg" | "_min" | "_max" => {
                walk.selection(model, entry.value);
            }
            "orderBy" => walk.order(model, entry.value),
            "by" | "distinct" => walk.fields(model, entry.value),
            _ => {}
        });
    }

    fn filter(&mut self, model: &Model, value: &Expression<'a>) {
        self.each(value, |walk, entry| match entry.key.as_str() {
            "AND" | "OR" | "NOT" => walk.filter(model, entry.value),
            key if model.compounds.iter().any(|compound| compound == key) => {
                walk.filter(model, entry.value);
            }
            _ => match walk.field(model, entry, Access::Read) {
                Some(FieldKind::Relation(target)) => walk.related(&target, entry.value),
                Some(FieldKind::Enum(of)) => walk.enum_values(&of, entry.value),
                Some(FieldKind::Scalar) | None => {}
            },
        });
    }

    /// `{ some: {…} }`, `{ is: {…} }`, or the filter of the other model itself.
    fn related(&mut self, target: &str, value: &Expression<'a>) {
        const QUANTIFIERS: &[&str] = &["some", "every", "none", "is", "isNot"];
        let schema = self.schema;
        let Some(model) = schema.by_name(target) else {
            return;
        };
        let has_quantifier = objects(value).iter().any(|object| {
            properties(object)
                .any(|(key, _)| QUANTIFIERS.contains(&key.as_str()) && model.field(&key).is_none())
        });
        if has_quantifier {
            self.each(value, |walk, entry| walk.filter(model, entry.value));
        } else {
            self.filter(model, value);
        }
    }

    fn data(&mut self, model: &Model, value: &Expression<'a>) {
        self.each(value, |walk, entry| {
            match walk.field(model, entry, Access::Write) {
                Some(FieldKind::Relation(target)) => walk.nested_writes(&target, entry.value),
                Some(FieldKind::Enum(of)) => walk.enum_values(&of, entry.value),
                Some(FieldKind::Scalar) | None => {}
            }
        });
    }

    /// `{ create: {…}, connect: {…}, update: {…} }`
    fn nested_writes(&mut self, target: &str, value: &Expression<'a>) {
        let schema = self.schema;
        let Some(model) = schema.by_name(target) else {
            return;
        };
        self.each(value, |walk, entry| match entry.key.as_str() {
            "create" => walk.data(model, entry.value),
            "connect" | "disconnect" | "delete" | "deleteMany" | "set" => {
                walk.filter(model, entry.value);
            }
            "connectOrCreate" | "upsert" | "createMany" | "updateMany" => {
                walk.arguments(model, entry.value);
            }
            "update" => {
                let is_wrapped = objects(entry.value).iter().any(|object| {
                    properties(object)
                        .any(|(key, _)| key == "data" && model.field("data").is_none())
                });
                if is_wrapped {
                    walk.arguments(model, entry.value);
                } else {
                    walk.data(model, entry.value);
                }
            }
            _ => {}
        });
    }

    fn selection(&mut self, model: &Model, value: &Expression<'a>) {
        self.each(value, |walk, entry| match entry.key.as_str() {
            "_count" => walk.each(entry.value, |walk, inner| match inner.key.as_str() {
                "select" => walk.selection(model, inner.value),
                _ => {
                    walk.field(model, inner, Access::Read);
                }
            }),
            "_all" => {}
            key if walk.clients.may_add(key) && model.field(key).is_none() => {
                walk.unresolved(entry.span, Why::Extended);
            }
            _ => {
                if let Some(FieldKind::Relation(target)) = walk.field(model, entry, Access::Read) {
                    let schema = walk.schema;
                    if let Some(target) = schema.by_name(&target) {
                        if takes_rows(Some(entry.value)) {
                            walk.row(target, entry.span);
                        }
                        walk.arguments(target, entry.value);
                    }
                }
            }
        });
    }

    fn order(&mut self, model: &Model, value: &Expression<'a>) {
        self.each(value, |walk, entry| match entry.key.as_str() {
            "_count" | "_sum" | "_avg" | "_min" | "_max" => walk.order(model, entry.value),
            "_relevance" => walk.each(entry.value, |walk, inner| {
                if inner.key == "fields" {
                    walk.fields(model, inner.value);
                }
            }),
            _ => {
                if let Some(FieldKind::Relation(target)) = walk.field(model, entry, Access::Read) {
                    let schema = walk.schema;
                    if let Some(target) = schema.by_name(&target) {
                        walk.order(target, entry.value);
                    }
                }
            }
        });
    }

    /// Names of fields as strings.
    fn fields(&mut self, model: &Model, value: &Expression<'a>) {
        match value.get_inner_expression() {
            Expression::StringLiteral(literal) => {
                self.named_field(model, literal.value.as_str(), literal.span, Access::Read);
            }
            Expression::ArrayExpression(array) => {
                for element in &array.elements {
                    match element.as_expression() {
                        Some(element) => self.fields(model, element),
                        None => self.unresolved(element.span(), Why::Spread),
                    }
                }
            }
            other => self.unresolved(other.span(), Why::NotALiteral),
        }
    }

    /// Values of an enum, as strings, alone or in the operators of filters and updates.
    fn enum_values(&mut self, of: &str, value: &Expression<'a>) {
        const OPERATORS: &[&str] = &[
            "equals", "not", "in", "notIn", "set", "has", "hasSome", "hasEvery", "push",
        ];
        match value.get_inner_expression() {
            Expression::StringLiteral(literal) => {
                self.enum_value(of, literal.value.as_str(), literal.span);
            }
            // `Role.ADMIN`
            Expression::StaticMemberExpression(member) => {
                if let Expression::Identifier(name) = &member.object
                    && name.name == of
                {
                    self.enum_value(of, member.property.name.as_str(), member.property.span);
                }
            }
            Expression::ArrayExpression(array) => {
                for element in array
                    .elements
                    .iter()
                    .filter_map(|element| element.as_expression())
                {
                    self.enum_values(of, element);
                }
            }
            Expression::ConditionalExpression(either) => {
                self.enum_values(of, &either.consequent);
                self.enum_values(of, &either.alternate);
            }
            Expression::ObjectExpression(object) => {
                let entries = object
                    .properties
                    .iter()
                    .filter_map(|property| match property {
                        ObjectPropertyKind::ObjectProperty(property) => Some(property),
                        ObjectPropertyKind::SpreadProperty(_) => None,
                    });
                for entry in entries {
                    let is_operator = entry
                        .key
                        .static_name()
                        .is_some_and(|key| OPERATORS.contains(&key.as_ref()));
                    if is_operator {
                        self.enum_values(of, &entry.value);
                    }
                }
            }
            _ => {}
        }
    }

    fn enum_value(&mut self, of: &str, value: &str, span: Span) {
        let Some(values) = self.schema.values(of) else {
            return;
        };
        let verdict = if values.iter().any(|own| own == value) {
            Verdict::Known
        } else {
            Verdict::Unknown
        };
        let named = Named::Value {
            schema: self.number,
            of: of.to_owned(),
            value: value.to_owned(),
        };
        self.found(span, Access::Read, named, verdict);
    }

    fn field(&mut self, model: &Model, entry: &Entry<'a, '_>, access: Access) -> Option<FieldKind> {
        self.named_field(model, &entry.key, entry.span, access)
    }

    fn named_field(
        &mut self,
        model: &Model,
        name: &str,
        span: Span,
        access: Access,
    ) -> Option<FieldKind> {
        let field = model.field(name);
        // Names of Prisma's own begin so.
        if field.is_none() && name.starts_with(['_', '$']) {
            return None;
        }
        let named = Named::Field {
            schema: self.number,
            model: model.name.clone(),
            field: name.to_owned(),
        };
        let verdict = if field.is_some() {
            Verdict::Known
        } else {
            Verdict::Unknown
        };
        self.found(span, access, named, verdict);
        field.map(|field| field.kind.clone())
    }

    /// Walks over the keys of every object that a value may be.
    fn each(&mut self, value: &Expression<'a>, mut walk: impl FnMut(&mut Self, &Entry<'a, '_>)) {
        self.each_of(value, &mut walk);
    }

    fn each_of(&mut self, value: &Expression<'a>, walk: &mut dyn FnMut(&mut Self, &Entry<'a, '_>)) {
        let before = self.through;
        self.depth += 1;
        self.objects += 1;
        self.through.is_conditional |= matches!(
            value.get_inner_expression(),
            Expression::ConditionalExpression(_) | Expression::LogicalExpression(_)
        );
        self.through.is_named |= matches!(value.get_inner_expression(), Expression::Identifier(_));
        if self.depth > DEEPEST || self.objects > MOST_OBJECTS {
            self.unresolved(value.span(), Why::NotALiteral);
        } else {
            self.each_inside(value, walk);
        }
        self.depth -= 1;
        self.through = before;
    }

    fn each_inside(
        &mut self,
        value: &Expression<'a>,
        walk: &mut dyn FnMut(&mut Self, &Entry<'a, '_>),
    ) {
        match value.get_inner_expression() {
            Expression::ObjectExpression(object) => self.each_key(object, walk),
            Expression::ArrayExpression(array) => {
                for element in &array.elements {
                    match element.as_expression() {
                        Some(element) => self.each_of(element, walk),
                        None => self.unresolved(element.span(), Why::Spread),
                    }
                }
            }
            Expression::ConditionalExpression(either) => {
                self.each_of(&either.consequent, walk);
                self.each_of(&either.alternate, walk);
            }
            Expression::LogicalExpression(either) => {
                if either.operator.is_and() {
                    self.each_of(&either.right, walk);
                } else {
                    self.each_of(&either.left, walk);
                    self.each_of(&either.right, walk);
                }
            }
            Expression::Identifier(name) => match self.bindings.object(name) {
                Some(object) => {
                    self.each_key(object, walk);
                    for assigned in self.bindings.assigned(name) {
                        let entry = Entry {
                            key: assigned.key.to_owned(),
                            span: assigned.span,
                            value: assigned.value,
                        };
                        walk(self, &entry);
                    }
                }
                None if name.name == "undefined" => {}
                None => self.unresolved(name.span, Why::NotALiteral),
            },
            Expression::CallExpression(call) if !mapped(call).is_empty() => {
                for made in mapped(call) {
                    self.each_of(made, walk);
                }
            }
            // `true`, `null`, `'asc'`: nothing is named.
            Expression::BooleanLiteral(_)
            | Expression::NullLiteral(_)
            | Expression::StringLiteral(_)
            | Expression::NumericLiteral(_)
            | Expression::UnaryExpression(_) => {}
            other => self.unresolved(other.span(), Why::NotALiteral),
        }
    }

    fn each_key(
        &mut self,
        object: &ObjectExpression<'a>,
        walk: &mut dyn FnMut(&mut Self, &Entry<'a, '_>),
    ) {
        for property in &object.properties {
            match property {
                ObjectPropertyKind::ObjectProperty(property) => {
                    let Some(key) = property.key.static_name() else {
                        self.unresolved(property.key.span(), Why::ComputedKey);
                        continue;
                    };
                    let entry = Entry {
                        key: key.into_owned(),
                        span: property.key.span(),
                        value: &property.value,
                    };
                    walk(self, &entry);
                }
                ObjectPropertyKind::SpreadProperty(spread) => {
                    let before = self.references.unresolved.len();
                    self.each_of(&spread.argument, walk);
                    for part in &mut self.references.unresolved[before..] {
                        if part.why == Why::NotALiteral {
                            part.why = Why::Spread;
                        }
                    }
                }
            }
        }
    }

    fn found(&mut self, span: Span, access: Access, named: Named, verdict: Verdict) {
        if verdict == Verdict::Unknown && !self.is_certain {
            return self.unresolved(span, Why::UnknownReceiver);
        }
        let is_shared = self.through.is_named && self.through.is_conditional;
        if verdict == Verdict::Unknown && is_shared {
            return self.unresolved(span, Why::Spread);
        }
        self.references.found.push(Reference {
            location: Location::new(self.file, range(span)),
            access,
            named,
            via: Via::PrismaClient,
            verdict,
        });
    }

    fn unresolved(&mut self, span: Span, why: Why) {
        self.references.unresolved.push(Unresolved {
            location: Location::new(self.file, range(span)),
            why,
        });
    }
}
