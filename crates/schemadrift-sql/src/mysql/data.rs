//! Owns the statements that write rows.

use schemadrift_core::name::QualifiedName;

use crate::change::Change;
use crate::cursor::Cursor;
use crate::rows;

/// Words between the verb and the table.
const MODIFIERS: &[&str] = &["low_priority", "delayed", "high_priority", "quick", "into"];

/// Reads a statement that writes rows or takes them away.
pub(super) fn read(mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    if cursor.take(&["with"]) {
        cursor.until(&["select", "update", "delete", "values", "table"]);
    }
    let verb = cursor.skip()?;
    match verb.text.to_ascii_lowercase().as_str() {
        "insert" => insert(cursor, true),
        "replace" => insert(cursor, false),
        "delete" => delete(cursor),
        "truncate" => {
            cursor.take(&["table"]);
            let table = cursor.path()?.value;
            Some(vec![Change::RowsGone {
                table,
                is_all: true,
            }])
        }
        "load" => {
            cursor.until(&["into"]);
            cursor.take(&["into", "table"]).then_some(())?;
            let table = cursor.path()?.value;
            Some(vec![Change::Rows { table, count: None }])
        }
        "select" | "update" | "values" | "table" => Some(Vec::new()),
        _ => None,
    }
}

/// Steps over modifiers, and tells whether rows may be left out.
fn modifiers(cursor: &mut Cursor<'_>) -> bool {
    let mut ignores = false;
    while let Some(token) = cursor.first() {
        if token.is_word("ignore") {
            ignores = true;
        } else if !token.is_one_of(MODIFIERS) {
            break;
        }
        cursor.skip();
    }
    ignores
}

fn insert(mut cursor: Cursor<'_>, is_plain: bool) -> Option<Vec<Change>> {
    let ignores = modifiers(&mut cursor);
    let table = cursor.path()?.value;
    cursor.until(&["values", "value", "select", "with", "set", "table"]);
    let is_set = cursor.take(&["set"]);
    let count = if is_set {
        cursor.until(&["on"]);
        cursor.is_at_end().then_some(1)
    } else if cursor.take(&["values"]) || cursor.take(&["value"]) {
        rows::count(cursor)
    } else {
        None
    };
    Some(vec![Change::Rows {
        table,
        count: count.filter(|_| is_plain && !ignores),
    }])
}

/// `DELETE FROM a WHERE …`, `DELETE a, b FROM …`, `DELETE FROM a, b USING …`.
fn delete(mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    modifiers(&mut cursor);
    let is_plain = cursor.take(&["from"]);
    let targets = cursor.until(&["from", "using", "where", "order", "limit", "returning"]);
    let tables: Option<Vec<QualifiedName>> = targets
        .parts()
        .into_iter()
        .map(|mut part| Some(part.path()?.value))
        .collect();
    let is_all = is_plain && cursor.is_at_end();
    let gone = tables?
        .into_iter()
        .map(|table| Change::RowsGone { table, is_all });
    Some(gone.collect())
}
