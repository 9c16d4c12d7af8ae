//! Rule `missing-ledger`: the database has no record of any migration.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::origin::Origin;

use super::draft::count;
use super::{Outcome, Rule, Run};
use crate::history::{History, LedgerState};

pub(super) static RULE: Rule = Rule {
    name: "missing-ledger",
    summary: "the database keeps no ledger of the migrations on disk",
    effect: Effect::Cosmetic,
    since: "0.1.0",
    page: include_str!("../../pages/missing-ledger.md"),
    run: Run::History(check),
};

fn check(history: &History, outcome: &mut Outcome) {
    if history.migrations.is_empty() || history.ledger != LedgerState::Missing {
        return;
    }
    let first = history.migrations.first();
    let ledger = history.tool.ledgers().next();
    let object = ObjectPath {
        schema: None,
        table: None,
        kind: ObjectKind::Table,
        name: ledger.map_or_else(|| "ledger".to_owned(), |ledger| ledger.table.to_owned()),
    };
    let tables: Vec<String> = history
        .tool
        .ledgers()
        .map(|ledger| format!("`{}`", ledger.table))
        .collect();
    RULE.draft(
        object,
        Effect::Cosmetic,
        Direction::Differs,
        format!(
            "{} never recorded a migration in this database, and `{}` holds {}",
            history.tool,
            history.place,
            count(history.migrations.len(), "migration")
        ),
    )
    .values(
        Some(format!("the table {}", tables.join(" or "))),
        Some("no such table"),
    )
    .migration_place(
        first
            .map(|migration| Origin::Enclosing(migration.location.clone()))
            .as_ref(),
        "the first of them",
    )
    .note(note(history))
    .help(match history.tool.facts().commands.mark_applied {
        Some(command) => format!("if the database is right, record each as applied: `{command}`"),
        None => "if the database is right, record the migrations as applied".to_owned(),
    })
    .report(outcome);
}

/// How the database was made, as far as other ledgers tell.
fn note(history: &History) -> String {
    let what = "nothing tells which migrations this database has been through";
    match history.others.first() {
        Some(other) => format!(
            "{what}: `{}` of {} records {}",
            other.table.name,
            other.tool_names(),
            other.words()
        ),
        None => format!("{what}: it was made in another way"),
    }
}
