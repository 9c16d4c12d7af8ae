//! Owns constants as SQLite's columns store them: what a literal becomes is decided by the
//! affinity of the declared type (<https://sqlite.org/datatype3.html>).

use schemadrift_core::data_type::{BytesKind, DataType};
use schemadrift_core::dialect::{Affinity, Engine};
use schemadrift_core::expression::Constant;

use super::super::number::{canonical, is_whole, signed_digits, significant_digits};
use super::super::tree::Tree;
use super::encoded::hexadecimal;

/// Digits that a floating point number keeps in any case.
const EXACT_DIGITS: usize = 15;

/// The constant that a default is for a column of this type.
pub(in super::super) fn constant(tree: &Tree, column_type: &DataType) -> Option<Constant> {
    let affinity = affinity(column_type);
    match tree {
        Tree::Null => Some(Constant::Null),
        Tree::Boolean(truth) => number(if *truth { "1" } else { "0" }, affinity, column_type),
        Tree::Number(digits) => number(digits, affinity, column_type),
        Tree::Text(text) => self::text(text, affinity, column_type),
        Tree::Bytes(digits) => hexadecimal(digits).map(Constant::Bytes),
        Tree::Keyword(word) => match word.as_str() {
            "CURRENT_TIMESTAMP" => Some(Constant::Now { precision: None }),
            "CURRENT_DATE" => Some(Constant::Today),
            _ => None,
        },
        _ => None,
    }
}

/// The affinity that every spelling of a shape leads to; `None` where spellings differ.
fn affinity(column_type: &DataType) -> Option<Affinity> {
    Some(match column_type {
        DataType::Boolean
        | DataType::Decimal { .. }
        | DataType::Money
        | DataType::Xml
        | DataType::Year
        | DataType::Bit { .. } => Affinity::Numeric,
        // `json` converts to numbers, `json_text` does not.
        DataType::Date
        | DataType::Time { .. }
        | DataType::Timestamp { .. }
        | DataType::Uuid
        | DataType::Json
        | DataType::Jsonb => return None,
        DataType::Integer { .. } => Affinity::Integer,
        DataType::Float { .. } => Affinity::Real,
        DataType::Text(_) | DataType::Varchar(_) | DataType::Char(_) | DataType::Citext => {
            Affinity::Text
        }
        DataType::Bytes(BytesKind::Regular) | DataType::Untyped => Affinity::Blob,
        DataType::Named { name, .. } => {
            let by_name = Engine::Sqlite.dialect().affinity?;
            by_name(name.name.as_str())
        }
        DataType::Bytes(_)
        | DataType::Oid
        | DataType::Interval(_)
        | DataType::Enum(_)
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Array(_)
        | DataType::Unreadable => return None,
    })
}

fn number(digits: &str, affinity: Option<Affinity>, column_type: &DataType) -> Option<Constant> {
    let value = canonical(digits);
    if significant_digits(&value) > EXACT_DIGITS {
        // `real_decimal` has the shape of `decimal` and rounds.
        let is_exact = matches!(
            affinity,
            Some(Affinity::Integer | Affinity::Text | Affinity::Blob)
        );
        let is_kept = is_exact && value.parse::<i64>().is_ok();
        is_kept.then_some(())?;
    }
    match (column_type, affinity) {
        (DataType::Boolean, _) if value == "0" || value == "1" => {
            Some(Constant::Boolean(value == "1"))
        }
        // Stored as its text, which is known for whole numbers.
        (_, Some(Affinity::Text)) => is_whole(digits).then_some(Constant::Text(value)),
        // Whether a whole number with a point stays apart from one without shows in its text.
        (_, Some(Affinity::Blob)) => is_whole(digits).then_some(Constant::Number(value)),
        _ => Some(Constant::Number(value)),
    }
}

fn text(content: &str, affinity: Option<Affinity>, column_type: &DataType) -> Option<Constant> {
    let is_temporal = matches!(
        column_type,
        DataType::Date | DataType::Time { .. } | DataType::Timestamp { .. }
    );
    // Programs read several spellings of one moment: whoever compares must know. A number may
    // become one or stay text.
    if is_temporal {
        let is_number = signed_digits(content).is_some();
        return (!is_number).then(|| Constant::Text(content.to_owned()));
    }
    match affinity {
        Some(Affinity::Text | Affinity::Blob) => Some(Constant::Text(content.to_owned())),
        Some(Affinity::Integer | Affinity::Real | Affinity::Numeric) | None => {
            let looks_like_number = content
                .trim_start()
                .starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
            if !looks_like_number {
                return Some(Constant::Text(content.to_owned()));
            }
            match signed_digits(content) {
                // Some spellings of the shape keep it as text, where the digits differ.
                Some(digits) if affinity.is_some() || canonical(&digits) == content => {
                    number(&digits, affinity, column_type)
                }
                Some(_) => None,
                None => Some(Constant::Text(content.to_owned())),
            }
        }
    }
}
