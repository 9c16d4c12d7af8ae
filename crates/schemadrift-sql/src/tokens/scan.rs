//! Owns the cutting of text into tokens. Unclosed quotes and comments reach to the end.

use schemadrift_core::dialect::Engine;

use super::comment::{End, comment, conditional};
use super::{Kind, Token};

/// Cuts text into tokens.
pub(crate) fn tokenize(engine: Engine, text: &str) -> Vec<Token<'_>> {
    let mut scanner = Scanner::new(engine, text);
    std::iter::from_fn(|| scanner.next_token()).collect()
}

/// Cuts text into tokens, one at a time.
#[derive(Debug)]
pub(crate) struct Scanner<'a> {
    engine: Engine,
    text: &'a str,
    at: usize,
    conditional: Option<usize>,
    unclosed: Option<usize>,
}

impl<'a> Scanner<'a> {
    /// A scanner at the start of a text.
    pub(crate) fn new(engine: Engine, text: &'a str) -> Self {
        Self {
            engine,
            text,
            at: 0,
            conditional: None,
            unclosed: None,
        }
    }

    /// The offset of what comes next.
    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    /// Goes on at this offset, which must be one between characters.
    pub(crate) fn go_to(&mut self, offset: usize) {
        self.at = offset;
    }

    /// Where the comment opens whose content is being read since it is executed (MySQL).
    pub(crate) fn conditional(&self) -> Option<usize> {
        self.conditional
    }

    /// Where a quote or a comment opens that reaches to the end of the text.
    pub(crate) fn unclosed(&self) -> Option<usize> {
        self.unclosed
    }

    /// The next token.
    pub(crate) fn next_token(&mut self) -> Option<Token<'a>> {
        while let Some(rest) = self.text.get(self.at..).filter(|rest| !rest.is_empty()) {
            let start = self.at;
            if let Some(length) = self.gap(rest.as_bytes()) {
                self.at += length;
                continue;
            }
            let (kind, length) = token(self.engine, rest);
            let mut end = match length {
                Some(length) => start + length,
                None => {
                    self.unclosed = Some(start);
                    self.text.len()
                }
            };
            while !self.text.is_char_boundary(end) {
                end += 1;
            }
            self.at = end;
            return Some(Token {
                kind,
                text: &self.text[start..end],
                start,
            });
        }
        None
    }

    /// The length of the space, the comment or the mark of a comment that comes next.
    fn gap(&mut self, bytes: &[u8]) -> Option<usize> {
        let spaces = bytes.iter().take_while(|byte| is_space(**byte)).count();
        if spaces > 0 {
            return Some(spaces);
        }
        if !matches!(bytes[0], b'/' | b'*' | b'-' | b'#') {
            return None;
        }
        if self.conditional.is_some() && bytes.starts_with(b"*/") {
            self.conditional = None;
            return Some(2);
        }
        if let Some(length) = conditional(self.engine, bytes) {
            self.conditional = Some(self.at);
            return Some(length);
        }
        Some(match comment(self.engine, bytes)? {
            End::After(length) => length,
            End::Nowhere => {
                self.unclosed = Some(self.at);
                bytes.len()
            }
        })
    }
}

/// Whether the engine has MySQL's lexical rules.
pub(super) fn is_mysql(engine: Engine) -> bool {
    matches!(engine, Engine::MySql | Engine::MariaDb)
}

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x0b
}

/// The kind and length of the token that `rest` begins with; no length for a quote that is not
/// closed.
fn token(engine: Engine, rest: &str) -> (Kind, Option<usize>) {
    let bytes = rest.as_bytes();
    let first = bytes[0];
    if let Some(quoted) = quoted(engine, rest) {
        return quoted;
    }
    if first.is_ascii_digit() || (first == b'.' && bytes.get(1).is_some_and(u8::is_ascii_digit)) {
        return (Kind::Number, Some(number(bytes)));
    }
    if is_word_start(first) {
        let length = bytes.iter().take_while(|byte| is_word_part(**byte)).count();
        return (Kind::Word, Some(length));
    }
    (Kind::Symbol, Some(symbol(engine, bytes)))
}

fn is_word_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

fn is_word_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

fn quoted(engine: Engine, rest: &str) -> Option<(Kind, Option<usize>)> {
    let bytes = rest.as_bytes();
    let is_mysql = is_mysql(engine);
    match bytes[0] {
        b'\'' => Some((Kind::Text, until(bytes, 0, is_mysql))),
        b'"' if is_mysql => Some((Kind::Text, until(bytes, 0, true))),
        b'"' => Some((Kind::QuotedName, until(bytes, 0, false))),
        b'`' if engine != Engine::PostgreSql => Some((Kind::QuotedName, until(bytes, 0, false))),
        b'[' if engine == Engine::Sqlite => Some((
            Kind::QuotedName,
            bytes
                .iter()
                .position(|byte| *byte == b']')
                .map(|end| end + 1),
        )),
        b'$' if engine == Engine::PostgreSql => dollar_quoted(rest).map(|end| (Kind::Text, end)),
        first => prefixed(engine, first, bytes),
    }
}

/// A literal that opens with a letter: `E'…'`, `B'…'`, `X'…'`, `N'…'`, `U&'…'`, `U&"…"`.
fn prefixed(engine: Engine, first: u8, bytes: &[u8]) -> Option<(Kind, Option<usize>)> {
    let is_postgres = engine == Engine::PostgreSql;
    let is_sqlite = engine == Engine::Sqlite;
    if bytes.get(1) == Some(&b'\'') {
        return match first.to_ascii_lowercase() {
            b'e' if is_postgres => Some((Kind::Text, until(bytes, 1, true))),
            b'b' if !is_sqlite => Some((Kind::Bits, until(bytes, 1, false))),
            b'x' => Some((Kind::Hexadecimal, until(bytes, 1, false))),
            b'n' if !is_sqlite => Some((Kind::Text, until(bytes, 1, !is_postgres))),
            _ => None,
        };
    }
    if is_postgres && first.eq_ignore_ascii_case(&b'u') && bytes.get(1) == Some(&b'&') {
        return match bytes.get(2) {
            Some(b'\'') => Some((Kind::Text, until(bytes, 2, false))),
            Some(b'"') => Some((Kind::QuotedName, until(bytes, 2, false))),
            _ => None,
        };
    }
    None
}

/// The length up to the quote that closes the one at `open`; a doubled quote stays inside.
fn until(bytes: &[u8], open: usize, has_backslashes: bool) -> Option<usize> {
    let quote = bytes[open];
    let mut at = open + 1;
    while at < bytes.len() {
        if has_backslashes && bytes[at] == b'\\' {
            at += 2;
        } else if bytes[at] != quote {
            at += 1;
        } else if bytes.get(at + 1) == Some(&quote) {
            at += 2;
        } else {
            return Some(at + 1);
        }
    }
    None
}

/// The length of a dollar-quoted string, if it is closed; `None` where there is none.
fn dollar_quoted(rest: &str) -> Option<Option<usize>> {
    let tag_end = rest[1..].find('$')? + 2;
    let tag = &rest[..tag_end];
    let inner = &tag[1..tag_end - 1];
    let opens_well = inner
        .bytes()
        .next()
        .is_none_or(|byte| !byte.is_ascii_digit());
    if !opens_well || !inner.bytes().all(|byte| is_word_part(byte) && byte != b'$') {
        return None;
    }
    Some(rest[tag_end..].find(tag).map(|end| tag_end + end + tag_end))
}

fn number(bytes: &[u8]) -> usize {
    let is_based = bytes[0] == b'0' && bytes.get(1).is_some_and(u8::is_ascii_alphabetic);
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let is_exponent_sign = matches!(byte, b'+' | b'-')
            && !is_based
            && matches!(bytes[at - 1], b'e' | b'E')
            && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        // `1..2` is a range in PL/pgSQL, not a number.
        let is_point = byte == b'.' && bytes.get(at + 1) != Some(&b'.');
        if !(byte.is_ascii_alphanumeric() || byte == b'_' || is_point || is_exponent_sign) {
            break;
        }
        at += 1;
    }
    at
}

/// The length of a symbol: operators by PostgreSQL's rule of the longest match, which the other
/// engines' fixed operators obey as well (<https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-OPERATORS>).
fn symbol(engine: Engine, bytes: &[u8]) -> usize {
    const OPERATOR: &[u8] = b"+-*/<>=~!@#%^&|`?";
    if bytes.starts_with(b"::") || bytes.starts_with(b":=") {
        return 2;
    }
    if !OPERATOR.contains(&bytes[0]) {
        return 1;
    }
    if engine != Engine::PostgreSql {
        let fixed: [&[u8]; 14] = [
            b"<=>", b"->>", b"->", b"||", b"&&", b"<=", b">=", b"<>", b"!=", b"==", b"<<", b">>",
            b"+", b"-",
        ];
        return fixed
            .iter()
            .find(|operator| bytes.starts_with(operator))
            .map_or(1, |operator| operator.len());
    }
    let mut length = 0;
    while length < bytes.len() && OPERATOR.contains(&bytes[length]) {
        let rest = &bytes[length..];
        if length > 0 && (rest.starts_with(b"--") || rest.starts_with(b"/*")) {
            break;
        }
        length += 1;
    }
    // A trailing sign belongs to what follows, unless the operator holds a special character.
    let is_special = bytes[..length]
        .iter()
        .any(|byte| b"~!@#%^&|`?".contains(byte));
    while !is_special && length > 1 && matches!(bytes[length - 1], b'+' | b'-') {
        length -= 1;
    }
    length
}
