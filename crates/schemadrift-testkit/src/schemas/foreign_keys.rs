//! Owns foreign keys, with the columns they stand on.

use schemadrift_core::model::{
    Column, Deferral, ForeignKey, IndexKey, ReferentialAction, Table, Validity,
};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::names::Taken;
use super::{Building, columns, indexes};
use crate::choices::Choices;

/// Every action.
pub(crate) const ACTIONS: &[ReferentialAction] = &[
    ReferentialAction::Cascade,
    ReferentialAction::Restrict,
    ReferentialAction::NoAction,
    ReferentialAction::SetNull,
    ReferentialAction::SetDefault,
];

/// Adds a foreign key from a table to any table that has a key, itself among them, over columns
/// that are made for it.
pub(super) fn add(building: &mut Building, from: usize, choices: &mut Choices) {
    let targets: Vec<(usize, Vec<Name>)> = building
        .schema
        .tables
        .iter()
        .enumerate()
        .flat_map(|(position, table)| keys(table).into_iter().map(move |key| (position, key)))
        .collect();
    let Some((to, target_columns)) = choices.one_of(&targets).cloned() else {
        return;
    };
    let is_nullable = choices.happens(50);
    let columns = add_columns(building, from, to, &target_columns, is_nullable, choices);
    let is_mysql = building.is_mysql();
    let action = |choices: &mut Choices| {
        let action = choices.one_of(ACTIONS).copied();
        match action.unwrap_or(ReferentialAction::Cascade) {
            // A required column cannot be set to NULL.
            ReferentialAction::SetNull if !is_nullable => ReferentialAction::NoAction,
            // https://dev.mysql.com/doc/refman/en/create-table-foreign-keys.html
            ReferentialAction::SetDefault if is_mysql => ReferentialAction::Cascade,
            action => action,
        }
    };
    let on_delete = action(choices);
    let mut on_update = action(choices);
    // MariaDB lets no NULL of the target be handed on to columns that take none.
    let target_takes_null = |name: &Name| {
        let column = building.schema.tables[to].column(name);
        column.is_none_or(|column| column.is_nullable.get() != Some(&false))
    };
    if is_mysql && !is_nullable && target_columns.iter().any(target_takes_null) {
        on_update = ReferentialAction::Restrict;
    }
    if choices.happens(25) {
        // One row at most refers to another: a relation of one to one.
        let mut index = indexes::btree(&building.schema, &columns);
        index.is_unique = true;
        let derived = derived_name(&building.schema.tables[from], &columns, "key");
        index.name = Stated::Written(building.names.derived(&derived));
        building.schema.tables[from].indexes.push(index);
    }
    let derived = derived_name(&building.schema.tables[from], &columns, "fkey");
    let name = if building.schema.engine.dialect().names_foreign_keys {
        building.names.constraint(&derived, choices)
    } else {
        // Prisma cannot name them here, and gives them no other name.
        Name::new(derived)
    };
    let key = ForeignKey {
        name: Stated::Written(name),
        columns,
        target: building.schema.tables[to].name.clone(),
        target_columns,
        on_delete: Stated::Written(on_delete),
        on_update: Stated::Written(on_update),
        deferral: Stated::Written(Deferral::NotDeferrable),
        validity: Stated::Written(Validity::Valid),
        is_relation_only: false,
        origin: Origin::Unlocated,
    };
    building.schema.tables[from].foreign_keys.push(key);
}

pub(crate) fn derived_name(table: &Table, columns: &[Name], suffix: &str) -> String {
    let columns: Vec<&str> = columns.iter().map(Name::as_str).collect();
    format!("{}_{}_{suffix}", table.name.name, columns.join("_"))
}

/// The lists of columns of a table that a foreign key may refer to.
pub(crate) fn keys(table: &Table) -> Vec<Vec<Name>> {
    let primary = table.primary_key_columns();
    let mut keys = Vec::new();
    if !primary.is_empty() {
        keys.push(primary.to_vec());
    }
    for index in &table.indexes {
        let columns: Option<Vec<Name>> = index
            .parts
            .iter()
            .map(|part| match &part.key {
                IndexKey::Column(name) => Some(name.clone()),
                IndexKey::Expression(_) => None,
            })
            .collect();
        if index.is_unique
            && !index.is_partial()
            && let Some(columns) = columns
        {
            keys.push(columns);
        }
    }
    keys
}

/// Adds one column for each column that is referred to, of its type.
fn add_columns(
    building: &mut Building,
    from: usize,
    to: usize,
    target_columns: &[Name],
    is_nullable: bool,
    choices: &mut Choices,
) -> Vec<Name> {
    let mut taken = Taken::default();
    for column in &building.schema.tables[from].columns {
        taken.insert(column.name.as_str());
    }
    let target = building.schema.tables[to].clone();
    let prefix = if choices.happens(50) {
        "ref"
    } else {
        "parent "
    };
    let mut names = Vec::new();
    for (position, target_column) in target_columns.iter().enumerate() {
        let Some(column_type) = target
            .column(target_column)
            .and_then(|column: &Column| column.data_type.get())
        else {
            continue;
        };
        let name = taken.unique(&format!("{prefix}{}", position + 1));
        let column = columns::plain(name.clone(), column_type.clone(), is_nullable);
        building.schema.tables[from].columns.push(column);
        names.push(name);
    }
    names
}
