//! Owns the definition of one column of a stored table.

use std::ops::Range;

use schemadrift_core::name::Name;

use super::constraint::{CheckText, KeyText, conflict, deferral, references};
use super::object::IndexKeyText;
use super::table::{ColumnText, GeneratedText, TableText};
use crate::cursor::{Cursor, Written};
use crate::tokens::{Kind, unquote};

/// Keywords at which a type ends.
const CONSTRAINT_WORDS: &[&str] = &[
    "constraint",
    "primary",
    "not",
    "null",
    "unique",
    "check",
    "default",
    "collate",
    "references",
    "as",
    "deferrable",
];

/// Reads a column's definition into the table. `None` where it has no name.
pub(super) fn read(table: &mut TableText, cursor: &mut Cursor<'_>) -> Option<()> {
    let range = cursor.range();
    let name = cursor.written_name()?;
    let (type_text, type_range) = type_text(cursor);
    let mut column = ColumnText {
        name: name.value,
        type_text,
        collation: None,
        default: None,
        generated: None,
        is_not_null: false,
        range,
        name_range: name.range,
        type_range,
        default_range: None,
    };
    let mut constraint_name = None;
    while !cursor.is_at_end() {
        if cursor.take(&["constraint"]) {
            constraint_name = cursor.name();
            continue;
        }
        if own(&mut column, cursor).is_none()
            && shared(table, &column, constraint_name.take(), cursor).is_none()
        {
            // The rest may still be understood.
            table.is_complete = false;
            cursor.skip();
        }
    }
    table.columns.push(column);
    Some(())
}

/// The words of the type, with its parentheses, as written but for space; and where they stand.
fn type_text(cursor: &mut Cursor<'_>) -> (String, Option<Range<usize>>) {
    let start = cursor.clone();
    let mut words = Vec::new();
    while let Some(token) = cursor.first() {
        let is_constraint =
            token.is_one_of(CONSTRAINT_WORDS) || cursor.sees(&["generated", "always"]);
        if is_constraint || token.kind == Kind::Symbol {
            break;
        }
        words.push(token.text);
        cursor.skip();
    }
    let mut text = words.join(" ");
    let before = cursor.clone();
    if !words.is_empty() && cursor.parenthesised().is_some() {
        text.push_str(before.before(cursor).rest());
    }
    let range = (!words.is_empty()).then(|| start.before(cursor).range());
    if let Some(first) = start.first().filter(|first| first.kind != Kind::Word)
        && range.is_some()
    {
        // SQLite takes the quotes off and forgets what follows them.
        text = unquote(first.text);
    }
    (text, range)
}

/// A constraint that is a property of the column alone.
fn own(column: &mut ColumnText, cursor: &mut Cursor<'_>) -> Option<()> {
    if cursor.take(&["not", "null"]) {
        column.is_not_null = true;
        conflict(cursor);
    } else if cursor.take(&["null"]) {
        conflict(cursor);
    } else if cursor.take(&["collate"]) {
        column.collation = Some(cursor.name()?);
    } else if cursor.take(&["default"]) {
        let default = default(cursor)?;
        column.default = Some(default.value);
        column.default_range = Some(default.range);
    } else if cursor.take(&["generated", "always", "as"]) || cursor.take(&["as"]) {
        let expression = cursor.parenthesised()?.rest().to_owned();
        let is_stored = cursor.take(&["stored"]);
        if !is_stored {
            cursor.take(&["virtual"]);
        }
        column.generated = Some(GeneratedText {
            expression,
            is_stored,
        });
    } else {
        return None;
    }
    Some(())
}

/// A default: an expression in parentheses, or a literal with its sign.
fn default(cursor: &mut Cursor<'_>) -> Option<Written<String>> {
    let before = cursor.clone();
    if let Some(inner) = cursor.parenthesised() {
        return Some(Written {
            value: inner.rest().to_owned(),
            range: before.before(cursor).range(),
        });
    }
    if !cursor.take_symbol("-") {
        cursor.take_symbol("+");
    }
    cursor.skip()?;
    let literal = before.before(cursor);
    Some(Written {
        value: literal.rest().to_owned(),
        range: literal.range(),
    })
}

/// A constraint that the table could have as well.
fn shared(
    table: &mut TableText,
    column: &ColumnText,
    name: Option<Name>,
    cursor: &mut Cursor<'_>,
) -> Option<()> {
    let start = cursor.clone();
    if cursor.take(&["primary", "key"]) {
        let is_descending = cursor.take(&["desc"]);
        if !is_descending {
            cursor.take(&["asc"]);
        }
        let conflict = conflict(cursor);
        table.primary_key = Some(KeyText {
            conflict,
            is_autoincrement: cursor.take(&["autoincrement"]),
            range: start.before(cursor).range(),
            ..key(name, column, is_descending)
        });
    } else if cursor.take(&["unique"]) {
        table.uniques.push(KeyText {
            conflict: conflict(cursor),
            range: start.before(cursor).range(),
            ..key(name, column, false)
        });
    } else if cursor.take(&["check"]) {
        table.checks.push(CheckText {
            name,
            column: Some(column.name.clone()),
            expression: cursor.parenthesised()?.rest().to_owned(),
            range: start.before(cursor).range(),
        });
    } else if cursor.take(&["references"]) {
        let mut key = references(cursor, name, vec![column.name.clone()])?;
        key.range = start.before(cursor).range();
        table.foreign_keys.push(key);
    } else {
        // Behind another constraint it still belongs to the foreign key in front.
        let late = deferral(cursor)?;
        if let Some(key) = table.foreign_keys.last_mut() {
            key.deferral = late;
        }
    }
    Some(())
}

/// A key over one column.
fn key(name: Option<Name>, column: &ColumnText, is_descending: bool) -> KeyText {
    KeyText {
        name,
        columns: vec![column.name.clone()],
        parts: vec![IndexKeyText {
            column: Some(column.name.clone()),
            expression: column.name.to_string(),
            collation: None,
            is_descending,
        }],
        is_autoincrement: false,
        conflict: None,
        range: column.name_range.clone(),
    }
}
