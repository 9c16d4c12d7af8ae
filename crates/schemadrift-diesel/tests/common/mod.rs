//! Owns the text form of a reading, which fixtures compare. What is only implied has `~`, what is
//! not stated is left out. Places are `file:line:column`.

use std::fmt::Write;

use schemadrift_core::Stated;
use schemadrift_core::data_type::{Acceptance, ColumnType, DataType};
use schemadrift_core::model::{Column, Schema, Table, Taint};
use schemadrift_core::origin::Origin;
use schemadrift_diesel::DieselReading;

/// The whole reading as text.
pub(crate) fn dump(reading: &DieselReading) -> String {
    let mut out = String::new();
    let schema = &reading.reading.schema;
    head(&mut out, schema);
    schema.tables.iter().for_each(|own| table(&mut out, own));
    for view in &schema.views {
        line(
            &mut out,
            0,
            &format!("view {}{}", view.name, place(&view.origin)),
        );
        view.columns.iter().for_each(|own| column(&mut out, own));
        taints(&mut out, 1, &view.taints);
    }
    for name in &reading.optional {
        line(&mut out, 0, &format!("optional {name}"));
    }
    taints(&mut out, 0, &schema.taints);
    for problem in &reading.reading.problems {
        let text = format!(
            "{}: {}{}",
            problem.severity,
            problem.message,
            place(&problem.origin)
        );
        line(&mut out, 0, &text);
    }
    out
}

fn head(out: &mut String, schema: &Schema) {
    let coverage = &schema.coverage;
    let text = format!(
        "{}, tables {:?}, views {:?}",
        schema.engine, coverage.tables, coverage.views
    );
    line(out, 0, &text.to_lowercase());
    for namespace in &schema.namespaces {
        line(out, 0, &format!("schema {}", namespace.name));
    }
}

fn table(out: &mut String, table: &Table) {
    let alias = alias(table.alias.as_ref());
    line(
        out,
        0,
        &format!("table {}{alias}{}", table.name, place(&table.origin)),
    );
    table.columns.iter().for_each(|own| column(out, own));
    if let Some(Some(key)) = table.primary_key.get() {
        let columns: Vec<&str> = key
            .columns
            .iter()
            .map(schemadrift_core::name::Name::as_str)
            .collect();
        line(out, 1, &format!("key {}", columns.join(", ")));
    }
    for key in &table.foreign_keys {
        let columns: Vec<&str> = key
            .columns
            .iter()
            .map(schemadrift_core::name::Name::as_str)
            .collect();
        line(
            out,
            1,
            &format!(
                "join {} to {}{}",
                columns.join(", "),
                key.target,
                place(&key.origin)
            ),
        );
    }
    taints(out, 1, &table.taints);
}

fn column(out: &mut String, column: &Column) {
    let nullability = match column.is_nullable {
        Stated::Written(true) => " null",
        Stated::Written(false) => " not null",
        Stated::Implied(true) => " ~null",
        Stated::Implied(false) => " ~not null",
        Stated::NotStated => " ?",
    };
    let data_type = column.data_type.get().map_or("?".to_owned(), described);
    let alias = alias(column.alias.as_ref());
    line(
        out,
        1,
        &format!("{}{alias} {data_type}{nullability}", column.name),
    );
}

fn described(data_type: &ColumnType) -> String {
    let list = |shapes: &[DataType]| -> String {
        let shapes: Vec<String> = shapes.iter().map(short).collect();
        shapes.join(" ")
    };
    let accepted = match &data_type.acceptance {
        Acceptance::Exact => String::new(),
        Acceptance::Family => " and its family".to_owned(),
        Acceptance::AnyOf(others) => format!(" or exactly {}", list(others)),
        Acceptance::Like(others) if others.is_empty() => " of any parameters".to_owned(),
        Acceptance::Like(others) => format!(" or {} of any parameters", list(others)),
        Acceptance::StoredAs(_) => " by how it is stored".to_owned(),
        Acceptance::Converting(others) if others.is_empty() => " or converted".to_owned(),
        Acceptance::Converting(others) => format!(" or {} or converted", list(others)),
    };
    format!(
        "`{}` = {}{accepted}",
        data_type.text,
        short(&data_type.shape)
    )
}

/// A shape without the words that all of them share.
fn short(shape: &DataType) -> String {
    let text = format!("{shape:?}");
    let name = "Named { name: QualifiedName { schema: None, name: Name(\"";
    text.replace(name, "Named(")
        .replace("\") }, arguments: None }", ")")
        .replace(", is_unsigned: false", "")
        .replace(", has_zone: false", "")
        .replace("precision: None", "")
}

fn alias(alias: Option<&String>) -> String {
    alias.map_or(String::new(), |alias| format!(" ({alias})"))
}

fn taints(out: &mut String, indent: usize, taints: &[Taint]) {
    for taint in taints {
        line(
            out,
            indent,
            &format!("taint: {}{}", taint.reason, place(&taint.origin)),
        );
    }
}

fn place(origin: &Origin) -> String {
    origin
        .location()
        .map_or(String::new(), |location| format!(" @{location}"))
}

fn line(out: &mut String, indent: usize, text: &str) {
    writeln!(out, "{:1$}{text}", "", indent * 2).unwrap();
}
