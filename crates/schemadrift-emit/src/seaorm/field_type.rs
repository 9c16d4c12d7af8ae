//! Owns the types of fields: the Rust type, and what has to be written beside it so that it means
//! the column's own type.

use schemadrift_core::data_type::{ColumnType, DataType, TextSize};
use schemadrift_core::dialect::{Affinity, Engine};

use super::names::Names;
use super::{Writing, literal, mysql};

/// A field's type and the entries that go with it.
pub(super) struct FieldType {
    pub(super) rust_type: String,
    pub(super) entries: Vec<String>,
}

impl FieldType {
    /// A Rust type whose column type SeaORM knows.
    pub(super) fn plain(rust_type: impl Into<String>) -> Self {
        Self {
            rust_type: rust_type.into(),
            entries: Vec::new(),
        }
    }

    /// A Rust type with a column type in SeaORM's words.
    pub(super) fn with(rust_type: &str, column_type: &str) -> Self {
        Self {
            rust_type: rust_type.to_owned(),
            entries: vec![format!("column_type = {}", literal(column_type))],
        }
    }

    /// A Rust type with a column type in the database's words.
    pub(super) fn custom(rust_type: &str, text: &str) -> Self {
        Self::with(rust_type, &format!("custom({})", literal(text)))
    }

    /// A type that no Rust type of SeaORM reads: it goes through text both ways.
    fn through_text(text: &str) -> Self {
        let mut field = Self::custom("String", text);
        field.entries.push("select_as = \"text\"".to_owned());
        field.entries.push(format!("save_as = {}", literal(text)));
        field
    }
}

/// The type of a column's field.
pub(super) fn of(writing: &Writing<'_>, column_type: &ColumnType) -> FieldType {
    match writing.schema.engine {
        Engine::Sqlite => sqlite(column_type),
        Engine::PostgreSql => postgresql(writing.names, column_type),
        Engine::MySql | Engine::MariaDb => mysql::field_type(writing.names, column_type),
    }
}

fn postgresql(names: &Names<'_>, column_type: &ColumnType) -> FieldType {
    let text = column_type.text.as_str();
    match &column_type.shape {
        DataType::Array(element) => match element_type(names, element) {
            Some(rust_type) => FieldType::plain(format!("Vec<{rust_type}>")),
            None => FieldType::through_text(text),
        },
        DataType::Enum(name) => match names.enumeration(name) {
            Some(own) => FieldType::plain(own.identifier.clone()),
            None => FieldType::through_text(text),
        },
        shape => scalar(shape, text),
    }
}

/// The Rust type of an array's elements, where SeaORM makes exactly this type of it.
fn element_type(names: &Names<'_>, element: &DataType) -> Option<String> {
    Some(match element {
        DataType::Boolean => "bool".to_owned(),
        DataType::Integer { bits: 16, .. } => "i16".to_owned(),
        DataType::Integer { bits: 32, .. } => "i32".to_owned(),
        DataType::Integer { bits: 64, .. } => "i64".to_owned(),
        DataType::Float { bits: 32 } => "f32".to_owned(),
        DataType::Float { .. } => "f64".to_owned(),
        DataType::Text(TextSize::Regular) | DataType::Varchar(None) => "String".to_owned(),
        DataType::Uuid => "Uuid".to_owned(),
        DataType::Date => "Date".to_owned(),
        DataType::Decimal { precision: None } => "Decimal".to_owned(),
        DataType::Enum(name) => names.enumeration(name)?.identifier.clone(),
        _ => return None,
    })
}

fn scalar(shape: &DataType, text: &str) -> FieldType {
    match shape {
        DataType::Boolean => FieldType::plain("bool"),
        DataType::Integer { bits: 0..=16, .. } => FieldType::plain("i16"),
        DataType::Integer { bits: 17..=32, .. } => FieldType::plain("i32"),
        DataType::Integer { .. } => FieldType::plain("i64"),
        DataType::Float { bits: 0..=32 } => FieldType::with("f32", "Float"),
        DataType::Float { .. } => FieldType::with("f64", "Double"),
        DataType::Decimal { precision: None } => FieldType::plain("Decimal"),
        DataType::Decimal {
            precision: Some((precision, scale @ 0..)),
        } => FieldType::with("Decimal", &format!("Decimal(Some(({precision}, {scale})))")),
        DataType::Decimal { .. } => FieldType::custom("Decimal", text),
        DataType::Text(_) => FieldType::with("String", "Text"),
        DataType::Varchar(None) => FieldType::plain("String"),
        DataType::Varchar(Some(length)) => {
            FieldType::with("String", &format!("String(StringLen::N({length}))"))
        }
        DataType::Char(Some(length)) => FieldType::with("String", &format!("Char(Some({length}))")),
        DataType::Char(None) | DataType::Citext => FieldType::custom("String", text),
        DataType::Bytes(_) => FieldType::with("Vec<u8>", "VarBinary(StringLen::None)"),
        DataType::Date => FieldType::plain("Date"),
        DataType::Time {
            has_zone: false,
            precision,
        } => precise("Time", "Time", *precision, text),
        DataType::Timestamp {
            has_zone: false,
            precision,
        } => precise("DateTime", "DateTime", *precision, text),
        DataType::Timestamp {
            has_zone: true,
            precision,
        } => precise(
            "DateTimeWithTimeZone",
            "TimestampWithTimeZone",
            *precision,
            text,
        ),
        DataType::Uuid => FieldType::plain("Uuid"),
        DataType::Json => FieldType::with("Json", "Json"),
        DataType::Jsonb => FieldType::with("Json", "JsonBinary"),
        DataType::Oid
        | DataType::Money
        | DataType::Time { has_zone: true, .. }
        | DataType::Year
        | DataType::Interval(_)
        | DataType::Xml
        | DataType::Bit { .. }
        | DataType::Enum(_)
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Array(_)
        | DataType::Named { .. }
        | DataType::Untyped
        | DataType::Unreadable => FieldType::through_text(text),
    }
}

/// A type of time: SeaORM has words for it without a precision only.
fn precise(rust_type: &str, column_type: &str, precision: Option<u8>, text: &str) -> FieldType {
    match precision {
        None | Some(6) => FieldType::with(rust_type, column_type),
        Some(_) => FieldType::custom(rust_type, text),
    }
}

/// On SQLite the way values are stored decides, and a column type by name keeps it.
fn sqlite(column_type: &ColumnType) -> FieldType {
    let text = column_type.text.as_str();
    let stored = Engine::Sqlite
        .dialect()
        .affinity
        .map_or(Affinity::Blob, |affinity| affinity(text));
    match (&column_type.shape, stored) {
        (_, Affinity::Integer) => FieldType::plain("i64"),
        (_, Affinity::Real) => FieldType::with("f64", "Double"),
        (DataType::Timestamp { .. }, _) => FieldType::custom("DateTime", text),
        (DataType::Date, _) => FieldType::custom("Date", text),
        (DataType::Time { .. }, _) => FieldType::custom("Time", text),
        (DataType::Boolean, _) => FieldType::custom("bool", text),
        (DataType::Uuid, _) => FieldType::custom("Uuid", text),
        (DataType::Json | DataType::Jsonb, _) => FieldType::custom("Json", text),
        (_, Affinity::Text) => FieldType::custom("String", text),
        (_, Affinity::Blob) if text.is_empty() => FieldType::with("Vec<u8>", "Blob"),
        (_, Affinity::Blob) => FieldType::custom("Vec<u8>", text),
        (_, Affinity::Numeric) => FieldType::custom("Decimal", text),
    }
}
