//! Pairs check constraints of tables and of domains: those that are alike in condition and name first, then by condition,
//! then by name.

use schemadrift_core::model::{Check, Domain, Table};

use super::{Pair, Resolver, Staged, pair_in_stages};

/// Pairs the checks of two tables.
pub(super) fn pair<'a>(
    names: &Resolver<'_>,
    code: &'a Table,
    live: &'a Table,
) -> Vec<Pair<'a, Check>> {
    in_stages(names, &code.checks, &live.checks).into_pairs()
}

/// Pairs the checks of two domains. One that is left over on either side is the same under another
/// name, as far as can be told: its condition is what counts.
pub(crate) fn of_domains<'a>(
    names: &Resolver<'_>,
    code: &'a Domain,
    live: &'a Domain,
) -> Vec<Pair<'a, Check>> {
    let mut staged = in_stages(names, &code.checks, &live.checks);
    if let ([code], [live]) = (staged.only_code.as_slice(), staged.only_live.as_slice()) {
        staged.pairs.push(Pair::Both { code, live });
        staged.only_code.clear();
        staged.only_live.clear();
    }
    staged.into_pairs()
}

fn in_stages<'a>(names: &Resolver<'_>, code: &'a [Check], live: &'a [Check]) -> Staged<'a, Check> {
    let same_condition = |code: &Check, live: &Check| {
        code.expression.normal.is_known() && code.expression.normal == live.expression.normal
    };
    let same_name = |code: &Check, live: &Check| {
        code.name
            .both(&live.name)
            .is_some_and(|(one, other)| names.same_column(one, other))
    };
    let alike = |code: &Check, live: &Check| same_condition(code, live) && same_name(code, live);
    pair_in_stages(code, live, &[&alike, &same_condition, &same_name])
}
