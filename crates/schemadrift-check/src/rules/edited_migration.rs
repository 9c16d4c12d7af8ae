//! Rule `edited-migration`: a migration was edited after it was applied.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::migration::State;

use super::history_text::{migration_path, places};
use super::{Outcome, Rule, Run};
use crate::history::History;

pub(super) static RULE: Rule = Rule {
    name: "edited-migration",
    summary: "a migration on disk is not the one that was applied",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/edited-migration.md"),
    run: Run::History(check),
};

fn check(history: &History, outcome: &mut Outcome) {
    let stops = history.tool.facts().refuses_edited;
    for status in &history.statuses {
        let State::Edited { recorded, found } = &status.state else {
            continue;
        };
        let effect = if stops {
            Effect::WritesFail
        } else {
            Effect::Cosmetic
        };
        RULE.draft(
            migration_path(status),
            effect,
            Direction::Differs,
            format!(
                "migration `{}` was edited after it was applied",
                status.label
            ),
        )
        .values(
            Some(format!("checksum {}", short(found))),
            Some(format!("checksum {}", short(recorded))),
        )
        .migration_place(places(status).as_ref(), "edited")
        .note(if stops {
            "the tool refuses to run until file and ledger agree"
        } else {
            "a database that is built from it now is another than this one"
        })
        .help("put the file back as it was applied, and write the change as a new migration")
        .report(outcome);
    }
}

/// Enough of a checksum to tell two apart.
fn short(checksum: &str) -> String {
    const SHOWN: usize = 12;
    let start: String = checksum.chars().take(SHOWN).collect();
    if start.len() < checksum.len() {
        format!("{start}…")
    } else {
        start
    }
}
