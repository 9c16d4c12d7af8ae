//! Rule `two-ledgers`: several migration tools have recorded what they did to the same tables.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::draft::list;
use super::{Outcome, Rule, Run};
use crate::history::{History, Recorded};

pub(super) static RULE: Rule = Rule {
    name: "two-ledgers",
    summary: "another migration tool has recorded migrations beside the project's own",
    effect: Effect::Cosmetic,
    since: "0.1.0",
    page: include_str!("../../pages/two-ledgers.md"),
    run: Run::History(check),
};

fn check(history: &History, outcome: &mut Outcome) {
    let Some(own) = &history.recorded else { return };
    if history.others.is_empty() {
        return;
    }
    let object = ObjectPath {
        schema: None,
        table: None,
        kind: ObjectKind::Database,
        name: "ledgers".to_owned(),
    };
    let all: Vec<&Recorded> = std::iter::once(own).chain(&history.others).collect();
    let names: Vec<String> = all
        .iter()
        .map(|ledger| format!("`{}` of {}", shown(ledger, own), ledger.tool_names()))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found: Vec<String> = all
        .iter()
        .map(|ledger| format!("`{}`: {}", shown(ledger, own), ledger.words()))
        .collect();
    RULE.draft(
        object,
        Effect::Cosmetic,
        Direction::Differs,
        format!(
            "{} {} record migrations of this database",
            list(&names),
            if all.len() == 2 { "both" } else { "all" }
        ),
    )
    .values(
        Some(format!("one ledger, `{}`", own.table.name)),
        Some(found.join("; ")),
    )
    .note(note(history))
    .help(help(history))
    .report(outcome);
}

/// The table, with its schema where that is not the project's own ledger's.
fn shown(ledger: &Recorded, own: &Recorded) -> String {
    if ledger.table.schema == own.table.schema {
        ledger.table.name.to_string()
    } else {
        ledger.table.to_string()
    }
}

fn note(history: &History) -> String {
    let has_files = history.others.iter().any(|other| other.place.is_some());
    let what = if has_files {
        "each tool takes what the other makes for a change by hand, and a database built by one of \
         them alone is another than this one"
    } else {
        "the project holds no migrations of the other tool: a database that is built from it alone \
         may be another than this one"
    };
    what.to_owned()
}

/// The ledger is never to be dropped on our word.
fn help(history: &History) -> String {
    let places: Vec<String> = history
        .others
        .iter()
        .filter_map(|other| other.place.as_ref())
        .map(|place| format!("`{place}`"))
        .collect();
    let places: Vec<&str> = places.iter().map(String::as_str).collect();
    if places.is_empty() {
        return "let one tool own the schema; if the other ledger is left over from a move, or a \
                library keeps it for tables of its own, ignore this with that reason"
            .to_owned();
    }
    format!(
        "let one tool own the schema: write what {} makes as migrations in `{}`, and record them \
         as applied",
        list(&places),
        history.place
    )
}
