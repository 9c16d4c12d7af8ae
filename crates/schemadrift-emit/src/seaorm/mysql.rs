//! Owns the types of fields for MySQL and MariaDB, as SeaORM's own generator chooses them; where
//! its words would lose something, the database's own words stand in their place.

use schemadrift_core::data_type::{BytesKind, ColumnType, DataType, TextSize};

use super::field_type::FieldType;
use super::names::Names;

pub(super) fn field_type(names: &Names<'_>, column_type: &ColumnType) -> FieldType {
    let text = column_type.text.as_str();
    match &column_type.shape {
        DataType::Enum(name) => match names.enumeration(name) {
            Some(own) => FieldType::plain(own.identifier.clone()),
            None => FieldType::custom("String", text),
        },
        DataType::Boolean => FieldType::plain("bool"),
        DataType::Integer { bits, is_unsigned } => integer(*bits, *is_unsigned, text),
        DataType::Float { bits: 0..=32 } => FieldType::with("f32", "Float"),
        DataType::Float { .. } => FieldType::with("f64", "Double"),
        DataType::Decimal {
            precision: Some((precision, scale @ 0..)),
        } => FieldType::with("Decimal", &format!("Decimal(Some(({precision}, {scale})))")),
        DataType::Decimal { .. } => FieldType::custom("Decimal", text),
        DataType::Text(TextSize::Regular) => FieldType::with("String", "Text"),
        DataType::Varchar(Some(length)) => {
            FieldType::with("String", &format!("String(StringLen::N({length}))"))
        }
        DataType::Char(Some(length)) => FieldType::with("String", &format!("Char(Some({length}))")),
        DataType::Bytes(kind) => bytes(*kind, text),
        DataType::Date => FieldType::plain("Date"),
        DataType::Time {
            precision: None | Some(0),
            ..
        } => FieldType::with("Time", "Time"),
        DataType::Time { .. } => FieldType::custom("Time", text),
        DataType::Timestamp {
            precision: None | Some(0),
            has_zone,
        } => match has_zone {
            true => FieldType::with("DateTimeUtc", "Timestamp"),
            false => FieldType::with("DateTime", "DateTime"),
        },
        DataType::Timestamp { has_zone, .. } => {
            FieldType::custom(if *has_zone { "DateTimeUtc" } else { "DateTime" }, text)
        }
        DataType::Year => FieldType::with("u16", "Year"),
        DataType::Json | DataType::Jsonb => FieldType::with("Json", "Json"),
        DataType::Uuid => FieldType::with("Uuid", "Uuid"),
        DataType::Bit { .. } => FieldType::custom("Vec<u8>", text),
        DataType::Text(TextSize::Tiny | TextSize::Medium | TextSize::Long)
        | DataType::Varchar(None)
        | DataType::Char(None)
        | DataType::Oid
        | DataType::Money
        | DataType::Citext
        | DataType::Interval(_)
        | DataType::Xml
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Array(_)
        | DataType::Named { .. }
        | DataType::Untyped
        | DataType::Unreadable => FieldType::custom("String", text),
    }
}

/// A number of three bytes has no words of SeaORM's.
fn integer(bits: u8, is_unsigned: bool, text: &str) -> FieldType {
    let rust_type = match (bits, is_unsigned) {
        (0..=8, false) => "i8",
        (0..=8, true) => "u8",
        (9..=16, false) => "i16",
        (9..=16, true) => "u16",
        (17..=32, false) => "i32",
        (17..=32, true) => "u32",
        (33.., false) => "i64",
        (33.., true) => "u64",
    };
    if bits == 24 {
        FieldType::custom(rust_type, text)
    } else {
        FieldType::plain(rust_type)
    }
}

fn bytes(kind: BytesKind, text: &str) -> FieldType {
    let own = |column_type: &str| FieldType::with("Vec<u8>", column_type);
    match kind {
        BytesKind::Fixed(length) => own(&format!("Binary({length})")),
        BytesKind::Varying(Some(length)) => own(&format!("VarBinary(StringLen::N({length}))")),
        BytesKind::Regular
        | BytesKind::Varying(None)
        | BytesKind::Tiny
        | BytesKind::Medium
        | BytesKind::Long => FieldType::custom("Vec<u8>", text),
    }
}
