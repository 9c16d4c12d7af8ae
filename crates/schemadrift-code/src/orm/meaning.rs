//! Owns what the names mean that Diesel and SeaORM generate of a table.

use schemadrift_rust_syntax::{RustColumn, RustTable, TableShape};

/// What a path below a table's module means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning<'a> {
    /// The module itself.
    Module,
    /// The table.
    Table,
    /// All of its columns.
    Row,
    /// A column.
    Column(&'a RustColumn),
    /// A function of the entity, such as `find`.
    Function(EntityFunction),
    /// `ActiveModel`: a row that is written.
    ActiveModel,
    /// `ActiveModel::builder`.
    Builder,
    /// `COLUMN`, of which fields are columns.
    Columns,
}

/// What a function of an entity does with its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntityFunction {
    /// It begins a query that reads every column, unless it is told otherwise.
    Find,
    /// It writes.
    Write,
    /// Something else.
    Other,
}

/// What a path below a table's module means, as far as the library generates something there.
pub(super) fn meaning<'a>(table: &'a RustTable, path: &[String]) -> Option<Meaning<'a>> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match &table.shape {
        TableShape::Module => in_module(table, &path),
        TableShape::Entity(entity) => beside_entity(table, entity, &path),
    }
}

/// <https://docs.diesel.rs/2.3.x/diesel/macro.table.html>
fn in_module<'a>(table: &'a RustTable, path: &[&str]) -> Option<Meaning<'a>> {
    let own = table.module.last().map(String::as_str);
    match path {
        [] | ["dsl" | "columns"] => Some(Meaning::Module),
        ["table"] => Some(Meaning::Table),
        ["dsl", name] if Some(*name) == own => Some(Meaning::Table),
        ["all_columns" | "star"] | ["dsl" | "columns", "all_columns" | "star"] => {
            Some(Meaning::Row)
        }
        [name] | ["dsl" | "columns", name] => {
            let column = table.columns.iter().find(|column| column.name == *name);
            column.map(Meaning::Column)
        }
        _ => None,
    }
}

/// <https://www.sea-ql.org/SeaORM/docs/generate-entity/entity-structure/>
fn beside_entity<'a>(table: &'a RustTable, entity: &str, path: &[&str]) -> Option<Meaning<'a>> {
    match path {
        [] => Some(Meaning::Module),
        [name] if *name == entity => Some(Meaning::Table),
        [name, function] if *name == entity => Some(Meaning::Function(function_of(function))),
        ["Column" | "PrimaryKey", variant] => {
            let mut columns = table.columns.iter();
            let column = columns.find(|column| column.variant == *variant);
            column.map(Meaning::Column)
        }
        ["ActiveModel" | "ActiveModelEx"] => Some(Meaning::ActiveModel),
        ["ActiveModel", "builder"] => Some(Meaning::Builder),
        ["COLUMN"] => Some(Meaning::Columns),
        _ => None,
    }
}

fn function_of(name: &str) -> EntityFunction {
    match name {
        "load" => EntityFunction::Find,
        name if name.starts_with("find") => EntityFunction::Find,
        name if ["insert", "update", "delete"]
            .iter()
            .any(|verb| name.starts_with(verb)) =>
        {
            EntityFunction::Write
        }
        _ => EntityFunction::Other,
    }
}
