//! Pairs check constraints: by condition first, then by name.

use schemadrift_core::expression::NormalForm;
use schemadrift_core::model::{Check, Table};

use super::{Pair, Resolver, pair_in_stages};

/// Pairs the checks of two tables.
pub(super) fn pair<'a>(
    names: &Resolver<'_>,
    code: &'a Table,
    live: &'a Table,
) -> Vec<Pair<'a, Check>> {
    let same_condition = |code: &Check, live: &Check| {
        let is_readable = !matches!(code.expression.normal, NormalForm::Unreadable(_));
        is_readable && code.expression.normal == live.expression.normal
    };
    let same_name = |code: &Check, live: &Check| {
        code.name
            .both(&live.name)
            .is_some_and(|(one, other)| names.same_column(one, other))
    };
    pair_in_stages(&code.checks, &live.checks, &[&same_condition, &same_name]).into_pairs()
}
