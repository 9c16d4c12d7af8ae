//! Owns the rows of the catalog queries as plain data, one struct a query, fields in the order of
//! the query's columns.

use crate::cells::Cells;

/// A row of one of the queries.
pub(super) trait CatalogRow {
    /// Reads the cells in the order of the query's columns.
    fn read(cells: &mut Cells<'_>) -> Self;
}

#[derive(Debug, Clone, Default)]
pub(super) struct ServerRow {
    pub(super) version: String,
    pub(super) comment: String,
    pub(super) database: String,
    pub(super) user: String,
    /// `lower_case_table_names`.
    pub(super) folding: u8,
}

impl CatalogRow for ServerRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            version: cells.text(),
            comment: cells.optional().unwrap_or_default(),
            database: cells.text(),
            user: cells.text(),
            folding: cells.number(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct TableRow {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) comment: Option<String>,
}

impl CatalogRow for TableRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            name: cells.text(),
            kind: cells.text(),
            comment: cells.optional(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct ColumnRow {
    pub(super) table: String,
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) default: Option<String>,
    pub(super) is_nullable: bool,
    pub(super) type_text: String,
    pub(super) collation: Option<String>,
    pub(super) extra: String,
    pub(super) generation: Option<String>,
    pub(super) comment: Option<String>,
}

impl CatalogRow for ColumnRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            table: cells.text(),
            number: cells.number(),
            name: cells.text(),
            default: cells.optional(),
            is_nullable: yes(cells),
            type_text: cells.text(),
            collation: cells.optional(),
            extra: cells.optional().unwrap_or_default(),
            generation: cells.optional().filter(|text| !text.is_empty()),
            comment: cells.optional().filter(|text| !text.is_empty()),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct KeyRow {
    pub(super) table: String,
    pub(super) index: String,
    pub(super) is_plain: bool,
    pub(super) column: Option<String>,
    pub(super) direction: Option<String>,
    pub(super) prefix: Option<u32>,
    pub(super) method: String,
    pub(super) is_visible: bool,
    pub(super) expression: Option<String>,
}

impl CatalogRow for KeyRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        let table = cells.text();
        let index = cells.text();
        let is_plain = cells.flag();
        let _place: u32 = cells.number();
        Self {
            table,
            index,
            is_plain,
            column: cells.optional(),
            direction: cells.optional(),
            prefix: cells.optional().and_then(|digits| digits.parse().ok()),
            method: cells.text(),
            is_visible: cells.optional().is_none_or(|word| word == "YES"),
            expression: cells.optional(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct ConstraintRow {
    pub(super) table: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) is_enforced: bool,
}

impl CatalogRow for ConstraintRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            table: cells.text(),
            name: cells.text(),
            kind: cells.text(),
            is_enforced: cells.optional().is_none_or(|word| word == "YES"),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct ForeignKeyRow {
    pub(super) table: String,
    pub(super) name: String,
    pub(super) column: String,
    pub(super) target_schema: String,
    pub(super) target: String,
    pub(super) target_column: Option<String>,
    /// The actions; nothing where the role may not see them.
    pub(super) on_update: Option<String>,
    pub(super) on_delete: Option<String>,
    pub(super) own_schema: String,
}

impl CatalogRow for ForeignKeyRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            table: cells.text(),
            name: cells.text(),
            column: cells.text(),
            target_schema: cells.text(),
            target: cells.text(),
            target_column: cells.optional(),
            on_update: cells.optional(),
            on_delete: cells.optional(),
            own_schema: cells.text(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct CheckRow {
    pub(super) name: String,
    pub(super) clause: String,
    /// MariaDB says it; in MySQL the constraint's name does.
    pub(super) table: Option<String>,
}

impl CatalogRow for CheckRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            name: cells.text(),
            clause: cells.text(),
            table: cells.optional(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct ViewRow {
    pub(super) name: String,
    /// Empty without the right to see it.
    pub(super) definition: Option<String>,
    pub(super) is_updatable: bool,
}

impl CatalogRow for ViewRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            name: cells.text(),
            definition: cells.optional().filter(|text| !text.is_empty()),
            is_updatable: yes(cells),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct TriggerRow {
    pub(super) table: String,
    pub(super) name: String,
    pub(super) timing: String,
    pub(super) event: String,
    pub(super) body: Option<String>,
}

impl CatalogRow for TriggerRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            table: cells.text(),
            name: cells.text(),
            timing: cells.text(),
            event: cells.text(),
            body: cells.optional(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct RoutineRow {
    pub(super) name: String,
    pub(super) kind: String,
    /// Empty without the right to see it.
    pub(super) body: Option<String>,
    pub(super) has_owners_rights: bool,
}

impl CatalogRow for RoutineRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            name: cells.text(),
            kind: cells.text(),
            body: cells.optional(),
            has_owners_rights: cells.text() == "DEFINER",
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct ParameterRow {
    pub(super) routine: String,
    pub(super) kind: String,
    /// Nought for what a function gives.
    pub(super) place: u32,
    pub(super) mode: Option<String>,
    pub(super) name: Option<String>,
    pub(super) type_text: String,
}

impl CatalogRow for ParameterRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            routine: cells.text(),
            kind: cells.text(),
            place: cells.number(),
            mode: cells.optional(),
            name: cells.optional(),
            type_text: cells.text(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct PartitionRow {
    pub(super) table: String,
    pub(super) method: String,
    pub(super) expression: Option<String>,
}

impl CatalogRow for PartitionRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            table: cells.text(),
            method: cells.text(),
            expression: cells.optional(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct PrivilegeRow {
    pub(super) grantee: String,
    /// The table; none where it is for the whole database.
    pub(super) table: Option<String>,
    pub(super) column: Option<String>,
    pub(super) privilege: String,
    pub(super) is_grantable: bool,
}

impl CatalogRow for PrivilegeRow {
    fn read(cells: &mut Cells<'_>) -> Self {
        Self {
            grantee: cells.text(),
            table: cells.optional(),
            column: cells.optional(),
            privilege: cells.text(),
            is_grantable: yes(cells),
        }
    }
}

fn yes(cells: &mut Cells<'_>) -> bool {
    cells.optional().as_deref() == Some("YES")
}
