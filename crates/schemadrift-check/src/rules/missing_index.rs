//! Rule `missing-index`: the code declares an index that the database does not have.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Index;
use schemadrift_core::object::ObjectKind;

use super::{Context, Outcome, Rule, Run, index_text};
use crate::pairing::{Pair, TablePair};

pub(super) static RULE: Rule = Rule {
    name: "missing-index",
    summary: "the code declares an index that the database does not have",
    effect: Effect::Slower,
    since: "0.1.0",
    page: include_str!("../../pages/missing-index.md"),
    run: Run::Index(check),
};

fn check(
    pair: &Pair<'_, Index>,
    table: &TablePair<'_>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Pair::OnlyCode(code) = pair else { return };
    let can_be_stated =
        index_text::can_be_stated(code, &context.pairs.live.coverage.index_features);
    if code.is_unique || !can_be_stated || index_text::lacks_live_column(code, table) {
        return;
    }
    RULE.draft(
        table.part(ObjectKind::Index, index_text::name(code)),
        Effect::Slower,
        Direction::LiveLacks,
        format!(
            "index `{}` of `{}` does not exist in the database",
            index_text::name(code),
            table.shown
        ),
    )
    .values(Some(index_text::definition(code)), Some("no index"))
    .declared(Some(&code.origin), "declared here")
    .note("queries that rely on it read the whole table")
    .help("create it in a migration")
    .report(outcome);
}
