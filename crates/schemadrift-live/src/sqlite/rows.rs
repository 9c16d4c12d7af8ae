//! Owns the rows of the queries as plain data, fields in the order of the query's columns.

use crate::cells::Cells;

/// Everything the file says of itself, nothing understood yet.
#[derive(Debug, Default)]
pub(super) struct Catalog {
    pub(super) version: String,
    pub(super) objects: Vec<ObjectRow>,
    pub(super) tables: Vec<TableRow>,
    pub(super) columns: Vec<ColumnRow>,
    pub(super) keys: Vec<KeyRow>,
    pub(super) foreign_keys: Vec<ForeignKeyRow>,
    /// Views and virtual tables whose columns cannot be told, and why.
    pub(super) broken: Vec<(String, String)>,
    /// Cells that were not what they should be, one clause each.
    pub(super) surprises: Vec<String>,
    pub(super) row_count: usize,
}

#[derive(Debug, Clone)]
pub(super) struct ObjectRow {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) table: String,
    /// Nothing for indexes that constraints made.
    pub(super) sql: Option<String>,
    pub(super) is_stored: bool,
}

impl ObjectRow {
    pub(super) fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            kind: cells.text(),
            name: cells.text(),
            table: cells.text(),
            sql: cells.optional(),
            is_stored: cells.flag(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct TableRow {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) lacks_rowid: bool,
}

impl TableRow {
    pub(super) fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            name: cells.text(),
            kind: cells.text(),
            lacks_rowid: cells.flag(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct ColumnRow {
    pub(super) table: String,
    pub(super) number: i64,
    pub(super) name: String,
    pub(super) type_text: String,
    pub(super) is_not_null: bool,
    pub(super) default: Option<String>,
    /// The place in the primary key, from one; nought outside of it.
    pub(super) key_place: usize,
    /// 0 for a plain column, 1 for a hidden one of a virtual table, 2 and 3 for generated ones.
    pub(super) hidden: u8,
}

impl ColumnRow {
    pub(super) fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            table: cells.text(),
            number: cells.number(),
            name: cells.text(),
            type_text: cells.optional().unwrap_or_default(),
            is_not_null: cells.flag(),
            default: cells.optional(),
            key_place: cells.number(),
            hidden: cells.number(),
        }
    }
}

/// One key of an index.
#[derive(Debug, Clone)]
pub(super) struct KeyRow {
    pub(super) table: String,
    pub(super) index: String,
    pub(super) is_unique: bool,
    /// `c` for `CREATE INDEX`, `u` for a unique constraint, `pk` for the primary key.
    pub(super) origin: String,
    pub(super) is_partial: bool,
    /// -1 for the rowid, -2 for an expression.
    pub(super) column_number: i64,
    pub(super) column: Option<String>,
    pub(super) is_descending: bool,
    pub(super) collation: Option<String>,
}

impl KeyRow {
    pub(super) fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            table: cells.text(),
            index: cells.text(),
            is_unique: cells.flag(),
            origin: cells.text(),
            is_partial: cells.flag(),
            column_number: cells.number(),
            column: cells.optional(),
            is_descending: cells.flag(),
            collation: cells.optional(),
        }
    }
}

/// One column of a foreign key.
#[derive(Debug, Clone)]
pub(super) struct ForeignKeyRow {
    pub(super) table: String,
    pub(super) number: i64,
    pub(super) target: String,
    pub(super) column: String,
    pub(super) target_column: Option<String>,
    pub(super) on_update: String,
    pub(super) on_delete: String,
}

impl ForeignKeyRow {
    pub(super) fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            table: cells.text(),
            number: cells.number(),
            target: cells.text(),
            column: cells.text(),
            target_column: cells.optional(),
            on_update: cells.text(),
            on_delete: cells.text(),
        }
    }
}
