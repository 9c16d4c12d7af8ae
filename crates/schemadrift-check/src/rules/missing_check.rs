//! Rule `missing-check`: the code states a condition that the database does not keep.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Check;
use schemadrift_core::object::ObjectKind;

use super::{Context, Outcome, Rule, Run};
use crate::pairing::{Pair, TablePair};

pub(super) static RULE: Rule = Rule {
    name: "missing-check",
    summary: "the code states a condition that the database does not keep",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/missing-check.md"),
    run: Run::Check(check),
};

fn check(
    pair: &Pair<'_, Check>,
    table: &TablePair<'_>,
    _context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Pair::OnlyCode(code) = pair else { return };
    let name = code
        .name
        .get()
        .map_or_else(|| code.expression.text.clone(), ToString::to_string);
    // A check without a name may be there under one the server chose, in words of the server's.
    let unpaired = table
        .checks
        .iter()
        .any(|other| matches!(other, Pair::OnlyLive(_)));
    if unpaired {
        outcome.untold(
            &RULE,
            table.part(ObjectKind::Check, name),
            "the table has another check, and whether it means the same was not judged",
        );
        return;
    }
    RULE.draft(
        table.part(ObjectKind::Check, name.as_str()),
        Effect::DataAtRisk,
        Direction::LiveLacks,
        format!(
            "check `{name}` of `{}` does not exist in the database",
            table.shown
        ),
    )
    .values(Some(code.expression.text.clone()), Some("no check"))
    .declared(Some(&code.origin), "declared here")
    .note("values that the code believes impossible can be written")
    .help("look for rows that break it, then add the check in a migration")
    .report(outcome);
}
