//! Owns the guard in front of expressions that come from files: only text that is one expression
//! and nothing more is ever put into a statement.

/// Whether the text is one closed expression: quotes and brackets closed, no end of statement, no
/// comment, no dollar quotes. It may still be no SQL at all; the server says so then.
pub(super) fn is_one_expression(text: &str) -> bool {
    let mut expected = Vec::new();
    let mut rest = text;
    // The word that stands right before, without a gap.
    let mut word = 0;
    while let Some(first) = rest.chars().next() {
        let offset = text.len() - rest.len();
        let length = match first {
            '\'' | '"' => {
                let has_escapes = first == '\'' && matches!(&text[word..offset], "e" | "E");
                match quoted(rest, first, has_escapes) {
                    Some(length) => length,
                    None => return false,
                }
            }
            ';' | '\0' => return false,
            '$' if word == offset => return false,
            '-' | '/' if rest.starts_with("--") || rest.starts_with("/*") => return false,
            '(' => {
                expected.push(')');
                1
            }
            '[' => {
                expected.push(']');
                1
            }
            ')' | ']' if expected.pop() != Some(first) => return false,
            other => other.len_utf8(),
        };
        if !is_word(first) {
            word = offset + length;
        }
        rest = &rest[length..];
    }
    expected.is_empty() && !text.trim().is_empty()
}

/// The length of a quoted piece, or nothing where it does not end. In `E'…'` a backslash takes the
/// next character along; elsewhere it means itself, since the session says
/// `standard_conforming_strings`.
fn quoted(text: &str, quote: char, has_escapes: bool) -> Option<usize> {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((offset, character)) = characters.next() {
        if character == '\\' && has_escapes {
            characters.next();
        } else if character == quote {
            if characters.peek().is_some_and(|(_, next)| *next == quote) {
                characters.next();
            } else {
                return Some(offset + quote.len_utf8());
            }
        }
    }
    None
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$') || !character.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::is_one_expression;

    #[test]
    fn expressions_pass() {
        for text in [
            "a > 0",
            "(a)[1] = 'it''s; fine -- really'",
            "E'a\\'b' || \"we;ird\"",
            "'a\\b'",
            "'\\' || '; --'",
            "a$b = 1",
            "x - -1",
            "'$1'",
            "é > 'ü'",
        ] {
            assert!(is_one_expression(text), "{text}");
        }
    }

    #[test]
    fn anything_more_is_refused() {
        for text in [
            "",
            " ",
            "1); DROP TABLE t; --",
            "1; COMMIT",
            "1) OR (1",
            "(1",
            "[1)",
            "'open",
            "\"open",
            "1 -- comment",
            "1 /* comment */",
            "$$x$$",
            "$tag$ ' $tag$",
            "'\\'; COMMIT; --",
            "E'\\'; COMMIT; --",
            "date'\\'; COMMIT; --'",
            "E'\\'",
            "a\0b",
        ] {
            assert!(!is_one_expression(text), "{text}");
        }
    }
}
