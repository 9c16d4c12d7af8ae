//! Rule `missing-table`: the code declares a table that the database does not have.

use schemadrift_core::coverage::Completeness;
use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Column, Table, TableKind};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;

use super::draft::{column_list, count};
use super::{Context, Outcome, Rule, Run, rename};
use crate::pairing::TablePair;

pub(super) static RULE: Rule = Rule {
    name: "missing-table",
    summary: "the code declares a table that the database does not have",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/missing-table.md"),
    run: Run::Table(check),
};

fn check(pair: &TablePair<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let Some(code) = pair.code else { return };
    if pair.live_view.is_some() && !code.is_any_relation {
        report_view(code, pair, outcome);
    }
    if pair.live.is_some() || pair.live_view.is_some() {
        return;
    }
    if context.pairs.live.coverage.tables == Completeness::Partial {
        let reason = "the role may not see every table of the database".to_owned();
        return outcome.untold(&RULE, pair.path(), reason);
    }
    let is_partition = matches!(code.kind.get(), Some(TableKind::Partition(_)));
    let (effect, note) = if is_partition {
        (
            Effect::WritesFail,
            "rows that belong into this partition are refused, unless another one takes them",
        )
    } else {
        (Effect::ReadsFail, "every query on this table fails")
    };
    let draft = RULE
        .draft(
            pair.path(),
            effect,
            Direction::LiveLacks,
            format!("table `{}` does not exist in the database", pair.shown),
        )
        .values(
            Some(format!(
                "a table of {}",
                count(code.columns.len(), "column")
            )),
            Some("no table"),
        )
        .declared(Some(&code.origin), "declared here")
        .note(note);
    match guess(pair, context) {
        Some(guess) => draft.guess(guess),
        None => draft.help(remedy(&code.origin)),
    }
    .report(outcome);
}

/// What is declared in SQL is the statement that creates it. Not the whole script is to be run: it
/// may begin by dropping what is there.
fn remedy(origin: &Origin) -> String {
    let path = origin.location().map(|place| place.file.path.as_str());
    match path.filter(|path| path.ends_with(".sql")) {
        Some(path) => format!("run the statement that creates it, in `{path}`"),
        None => "deploy the migration that creates it; if there is none, write one".to_owned(),
    }
}

/// A view stands in for the table. Reading works; writing only where the view passes it on.
fn report_view(code: &Table, pair: &TablePair<'_>, outcome: &mut Outcome) {
    let takes_no_writes = |live: &Column| live.is_writable.get() == Some(&false);
    let (refusing, others): (Vec<_>, Vec<_>) = pair
        .columns
        .iter()
        .filter_map(|columns| columns.both())
        .partition(|(_, live)| takes_no_writes(live));
    let refused: Vec<&Name> = refusing
        .iter()
        .filter(|(code, _)| others.is_empty() || must_be_given(code))
        .map(|(code, _)| &code.name)
        .collect();
    if refused.is_empty() {
        return;
    }
    let (found, note) = if others.is_empty() {
        (
            "a view that takes no writes".to_owned(),
            "reading works; an insert, update or delete fails",
        )
    } else {
        (
            format!("a view that takes no writes to {}", column_list(refused)),
            "reading works; every insert gives these columns a value, and fails",
        )
    };
    RULE.draft(
        pair.path(),
        Effect::WritesFail,
        Direction::LiveLacks,
        format!("table `{}` is {found} in the database", pair.shown),
    )
    .values(
        Some(format!(
            "a table of {}",
            count(code.columns.len(), "column")
        )),
        Some(found.as_str()),
    )
    .declared(Some(&code.origin), "declared here as a table")
    .note(note)
    .help("put the table back in a migration, or declare a view")
    .report(outcome);
}

/// Whether every insert of the code gives the column a value.
fn must_be_given(code: &Column) -> bool {
    code.is_nullable.get() == Some(&false)
        && !matches!(code.default.get(), Some(Some(_)))
        && !matches!(code.increment.get(), Some(Some(_)))
}

/// What may have become of the table.
fn guess(pair: &TablePair<'_>, context: &Context<'_>) -> Option<String> {
    let elsewhere = context
        .pairs
        .live
        .tables
        .iter()
        .find(|live| live.name.name == pair.name.name && live.name.schema != pair.name.schema);
    if let Some(live) = elsewhere {
        return Some(format!(
            "there is a table `{}`: is the schema the one you meant?",
            live.name
        ));
    }
    let other = rename::of_table(pair, context)?;
    Some(format!(
        "the database has `{}`, which the code does not know: was the table renamed?",
        other.shown
    ))
}
