//! Rule `missing-exclusion`: the code states an exclusion constraint that the database does not keep.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Exclusion;
use schemadrift_core::object::ObjectKind;

use super::{Context, Outcome, Rule, Run, exclusion_name};
use crate::pairing::{Pair, TablePair};

pub(super) static RULE: Rule = Rule {
    name: "missing-exclusion",
    summary: "the code states an exclusion constraint that the database does not keep",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/missing-exclusion.md"),
    run: Run::Exclusion(check),
};

fn check(
    pair: &Pair<'_, Exclusion>,
    table: &TablePair<'_>,
    _context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Pair::OnlyCode(code) = pair else { return };
    let name = exclusion_name(code);
    let object = table.part(ObjectKind::Exclusion, name.as_str());
    // One without a name may be there under one the server chose, in words of the server's.
    let mut others = table.exclusions.iter();
    if others.any(|other| matches!(other, Pair::OnlyLive(_))) {
        outcome.untold(
            &RULE,
            object,
            "the table has another exclusion constraint, and whether it means the same was not judged",
        );
        return;
    }
    RULE.draft(
        object,
        Effect::DataAtRisk,
        Direction::LiveLacks,
        format!(
            "exclusion constraint `{name}` of `{}` does not exist in the database",
            table.shown
        ),
    )
    .values(
        Some(code.definition.text.clone()),
        Some("no exclusion constraint"),
    )
    .declared(Some(&code.origin), "declared here")
    .note("rows that the code believes cannot stand side by side can be written")
    .help("look for rows that conflict, then add the constraint in a migration")
    .report(outcome);
}
