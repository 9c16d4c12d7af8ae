//! Pairs policies: by name first, then those of another name that do exactly the same.

use schemadrift_core::expression::Expression;
use schemadrift_core::model::{Policy, Table};
use schemadrift_core::name::Name;

use super::{Pair, Resolver, pair_in_stages};

/// Pairs the policies of two tables.
pub(super) fn pair<'a>(
    names: &Resolver<'_>,
    code: &'a Table,
    live: &'a Table,
) -> Vec<Pair<'a, Policy>> {
    let same_name = |code: &Policy, live: &Policy| names.same_column(&code.name, &live.name);
    pair_in_stages(
        &code.policies,
        &live.policies,
        &[&same_name, &does_the_same],
    )
    .into_pairs()
}

/// Whether two policies allow the same to the same roles, beyond doubt.
fn does_the_same(code: &Policy, live: &Policy) -> bool {
    code.command.get() == live.command.get()
        && code.is_permissive.get() == live.is_permissive.get()
        && roles(code) == roles(live)
        && same_condition(using(code), using(live))
        && same_condition(with_check(code), with_check(live))
}

fn same_condition(code: Option<&Expression>, live: Option<&Expression>) -> bool {
    match (code, live) {
        (None, None) => true,
        (Some(code), Some(live)) => code.normal.is_known() && code.normal == live.normal,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// The roles that a policy applies to, in an order of its own.
pub(crate) fn roles(policy: &Policy) -> Option<Vec<&Name>> {
    let mut roles: Vec<&Name> = policy.roles.get()?.iter().collect();
    // Who is everyone is everyone, whoever else is named.
    if roles.iter().any(|role| role.as_str() == "public") {
        roles.retain(|role| role.as_str() == "public");
    }
    roles.sort();
    roles.dedup();
    Some(roles)
}

/// Which rows are visible.
pub(crate) fn using(policy: &Policy) -> Option<&Expression> {
    policy.using.get().and_then(Option::as_ref)
}

/// Which rows may be written: where nothing else is said, those that are visible
/// (<https://www.postgresql.org/docs/current/sql-createpolicy.html>).
pub(crate) fn with_check(policy: &Policy) -> Option<&Expression> {
    let own = policy.with_check.get().and_then(Option::as_ref);
    let is_shared = policy
        .command
        .get()
        .is_some_and(|command| command.reads_and_writes());
    own.or_else(|| using(policy).filter(|_| is_shared))
}
