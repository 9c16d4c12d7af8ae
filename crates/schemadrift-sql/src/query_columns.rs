//! Owns what can be told of a query's columns without knowing its tables.

use schemadrift_core::name::{Name, QualifiedName};

use crate::change::ViewColumns;
use crate::cursor::Cursor;

/// Words that follow the relations of a query.
const CLAUSES: &[&str] = &[
    "where",
    "group",
    "having",
    "order",
    "limit",
    "window",
    "union",
    "except",
    "intersect",
    "for",
    "with",
];
/// Words that join relations, the last of them aside.
const JOINS: &[&str] = &["inner", "cross", "left", "right", "full", "outer"];

/// What is known of the columns of this query.
pub(crate) fn query_columns(mut cursor: Cursor<'_>) -> ViewColumns {
    if !cursor.take(&["select"]) {
        return ViewColumns::Unknown;
    }
    if !cursor.take(&["distinct"]) {
        cursor.take(&["all"]);
    }
    let items = cursor.until(&["from"]);
    let parts = items.parts();
    let is_everything = matches!(parts.as_slice(), [only] if only.rest() == "*");
    let columns = if is_everything {
        cursor.take(&["from"]);
        relations(cursor).map(ViewColumns::AllOf)
    } else {
        let names: Option<Vec<Name>> = parts.into_iter().map(column_name).collect();
        names.map(ViewColumns::Named)
    };
    columns.unwrap_or(ViewColumns::Unknown)
}

/// The name of one column: its alias, or the column it is.
fn column_name(mut item: Cursor<'_>) -> Option<Name> {
    let mut alias = item.clone();
    if alias.skip_to_last(&["as"]) {
        return alias.only_name();
    }
    let path = item.path()?;
    item.is_at_end().then_some(path.value.name)
}

/// The relations behind `FROM`, if they are only named and their columns follow each other.
fn relations(mut cursor: Cursor<'_>) -> Option<Vec<QualifiedName>> {
    let mut relations = Vec::new();
    loop {
        relations.push(cursor.path()?.value);
        if cursor.take(&["as"]) {
            cursor.name()?;
        } else if !next_is_one_of(&cursor, &[CLAUSES, JOINS, &["join", "on"]].concat()) {
            // An alias, if it is a name.
            cursor.name();
        }
        if cursor.take(&["on"]) {
            let words = [CLAUSES, JOINS, &["join", "using", "natural", ","]].concat();
            cursor.until(&words);
        }
        if cursor.is_at_end() || next_is_one_of(&cursor, CLAUSES) {
            return Some(relations);
        }
        if cursor.take_symbol(",") {
            continue;
        }
        while next_is_one_of(&cursor, JOINS) {
            cursor.skip();
        }
        if !cursor.take(&["join"]) {
            return None;
        }
    }
}

fn next_is_one_of(cursor: &Cursor<'_>, words: &[&str]) -> bool {
    cursor.first().is_some_and(|token| token.is_one_of(words))
}
