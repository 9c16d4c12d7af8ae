//! Pairs exclusion constraints of tables: those that say the same first, then by name.

use schemadrift_core::model::{Exclusion, Table};

use super::{Pair, Resolver, pair_in_stages};

/// Pairs the exclusion constraints of two tables.
pub(super) fn pair<'a>(
    names: &Resolver<'_>,
    code: &'a Table,
    live: &'a Table,
) -> Vec<Pair<'a, Exclusion>> {
    let same_text = |code: &Exclusion, live: &Exclusion| {
        let (one, other) = (&code.definition, &live.definition);
        one.text == other.text || one.normal.is_known() && one.normal == other.normal
    };
    let same_name = |code: &Exclusion, live: &Exclusion| {
        code.name
            .both(&live.name)
            .is_some_and(|(one, other)| names.same_column(one, other))
    };
    let alike = |code: &Exclusion, live: &Exclusion| same_text(code, live) && same_name(code, live);
    pair_in_stages(
        &code.exclusions,
        &live.exclusions,
        &[&alike, &same_text, &same_name],
    )
    .into_pairs()
}
