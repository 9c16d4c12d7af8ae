//! Owns what is known of the rows in tables: a dump says how many there are, a migration mostly
//! does not.

use schemadrift_core::model::TableKind;
use schemadrift_core::name::QualifiedName;

use super::Outcome;
use super::state::{Relation, State};

/// How many rows a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowCount {
    /// At least so many.
    pub at_least: u64,
    /// And not more.
    pub is_exact: bool,
}

impl RowCount {
    /// None.
    pub const EMPTY: Self = Self {
        at_least: 0,
        is_exact: true,
    };
}

/// Rows were added; `None` where nobody knows how many.
pub(super) fn added(state: &mut State, table: &QualifiedName, count: Option<u64>) -> Outcome {
    change(state, table, |rows| match count {
        Some(count) => rows.at_least = rows.at_least.saturating_add(count),
        None => rows.is_exact = false,
    });
    Ok(())
}

/// Rows were taken away, all or some.
pub(super) fn gone(state: &mut State, table: &QualifiedName, is_all: bool) -> Outcome {
    change(state, table, |rows| {
        *rows = if is_all {
            RowCount::EMPTY
        } else {
            RowCount {
                at_least: 0,
                is_exact: rows.is_exact && rows.at_least == 0,
            }
        };
    });
    Ok(())
}

/// Rows of a table that no statement created are nobody's trouble here: it may be a system's.
fn change(state: &mut State, table: &QualifiedName, change: impl FnOnce(&mut RowCount)) {
    if let Ok(Relation::Table(place)) = state.relation(table)
        && let Some(table) = state.schema.tables.get(place)
    {
        let name = table.name.clone();
        change(state.rows.entry(name).or_insert(RowCount::EMPTY));
    }
}

/// The rows of partitions are rows of the table that they are partitions of.
pub(super) fn count_partitions(state: &mut State) {
    // A partition may be partitioned itself and comes after its parent, so the last goes first.
    let parents: Vec<(QualifiedName, QualifiedName)> = state
        .schema
        .tables
        .iter()
        .rev()
        .filter_map(|table| match table.kind.get() {
            Some(TableKind::Partition(partition)) => {
                Some((table.name.clone(), partition.parent.clone()))
            }
            _ => None,
        })
        .collect();
    for (partition, parent) in parents {
        let own = state.rows.get(&partition).copied();
        let sum = state.rows.get_mut(&parent);
        if let (Some(own), Some(sum)) = (own, sum) {
            sum.at_least = sum.at_least.saturating_add(own.at_least);
            sum.is_exact &= own.is_exact;
        }
    }
}
