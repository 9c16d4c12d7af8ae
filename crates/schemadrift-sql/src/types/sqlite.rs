//! Owns the type names people declare in SQLite, where any words are a type and their meaning is
//! a convention. The storage class they lead to is a fact of the dialect, not of the shape.

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};
use schemadrift_core::dialect::Engine;
use schemadrift_core::name::{Name, QualifiedName};

use super::words::{TypeWords, normal_arguments};
use crate::tokens::Token;

pub(super) fn read(tokens: &[Token<'_>]) -> Option<DataType> {
    if tokens.is_empty() {
        return Some(DataType::Untyped);
    }
    let words = TypeWords::read(tokens)?;
    let name = if words.rest.is_empty() {
        words.name.clone()
    } else {
        format!("{} {}", words.name, words.rest.join(" "))
    };
    Some(known(&name, &words).unwrap_or_else(|| {
        DataType::Named {
            name: QualifiedName::bare(Name::new(name)),
            arguments: words
                .parameters
                .map(|tokens| normal_arguments(Engine::Sqlite, tokens)),
        }
    }))
}

fn known(name: &str, words: &TypeWords<'_>) -> Option<DataType> {
    let shape = match name {
        "bool" | "boolean" => DataType::Boolean,
        // Lengths of integers mean nothing here.
        "tinyint" | "tiny int" | "int1" => DataType::integer(8),
        "smallint" | "small int" | "int2" => DataType::integer(16),
        "mediumint" | "int3" => DataType::integer(24),
        "int" | "integer" | "int4" => DataType::integer(32),
        "bigint" | "int8" | "big int" => DataType::integer(64),
        "unsigned big int" | "bigint unsigned" | "unsigned bigint" => DataType::Integer {
            bits: 64,
            is_unsigned: true,
        },
        "int unsigned" | "integer unsigned" | "unsigned int" | "unsigned integer" => {
            DataType::Integer {
                bits: 32,
                is_unsigned: true,
            }
        }
        // Every floating point number has eight bytes; with digits it is SeaORM's decimal.
        "real" | "real_decimal" if words.parameters.is_some() => DataType::Decimal {
            precision: words.precision_and_scale()?,
        },
        "real" | "double" | "double precision" | "float" | "float4" | "float8" => {
            DataType::Float { bits: 64 }
        }
        "decimal" | "numeric" | "dec" | "real_decimal" => DataType::Decimal {
            precision: words.precision_and_scale()?,
        },
        "money" | "real_money" => DataType::Money,
        "text" | "clob" | "enum_text" => DataType::Text(TextSize::Regular),
        "varchar"
        | "character varying"
        | "varying character"
        | "nvarchar"
        | "national character varying" => DataType::Varchar(words.length()?),
        "char" | "character" | "nchar" | "native character" | "national character" => {
            DataType::Char(words.length()?)
        }
        "citext" => DataType::Citext,
        "blob" | "bytea" => DataType::Bytes(BytesKind::Regular),
        "binary" => match words.length()? {
            Some(length) => DataType::Bytes(BytesKind::Fixed(length)),
            None => DataType::Bytes(BytesKind::Regular),
        },
        "varbinary" | "varbinary_blob" => match words.length()? {
            None => DataType::Bytes(BytesKind::Regular),
            length => DataType::Bytes(BytesKind::Varying(length)),
        },
        "json" | "json_text" => DataType::Json,
        "jsonb" | "jsonb_text" => DataType::Jsonb,
        "uuid" | "uuid_text" => DataType::Uuid,
        "xml" => DataType::Xml,
        "date" | "date_text" => DataType::Date,
        _ => return temporal(name, words),
    };
    Some(shape)
}

fn temporal(name: &str, words: &TypeWords<'_>) -> Option<DataType> {
    let precision = words.precision()?;
    let (is_timestamp, has_zone) = match name {
        "datetime"
        | "timestamp"
        | "datetime_text"
        | "timestamp_text"
        | "timestamp without time zone" => (true, false),
        "timestamptz" | "timestamp with time zone" | "timestamp_with_timezone_text" => (true, true),
        "time" | "time_text" | "time without time zone" => (false, false),
        "timetz" | "time with time zone" => (false, true),
        _ => return None,
    };
    Some(if is_timestamp {
        DataType::Timestamp {
            precision,
            has_zone,
        }
    } else {
        DataType::Time {
            precision,
            has_zone,
        }
    })
}
