//! Rule `out-of-order-migration`: a migration comes before one that is applied, and is not.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::migration::{LatePolicy, State};

use super::history_text::{migration_path, places};
use super::{Outcome, Rule, Run};
use crate::history::History;

pub(super) static RULE: Rule = Rule {
    name: "out-of-order-migration",
    summary: "a pending migration comes before one that was applied",
    effect: Effect::Cosmetic,
    since: "0.1.0",
    page: include_str!("../../pages/out-of-order-migration.md"),
    run: Run::History(check),
};

fn check(history: &History, outcome: &mut Outcome) {
    for status in &history.statuses {
        let State::OutOfOrder { newest } = &status.state else {
            continue;
        };
        let late = history.tool.facts().late;
        RULE.draft(
            migration_path(status),
            Effect::Cosmetic,
            Direction::LiveLacks,
            format!(
                "migration `{}` has not been applied, and comes before `{newest}`, which has",
                status.label
            ),
        )
        .values(Some("applied in order"), Some("not applied"))
        .migration_place(places(status).as_ref(), "on disk")
        .note(match late {
            LatePolicy::Runs => {
                "databases that are built from nothing run it in another order than this one will"
            }
            LatePolicy::Holds => "the tool leaves it out, or stops, until it is told otherwise",
            LatePolicy::TakesForApplied => "the tool takes it for applied and will never run it",
        })
        .help("give it a version after the newest one, if no database has run it yet")
        .report(outcome);
    }
}
