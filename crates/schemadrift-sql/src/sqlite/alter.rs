//! Owns `ALTER TABLE` (<https://sqlite.org/lang_altertable.html>).

use schemadrift_core::name::QualifiedName;

use super::column;
use super::lower::elements;
use super::statement::own_name;
use super::table::{TableText, constraints};
use crate::change::{AlterTable, Change, Element, ObjectId, ObjectKind, Rename, TableAction};
use crate::cursor::Cursor;
use crate::place::Place;
use crate::unclear::unclear_about;

/// What an `ALTER TABLE` does; nothing for a table of another, attached database.
pub(super) fn changes(place: Place<'_>, mut cursor: Cursor<'_>) -> Option<Vec<Change>> {
    let statement = cursor.clone();
    cursor.take(&["alter", "table"]).then_some(())?;
    let written = cursor.path()?;
    let Some(table) = own_name(&written.value) else {
        return Some(Vec::new());
    };
    let origin = place.enclosing(statement.range());
    if cursor.take(&["rename", "to"]) {
        let to = QualifiedName::bare(cursor.name()?);
        return cursor.is_at_end().then(|| {
            vec![Change::Rename(Rename {
                object: ObjectId::new(ObjectKind::Table, table),
                to,
                is_tolerant: false,
                origin,
            })]
        });
    }
    let Some(actions) = actions(place, cursor) else {
        let reason = "this form of `ALTER TABLE` is not understood".to_owned();
        return Some(vec![unclear_about(
            place,
            &statement,
            vec![table.name],
            reason,
        )]);
    };
    Some(vec![Change::AlterTable(Box::new(AlterTable {
        table,
        is_tolerant: false,
        actions,
        origin,
    }))])
}

fn actions(place: Place<'_>, mut cursor: Cursor<'_>) -> Option<Vec<TableAction>> {
    let verb = cursor.skip()?;
    match verb.text.to_ascii_lowercase().as_str() {
        "rename" => rename_column(place, cursor),
        "add" if cursor.sees(&["constraint"]) || cursor.sees(&["check"]) => {
            add_constraint(place, cursor)
        }
        "add" => add_column(place, cursor),
        "drop" if cursor.take(&["constraint"]) => {
            let name = cursor.written_name()?;
            cursor.is_at_end().then(|| {
                vec![TableAction::DropConstraint {
                    name: Some(name.value),
                    kind: None,
                    is_tolerant: false,
                    cascades: false,
                    origin: place.exact(name.range),
                }]
            })
        }
        "drop" => {
            take_column(&mut cursor);
            let name = cursor.written_name()?;
            cursor.is_at_end().then(|| {
                vec![TableAction::DropColumn {
                    name: name.value,
                    is_tolerant: false,
                    cascades: false,
                    origin: place.exact(name.range),
                }]
            })
        }
        "alter" => set_nullable(place, cursor),
        _ => None,
    }
}

/// The word `COLUMN`, unless it is the column's name.
fn take_column(cursor: &mut Cursor<'_>) {
    let mut ahead = cursor.clone();
    if ahead.take(&["column"]) && ahead.name().is_some() {
        cursor.take(&["column"]);
    }
}

fn rename_column(place: Place<'_>, mut cursor: Cursor<'_>) -> Option<Vec<TableAction>> {
    take_column(&mut cursor);
    let from = cursor.name()?;
    cursor.take(&["to"]).then_some(())?;
    let to = cursor.written_name()?;
    cursor.is_at_end().then(|| {
        vec![TableAction::RenameColumn {
            from,
            to: to.value,
            origin: place.exact(to.range),
        }]
    })
}

fn add_column(place: Place<'_>, mut cursor: Cursor<'_>) -> Option<Vec<TableAction>> {
    take_column(&mut cursor);
    let mut table = TableText {
        is_complete: true,
        ..TableText::default()
    };
    column::read(&mut table, &mut cursor)?;
    if !table.is_complete {
        return None;
    }
    let added = elements(place, &table)
        .into_iter()
        .map(|element| match element {
            Element::Column(definition) => Some(TableAction::AddColumn {
                definition,
                is_tolerant: false,
            }),
            Element::Constraint(_) | Element::Like(_) => None,
        });
    added.collect()
}

/// `ADD [CONSTRAINT name] CHECK (…)`, since 3.53.
fn add_constraint(place: Place<'_>, mut cursor: Cursor<'_>) -> Option<Vec<TableAction>> {
    let mut table = TableText {
        is_complete: true,
        ..TableText::default()
    };
    constraints(&mut table, &mut cursor);
    if !table.is_complete {
        return None;
    }
    let added = elements(place, &table)
        .into_iter()
        .map(|element| match element {
            Element::Constraint(constraint) => Some(TableAction::AddConstraint {
                constraint,
                is_tolerant: false,
            }),
            Element::Column(_) | Element::Like(_) => None,
        });
    added.collect()
}

/// `ALTER [COLUMN] name SET NOT NULL`, `… DROP NOT NULL`, since 3.53.
fn set_nullable(place: Place<'_>, mut cursor: Cursor<'_>) -> Option<Vec<TableAction>> {
    let start = cursor.clone();
    take_column(&mut cursor);
    let column = cursor.name()?;
    let is_nullable = cursor.take(&["drop", "not", "null"]);
    if !is_nullable {
        cursor.take(&["set", "not", "null"]).then_some(())?;
        super::constraint::conflict(&mut cursor);
    }
    cursor.is_at_end().then(|| {
        vec![TableAction::SetNullable {
            column,
            is_nullable,
            origin: place.exact(start.range()),
        }]
    })
}
