//! Owns what the attributes of a column say, which is the same in every spelling.

use std::ops::Range;

use schemadrift_core::problem::Problem;

use super::{Default, DefaultText, Place, TypeSource};
use crate::attributes::{Attributes, Entry, Value};
use crate::expression::Expression;
use crate::sea_type::SeaType;

/// The keys of an entity's fields.
pub(crate) const FIELD_KEYS: &[&str] = &[
    "primary_key",
    "auto_increment",
    "column_name",
    "column_type",
    "enum_name",
    "nullable",
    "unique",
    "unique_key",
    "indexed",
    "default_value",
    "default_expr",
    "select_as",
    "save_as",
    "ignore",
    "renamed_from",
    "extra",
    "comment",
];

/// The keys of fields that are relations.
pub(crate) const RELATION_FIELD_KEYS: &[&str] = &[
    "has_one",
    "has_many",
    "belongs_to",
    "self_ref",
    "skip_fk",
    "via",
    "via_rel",
    "from",
    "to",
    "relation_enum",
    "relation_reverse",
    "reverse",
    "on_update",
    "on_delete",
];

/// The keys of an entity's struct.
pub(crate) const STRUCT_KEYS: &[&str] = &[
    "table_name",
    "schema_name",
    "rename_all",
    "comment",
    "table_iden",
    "model_ex",
    "model_attrs",
    "model_ex_attrs",
    "active_model_attrs",
    "compact_model",
    "arrow_schema",
    "entity",
    "column",
    "model",
    "active_model",
    "active_model_ex",
    "primary_key",
    "relation",
];

/// Reports the keys that the macros swallow without a word.
pub(crate) fn report_unknown(
    attributes: &Attributes,
    known: &[&str],
    place: &Place,
    problems: &mut Vec<Problem>,
) {
    for entry in attributes.unknown(known) {
        problems.push(
            Problem::note(
                format!(
                    "SeaORM has no attribute `{}` here and passes over it",
                    entry.key
                ),
                place.exact(entry.key_range.clone()),
            )
            .with_help("check the spelling"),
        );
    }
    for range in &attributes.unreadable {
        problems.push(Problem::warning(
            "the attribute cannot be read",
            place.exact(range.clone()),
        ));
    }
}

/// The type that `column_type` writes, with its place.
pub(crate) fn column_type(attributes: &Attributes) -> Option<(TypeSource, Range<usize>)> {
    let (text, range) = attributes.text("column_type")?;
    let read = Expression::read(text).and_then(|expression| SeaType::read(&expression));
    Some((
        read.map_or_else(|| TypeSource::Unclear(text.to_owned()), TypeSource::Sea),
        range,
    ))
}

/// The default that `default_value` or `default_expr` writes.
pub(crate) fn default(attributes: &Attributes, place: &Place) -> Option<Default> {
    // The macros write both calls, and the later one holds.
    if let Some((text, range)) = attributes.text("default_expr") {
        let value = Expression::read(text).map_or(DefaultText::Unclear, DefaultText::Builder);
        return Some(Default {
            value,
            origin: place.exact(range),
        });
    }
    let entry: &Entry = attributes.get("default_value")?;
    let value = match entry.value.as_ref()? {
        Value::Text { text, .. } => DefaultText::Text(text.clone()),
        Value::Number(digits) => DefaultText::Number(digits.clone()),
        Value::Boolean(value) => DefaultText::Boolean(*value),
        Value::Other => DefaultText::Unclear,
    };
    Some(Default {
        value,
        origin: place.exact(entry.range.clone()),
    })
}
