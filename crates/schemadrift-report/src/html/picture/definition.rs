//! Owns a column's definition in words, as far as its side states it.

use schemadrift_core::model::{Column, DefaultValue, Increment};

/// The definition of a column in one line.
pub(super) fn definition(column: &Column) -> String {
    let mut parts = Vec::new();
    if let Some(data_type) = column.data_type.get() {
        parts.push(data_type.to_string());
    }
    match column.is_nullable.get() {
        Some(true) => parts.push("null".to_owned()),
        Some(false) => parts.push("not null".to_owned()),
        None => {}
    }
    if let Some(Some(default)) = column.default.get() {
        parts.push(match default {
            DefaultValue::Expression(expression) => format!("default {expression}"),
            DefaultValue::Unknown => "with some default".to_owned(),
        });
    }
    if let Some(Some(increment)) = column.increment.get() {
        parts.push(increment_word(increment).to_owned());
    }
    if let Some(Some(generated)) = column.generated.get() {
        parts.push(format!("generated as {}", generated.expression));
    }
    if let Some(Some(collation)) = column.collation.get() {
        parts.push(format!("collation {collation}"));
    }
    if parts.is_empty() {
        "stated without a definition".to_owned()
    } else {
        parts.join(", ")
    }
}

fn increment_word(increment: &Increment) -> &'static str {
    match increment {
        Increment::Auto => "numbered by the database",
        Increment::RowId => "numbered by the row",
        Increment::Serial { .. } => "numbered by a sequence of its own",
        Increment::Identity { is_always: true } => "identity, always",
        Increment::Identity { is_always: false } => "identity, by default",
    }
}
