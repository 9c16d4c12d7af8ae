//! Owns field types: a column's shape as a Prisma scalar with its native type.

use schemadrift_core::data_type::{BytesKind, ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;

use super::block::string;
use super::mysql;
use super::names::Names;
use crate::type_name::type_name;

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scalar {
    Boolean,
    Int,
    BigInt,
    Float,
    Decimal,
    String,
    DateTime,
    Json,
    Bytes,
    /// An enum, by its identifier.
    Enum(String),
    /// A type that Prisma cannot name, in the database's words.
    Unsupported(String),
}

/// A field's type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldType {
    pub(super) scalar: Scalar,
    /// The native type's attribute, where it is not the scalar's own.
    pub(super) native: Option<String>,
    pub(super) is_list: bool,
}

impl FieldType {
    /// The type without a modifier.
    pub(super) fn text(&self) -> String {
        match &self.scalar {
            Scalar::Boolean => "Boolean".to_owned(),
            Scalar::Int => "Int".to_owned(),
            Scalar::BigInt => "BigInt".to_owned(),
            Scalar::Float => "Float".to_owned(),
            Scalar::Decimal => "Decimal".to_owned(),
            Scalar::String => "String".to_owned(),
            Scalar::DateTime => "DateTime".to_owned(),
            Scalar::Json => "Json".to_owned(),
            Scalar::Bytes => "Bytes".to_owned(),
            Scalar::Enum(identifier) => identifier.clone(),
            Scalar::Unsupported(text) => format!("Unsupported({})", string(text)),
        }
    }

    /// Whether Prisma's client can hold its values, and so a row can be told by them.
    pub(super) fn is_supported(&self) -> bool {
        !matches!(self.scalar, Scalar::Unsupported(_))
    }
}

/// The field type of a column.
pub(super) fn field_type(
    schema: &Schema,
    names: &Names<'_>,
    column_type: &ColumnType,
) -> FieldType {
    if let DataType::Array(element) = &column_type.shape {
        // The element has no text of its own: what Prisma cannot name is spelled from its shape.
        let element = ColumnType::exact("", DataType::clone(element));
        return FieldType {
            is_list: true,
            ..field_type(schema, names, &element)
        };
    }
    let written = match (&column_type.shape, schema.engine) {
        (DataType::Enum(name), _) => names
            .enumeration(schema, name)
            .map(|written| (Scalar::Enum(written.identifier.clone()), None)),
        (shape, Engine::Sqlite) => sqlite(shape).map(|scalar| (scalar, None)),
        (shape, Engine::PostgreSql) => postgresql(shape),
        (shape, Engine::MySql | Engine::MariaDb) => mysql::scalar(shape),
    };
    let (scalar, native) = written.unwrap_or_else(|| {
        (
            Scalar::Unsupported(spelled(schema.engine, column_type)),
            None,
        )
    });
    FieldType {
        scalar,
        native: native.map(|native| format!("@db.{native}")),
        is_list: false,
    }
}

/// A type that Prisma cannot name, in the database's words. Where any word is a type, the one that
/// was declared is.
fn spelled(engine: Engine, column_type: &ColumnType) -> String {
    let declared = column_type.text.trim();
    let has_own_words = engine.dialect().affinity.is_some() && !declared.is_empty();
    let written = type_name(engine, &column_type.shape).filter(|text| !text.is_empty());
    match written {
        Some(written) if !has_own_words => written,
        Some(_) | None => declared.to_owned(),
    }
}

/// PostgreSQL's scalars and native types
/// (`psl/psl-core/src/builtin_connectors/postgres_datamodel_connector.rs`).
fn postgresql(shape: &DataType) -> Option<(Scalar, Option<String>)> {
    let plain = |scalar| Some((scalar, None));
    let native = |scalar, native: &str| Some((scalar, Some(native.to_owned())));
    let counted = |scalar, native: &str, count: Option<u32>| {
        let text = count.map_or_else(|| native.to_owned(), |count| format!("{native}({count})"));
        Some((scalar, Some(text)))
    };
    match shape {
        DataType::Boolean => plain(Scalar::Boolean),
        DataType::Integer {
            is_unsigned: true, ..
        } => None,
        DataType::Integer { bits: 16, .. } => native(Scalar::Int, "SmallInt"),
        DataType::Integer { bits: 32, .. } => plain(Scalar::Int),
        DataType::Integer { bits: 64, .. } => plain(Scalar::BigInt),
        DataType::Integer { .. } => None,
        DataType::Oid => native(Scalar::Int, "Oid"),
        DataType::Float { bits: 32 } => native(Scalar::Float, "Real"),
        DataType::Float { .. } => plain(Scalar::Float),
        DataType::Decimal { precision } => decimal(*precision),
        DataType::Money => native(Scalar::Decimal, "Money"),
        DataType::Text(_) => plain(Scalar::String),
        DataType::Varchar(length) => counted(Scalar::String, "VarChar", *length),
        DataType::Char(Some(length)) => counted(Scalar::String, "Char", Some(*length)),
        DataType::Citext => native(Scalar::String, "Citext"),
        DataType::Bytes(BytesKind::Regular) => plain(Scalar::Bytes),
        DataType::Date => native(Scalar::DateTime, "Date"),
        DataType::Time {
            precision,
            has_zone,
        } => {
            let word = if *has_zone { "Timetz" } else { "Time" };
            counted(Scalar::DateTime, word, precision.map(u32::from))
        }
        DataType::Timestamp {
            precision: Some(3),
            has_zone: false,
        } => plain(Scalar::DateTime),
        DataType::Timestamp {
            precision,
            has_zone,
        } => {
            let word = if *has_zone {
                "Timestamptz"
            } else {
                "Timestamp"
            };
            counted(Scalar::DateTime, word, precision.map(u32::from))
        }
        DataType::Uuid => native(Scalar::String, "Uuid"),
        DataType::Json => native(Scalar::Json, "Json"),
        DataType::Jsonb => plain(Scalar::Json),
        DataType::Xml => native(Scalar::String, "Xml"),
        DataType::Bit { length, is_varying } => {
            let word = if *is_varying { "VarBit" } else { "Bit" };
            counted(Scalar::String, word, *length)
        }
        DataType::Named { name, arguments }
            if name.schema.is_none() && name.name.as_str() == "inet" && arguments.is_none() =>
        {
            native(Scalar::String, "Inet")
        }
        DataType::Char(None)
        | DataType::Bytes(_)
        | DataType::Year
        | DataType::Interval(_)
        | DataType::Enum(_)
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Array(_)
        | DataType::Named { .. }
        | DataType::Untyped
        | DataType::Unreadable => None,
    }
}

/// Prisma takes a scale up to the precision only; PostgreSQL 15 and later take more.
fn decimal(precision: Option<(u32, i32)>) -> Option<(Scalar, Option<String>)> {
    match precision {
        None => Some((Scalar::Decimal, Some("Decimal".to_owned()))),
        Some((65, 30)) => Some((Scalar::Decimal, None)),
        Some((precision, scale)) => {
            let is_sayable = u32::try_from(scale).is_ok_and(|scale| scale <= precision);
            is_sayable.then(|| {
                let native = format!("Decimal({precision}, {scale})");
                (Scalar::Decimal, Some(native))
            })
        }
    }
}

/// SQLite's scalars: one for each family, and no native types.
fn sqlite(shape: &DataType) -> Option<Scalar> {
    match shape {
        DataType::Boolean => Some(Scalar::Boolean),
        DataType::Integer { bits: 64, .. } => Some(Scalar::BigInt),
        DataType::Integer { .. } => Some(Scalar::Int),
        DataType::Float { .. } => Some(Scalar::Float),
        DataType::Decimal { .. } => Some(Scalar::Decimal),
        DataType::Text(_) | DataType::Varchar(_) | DataType::Char(_) => Some(Scalar::String),
        DataType::Bytes(_) => Some(Scalar::Bytes),
        DataType::Date | DataType::Timestamp { .. } => Some(Scalar::DateTime),
        DataType::Json | DataType::Jsonb => Some(Scalar::Json),
        DataType::Oid
        | DataType::Money
        | DataType::Citext
        | DataType::Time { .. }
        | DataType::Year
        | DataType::Interval(_)
        | DataType::Uuid
        | DataType::Xml
        | DataType::Bit { .. }
        | DataType::Enum(_)
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Array(_)
        | DataType::Named { .. }
        | DataType::Untyped
        | DataType::Unreadable => None,
    }
}
