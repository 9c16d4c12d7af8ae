//! Owns the actions of `ALTER TABLE`: each changes the sketch of the table and writes itself.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Column, DefaultValue, Increment, Index, IndexKey, Schema, SortOrder, Table,
};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;

use super::{columns, constraints, drawing, spelling, views};
use crate::choices::Choices;
use crate::schemas::{any_type, defaults_of, palette_of};

/// How an action is made, if the table offers one.
pub(super) type Action = fn(&Schema, &mut Table, &mut Choices) -> Option<String>;

/// `SET NOT NULL`.
pub(super) fn set_not_null(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    alter(sketch, table, choices, |column| {
        column.is_nullable = Stated::Written(false);
        "SET NOT NULL"
    })
}

/// `DROP NOT NULL`.
pub(super) fn drop_not_null(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    alter(sketch, table, choices, |column| {
        column.is_nullable = Stated::Written(true);
        "DROP NOT NULL"
    })
}

/// `DROP DEFAULT`.
pub(super) fn drop_default(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    alter(sketch, table, choices, |column| {
        column.default = Stated::Written(None);
        "DROP DEFAULT"
    })
}

/// `ADD` of a constraint of any kind.
pub(super) fn add_constraint(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    constraints::any(sketch, table, false, choices).map(|written| format!("ADD {written}"))
}

/// `VALIDATE CONSTRAINT`.
pub(super) fn validate_constraint(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    let name = choices.one_of(&constraints::all_names(table)).cloned()?;
    let name = spelling::name(sketch.engine, &name, choices);
    Some(format!("VALIDATE CONSTRAINT {name}"))
}

/// `ADD COLUMN`.
pub(super) fn add_column(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    let word = spelling::maybe("COLUMN ", 80, choices);
    let tolerant = if sketch.engine == Engine::PostgreSql && !word.is_empty() {
        spelling::maybe("IF NOT EXISTS ", 15, choices)
    } else {
        String::new()
    };
    let definition = if choices.happens(10) {
        columns::define_generated(sketch, table, choices)
    } else {
        columns::define(sketch, table, false, choices)
    }?;
    Some(format!("ADD {word}{tolerant}{definition}"))
}

/// `ADD COLUMN IF NOT EXISTS` for one that exists.
pub(super) fn repeat_column(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    let column = choices.one_of(&table.columns)?;
    let choice = any_type(&palette_of(sketch), choices)?.clone();
    let name = spelling::name(sketch.engine, &column.name, choices);
    let data_type = spelling::data_type(&choice.column_type.text, choices);
    let more = choices
        .one_of(&["", " NOT NULL", " UNIQUE", " PRIMARY KEY"])
        .copied()?;
    Some(format!("ADD COLUMN IF NOT EXISTS {name} {data_type}{more}"))
}

/// `DROP COLUMN`.
pub(super) fn drop_column(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    // SQLite takes the name in the view for a string from then on.
    if sketch.engine == Engine::Sqlite && views::reads(sketch, &table.name) {
        return None;
    }
    let column = choices.one_of(&table.columns)?.name.clone();
    let mut way = String::new();
    let mut tolerant = String::new();
    if sketch.engine == Engine::PostgreSql {
        way = choices
            .one_of(&["", "", " CASCADE", " RESTRICT"])
            .copied()?
            .to_owned();
        tolerant = spelling::maybe("IF EXISTS ", 20, choices);
    }
    let word = if tolerant.is_empty() {
        spelling::maybe("COLUMN ", 80, choices)
    } else {
        "COLUMN ".to_owned()
    };
    table.columns.retain(|own| own.name != column);
    table
        .indexes
        .retain(|index| !constraints::has_key(index, &column));
    table
        .foreign_keys
        .retain(|key| !key.columns.contains(&column));
    table
        .checks
        .retain(|check| !check.expression.text.contains(column.as_str()));
    if table.primary_key_columns().contains(&column) {
        table.primary_key = Stated::Written(None);
    }
    let name = spelling::name(sketch.engine, &column, choices);
    Some(format!("DROP {word}{tolerant}{name}{way}"))
}

/// `ALTER COLUMN … TYPE`.
pub(super) fn change_type(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    let palette = palette_of(sketch);
    let choice = any_type(&palette, choices)?;
    let places: Vec<usize> = (0..table.columns.len()).collect();
    let place = choices.one_of(&places).copied()?;
    let column = table.columns.get_mut(place)?;
    column.data_type = Stated::Written(choice.column_type.clone());
    let name = spelling::name(sketch.engine, &column.name, choices);
    let data_type = spelling::data_type(&choice.column_type.text, choices);
    let words = choices.one_of(&["TYPE", "SET DATA TYPE"]).copied()?;
    let using = match choices.below(4) {
        0 => String::new(),
        1 => format!(" USING {name}::{data_type}"),
        2 => format!(" USING ({name}::text)::{data_type}"),
        _ => format!(" USING NULL::{data_type}"),
    };
    let mut written = format!("ALTER COLUMN {name} {words} {data_type}{using}");
    // Most defaults stand in the way of another type.
    if matches!(column.default.get(), Some(Some(_))) && choices.happens(50) {
        column.default = Stated::Written(None);
        written = format!("ALTER COLUMN {name} DROP DEFAULT, {written}");
    }
    Some(written)
}

/// An `ALTER COLUMN` of any column.
fn alter(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
    change: impl Fn(&mut Column) -> &'static str,
) -> Option<String> {
    let places: Vec<usize> = (0..table.columns.len()).collect();
    let place = choices.one_of(&places).copied()?;
    let column = table.columns.get_mut(place)?;
    let word = spelling::maybe("COLUMN ", 80, choices);
    let name = spelling::name(sketch.engine, &column.name, choices);
    let action = change(column);
    Some(format!("ALTER {word}{name} {action}"))
}

/// `SET DEFAULT`.
pub(super) fn set_default(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    let with_defaults: Vec<usize> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| !defaults_of(sketch, column).is_empty())
        .map(|(place, _)| place)
        .collect();
    let place = choices.one_of(&with_defaults).copied()?;
    let column = table.columns.get_mut(place)?;
    let default = choices.one_of(&defaults_of(sketch, column)).cloned()?;
    let name = spelling::name(sketch.engine, &column.name, choices);
    let text = default.text.clone();
    column.default = Stated::Written(Some(DefaultValue::Expression(default)));
    Some(format!("ALTER COLUMN {name} SET DEFAULT {text}"))
}

/// The places of columns that an engine can number.
pub(super) fn numberable(sketch: &Schema, table: &Table) -> Vec<usize> {
    let palette = palette_of(sketch);
    let can_number = |column: &Column| {
        let choice = column.data_type.get().and_then(|own| palette.of(own));
        choice.is_some_and(|choice| choice.can_number)
    };
    table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| can_number(column))
        .map(|(place, _)| place)
        .collect()
}

/// `ADD GENERATED … AS IDENTITY`, or `SET GENERATED` where there is one.
pub(super) fn add_identity(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    let place = choices.one_of(&numberable(sketch, table)).copied()?;
    let column = table.columns.get_mut(place)?;
    let name = spelling::name(sketch.engine, &column.name, choices);
    let is_always = choices.happens(50);
    let words = if is_always { "ALWAYS" } else { "BY DEFAULT" };
    if matches!(
        column.increment.get(),
        Some(Some(Increment::Identity { .. }))
    ) {
        column.increment = Stated::Written(Some(Increment::Identity { is_always }));
        return Some(format!("ALTER COLUMN {name} SET GENERATED {words}"));
    }
    column.increment = Stated::Written(Some(Increment::Identity { is_always }));
    let mut first = String::new();
    if column.is_nullable.get() != Some(&false) {
        column.is_nullable = Stated::Written(false);
        first = format!("ALTER COLUMN {name} SET NOT NULL, ");
    }
    let options = spelling::maybe(" (START WITH 10 INCREMENT BY 2)", 20, choices);
    Some(format!(
        "{first}ALTER COLUMN {name} ADD GENERATED {words} AS IDENTITY{options}"
    ))
}

/// `DROP IDENTITY`.
pub(super) fn drop_identity(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    let identities: Vec<usize> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| {
            matches!(
                column.increment.get(),
                Some(Some(Increment::Identity { .. }))
            )
        })
        .map(|(place, _)| place)
        .collect();
    let place = match choices.one_of(&identities) {
        Some(place) => *place,
        None if choices.happens(30) => 0,
        None => return None,
    };
    let is_identity = identities.contains(&place);
    let column = table.columns.get_mut(place)?;
    column.increment = Stated::Written(None);
    let name = spelling::name(sketch.engine, &column.name, choices);
    let tolerant = if is_identity { "" } else { " IF EXISTS" };
    Some(format!("ALTER COLUMN {name} DROP IDENTITY{tolerant}"))
}

/// `ADD … USING INDEX`.
pub(super) fn use_index(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    let is_fit = |index: &Index| {
        let is_plain = index.parts.iter().all(|part| {
            matches!(part.key, IndexKey::Column(_))
                && part.order.get() != Some(&SortOrder::Descending)
        });
        index.is_unique && is_plain && !index.is_constraint.is_true() && !index.is_partial()
    };
    let places: Vec<usize> = table
        .indexes
        .iter()
        .enumerate()
        .filter(|(_, index)| is_fit(index))
        .map(|(place, _)| place)
        .collect();
    let place = choices.one_of(&places).copied()?;
    let derived = format!("{}_used", table.name.name);
    let new = drawing::constraint_name(sketch, &derived, choices);
    let index = table.indexes.get_mut(place)?;
    let old = index.name.get().cloned()?;
    index.is_constraint = Stated::Written(true);
    let mut named = String::new();
    if choices.happens(60) {
        named = format!(
            "CONSTRAINT {} ",
            spelling::name(sketch.engine, &new, choices)
        );
        index.name = Stated::Written(drawing::kept(sketch, new.as_str()));
    }
    let words = if table.primary_key_columns().is_empty() && choices.happens(40) {
        "PRIMARY KEY"
    } else {
        "UNIQUE"
    };
    let old = spelling::name(sketch.engine, &old, choices);
    Some(format!("ADD {named}{words} USING INDEX {old}"))
}

/// `DROP CONSTRAINT`.
pub(super) fn drop_constraint(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    let name: Name = choices.one_of(&constraints::all_names(table)).cloned()?;
    constraints::forget(table, &name);
    let tolerant = spelling::maybe("IF EXISTS ", 20, choices);
    let way = choices
        .one_of(&["", "", " CASCADE", " RESTRICT"])
        .copied()?;
    let name = spelling::name(sketch.engine, &name, choices);
    Some(format!("DROP CONSTRAINT {tolerant}{name}{way}"))
}
