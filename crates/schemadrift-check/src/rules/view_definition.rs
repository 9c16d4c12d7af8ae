//! Rule `view-definition`: a view asks for something else than the code declares.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::View;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Rule, Run};
use crate::pairing::{Pair, ViewPair};
use crate::verdict::Verdict;
use crate::verdict::expressions::compare_queries;

pub(super) static RULE: Rule = Rule {
    name: "view-definition",
    summary: "a view asks for something else than the code declares",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/view-definition.md"),
    run: Run::View(check),
};

fn check(pair: &ViewPair<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let (Some(code), Some(live)) = (pair.code, pair.live) else {
        return;
    };
    let object = ObjectPath::top(ObjectKind::View, &pair.name);
    if let Some((expected, found)) = code.is_materialized.both(&live.is_materialized)
        && expected != found
    {
        let values = (kind(*expected).to_owned(), kind(*found).to_owned());
        return report(pair, code, object, values, outcome);
    }
    let Some((expected, found)) = code.definition.both(&live.definition) else {
        return;
    };
    // What it lacks is told column by column; what it has in addition makes it another view.
    if pair
        .columns
        .iter()
        .any(|column| matches!(column, Pair::OnlyCode(_)))
    {
        return;
    }
    if pair
        .columns
        .iter()
        .any(|column| matches!(column, Pair::OnlyLive(_)))
    {
        let values = (expected.text.clone(), found.text.clone());
        return report(pair, code, object, values, outcome);
    }
    let setting = context.expressions();
    match compare_queries(setting, expected, found, &live.columns, &code.columns) {
        Verdict::Same => {}
        Verdict::Unsure(unsure) => outcome.unsure(&RULE, object, unsure),
        Verdict::Differs => {
            let values = (expected.text.clone(), found.text.clone());
            report(pair, code, object, values, outcome);
        }
    }
}

fn kind(is_materialized: bool) -> &'static str {
    if is_materialized {
        "a materialised view"
    } else {
        "a view"
    }
}

fn report(
    pair: &ViewPair<'_>,
    code: &View,
    object: ObjectPath,
    (expected, found): (String, String),
    outcome: &mut Outcome,
) {
    RULE.draft(
        object,
        Effect::DataAtRisk,
        Direction::Differs,
        format!(
            "view `{}` asks for something else in the database than the code declares",
            pair.shown
        ),
    )
    .values(Some(expected), Some(found))
    .declared(Some(&code.origin), "declared here")
    .note("queries on the view give other rows or other values than the code expects")
    .help("replace the view in a migration, or declare the one that the database has")
    .report(outcome);
}
