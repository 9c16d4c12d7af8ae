//! Owns legal identifiers: a database name made into one that Prisma takes.

use std::collections::BTreeSet;

/// Names of scalars, which blocks may not have
/// (`psl/parser-database/src/names/reserved_model_names.rs` and the scalar types), names that
/// clients refuse, and constants.
const RESERVED: &[&str] = &[
    "BigInt",
    "Boolean",
    "Bytes",
    "DateTime",
    "Decimal",
    "Float",
    "Int",
    "Json",
    "PrismaClient",
    "String",
    "Unsupported",
    "abstract",
    "arguments",
    "async",
    "await",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "double",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "final",
    "finally",
    "float",
    "for",
    "function",
    "goto",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "int",
    "interface",
    "let",
    "long",
    "native",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "short",
    "static",
    "super",
    "switch",
    "synchronized",
    "this",
    "throw",
    "throws",
    "transient",
    "true",
    "try",
    "type",
    "typeof",
    "undefined",
    "using",
    "var",
    "void",
    "volatile",
    "while",
    "with",
    "yield",
];

/// An identifier close to `name` that is not taken yet, and is then. `fallback` serves where
/// nothing of the name can stay.
pub(super) fn unique(name: &str, fallback: &str, taken: &mut BTreeSet<String>) -> String {
    let legal = legal(name, fallback);
    let mut candidate = legal.clone();
    let mut number = 2_usize;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{legal}_{number}");
        number += 1;
    }
    candidate
}

/// The name with whatever an identifier cannot hold replaced.
fn legal(name: &str, fallback: &str) -> String {
    let replaced: String = name
        .chars()
        .map(|character| {
            if character.is_ascii_alphanumeric() {
                character
            } else {
                '_'
            }
        })
        .collect();
    let start = replaced.trim_start_matches(|first: char| !first.is_ascii_alphabetic());
    if start.is_empty() {
        return match replaced.trim_matches('_') {
            "" => fallback.to_owned(),
            digits => format!("{fallback}_{digits}"),
        };
    }
    if RESERVED.contains(&start) {
        return format!("{start}_");
    }
    start.to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::unique;

    #[test]
    fn names_become_legal_and_stay_apart() {
        let mut taken = BTreeSet::new();
        let mut make = |name: &str| unique(name, "field", &mut taken);
        assert_eq!(make("order items"), "order_items");
        assert_eq!(make("order-items"), "order_items_2");
        assert_eq!(make("_id"), "id");
        assert_eq!(make("2fa"), "fa");
        assert_eq!(make("42"), "field_42");
        assert_eq!(make("日本"), "field");
        assert_eq!(make("class"), "class_");
    }
}
