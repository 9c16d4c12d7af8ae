//! Owns the functions that PostgreSQL's planner leaves unevaluated although nothing but settings moves
//! their value: two plans that differ by such a call may still mean the same.

use schemadrift_core::dialect::Engine;

use crate::tokens::{Kind, tokenize};

/// Functions declared `STABLE` for the sake of settings, encodings or the types they take.
/// Given constants, they are constants.
const STABLE: &[&str] = &[
    "concat",
    "concat_ws",
    "format",
    "to_char",
    "to_date",
    "to_timestamp",
    "to_number",
    "to_json",
    "to_jsonb",
    "json_build_array",
    "json_build_object",
    "jsonb_build_array",
    "jsonb_build_object",
    "array_to_json",
    "array_to_string",
    "row_to_json",
    "quote_literal",
    "quote_nullable",
];
/// Words before a parenthesis that call nothing that moves: what belongs to types and syntax.
const PLAIN: &[&str] = &[
    "array",
    "bit",
    "bpchar",
    "character",
    "coalesce",
    "greatest",
    "interval",
    "least",
    "nullif",
    "numeric",
    "row",
    "time",
    "timestamp",
    "varying",
];

/// Whether two plans that differ may still mean the same: a function of the list is called in one
/// of them, and nothing that moves by itself in either.
pub fn leaves_open(expected: &str, found: &str) -> bool {
    let calls: Option<Vec<Calls>> = [expected, found].into_iter().map(calls).collect();
    calls.is_some_and(|calls| calls.contains(&Calls::Stable))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Calls {
    Nothing,
    Stable,
}

/// What an expression calls; `None` where something may move by itself.
fn calls(text: &str) -> Option<Calls> {
    let tokens = tokenize(Engine::PostgreSql, text);
    let mut calls = Calls::Nothing;
    for (place, token) in tokens.iter().enumerate() {
        let is_called = tokens
            .get(place + 1)
            .is_some_and(|next| next.is_symbol("("));
        let is_qualified = place > 0 && tokens.get(place - 1).is_some_and(|dot| dot.is_symbol("."));
        let word = token.text.to_ascii_lowercase();
        let is_word = token.kind == Kind::Word;
        if is_word && is_moving(&word) || is_called && is_qualified {
            return None;
        }
        match (token.kind, is_called) {
            (Kind::Word, true) if STABLE.contains(&word.as_str()) => calls = Calls::Stable,
            (Kind::Word, true) if PLAIN.contains(&word.as_str()) => {}
            (Kind::Word | Kind::QuotedName, true) => return None,
            // How money is read and shown is a setting.
            (Kind::Word, false) if word == "money" => calls = Calls::Stable,
            _ => {}
        }
    }
    Some(calls)
}

/// Whether a bare word is a value of its own: `CURRENT_USER`, `LOCALTIMESTAMP`.
fn is_moving(word: &str) -> bool {
    word.starts_with("current_")
        || matches!(
            word,
            "localtime" | "localtimestamp" | "session_user" | "system_user" | "user"
        )
}

#[cfg(test)]
mod tests {
    use super::leaves_open;

    #[test]
    fn only_known_functions_of_constants_stay_open() {
        for (expected, found, is_open) in [
            ("'xy'::text", "concat('x', 'y')", true),
            ("concat_ws('-', 'x')", "concat('x', 'y')", true),
            ("(12.5)::money", "'12,50 €'::money", true),
            (
                "'a'::character varying(3)",
                "(format('a'))::character varying(3)",
                true,
            ),
            ("'x'::text", "'y'::text", false),
            ("'x'::text", "concat('x', CURRENT_USER)", false),
            ("now()", "to_timestamp('0')", false),
            ("'x'::text", "format('%s', random())", false),
            ("'x'::text", "own.concat('x')", false),
            ("'concat(x)'::text", "'y'::text", false),
        ] {
            assert_eq!(leaves_open(expected, found), is_open, "{expected} {found}");
        }
    }
}
