//! Owns what is different in a Prisma schema for MySQL and MariaDB: native types.

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};

use super::field_type::Scalar;

/// MySQL's scalars and native types
/// (<https://www.prisma.io/docs/orm/overview/databases/mysql#native-type-mappings>).
pub(super) fn scalar(shape: &DataType) -> Option<(Scalar, Option<String>)> {
    let plain = |scalar| Some((scalar, None));
    let native = |scalar, native: &str| Some((scalar, Some(native.to_owned())));
    match shape {
        DataType::Boolean => plain(Scalar::Boolean),
        DataType::Integer { bits, is_unsigned } => Some(integer(*bits, *is_unsigned)),
        DataType::Float { bits: 32 } => native(Scalar::Float, "Float"),
        DataType::Float { .. } => plain(Scalar::Float),
        DataType::Decimal { precision } => Some(match precision.unwrap_or((10, 0)) {
            (65, 30) => (Scalar::Decimal, None),
            (precision, scale) => {
                let native = format!("Decimal({precision}, {scale})");
                (Scalar::Decimal, Some(native))
            }
        }),
        DataType::Text(size) => native(
            Scalar::String,
            match size {
                TextSize::Tiny => "TinyText",
                TextSize::Regular => "Text",
                TextSize::Medium => "MediumText",
                TextSize::Long => "LongText",
            },
        ),
        // What Prisma makes of a string that says no more.
        DataType::Varchar(Some(191)) => plain(Scalar::String),
        DataType::Varchar(Some(length)) => native(Scalar::String, &format!("VarChar({length})")),
        DataType::Char(length) => native(Scalar::String, &format!("Char({})", length.unwrap_or(1))),
        DataType::Bytes(kind) => bytes(*kind),
        DataType::Date => native(Scalar::DateTime, "Date"),
        DataType::Time { precision, .. } => native(Scalar::DateTime, &digits("Time", *precision)),
        DataType::Timestamp {
            precision: Some(3),
            has_zone: false,
        } => plain(Scalar::DateTime),
        DataType::Timestamp {
            precision,
            has_zone,
        } => {
            let word = if *has_zone { "Timestamp" } else { "DateTime" };
            native(Scalar::DateTime, &digits(word, *precision))
        }
        DataType::Year => native(Scalar::Int, "Year"),
        DataType::Json => plain(Scalar::Json),
        DataType::Bit {
            length,
            is_varying: false,
        } => match length.unwrap_or(1) {
            1 => native(Scalar::Boolean, "Bit(1)"),
            length => native(Scalar::Bytes, &format!("Bit({length})")),
        },
        DataType::Varchar(None)
        | DataType::Bit { .. }
        | DataType::Oid
        | DataType::Money
        | DataType::Citext
        | DataType::Interval(_)
        | DataType::Uuid
        | DataType::Jsonb
        | DataType::Xml
        | DataType::Enum(_)
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Array(_)
        | DataType::Named { .. }
        | DataType::Untyped
        | DataType::Unreadable => None,
    }
}

fn integer(bits: u8, is_unsigned: bool) -> (Scalar, Option<String>) {
    let (scalar, word) = match bits {
        8 => (Scalar::Int, "TinyInt"),
        16 => (Scalar::Int, "SmallInt"),
        24 => (Scalar::Int, "MediumInt"),
        64 => (Scalar::BigInt, "BigInt"),
        _ => (Scalar::Int, "Int"),
    };
    let native = match (is_unsigned, bits) {
        (true, _) => Some(format!("Unsigned{word}")),
        (false, 32 | 64) => None,
        (false, _) => Some(word.to_owned()),
    };
    (scalar, native)
}

fn bytes(kind: BytesKind) -> Option<(Scalar, Option<String>)> {
    let native = match kind {
        BytesKind::Tiny => "TinyBlob".to_owned(),
        BytesKind::Regular => "Blob".to_owned(),
        BytesKind::Medium => "MediumBlob".to_owned(),
        BytesKind::Long => return Some((Scalar::Bytes, None)),
        BytesKind::Fixed(length) => format!("Binary({length})"),
        BytesKind::Varying(length) => format!("VarBinary({})", length?),
    };
    Some((Scalar::Bytes, Some(native)))
}

/// Without a precision, no fractional digits are kept.
fn digits(word: &str, precision: Option<u8>) -> String {
    format!("{word}({})", precision.unwrap_or(0))
}
