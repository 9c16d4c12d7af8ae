//! Owns what each statement of SQLite does to the schema
//! (<https://sqlite.org/lang.html>).

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::{Name, QualifiedName};

use super::{alter, create};
use crate::change::{Change, Drop, ObjectId, ObjectKind};
use crate::cursor::Cursor;
use crate::place::Place;
use crate::rows;
use crate::tokens::{decode_text, tokenize};
use crate::unclear::{unclear, unclear_about};

/// The statements that change neither the schema nor the number of rows.
const HARMLESS: &[&str] = &[
    "select",
    "values",
    "explain",
    "analyze",
    "vacuum",
    "reindex",
    "attach",
    "detach",
    "savepoint",
    "release",
];
/// The tables in which SQLite keeps the schema itself.
const SCHEMA_TABLES: &[&str] = &[
    "sqlite_master",
    "sqlite_schema",
    "sqlite_temp_master",
    "sqlite_temp_schema",
];

/// What a statement does to the schema; nothing where it leaves the schema alone.
pub(crate) fn changes(place: Place<'_>, text: &str) -> Vec<Change> {
    let tokens = tokenize(Engine::Sqlite, text);
    let cursor = Cursor::new(Engine::Sqlite, text, &tokens);
    let reason = if !cursor.is_balanced() {
        "its parentheses do not match"
    } else if let Some(changes) = read(place, cursor.clone()) {
        return changes;
    } else {
        "the statement is not understood"
    };
    vec![unclear(place, &cursor, reason.to_owned())]
}

fn read(place: Place<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    let Some(verb) = cursor.first().filter(|verb| !verb.is_one_of(HARMLESS)) else {
        return Some(Vec::new());
    };
    match verb.text.to_ascii_lowercase().as_str() {
        "create" => create::changes(place, cursor),
        "alter" => alter::changes(place, cursor),
        "drop" => drop(place, cursor),
        "insert" | "replace" | "update" | "delete" => data(place, cursor),
        "with" => {
            cursor.until(&["insert", "replace", "update", "delete", "select", "values"]);
            data(place, cursor)
        }
        // `writable_schema` changes nothing by itself: the statements do that edit the schema.
        "pragma" => Some(Vec::new()),
        "begin" => Some(vec![Change::Begin]),
        "commit" | "end" => Some(vec![Change::Commit]),
        "rollback" => {
            cursor.skip();
            cursor.take(&["transaction"]);
            // Back to a savepoint: a part of what was done stays.
            cursor.is_at_end().then(|| vec![Change::Rollback])
        }
        _ => None,
    }
}

/// The name of an object of this database, in the words of the model: without the schema, of
/// which there is one. `None` for an object of another, attached database.
pub(super) fn own_name(name: &QualifiedName) -> Option<QualifiedName> {
    let is_own = name.schema.as_ref().is_none_or(|schema| {
        ["main", "temp"]
            .iter()
            .any(|own| schema.as_str().eq_ignore_ascii_case(own))
    });
    is_own.then(|| QualifiedName::bare(name.name.clone()))
}

/// Whether the name says that the object lives for the session only.
pub(super) fn is_temporary(name: &QualifiedName) -> bool {
    let schema = name.schema.as_ref().map(Name::as_str);
    schema.is_some_and(|schema| schema.eq_ignore_ascii_case("temp"))
}

fn drop(place: Place<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    let origin = place.enclosing(cursor.range());
    cursor.skip();
    let kind = match cursor.skip()?.text.to_ascii_lowercase().as_str() {
        "table" => ObjectKind::Table,
        "index" => ObjectKind::Index,
        "view" => ObjectKind::View,
        "trigger" => ObjectKind::Trigger,
        _ => return None,
    };
    let is_tolerant = cursor.take(&["if", "exists"]);
    let name = cursor.path()?;
    if !cursor.is_at_end() {
        return None;
    }
    let objects = own_name(&name.value).map(|name| ObjectId::new(kind, name));
    Some(
        objects
            .map(|object| {
                Change::Drop(Drop {
                    objects: vec![object],
                    is_tolerant,
                    cascades: false,
                    origin,
                })
            })
            .into_iter()
            .collect(),
    )
}

/// Statements that write rows.
fn data(place: Place<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    let statement = cursor.clone();
    let verb = cursor.skip()?;
    if verb.is_one_of(&["select", "values"]) {
        return Some(Vec::new());
    }
    let is_alternative = cursor.take(&["or"]);
    if is_alternative {
        cursor.skip();
    }
    if verb.is_word("delete") {
        cursor.take(&["from"]).then_some(())?;
    } else if !verb.is_word("update") {
        cursor.take(&["into"]).then_some(())?;
    }
    let name = cursor.path()?.value;
    if SCHEMA_TABLES
        .iter()
        .any(|table| name.name.as_str().eq_ignore_ascii_case(table))
    {
        let dumped = verb.is_word("insert").then(|| dumped(place, cursor));
        return Some(dumped.flatten().unwrap_or_else(|| {
            let reason = "the schema is edited as rows of a table".to_owned();
            vec![unclear_about(place, &statement, Vec::new(), reason)]
        }));
    }
    let Some(table) = own_name(&name).filter(|_| !verb.is_word("update")) else {
        return Some(Vec::new());
    };
    if verb.is_word("delete") {
        cursor.until(&["where", "limit"]);
        let is_all = cursor.is_at_end();
        return Some(vec![Change::RowsGone { table, is_all }]);
    }
    // A row that breaks a key may be left out, or take the place of another.
    let is_certain = verb.is_word("insert") && !is_alternative;
    let count = inserted(cursor).filter(|_| is_certain);
    Some(vec![Change::Rows { table, count }])
}

/// How many rows an `INSERT` writes, behind the table.
fn inserted(mut cursor: Cursor<'_>) -> Option<u64> {
    cursor.until(&["values", "select", "with", "default"]);
    if cursor.take(&["default", "values"]) {
        return cursor.is_at_end().then_some(1);
    }
    cursor.take(&["values"]).then(|| rows::count(cursor))?
}

/// The row by which a dump makes a virtual table: its last value is the statement
/// (<https://sqlite.org/schematab.html>).
fn dumped(place: Place<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    cursor.until(&["values"]);
    cursor.take(&["values"]).then_some(())?;
    let row = cursor.parenthesised()?;
    let values = row.parts();
    let [kind, .., written] = values.as_slice() else {
        return None;
    };
    let statement = decode_text(Engine::Sqlite, written.rest())?;
    let is_table = decode_text(Engine::Sqlite, kind.rest()).as_deref() == Some("table");
    let is_create = statement.get(..7)?.eq_ignore_ascii_case("create ");
    (is_table && is_create && cursor.is_at_end())
        .then(|| changes(place.literal(written.range()), &statement))
}
