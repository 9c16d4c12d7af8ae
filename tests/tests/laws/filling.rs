//! Owns rows for tables that were made up: one a table, out of values that are the same for every
//! column of a type, so that rows refer to each other.

use std::collections::BTreeMap;

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Column, Increment, Schema, Table};
use schemadrift_core::name::QualifiedName;

use crate::scene::Alterable;

/// A literal for a column, as its type takes it.
pub(crate) fn literal(schema: &Schema, shape: &DataType) -> Option<String> {
    let is_postgresql = schema.engine == Engine::PostgreSql;
    Some(match shape {
        DataType::Boolean if is_postgresql => "true".to_owned(),
        DataType::Boolean
        | DataType::Integer { .. }
        | DataType::Oid
        | DataType::Float { .. }
        | DataType::Money => "1".to_owned(),
        DataType::Decimal { .. } => "0".to_owned(),
        DataType::Year => "2001".to_owned(),
        DataType::Bytes(_) if is_postgresql => r"'\x61'".to_owned(),
        DataType::Bit {
            length,
            is_varying: false,
        } => format!("B'{}'", "1".repeat(length.unwrap_or(1) as usize)),
        DataType::Bit { .. } => "B'1'".to_owned(),
        DataType::Text(_)
        | DataType::Varchar(_)
        | DataType::Char(_)
        | DataType::Citext
        | DataType::Bytes(_) => "'a'".to_owned(),
        DataType::Date => "'2001-01-01'".to_owned(),
        DataType::Time { .. } => "'01:01:01'".to_owned(),
        DataType::Timestamp { .. } => "'2001-01-01 01:01:01'".to_owned(),
        DataType::Interval(_) => "'1 day'".to_owned(),
        DataType::Uuid => "'00000000-0000-0000-0000-000000000001'".to_owned(),
        DataType::Json | DataType::Jsonb => "'1'".to_owned(),
        DataType::Xml => "'<a/>'".to_owned(),
        DataType::Enum(name) => {
            let mut enums = schema.enums.iter();
            let own = enums.find(|own| own.name == *name)?;
            let label = &own.values.first()?.label;
            format!("'{}'", label.replace('\'', "''"))
        }
        DataType::InlineEnum(labels) | DataType::Set(labels) => {
            format!("'{}'", labels.first()?.replace('\'', "''"))
        }
        DataType::Array(_) => "'{}'".to_owned(),
        DataType::Named { name, .. } => match name.name.as_str() {
            "inet" | "cidr" => "'127.0.0.1'".to_owned(),
            "macaddr" => "'08:00:2b:01:02:03'".to_owned(),
            "point" => "'(1,1)'".to_owned(),
            "tsvector" | "tsquery" | "ltree" => "'a'".to_owned(),
            name if name.ends_with("range") => "'empty'".to_owned(),
            _ => return None,
        },
        DataType::Untyped | DataType::Unreadable => "1".to_owned(),
    })
}

/// Puts a row into every table that takes one, after those that the code lets it refer to.
pub(crate) fn fill(scene: &mut impl Alterable, schema: &Schema, code: &Schema) {
    let mut waiting: Vec<&Table> = schema.tables.iter().collect();
    loop {
        let before = waiting.len();
        let names: Vec<QualifiedName> = waiting.iter().map(|table| table.name.clone()).collect();
        waiting.retain(|table| {
            let mut tables = code.tables.iter();
            let own = tables.find(|own| own.name == table.name);
            let waits = own.is_some_and(|own| {
                let mut keys = own.foreign_keys.iter();
                keys.any(|key| key.target != own.name && names.contains(&key.target))
            });
            waits || insert(schema, table).is_none_or(|statement| scene.run(&statement).is_err())
        });
        if waiting.len() == before {
            return;
        }
    }
}

fn insert(schema: &Schema, table: &Table) -> Option<String> {
    let dialect = schema.engine.dialect();
    let mut names = Vec::new();
    let mut values = Vec::new();
    for column in table.columns.iter().filter(|column| takes_values(column)) {
        let value = column
            .data_type
            .get()
            .and_then(|own| literal(schema, &own.shape));
        if let Some(value) = value {
            names.push(dialect.quote(column.name.as_str()));
            values.push(value);
        }
    }
    if names.is_empty() {
        return None;
    }
    Some(format!(
        "INSERT INTO {} ({}) VALUES ({})",
        quoted(schema, &table.name),
        names.join(", "),
        values.join(", ")
    ))
}

fn takes_values(column: &Column) -> bool {
    let is_generated = matches!(column.generated.get(), Some(Some(_)));
    let is_always = matches!(
        column.increment.get(),
        Some(Some(Increment::Identity { is_always: true }))
    );
    !is_generated && !is_always
}

/// A name in quotes.
pub(crate) fn quoted(schema: &Schema, name: &QualifiedName) -> String {
    let dialect = schema.engine.dialect();
    match name.schema.as_ref().filter(|_| dialect.has_namespaces) {
        Some(namespace) => format!(
            "{}.{}",
            dialect.quote(namespace.as_str()),
            dialect.quote(name.name.as_str())
        ),
        None => dialect.quote(name.name.as_str()),
    }
}

/// How many rows each table holds.
pub(crate) fn count(scene: &mut impl Alterable, schema: &Schema) -> BTreeMap<String, i64> {
    let names = schema
        .tables
        .iter()
        .map(|table| quoted(schema, &table.name));
    let counted = names.map(|name| {
        let rows = scene
            .number(&format!("SELECT count(*) FROM {name}"))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, rows)
    });
    counted.collect()
}
