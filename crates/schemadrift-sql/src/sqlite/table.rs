//! Owns what `CREATE TABLE` and `CREATE VIRTUAL TABLE` say.

use std::ops::Range;

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::{Name, QualifiedName};

use super::column;
use super::constraint::{
    CheckText, ForeignKeyText, KeyText, column_list, conflict, deferral, references,
};
use super::object::{Opening, key_part, opening};
use crate::cursor::{Cursor, Written};
use crate::tokens::tokenize;

/// What the text of a table says beyond the pragmas.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableText {
    /// The table's name.
    pub name: Option<Name>,
    /// The columns, as written.
    pub columns: Vec<ColumnText>,
    /// The primary key.
    pub primary_key: Option<KeyText>,
    /// The unique constraints, in the order in which they are written.
    pub uniques: Vec<KeyText>,
    /// The foreign keys, in the order in which they are written; `PRAGMA foreign_key_list`
    /// numbers them backwards.
    pub foreign_keys: Vec<ForeignKeyText>,
    /// The checks of columns and of the table, in the order in which they are written.
    pub checks: Vec<CheckText>,
    /// Whether it is declared `STRICT`.
    pub is_strict: bool,
    /// Whether it is declared `WITHOUT ROWID`.
    pub is_without_rowid: bool,
    /// The module of a virtual table.
    pub module: Option<ModuleText>,
    /// Whether every word was understood. If not, there may be more than what is listed.
    pub is_complete: bool,
}

/// What the text says of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnText {
    /// Its name.
    pub name: Name,
    /// The declared type, empty where there is none.
    pub type_text: String,
    /// The collation, as written.
    pub collation: Option<Name>,
    /// The default, without parentheses around it.
    pub default: Option<String>,
    /// How it is generated.
    pub generated: Option<GeneratedText>,
    /// Whether it is declared `NOT NULL`.
    pub is_not_null: bool,
    /// Where its definition stands in the text, constraints included.
    pub range: Range<usize>,
    /// Where its name stands.
    pub name_range: Range<usize>,
    /// Where its type stands.
    pub type_range: Option<Range<usize>>,
    /// Where its default stands.
    pub default_range: Option<Range<usize>>,
}

/// How a column is generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedText {
    /// The expression, without the parentheses around it.
    pub expression: String,
    /// Whether it is `STORED`; otherwise it is virtual.
    pub is_stored: bool,
}

/// The module of a virtual table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleText {
    /// Its name.
    pub name: Name,
    /// Its arguments, as written.
    pub arguments: Vec<String>,
}

impl TableText {
    /// What the text says of the column of this name, in any case.
    pub fn column(&self, name: &str) -> Option<&ColumnText> {
        self.columns
            .iter()
            .find(|column| column.name.as_str().eq_ignore_ascii_case(name))
    }

    /// Whether the primary key is numbered by `AUTOINCREMENT`.
    pub fn is_autoincrement(&self) -> bool {
        self.primary_key
            .as_ref()
            .is_some_and(|key| key.is_autoincrement)
    }
}

/// Reads the text of a table. `None` where it is no `CREATE TABLE` at all.
pub fn read_create_table(sql: &str) -> Option<TableText> {
    let tokens = tokenize(Engine::Sqlite, sql);
    let mut cursor = Cursor::new(Engine::Sqlite, sql, &tokens);
    let opening = opening(&mut cursor)?;
    let created = read(&opening, cursor)?;
    Some(TableText {
        // `AS SELECT` is not kept by SQLite.
        is_complete: created.table.is_complete && created.query.is_none(),
        ..created.table
    })
}

/// A table as a statement makes it.
pub(super) struct CreatedTable<'a> {
    pub(super) name: Option<Written<QualifiedName>>,
    pub(super) table: TableText,
    /// The query whose columns it takes.
    pub(super) query: Option<Cursor<'a>>,
}

/// Reads what follows the opening of a `CREATE TABLE` or `CREATE VIRTUAL TABLE`.
pub(super) fn read<'a>(opening: &Opening, mut cursor: Cursor<'a>) -> Option<CreatedTable<'a>> {
    if opening.kind != "table" {
        return None;
    }
    let name = cursor.path();
    let mut table = TableText {
        name: name.as_ref().map(|name| name.value.name.clone()),
        is_complete: true,
        ..TableText::default()
    };
    let mut query = None;
    if opening.is_virtual {
        table.module = module(&mut cursor);
        table.is_complete = table.module.is_some();
    } else if let Some(body) = cursor.parenthesised() {
        read_body(&mut table, &body);
        options(&mut table, &cursor);
    } else if cursor.take(&["as"]) {
        query = Some(cursor);
    } else {
        // An unclosed body is nothing we know.
        table.is_complete = false;
    }
    Some(CreatedTable { name, table, query })
}

fn module(cursor: &mut Cursor<'_>) -> Option<ModuleText> {
    if !cursor.take(&["using"]) {
        return None;
    }
    let name = cursor.name()?;
    let arguments = cursor.parenthesised().map_or_else(Vec::new, |inner| {
        inner
            .parts()
            .iter()
            .map(|part| part.rest().to_owned())
            .collect()
    });
    Some(ModuleText { name, arguments })
}

/// The words behind the body.
fn options(table: &mut TableText, cursor: &Cursor<'_>) {
    for mut option in cursor.parts() {
        if option.take(&["strict"]) {
            table.is_strict = true;
        } else if option.take(&["without", "rowid"]) {
            table.is_without_rowid = true;
        }
        option.take_symbol(";");
        table.is_complete &= option.is_at_end();
    }
}

fn read_body(table: &mut TableText, body: &Cursor<'_>) {
    for mut part in body.parts() {
        let is_constraint = part.first().is_some_and(|token| {
            token.is_one_of(&["constraint", "primary", "unique", "check", "foreign"])
        });
        if is_constraint {
            constraints(table, &mut part);
        } else if column::read(table, &mut part).is_none() {
            table.is_complete = false;
        }
    }
}

/// Constraints of the table; the commas between them may be missing.
pub(super) fn constraints(table: &mut TableText, cursor: &mut Cursor<'_>) {
    let mut name = None;
    while !cursor.is_at_end() {
        if cursor.take(&["constraint"]) {
            name = cursor.name();
        } else if constraint(table, name.take(), cursor).is_none() {
            table.is_complete = false;
            cursor.skip();
        }
    }
}

fn constraint(table: &mut TableText, name: Option<Name>, cursor: &mut Cursor<'_>) -> Option<()> {
    let start = cursor.clone();
    if cursor.take(&["primary", "key"]) {
        let mut key = key(name, cursor)?;
        key.conflict = conflict(cursor);
        key.range = start.before(cursor).range();
        table.primary_key = Some(key);
    } else if cursor.take(&["unique"]) {
        let mut key = key(name, cursor)?;
        key.conflict = conflict(cursor);
        key.range = start.before(cursor).range();
        table.uniques.push(key);
    } else if cursor.take(&["check"]) {
        table.checks.push(CheckText {
            name,
            column: None,
            expression: cursor.parenthesised()?.rest().to_owned(),
            range: start.before(cursor).range(),
        });
        conflict(cursor);
    } else if cursor.take(&["foreign", "key"]) {
        let columns = column_list(cursor)?;
        if !cursor.take(&["references"]) {
            return None;
        }
        let mut key = references(cursor, name, columns)?;
        key.range = start.before(cursor).range();
        table.foreign_keys.push(key);
    } else {
        let late = deferral(cursor)?;
        if let Some(key) = table.foreign_keys.last_mut() {
            key.deferral = late;
        }
    }
    Some(())
}

fn key(name: Option<Name>, cursor: &mut Cursor<'_>) -> Option<KeyText> {
    let inner = cursor.parenthesised()?;
    let mut key = KeyText {
        name,
        columns: Vec::new(),
        parts: Vec::new(),
        is_autoincrement: false,
        conflict: None,
        range: inner.range(),
    };
    for mut part in inner.parts() {
        key.is_autoincrement |= part.take_back(&["autoincrement"]);
        key.parts.push(key_part(part.clone()));
        key.columns.push(part.name()?);
    }
    Some(key)
}
