//! Rule `pending-migration`: a migration on disk has not been applied.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::migration::State;

use super::history_text::{migration_path, places};
use super::{Outcome, Rule, Run};
use crate::history::History;

pub(super) static RULE: Rule = Rule {
    name: "pending-migration",
    summary: "a migration on disk has not been applied to the database",
    effect: Effect::Cosmetic,
    since: "0.1.0",
    page: include_str!("../../pages/pending-migration.md"),
    run: Run::History(check),
};

fn check(history: &History, outcome: &mut Outcome) {
    let commands = &history.tool.facts().commands;
    for status in &history.statuses {
        if !matches!(status.state, State::Pending | State::RolledBack) {
            continue;
        }
        let how = if status.state == State::RolledBack {
            "it was rolled back"
        } else {
            "the ledger does not name it"
        };
        RULE.draft(
            migration_path(status),
            // What the code misses for it is a finding of its own.
            Effect::Cosmetic,
            Direction::LiveLacks,
            format!("migration `{}` has not been applied", status.label),
        )
        .values(Some("applied"), Some(how))
        .migration_place(places(status).as_ref(), "on disk")
        .note("what it makes is missing until it is deployed")
        .help(match commands.deploy {
            Some(command) => format!("deploy it: `{command}`"),
            None => "deploy it".to_owned(),
        })
        .report(outcome);
    }
}
