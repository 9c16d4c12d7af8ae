//! Owns tables: columns and primary keys.

use schemadrift_core::dialect::{Engine, IdentifierLimit};
use schemadrift_core::model::{Column, Increment, PrimaryKey, Table, TableKind};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::names::{COLUMNS, Taken};
use super::palette::{Palette, TypeChoice};
use super::{Building, columns};
use crate::choices::Choices;

/// Adds a table with columns and, mostly, a primary key.
pub(super) fn add(building: &mut Building, choices: &mut Choices) {
    let name = building.relation_name(choices);
    let mut table = stated(name);
    let palette = building.palette();
    let mut taken = Taken::default();
    // The kinds of keys in the order of how simple they are.
    match choices.below(10) {
        0..5 => add_single_key(building, &palette, &mut table, &mut taken, choices),
        5..8 => add_composite_key(building, &palette, &mut table, &mut taken, choices),
        _ => {}
    }
    let least = usize::from(table.columns.is_empty());
    for _ in 0..least + choices.below(6) {
        if let Some(choice) = columns::any_type(&palette, choices) {
            let name = taken.draw(COLUMNS, choices);
            table.columns.push(columns::of_type(name, choice, choices));
        }
    }
    number_another(building, &palette, &mut table, choices);
    building.schema.tables.push(table);
}

/// A table without parts that states every facet.
pub(crate) fn stated(name: QualifiedName) -> Table {
    let mut table = Table::new(name, Origin::Unlocated);
    table.kind = Stated::Written(TableKind::Ordinary);
    table.primary_key = Stated::Written(None);
    table.partitioning = Stated::Written(None);
    table.comment = Stated::Written(None);
    table
}

fn add_single_key(
    building: &mut Building,
    palette: &Palette,
    table: &mut Table,
    taken: &mut Taken,
    choices: &mut Choices,
) {
    let keys: Vec<&TypeChoice> = palette.all().filter(|choice| choice.is_key).collect();
    let Some(choice) = choices.one_of(&keys) else {
        return;
    };
    let name = taken.draw(COLUMNS, choices);
    let mut column = columns::plain(name.clone(), choice.column_type.clone(), false);
    let is_rowid = building.schema.engine == Engine::Sqlite && choice.can_number;
    // SQLite numbers every such key, and Prisma makes all of them count on.
    if is_rowid || (choice.can_number && choices.happens(60)) {
        number(building, table, &mut column, choices);
    }
    table.columns.push(column);
    set_key(building, table, vec![name], choices);
}

fn add_composite_key(
    building: &mut Building,
    palette: &Palette,
    table: &mut Table,
    taken: &mut Taken,
    choices: &mut Choices,
) {
    let keys: Vec<&TypeChoice> = palette.all().filter(|choice| choice.is_key).collect();
    let mut names = Vec::new();
    for _ in 0..2 + choices.below(2) {
        if let Some(choice) = choices.one_of(&keys) {
            let name = taken.draw(COLUMNS, choices);
            let column = columns::plain(name.clone(), choice.column_type.clone(), false);
            table.columns.push(column);
            names.push(name);
        }
    }
    // The order of the key is not always that of the columns.
    choices.shuffle(&mut names);
    set_key(building, table, names, choices);
}

/// Gives a table its primary key, named where the database names them.
fn set_key(building: &mut Building, table: &mut Table, names: Vec<Name>, choices: &mut Choices) {
    let derived = format!("{}_pkey", table.name.name);
    let name = if building.schema.engine.dialect().names_primary_keys {
        Stated::Written(building.names.constraint(&derived, choices))
    } else {
        Stated::NotStated
    };
    table.primary_key = Stated::Written(Some(PrimaryKey {
        name,
        columns: names,
        include: Stated::Implied(Vec::new()),
        origin: Origin::Unlocated,
    }));
}

/// On PostgreSQL any whole number may be numbered.
fn number_another(
    building: &mut Building,
    palette: &Palette,
    table: &mut Table,
    choices: &mut Choices,
) {
    if !building.is_postgresql() || !choices.happens(15) {
        return;
    }
    let can_number = |column: &Column| {
        let choice = column
            .data_type
            .get()
            .and_then(|column_type| palette.of(column_type));
        choice.is_some_and(|choice| choice.can_number)
            && column.is_nullable.get() == Some(&false)
            && column.default.get() == Some(&None)
            && column.increment.get() == Some(&None)
    };
    let Some(position) = table.columns.iter().position(can_number) else {
        return;
    };
    let mut column = table.columns[position].clone();
    number(building, table, &mut column, choices);
    table.columns[position] = column;
}

/// Makes a column number itself, in the way Prisma would.
fn number(building: &mut Building, table: &Table, column: &mut Column, choices: &mut Choices) {
    let increment = if building.is_postgresql() {
        let sequence = owned_sequence(building, table, &column.name, choices);
        Increment::Serial { sequence }
    } else {
        Increment::Auto
    };
    column.increment = Stated::Written(Some(increment));
}

/// A sequence that a column owns: mostly the one that `serial` makes.
pub(crate) fn owned_sequence(
    building: &mut Building,
    table: &Table,
    column: &Name,
    choices: &mut Choices,
) -> QualifiedName {
    let derived = format!("{}_{column}_seq", table.name.name);
    let limit = match building.schema.engine.dialect().identifier_limit {
        Some(IdentifierLimit::Bytes(limit)) => limit,
        Some(IdentifierLimit::Characters(_)) | None => usize::MAX,
    };
    let name = if derived.len() <= limit {
        building.names.derived(&derived)
    } else {
        building.names.constraint("a_sequence", choices)
    };
    QualifiedName {
        schema: table.name.schema.clone(),
        name,
    }
}
