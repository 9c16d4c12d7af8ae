//! Rule `check-definition`: a check exists and asks for something else than the code states.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Check;
use schemadrift_core::object::ObjectKind;

use super::{Context, Outcome, Rule, Run};
use crate::pairing::{Pair, TablePair};
use crate::verdict::Verdict;
use crate::verdict::expressions::compare_over_row;

pub(super) static RULE: Rule = Rule {
    name: "check-definition",
    summary: "a check asks for something else than the code states",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/check-definition.md"),
    run: Run::Check(check),
};

fn check(
    pair: &Pair<'_, Check>,
    table: &TablePair<'_>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let (Some((code, live)), Some(live_table)) = (pair.both(), table.live) else {
        return;
    };
    let name = live
        .name
        .get()
        .map_or_else(|| live.expression.text.clone(), ToString::to_string);
    let object = table.part(ObjectKind::Check, name.as_str());
    match compare_over_row(
        context.expressions(),
        &code.expression,
        &live.expression,
        live_table,
    ) {
        Verdict::Same => {}
        Verdict::Unsure(unsure) => outcome.unsure(&RULE, object, unsure),
        Verdict::Differs => RULE
            .draft(
                object,
                Effect::DataAtRisk,
                Direction::Differs,
                format!(
                    "check `{name}` of `{}` asks for something else in the database",
                    table.shown
                ),
            )
            .values(
                Some(code.expression.text.clone()),
                Some(live.expression.text.clone()),
            )
            .declared(Some(&code.origin), "declared here")
            .note(
                "values that the code believes impossible can be written, or good ones are refused",
            )
            .help("replace the check in a migration, or declare the one that the database has")
            .report(outcome),
    }
}
