//! Owns what takes SQL to say, in PostgreSQL's spelling of expressions; of it, SQLite gets the
//! parts that are spelled the same.

use schemadrift_core::expression::NormalForm;
use schemadrift_core::model::{
    Check, Deferral, Generated, GeneratedStorage, Increment, IndexKey, NullsOrder, Validity,
};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::expressions::quoted;
use super::palette::{TypeChoice, expression};
use super::{Building, columns, facts, indexes};
use crate::choices::Choices;

/// Adds to a table what Prisma has no words for.
pub(super) fn add_all(building: &mut Building, table: usize, choices: &mut Choices) {
    if choices.happens(40) {
        add_check(building, table, choices);
    }
    if choices.happens(30) {
        add_generated(building, table, choices);
    }
    if choices.happens(30) {
        add_expression_index(building, table, choices);
    }
    if !building.is_postgresql() {
        return;
    }
    add_comments(building, table, choices);
    alter_indexes(building, table, choices);
    alter_numbering(building, table, choices);
    for key in &mut building.schema.tables[table].foreign_keys {
        if choices.happens(30) {
            key.deferral = Stated::Written(if choices.happens(50) {
                Deferral::InitiallyImmediate
            } else {
                Deferral::InitiallyDeferred
            });
        }
    }
}

/// Comments on a table and on some of its columns.
pub(super) fn add_comments(building: &mut Building, table: usize, choices: &mut Choices) {
    if choices.happens(30) {
        building.schema.tables[table].comment =
            Stated::Written(Some("it's a \"comment\"\nof two lines".to_owned()));
    }
    for column in &mut building.schema.tables[table].columns {
        if choices.happens(10) {
            column.comment = Stated::Written(Some("back\\slash; 日本".to_owned()));
        }
    }
}

fn columns_that(
    building: &Building,
    table: usize,
    is_fit: fn(&TypeChoice) -> bool,
) -> Vec<(Name, TypeChoice)> {
    let palette = building.palette();
    indexes::typed_columns(&building.schema.tables[table], &palette)
        .into_iter()
        .filter(|(_, choice)| is_fit(choice))
        .map(|(name, choice)| (name, choice.clone()))
        .collect()
}

fn add_check(building: &mut Building, table: usize, choices: &mut Choices) {
    let fit = columns_that(building, table, |choice| choice.condition.is_some());
    let Some((column, choice)) = choices.one_of(&fit) else {
        return;
    };
    let Some(condition) = facts::condition(column, choice) else {
        return;
    };
    let derived = format!("{}_{column}_check", building.schema.tables[table].name.name);
    let name = building.names.constraint(&derived, choices);
    building.schema.tables[table].checks.push(Check {
        name: Stated::Written(name),
        expression: condition,
        validity: Stated::Written(Validity::Valid),
        origin: Origin::Unlocated,
    });
}

fn add_generated(building: &mut Building, table: usize, choices: &mut Choices) {
    // One more than a whole number is a whole number.
    let fit = columns_that(building, table, |choice| choice.can_number);
    let Some((source, choice)) = choices.one_of(&fit) else {
        return;
    };
    let mut taken = super::names::Taken::default();
    for column in &building.schema.tables[table].columns {
        taken.insert(column.name.as_str());
    }
    let text = format!("({} + 1)", quoted(source.as_str()));
    let mut column = columns::plain(taken.unique("computed"), choice.column_type.clone(), true);
    column.generated = Stated::Written(Some(Generated {
        expression: expression(text.clone(), NormalForm::Rewritten(text)),
        storage: Stated::Written(GeneratedStorage::Stored),
    }));
    building.schema.tables[table].columns.push(column);
}

fn add_expression_index(building: &mut Building, table: usize, choices: &mut Choices) {
    let fit = columns_that(building, table, |choice| {
        choice.is_number && choice.can_number
    });
    let Some((column, _)) = choices.one_of(&fit) else {
        return;
    };
    let text = format!("({} * 2)", quoted(column.as_str()));
    let mut index = indexes::btree(&building.schema, std::slice::from_ref(column));
    index.parts[0].key =
        IndexKey::Expression(expression(text.clone(), NormalForm::Rewritten(text)));
    let derived = format!("{}_expr_idx", building.schema.tables[table].name.name);
    index.name = Stated::Written(building.names.constraint(&derived, choices));
    building.schema.tables[table].indexes.push(index);
}

/// Turns uniques into constraints, sorts NULLs elsewhere, carries columns along.
fn alter_indexes(building: &mut Building, table: usize, choices: &mut Choices) {
    let columns: Vec<Name> = building.schema.tables[table]
        .columns
        .iter()
        .map(|column| column.name.clone())
        .collect();
    for index in &mut building.schema.tables[table].indexes {
        if index.method.get().is_none_or(|method| method != "btree") {
            continue;
        }
        let is_plain = !index.is_partial()
            && index.parts.iter().all(|part| {
                matches!(part.key, IndexKey::Column(_))
                    && part.nulls.get() == Some(&NullsOrder::Last)
                    && part.operator_class.get() == Some(&None)
            });
        if index.is_unique && is_plain && choices.happens(50) {
            index.is_constraint = Stated::Written(true);
        } else if choices.happens(20) {
            index.parts[0].nulls = Stated::Written(match index.parts[0].nulls.get() {
                Some(NullsOrder::First) => NullsOrder::Last,
                Some(NullsOrder::Last) | None => NullsOrder::First,
            });
        } else if choices.happens(20) {
            index.include =
                Stated::Written(choices.one_of(&columns).cloned().into_iter().collect());
        }
    }
}

/// Turns sequences into identities.
fn alter_numbering(building: &mut Building, table: usize, choices: &mut Choices) {
    for column in &mut building.schema.tables[table].columns {
        if matches!(column.increment.get(), Some(Some(_))) && choices.happens(50) {
            column.increment = Stated::Written(Some(Increment::Identity {
                is_always: choices.happens(50),
            }));
        }
    }
}
