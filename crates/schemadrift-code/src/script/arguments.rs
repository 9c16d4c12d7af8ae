//! Owns the arguments of a client's methods: which keys are fields of which model, at any depth.
//! (<https://www.prisma.io/docs/orm/reference/prisma-client-reference>)

use std::sync::Arc;

use oxc_ast::ast::{Argument, CallExpression, Expression, ObjectExpression, ObjectPropertyKind};
use oxc_semantic::SymbolId;
use oxc_span::{GetSpan, Span};
use schemadrift_core::origin::{Location, SourceFile};
use schemadrift_sql::query::Access;

use super::bindings::Bindings;
use super::clients::Clients;
use super::demand::Demand;
use super::meaning::{Meaning, Slot};
use super::names::Step;
use super::objects::{range, takes_rows};
use crate::models::{FieldKind, Model, Models};
use crate::reference::{CallPlace, Named, Reference, References, Unresolved, Verdict, Via, Why};

/// How deep names are followed to the objects they stand for.
const DEEPEST: usize = 64;
/// How many objects and keys one call is followed to: names may lead to each other again and again.
pub(super) const MOST_OBJECTS: usize = 20_000;

/// The walk over what one call, or one object of a Prisma type, names.
pub(super) struct Walk<'a, 'w> {
    pub(super) file: &'w Arc<SourceFile>,
    pub(super) bindings: &'w Bindings<'a>,
    pub(super) clients: &'w Clients,
    pub(super) schema: &'w Models,
    pub(super) number: usize,
    /// Whether the call is one of a client for sure: only then a wrong name is one.
    pub(super) is_certain: bool,
    pub(super) depth: usize,
    /// How many objects and keys were looked at.
    pub(super) objects: usize,
    /// The names that are being followed: what leads back to one of them adds nothing.
    pub(super) following: Vec<(SymbolId, Slot, &'w str, Vec<Step>)>,
    /// Names and conditions on the way: several calls may share an object, and each take the part
    /// that is meant for it.
    pub(super) through: Through,
    pub(super) references: References,
    /// What other files must tell.
    pub(super) demands: Vec<Demand>,
    /// The call that is followed, by its place, if it is one.
    pub(super) call: Option<CallPlace>,
    /// What is said to be open if a value cannot be followed; nothing before the first object.
    pub(super) at: Option<Span>,
    /// A value could not be followed, and there was nothing to say it of.
    pub(super) is_lost: bool,
}

/// What lies between a call and the object that is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Through {
    pub(super) is_named: bool,
    pub(super) is_conditional: bool,
}

/// What a method of a client does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Method {
    pub(super) access: Access,
    /// Whether its result is rows, and not a count.
    pub(super) gives_rows: bool,
}

/// A key of an object with its value.
pub(super) struct Entry<'a, 'e> {
    pub(super) key: String,
    pub(super) span: Span,
    pub(super) value: &'e Expression<'a>,
}

impl<'a, 'w> Walk<'a, 'w> {
    /// Notes the model and everything that the argument names.
    pub(super) fn call(
        &mut self,
        property: &str,
        span: Span,
        method: Method,
        call: &CallExpression<'a>,
    ) {
        let schema = self.schema;
        let Some(model) = schema.by_property(property) else {
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
            Some(Some(argument)) => {
                self.value(Meaning::new(Slot::Arguments, &model.name), argument);
            }
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

    /// Notes what one key of an object names, and walks on.
    pub(super) fn entry(&mut self, meaning: Meaning<'w>, entry: &Entry<'a, '_>) {
        self.objects += 1;
        let schema = self.schema;
        if meaning.slot == Slot::Values {
            return self.operator(meaning, entry);
        }
        let Some(model) = schema.by_name(meaning.of) else {
            return;
        };
        let key = entry.key.as_str();
        let is_field = model.field(key).is_some();
        match meaning.slot {
            Slot::Arguments => self.argument(meaning, entry),
            Slot::Related
                if !is_field && ["some", "every", "none", "is", "isNot"].contains(&key) =>
            {
                self.value(Meaning::new(Slot::Filter, meaning.of), entry.value);
            }
            Slot::Filter | Slot::Related => self.filter(model, entry),
            Slot::NestedUpdate if !is_field && key == "data" => {
                self.value(Meaning::new(Slot::Data, meaning.of), entry.value);
            }
            Slot::NestedUpdate if !is_field && key == "where" => {
                self.value(Meaning::new(Slot::Filter, meaning.of), entry.value);
            }
            Slot::Data | Slot::NestedUpdate => self.data(model, entry),
            Slot::NestedWrites => self.nested_write(meaning, entry),
            Slot::Selection => self.selection(model, entry),
            Slot::Counts if key == "select" => {
                self.value(Meaning::new(Slot::Selection, meaning.of), entry.value);
            }
            Slot::Counts => {
                self.field(model, entry, Access::Read);
            }
            Slot::Order => self.order(model, entry),
            Slot::Relevance if key == "fields" => {
                self.value(Meaning::new(Slot::Fields, meaning.of), entry.value);
            }
            Slot::Relevance | Slot::Fields | Slot::Values => {}
        }
    }

    fn argument(&mut self, meaning: Meaning<'w>, entry: &Entry<'a, '_>) {
        let slot = match entry.key.as_str() {
            "where" | "cursor" | "having" => Slot::Filter,
            "data" | "create" | "update" => Slot::Data,
            "select" | "include" | "omit" | "_count" | "_sum" | "_avg" | "_min" | "_max" => {
                Slot::Selection
            }
            "orderBy" => Slot::Order,
            "by" | "distinct" => Slot::Fields,
            _ => return,
        };
        self.value(Meaning::new(slot, meaning.of), entry.value);
    }

    fn filter(&mut self, model: &'w Model, entry: &Entry<'a, '_>) {
        let key = entry.key.as_str();
        let is_compound = model.compounds.iter().any(|compound| compound == key);
        if matches!(key, "AND" | "OR" | "NOT") || is_compound {
            return self.value(Meaning::new(Slot::Filter, &model.name), entry.value);
        }
        match self.field(model, entry, Access::Read) {
            Some(FieldKind::Relation(target)) => {
                self.value(Meaning::new(Slot::Related, target), entry.value);
            }
            Some(FieldKind::Enum(of)) => self.value(Meaning::new(Slot::Values, of), entry.value),
            Some(FieldKind::Scalar) | None => {}
        }
    }

    fn data(&mut self, model: &'w Model, entry: &Entry<'a, '_>) {
        match self.field(model, entry, Access::Write) {
            Some(FieldKind::Relation(target)) => {
                self.value(Meaning::new(Slot::NestedWrites, target), entry.value);
            }
            Some(FieldKind::Enum(of)) => self.value(Meaning::new(Slot::Values, of), entry.value),
            Some(FieldKind::Scalar) | None => {}
        }
    }

    fn nested_write(&mut self, meaning: Meaning<'w>, entry: &Entry<'a, '_>) {
        let slot = match entry.key.as_str() {
            "create" => Slot::Data,
            "connect" | "disconnect" | "delete" | "deleteMany" | "set" => Slot::Filter,
            "connectOrCreate" | "upsert" | "createMany" | "updateMany" => Slot::Arguments,
            "update" => Slot::NestedUpdate,
            _ => return,
        };
        self.value(Meaning::new(slot, meaning.of), entry.value);
    }

    fn selection(&mut self, model: &'w Model, entry: &Entry<'a, '_>) {
        match entry.key.as_str() {
            "_count" => self.value(Meaning::new(Slot::Counts, &model.name), entry.value),
            "_all" => {}
            key if self.clients.may_add(key) && model.field(key).is_none() => {
                self.unresolved(entry.span, Why::Extended);
            }
            _ => {
                if let Some(FieldKind::Relation(target)) = self.field(model, entry, Access::Read) {
                    let schema = self.schema;
                    if let Some(target) = schema.by_name(target) {
                        if takes_rows(Some(entry.value)) {
                            self.row(target, entry.span);
                        }
                        self.value(Meaning::new(Slot::Arguments, &target.name), entry.value);
                    }
                }
            }
        }
    }

    fn order(&mut self, model: &'w Model, entry: &Entry<'a, '_>) {
        match entry.key.as_str() {
            "_count" | "_sum" | "_avg" | "_min" | "_max" => {
                self.value(Meaning::new(Slot::Order, &model.name), entry.value);
            }
            "_relevance" => self.value(Meaning::new(Slot::Relevance, &model.name), entry.value),
            _ => {
                if let Some(FieldKind::Relation(target)) = self.field(model, entry, Access::Read) {
                    self.value(Meaning::new(Slot::Order, target), entry.value);
                }
            }
        }
    }

    /// The operators of filters and updates that take values.
    fn operator(&mut self, meaning: Meaning<'w>, entry: &Entry<'a, '_>) {
        const OPERATORS: &[&str] = &[
            "equals", "not", "in", "notIn", "set", "has", "hasSome", "hasEvery", "push",
        ];
        if OPERATORS.contains(&entry.key.as_str()) {
            self.value(meaning, entry.value);
        }
    }

    /// A string where names of fields or values of an enum are expected.
    pub(super) fn text(&mut self, meaning: Meaning<'w>, text: &str, span: Span) {
        match meaning.slot {
            Slot::Values => self.enum_value(meaning.of, text, span),
            Slot::Fields => {
                let schema = self.schema;
                if let Some(model) = schema.by_name(meaning.of) {
                    self.named_field(model, text, span, Access::Read);
                }
            }
            // `'asc'`: nothing is named.
            Slot::Arguments
            | Slot::Filter
            | Slot::Related
            | Slot::Data
            | Slot::NestedWrites
            | Slot::NestedUpdate
            | Slot::Selection
            | Slot::Counts
            | Slot::Order
            | Slot::Relevance => {}
        }
    }

    pub(super) fn enum_value(&mut self, of: &str, value: &str, span: Span) {
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

    fn field(
        &mut self,
        model: &'w Model,
        entry: &Entry<'a, '_>,
        access: Access,
    ) -> Option<&'w FieldKind> {
        self.named_field(model, &entry.key, entry.span, access)
    }

    pub(super) fn named_field(
        &mut self,
        model: &'w Model,
        name: &str,
        span: Span,
        access: Access,
    ) -> Option<&'w FieldKind> {
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
        field.map(|field| &field.kind)
    }

    /// Walks over whatever a value may be.
    pub(super) fn value(&mut self, meaning: Meaning<'w>, value: &Expression<'a>) {
        self.at(value.span(), |walk| {
            walk.guarded(value, |walk| walk.follow(meaning, value, &[]));
        });
    }

    /// Does something with a value, unless it lies too deep.
    pub(super) fn guarded(&mut self, value: &Expression<'a>, walk: impl FnOnce(&mut Self)) {
        let before = self.through;
        self.depth += 1;
        self.objects += 1;
        let inner = value.get_inner_expression();
        self.through.is_conditional |= matches!(
            inner,
            Expression::ConditionalExpression(_) | Expression::LogicalExpression(_)
        );
        self.through.is_named |= matches!(
            inner,
            Expression::Identifier(_)
                | Expression::CallExpression(_)
                | Expression::StaticMemberExpression(_)
        );
        if self.depth > DEEPEST || self.objects > MOST_OBJECTS {
            self.unresolved(value.span(), Why::NotALiteral);
        } else {
            walk(self);
        }
        self.depth -= 1;
        self.through = before;
    }

    /// Walks over the keys of an object.
    pub(super) fn each_key(&mut self, meaning: Meaning<'w>, object: &ObjectExpression<'a>) {
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
                    self.entry(meaning, &entry);
                }
                ObjectPropertyKind::SpreadProperty(spread) => {
                    self.spread(meaning, &spread.argument);
                }
            }
        }
    }

    /// What is spread into an object or a list.
    pub(super) fn spread(&mut self, meaning: Meaning<'w>, value: &Expression<'a>) {
        let before = (self.references.unresolved.len(), self.demands.len());
        self.value(meaning, value);
        for part in &mut self.references.unresolved[before.0..] {
            if part.why == Why::NotALiteral {
                part.why = Why::Spread;
            }
        }
        for demand in &mut self.demands[before.1..] {
            demand.why = Why::Spread;
        }
    }

    pub(super) fn found(&mut self, span: Span, access: Access, named: Named, verdict: Verdict) {
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

    pub(super) fn unresolved(&mut self, span: Span, why: Why) {
        self.references.open_calls.extend(self.call.clone());
        self.references.unresolved.push(Unresolved {
            location: Location::new(self.file, range(span)),
            why,
        });
    }
}
