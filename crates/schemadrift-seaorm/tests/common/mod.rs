//! Owns the text form of a reading, which fixtures compare: a claim that is written has no mark,
//! an implied one has `~`, and what is not stated is left out.

use std::fmt::Write;

use schemadrift_core::Stated;
use schemadrift_core::data_type::{Acceptance, ColumnType};
use schemadrift_core::expression::NormalForm;
use schemadrift_core::model::{Column, DefaultValue, ForeignKey, IndexKey, Table};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_seaorm::SeaOrmReading;

/// The whole reading as text.
pub(crate) fn dump(read: &SeaOrmReading) -> String {
    let mut out = String::new();
    let schema = &read.reading.schema;
    writeln!(out, "{}", schema.engine).unwrap();
    for own in &schema.enums {
        let labels: Vec<&str> = own
            .values
            .iter()
            .map(|value| value.label.as_str())
            .collect();
        let taint = if own.taints.is_empty() {
            ""
        } else {
            " tainted"
        };
        writeln!(out, "enum {} ({}){taint}", own.name, labels.join(" | ")).unwrap();
    }
    for own in &schema.tables {
        table(&mut out, own);
    }
    for problem in &read.reading.problems {
        let place = place(&problem.origin);
        writeln!(out, "{}: {} @{place}", problem.severity, problem.message).unwrap();
    }
    out
}

fn table(out: &mut String, table: &Table) {
    let alias = table.alias.as_deref().unwrap_or("?");
    writeln!(
        out,
        "table {} of {alias} @{}",
        table.name,
        place(&table.origin)
    )
    .unwrap();
    for own in &table.columns {
        column(out, own);
    }
    if !table.ignored_columns.is_empty() {
        writeln!(out, "  ignored {}", names(&table.ignored_columns)).unwrap();
    }
    if let Some(Some(key)) = table.primary_key.get() {
        writeln!(out, "  key {}", names(&key.columns)).unwrap();
    }
    for index in &table.indexes {
        let kind = if index.is_unique { "unique" } else { "index" };
        let columns = index.parts.iter().filter_map(|part| match &part.key {
            IndexKey::Column(name) => Some(name.clone()),
            IndexKey::Expression(_) => None,
        });
        writeln!(out, "  {kind} {}", names(&columns.collect::<Vec<_>>())).unwrap();
    }
    for key in &table.foreign_keys {
        foreign_key(out, key);
    }
    for taint in &table.taints {
        writeln!(out, "  tainted: {}", taint.reason).unwrap();
    }
}

fn column(out: &mut String, column: &Column) {
    write!(out, "  {}", column.name).unwrap();
    match &column.data_type {
        Stated::Written(own) => write!(out, " {}", type_text(own)).unwrap(),
        Stated::Implied(own) => write!(out, " ~{}", type_text(own)).unwrap(),
        Stated::NotStated => write!(out, " ?").unwrap(),
    }
    match column.is_nullable.get() {
        Some(true) => write!(out, " null").unwrap(),
        Some(false) => write!(out, " not null").unwrap(),
        None => {}
    }
    match column.default.get() {
        Some(Some(DefaultValue::Expression(own))) => {
            let known = match &own.normal {
                NormalForm::Constant(constant) => constant.to_string(),
                other => other.to_string(),
            };
            write!(out, " default {} = {known}", own.text).unwrap();
        }
        Some(Some(DefaultValue::Unknown)) => write!(out, " default unknown").unwrap(),
        Some(None) => write!(out, " default none").unwrap(),
        None => {}
    }
    if let Some(Some(_)) = column.increment.get() {
        let mark = if column.increment.is_written() {
            ""
        } else {
            "~"
        };
        write!(out, " {mark}numbered").unwrap();
    }
    if let Some(Some(comment)) = column.comment.get() {
        write!(out, " -- {comment}").unwrap();
    }
    writeln!(out, " @{}", place(&column.origin)).unwrap();
}

fn type_text(own: &ColumnType) -> String {
    let acceptance = match &own.acceptance {
        Acceptance::Exact => String::new(),
        Acceptance::Family => " (family)".to_owned(),
        Acceptance::AnyOf(shapes) => format!(" (or {})", shapes.len()),
        Acceptance::Like(shapes) => format!(" (like {})", shapes.len()),
        Acceptance::Converting(shapes) => format!(" (converting {})", shapes.len()),
        Acceptance::StoredAs(affinities) => {
            let affinities: Vec<String> = affinities.iter().map(ToString::to_string).collect();
            format!(" ({})", affinities.join("/"))
        }
    };
    format!("`{}`{acceptance}", own.text)
}

fn foreign_key(out: &mut String, key: &ForeignKey) {
    let name = key
        .name
        .get()
        .map_or(String::new(), |name| format!("{name} "));
    write!(
        out,
        "  refers {name}{} to {}{}",
        names(&key.columns),
        key.target,
        names(&key.target_columns)
    )
    .unwrap();
    for (word, action) in [("delete", &key.on_delete), ("update", &key.on_update)] {
        if let Some(action) = action.get() {
            write!(out, " on {word} {action}").unwrap();
        }
    }
    writeln!(out).unwrap();
}

fn names(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(Name::as_str).collect();
    format!("({})", names.join(", "))
}

fn place(origin: &Origin) -> String {
    origin
        .location()
        .map_or("nowhere".to_owned(), ToString::to_string)
}
