//! How MySQL and MariaDB alter tables (<https://dev.mysql.com/doc/refman/en/alter-table.html>).

use schemadrift_core::model::{Column, Index, Table};
use schemadrift_core::name::Name;

use super::columns::{self, ColumnWords, require_values};
use super::conversion::Conversion;
use super::forward::{self, Forward};
use super::keys::{self, KeyWords};
use super::plan::Plan;
use super::{FixStep, Hazard, named};
use crate::ddl::column;
use crate::ddl::comment;
use crate::ddl::grammar::Grammar;
use crate::ddl::script::{Phase, Script};

static COLUMNS: ColumnWords = ColumnWords {
    change: change_column,
    set_not_null: modify,
};

static KEYS: KeyWords = KeyWords {
    validates_later: false,
    builds_concurrently: false,
    drop_foreign_key: "DROP FOREIGN KEY",
    drop_primary_key: |_, _, _| "DROP PRIMARY KEY".to_owned(),
    drop_index,
    needs_indexes_for_references: true,
    rename_index,
    rename_constraint: None,
    rename_primary_key: false,
    rebuild_index: None,
};

/// Plans what a table needs.
pub(super) fn change(found: &Table, aimed: &Table, plan: &mut Plan) {
    columns::change(found, aimed, &COLUMNS, plan);
    keys::change(found, aimed, &KEYS, plan);
    named::change_behaviour(found, aimed, plan);
    if found.comment != aimed.comment {
        let name = plan.grammar.quote_qualified(&aimed.name);
        let own = aimed.comment.get().and_then(Option::as_ref);
        match own.and_then(|own| comment::inline(plan.grammar, Some(own))) {
            Some(clause) => plan.main(
                Phase::Comments,
                FixStep::of(format!("ALTER TABLE {name} {clause}")),
            ),
            None => plan.hold_back(
                Phase::Comments,
                FixStep::of(format!("ALTER TABLE {name} COMMENT ''"))
                    .note("the comment is taken away")
                    .hazard(Hazard::DataLoss("what the comment says")),
            ),
        }
    }
}

/// The statement that states a column anew.
fn modify(table: &Table, column: &Column, plan: &mut Plan) -> Option<String> {
    let mut script = Script::default();
    let written = column::write(plan.grammar, table, column, &mut script);
    plan.take_skipped(script);
    let name = plan.grammar.quote_qualified(&table.name);
    written.map(|written| format!("ALTER TABLE {name} MODIFY COLUMN {}", written.definition))
}

fn change_column(table: &Table, found: &Column, aimed: &Column, plan: &mut Plan) -> Vec<FixStep> {
    let Forward {
        column,
        conversion,
        held_back,
    } = forward::divide(plan.grammar, found, aimed);
    let mut steps = Vec::new();
    if column != *found {
        steps.extend(forward_step(table, found, &column, conversion, plan));
    }
    if !held_back.is_empty()
        && let Some(statement) = modify(table, aimed, plan)
    {
        let mut step = FixStep::of(statement);
        for (note, hazard) in held_back {
            step = step.note(note).hazard(hazard);
        }
        plan.hold_back(Phase::Columns, step);
    }
    steps
}

fn forward_step(
    table: &Table,
    found: &Column,
    column: &Column,
    conversion: Conversion,
    plan: &mut Plan,
) -> Option<FixStep> {
    let mut step = FixStep::of(modify(table, column, plan)?);
    if conversion == Conversion::Rewrites || column.collation != found.collation {
        step = step.hazard(Hazard::Rewrite(
            "every row may be written anew, and writes wait meanwhile",
        ));
    }
    let becomes_required =
        column.is_nullable != found.is_nullable && column.is_nullable.get() == Some(&false);
    Some(if becomes_required {
        require_values(table, &column.name, step, plan)
            .note("outside of strict mode NULL becomes an empty value instead of an error")
    } else {
        step
    })
}

fn drop_index(table: &Table, index: &Index, grammar: &Grammar) -> Option<String> {
    let name = index.name.get()?;
    let table = grammar.quote_qualified(&table.name);
    Some(format!(
        "ALTER TABLE {table} DROP INDEX {}",
        grammar.quote(name)
    ))
}

fn rename_index(table: &Table, from: &Name, to: &Name, grammar: &Grammar) -> String {
    format!(
        "ALTER TABLE {} RENAME INDEX {} TO {}",
        grammar.quote_qualified(&table.name),
        grammar.quote(from),
        grammar.quote(to)
    )
}
