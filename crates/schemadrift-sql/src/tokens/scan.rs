//! Owns the cutting of text into tokens. Unclosed quotes and comments reach to the end.

use schemadrift_core::dialect::Engine;

use super::{Kind, Token};

/// Cuts text into tokens.
pub(crate) fn tokenize(engine: Engine, text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let (kind, length) = next(engine, &text[start..]);
        let length = length.max(1);
        let mut end = (start + length).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        if let Some(kind) = kind {
            tokens.push(Token {
                kind,
                text: &text[start..end],
                start,
            });
        }
        start = end;
    }
    tokens
}

/// The kind and length of what `rest` begins with; no kind for space and comments.
fn next(engine: Engine, rest: &str) -> (Option<Kind>, usize) {
    let bytes = rest.as_bytes();
    let first = bytes[0];
    if first.is_ascii_whitespace() || first == 0x0b {
        return (None, 1);
    }
    if let Some(length) = comment(engine, bytes) {
        return (None, length);
    }
    if let Some((kind, length)) = quoted(engine, rest) {
        return (Some(kind), length);
    }
    if first.is_ascii_digit() || (first == b'.' && bytes.get(1).is_some_and(u8::is_ascii_digit)) {
        return (Some(Kind::Number), number(bytes));
    }
    if is_word_start(first) {
        let length = bytes
            .iter()
            .position(|byte| !is_word_part(*byte))
            .unwrap_or(bytes.len());
        return (Some(Kind::Word), length);
    }
    (Some(Kind::Symbol), symbol(engine, bytes))
}

fn is_word_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

fn is_word_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

fn comment(engine: Engine, bytes: &[u8]) -> Option<usize> {
    let is_mysql = matches!(engine, Engine::MySql | Engine::MariaDb);
    if bytes.starts_with(b"--") || (is_mysql && bytes[0] == b'#') {
        return Some(position(bytes, 0, b"\n").map_or(bytes.len(), |end| end + 1));
    }
    if !bytes.starts_with(b"/*") {
        return None;
    }
    let nests = engine == Engine::PostgreSql;
    let (mut depth, mut at) = (1_usize, 2);
    while at < bytes.len() {
        if bytes[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        } else if nests && bytes[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else {
            at += 1;
        }
    }
    Some(bytes.len())
}

fn quoted(engine: Engine, rest: &str) -> Option<(Kind, usize)> {
    let bytes = rest.as_bytes();
    let is_mysql = matches!(engine, Engine::MySql | Engine::MariaDb);
    match bytes[0] {
        b'\'' => Some((Kind::Text, until(bytes, 0, is_mysql))),
        b'"' if is_mysql => Some((Kind::Text, until(bytes, 0, true))),
        b'"' => Some((Kind::QuotedName, until(bytes, 0, false))),
        b'`' if engine != Engine::PostgreSql => Some((Kind::QuotedName, until(bytes, 0, false))),
        b'[' if engine == Engine::Sqlite => Some((
            Kind::QuotedName,
            position(bytes, 1, b"]").map_or(bytes.len(), |end| end + 1),
        )),
        b'$' if engine == Engine::PostgreSql => dollar_quoted(rest).map(|end| (Kind::Text, end)),
        first => prefixed(engine, first, bytes),
    }
}

/// A literal that opens with a letter: `E'…'`, `B'…'`, `X'…'`, `N'…'`, `U&'…'`, `U&"…"`.
fn prefixed(engine: Engine, first: u8, bytes: &[u8]) -> Option<(Kind, usize)> {
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
fn until(bytes: &[u8], open: usize, has_backslashes: bool) -> usize {
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
            return at + 1;
        }
    }
    bytes.len()
}

fn dollar_quoted(rest: &str) -> Option<usize> {
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
    Some(
        rest[tag_end..]
            .find(tag)
            .map_or(rest.len(), |end| tag_end + end + tag_end),
    )
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

fn position(bytes: &[u8], from: usize, needle: &[u8]) -> Option<usize> {
    bytes
        .get(from..)?
        .windows(needle.len())
        .position(|window| window == needle)
        .map(|offset| from + offset)
}
