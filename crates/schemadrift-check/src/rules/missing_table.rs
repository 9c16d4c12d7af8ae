//! Rule `missing-table`: the code declares a table that the database does not have.

use schemadrift_core::finding::{Direction, Effect};

use super::draft::count;
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
    if pair.live.is_some() || pair.live_view.is_some() {
        return;
    }
    let draft = RULE
        .draft(
            pair.path(),
            Effect::ReadsFail,
            Direction::LiveLacks,
            format!("table `{}` does not exist in the database", pair.name.name),
        )
        .values(
            Some(format!(
                "a table of {}",
                count(code.columns.len(), "column")
            )),
            Some("no table"),
        )
        .declared(Some(&code.origin), "declared here")
        .note("every query on this table fails");
    draft.help(next_step(pair, context)).report(outcome);
}

fn next_step(pair: &TablePair<'_>, context: &Context<'_>) -> String {
    let elsewhere = context
        .pairs
        .live
        .tables
        .iter()
        .find(|live| live.name.name == pair.name.name && live.name.schema != pair.name.schema);
    if let Some(live) = elsewhere {
        return format!(
            "there is a table `{}`: is the schema the one you meant?",
            live.name
        );
    }
    match rename::of_table(pair, context) {
        Some(other) => format!(
            "the database has `{}`, which the code does not know: was the table renamed?",
            other.name.name
        ),
        None => "deploy the migration that creates it; if there is none, write one".to_owned(),
    }
}
