//! Owns what fields say of keys: the primary key, uniques, indexes.

use std::collections::{BTreeMap, BTreeSet};

use schemadrift_core::model::{Column, Index, IndexKey, NullsOrder, SortOrder};
use schemadrift_core::name::Name;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::names::EntityNames;
use super::{Writing, literal};
use crate::label;

/// The keys of one entity, by column.
pub(super) struct Keys {
    primary: Vec<Name>,
    uniques: BTreeSet<Name>,
    indexed: BTreeSet<Name>,
    /// The group that a column is unique with.
    groups: BTreeMap<Name, String>,
}

impl Keys {
    /// Whether a column belongs to the primary key.
    pub(super) fn is_key(&self, column: &Column) -> bool {
        self.primary.contains(&column.name)
    }

    /// The entries of a column's field.
    pub(super) fn entries(&self, column: &Column) -> Vec<String> {
        let mut entries = Vec::new();
        if self.is_key(column) {
            entries.push("primary_key".to_owned());
            if self.primary.len() == 1 && !matches!(column.increment.get(), Some(Some(_))) {
                entries.push("auto_increment = false".to_owned());
            }
        }
        if self.uniques.contains(&column.name) {
            entries.push("unique".to_owned());
        } else if self.indexed.contains(&column.name) {
            entries.push("indexed".to_owned());
        }
        if let Some(group) = self.groups.get(&column.name) {
            entries.push(format!("unique_key = {}", literal(group)));
        }
        entries
    }
}

/// The keys of an entity; what fields cannot say is noted.
pub(super) fn of(writing: &mut Writing<'_>, entity: &EntityNames<'_>) -> Keys {
    let table = entity.table;
    let mut keys = Keys {
        primary: table.primary_key_columns().to_vec(),
        uniques: BTreeSet::new(),
        indexed: BTreeSet::new(),
        groups: BTreeMap::new(),
    };
    for (number, index) in table.indexes.iter().enumerate() {
        if let Err(reason) = add(&mut keys, index, number) {
            let kind = if index.is_unique {
                ObjectKind::Unique
            } else {
                ObjectKind::Index
            };
            let path = ObjectPath::part(kind, &table.name, label::of_index(index));
            writing.skip(path, reason);
        }
    }
    keys
}

fn add(keys: &mut Keys, index: &Index, number: usize) -> Result<(), &'static str> {
    let columns = plain_columns(index).ok_or("SeaORM has words for plain indexes only")?;
    match (index.is_unique, columns.as_slice()) {
        (true, [only]) => {
            keys.uniques.insert(only.clone());
            Ok(())
        }
        (false, [only]) => {
            keys.indexed.insert(only.clone());
            Ok(())
        }
        (false, _) => Err("SeaORM has no words for an index over several columns"),
        (true, several) => {
            if several.iter().any(|name| keys.groups.contains_key(name)) {
                return Err("a field of SeaORM can belong to one unique key only");
            }
            let group = format!("key_{number}");
            let members = several.iter().map(|name| (name.clone(), group.clone()));
            keys.groups.extend(members);
            Ok(())
        }
    }
}

/// The columns of an index that has nothing but columns.
fn plain_columns(index: &Index) -> Option<Vec<Name>> {
    let has_only_columns = !index.is_partial()
        && index.include.get().is_none_or(Vec::is_empty)
        && !index.is_nulls_not_distinct.is_true()
        && index.method.get().is_none_or(|method| method == "btree");
    let columns: Option<Vec<Name>> = index
        .parts
        .iter()
        .map(|part| match &part.key {
            IndexKey::Column(name)
                if part.order.get() != Some(&SortOrder::Descending)
                    && part.nulls.get() != Some(&NullsOrder::First)
                    && part.prefix.get().is_none_or(Option::is_none)
                    && part.operator_class.get().is_none_or(Option::is_none)
                    && part.collation.get().is_none_or(Option::is_none) =>
            {
                Some(name.clone())
            }
            IndexKey::Column(_) | IndexKey::Expression(_) => None,
        })
        .collect();
    columns.filter(|_| has_only_columns)
}
