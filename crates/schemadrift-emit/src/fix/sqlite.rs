//! How SQLite alters tables (<https://sqlite.org/lang_altertable.html>): it adds plain columns; for
//! everything else the table is copied.

use schemadrift_core::expression::{Constant, NormalForm};
use schemadrift_core::model::{Column, DefaultValue, Index, Schema, Table};
use schemadrift_core::stated::Stated;

use super::columns::{hold_back_drop, lacks_values, require_values};
use super::differences::{Differences, Named};
use super::plan::{Plan, Stage};
use super::{FixStep, Hazard, forward, named, rebuild};
use crate::ddl::script::{Phase, Script};
use crate::ddl::{column, index};

/// Plans what a table needs.
pub(super) fn change(found: &Table, aimed: &Table, schema: &Schema, plan: &mut Plan) {
    let forward = forward_of(found, aimed, plan);
    let added: Vec<&Column> = forward
        .columns
        .iter()
        .filter(|column| found.column(&column.name).is_none())
        .collect();
    if is_altered_in_place(found, &forward, plan) {
        for column in added {
            add(&forward, column, plan);
        }
        change_indexes(found, &forward, plan);
        let triggers = (&found.triggers, &forward.triggers);
        named::change_triggers(&aimed.name, triggers.0, triggers.1, Stage::Main, plan);
    } else {
        copy(found, &forward, &added, schema, plan);
    }
    for column in &found.columns {
        if aimed.column(&column.name).is_none() {
            hold_back_drop(found, column, plan);
        }
    }
    hold_back(&forward, aimed, schema, plan);
}

/// The table with everything put right that loses nothing.
fn forward_of(found: &Table, aimed: &Table, plan: &Plan) -> Table {
    let mut forward = aimed.clone();
    forward.columns = found
        .columns
        .iter()
        .map(|column| match aimed.column(&column.name) {
            Some(own) if own != column => forward::divide(plan.grammar, column, own).column,
            Some(_) | None => column.clone(),
        })
        .collect();
    forward.columns.extend(
        aimed
            .columns
            .iter()
            .filter(|column| found.column(&column.name).is_none())
            .cloned(),
    );
    if !matches!(aimed.primary_key.get(), Some(Some(_))) {
        forward.primary_key = found.primary_key.clone();
    }
    keep(&found.indexes, &aimed.indexes, &mut forward.indexes);
    keep(&found.triggers, &aimed.triggers, &mut forward.triggers);
    keep_foreign_keys(found, aimed, &mut forward);
    for (own, other) in weakened(found, aimed) {
        if let Some(own) = forward.indexes.iter_mut().find(|place| *place == own) {
            *own = other.clone();
        }
    }
    forward
}

/// Indexes that are unique and are not to be, each with what it is.
fn weakened<'a>(found: &'a Table, aimed: &'a Table) -> Vec<(&'a Index, &'a Index)> {
    let changed = Differences::between(&found.indexes, &aimed.indexes).changed;
    changed
        .into_iter()
        .filter(|(found, aimed)| found.is_unique && !aimed.is_unique)
        .map(|(found, aimed)| (aimed, found))
        .collect()
}

/// Keeps what the code does not have.
fn keep<T: Named>(found: &[T], aimed: &[T], forward: &mut Vec<T>) {
    let removed = Differences::between(found, aimed).removed;
    forward.extend(removed.into_iter().cloned());
}

/// Keeps the foreign keys that the code does not have. They have no names to be known by, so that one
/// over the same columns to the same table counts as replaced.
fn keep_foreign_keys(found: &Table, aimed: &Table, forward: &mut Table) {
    for key in &found.foreign_keys {
        let is_replaced = aimed
            .foreign_keys
            .iter()
            .any(|own| own.columns == key.columns && own.target == key.target);
        if !is_replaced {
            forward.foreign_keys.push(key.clone());
        }
    }
}

/// Whether the table need not be copied.
fn is_altered_in_place(found: &Table, forward: &Table, plan: &Plan) -> bool {
    let mut without_added = inner(forward, plan);
    without_added
        .columns
        .retain(|column| found.column(&column.name).is_some());
    let is_addable = |column: &Column| {
        found.column(&column.name).is_some()
            || has_simple_default(column)
                && !lacks_values(column)
                && !matches!(column.increment.get(), Some(Some(_)))
                && !matches!(column.generated.get(), Some(Some(_)))
    };
    without_added == inner(found, plan) && forward.columns.iter().all(is_addable)
}

/// What stands in the statement that makes a table.
fn inner(table: &Table, plan: &Plan) -> Table {
    let mut inner = table.clone();
    inner
        .indexes
        .retain(|own| index::as_constraint(plan.grammar, table, own).is_some());
    inner.triggers.clear();
    inner.comment = Stated::NotStated;
    for column in &mut inner.columns {
        column.comment = Stated::NotStated;
    }
    inner
}

/// Whether a default can be given to rows that are there: a constant, and not the current moment.
fn has_simple_default(column: &Column) -> bool {
    match column.default.get() {
        Some(Some(DefaultValue::Expression(expression))) => matches!(
            &expression.normal,
            NormalForm::Constant(constant)
                if !matches!(constant, Constant::Now { .. } | Constant::Today)
        ),
        Some(Some(DefaultValue::Unknown) | None) | None => true,
    }
}

fn add(table: &Table, own: &Column, plan: &mut Plan) {
    let mut script = Script::default();
    let written = column::write(plan.grammar, table, own, &mut script);
    plan.take_skipped(script);
    let name = plan.grammar.quote_qualified(&table.name);
    if let Some(written) = written {
        let statement = format!("ALTER TABLE {name} ADD COLUMN {}", written.definition);
        plan.main(Phase::Columns, FixStep::of(statement));
    }
}

/// Copies the table. A column that needs a value in every row is added first, so that it can be given
/// one.
fn copy(found: &Table, forward: &Table, added: &[&Column], schema: &Schema, plan: &mut Plan) {
    let mut before = found.clone();
    let mut waiting = Vec::new();
    for column in added.iter().filter(|column| lacks_values(column)) {
        let mut open = (*column).clone();
        open.is_nullable = Stated::Written(true);
        add(&before, &open, plan);
        before.columns.push(open);
        waiting.push(&column.name);
    }
    for column in &forward.columns {
        let was_open = found
            .column(&column.name)
            .is_some_and(|own| own.is_nullable.get() != Some(&false));
        if was_open && column.is_nullable.get() == Some(&false) {
            waiting.push(&column.name);
        }
    }
    let Some(mut step) = rebuild::step(&before, forward, schema, plan) else {
        return;
    };
    if let Some(column) = waiting.first() {
        step = require_values(forward, column, step, plan);
    }
    for column in waiting.iter().skip(1) {
        let more = require_values(forward, column, FixStep::default(), plan);
        if let Some(needed) = more.needs_values {
            step = step.note(format!("the same goes for the column `{}`", needed.column));
        }
    }
    plan.push(Stage::Rebuild, Phase::Tables, step);
}

fn change_indexes(found: &Table, forward: &Table, plan: &mut Plan) {
    let differences = Differences::between(&found.indexes, &forward.indexes);
    let replaced = differences.changed.into_iter().chain(differences.renamed);
    for (found_index, own) in replaced {
        let mut statements: Vec<String> = drop_index(found_index, plan).into_iter().collect();
        statements.extend(made(forward, own, plan));
        plan.main(Phase::Indexes, FixStep::of_all(statements));
    }
    for own in differences.added {
        let statements = made(forward, own, plan);
        let step = FixStep::of_all(statements);
        let step = if own.is_unique {
            step.hazard(Hazard::MayFail("while two rows agree on the keys"))
        } else {
            step
        };
        plan.main(Phase::Indexes, step);
    }
}

/// The statements that make an index.
pub(super) fn made(table: &Table, own: &Index, plan: &mut Plan) -> Vec<String> {
    let mut script = Script::default();
    index::write(plan.grammar, &table.name, own, Phase::Indexes, &mut script);
    plan.take_skipped(script)
}

fn drop_index(own: &Index, plan: &Plan) -> Option<String> {
    let name = own.name.get()?;
    Some(format!("DROP INDEX {}", plan.grammar.quote(name)))
}

/// Shows what lies between the table as it is put right and the one that the code has.
fn hold_back(forward: &Table, aimed: &Table, schema: &Schema, plan: &mut Plan) {
    let mut wanted = aimed.clone();
    wanted.columns = forward
        .columns
        .iter()
        .map(|column| aimed.column(&column.name).unwrap_or(column).clone())
        .collect();
    if inner(&wanted, plan) != inner(forward, plan) {
        if let Some(step) = rebuild::step(forward, &wanted, schema, plan) {
            let step = step
                .note("the code has another type, default or key here, or none")
                .hazard(Hazard::DataLoss("values may be stored in another way"));
            plan.hold_back(Phase::Tables, step);
        }
        return;
    }
    let differences = Differences::between(&forward.indexes, &aimed.indexes);
    for own in differences.removed {
        if let Some(statement) = drop_index(own, plan) {
            let step = FixStep::of(statement)
                .note("the code does not have this index")
                .hazard(Hazard::Lock("queries that use it get slower"));
            plan.hold_back(Phase::Indexes, step);
        }
    }
    for (found, own) in differences.changed {
        let mut statements: Vec<String> = drop_index(found, plan).into_iter().collect();
        statements.extend(made(aimed, own, plan));
        let step = FixStep::of_all(statements)
            .note("the code does not expect this index to be unique")
            .hazard(Hazard::DataLoss("nothing keeps rows apart from then on"));
        plan.hold_back(Phase::Indexes, step);
    }
    let triggers = Differences::between(&forward.triggers, &aimed.triggers).removed;
    for own in triggers {
        let step = FixStep::of(format!("DROP TRIGGER {}", plan.grammar.quote(&own.name)))
            .note("the code does not have this trigger")
            .hazard(Hazard::DataLoss("what it does, with the text of it"));
        plan.hold_back(Phase::Triggers, step);
    }
}
