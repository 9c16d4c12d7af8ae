//! Owns the definition of one column of a stored table.

use schemadrift_core::name::Name;

use super::constraint::{CheckText, KeyText, conflict, deferral, references};
use super::cursor::Cursor;
use super::table::{ColumnText, GeneratedText, TableText};
use crate::tokens::Kind;

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
    let name = cursor.name()?;
    let mut column = ColumnText {
        name,
        type_text: type_text(cursor),
        collation: None,
        default: None,
        generated: None,
        is_not_null: false,
    };
    let mut constraint_name = None;
    while !cursor.is_at_end() {
        if cursor.take(&["constraint"]) {
            constraint_name = cursor.name();
            continue;
        }
        if own(&mut column, cursor).is_none()
            && shared(table, &column.name, constraint_name.take(), cursor).is_none()
        {
            // The rest may still be understood.
            table.is_complete = false;
            cursor.skip();
        }
    }
    table.columns.push(column);
    Some(())
}

/// The words of the type, with its parentheses, as written but for space.
fn type_text(cursor: &mut Cursor<'_>) -> String {
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
        text.push_str(before.text_before(cursor));
    }
    text
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
        column.default = Some(default(cursor)?);
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
fn default(cursor: &mut Cursor<'_>) -> Option<String> {
    if let Some(inner) = cursor.parenthesised() {
        return Some(inner.rest().to_owned());
    }
    let before = cursor.clone();
    if !cursor.take_symbol("-") {
        cursor.take_symbol("+");
    }
    cursor.skip()?;
    Some(before.text_before(cursor).to_owned())
}

/// A constraint that the table could have as well.
fn shared(
    table: &mut TableText,
    column: &Name,
    name: Option<Name>,
    cursor: &mut Cursor<'_>,
) -> Option<()> {
    if cursor.take(&["primary", "key"]) {
        if !cursor.take(&["asc"]) {
            cursor.take(&["desc"]);
        }
        let conflict = conflict(cursor);
        table.primary_key = Some(KeyText {
            name,
            columns: vec![column.clone()],
            is_autoincrement: cursor.take(&["autoincrement"]),
            conflict,
        });
    } else if cursor.take(&["unique"]) {
        table.uniques.push(KeyText {
            name,
            columns: vec![column.clone()],
            is_autoincrement: false,
            conflict: conflict(cursor),
        });
    } else if cursor.take(&["check"]) {
        table.checks.push(CheckText {
            name,
            column: Some(column.clone()),
            expression: cursor.parenthesised()?.rest().to_owned(),
        });
    } else if cursor.take(&["references"]) {
        let key = references(cursor, name, vec![column.clone()])?;
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
