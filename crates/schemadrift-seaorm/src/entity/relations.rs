//! Owns relations: variants of an enum that derives `DeriveRelation`, match arms of
//! `RelationTrait::def`, and fields of a model.

use std::collections::HashMap;

use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;
use schemadrift_rust_syntax::range;
use syn::spanned::Spanned;
use syn::{ItemEnum, ItemImpl};

use super::fields::report_unknown;
use super::{Place, Relation};
use crate::attributes::Attributes;
use crate::expression::Expression;
use crate::rust_type::RustType;

/// The keys of a variant of `Relation`.
const VARIANT_KEYS: &[&str] = &[
    "belongs_to",
    "has_one",
    "has_many",
    "via_rel",
    "on_update",
    "on_delete",
    "on_condition",
    "from",
    "to",
    "fk_name",
    "skip_fk",
    "condition_type",
];

/// A field that is a relation and no column.
#[derive(Debug)]
pub(crate) struct RelationField {
    /// The other entity.
    target: Vec<String>,
    /// Whether it can refer from this entity's columns.
    may_refer: bool,
    /// `BelongsTo`, which always does.
    is_belongs_to: bool,
}

impl RelationField {
    /// What a field's type says of a relation; `None` for every other type.
    pub(crate) fn of(rust_type: &RustType) -> Option<Self> {
        let RustType::Path { arguments, .. } = rust_type else {
            return None;
        };
        let [entity] = arguments.as_slice() else {
            return None;
        };
        let wrapper = rust_type.name();
        if !matches!(wrapper, "BelongsTo" | "HasOne" | "HasMany") {
            return None;
        }
        let (entity, _) = entity.clone().without_option();
        let RustType::Path { segments, .. } = entity else {
            return None;
        };
        Some(Self {
            target: segments,
            may_refer: wrapper != "HasMany",
            is_belongs_to: wrapper == "BelongsTo",
        })
    }
}

/// The relation of a field, where it refers to another entity by columns.
pub(crate) fn of_field(
    field: &RelationField,
    attributes: &Attributes,
    origin: Origin,
) -> Option<Relation> {
    let is_self = attributes.has("self_ref");
    let refers = field.is_belongs_to || attributes.has("belongs_to") || is_self;
    if !field.may_refer || !refers || attributes.has("skip_fk") || attributes.has("via") {
        return None;
    }
    let columns = |key: &str| field_columns(attributes.text(key)?.0);
    Some(Relation {
        target: if is_self {
            vec!["Entity".to_owned()]
        } else {
            field.target.clone()
        },
        from: columns("from")?,
        to: columns("to")?,
        on_delete: text(attributes, "on_delete"),
        on_update: text(attributes, "on_update"),
        name: None,
        origin,
    })
}

/// The columns that a field's `from` or `to` names: fields or variants of `Column`.
fn field_columns(written: &str) -> Option<Vec<String>> {
    let columns = columns(&Expression::read(written)?)?;
    let variants = columns
        .iter()
        .map(|name| crate::naming::variant_of_field(name));
    Some(variants.collect())
}

/// The variants of `Column` that an expression names.
fn columns(expression: &Expression) -> Option<Vec<String>> {
    match expression {
        Expression::Path(_) => Some(vec![expression.name()?.to_owned()]),
        Expression::Tuple(items) | Expression::List(items) => items
            .iter()
            .map(|item| item.name().map(str::to_owned))
            .collect(),
        _ => None,
    }
}

fn text(attributes: &Attributes, key: &str) -> Option<String> {
    attributes.text(key).map(|(text, _)| last_word(text))
}

/// `Cascade` of `ForeignKeyAction::Cascade`.
fn last_word(text: &str) -> String {
    text.rsplit("::").next().unwrap_or(text).trim().to_owned()
}

/// The relations of an enum that derives `DeriveRelation`.
pub(crate) fn of_enum(
    place: &Place,
    item: &ItemEnum,
    problems: &mut Vec<Problem>,
) -> Vec<Relation> {
    let mut relations = Vec::new();
    for variant in &item.variants {
        let attributes = Attributes::read(&variant.attrs);
        report_unknown(&attributes, VARIANT_KEYS, place, problems);
        let Some((target, target_range)) = attributes.text("belongs_to") else {
            continue;
        };
        if attributes.has("skip_fk") {
            continue;
        }
        let read = |key: &str| columns(&Expression::read(attributes.text(key)?.0)?);
        let target = Expression::read(target);
        let target = target.as_ref().and_then(Expression::path);
        let (Some(target), Some(from), Some(to)) = (target, read("from"), read("to")) else {
            problems.push(Problem::warning(
                format!("the relation `{}` cannot be read", variant.ident),
                place.exact(target_range),
            ));
            continue;
        };
        relations.push(Relation {
            target: target.to_vec(),
            from,
            to,
            on_delete: text(&attributes, "on_delete"),
            on_update: text(&attributes, "on_update"),
            name: attributes.text("fk_name").map(|(text, _)| text.to_owned()),
            origin: place.exact(range(variant.ident.span())),
        });
    }
    relations
}

/// The relations that an `impl RelationTrait` writes out:
/// `Self::Cake => Entity::belongs_to(cake::Entity).from(...).to(...).into()`.
pub(crate) fn of_impl(place: &Place, item: &ItemImpl) -> Vec<Relation> {
    super::expanded::arms(item, "def")
        .into_iter()
        .filter_map(|arm| {
            let text = place.text(range(arm.body.span()));
            let origin = place.exact(range(arm.pat.span()));
            of_chain(&Expression::read(text)?, origin)
        })
        .collect()
}

fn of_chain(expression: &Expression, origin: Origin) -> Option<Relation> {
    let mut calls: HashMap<&str, &[Expression]> = HashMap::new();
    let mut current = expression;
    let (path, arguments) = loop {
        match current {
            Expression::Method(receiver, name, arguments) => {
                calls.insert(name, arguments);
                current = receiver;
            }
            Expression::Call(path, arguments) => break (path, arguments),
            _ => return None,
        }
    };
    if path.last()? != "belongs_to" || calls.contains_key("skip_fk") {
        return None;
    }
    let [target] = arguments.as_slice() else {
        return None;
    };
    let only = |name: &str| match calls.get(name).copied() {
        Some([only]) => Some(only),
        _ => None,
    };
    let action = |name: &str| only(name)?.name().map(str::to_owned);
    Some(Relation {
        target: target.path()?.to_vec(),
        from: columns(only("from")?)?,
        to: columns(only("to")?)?,
        on_delete: action("on_delete"),
        on_update: action("on_update"),
        name: only("fk_name")
            .and_then(Expression::text)
            .map(str::to_owned),
        origin,
    })
}
