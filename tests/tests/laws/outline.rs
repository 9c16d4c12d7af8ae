//! Owns outlines of schemas: every object by its name and in its order, which comparisons pass over
//! where nothing depends on it.

use std::fmt::Display;

use schemadrift_core::model::{Column, Increment, Index, Namespace, Schema, Table, Validity, View};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;

/// The lines of a schema's outline, sorted.
pub(crate) fn outline(schema: &Schema) -> Vec<String> {
    let mut lines = Vec::new();
    schema.tables.iter().for_each(|own| table(own, &mut lines));
    schema.views.iter().for_each(|own| view(own, &mut lines));
    for own in &schema.enums {
        let labels: Vec<&str> = own
            .values
            .iter()
            .map(|value| value.label.as_str())
            .collect();
        lines.push(format!("enum {}: {labels:?}", own.name));
    }
    for own in &schema.sequences {
        lines.push(format!("sequence {}", own.name));
    }
    // `public` is there before any statement speaks of it.
    let made = |own: &&Namespace| own.name.as_str() != "public";
    for own in schema.namespaces.iter().filter(made) {
        lines.push(format!("schema {}", own.name));
    }
    lines.sort();
    lines
}

fn or_unnamed(name: &Stated<Name>) -> &str {
    name.get().map_or("without a name", Name::as_str)
}

fn listed<T: Display>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| name.to_string()).collect();
    names.join(", ")
}

fn table(table: &Table, lines: &mut Vec<String>) {
    let owner = &table.name;
    let columns = listed(table.columns.iter().map(|column| &column.name));
    lines.push(format!("table {owner}: {columns}"));
    if let Some(Some(comment)) = table.comment.get() {
        lines.push(format!("comment {owner}: {comment}"));
    }
    for own in &table.columns {
        column(owner, own, lines);
    }
    if let Some(Some(key)) = table.primary_key.get() {
        let columns = listed(&key.columns);
        lines.push(format!("key {owner}.{}: {columns}", or_unnamed(&key.name)));
    }
    for own in &table.indexes {
        index(owner, own, lines);
    }
    for key in &table.foreign_keys {
        lines.push(format!(
            "foreign key {owner}.{}, valid {}: {} to {} ({})",
            or_unnamed(&key.name),
            key.validity.get() == Some(&Validity::Valid),
            listed(&key.columns),
            key.target,
            listed(&key.target_columns)
        ));
    }
    for check in &table.checks {
        lines.push(format!(
            "check {owner}.{}, valid {}",
            or_unnamed(&check.name),
            check.validity.get() == Some(&Validity::Valid)
        ));
    }
}

fn column(owner: &impl Display, column: &Column, lines: &mut Vec<String>) {
    let own = format!("{owner}.{}", column.name);
    if let Some(Some(comment)) = column.comment.get() {
        lines.push(format!("comment {own}: {comment}"));
    }
    match column.increment.get() {
        Some(Some(Increment::Serial { sequence })) => {
            lines.push(format!("numbered {own} by {sequence}"));
        }
        Some(Some(Increment::Identity { is_always })) => {
            lines.push(format!("numbered {own} always: {is_always}"));
        }
        Some(Some(Increment::Auto | Increment::RowId)) => {
            lines.push(format!("numbered {own}"));
        }
        Some(None) | None => {}
    }
}

fn index(owner: &impl Display, index: &Index, lines: &mut Vec<String>) {
    lines.push(format!(
        "index {owner}.{}: unique {}, constraint {}, {} keys",
        or_unnamed(&index.name),
        index.is_unique,
        index.is_constraint.is_true(),
        index.parts.len()
    ));
}

fn view(view: &View, lines: &mut Vec<String>) {
    let columns = listed(view.columns.iter().map(|column| &column.name));
    lines.push(format!(
        "view {} (materialized {}): {columns}",
        view.name,
        view.is_materialized.is_true()
    ));
}
