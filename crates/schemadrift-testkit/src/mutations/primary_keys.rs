//! Owns mutations of primary keys.

use schemadrift_core::model::{PrimaryKey, Schema, Table};
use schemadrift_core::name::Name;
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::drafting::Draft;
use super::statements::{alter, quote};
use super::{Mutation, MutationKind, usage};
use crate::choices::Choices;
use crate::schemas::comparable_columns;

/// A primary key is gone; its columns still take no NULL.
pub(super) fn drop(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = free_keys(schema, |table| {
        // Without the key, SQLite's numbering would be gone too.
        usage::is_postgresql(schema) || !table.columns.iter().any(usage::is_numbered)
    });
    let position = *choices.one_of(&candidates)?;
    let mut draft = Draft::new(MutationKind::DropPrimaryKey, schema);
    let original = &schema.tables[position];
    draft.schema.tables[position].primary_key = Stated::Written(None);
    draft
        .with_postgresql_ddl([drop_statement(original)])
        .expect_part(
            "primary-key",
            ObjectKind::PrimaryKey,
            original,
            &key_name(original),
        )
        .finish()
}

/// A primary key has its columns in another order, or one of them less.
pub(super) fn change(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = free_keys(schema, |table| table.primary_key_columns().len() > 1);
    let position = *choices.one_of(&candidates)?;
    let mut draft = Draft::new(MutationKind::ChangePrimaryKey, schema);
    let original = &schema.tables[position];
    let mut columns = original.primary_key_columns().to_vec();
    // A single INTEGER would be SQLite's rowid, and number itself.
    if usage::is_postgresql(schema) && choices.happens(50) {
        columns.pop();
    } else {
        columns.reverse();
    }
    let name = key_name(original);
    let quoted: Vec<String> = columns.iter().map(quote).collect();
    let add = format!(
        "ADD CONSTRAINT {} PRIMARY KEY ({})",
        quote(&Name::from(name.as_str())),
        quoted.join(", ")
    );
    if let Some(Some(key)) = stated_key(&mut draft.schema.tables[position]) {
        key.columns = columns;
    }
    draft
        .with_postgresql_ddl([drop_statement(original), alter(original, &add)])
        .expect_part("primary-key", ObjectKind::PrimaryKey, original, &name)
        .finish()
}

fn stated_key(table: &mut Table) -> Option<Option<&mut PrimaryKey>> {
    match &mut table.primary_key {
        Stated::Written(key) | Stated::Implied(key) => Some(key.as_mut()),
        Stated::NotStated => None,
    }
}

/// There is a primary key where none was.
pub(super) fn add(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = usage::columns_where(schema, |table, column| {
        usage::is_postgresql(schema)
            && table.primary_key.get() == Some(&None)
            && column.is_nullable.get() == Some(&false)
            && !usage::is_in_index(table, &column.name)
            && comparable_columns(schema, table).contains(&column.name)
    });
    let (table, position) = *choices.one_of(&candidates)?;
    let mut draft = Draft::new(MutationKind::AddPrimaryKey, schema);
    let original = &schema.tables[table];
    let column = original.columns[position].name.clone();
    let name = Name::from("an_added_key");
    let add = format!(
        "ADD CONSTRAINT {} PRIMARY KEY ({})",
        quote(&name),
        quote(&column)
    );
    draft.schema.tables[table].primary_key = Stated::Written(Some(PrimaryKey {
        name: Stated::Written(name.clone()),
        columns: vec![column],
        include: Stated::Implied(Vec::new()),
        origin: Origin::Unlocated,
    }));
    draft
        .with_ddl([alter(original, &add)])
        .expect_part(
            "primary-key",
            ObjectKind::PrimaryKey,
            original,
            name.as_str(),
        )
        .finish()
}

/// Tables with a key that nothing refers to.
fn free_keys(schema: &Schema, approves: impl Fn(&Table) -> bool) -> Vec<usize> {
    (0..schema.tables.len())
        .filter(|position| {
            let table = &schema.tables[*position];
            let columns = table.primary_key_columns();
            !columns.is_empty()
                && approves(table)
                && !usage::is_referenced_key(schema, table, columns)
        })
        .collect()
}

fn drop_statement(table: &Table) -> String {
    let name = Name::from(key_name(table).as_str());
    alter(table, &format!("DROP CONSTRAINT {}", quote(&name)))
}

/// What a report calls the key: its name, or its columns where it has none.
fn key_name(table: &Table) -> String {
    let name = table
        .primary_key
        .get()
        .and_then(Option::as_ref)
        .and_then(|key| key.name.get());
    name.map_or_else(
        || {
            let columns: Vec<&str> = table
                .primary_key_columns()
                .iter()
                .map(Name::as_str)
                .collect();
            format!("({})", columns.join(", "))
        },
        ToString::to_string,
    )
}
