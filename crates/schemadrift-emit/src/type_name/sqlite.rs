//! SQLite's words for types: any are allowed, and the affinity follows from the spelling
//! (<https://sqlite.org/datatype3.html>), so each shape gets a word of the affinity it needs.

use schemadrift_core::data_type::DataType;

use super::with_parameter;

pub(super) fn type_name(shape: &DataType) -> Option<String> {
    let text = match shape {
        DataType::Boolean => "BOOLEAN".to_owned(),
        DataType::Integer { bits: 64, .. } => "BIGINT".to_owned(),
        DataType::Integer { bits: 16, .. } => "SMALLINT".to_owned(),
        DataType::Integer { bits: 8, .. } => "TINYINT".to_owned(),
        DataType::Integer { .. } | DataType::Oid | DataType::Year => "INTEGER".to_owned(),
        DataType::Float { bits: 32 } => "FLOAT".to_owned(),
        DataType::Float { .. } => "REAL".to_owned(),
        DataType::Decimal { precision } => with_parameter(
            "DECIMAL",
            precision.map(|(precision, scale)| format!("{precision},{scale}")),
        ),
        DataType::Money => "DECIMAL".to_owned(),
        DataType::Varchar(length) => with_parameter("VARCHAR", *length),
        DataType::Char(length) => with_parameter("CHAR", *length),
        // Without a native type, values of these kinds are kept as text.
        DataType::Text(_)
        | DataType::Citext
        | DataType::Uuid
        | DataType::Xml
        | DataType::Interval(_)
        | DataType::Enum(_)
        | DataType::InlineEnum(_)
        | DataType::Set(_) => "TEXT".to_owned(),
        DataType::Bytes(_) => "BLOB".to_owned(),
        DataType::Date => "DATE".to_owned(),
        DataType::Time { precision, .. } => with_parameter("TIME", *precision),
        DataType::Timestamp { precision, .. } => with_parameter("DATETIME", *precision),
        DataType::Json => "JSON".to_owned(),
        DataType::Jsonb => "JSONB".to_owned(),
        DataType::Named { name, arguments } => {
            with_parameter(&word(name.name.as_str()), arguments.as_deref())
        }
        DataType::Untyped => String::new(),
        DataType::Bit { .. } | DataType::Array(_) | DataType::Unreadable => return None,
    };
    Some(text)
}

/// A type's name as one token.
fn word(name: &str) -> String {
    let is_plain = name
        .chars()
        .all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | ' '));
    if is_plain {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}
