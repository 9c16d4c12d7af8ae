//! The words of MySQL and MariaDB for types
//! (<https://dev.mysql.com/doc/refman/en/data-types.html>).

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};
use schemadrift_core::dialect::Engine;

use super::with_parameter;

pub(super) fn type_name(engine: Engine, shape: &DataType) -> Option<String> {
    let text = match shape {
        DataType::Boolean => "tinyint(1)".to_owned(),
        DataType::Integer { bits, is_unsigned } => {
            let word = match bits {
                8 => "tinyint",
                16 => "smallint",
                24 => "mediumint",
                64 => "bigint",
                _ => "int",
            };
            format!("{word}{}", if *is_unsigned { " unsigned" } else { "" })
        }
        DataType::Float { bits: 32 } => "float".to_owned(),
        DataType::Float { .. } => "double".to_owned(),
        DataType::Decimal { precision } => with_parameter(
            "decimal",
            precision.map(|(precision, scale)| format!("{precision},{scale}")),
        ),
        DataType::Text(size) => match size {
            TextSize::Tiny => "tinytext",
            TextSize::Regular => "text",
            TextSize::Medium => "mediumtext",
            TextSize::Long => "longtext",
        }
        .to_owned(),
        DataType::Varchar(Some(length)) => format!("varchar({length})"),
        DataType::Char(length) => format!("char({})", length.unwrap_or(1)),
        DataType::Bytes(kind) => bytes(*kind)?,
        DataType::Date => "date".to_owned(),
        DataType::Time { precision, .. } => temporal("time", *precision),
        DataType::Timestamp {
            precision,
            has_zone,
        } => temporal(if *has_zone { "timestamp" } else { "datetime" }, *precision),
        DataType::Year => "year".to_owned(),
        DataType::Json | DataType::Jsonb => "json".to_owned(),
        DataType::Bit {
            length,
            is_varying: false,
        } => format!("bit({})", length.unwrap_or(1)),
        DataType::Uuid if engine == Engine::MariaDb => "uuid".to_owned(),
        DataType::InlineEnum(labels) => format!("enum({})", list(labels)),
        DataType::Set(labels) => format!("set({})", list(labels)),
        DataType::Named { name, arguments } => {
            let (word, suffix) = match name.name.as_str().strip_suffix(" unsigned") {
                Some(word) => (word, " unsigned"),
                None => (name.name.as_str(), ""),
            };
            format!("{}{suffix}", with_parameter(word, arguments.as_deref()))
        }
        DataType::Oid
        | DataType::Money
        | DataType::Varchar(None)
        | DataType::Citext
        | DataType::Interval(_)
        | DataType::Uuid
        | DataType::Xml
        | DataType::Bit { .. }
        | DataType::Enum(_)
        | DataType::Array(_)
        | DataType::Untyped
        | DataType::Unreadable => return None,
    };
    Some(text)
}

fn bytes(kind: BytesKind) -> Option<String> {
    Some(match kind {
        BytesKind::Regular => "blob".to_owned(),
        BytesKind::Tiny => "tinyblob".to_owned(),
        BytesKind::Medium => "mediumblob".to_owned(),
        BytesKind::Long => "longblob".to_owned(),
        BytesKind::Fixed(length) => format!("binary({length})"),
        BytesKind::Varying(length) => format!("varbinary({})", length?),
    })
}

/// Without a precision, no fractional digits are kept.
fn temporal(word: &str, precision: Option<u8>) -> String {
    with_parameter(word, precision.filter(|digits| *digits > 0))
}

fn list(labels: &[String]) -> String {
    let quoted: Vec<String> = labels
        .iter()
        .map(|label| format!("'{}'", label.replace('\\', "\\\\").replace('\'', "''")))
        .collect();
    quoted.join(",")
}
