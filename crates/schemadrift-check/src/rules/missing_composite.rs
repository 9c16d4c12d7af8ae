//! Rule `missing-composite`: the code declares a composite type that the database does not have.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Composite;
use schemadrift_core::object::ObjectKind;

use super::draft::count;
use super::{Context, Outcome, Rule, Run};
use crate::pairing::{NamedPair, Pair};

pub(super) static RULE: Rule = Rule {
    name: "missing-composite",
    summary: "the code declares a composite type that the database does not have",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/missing-composite.md"),
    run: Run::Composite(check),
};

fn check(pair: &NamedPair<'_, Composite>, context: &Context<'_>, outcome: &mut Outcome) {
    let Pair::OnlyCode(code) = pair.sides else {
        return;
    };
    let object = pair.path(ObjectKind::CompositeType);
    let unseen = context
        .pairs
        .unseen(context.pairs.live.coverage.composites, "composite type");
    if let Some(reason) = unseen {
        return outcome.untold(&RULE, object, reason);
    }
    if let Some(reason) = context.pairs.doubt_of_all() {
        return outcome.untold(&RULE, object, reason);
    }
    RULE.draft(
        object,
        Effect::WritesFail,
        Direction::LiveLacks,
        format!(
            "composite type `{}` does not exist in the database",
            pair.shown
        ),
    )
    .values(
        Some(format!("a type of {}", count(code.fields.len(), "field"))),
        Some("no type"),
    )
    .declared(Some(&code.origin), "declared here")
    .note("queries that name the type fail")
    .help("deploy the migration that creates it; if there is none, write one")
    .report(outcome);
}
