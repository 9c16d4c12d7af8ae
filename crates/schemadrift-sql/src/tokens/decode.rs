//! Owns what stands between quotes: identifiers and strings without their quotes and escapes.

use schemadrift_core::dialect::Engine;

/// The identifier inside quotes of any kind.
pub(crate) fn unquote(text: &str) -> String {
    let mut characters = text.chars();
    let Some(open) = characters.next() else {
        return String::new();
    };
    let close = if open == '[' { ']' } else { open };
    if !matches!(open, '"' | '`' | '[' | '\'') {
        return text.to_owned();
    }
    let inner = characters.as_str();
    let inner = inner.strip_suffix(close).unwrap_or(inner);
    if open == '[' {
        return inner.to_owned();
    }
    let doubled: String = [close, close].iter().collect();
    inner.replace(&doubled, close.encode_utf8(&mut [0; 4]))
}

/// The value of a string literal; `None` where an escape cannot be read.
pub(crate) fn decode_text(engine: Engine, text: &str) -> Option<String> {
    let first = text.chars().next()?;
    match (engine, first) {
        (Engine::PostgreSql, '$') => {
            let tag = &text[..text[1..].find('$')? + 2];
            text.strip_prefix(tag)?.strip_suffix(tag).map(str::to_owned)
        }
        (Engine::PostgreSql, 'e' | 'E') => backslashes(&unquote(&text[1..]), postgres_escape),
        (Engine::PostgreSql, 'u' | 'U') => unicode_escapes(&unquote(text.get(2..)?)),
        (Engine::PostgreSql | Engine::MySql | Engine::MariaDb, 'n' | 'N') => {
            Some(unquote(&text[1..]))
        }
        (Engine::MySql | Engine::MariaDb, _) => backslashes(&unquote(text), mysql_escape),
        (Engine::PostgreSql | Engine::Sqlite, _) => Some(unquote(text)),
    }
}

type Escape = fn(&mut std::iter::Peekable<std::str::Chars<'_>>, &mut Vec<u8>) -> Option<()>;

fn backslashes(text: &str, escape: Escape) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\\' {
            escape(&mut characters, &mut bytes)?;
        } else {
            push(&mut bytes, character);
        }
    }
    String::from_utf8(bytes).ok()
}

fn push(bytes: &mut Vec<u8>, character: char) {
    bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

/// The escapes of `E'…'`
/// (<https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS-ESCAPE>).
fn postgres_escape(
    characters: &mut std::iter::Peekable<std::str::Chars<'_>>,
    bytes: &mut Vec<u8>,
) -> Option<()> {
    match characters.next()? {
        'b' => bytes.push(8),
        'f' => bytes.push(12),
        'n' => bytes.push(b'\n'),
        'r' => bytes.push(b'\r'),
        't' => bytes.push(b'\t'),
        'x' if characters.peek().is_some_and(char::is_ascii_hexdigit) => {
            bytes.push(u8::try_from(digits(characters, 16, 2)?).ok()?);
        }
        'u' => push(bytes, exactly(characters, 4)?),
        'U' => push(bytes, exactly(characters, 8)?),
        first @ '0'..='7' => {
            let mut value = first.to_digit(8)?;
            for _ in 0..2 {
                if let Some(digit) = characters.peek().and_then(|next| next.to_digit(8)) {
                    value = value * 8 + digit;
                    characters.next();
                }
            }
            bytes.push(u8::try_from(value & 0xff).ok()?);
        }
        other => push(bytes, other),
    }
    Some(())
}

fn digits(
    characters: &mut std::iter::Peekable<std::str::Chars<'_>>,
    radix: u32,
    most: usize,
) -> Option<u32> {
    let mut value = characters.next()?.to_digit(radix)?;
    for _ in 1..most {
        let Some(digit) = characters.peek().and_then(|next| next.to_digit(radix)) else {
            break;
        };
        value = value * radix + digit;
        characters.next();
    }
    Some(value)
}

fn exactly(
    characters: &mut std::iter::Peekable<std::str::Chars<'_>>,
    count: usize,
) -> Option<char> {
    let mut value = 0_u32;
    for _ in 0..count {
        value = value.checked_mul(16)? + characters.next()?.to_digit(16)?;
    }
    char::from_u32(value)
}

/// The escapes of MySQL's strings (<https://dev.mysql.com/doc/refman/en/string-literals.html>).
fn mysql_escape(
    characters: &mut std::iter::Peekable<std::str::Chars<'_>>,
    bytes: &mut Vec<u8>,
) -> Option<()> {
    match characters.next()? {
        '0' => bytes.push(0),
        'b' => bytes.push(8),
        'n' => bytes.push(b'\n'),
        'r' => bytes.push(b'\r'),
        't' => bytes.push(b'\t'),
        'Z' => bytes.push(26),
        // Both are pattern escapes and keep their backslash.
        pattern @ ('%' | '_') => {
            bytes.push(b'\\');
            push(bytes, pattern);
        }
        other => push(bytes, other),
    }
    Some(())
}

fn unicode_escapes(text: &str) -> Option<String> {
    let mut decoded = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '\\' {
            decoded.push(character);
        } else if characters.peek() == Some(&'\\') {
            characters.next();
            decoded.push('\\');
        } else if characters.peek() == Some(&'+') {
            characters.next();
            decoded.push(exactly(&mut characters, 6)?);
        } else {
            decoded.push(exactly(&mut characters, 4)?);
        }
    }
    Some(decoded)
}
