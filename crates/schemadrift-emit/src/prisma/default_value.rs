//! Owns `@default`: a column's default as a Prisma literal where there is one, else as SQL.

use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Constant, Expression, NormalForm};
use schemadrift_core::model::{Column, DefaultValue};

use super::block::string;
use super::field_type::{FieldType, Scalar};
use super::names::EnumNames;

/// The attribute of a column's default or numbering, if it has one.
pub(super) fn attribute(
    engine: Engine,
    column: &Column,
    field_type: &FieldType,
    enumeration: Option<&EnumNames<'_>>,
) -> Option<String> {
    if matches!(column.increment.get(), Some(Some(_)))
        && matches!(field_type.scalar, Scalar::Int | Scalar::BigInt)
    {
        return Some("@default(autoincrement())".to_owned());
    }
    match column.default.get()?.as_ref()? {
        DefaultValue::Unknown => Some("@default(dbgenerated())".to_owned()),
        DefaultValue::Expression(expression) => {
            let value = value(engine, expression, field_type, enumeration)?;
            Some(format!("@default({value})"))
        }
    }
}

/// The default's value; `None` where it is the null value, which is the same as no default.
fn value(
    engine: Engine,
    expression: &Expression,
    field_type: &FieldType,
    enumeration: Option<&EnumNames<'_>>,
) -> Option<String> {
    let spelled = match &expression.normal {
        NormalForm::Constant(Constant::Null) => return None,
        NormalForm::Constant(Constant::Array(elements)) if field_type.is_list => {
            let elements: Option<Vec<String>> = elements
                .iter()
                .map(|element| literal(engine, element, &field_type.scalar, enumeration))
                .collect();
            elements.map(|elements| format!("[{}]", elements.join(", ")))
        }
        NormalForm::Constant(_) if needs_expression(engine, field_type) => None,
        NormalForm::Constant(constant) if !field_type.is_list => {
            literal(engine, constant, &field_type.scalar, enumeration)
        }
        NormalForm::Constant(_)
        | NormalForm::Rewritten(_)
        | NormalForm::Unreadable(_)
        | NormalForm::ReadAnew(_) => None,
    };
    let as_sql = || format!("dbgenerated({})", string(&sql(engine, &expression.text)));
    Some(spelled.unwrap_or_else(as_sql))
}

/// A default as SQL. MySQL takes an expression in parentheses only
/// (<https://dev.mysql.com/doc/refman/en/data-type-defaults.html>).
fn sql(engine: Engine, text: &str) -> String {
    let needs_parentheses = is_mysql(engine) && !text.starts_with('(');
    if needs_parentheses {
        format!("({text})")
    } else {
        text.to_owned()
    }
}

fn is_mysql(engine: Engine) -> bool {
    matches!(engine, Engine::MySql | Engine::MariaDb)
}

/// Whether MySQL takes no plain default for a field of this native type.
fn needs_expression(engine: Engine, field_type: &FieldType) -> bool {
    let native = field_type.native.as_deref().unwrap_or_default();
    is_mysql(engine) && native.starts_with("@db.") && native.ends_with("Text")
}

/// A constant as a literal of the field's scalar, where Prisma has one that means the same.
fn literal(
    engine: Engine,
    constant: &Constant,
    scalar: &Scalar,
    enumeration: Option<&EnumNames<'_>>,
) -> Option<String> {
    match (scalar, constant) {
        (Scalar::Int | Scalar::BigInt, Constant::Number(digits)) => {
            digits.parse::<i64>().ok().map(|number| number.to_string())
        }
        (Scalar::Float | Scalar::Decimal, Constant::Number(digits)) => Some(digits.clone()),
        (Scalar::Boolean, Constant::Boolean(value)) => Some(value.to_string()),
        (Scalar::String, Constant::Text(text)) => Some(string(text)),
        // Any other document may be one that Prisma cannot parse.
        (Scalar::Json, Constant::Text(text))
            if matches!(text.as_str(), "{}" | "[]") && engine == Engine::PostgreSql =>
        {
            Some(string(text))
        }
        // On SQLite Prisma writes the digits as text.
        (Scalar::Bytes, Constant::Bytes(digits)) if engine == Engine::PostgreSql => {
            base64_of_hexadecimal(digits).map(|text| string(&text))
        }
        (Scalar::DateTime, Constant::Now { precision: None }) => Some("now()".to_owned()),
        (Scalar::Enum(_), Constant::Text(label)) => {
            let enumeration = enumeration?;
            let position = enumeration
                .enumeration
                .values
                .iter()
                .position(|value| value.label == *label)?;
            enumeration.values.get(position).cloned()
        }
        (
            Scalar::Boolean
            | Scalar::Int
            | Scalar::BigInt
            | Scalar::Float
            | Scalar::Decimal
            | Scalar::String
            | Scalar::DateTime
            | Scalar::Json
            | Scalar::Bytes
            | Scalar::Enum(_)
            | Scalar::Unsupported(_),
            _,
        ) => None,
    }
}

/// Bytes as Prisma writes them (RFC 4648), from the digits of a byte string.
fn base64_of_hexadecimal(digits: &str) -> Option<String> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits: Option<Vec<u32>> = digits.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits?;
    if digits.len() % 2 != 0 {
        return None;
    }
    let bytes: Vec<u32> = digits
        .chunks(2)
        .map(|pair| pair[0] * 16 + pair[1])
        .collect();
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let at = |index: usize| group.get(index).copied().unwrap_or(0);
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for position in 0..4 {
            let index = (bits >> (18 - 6 * position) & 63) as usize;
            text.push(if position <= group.len() {
                char::from(ALPHABET[index])
            } else {
                '='
            });
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::base64_of_hexadecimal;

    #[test]
    fn the_vectors_of_the_standard() {
        let encode = |digits| base64_of_hexadecimal(digits).unwrap();
        assert_eq!(encode(""), "");
        assert_eq!(encode("66"), "Zg==");
        assert_eq!(encode("666f"), "Zm8=");
        assert_eq!(encode("666f6f626172"), "Zm9vYmFy");
        assert_eq!(encode("deadbeef"), "3q2+7w==");
        assert_eq!(base64_of_hexadecimal("abc"), None);
        assert_eq!(base64_of_hexadecimal("zz"), None);
    }
}
