//! Owns uniques and indexes.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Index, IndexKey, IndexPart, NullsOrder, Schema, SortOrder, Table, Validity,
};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::Building;
use super::facts;
use super::palette::{Palette, TypeChoice};
use crate::choices::Choices;

/// Adds uniques and indexes to a table.
pub(super) fn add_all(building: &mut Building, table: usize, choices: &mut Choices) {
    for _ in 0..choices.below(3) {
        add_plain(building, table, choices);
    }
    if choices.happens(20) {
        add_special(building, table, choices);
    }
}

/// The columns of a table with what their types are good for.
pub(crate) fn typed_columns<'a>(
    table: &Table,
    palette: &'a Palette,
) -> Vec<(Name, &'a TypeChoice)> {
    table
        .columns
        .iter()
        .filter_map(|column| {
            let column_type = column.data_type.get()?;
            Some((column.name.clone(), palette.of(column_type)?))
        })
        .collect()
}

/// A b-tree over one or more columns, some unique, some partial, some descending.
fn add_plain(building: &mut Building, table: usize, choices: &mut Choices) {
    let palette = building.palette();
    let mut keys: Vec<(Name, &TypeChoice)> =
        typed_columns(&building.schema.tables[table], &palette)
            .into_iter()
            .filter(|(_, choice)| choice.is_comparable)
            .collect();
    choices.shuffle(&mut keys);
    keys.truncate(1 + choices.below(3));
    if keys.is_empty() {
        return;
    }
    let names: Vec<Name> = keys.iter().map(|(name, _)| name.clone()).collect();
    let mut index = btree(&building.schema, &names);
    index.is_unique = choices.happens(50);
    let class = keys[0]
        .1
        .special_index
        .filter(|(method, _)| *method == "btree");
    // Prisma takes classes in plain indexes only.
    if let Some((_, Some(class))) = class
        && !index.is_unique
        && choices.happens(30)
    {
        index.parts[0].operator_class = Stated::Written(Some(Name::from(class)));
    }
    for part in &mut index.parts {
        if choices.happens(25) {
            turn(building.schema.engine, part, SortOrder::Descending);
        }
    }
    if choices.happens(20) && !building.is_mysql() {
        add_predicate(&mut index, building, table, &palette, choices);
    }
    name(building, table, &mut index, choices);
    push(building, table, index);
}

/// A whole b-tree over these columns that states every facet.
pub(crate) fn btree(schema: &Schema, columns: &[Name]) -> Index {
    let is_postgresql = schema.engine == Engine::PostgreSql;
    let mut index = Index::over_columns(columns.iter().cloned(), Origin::Unlocated);
    index.is_constraint = Stated::Written(false);
    index.predicate = Stated::Written(None);
    for part in &mut index.parts {
        part.order = Stated::Written(SortOrder::Ascending);
        if is_postgresql {
            part.nulls = Stated::Written(NullsOrder::Last);
            part.operator_class = Stated::Written(None);
            part.collation = Stated::Written(None);
        }
    }
    if is_postgresql {
        index.method = Stated::Written("btree".to_owned());
        index.include = Stated::Written(Vec::new());
        index.is_nulls_not_distinct = Stated::Written(false);
        index.validity = Stated::Written(Validity::Valid);
    }
    index
}

/// Turns a key's direction, and with it where PostgreSQL sorts NULLs.
pub(crate) fn turn(engine: Engine, part: &mut IndexPart, order: SortOrder) {
    part.order = Stated::Written(order);
    if engine == Engine::PostgreSql {
        part.nulls = Stated::Written(match order {
            SortOrder::Ascending => NullsOrder::Last,
            SortOrder::Descending => NullsOrder::First,
        });
    }
}

fn add_predicate(
    index: &mut Index,
    building: &Building,
    table: usize,
    palette: &Palette,
    choices: &mut Choices,
) {
    let columns = typed_columns(&building.schema.tables[table], palette);
    if let Some((name, choice)) = choices.one_of(&columns)
        && let Some(condition) = facts::condition(name, choice)
    {
        index.predicate = Stated::Written(Some(condition));
    }
}

/// An index by a method that suits the type of one column.
fn add_special(building: &mut Building, table: usize, choices: &mut Choices) {
    let palette = building.palette();
    let columns: Vec<(Name, &TypeChoice)> = typed_columns(&building.schema.tables[table], &palette)
        .into_iter()
        .filter(|(_, choice)| {
            choice
                .special_index
                .is_some_and(|(method, _)| method != "btree")
        })
        .collect();
    let Some((column, choice)) = choices.one_of(&columns) else {
        return;
    };
    let Some((method, class)) = choice.special_index else {
        return;
    };
    let mut index = btree(&building.schema, std::slice::from_ref(column));
    index.method = Stated::Written(method.to_owned());
    for part in &mut index.parts {
        part.order = Stated::NotStated;
        part.nulls = Stated::NotStated;
        // `inet_ops` must be named for GiST, since it is not that method's default.
        let class = class.filter(|class| *class == "inet_ops" || choices.happens(50));
        part.operator_class = Stated::Written(class.map(Name::from));
    }
    name(building, table, &mut index, choices);
    push(building, table, index);
}

/// Names an index: mostly as Prisma would.
fn name(building: &mut Building, table: usize, index: &mut Index, choices: &mut Choices) {
    let columns: Vec<&str> = index
        .parts
        .iter()
        .map(|part| match &part.key {
            IndexKey::Column(name) => name.as_str(),
            IndexKey::Expression(_) => "expr",
        })
        .collect();
    let suffix = if index.is_unique { "key" } else { "idx" };
    let table = building.schema.tables[table].name.name.as_str();
    let derived = format!("{table}_{}_{suffix}", columns.join("_"));
    index.name = Stated::Written(building.names.constraint(&derived, choices));
}

/// Adds an index unless another promises the same: two of the same keys would be told apart by
/// their names alone, and uniques over the same columns in any order keep each other's promise.
fn push(building: &mut Building, table: usize, index: Index) {
    let table = &mut building.schema.tables[table];
    let own = columns_of(&index);
    let has_same_keys = |other: &Vec<Name>| *other == own;
    let has_same_set =
        |other: &[Name]| other.len() == own.len() && other.iter().all(|name| own.contains(name));
    let key = table.primary_key_columns().to_vec();
    let repeats_key = has_same_keys(&key) || (index.is_unique && has_same_set(&key));
    let repeats_index = table.indexes.iter().any(|other| {
        let columns = columns_of(other);
        has_same_keys(&columns) || (index.is_unique && other.is_unique && has_same_set(&columns))
    });
    if !repeats_key && !repeats_index {
        table.indexes.push(index);
    }
}

fn columns_of(index: &Index) -> Vec<Name> {
    index
        .parts
        .iter()
        .filter_map(|part| match &part.key {
            IndexKey::Column(name) => Some(name.clone()),
            IndexKey::Expression(_) => None,
        })
        .collect()
}
