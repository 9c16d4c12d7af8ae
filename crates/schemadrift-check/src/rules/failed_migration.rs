//! Rule `failed-migration`: a migration was started and not finished.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::migration::{State, with_name};

use super::history_text::{migration_path, places};
use super::{Outcome, Rule, Run};
use crate::history::History;

pub(super) static RULE: Rule = Rule {
    name: "failed-migration",
    summary: "a migration was started and not finished",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/failed-migration.md"),
    run: Run::History(check),
};

fn check(history: &History, outcome: &mut Outcome) {
    let commands = &history.tool.facts().commands;
    for status in &history.statuses {
        let State::Failed { reason } = &status.state else {
            continue;
        };
        let found = reason.as_deref().map_or_else(
            || "started and not finished".to_owned(),
            |reason| format!("failed: {}", first_line(reason)),
        );
        RULE.draft(
            migration_path(status),
            Effect::WritesFail,
            Direction::LiveLacks,
            format!("migration `{}` has failed", status.label),
        )
        .values(Some("applied"), Some(found))
        .migration_place(places(status).as_ref(), "on disk")
        .note(
            "half of it may be in the database, and nothing else is deployed until it is resolved",
        )
        .help(match commands.clear_failed {
            Some(command) => format!(
                "repair what made it fail, then `{}` and deploy again",
                with_name(command, &status.name)
            ),
            None => "repair what made it fail, then deploy again".to_owned(),
        })
        .report(outcome);
    }
}

fn first_line(text: &str) -> &str {
    text.lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default()
        .trim()
}
