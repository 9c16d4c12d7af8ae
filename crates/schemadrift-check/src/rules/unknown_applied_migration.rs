//! Rule `unknown-applied-migration`: the ledger names a migration that is not on disk.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::migration::State;

use super::history_text::migration_path;
use super::{Outcome, Rule, Run};
use crate::history::History;

pub(super) static RULE: Rule = Rule {
    name: "unknown-applied-migration",
    summary: "the ledger names a migration that is not on disk",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/unknown-applied-migration.md"),
    run: Run::History(check),
};

fn check(history: &History, outcome: &mut Outcome) {
    let stops = history.tool.facts().refuses_unknown;
    for status in &history.statuses {
        if status.state != State::Unknown {
            continue;
        }
        let effect = if stops {
            Effect::WritesFail
        } else {
            Effect::Cosmetic
        };
        RULE.draft(
            migration_path(status),
            effect,
            Direction::LiveHasMore,
            format!(
                "migration `{}` was applied and is not on disk",
                status.label
            ),
        )
        .values(
            Some("no such migration".to_owned()),
            Some(
                status
                    .applied_at
                    .as_ref()
                    .map_or_else(|| "applied".to_owned(), |when| format!("applied at {when}")),
            ),
        )
        .note(if stops {
            "the tool refuses to run while its file is missing"
        } else {
            "the database is ahead of this code, or the file was deleted"
        })
        .help("bring the file back from the branch or release that deployed it")
        .report(outcome);
    }
}
