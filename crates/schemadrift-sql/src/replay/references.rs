//! Owns what foreign keys need of the tables that they refer to: a key over the same columns.

use schemadrift_core::model::{Index, IndexKey, Table};
use schemadrift_core::name::Name;

use super::state::State;

/// The lists of columns of a table that foreign keys may refer to.
pub(super) fn keys(state: &State, place: usize) -> Vec<Vec<Name>> {
    state
        .schema
        .tables
        .get(place)
        .map_or_else(Vec::new, keys_of)
}

fn keys_of(table: &Table) -> Vec<Vec<Name>> {
    let is_fit = |index: &&Index| index.is_unique && !index.is_partial();
    let columns = |index: &Index| -> Option<Vec<Name>> {
        index
            .parts
            .iter()
            .map(|part| match &part.key {
                IndexKey::Column(name) => Some(name.clone()),
                IndexKey::Expression(_) => None,
            })
            .collect()
    };
    let uniques = table.indexes.iter().filter(is_fit).filter_map(columns);
    let primary = table.primary_key_columns().to_vec();
    uniques.chain([primary]).collect()
}

/// Takes away the foreign keys to keys that a table had and has no more, as `CASCADE` does.
pub(super) fn drop_to_lost_keys(state: &mut State, place: usize, earlier: &[Vec<Name>]) {
    let Some(table) = state.schema.tables.get(place) else {
        return;
    };
    let (name, now) = (table.name.clone(), keys_of(table));
    let is_same = |one: &[Name], other: &[Name]| {
        one.len() == other.len() && one.iter().all(|column| other.contains(column))
    };
    let has = |keys: &[Vec<Name>], wanted: &[Name]| keys.iter().any(|key| is_same(key, wanted));
    for other in &mut state.schema.tables {
        other.foreign_keys.retain(|key| {
            let columns = &key.target_columns;
            key.target != name || has(&now, columns) || !has(earlier, columns)
        });
    }
}
