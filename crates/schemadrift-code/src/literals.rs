//! Owns the string literals of Rust source: where each stands and what it says. Comments, characters
//! and lifetimes are told apart; nothing else of the language is understood, so that any bytes do.
//! See <https://doc.rust-lang.org/reference/tokens.html#string-literals>.

use std::ops::Range;

/// A string literal, or several that `+` joins, as the macros of sqlx allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Literal {
    /// The bytes of the first literal, quotes included.
    pub(crate) range: Range<usize>,
    /// What it says.
    pub(crate) text: String,
}

/// Every string literal of a file, in order.
pub(crate) fn literals(source: &str) -> Vec<Literal> {
    let mut found: Vec<Literal> = Vec::new();
    let mut rest = Scanner { source, at: 0 };
    // Whether nothing but a `+` stands between the last literal and here.
    let mut joins = Join::No;
    while let Some(token) = rest.token() {
        match token {
            Token::Text(range, text) => {
                match (joins, found.last_mut()) {
                    (Join::Plus, Some(last)) => last.text.push_str(&text),
                    _ => found.push(Literal { range, text }),
                }
                joins = Join::Literal;
            }
            Token::Blank => {}
            Token::Plus if joins == Join::Literal => joins = Join::Plus,
            Token::Plus | Token::Other => joins = Join::No,
        }
    }
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    No,
    Literal,
    Plus,
}

#[derive(Debug)]
enum Token {
    Text(Range<usize>, String),
    /// White space or a comment.
    Blank,
    Plus,
    Other,
}

struct Scanner<'a> {
    source: &'a str,
    at: usize,
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn token(&mut self) -> Option<Token> {
        let rest = self.rest();
        let first = rest.chars().next()?;
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
            return Some(Token::Blank);
        }
        if rest.starts_with("/*") {
            self.at += block_comment(rest);
            return Some(Token::Blank);
        }
        Some(match first {
            '"' => self.quoted(0),
            '\'' => {
                self.at += character(rest);
                Token::Other
            }
            '+' => {
                self.at += 1;
                Token::Plus
            }
            _ if first.is_whitespace() => {
                self.at += first.len_utf8();
                Token::Blank
            }
            _ if is_word(first) => self.word(),
            _ => {
                self.at += first.len_utf8();
                Token::Other
            }
        })
    }

    /// A word, or a literal that one begins: `r"…"`, `r#"…"#`, `b"…"`.
    fn word(&mut self) -> Token {
        let rest = self.rest();
        let length = rest
            .find(|character| !is_word(character))
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        let hashes = after.len() - after.trim_start_matches('#').len();
        match word {
            "r" | "br" | "cr" if after[hashes..].starts_with('"') => self.raw(length, hashes),
            "b" | "c" if after.starts_with('"') => {
                // Bytes are no query.
                self.quoted(length);
                Token::Other
            }
            _ => {
                self.at += length;
                Token::Other
            }
        }
    }

    /// A literal with escapes, behind a prefix.
    fn quoted(&mut self, prefix: usize) -> Token {
        let start = self.at;
        let body = start + prefix + 1;
        let mut text = String::new();
        let mut characters = self.source[body..].char_indices();
        while let Some((offset, character)) = characters.next() {
            match character {
                '"' => {
                    self.at = body + offset + 1;
                    return Token::Text(start..self.at, text);
                }
                '\\' => unescape(&mut characters, &mut text),
                // A line of a file with carriage returns ends as any other does.
                '\r' if characters.as_str().starts_with('\n') => {}
                other => text.push(other),
            }
        }
        self.at = self.source.len();
        Token::Other
    }

    fn raw(&mut self, prefix: usize, hashes: usize) -> Token {
        let start = self.at;
        let body = start + prefix + hashes + 1;
        let end = format!("\"{}", "#".repeat(hashes));
        let Some(length) = self.source[body..].find(&end) else {
            self.at = self.source.len();
            return Token::Other;
        };
        let text = self.source[body..body + length].replace("\r\n", "\n");
        self.at = body + length + end.len();
        if self.source[start..].starts_with('r') {
            Token::Text(start..self.at, text)
        } else {
            Token::Other
        }
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The length of a block comment, which may hold others.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(offset) = text[at..].find(['/', '*']) {
        at += offset;
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// The length of a character literal; of a lifetime only its mark.
fn character(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => {
            characters.next();
            let end = characters.find(|(_, character)| *character == '\'');
            end.map_or(1, |(offset, _)| offset + 1)
        }
        Some(_) => match characters.next() {
            Some((offset, '\'')) => offset + 1,
            _ => 1,
        },
        None => 1,
    }
}

/// What stands behind a backslash. A wrong escape is no Rust, and is left out.
fn unescape(characters: &mut std::str::CharIndices<'_>, text: &mut String) {
    let Some((_, escaped)) = characters.next() else {
        return;
    };
    match escaped {
        'n' => text.push('\n'),
        'r' => text.push('\r'),
        't' => text.push('\t'),
        '0' => text.push('\0'),
        '\\' | '"' | '\'' => text.push(escaped),
        'x' => {
            let code: String = characters
                .by_ref()
                .take(2)
                .map(|(_, digit)| digit)
                .collect();
            push_code(&code, text);
        }
        'u' => {
            let code: String = characters
                .by_ref()
                .map(|(_, character)| character)
                .skip(1)
                .take_while(|character| *character != '}')
                .collect();
            push_code(&code, text);
        }
        '\n' | '\r' => {
            // The line goes on where the next one begins.
            let rest = characters.as_str();
            let skipped = rest.len() - rest.trim_start().len();
            let end = rest.len() - skipped;
            while characters.as_str().len() > end {
                characters.next();
            }
        }
        _ => {}
    }
}

fn push_code(code: &str, text: &mut String) {
    let code = code.replace('_', "");
    text.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::literals;

    fn texts(source: &str) -> Vec<String> {
        literals(source)
            .into_iter()
            .map(|found| found.text)
            .collect()
    }

    #[test]
    fn every_spelling_is_read() {
        for (source, expected) in [
            (r#"query!("SELECT 1")"#, "SELECT 1"),
            ("query!(r#\"SELECT \"a\"\"#)", "SELECT \"a\""),
            (r#""a\"b\n\x41\u{e9}""#, "a\"b\nAé"),
            ("\"a \\\n      b\"", "a b"),
            ("\"a\r\nb\"", "a\nb"),
            (r#""SELECT " + "a" /* b */ + r"c""#, "SELECT ac"),
        ] {
            assert_eq!(texts(source), [expected], "{source}");
        }
    }

    #[test]
    fn what_is_no_string_is_passed_over() {
        let source = r##"
            // "comment"
            /* "a" /* "b" */ "c" */
            fn f<'a>(x: &'a str) -> char { let q = '"'; let n = '\''; b"bytes"; 'x' }
            let s = "one"; let t = "two";
        "##;
        assert_eq!(texts(source), ["one", "two"]);
    }

    #[test]
    fn a_literal_is_found_where_it_stands() {
        let source = "é \"a\"";
        let found = literals(source);
        assert_eq!(&source[found[0].range.clone()], "\"a\"");
    }

    proptest! {
        #[test]
        fn any_text_is_survived(source in "(\"|'|\\\\|r|b|#|/|\\*|\n|\r|\\+|u\\{|x|é| |a){0,40}") {
            for literal in literals(&source) {
                prop_assert!(source.get(literal.range).is_some());
            }
        }
    }
}
