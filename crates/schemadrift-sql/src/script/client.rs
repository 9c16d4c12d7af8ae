//! Owns the lines that the clients of the engines take for themselves.

use std::ops::Range;

use schemadrift_core::dialect::Engine;

use crate::tokens::Token;

/// A line that is for the client, and what it does to the reading of the script.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ClientLine<'a> {
    pub(super) range: Range<usize>,
    /// What ends statements from here on, if that changes.
    pub(super) delimiter: Option<&'a str>,
}

/// What the client has read before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// No part of a statement.
    Nothing,
    /// A part of a statement that ends with `;`.
    Statement,
    /// A part of a statement that ends with a delimiter of the script's own.
    DelimitedStatement,
}

/// The line that begins with this token, if it is for the client.
pub(super) fn client_line<'a>(
    engine: Engine,
    text: &'a str,
    token: &Token<'_>,
    before: Before,
) -> Option<ClientLine<'a>> {
    let is_first = || is_first_on_line(text, token.start);
    let is_for_client = match engine {
        Engine::PostgreSql => token.is_symbol("\\"),
        Engine::MySql | Engine::MariaDb => {
            token.is_symbol("\\")
                || (token.is_word("source") && before == Before::Nothing && is_first())
                || (token.is_word("delimiter") && before != Before::Statement && is_first())
        }
        Engine::Sqlite => token.is_symbol(".") && before == Before::Nothing && is_first(),
    };
    if !is_for_client {
        return None;
    }
    let rest = &text[token.start..];
    let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
    // `\\` gives the rest of the line back to SQL.
    let line = match line.get(1..).and_then(|inner| inner.find("\\\\")) {
        Some(end) if engine == Engine::PostgreSql => &line[..end + 3],
        Some(_) | None => line,
    };
    let delimiter = token
        .is_word("delimiter")
        .then(|| delimiter(line))
        .flatten();
    Some(ClientLine {
        range: token.start..token.start + line.trim_end().len(),
        delimiter,
    })
}

fn delimiter(line: &str) -> Option<&str> {
    let word = line.split_ascii_whitespace().nth(1)?;
    Some(word.trim_matches(['\'', '"', '`'])).filter(|word| !word.is_empty())
}

fn is_first_on_line(text: &str, offset: usize) -> bool {
    let before = text[..offset].trim_end_matches([' ', '\t', '\u{feff}']);
    before.is_empty() || before.ends_with(['\n', '\r'])
}
