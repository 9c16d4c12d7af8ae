//! Rule `column-collation`: a column sorts and compares by another collation than the code expects.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Column;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Owner, Rule, Run};
use crate::pairing::Pair;

pub(super) static RULE: Rule = Rule {
    name: "column-collation",
    summary: "a column's collation is not the one the code expects",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/column-collation.md"),
    run: Run::Column(check),
};

fn check(pair: &Pair<'_, Column>, owner: &Owner<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.both() else {
        return;
    };
    let Some((expected, found)) = code.collation.both(&live.collation) else {
        return;
    };
    let is_same = match (expected, found) {
        (Some(expected), Some(found)) => context.pairs.names.same_column(expected, found),
        (expected, found) => expected == found,
    };
    if is_same {
        return;
    }
    let text = |collation: Option<&schemadrift_core::name::Name>| {
        collation.map_or_else(|| "the default collation".to_owned(), ToString::to_string)
    };
    let (expected, found) = (text(expected.as_ref()), text(found.as_ref()));
    RULE.draft(
        ObjectPath::part(ObjectKind::Column, owner.name, live.name.as_str()),
        Effect::DataAtRisk,
        Direction::Differs,
        format!(
            "column `{}` of `{}` has collation `{found}` in the database, the code expects `{expected}`",
            live.name, owner.shown
        ),
    )
    .values(Some(expected), Some(found))
    .declared(Some(&code.origin), "declared here")
    .note("comparisons, uniqueness and order follow the collation")
    .help("change the collation in a migration, or declare the one that the database has")
    .report(outcome);
}
