//! Owns mutations of what a table asks of its rows, and of what it computes.

use schemadrift_core::model::Schema;
use schemadrift_core::object::ObjectKind;
use schemadrift_core::stated::Stated;

use super::drafting::Draft;
use super::{Mutation, MutationKind};
use crate::choices::Choices;

/// The places of tables that have something.
fn places(schema: &Schema, has: impl Fn(&schemadrift_core::model::Table) -> bool) -> Vec<usize> {
    let tables = schema.tables.iter().enumerate();
    tables
        .filter(|(_, table)| has(table))
        .map(|(place, _)| place)
        .collect()
}

/// A check is gone.
pub(super) fn drop_check(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let mut draft = Draft::new(MutationKind::DropCheck, schema);
    let places = places(schema, |table| !table.checks.is_empty());
    let table = draft.schema.tables.get_mut(*choices.one_of(&places)?)?;
    let gone = table.checks.remove(choices.below(table.checks.len()));
    let name = gone.name.get()?.to_string();
    let table = table.clone();
    draft
        .expect_part("missing-check", ObjectKind::Check, &table, &name)
        .finish()
}

/// A column that was computed is an ordinary one.
pub(super) fn drop_generated(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let mut draft = Draft::new(MutationKind::DropGenerated, schema);
    let is_computed = |column: &schemadrift_core::model::Column| {
        column.generated.get().is_some_and(Option::is_some)
    };
    let places = places(schema, |table| table.columns.iter().any(is_computed));
    let table = draft.schema.tables.get_mut(*choices.one_of(&places)?)?;
    let column = table
        .columns
        .iter_mut()
        .find(|column| is_computed(column))?;
    column.generated = Stated::Written(None);
    let name = column.name.to_string();
    let table = table.clone();
    draft
        .expect_part("column-generated", ObjectKind::Column, &table, &name)
        .finish()
}
