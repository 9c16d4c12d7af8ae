//! Rule `missing-unique`: the code relies on a uniqueness that the database does not keep.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Index;
use schemadrift_core::object::ObjectKind;

use super::{Context, Outcome, Rule, Run, index_text};
use crate::pairing::{Pair, TablePair};

pub(super) static RULE: Rule = Rule {
    name: "missing-unique",
    summary: "the code relies on a uniqueness that the database does not keep",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/missing-unique.md"),
    run: Run::Index(check),
};

fn check(
    pair: &Pair<'_, Index>,
    table: &TablePair<'_>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Some(code) = pair.code() else { return };
    let is_kept = pair.live().is_some_and(|live| live.is_unique);
    let is_kept =
        is_kept || pair.live().is_none() && index_text::is_kept_in_other_order(code, table);
    let features = &context.pairs.live.coverage.index_features;
    let can_be_stated = index_text::can_be_stated(code, features);
    if !code.is_unique || is_kept || !can_be_stated || index_text::lacks_live_column(code, table) {
        return;
    }
    let found = match pair.live() {
        Some(live) => format!(
            "an index that is not unique, {}",
            index_text::definition(live)
        ),
        None => "no unique index".to_owned(),
    };
    RULE.draft(
        table.part(ObjectKind::Unique, index_text::name(code)),
        Effect::DataAtRisk,
        Direction::LiveLacks,
        format!(
            "nothing in the database keeps {} of `{}` unique",
            index_text::keys(code),
            table.shown
        ),
    )
    .values(Some(index_text::definition(code)), Some(found))
    .declared(Some(&code.origin), "declared unique here")
    .note("duplicates can be written, and upserts that rely on it fail")
    .help("look for duplicates, then create the unique index in a migration")
    .report(outcome);
}
