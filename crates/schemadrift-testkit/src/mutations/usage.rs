//! Owns what stands on a column or a key, so that a change can be made where nothing does.

use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::Expression;
use schemadrift_core::model::{
    Column, ForeignKey, Index, IndexKey, Policy, ReferentialAction, Schema, Table, Trigger,
};
use schemadrift_core::name::Name;

/// The positions of columns that a test approves.
pub(super) fn columns_where(
    schema: &Schema,
    approves: impl Fn(&Table, &Column) -> bool,
) -> Vec<(usize, usize)> {
    positions(schema, |table| &table.columns, approves)
}

/// The positions of indexes that a test approves.
pub(super) fn indexes_where(
    schema: &Schema,
    approves: impl Fn(&Table, &Index) -> bool,
) -> Vec<(usize, usize)> {
    positions(schema, |table| &table.indexes, approves)
}

/// The positions of foreign keys that a test approves.
pub(super) fn foreign_keys_where(
    schema: &Schema,
    approves: impl Fn(&Table, &ForeignKey) -> bool,
) -> Vec<(usize, usize)> {
    positions(schema, |table| &table.foreign_keys, approves)
}

/// The positions of triggers that a test approves.
pub(super) fn triggers_where(
    schema: &Schema,
    approves: impl Fn(&Trigger) -> bool,
) -> Vec<(usize, usize)> {
    positions(schema, |table| &table.triggers, |_, own| approves(own))
}

/// The positions of policies that a test approves.
pub(super) fn policies_where(
    schema: &Schema,
    approves: impl Fn(&Policy) -> bool,
) -> Vec<(usize, usize)> {
    positions(schema, |table| &table.policies, |_, own| approves(own))
}

fn positions<T>(
    schema: &Schema,
    parts: fn(&Table) -> &Vec<T>,
    approves: impl Fn(&Table, &T) -> bool,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (table_position, table) in schema.tables.iter().enumerate() {
        for (position, part) in parts(table).iter().enumerate() {
            if approves(table, part) {
                found.push((table_position, position));
            }
        }
    }
    found
}

pub(super) fn is_postgresql(schema: &Schema) -> bool {
    schema.engine == Engine::PostgreSql
}

pub(super) fn is_mysql(schema: &Schema) -> bool {
    matches!(schema.engine, Engine::MySql | Engine::MariaDb)
}

/// Whether a foreign key of its table empties a column, which then has to take NULL on MySQL.
pub(super) fn is_emptied(table: &Table, column: &Name) -> bool {
    let empties = |key: &ForeignKey| {
        [&key.on_delete, &key.on_update]
            .into_iter()
            .any(|action| action.get() == Some(&ReferentialAction::SetNull))
    };
    table
        .foreign_keys
        .iter()
        .any(|key| key.columns.contains(column) && empties(key))
}

/// Whether a column numbers itself.
pub(super) fn is_numbered(column: &Column) -> bool {
    matches!(column.increment.get(), Some(Some(_)))
}

/// Whether a column is computed.
pub(super) fn is_generated(column: &Column) -> bool {
    matches!(column.generated.get(), Some(Some(_)))
}

pub(super) fn is_in_primary_key(table: &Table, column: &Name) -> bool {
    table.primary_key_columns().contains(column)
}

pub(super) fn is_in_index(table: &Table, column: &Name) -> bool {
    table.indexes.iter().any(|index| has_key(index, column))
}

/// Whether a column is a key of an index.
pub(super) fn has_key(index: &Index, column: &Name) -> bool {
    index.parts.iter().any(|part| match &part.key {
        IndexKey::Column(name) => name == column,
        IndexKey::Expression(_) => false,
    })
}

/// Whether a column is part of a foreign key of its table.
pub(super) fn is_in_foreign_key(table: &Table, column: &Name) -> bool {
    table
        .foreign_keys
        .iter()
        .any(|key| key.columns.contains(column))
}

/// Whether any foreign key refers to a column.
pub(super) fn is_referenced(schema: &Schema, table: &Table, column: &Name) -> bool {
    references(schema, table).any(|key| key.target_columns.contains(column))
}

/// Whether a foreign key refers to exactly these columns.
pub(super) fn is_referenced_key(schema: &Schema, table: &Table, columns: &[Name]) -> bool {
    references(schema, table).any(|key| same_set(&key.target_columns, columns))
}

fn same_set(one: &[Name], other: &[Name]) -> bool {
    one.len() == other.len() && one.iter().all(|name| other.contains(name))
}

/// Whether a foreign key of another table refers to this one.
pub(super) fn is_referenced_by_others(schema: &Schema, table: &Table) -> bool {
    schema
        .tables
        .iter()
        .filter(|other| other.name != table.name)
        .any(|other| {
            other
                .foreign_keys
                .iter()
                .any(|key| key.target == table.name)
        })
}

fn references<'a>(schema: &'a Schema, table: &'a Table) -> impl Iterator<Item = &'a ForeignKey> {
    schema
        .tables
        .iter()
        .flat_map(|other| &other.foreign_keys)
        .filter(|key| key.target == table.name)
}

/// Whether an expression of a table, or a list of carried columns, speaks of a column. Names are
/// looked for as text, so this errs on the side of yes.
pub(super) fn is_mentioned(table: &Table, column: &Name) -> bool {
    let spelled = column.as_str().replace('"', "\"\"");
    let mentions = |expression: &Expression| expression.text.contains(&spelled);
    let in_indexes = table.indexes.iter().any(|index| {
        let in_predicate =
            matches!(index.predicate.get(), Some(Some(predicate)) if mentions(predicate));
        let in_keys = index.parts.iter().any(|part| match &part.key {
            IndexKey::Column(_) => false,
            IndexKey::Expression(expression) => mentions(expression),
        });
        let is_carried = index
            .include
            .get()
            .is_some_and(|names| names.contains(column));
        in_predicate || in_keys || is_carried
    });
    let in_checks = table.checks.iter().any(|check| mentions(&check.expression));
    let in_columns = table.columns.iter().any(
        |other| matches!(other.generated.get(), Some(Some(generated)) if mentions(&generated.expression)),
    );
    in_indexes || in_checks || in_columns
}

/// Whether nothing at all stands on a column.
pub(super) fn is_free(schema: &Schema, table: &Table, column: &Column) -> bool {
    let name = &column.name;
    !is_in_primary_key(table, name)
        && !is_in_index(table, name)
        && !is_in_foreign_key(table, name)
        && !is_referenced(schema, table, name)
        && !is_mentioned(table, name)
        && !is_numbered(column)
        && !is_generated(column)
}
