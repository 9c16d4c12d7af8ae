//! Owns `ALTER TABLE`, with one action or several, and the renames of a table's parts.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{IndexKey, Reach, Schema, Table, Taint};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::actions::{self, Action};
use super::{constraints, drawing, spelling};
use crate::choices::Choices;

/// One action.
pub(super) fn one(build: Action, after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let place = drawing::table(after, choices)?;
    let mut table = after.tables.get(place)?.clone();
    let beginning = beginning(after, &table, choices);
    let action = build(after, &mut table, choices)?;
    *after.tables.get_mut(place)? = table;
    Some(format!("{beginning} {action}"))
}

/// The actions that one statement may mix.
const MIXED: &[Action] = &[
    actions::add_column,
    actions::drop_column,
    actions::change_type,
    actions::set_not_null,
    actions::drop_not_null,
    actions::set_default,
    actions::drop_default,
    actions::add_constraint,
    actions::drop_constraint,
];

/// Several actions.
pub(super) fn much(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let place = drawing::table(after, choices)?;
    let mut table = after.tables.get(place)?.clone();
    let beginning = beginning(after, &table, choices);
    let mut written = Vec::new();
    for _ in 0..2 + choices.below(3) {
        let build = choices.one_of(MIXED).copied()?;
        // A column that the same statement adds is not there yet for its other actions.
        let mut changed = table.clone();
        if let Some(action) = build(after, &mut changed, choices) {
            table = changed;
            written.push(action);
        }
    }
    if written.len() < 2 {
        return None;
    }
    *after.tables.get_mut(place)? = table;
    Some(format!("{beginning} {}", written.join(",\n  ")))
}

fn beginning(sketch: &Schema, table: &Table, choices: &mut Choices) -> String {
    let name = spelling::relation(sketch, &table.name, choices);
    if sketch.engine != Engine::PostgreSql {
        return format!("ALTER TABLE {name}");
    }
    let tolerant = spelling::maybe("IF EXISTS ", 10, choices);
    let only = spelling::maybe("ONLY ", 10, choices);
    format!("ALTER TABLE {tolerant}{only}{name}")
}

/// `RENAME COLUMN`.
pub(super) fn rename_column(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let place = drawing::table(after, choices)?;
    let table = after.tables.get(place)?;
    let from = choices.one_of(&table.columns)?.name.clone();
    let to = drawing::column_name(after, table, choices);
    let name = spelling::relation(after, &table.name, choices);
    let word = spelling::maybe("COLUMN ", 80, choices);
    let written = format!(
        "ALTER TABLE {name} RENAME {word}{} TO {}",
        spelling::name(after.engine, &from, choices),
        spelling::name(after.engine, &to, choices),
    );
    let kept = drawing::kept(after, to.as_str());
    let owner = table.name.clone();
    let table = after.tables.get_mut(place)?;
    rename_in(table, &from, &kept);
    // The old name lives on inside the indexes.
    table.taints.push(Taint {
        reach: Reach::More,
        reason: "a column was renamed".to_owned(),
        origin: Origin::Unlocated,
    });
    for table in &mut after.tables {
        for key in &mut table.foreign_keys {
            if key.target == owner {
                replace(&mut key.target_columns, &from, &kept);
            }
        }
    }
    Some(written)
}

fn replace(names: &mut [Name], from: &Name, to: &Name) {
    for name in names {
        if name == from {
            *name = to.clone();
        }
    }
}

fn rename_in(table: &mut Table, from: &Name, to: &Name) {
    for column in &mut table.columns {
        if &column.name == from {
            column.name = to.clone();
        }
    }
    for index in &mut table.indexes {
        for part in &mut index.parts {
            if let IndexKey::Column(name) = &mut part.key {
                replace(std::slice::from_mut(name), from, to);
            }
        }
    }
    for key in &mut table.foreign_keys {
        replace(&mut key.columns, from, to);
    }
    if let Stated::Written(Some(key)) = &mut table.primary_key {
        replace(&mut key.columns, from, to);
    }
}

/// `RENAME CONSTRAINT`.
pub(super) fn rename_constraint(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let place = drawing::table(after, choices)?;
    let table = after.tables.get(place)?;
    let from = choices.one_of(&constraints::all_names(table)).cloned()?;
    let derived = format!("{}_renamed", table.name.name);
    let to = drawing::constraint_name(after, &derived, choices);
    let name = spelling::relation(after, &table.name, choices);
    let written = format!(
        "ALTER TABLE {name} RENAME CONSTRAINT {} TO {}",
        spelling::name(after.engine, &from, choices),
        spelling::name(after.engine, &to, choices),
    );
    let kept = drawing::kept(after, to.as_str());
    constraints::rename(after.tables.get_mut(place)?, &from, &kept);
    Some(written)
}
