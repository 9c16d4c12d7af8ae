//! Owns names in Rust: which of the database's Rust takes, and what it calls the others.

/// Words that no column or table can be called, as `diesel print-schema` has them.
const RESERVED: &[&str] = &[
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "bool",
    "box",
    "break",
    "columns",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "is_nullable",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "Self",
    "static",
    "struct",
    "super",
    "table",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// Whether Rust takes a text as an identifier.
pub(super) fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    let starts = characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
    starts
        && text != "_"
        && characters.all(|other| other.is_ascii_alphanumeric() || other == '_')
        && !RESERVED.contains(&text)
}

/// The name in Rust of a table or column; none of those that are taken.
pub(super) fn rust_name(name: &str, taken: &[String]) -> String {
    let is_taken = |candidate: &str| taken.iter().any(|other| other == candidate);
    let mut candidate = if is_identifier(name) && !name.starts_with("__") {
        name.to_owned()
    } else {
        let mut plain = String::new();
        for character in name.chars() {
            if character.is_ascii_alphanumeric() {
                plain.push(character);
            } else if !plain.ends_with('_') {
                plain.push('_');
            }
        }
        let starts = plain.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        if !starts || plain.starts_with("__") || plain == "_" {
            plain.insert(0, 'x');
        }
        if plain == name || !is_identifier(&plain) {
            plain.push('_');
        }
        plain
    };
    while is_taken(&candidate) {
        candidate.push('_');
    }
    candidate
}

/// A name in camel case, as structs have it.
pub(super) fn upper_camel(name: &str) -> String {
    let mut camel = String::new();
    for part in name.split(|character: char| !character.is_ascii_alphanumeric()) {
        let mut characters = part.chars();
        camel.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        camel.extend(characters);
    }
    if camel.starts_with(|first: char| first.is_ascii_alphabetic()) {
        camel
    } else {
        format!("X{camel}")
    }
}
