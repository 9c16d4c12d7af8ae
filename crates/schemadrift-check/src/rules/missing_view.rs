//! Rule `missing-view`: the code declares a view that the database does not have.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::draft::count;
use super::{Context, Outcome, Rule, Run};
use crate::pairing::ViewPair;

pub(super) static RULE: Rule = Rule {
    name: "missing-view",
    summary: "the code declares a view that the database does not have",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/missing-view.md"),
    run: Run::View(check),
};

fn check(pair: &ViewPair<'_>, _context: &Context<'_>, outcome: &mut Outcome) {
    let Some(code) = pair.code else { return };
    if pair.live.is_some() || pair.is_live_table {
        return;
    }
    let object = ObjectPath::top(ObjectKind::View, &pair.name);
    RULE.draft(
        object,
        Effect::ReadsFail,
        Direction::LiveLacks,
        format!("view `{}` does not exist in the database", pair.shown),
    )
    .values(
        Some(format!("a view of {}", count(code.columns.len(), "column"))),
        Some("no view"),
    )
    .declared(Some(&code.origin), "declared here")
    .note("every query on this view fails")
    .help("deploy the migration that creates it; if there is none, write one")
    .report(outcome);
}
