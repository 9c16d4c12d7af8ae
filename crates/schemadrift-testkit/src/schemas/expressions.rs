//! Owns names and literals inside generated expressions, spelled as PostgreSQL prints them.

use schemadrift_core::name::QualifiedName;

/// Words of the lists of names that PostgreSQL puts in quotes since they are keywords.
const KEYWORDS: &[&str] = &[
    "order", "select", "table", "user", "from", "default", "null",
];

/// A name in an expression.
pub(crate) fn quoted(name: &str) -> String {
    let is_plain = name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if is_plain && !KEYWORDS.contains(&name) {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// A type's name, with its schema unless that is the default one.
pub(crate) fn printed_name(name: &QualifiedName) -> String {
    match &name.schema {
        Some(schema) if schema.as_str() != "public" => {
            format!("{}.{}", quoted(schema.as_str()), quoted(name.name.as_str()))
        }
        Some(_) | None => quoted(name.name.as_str()),
    }
}

/// A string literal.
pub(crate) fn string_literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
