//! Owns columns of tables that are altered: which are added, which change, which are to go.

use schemadrift_core::model::{Column, Table};
use schemadrift_core::name::Name;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::plan::Plan;
use super::{FixStep, Hazard, NeedsValues};
use crate::ddl::column;
use crate::ddl::script::{Phase, Script};

/// What one database's grammar has for columns.
pub(super) struct ColumnWords {
    /// The step that changes a column into another, without a word of what it may cost.
    pub(super) change: fn(&Table, &Column, &Column, &mut Plan) -> Vec<FixStep>,
    /// The statement after which a column takes no NULL.
    pub(super) set_not_null: fn(&Table, &Column, &mut Plan) -> Option<String>,
}

/// Plans the columns of a table.
pub(super) fn change(found: &Table, aimed: &Table, words: &ColumnWords, plan: &mut Plan) {
    for column in &aimed.columns {
        match found.column(&column.name) {
            None => add(aimed, column, words, plan),
            Some(own) if own != column => {
                for step in (words.change)(aimed, own, column, plan) {
                    plan.main(Phase::Columns, step);
                }
            }
            Some(_) => {}
        }
    }
    for column in &found.columns {
        if aimed.column(&column.name).is_none() {
            hold_back_drop(found, column, plan);
        }
    }
}

/// Shows how a column would go.
pub(super) fn hold_back_drop(table: &Table, column: &Column, plan: &mut Plan) {
    let name = plan.grammar.quote_qualified(&table.name);
    let column = plan.grammar.quote(&column.name);
    let step = FixStep::of(format!("ALTER TABLE {name} DROP COLUMN {column}"))
        .note("the code does not have this column")
        .hazard(Hazard::DataLoss("the column with everything in it"));
    plan.hold_back(Phase::Columns, step);
}

/// Whether rows that are there have no value for a column that has to have one.
pub(super) fn lacks_values(column: &Column) -> bool {
    let is_filled = matches!(column.default.get(), Some(Some(default)) if *default != schemadrift_core::model::DefaultValue::Unknown)
        || matches!(column.increment.get(), Some(Some(_)))
        || matches!(column.generated.get(), Some(Some(_)));
    column.is_nullable.get() == Some(&false) && !is_filled
}

fn add(table: &Table, column: &Column, words: &ColumnWords, plan: &mut Plan) {
    let lacks_values = lacks_values(column);
    let mut added = column.clone();
    if lacks_values {
        added.is_nullable = schemadrift_core::stated::Stated::Written(true);
    }
    let mut script = Script::default();
    let Some(written) = column::write(plan.grammar, table, &added, &mut script) else {
        plan.take_skipped(script);
        return;
    };
    let (beside, skipped) = script.into_parts();
    for left_out in skipped {
        plan.skip(left_out.object, left_out.reason);
    }
    for (phase, statement) in beside {
        plan.main(phase, FixStep::of(statement));
    }
    let name = plan.grammar.quote_qualified(&table.name);
    let mut step = FixStep::of(format!(
        "ALTER TABLE {name} ADD COLUMN {}",
        written.definition
    ));
    if is_computed(column) {
        step = step.hazard(Hazard::Rewrite(
            "every row gets its value now, and the table is locked meanwhile",
        ));
    }
    plan.main(Phase::Columns, step);
    if lacks_values && let Some(statement) = (words.set_not_null)(table, column, plan) {
        let step = require_values(table, &column.name, FixStep::of(statement), plan);
        plan.main(Phase::Columns, step);
    }
}

/// Whether rows that are there get values that have to be computed for each.
fn is_computed(column: &Column) -> bool {
    use schemadrift_core::expression::NormalForm;
    use schemadrift_core::model::DefaultValue;
    let has_computed_default = matches!(
        column.default.get(),
        Some(Some(DefaultValue::Expression(expression)))
            if !matches!(expression.normal, NormalForm::Constant(_))
    );
    has_computed_default
        || matches!(column.increment.get(), Some(Some(_)))
        || matches!(column.generated.get(), Some(Some(_)))
}

/// Says of a step that every row has to have a value before it.
pub(super) fn require_values(
    table: &Table,
    column: &Name,
    mut step: FixStep,
    plan: &Plan,
) -> FixStep {
    let quoted_table = plan.grammar.quote_qualified(&table.name);
    let quoted_column = plan.grammar.quote(column);
    step.needs_values = Some(NeedsValues {
        table: table.name.clone(),
        column: column.clone(),
        statement: format!(
            "UPDATE {quoted_table} SET {quoted_column} = <value> WHERE {quoted_column} IS NULL"
        ),
    });
    step.hazard(Hazard::MayFail("while any row has no value"))
        .hazard(Hazard::Lock("the table is read through once"))
}

/// Says that a change of a column is left out.
pub(super) fn skip(table: &Table, column: &Column, reason: &str, plan: &mut Plan) {
    let path = ObjectPath::part(ObjectKind::Column, &table.name, column.name.as_str());
    plan.skip(path, reason);
}
