//! Owns what is known of the parts of a finished schema by the types of its columns.

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{Column, Schema, Table};
use schemadrift_core::name::Name;

use super::expressions::quoted;
use super::palette::{TypeChoice, expression};
use super::{indexes, palette_of};

/// Every type that a column of the schema may have.
pub(crate) fn palette_types(schema: &Schema) -> Vec<ColumnType> {
    palette_of(schema)
        .all()
        .map(|choice| choice.column_type.clone())
        .collect()
}

/// The defaults that a column takes.
pub(crate) fn defaults_of(schema: &Schema, column: &Column) -> Vec<Expression> {
    column
        .data_type
        .get()
        .and_then(|column_type| {
            palette_of(schema)
                .of(column_type)
                .map(|choice| choice.defaults.clone())
        })
        .unwrap_or_default()
}

/// The columns of a table that may be keys of an index.
pub(crate) fn comparable_columns(schema: &Schema, table: &Table) -> Vec<Name> {
    indexes::typed_columns(table, &palette_of(schema))
        .into_iter()
        .filter(|(_, choice)| choice.is_comparable)
        .map(|(name, _)| name)
        .collect()
}

/// A condition over one of these columns, if their types offer one.
pub(crate) fn condition_of(schema: &Schema, table: &Table, columns: &[Name]) -> Option<Expression> {
    indexes::typed_columns(table, &palette_of(schema))
        .into_iter()
        .filter(|(name, _)| columns.contains(name))
        .find_map(|(name, choice)| condition(&name, choice))
}

/// The condition that a column's type offers, as the catalog prints it.
pub(crate) fn condition(column: &Name, choice: &TypeChoice) -> Option<Expression> {
    let text = choice.condition?.replace("{}", &quoted(column.as_str()));
    Some(expression(text.clone(), NormalForm::Rewritten(text)))
}

/// A type with parameters as PostgreSQL's catalog prints it.
pub(crate) fn type_text(shape: &DataType) -> String {
    let with = |word: &str, parameter: Option<String>, rest: &str| match parameter {
        Some(parameter) => format!("{word}({parameter}){rest}"),
        None => format!("{word}{rest}"),
    };
    let zone = |has_zone: bool| {
        if has_zone {
            " with time zone"
        } else {
            " without time zone"
        }
    };
    let digits = |precision: &Option<u8>| precision.map(|digits| digits.to_string());
    match shape {
        DataType::Varchar(length) => with("character varying", length.map(|n| n.to_string()), ""),
        DataType::Char(length) => with("character", length.map(|n| n.to_string()), ""),
        DataType::Bit { length, is_varying } => {
            let word = if *is_varying { "bit varying" } else { "bit" };
            with(word, length.map(|n| n.to_string()), "")
        }
        DataType::Decimal { precision } => with(
            "numeric",
            precision.map(|(precision, scale)| format!("{precision},{scale}")),
            "",
        ),
        DataType::Timestamp {
            precision,
            has_zone,
        } => with("timestamp", digits(precision), zone(*has_zone)),
        DataType::Time {
            precision,
            has_zone,
        } => with("time", digits(precision), zone(*has_zone)),
        // Other types are not changed by their parameters.
        other => schemadrift_emit::type_name(schemadrift_core::dialect::Engine::PostgreSql, other)
            .unwrap_or_default(),
    }
}
