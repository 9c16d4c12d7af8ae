//! Pairs check constraints: those that are alike in condition and name first, then by condition,
//! then by name.

use schemadrift_core::model::{Check, Table};

use super::{Pair, Resolver, pair_in_stages};

/// Pairs the checks of two tables.
pub(super) fn pair<'a>(
    names: &Resolver<'_>,
    code: &'a Table,
    live: &'a Table,
) -> Vec<Pair<'a, Check>> {
    let same_condition = |code: &Check, live: &Check| {
        code.expression.normal.is_known() && code.expression.normal == live.expression.normal
    };
    let same_name = |code: &Check, live: &Check| {
        code.name
            .both(&live.name)
            .is_some_and(|(one, other)| names.same_column(one, other))
    };
    let alike = |code: &Check, live: &Check| same_condition(code, live) && same_name(code, live);
    pair_in_stages(
        &code.checks,
        &live.checks,
        &[&alike, &same_condition, &same_name],
    )
    .into_pairs()
}
