//! Pairs triggers: by name first, then those of another name that do exactly the same. What tools
//! and platforms hang on a table for themselves is left out.

use schemadrift_core::expression::Expression;
use schemadrift_core::model::{Trigger, TriggerAction, TriggerShape};
use schemadrift_core::name::{Name, QualifiedName};

use super::{Pair, Pairs, pair_in_stages};

/// Pairs the triggers of two tables or views.
pub(super) fn pair<'a>(
    pairs: &Pairs<'a>,
    code: &'a [Trigger],
    live: &'a [Trigger],
) -> Vec<Pair<'a, Trigger>> {
    let same_name =
        |code: &Trigger, live: &Trigger| pairs.names.same_column(&code.name, &live.name);
    let same_work = |code: &Trigger, live: &Trigger| does_the_same(pairs, code, live);
    let mut staged = pair_in_stages(code, live, &[&same_name, &same_work]);
    staged.only_live.retain(|live| !is_of_a_tool(pairs, live));
    staged.into_pairs()
}

/// Whether a trigger calls what a tool or a platform keeps for itself, as those do that make it.
fn is_of_a_tool(pairs: &Pairs<'_>, trigger: &Trigger) -> bool {
    let function = trigger.shape.get().and_then(called);
    let schema = function.and_then(|function| function.schema.as_ref());
    schema.is_some_and(|schema| pairs.dialect.bookkeeping.is_schema(schema.as_str()))
}

fn does_the_same(pairs: &Pairs<'_>, code: &Trigger, live: &Trigger) -> bool {
    let Some((one, other)) = code.shape.both(&live.shape) else {
        return false;
    };
    one.timing == other.timing
        && one.events == other.events
        && same_update_columns(pairs, one, other)
        && one.is_for_each_row == other.is_for_each_row
        && same_condition(one.condition.as_ref(), other.condition.as_ref())
        && (&one.old_rows, &one.new_rows) == (&other.old_rows, &other.new_rows)
        && one.deferral == other.deferral
        && one.referenced.is_some() == other.referenced.is_some()
        && same_action(pairs, &one.action, &other.action)
}

fn same_action(pairs: &Pairs<'_>, code: &TriggerAction, live: &TriggerAction) -> bool {
    match (code, live) {
        (
            TriggerAction::Call {
                function: code,
                arguments: expected,
            },
            TriggerAction::Call {
                function: live,
                arguments: found,
            },
        ) => expected == found && same_function(pairs, code, live),
        (TriggerAction::Body(code), TriggerAction::Body(live)) => {
            same_condition(Some(code), Some(live))
        }
        (TriggerAction::Call { .. }, TriggerAction::Body(_))
        | (TriggerAction::Body(_), TriggerAction::Call { .. }) => false,
    }
}

fn same_condition(code: Option<&Expression>, live: Option<&Expression>) -> bool {
    match (code, live) {
        (None, None) => true,
        (Some(code), Some(live)) => code.normal.is_known() && code.normal == live.normal,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Whether two triggers fire on updates of the same columns, in whatever order.
pub(crate) fn same_update_columns(
    pairs: &Pairs<'_>,
    code: &TriggerShape,
    live: &TriggerShape,
) -> bool {
    let keys = |columns: &[Name]| {
        let mut keys: Vec<String> = columns
            .iter()
            .map(|column| pairs.names.column_key(column))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    keys(&code.update_columns) == keys(&live.update_columns)
}

/// Whether two names mean the same function. A bare one that the code does not make is found
/// wherever the search path leads.
pub(crate) fn same_function(pairs: &Pairs<'_>, code: &QualifiedName, live: &QualifiedName) -> bool {
    let is_made = || {
        let mut routines = pairs.code.routines.iter();
        routines.any(|routine| pairs.names.same(&routine.name, code))
    };
    pairs.names.same(code, live) || code.schema.is_none() && code.name == live.name && !is_made()
}

/// The function that a trigger calls.
pub(crate) fn called(shape: &TriggerShape) -> Option<&QualifiedName> {
    match &shape.action {
        TriggerAction::Call { function, .. } => Some(function),
        TriggerAction::Body(_) => None,
    }
}
