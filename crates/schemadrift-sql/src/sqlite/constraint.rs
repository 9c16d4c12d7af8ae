//! Owns the constraints of a stored table: names, checks, keys, foreign keys.

use std::ops::Range;

use schemadrift_core::model::{Deferral, ReferentialAction};
use schemadrift_core::name::Name;

use super::object::IndexKeyText;
use crate::cursor::Cursor;

/// A check, of a column or of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckText {
    /// The name it was given.
    pub name: Option<Name>,
    /// The column beside which it is written; `None` for one of the table.
    pub column: Option<Name>,
    /// The condition, without the parentheses around it.
    pub expression: String,
    /// Where it stands in the text.
    pub range: Range<usize>,
}

/// A primary key or a unique constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyText {
    /// The name it was given.
    pub name: Option<Name>,
    /// The columns, in key order.
    pub columns: Vec<Name>,
    /// The same with collation and direction.
    pub parts: Vec<IndexKeyText>,
    /// Whether the key is numbered by `AUTOINCREMENT`.
    pub is_autoincrement: bool,
    /// What the statement wants of a row that breaks it (`REPLACE`, `IGNORE`), in upper case.
    pub conflict: Option<String>,
    /// Where it stands in the text.
    pub range: Range<usize>,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKeyText {
    /// The name it was given.
    pub name: Option<Name>,
    /// The referring columns.
    pub columns: Vec<Name>,
    /// The table referred to.
    pub target: Name,
    /// The columns referred to; empty means the target's primary key.
    pub target_columns: Vec<Name>,
    /// What happens on deletion, where it is written.
    pub on_delete: Option<ReferentialAction>,
    /// What happens on update, where it is written.
    pub on_update: Option<ReferentialAction>,
    /// When it is checked.
    pub deferral: Deferral,
    /// Where it stands in the text.
    pub range: Range<usize>,
}

/// The `ON CONFLICT` clause that comes next.
pub(super) fn conflict(cursor: &mut Cursor<'_>) -> Option<String> {
    if !cursor.take(&["on", "conflict"]) {
        return None;
    }
    cursor.skip().map(|word| word.text.to_ascii_uppercase())
}

/// The columns in parentheses, each without collation and direction.
pub(super) fn column_list(cursor: &mut Cursor<'_>) -> Option<Vec<Name>> {
    let inner = cursor.parenthesised()?;
    inner
        .parts()
        .into_iter()
        .map(|mut part| part.name())
        .collect()
}

/// The foreign key behind the word `REFERENCES`.
pub(super) fn references(
    cursor: &mut Cursor<'_>,
    name: Option<Name>,
    columns: Vec<Name>,
) -> Option<ForeignKeyText> {
    let mut key = ForeignKeyText {
        name,
        columns,
        range: cursor.range(),
        target: cursor.name()?,
        target_columns: column_list(cursor).unwrap_or_default(),
        on_delete: None,
        on_update: None,
        deferral: Deferral::NotDeferrable,
    };
    loop {
        if cursor.take(&["on", "delete"]) {
            key.on_delete = action(cursor);
        } else if cursor.take(&["on", "update"]) {
            key.on_update = action(cursor);
        } else if cursor.take(&["on", "insert"]) {
            action(cursor);
        } else if cursor.take(&["match"]) {
            cursor.skip();
        } else if let Some(deferral) = deferral(cursor) {
            key.deferral = deferral;
        } else {
            return Some(key);
        }
    }
}

fn action(cursor: &mut Cursor<'_>) -> Option<ReferentialAction> {
    let actions: [(&[&str], ReferentialAction); 5] = [
        (&["no", "action"], ReferentialAction::NoAction),
        (&["restrict"], ReferentialAction::Restrict),
        (&["cascade"], ReferentialAction::Cascade),
        (&["set", "null"], ReferentialAction::SetNull),
        (&["set", "default"], ReferentialAction::SetDefault),
    ];
    actions
        .into_iter()
        .find(|(words, _)| cursor.take(words))
        .map(|(_, action)| action)
}

/// `[NOT] DEFERRABLE [INITIALLY DEFERRED | IMMEDIATE]`
/// (<https://sqlite.org/foreignkeys.html#fk_deferred>).
pub(super) fn deferral(cursor: &mut Cursor<'_>) -> Option<Deferral> {
    let is_deferrable = if cursor.take(&["not", "deferrable"]) {
        false
    } else if cursor.take(&["deferrable"]) {
        true
    } else {
        return None;
    };
    let is_deferred = cursor.take(&["initially", "deferred"]);
    if !is_deferred {
        cursor.take(&["initially", "immediate"]);
    }
    Some(match (is_deferrable, is_deferred) {
        (false, _) => Deferral::NotDeferrable,
        (true, true) => Deferral::InitiallyDeferred,
        (true, false) => Deferral::InitiallyImmediate,
    })
}
