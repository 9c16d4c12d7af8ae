//! Rule `exclusion-definition`: an exclusion constraint exists and keeps other rows apart than the code states.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Exclusion;
use schemadrift_core::object::ObjectKind;

use super::{Context, Outcome, Rule, Run, exclusion_name};
use crate::pairing::{Pair, TablePair};
use crate::verdict::Verdict;
use crate::verdict::expressions::compare_texts;

pub(super) static RULE: Rule = Rule {
    name: "exclusion-definition",
    summary: "an exclusion constraint is kept by another index method than the code states",
    effect: Effect::Slower,
    since: "0.1.0",
    page: include_str!("../../pages/exclusion-definition.md"),
    run: Run::Exclusion(check),
};

fn check(
    pair: &Pair<'_, Exclusion>,
    table: &TablePair<'_>,
    _context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Some((code, live)) = pair.both() else {
        return;
    };
    let (expected, found) = (&code.definition, &live.definition);
    let object = table.part(ObjectKind::Exclusion, exclusion_name(live));
    match compare_texts(expected, found) {
        Verdict::Same => return,
        Verdict::Unsure(unsure) if method(&expected.text) == method(&found.text) => {
            outcome.unsure(&RULE, object, unsure);
            return;
        }
        Verdict::Unsure(_) | Verdict::Differs => {}
    }
    RULE.draft(
        object,
        Effect::Slower,
        Direction::Differs,
        format!(
            "exclusion constraint `{}` of `{}` is kept by another index method in the database",
            exclusion_name(live),
            table.shown
        ),
    )
    .values(Some(expected.text.clone()), Some(found.text.clone()))
    .declared(Some(&code.origin), "declared here")
    .note("its index serves other queries than the code was written for")
    .help("replace the constraint in a migration, or declare the one that the database has")
    .report(outcome);
}

/// The index method, which stands in front of the list in either side's words.
fn method(definition: &str) -> String {
    let head = definition.split('(').next().unwrap_or_default();
    head.split_whitespace()
        .last()
        .unwrap_or_default()
        .to_lowercase()
}
