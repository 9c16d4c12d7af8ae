//! Owns `DROP` of everything.

use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::Origin;

use super::Statement;
use super::constraint::{index_options, plain_index};
use crate::change::{Change, Drop, ObjectId, ObjectKind};
use crate::cursor::Cursor;

/// What can be dropped that the model does not hold.
const IGNORED: &[&str] = &[
    "event",
    "user",
    "role",
    "server",
    "tablespace",
    "undo",
    "logfile",
    "resource",
    "package",
    "prepare",
    "spatial",
];

/// Reads a `DROP`.
pub(super) fn drop(statement: &Statement<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    cursor.skip();
    cursor.take(&["temporary"]);
    let word = cursor.skip()?;
    let kind = match word.text.to_ascii_lowercase().as_str() {
        "table" | "tables" => ObjectKind::Table,
        "view" => ObjectKind::View,
        "trigger" => ObjectKind::Trigger,
        "procedure" | "function" => ObjectKind::Routine,
        "sequence" => ObjectKind::Sequence,
        "database" | "schema" => ObjectKind::Schema,
        "index" => ObjectKind::Index,
        _ => return word.is_one_of(IGNORED).then(Vec::new),
    };
    let is_tolerant = cursor.take(&["if", "exists"]);
    let cascades = cursor.take_back(&["cascade"]) || kind == ObjectKind::Schema;
    cursor.take_back(&["restrict"]);
    let objects = if kind == ObjectKind::Index {
        vec![index(&mut cursor)?]
    } else {
        objects(kind, &cursor)?
    };
    Some(vec![Change::Drop(Drop {
        objects,
        is_tolerant,
        cascades,
        origin: statement.place.enclosing(statement.cursor.range()),
    })])
}

fn objects(kind: ObjectKind, cursor: &Cursor<'_>) -> Option<Vec<ObjectId>> {
    let parts = cursor.parts().into_iter();
    let objects = parts.map(|mut part| {
        let name = part.path()?.value;
        part.is_at_end().then(|| ObjectId::new(kind, name))
    });
    objects.collect()
}

/// `DROP INDEX name ON table`.
fn index(cursor: &mut Cursor<'_>) -> Option<ObjectId> {
    let name = QualifiedName::bare(cursor.name()?);
    cursor.take(&["on"]).then_some(())?;
    let table = cursor.path()?.value;
    index_options(cursor, &mut plain_index([], Origin::Unlocated))?;
    cursor.is_at_end().then(|| ObjectId {
        table: Some(table),
        ..ObjectId::new(ObjectKind::Index, name)
    })
}
