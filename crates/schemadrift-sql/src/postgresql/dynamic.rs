//! Owns `EXECUTE` inside blocks: statements that are put together as text.

use std::ops::Range;

use schemadrift_core::dialect::Engine;
use squawk_syntax::quote::quote_ident;

use super::condition::Variables;
use super::reader::Reader;
use super::touched::Depth;
use super::{grant, is_harmless};
use crate::change::Change;
use crate::tokens::{Kind, Token, closing, decode_text, tokenize};

/// What an `EXECUTE` does; the tokens are those of its query.
pub(super) fn changes(
    reader: &Reader<'_>,
    tokens: &[Token<'_>],
    variables: &Variables,
) -> Vec<Change> {
    let query = before_clauses(tokens);
    let (Some(first), Some(last)) = (query.first(), query.last()) else {
        return Vec::new();
    };
    if let Some(text) = constant(query, variables) {
        return of_text(reader, first.start..last.end(), query, &text);
    }
    let leading = leading_text(query);
    let head = leading
        .as_deref()
        .map(|text| tokenize(Engine::PostgreSql, text))
        .unwrap_or_default();
    if head
        .first()
        .is_some_and(|first| first.is_one_of(grant::WORDS))
    {
        return vec![grant::put_together(reader, query)];
    }
    if is_harmless(&head) {
        return Vec::new();
    }
    let reason = "it puts a statement together from parts".to_owned();
    let mut change = reader.unclear_part(reason, query, Depth::InLiterals);
    if !names_its_table(&head)
        && let Change::Unclear { touches, .. } = &mut change
    {
        touches.clear();
    }
    vec![change]
}

/// The query without `INTO` and `USING`.
fn before_clauses<'a, 't>(tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let end = tokens
        .iter()
        .position(|token| token.is_one_of(&["into", "using"]))
        .unwrap_or(tokens.len());
    tokens.get(..end).unwrap_or_default()
}

/// The changes of a constant text. Where a single literal spells it without escapes, its offsets
/// are those of the file.
fn of_text(
    reader: &Reader<'_>,
    range: Range<usize>,
    query: &[Token<'_>],
    text: &str,
) -> Vec<Change> {
    let inner = match query {
        [only] => only.text.find(text).filter(|_| !text.is_empty()),
        _ => None,
    };
    let place = match inner {
        Some(offset) => reader.place.part(range.start + offset),
        None => reader.place.literal(range),
    };
    of_script(&reader.within(place, text))
}

/// The changes of the statements of a text.
pub(super) fn of_script(script: &Reader<'_>) -> Vec<Change> {
    statements(script.text)
        .into_iter()
        .flat_map(|range| {
            let statement = script.text.get(range.clone()).unwrap_or_default();
            let place = script.place.part(range.start);
            super::read(&Reader {
                place,
                text: statement,
                namespace: None,
                level: script.level,
            })
        })
        .collect()
}

/// The statements of a text, by the semicolons outside of parentheses.
fn statements(text: &str) -> Vec<Range<usize>> {
    let tokens = tokenize(Engine::PostgreSql, text);
    let (mut statements, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for token in &tokens {
        if token.is_symbol("(") {
            depth += 1;
        } else if token.is_symbol(")") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && token.is_symbol(";") {
            statements.push(start..token.start);
            start = token.end();
        }
    }
    statements.push(start..text.len());
    statements
}

/// The text that an expression of constants makes; `None` where something else takes part.
pub(super) fn constant(tokens: &[Token<'_>], variables: &Variables) -> Option<String> {
    let mut text = String::new();
    let mut rest = tokens;
    loop {
        let (piece, behind) = piece(rest, variables)?;
        text.push_str(&piece);
        rest = match behind {
            [] => return Some(text),
            [join, behind @ ..] if join.is_symbol("||") => behind,
            _ => return None,
        };
    }
}

/// The first operand of `||`, and what follows it.
fn piece<'a, 't>(
    tokens: &'t [Token<'a>],
    variables: &Variables,
) -> Option<(String, &'t [Token<'a>])> {
    match tokens {
        [function, open, ..] if open.is_symbol("(") => {
            let close = closing(tokens, 1)?;
            let (inner, behind) = (tokens.get(2..close)?, tokens.get(close + 1..)?);
            Some((call(function, inner, variables)?, behind))
        }
        [open, ..] if open.is_symbol("(") => {
            let close = closing(tokens, 0)?;
            let inner = constant(tokens.get(1..close)?, variables)?;
            Some((inner, tokens.get(close + 1..)?))
        }
        [value, behind @ ..] => Some((value_text(value, variables)?, behind)),
        [] => None,
    }
}

fn value_text(token: &Token<'_>, variables: &Variables) -> Option<String> {
    match token.kind {
        Kind::Text => decode_text(Engine::PostgreSql, token.text),
        Kind::Word => variables
            .texts
            .get(&token.text.to_ascii_lowercase())
            .cloned(),
        Kind::Bits | Kind::Hexadecimal | Kind::Number | Kind::QuotedName | Kind::Symbol => None,
    }
}

fn call(function: &Token<'_>, inner: &[Token<'_>], variables: &Variables) -> Option<String> {
    if function.is_word("quote_ident") {
        return Some(quote_ident(&constant(inner, variables)?));
    }
    if function.is_word("quote_literal") {
        return Some(quoted(&constant(inner, variables)?));
    }
    if !function.is_word("format") {
        return None;
    }
    let mut arguments = Vec::new();
    for argument in separated(inner) {
        arguments.push(constant(argument, variables)?);
    }
    let mut arguments = arguments.into_iter();
    formatted(&arguments.next()?, &mut arguments)
}

/// The pieces between the commas outside of parentheses.
pub(super) fn separated<'a, 't>(tokens: &'t [Token<'a>]) -> Vec<&'t [Token<'a>]> {
    let (mut pieces, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (index, token) in tokens.iter().enumerate() {
        if token.is_symbol("(") {
            depth += 1;
        } else if token.is_symbol(")") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && token.is_symbol(",") {
            pieces.push(tokens.get(start..index).unwrap_or_default());
            start = index + 1;
        }
    }
    pieces.push(tokens.get(start..).unwrap_or_default());
    pieces
}

/// What `format` makes of its template
/// (<https://www.postgresql.org/docs/current/functions-string.html#FUNCTIONS-STRING-FORMAT>);
/// `None` where the template asks for positions or widths.
fn formatted(template: &str, arguments: &mut dyn Iterator<Item = String>) -> Option<String> {
    let mut text = String::with_capacity(template.len());
    let mut characters = template.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            text.push(character);
            continue;
        }
        match characters.next()? {
            '%' => text.push('%'),
            's' => text.push_str(&arguments.next()?),
            'I' => text.push_str(&quote_ident(&arguments.next()?)),
            'L' => text.push_str(&quoted(&arguments.next()?)),
            _ => return None,
        }
    }
    Some(text)
}

/// A text as a literal.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The literal that a statement begins with: alone, in front of `||`, or the template of `format`.
fn leading_text(tokens: &[Token<'_>]) -> Option<String> {
    let literal = tokens
        .iter()
        .find(|token| !token.is_symbol("(") && !token.is_word("format"))?;
    (literal.kind == Kind::Text)
        .then(|| decode_text(Engine::PostgreSql, literal.text))
        .flatten()
}

/// Whether a statement that begins like this says which table it alters.
fn names_its_table(head: &[Token<'_>]) -> bool {
    let mut rest = head;
    for words in [&["alter"][..], &["table"]] {
        match rest {
            [word, behind @ ..] if word.is_one_of(words) => rest = behind,
            _ => return false,
        }
    }
    while let [word, behind @ ..] = rest
        && word.is_one_of(&["if", "exists", "only"])
    {
        rest = behind;
    }
    if let [schema, dot, behind @ ..] = rest
        && schema.name(Engine::PostgreSql).is_some()
        && dot.is_symbol(".")
    {
        rest = behind;
    }
    matches!(rest, [name, action, ..]
        if name.name(Engine::PostgreSql).is_some() && action.kind == Kind::Word)
}
