//! Rule `extra-table`: the database has a table that the code does not declare.

use schemadrift_core::coverage::Completeness;
use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::TableKind;

use super::draft::count;
use super::{Context, Outcome, Rule, Run};
use crate::pairing::TablePair;

pub(super) static RULE: Rule = Rule {
    name: "extra-table",
    summary: "the database has a table that the code does not declare",
    effect: Effect::Cosmetic,
    since: "0.1.0",
    page: include_str!("../../pages/extra-table.md"),
    run: Run::Table(check),
};

fn check(pair: &TablePair<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let (None, Some(live)) = (pair.code, pair.live) else {
        return;
    };
    let code = context.pairs.code;
    // Partitions come and go with their parent.
    if code.coverage.tables != Completeness::Complete
        || matches!(live.kind.get(), Some(TableKind::Partition(_)))
    {
        return;
    }
    if let Some(taint) = code.taints.first() {
        outcome.untold(&RULE, pair.path(), taint.reason.clone());
        return;
    }
    RULE.draft(
        pair.path(),
        Effect::Cosmetic,
        Direction::LiveHasMore,
        format!(
            "table `{}` is in the database and not in the code",
            pair.shown
        ),
    )
    .values(
        Some("no table"),
        Some(format!(
            "a table of {}",
            count(live.columns.len(), "column")
        )),
    )
    .note("this code does not use it, so nothing breaks")
    .help("declare it if it belongs here, or ignore it with a reason")
    .report(outcome);
}
