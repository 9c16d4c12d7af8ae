//! Owns the small pieces of SQL text: string literals, lists of names, expressions in places that
//! take only part of the grammar, and the words a text mentions.

use std::collections::BTreeSet;

use schemadrift_core::dialect::Dialect;
use schemadrift_core::name::Name;

/// A string literal, quotes inside doubled.
pub(crate) fn string_literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Names in quotes, with commas between.
pub(crate) fn name_list(dialect: &Dialect, names: &[Name]) -> String {
    let quoted: Vec<String> = names
        .iter()
        .map(|name| dialect.quote(name.as_str()))
        .collect();
    quoted.join(", ")
}

/// An expression where the grammar takes a single term: in parentheses unless it is one already.
pub(crate) fn as_term(expression: &str) -> String {
    let trimmed = expression.trim();
    if is_one_term(trimmed) {
        trimmed.to_owned()
    } else {
        format!("({trimmed})")
    }
}

/// A definition as a catalog prints it, without the semicolon some of them end with.
pub(crate) fn without_semicolon(definition: &str) -> &str {
    definition.trim_end_matches(|character: char| character == ';' || character.is_whitespace())
}

/// Whether nothing but brackets and quotes holds spaces or a leading operator, so that no operator
/// can bind the text's parts to what stands around it.
fn is_one_term(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut quote = None;
    for (offset, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), _) => {
                if character == open {
                    quote = None;
                }
            }
            (None, '\'' | '"') => quote = Some(character),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, _) if depth > 0 => {}
            (None, '-' | '+') if offset == 0 => {}
            (None, ':' | '.' | '_' | '$') => {}
            (None, _) if character.is_alphanumeric() => {}
            (None, _) => return false,
        }
    }
    !text.is_empty() && quote.is_none() && depth == 0
}

/// The identifiers that a text mentions, quoted ones as they are, others in lower case too.
pub(crate) fn mentioned_words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if character == '"' {
            let mut word = String::new();
            while let Some((_, next)) = characters.next() {
                if next != '"' {
                    word.push(next);
                } else if characters.next_if(|(_, after)| *after == '"').is_some() {
                    word.push('"');
                } else {
                    break;
                }
            }
            words.insert(word);
        } else if character.is_alphabetic() || character == '_' {
            let mut end = start + character.len_utf8();
            while let Some((offset, next)) =
                characters.next_if(|(_, next)| next.is_alphanumeric() || matches!(next, '_' | '$'))
            {
                end = offset + next.len_utf8();
            }
            words.insert(text[start..end].to_lowercase());
            words.insert(text[start..end].to_owned());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{as_term, mentioned_words, string_literal};

    #[test]
    fn only_what_an_operator_could_tear_apart_gets_parentheses() {
        for term in [
            "-1",
            "now()",
            "'a b'::text",
            "ARRAY[1, 2]::int[]",
            "(a + b)",
            "1.5",
        ] {
            assert_eq!(as_term(term), term);
        }
        assert_eq!(as_term(" a + b "), "(a + b)");
        assert_eq!(as_term("NOT true"), "(NOT true)");
        assert_eq!(as_term("1-2"), "(1-2)");
        assert_eq!(as_term("'it''s'"), "'it''s'");
    }

    #[test]
    fn quoted_and_folded_words_are_seen() {
        let words = mentioned_words("SELECT \"My \"\"Table\".a FROM Users");
        assert!(words.contains("My \"Table"));
        assert!(words.contains("users"));
        assert!(!words.contains("My"));
    }

    #[test]
    fn quotes_in_literals_are_doubled() {
        assert_eq!(string_literal("it's"), "'it''s'");
    }
}
