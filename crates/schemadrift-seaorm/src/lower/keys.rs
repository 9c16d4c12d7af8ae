//! Owns primary keys, uniques and indexes.

use schemadrift_core::model::{Index, PrimaryKey};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use crate::entity::{Entity, EntityColumn};

/// The primary key of an entity, in the order of its fields.
pub(super) fn primary_key(entity: &Entity) -> Stated<Option<PrimaryKey>> {
    let columns: Vec<Name> = entity
        .key()
        .map(|column| Name::from(column.name.as_str()))
        .collect();
    let Some(first) = entity.key().next() else {
        // Every entity has a key: without one, it was not read.
        return Stated::NotStated;
    };
    Stated::Written(Some(PrimaryKey {
        // `pk-table` is what schema builders of SeaORM write; most migrations do not.
        name: Stated::NotStated,
        columns,
        include: Stated::NotStated,
        origin: first.origin.clone(),
    }))
}

/// What the attributes state of uniques and indexes.
pub(super) fn indexes(entity: &Entity) -> Vec<Index> {
    let mut indexes = Vec::new();
    let is_whole_key = |column: &EntityColumn| column.is_key && entity.key().count() == 1;
    for column in &entity.columns {
        if column.is_unique && !is_whole_key(column) {
            indexes.push(index(&[&column.name], true, &column.origin));
        } else if column.is_indexed && !column.is_unique {
            indexes.push(index(&[&column.name], false, &column.origin));
        }
    }
    indexes.extend(groups(entity));
    indexes
}

/// Columns with the same `unique_key` are unique together.
fn groups(entity: &Entity) -> Vec<Index> {
    let mut groups: Vec<(&str, Vec<&str>, &Origin)> = Vec::new();
    for column in &entity.columns {
        for key in &column.unique_keys {
            match groups.iter_mut().find(|(name, ..)| name == key) {
                Some((_, columns, _)) => columns.push(&column.name),
                None => groups.push((key, vec![&column.name], &column.origin)),
            }
        }
    }
    groups
        .into_iter()
        .map(|(_, columns, origin)| index(&columns, true, origin))
        .collect()
}

fn index(columns: &[&str], is_unique: bool, origin: &Origin) -> Index {
    let mut index = Index::over_columns(columns.iter().copied(), origin.clone());
    index.is_unique = is_unique;
    index
}
