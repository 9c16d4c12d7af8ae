//! Rule `missing-function`: the code declares a function or a procedure that the database does not
//! have.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Routine;

use super::routine_text::{header, noun};
use super::{Context, Outcome, Rule, Run};
use crate::pairing::{Pair, RoutinePair};

pub(super) static RULE: Rule = Rule {
    name: "missing-function",
    summary: "the code declares a function or a procedure that the database does not have",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/missing-function.md"),
    run: Run::Routine(check),
};

fn check(pair: &RoutinePair<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let Pair::OnlyCode(code) = pair.sides else {
        return;
    };
    if let Some(reason) = doubt(code, context) {
        return outcome.untold(&RULE, pair.path.clone(), reason);
    }
    let others = overloads(code, context);
    let found = match others.as_slice() {
        [] => format!("no {}", noun(code)),
        others => others.join("; "),
    };
    RULE.draft(
        pair.path.clone(),
        Effect::WritesFail,
        Direction::LiveLacks,
        format!(
            "{} `{}` does not exist in the database",
            noun(code),
            pair.shown
        ),
    )
    .values(Some(header(code)), Some(found))
    .declared(Some(&code.origin), "declared here")
    .note("queries, triggers and defaults that call it fail")
    .help("deploy the migration that creates it; if there is none, write one")
    .report(outcome);
}

/// Why the code's word is not enough, if so.
fn doubt(code: &Routine, context: &Context<'_>) -> Option<String> {
    if code.arguments.contains('%') {
        return Some("the type of an argument is that of a column".to_owned());
    }
    let coverage = context.pairs.live.coverage.routines;
    let unseen = context.pairs.unseen(coverage, "function");
    unseen.or_else(|| context.pairs.doubt_of_all().map(str::to_owned))
}

/// What the database has under this name.
fn overloads(code: &Routine, context: &Context<'_>) -> Vec<String> {
    let routines = context.pairs.live.routines.iter();
    routines
        .filter(|live| context.pairs.names.same(&live.name, &code.name))
        .map(header)
        .collect()
}
