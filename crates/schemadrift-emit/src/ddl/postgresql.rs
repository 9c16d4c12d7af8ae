//! PostgreSQL's DDL (<https://www.postgresql.org/docs/current/sql-createtable.html>).

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::{Engine, IdentifierLimit};
use schemadrift_core::model::{Column, Increment, Table};
use schemadrift_core::name::QualifiedName;

use super::grammar::{ColumnStyle, Comments, Grammar, Numbering, Routines};
use crate::sql_text::{as_term, string_literal};
use crate::type_name::{quoted, type_name};

pub(crate) static POSTGRESQL: Grammar = Grammar {
    engine: Engine::PostgreSql,
    column_type,
    default_term: |text, _| as_term(text),
    numbering,
    has_catalog_objects: true,
    has_pair_keys: true,
    can_add_constraints: true,
    has_index_details: true,
    has_materialized_views: true,
    has_partitions: true,
    comments: Comments::Statements,
    has_prefixes: false,
    has_index_kinds: false,
    hidden_index: None,
    has_unenforced_checks: true,
    column_style: ColumnStyle::Standard,
    routines: Routines::After("SET check_function_bodies = off"),
    allows_no_columns: true,
    index_name: |_, index| index.name.get().cloned(),
    constraint_name: |name| Some(name),
    foreign_key_objection: |_| None,
};

fn column_type(column_type: &ColumnType) -> Option<String> {
    match &column_type.shape {
        // Whoever could not read the text may still have copied it from a server.
        DataType::Unreadable if !column_type.text.trim().is_empty() => {
            Some(column_type.text.clone())
        }
        shape => type_name(Engine::PostgreSql, shape),
    }
}

fn numbering(table: &Table, column: &Column) -> Numbering {
    match column.increment.get() {
        None | Some(None) => Numbering::default(),
        Some(Some(Increment::Identity { is_always })) => {
            let when = if *is_always { "ALWAYS" } else { "BY DEFAULT" };
            Numbering {
                clause: Some(format!("GENERATED {when} AS IDENTITY")),
                ..Numbering::default()
            }
        }
        Some(Some(Increment::Auto | Increment::RowId)) => match serial(column) {
            Some(word) => Numbering {
                type_text: Some(word.to_owned()),
                ..Numbering::default()
            },
            None => Numbering {
                objection: Some("only whole numbers number themselves in PostgreSQL"),
                ..Numbering::default()
            },
        },
        Some(Some(Increment::Serial { sequence })) => match serial(column) {
            Some(word) if is_invented_name(table, column, sequence) => Numbering {
                type_text: Some(word.to_owned()),
                ..Numbering::default()
            },
            _ => owned_sequence(table, column, sequence),
        },
    }
}

/// The word that stands for a whole number of this width with a sequence of its own.
fn serial(column: &Column) -> Option<&'static str> {
    match column.data_type.get()?.shape {
        DataType::Integer { bits: 16, .. } => Some("smallserial"),
        DataType::Integer { bits: 32, .. } => Some("serial"),
        DataType::Integer { bits: 64, .. } => Some("bigserial"),
        _ => None,
    }
}

/// Whether `serial` would give the sequence this very name. Names that the server would shorten
/// are written out instead.
fn is_invented_name(table: &Table, column: &Column, sequence: &QualifiedName) -> bool {
    let invented = format!("{}_{}_seq", table.name.name, column.name);
    let limit = match Engine::PostgreSql.dialect().identifier_limit {
        Some(IdentifierLimit::Bytes(limit)) => limit,
        Some(IdentifierLimit::Characters(_)) | None => usize::MAX,
    };
    let is_same_schema = sequence.schema.is_none() || sequence.schema == table.name.schema;
    is_same_schema && sequence.name.as_str() == invented && invented.len() <= limit
}

/// What `serial` means, written out
/// (<https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL>).
fn owned_sequence(table: &Table, column: &Column, sequence: &QualifiedName) -> Numbering {
    let name = quoted(Engine::PostgreSql, sequence);
    let owner = format!(
        "{}.{}",
        quoted(Engine::PostgreSql, &table.name),
        Engine::PostgreSql.dialect().quote(column.name.as_str())
    );
    let type_clause = match column.data_type.get().map(|column_type| &column_type.shape) {
        Some(shape @ DataType::Integer { .. }) => type_name(Engine::PostgreSql, shape)
            .map(|word| format!(" AS {word}"))
            .unwrap_or_default(),
        _ => String::new(),
    };
    Numbering {
        clause: Some(format!(
            "DEFAULT nextval({}::regclass)",
            string_literal(&name)
        )),
        before: Some(format!("CREATE SEQUENCE {name}{type_clause}")),
        after: Some(format!("ALTER SEQUENCE {name} OWNED BY {owner}")),
        ..Numbering::default()
    }
}
