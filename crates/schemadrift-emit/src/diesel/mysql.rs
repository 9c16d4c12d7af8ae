//! Owns the SQL types of Diesel for MySQL and MariaDB, as `diesel print-schema` chooses them.

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};
use schemadrift_core::model::{Column, Table};

use super::custom::{Custom, CustomKind};
use super::identifier::upper_camel;
use super::sql_type::SqlType;

/// The type for a column's live type; `None` where Diesel has none.
pub(super) fn sql_type(table: &Table, column: &Column, shape: &DataType) -> Option<SqlType> {
    Some(match shape {
        DataType::InlineEnum(_) => listing(table, column, "Enum"),
        DataType::Set(_) => listing(table, column, "Set"),
        DataType::Varchar(length) => SqlType::limited("Varchar", *length),
        DataType::Char(length) => SqlType::limited("Char", *length),
        DataType::Integer {
            bits,
            is_unsigned: true,
        } => SqlType::plain(&format!("Unsigned<{}>", integer(*bits))),
        shape => SqlType::plain(plain(shape)?),
    })
}

/// A column that lists its values has a struct of its own.
fn listing(table: &Table, column: &Column, form: &'static str) -> SqlType {
    let struct_name = format!(
        "{}{}{form}",
        upper_camel(table.name.name.as_str()),
        upper_camel(column.name.as_str())
    );
    SqlType {
        text: struct_name.clone(),
        max_length: None,
        custom: Some(Custom {
            struct_name,
            kind: CustomKind::MySql(form),
        }),
    }
}

fn integer(bits: u8) -> &'static str {
    match bits {
        0..=8 => "Tinyint",
        9..=16 => "Smallint",
        // The generator prints `Mediumint`, which Diesel does not have.
        17..=32 => "Integer",
        33.. => "Bigint",
    }
}

fn plain(shape: &DataType) -> Option<&'static str> {
    Some(match shape {
        DataType::Boolean => "Bool",
        DataType::Integer { bits, .. } => integer(*bits),
        DataType::Float { bits: 32 } => "Float",
        DataType::Float { .. } => "Double",
        DataType::Decimal { .. } => "Decimal",
        DataType::Text(size) => match size {
            TextSize::Tiny => "Tinytext",
            TextSize::Regular => "Text",
            TextSize::Medium => "Mediumtext",
            TextSize::Long => "Longtext",
        },
        DataType::Bytes(kind) => match kind {
            BytesKind::Tiny => "Tinyblob",
            BytesKind::Regular => "Blob",
            BytesKind::Medium => "Mediumblob",
            BytesKind::Long => "Longblob",
            BytesKind::Fixed(_) => "Binary",
            BytesKind::Varying(_) => "Varbinary",
        },
        DataType::Date => "Date",
        DataType::Time { .. } => "Time",
        DataType::Timestamp { has_zone, .. } => {
            if *has_zone {
                "Timestamp"
            } else {
                "Datetime"
            }
        }
        DataType::Json => "Json",
        DataType::Bit {
            is_varying: false, ..
        } => "Bit",
        DataType::Oid
        | DataType::Money
        | DataType::Varchar(_)
        | DataType::Char(_)
        | DataType::Citext
        | DataType::Interval(_)
        // The generator prints `Year`, which Diesel does not have.
        | DataType::Year
        | DataType::Uuid
        | DataType::Jsonb
        | DataType::Xml
        | DataType::Bit { .. }
        | DataType::Enum(_)
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Array(_)
        | DataType::Named { .. }
        | DataType::Untyped
        | DataType::Unreadable => return None,
    })
}
