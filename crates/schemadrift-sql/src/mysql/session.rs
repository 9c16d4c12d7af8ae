//! Owns the statements that set variables of the session, and that prepare statements from texts and run them.

use std::ops::Range;

use schemadrift_core::name::Name;

use super::{Statement, changes, presence};
use crate::change::{Change, Comparison, SessionValue};
use crate::cursor::Cursor;
use crate::tokens::{Kind, decode_text, tokenize};
use crate::unclear::unclear;

/// How deep expressions are looked into.
const DEEPEST: usize = 16;

/// The variables that a `SET` sets.
pub(super) fn set(statement: &Statement<'_>, cursor: &Cursor<'_>) -> Vec<Change> {
    let mut cursor = cursor.clone();
    cursor.skip();
    let parts = cursor.parts();
    let mut set = Vec::new();
    for mut part in parts {
        let Some(name) = variable(&mut part) else {
            continue;
        };
        if part.take_symbol("=") || part.take_symbol(":=") {
            let value = value(statement, part, 0);
            set.push(Change::SetVariable { name, value });
        }
    }
    set
}

/// The variables that a `SELECT … INTO` or a `SELECT @name := …` sets.
pub(super) fn select(statement: &Statement<'_>, cursor: &Cursor<'_>) -> Vec<Change> {
    let mut rest = cursor.clone();
    rest.skip();
    let what = rest.until(&["into", "from"]);
    if rest.take(&["into"])
        && let Some(name) = variable(&mut rest)
        && !rest.take_symbol(",")
    {
        let value = if rest.is_at_end() {
            value(statement, what, 0)
        } else {
            of_query(rest)
        };
        return vec![Change::SetVariable { name, value }];
    }
    any_set(cursor)
}

/// Every variable that may be set by a statement, to something that is not known.
fn any_set(cursor: &Cursor<'_>) -> Vec<Change> {
    let mut rest = cursor.clone();
    let mut set = Vec::new();
    let mut is_target = false;
    while let Some(token) = rest.first() {
        is_target |= token.is_word("into");
        match variable(&mut rest) {
            Some(name) if is_target || rest.take_symbol(":=") => {
                let value = SessionValue::Unknown;
                set.push(Change::SetVariable { name, value });
            }
            Some(_) => {}
            None => {
                rest.skip();
            }
        }
    }
    set
}

/// `PREPARE name FROM …`.
pub(super) fn prepare(statement: &Statement<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    cursor.skip();
    let name = cursor.name()?;
    cursor.take(&["from"]).then_some(())?;
    let value = value(statement, cursor, 0);
    Some(vec![Change::Prepare { name, value }])
}

/// `EXECUTE name`, and `EXECUTE IMMEDIATE text`, which MariaDB has.
pub(super) fn execute(statement: &Statement<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    let origin = statement.place.enclosing(cursor.range());
    cursor.skip();
    let name = cursor.name()?;
    let mut changes = Vec::new();
    if name.as_str().eq_ignore_ascii_case("immediate") {
        let value = value(statement, cursor, 0);
        let name = name.clone();
        changes.push(Change::Prepare { name, value });
    }
    changes.push(Change::Execute { name, origin });
    Some(changes)
}

/// The name of a variable of the session; `@@name` is one of the server.
fn variable(cursor: &mut Cursor<'_>) -> Option<Name> {
    let mut ahead = cursor.clone();
    ahead.take_symbol("@").then_some(())?;
    let name = ahead.name()?;
    *cursor = ahead;
    Some(name)
}

/// What an expression stands for.
fn value(statement: &Statement<'_>, mut cursor: Cursor<'_>, depth: usize) -> SessionValue {
    if depth > DEEPEST {
        return SessionValue::Unknown;
    }
    let Some(first) = operand(statement, &mut cursor, depth) else {
        return SessionValue::Unknown;
    };
    if cursor.is_at_end() {
        return first;
    }
    match comparison(cursor) {
        Some(comparison) => compared(first, comparison),
        None => SessionValue::Unknown,
    }
}

fn compared(value: SessionValue, comparison: Comparison) -> SessionValue {
    SessionValue::Compared {
        value: Box::new(value),
        comparison,
    }
}

/// An operator and a number, which are all that is left.
fn comparison(mut cursor: Cursor<'_>) -> Option<Comparison> {
    let operator = cursor.skip()?;
    let number = cursor.skip()?;
    let is_one = number.text == "1" || number.is_word("true");
    let is_none = number.text == "0" || number.is_word("false");
    let is_known = cursor.is_at_end() && (is_one || is_none) && operator.kind == Kind::Symbol;
    match (operator.text, is_one) {
        _ if !is_known => None,
        ("=", true) => Some(Comparison::IsOne),
        ("=", false) | ("<", true) => Some(Comparison::IsNone),
        (">" | "<>" | "!=", false) | (">=", true) => Some(Comparison::IsAny),
        _ => None,
    }
}

fn operand(
    statement: &Statement<'_>,
    cursor: &mut Cursor<'_>,
    depth: usize,
) -> Option<SessionValue> {
    if let Some(name) = variable(cursor) {
        return Some(SessionValue::Variable(name));
    }
    if cursor.take(&["not"]) || cursor.take_symbol("!") {
        let rest = value(statement, cursor.clone(), depth + 1);
        cursor.until(&[]);
        return Some(compared(rest, Comparison::IsNone));
    }
    if cursor.take(&["exists"]) {
        let mut query = cursor.parenthesised()?;
        query.take(&["select"]).then_some(())?;
        query.until(&["from"]);
        return Some(of_query(query));
    }
    if cursor.take(&["if"]) {
        return choice(statement, &cursor.parenthesised()?, depth);
    }
    if let Some(inner) = cursor.parenthesised() {
        return Some(in_parentheses(statement, inner, depth));
    }
    let token = cursor.skip()?;
    match token.kind {
        Kind::Text => {
            let text = decode_text(statement.engine, token.text)?;
            Some(of_text(statement, token.start..token.end(), &text))
        }
        Kind::Number if token.text == "0" => Some(SessionValue::Truth(false)),
        Kind::Number if token.text == "1" => Some(SessionValue::Truth(true)),
        Kind::Word if token.is_word("false") => Some(SessionValue::Truth(false)),
        Kind::Word if token.is_word("true") => Some(SessionValue::Truth(true)),
        Kind::Number
        | Kind::Word
        | Kind::QuotedName
        | Kind::Bits
        | Kind::Hexadecimal
        | Kind::Symbol => None,
    }
}

fn choice(statement: &Statement<'_>, arguments: &Cursor<'_>, depth: usize) -> Option<SessionValue> {
    let parts = arguments.parts();
    let [condition, one, other] = parts.as_slice() else {
        return None;
    };
    let read = |part: &Cursor<'_>| Box::new(value(statement, part.clone(), depth + 1));
    Some(SessionValue::Choice {
        condition: read(condition),
        one: read(one),
        other: read(other),
    })
}

/// A query, or an expression.
fn in_parentheses(statement: &Statement<'_>, inner: Cursor<'_>, depth: usize) -> SessionValue {
    let mut query = inner.clone();
    if !query.take(&["select"]) {
        return value(statement, inner, depth + 1);
    }
    let what = query.until(&["from"]);
    if query.is_at_end() {
        return value(statement, what, depth + 1);
    }
    of_query(query)
}

/// What a query asks the catalog, from `FROM` on.
fn of_query(query: Cursor<'_>) -> SessionValue {
    match presence::of_query(query) {
        Some((presence, is_one)) => SessionValue::Rows { presence, is_one },
        None => SessionValue::Unknown,
    }
}

/// The text of a statement, which stands somewhere within these bytes.
fn of_text(statement: &Statement<'_>, range: Range<usize>, text: &str) -> SessionValue {
    let place = statement.place.literal(range);
    let text = text.trim_end().trim_end_matches(';');
    let tokens = tokenize(statement.engine, text);
    let whole = Cursor::new(statement.engine, text, &tokens);
    let touches = match unclear(place, &whole, String::new()) {
        Change::Unclear { touches, .. } => touches,
        _ => Vec::new(),
    };
    SessionValue::Statement {
        changes: changes(statement.engine, place, text),
        touches,
    }
}
