//! Owns the table of migrations: what lies on disk beside what the ledger says.

use schemadrift_check::history::{History, LedgerState, Recorded};
use schemadrift_core::migration::{LatePolicy, MigrationKind, State, Status, with_name};
use schemadrift_core::printable::printable;
use serde_json::{Value, json};

use crate::layout::{pad, printable_sentence, width};
use crate::style::{HumanStyle, Ink};
use crate::words::count;

/// Migrations beside the ledger of one database.
#[derive(Debug, Clone, Copy)]
pub struct StatusPage<'a> {
    /// The migrations and their ledger.
    pub history: &'a History,
    /// The database in words, without secrets.
    pub database: &'a str,
}

/// The table for people, one migration a line, and what to do in the end.
pub fn render_status(page: &StatusPage<'_>, style: &HumanStyle) -> String {
    let history = page.history;
    let mut text = String::new();
    let on_disk = history
        .migrations
        .iter()
        .filter(|migration| migration.kind != MigrationKind::Dump)
        .count();
    let title = format!(
        "{} in `{}` ({}), and {}",
        count(on_disk, "migration", "migrations"),
        printable(&history.place),
        history.tool,
        ledger_words(&history.ledger, page.database)
    );
    text.push_str(&style.paint(Ink::Heading, &title));
    text.push_str("\n\n");
    let widest = history
        .statuses
        .iter()
        .map(|status| width(&status.state.to_string()));
    let widest = widest.max().unwrap_or(0);
    for status in &history.statuses {
        let state = pad(&status.state.to_string(), widest);
        let when = status
            .applied_at
            .as_deref()
            .map_or_else(String::new, |when| format!("  {}", printable(when)));
        text.push_str(&format!(
            "  {}  {}{when}\n",
            style.paint(ink(&status.state), &state),
            printable(&status.label)
        ));
        if let Some(more) = remark(&status.state) {
            text.push_str(&format!("  {}  {more}\n", " ".repeat(widest)));
        }
    }
    text.push('\n');
    text.push_str(&beside(&history.others));
    text.push_str(&next_step(history));
    text.push('\n');
    text
}

/// A line about the ledger of each other tool, and where to read on.
fn beside(others: &[Recorded]) -> String {
    let mut text = String::new();
    for other in others {
        let place = other
            .place
            .as_ref()
            .map_or_else(String::new, |place| format!(", in `{}`", printable(place)));
        text.push_str(&format!(
            "beside it: `{}` ({}{place}) records {}\n",
            printable(&other.table.to_string()),
            other.tool_names(),
            printable(&other.words())
        ));
    }
    if !others.is_empty() {
        text.push_str("why that matters: `schemadrift explain two-ledgers`\n");
    }
    text
}

/// The same for programs.
pub fn render_status_json(pages: &[StatusPage<'_>]) -> String {
    let pages: Vec<Value> = pages.iter().map(page_json).collect();
    let value = json!({ "version": crate::VERSION, "migrations": pages });
    let mut text = format!("{value:#}");
    text.push('\n');
    text
}

fn page_json(page: &StatusPage<'_>) -> Value {
    let history = page.history;
    let statuses: Vec<Value> = history
        .statuses
        .iter()
        .map(|status| {
            json!({
                "name": status.name,
                "label": status.label,
                "state": state_word(&status.state),
                "applied_at": status.applied_at,
                "file": status.location.as_ref().map(|place| place.file.path.as_str()),
            })
        })
        .collect();
    let others: Vec<Value> = history
        .others
        .iter()
        .map(|other| {
            json!({
                "ledger": other.table.to_string(),
                "tools": other.tools.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "recorded": other.count,
                "newest": other.newest,
                "applied_at": other.applied_at,
                "place": other.place,
            })
        })
        .collect();
    json!({
        "tool": history.tool.to_string(),
        "place": history.place,
        "database": page.database,
        "ledger": match &history.ledger {
            LedgerState::Read(name) => json!(name.to_string()),
            LedgerState::Missing | LedgerState::NotVisible(_) | LedgerState::NotAsked => Value::Null,
        },
        "other_ledgers": others,
        "statuses": statuses,
    })
}

fn ledger_words(ledger: &LedgerState, database: &str) -> String {
    let database = printable(database);
    match ledger {
        LedgerState::Read(name) => format!(
            "the ledger `{}` of {database}",
            printable(&name.to_string())
        ),
        LedgerState::Missing => format!("no ledger in {database}"),
        LedgerState::NotVisible(reason) => format!(
            "a ledger in {database} that cannot be read: {}",
            printable(reason)
        ),
        LedgerState::NotAsked => format!("no ledger that {database} could keep"),
    }
}

fn ink(state: &State) -> Ink {
    match state {
        State::Applied | State::Assumed { .. } => Ink::Good,
        State::Failed { .. } | State::Edited { .. } | State::Unknown => Ink::Error,
        State::Pending | State::OutOfOrder { .. } | State::RolledBack | State::Outdated => {
            Ink::Warning
        }
        State::Unrecorded => Ink::Note,
    }
}

fn remark(state: &State) -> Option<String> {
    match state {
        State::OutOfOrder { newest } => Some(format!("comes before `{}`", printable(newest))),
        State::Failed {
            reason: Some(reason),
        } => Some(printable_sentence(
            reason.lines().next().unwrap_or_default(),
        )),
        State::Assumed { by } => Some(format!("the ledger says: up to {}", printable(by))),
        _ => None,
    }
}

/// The word for a state in JSON.
fn state_word(state: &State) -> &'static str {
    match state {
        State::Applied => "applied",
        State::Assumed { .. } => "assumed",
        State::Pending => "pending",
        State::OutOfOrder { .. } => "out-of-order",
        State::Failed { .. } => "failed",
        State::RolledBack => "rolled-back",
        State::Edited { .. } => "edited",
        State::Outdated => "outdated",
        State::Unknown => "unknown",
        State::Unrecorded => "unrecorded",
    }
}

fn next_step(history: &History) -> String {
    let facts = history.tool.facts();
    let has = |wanted: fn(&State) -> bool| {
        let mut states = history.statuses.iter().map(|status| &status.state);
        states.any(wanted)
    };
    let command = |command: Option<&str>| {
        command.map_or_else(String::new, |command| format!(": `{command}`"))
    };
    let is_edited = has(|state| matches!(state, State::Edited { .. }));
    let is_unknown = has(|state| matches!(state, State::Unknown));
    let is_late = has(|state| matches!(state, State::OutOfOrder { .. }));
    let waits = has(|state| matches!(state, State::Pending | State::RolledBack | State::Outdated));
    let is_failed = |status: &&Status| matches!(status.state, State::Failed { .. });
    if let Some(failed) = history.statuses.iter().find(is_failed) {
        let clear = facts.commands.clear_failed;
        let clear = clear.map(|command| with_name(command, &failed.name));
        format!("next: repair what failed{}", command(clear.as_deref()))
    } else if is_edited && facts.refuses_edited || is_unknown && facts.refuses_unknown {
        format!(
            "next: bring back the files as they were applied; {} runs nothing until then",
            history.tool
        )
    } else if is_late && facts.late == LatePolicy::Holds {
        format!(
            "next: give what is out of order a version after the newest one; {} holds it back",
            history.tool
        )
    } else if waits || is_late {
        format!(
            "next: deploy what is pending{}",
            command(facts.commands.deploy)
        )
    } else if is_edited || is_unknown {
        "next: bring back the files as they were applied; nothing waits to be deployed".to_owned()
    } else if has(|state| matches!(state, State::Unrecorded)) {
        "next: nothing tells which of them this database has been through; `schemadrift check` compares the database itself".to_owned()
    } else {
        "everything on disk is applied".to_owned()
    }
}
