//! Lowers sequences: those that number the column that owns them become part of it, the rest stand
//! alone.

use schemadrift_core::data_type::ColumnType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Sequence;
use schemadrift_core::stated::Stated;
use schemadrift_sql::types::read_type;

use super::columns::OwnedSequences;
use super::directory::{Directory, origin};
use super::text::sequence_of_nextval;
use crate::postgresql::rows::{Oid, SequenceRow};

/// The sequences that columns own, by column.
pub(super) fn owned(directory: &Directory<'_>) -> OwnedSequences {
    let mut owned = OwnedSequences::new();
    for row in &directory.catalog.sequences {
        if row.owner != 0 {
            owned
                .entry((row.owner, row.owner_column))
                .or_default()
                .push(directory.qualified(row.namespace, &row.name));
        }
    }
    owned
}

/// The sequences that number no column by themselves, with their identifiers.
pub(super) fn standing_alone(directory: &Directory<'_>) -> Vec<(Oid, Sequence)> {
    directory
        .catalog
        .sequences
        .iter()
        .filter(|row| row.owner == 0 || !numbers_its_owner(directory, row))
        .map(|row| (row.oid, sequence(directory, row)))
        .collect()
}

/// Whether the column that owns a sequence takes its numbers from it. One that is dropped with a
/// column, and does no more for it, is a sequence like any other.
fn numbers_its_owner(directory: &Directory<'_>, row: &SequenceRow) -> bool {
    let mut columns = directory.columns(row.owner).iter();
    let Some(column) = columns.find(|column| column.number == row.owner_column) else {
        return true;
    };
    let takes_from = column.default.as_deref().and_then(sequence_of_nextval);
    row.is_of_identity || takes_from == Some(directory.qualified(row.namespace, &row.name))
}

fn sequence(directory: &Directory<'_>, row: &SequenceRow) -> Sequence {
    let name = directory.qualified(row.namespace, &row.name);
    let shape = read_type(Engine::PostgreSql, &row.type_text);
    Sequence {
        data_type: Stated::Written(ColumnType::exact(row.type_text.as_str(), shape)),
        start: Stated::Written(row.start),
        increment: Stated::Written(row.increment),
        minimum: Stated::Written(row.minimum),
        maximum: Stated::Written(row.maximum),
        cache: Stated::Written(row.cache),
        is_cycling: Stated::Written(row.is_cycling),
        origin: origin(&name),
        name,
    }
}
