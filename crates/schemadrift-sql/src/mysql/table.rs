//! Owns `CREATE TABLE`.

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::model::TableKind;
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;

use super::create::Opening;
use super::{Statement, column, constraint, options};
use crate::change::{
    Change, CreateTable, Drop, Element, Like, LikeFeatures, ObjectId, ObjectKind, TableOptions,
    ViewColumns,
};
use crate::cursor::Cursor;
use crate::query_columns::query_columns;

/// What comes along with `LIKE`: everything but foreign keys
/// (<https://dev.mysql.com/doc/refman/en/create-table-like.html>).
const EVERYTHING: LikeFeatures = LikeFeatures {
    defaults: true,
    constraints: true,
    generated: true,
    identity: true,
    indexes: true,
    comments: true,
};

/// Reads what follows the word `TABLE`.
pub(super) fn create(
    statement: &Statement<'_>,
    opening: &Opening,
    mut cursor: Cursor<'_>,
) -> Option<Vec<Change>> {
    let is_tolerant = cursor.take(&["if", "not", "exists"]);
    let name = cursor.path()?;
    let mut table = CreateTable {
        name: name.value,
        kind: TableKind::Ordinary,
        elements: Vec::new(),
        inherits: Vec::new(),
        partitioning: None,
        query: None,
        is_tolerant,
        is_temporary: opening.is_temporary,
        options: TableOptions::default(),
        origin: statement.place.exact(name.range),
    };
    let mut own_charsets = Vec::new();
    let mut doubts = body(statement, &mut cursor, &mut table, &mut own_charsets);
    if !rest(&mut cursor, &mut table) {
        doubts.push(format!(
            "`{}` behind the table's body is not understood",
            cursor.first().map_or("", |token| token.text)
        ));
    }
    give_collation(&mut table, &own_charsets);
    let name = table.name.clone();
    let mut changes = Vec::new();
    if opening.replaces {
        changes.push(Change::Drop(Drop {
            objects: vec![ObjectId::new(ObjectKind::Table, name.clone())],
            is_tolerant: true,
            cascades: false,
            origin: table.origin.clone(),
        }));
    }
    changes.push(Change::CreateTable(Box::new(table)));
    changes.extend(
        doubts
            .into_iter()
            .map(|doubt| statement.unclear_about(&name.name, doubt)),
    );
    Some(changes)
}

/// Reads the body, if there is one, and gives what of it was not understood.
fn body(
    statement: &Statement<'_>,
    cursor: &mut Cursor<'_>,
    table: &mut CreateTable,
    own_charsets: &mut Vec<Name>,
) -> Vec<String> {
    let mut ahead = cursor.clone();
    if let Some(like) = like(&mut ahead) {
        *cursor = ahead;
        table.elements.push(like);
        return Vec::new();
    }
    let Some(inner) = ahead.parenthesised() else {
        return Vec::new();
    };
    if inner.sees(&["select"]) || inner.sees(&["with"]) {
        return Vec::new();
    }
    *cursor = ahead;
    let mut inside = inner.clone();
    if let Some(like) = like(&mut inside) {
        table.elements.push(like);
        return Vec::new();
    }
    let mut doubts = Vec::new();
    for mut part in inner.parts() {
        match element(statement, &mut part, &mut doubts, own_charsets) {
            Some(Read::Element(element)) => table.elements.push(element),
            Some(Read::Nothing) => {}
            None => doubts.push(format!("`{}` is not understood", start_of(&part))),
        }
    }
    doubts
}

/// Text without a collation or a character set of its own takes those of the table
/// (<https://dev.mysql.com/doc/refman/en/charset-column.html>).
fn give_collation(table: &mut CreateTable, own_charsets: &[Name]) {
    let options = &table.options;
    let of_charset = || {
        let character_set = options.character_set.as_ref()?;
        column::default_collation(character_set)
    };
    let Some(collation) = options.collation.clone().or_else(of_charset) else {
        return;
    };
    for element in &mut table.elements {
        let Element::Column(definition) = element else {
            continue;
        };
        let column = &mut definition.column;
        let is_open = !column.collation.is_stated() && !own_charsets.contains(&column.name);
        if is_open && column.data_type.get().is_some_and(holds_text) {
            column.collation = Stated::Implied(Some(collation.clone()));
        }
    }
}

fn holds_text(data_type: &ColumnType) -> bool {
    match &data_type.shape {
        DataType::Text(_)
        | DataType::Varchar(_)
        | DataType::Char(_)
        | DataType::InlineEnum(_)
        | DataType::Set(_) => {
            // The words for the national character set bring their own.
            !data_type.text.to_ascii_lowercase().starts_with('n')
        }
        _ => false,
    }
}

fn start_of(cursor: &Cursor<'_>) -> String {
    cursor.rest().chars().take(40).collect()
}

fn like(cursor: &mut Cursor<'_>) -> Option<Element> {
    cursor.take(&["like"]).then_some(())?;
    Some(Element::Like(Like {
        table: cursor.path()?.value,
        features: EVERYTHING,
    }))
}

/// What a part of a body turned out to be.
enum Read {
    Element(Element),
    /// Something that the model does not hold.
    Nothing,
}

fn element(
    statement: &Statement<'_>,
    part: &mut Cursor<'_>,
    doubts: &mut Vec<String>,
    own_charsets: &mut Vec<Name>,
) -> Option<Read> {
    if part.sees(&["period", "for"]) {
        return Some(Read::Nothing);
    }
    let mut ahead = part.clone();
    if constraint::is_next(part) {
        let read = constraint::read(statement, &mut ahead)?;
        return Some(Read::Element(Element::Constraint(read.constraint)));
    }
    let column = column::read(statement, &mut ahead)?;
    doubts.extend(column.doubts);
    if column.has_own_charset {
        own_charsets.push(column.definition.column.name.clone());
    }
    Some(Read::Element(Element::Column(Box::new(column.definition))))
}

/// Reads what follows the body: options, partitions, a query. Tells whether all was understood.
fn rest(cursor: &mut Cursor<'_>, table: &mut CreateTable) -> bool {
    while !cursor.is_at_end() {
        if cursor.take_symbol(",") || options::option(cursor, &mut table.options).is_some() {
            continue;
        }
        if let Some(partitioning) = options::partitioning(cursor) {
            table.partitioning = Some(partitioning);
            continue;
        }
        let Some(columns) = query(cursor) else {
            return false;
        };
        table.query = Some(columns);
        return true;
    }
    true
}

/// `[IGNORE | REPLACE] [AS] query`.
fn query(cursor: &mut Cursor<'_>) -> Option<ViewColumns> {
    if !cursor.take(&["ignore"]) {
        cursor.take(&["replace"]);
    }
    cursor.take(&["as"]);
    let query = cursor.clone().parenthesised().unwrap_or(cursor.clone());
    let first = query.first()?;
    first
        .is_one_of(&["select", "with", "values", "table"])
        .then(|| query_columns(query))
}
