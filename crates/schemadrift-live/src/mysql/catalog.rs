//! Owns the catalog as fetched: every query with the rows it gave, nothing understood yet.

use super::rows::{
    CatalogRow, CheckRow, ColumnRow, ConstraintRow, ForeignKeyRow, KeyRow, ParameterRow,
    PartitionRow, PrivilegeRow, RoutineRow, ServerRow, TableRow, TriggerRow, ViewRow,
};
use crate::cells::Cells;

/// The queries, in the order they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Query {
    Server,
    Grants,
    Tables,
    Columns,
    Indexes,
    Constraints,
    ForeignKeys,
    Checks,
    Views,
    Triggers,
    Routines,
    Parameters,
    Partitions,
    Privileges,
}

impl Query {
    /// Every query.
    pub(super) const ALL: [Self; 14] = [
        Self::Server,
        Self::Grants,
        Self::Tables,
        Self::Columns,
        Self::Indexes,
        Self::Constraints,
        Self::ForeignKeys,
        Self::Checks,
        Self::Views,
        Self::Triggers,
        Self::Routines,
        Self::Parameters,
        Self::Partitions,
        Self::Privileges,
    ];

    /// The statement.
    pub(super) fn sql(self) -> &'static str {
        match self {
            Self::Server => include_str!("queries/server.sql"),
            Self::Grants => include_str!("queries/grants.sql"),
            Self::Tables => include_str!("queries/tables.sql"),
            Self::Columns => include_str!("queries/columns.sql"),
            Self::Indexes => include_str!("queries/indexes.sql"),
            Self::Constraints => include_str!("queries/constraints.sql"),
            Self::ForeignKeys => include_str!("queries/foreign_keys.sql"),
            Self::Checks => include_str!("queries/checks.sql"),
            Self::Views => include_str!("queries/views.sql"),
            Self::Triggers => include_str!("queries/triggers.sql"),
            Self::Routines => include_str!("queries/routines.sql"),
            Self::Parameters => include_str!("queries/parameters.sql"),
            Self::Partitions => include_str!("queries/partitions.sql"),
            Self::Privileges => include_str!("queries/privileges.sql"),
        }
    }

    /// What the query is about, in words.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::Server => "the server",
            Self::Grants => "the role's rights",
            Self::Tables => "tables",
            Self::Columns => "columns",
            Self::Indexes => "indexes",
            Self::Constraints => "constraints",
            Self::ForeignKeys => "foreign keys",
            Self::Checks => "checks",
            Self::Views => "views",
            Self::Triggers => "triggers",
            Self::Routines => "routines",
            Self::Parameters => "parameters of routines",
            Self::Partitions => "partitions",
            Self::Privileges => "privileges",
        }
    }

    /// Whether the rest can be judged where the server refuses this one.
    pub(super) fn can_fail(self) -> bool {
        match self {
            Self::Server | Self::Tables | Self::Columns | Self::Indexes => false,
            Self::Grants
            | Self::Constraints
            | Self::ForeignKeys
            | Self::Checks
            | Self::Views
            | Self::Triggers
            | Self::Routines
            | Self::Parameters
            | Self::Partitions
            | Self::Privileges => true,
        }
    }
}

/// Every row of the catalog that matters.
#[derive(Debug, Default)]
pub(super) struct Catalog {
    pub(super) server: ServerRow,
    pub(super) grants: Vec<String>,
    pub(super) tables: Vec<TableRow>,
    pub(super) columns: Vec<ColumnRow>,
    pub(super) keys: Vec<KeyRow>,
    pub(super) constraints: Vec<ConstraintRow>,
    pub(super) foreign_keys: Vec<ForeignKeyRow>,
    pub(super) checks: Vec<CheckRow>,
    pub(super) views: Vec<ViewRow>,
    pub(super) triggers: Vec<TriggerRow>,
    pub(super) routines: Vec<RoutineRow>,
    pub(super) parameters: Vec<ParameterRow>,
    pub(super) partitions: Vec<PartitionRow>,
    pub(super) privileges: Vec<PrivilegeRow>,
    /// Queries that the server refused, and what it said.
    pub(super) refused: Vec<(Query, String)>,
    /// Cells that were not what they should be, one clause each.
    pub(super) surprises: Vec<String>,
    /// How many rows arrived.
    pub(super) row_count: usize,
}

impl Catalog {
    /// Takes in one row of a query.
    pub(super) fn take(&mut self, query: Query, mut cells: Cells<'_>) {
        self.row_count += 1;
        let row = &mut cells;
        match query {
            Query::Server => self.server = ServerRow::read(row),
            Query::Grants => self.grants.push(row.text()),
            Query::Tables => self.tables.push(TableRow::read(row)),
            Query::Columns => self.columns.push(ColumnRow::read(row)),
            Query::Indexes => self.keys.push(KeyRow::read(row)),
            Query::Constraints => self.constraints.push(ConstraintRow::read(row)),
            Query::ForeignKeys => self.foreign_keys.push(ForeignKeyRow::read(row)),
            Query::Checks => self.checks.push(CheckRow::read(row)),
            Query::Views => self.views.push(ViewRow::read(row)),
            Query::Triggers => self.triggers.push(TriggerRow::read(row)),
            Query::Routines => self.routines.push(RoutineRow::read(row)),
            Query::Parameters => self.parameters.push(ParameterRow::read(row)),
            Query::Partitions => self.partitions.push(PartitionRow::read(row)),
            Query::Privileges => self.privileges.push(PrivilegeRow::read(row)),
        }
        if let Some(trouble) = cells.trouble() {
            self.surprises.push(format!(
                "the catalog's answer about {} was not understood: {trouble}",
                query.what()
            ));
        }
    }

    /// Whether the server refused a query.
    pub(super) fn is_refused(&self, query: Query) -> bool {
        self.refused.iter().any(|(refused, _)| *refused == query)
    }
}
