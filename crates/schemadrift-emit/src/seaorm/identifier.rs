//! Owns Rust identifiers made of database names: valid, and different from each other.

use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Words that a field may only be called with `r#` in front.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words that nothing may be called.
const RESERVED: &[&str] = &["self", "super", "crate", "union"];

/// The name of a field or a module, without `r#`. Two of one scope stay different as variants too,
/// which SeaORM makes of fields.
pub(super) fn snake(name: &str, fallback: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = ascii(name).to_snake_case();
    let plain = match plain.chars().next() {
        None => fallback.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{fallback}_{plain}"),
        Some(_) if RESERVED.contains(&plain.as_str()) => format!("{fallback}_{plain}"),
        Some(_) => plain,
    };
    numbered(&plain, taken, |text, number| format!("{text}_x{number}"))
}

/// The name of a type or a variant.
pub(super) fn camel(name: &str, fallback: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = ascii(name).to_upper_camel_case();
    let plain = match plain.chars().next() {
        None => fallback.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{fallback}{plain}"),
        Some(_) if plain == "Self" => format!("{fallback}{plain}"),
        Some(_) => plain,
    };
    numbered(&plain, taken, |text, number| format!("{text}X{number}"))
}

/// A field's name as it is written.
pub(super) fn written(name: &str) -> String {
    if KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// The column that SeaORM takes for a field that says nothing else.
pub(super) fn column_of(field: &str) -> String {
    if field == field.to_upper_camel_case().to_snake_case() {
        field.to_owned()
    } else {
        field.to_snake_case()
    }
}

fn numbered(
    plain: &str,
    taken: &mut BTreeSet<String>,
    with_number: impl Fn(&str, usize) -> String,
) -> String {
    let mut name = plain.to_owned();
    let mut number = 2;
    while !taken.insert(name.to_upper_camel_case()) {
        name = with_number(plain, number);
        number += 1;
    }
    name
}

/// Letters and digits of ASCII; everything else parts words.
fn ascii(name: &str) -> String {
    let keep = |character: char| {
        if character.is_ascii_alphanumeric() {
            character
        } else {
            '_'
        }
    };
    name.chars().map(keep).collect()
}
