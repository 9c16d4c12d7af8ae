//! Owns the table of migrations: what lies on disk beside what the ledger says.

use schemadrift_check::history::{History, LedgerState};
use schemadrift_core::migration::{State, Status};
use serde_json::{Value, json};

use crate::layout::{pad, width};
use crate::printable::printable;
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
    let title = format!(
        "{} in `{}` ({}), and {}",
        count(history.migrations.len(), "migration", "migrations"),
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
    text.push_str(&next_step(history));
    text.push('\n');
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
    json!({
        "tool": history.tool.to_string(),
        "place": history.place,
        "database": page.database,
        "ledger": match &history.ledger {
            LedgerState::Read(name) => json!(name.to_string()),
            LedgerState::Missing | LedgerState::NotVisible(_) | LedgerState::NotAsked => Value::Null,
        },
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
        } => Some(printable(reason.lines().next().unwrap_or_default()).to_string()),
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
    let commands = &history.tool.facts().commands;
    let has = |wanted: fn(&Status) -> bool| history.statuses.iter().any(wanted);
    let is_failed = |status: &Status| matches!(status.state, State::Failed { .. });
    let waits = |status: &Status| {
        matches!(
            status.state,
            State::Pending | State::OutOfOrder { .. } | State::RolledBack | State::Outdated
        )
    };
    let command = |command: Option<&str>| {
        command.map_or_else(String::new, |command| format!(": `{command}`"))
    };
    if has(is_failed) {
        format!("next: repair what failed{}", command(commands.clear_failed))
    } else if history.ledger == LedgerState::Missing {
        "next: nothing tells which of them this database has been through; `schemadrift check` compares the database itself".to_owned()
    } else if has(waits) {
        format!("next: deploy what is pending{}", command(commands.deploy))
    } else {
        "everything on disk is applied".to_owned()
    }
}
