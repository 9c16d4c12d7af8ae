//! Rule `missing-trigger`: the code states a trigger that the database does not have.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Trigger, TriggerTiming};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Owner, Rule, Run, trigger_text};
use crate::pairing::Pair;

pub(super) static RULE: Rule = Rule {
    name: "missing-trigger",
    summary: "the code states a trigger that the database does not have",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/missing-trigger.md"),
    run: Run::Trigger(check),
};

fn check(
    pair: &Pair<'_, Trigger>,
    owner: &Owner<'_>,
    _context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Pair::OnlyCode(code) = pair else { return };
    let object = ObjectPath::part(ObjectKind::Trigger, owner.name, code.name.as_str());
    let (effect, note) = judge(code);
    RULE.draft(
        object,
        effect,
        Direction::LiveLacks,
        format!(
            "trigger `{}` of `{}` does not exist in the database",
            code.name, owner.shown
        ),
    )
    .values(Some(trigger_text::definition(code)), Some("no trigger"))
    .declared(Some(&code.origin), "declared here")
    .note(note)
    .help("create the trigger in a migration; rows written since lack what it does")
    .report(outcome);
}

fn judge(code: &Trigger) -> (Effect, &'static str) {
    let writes_through_a_view = code
        .shape
        .get()
        .is_some_and(|shape| shape.timing == TriggerTiming::InsteadOf);
    if !code.fires() {
        (
            Effect::Cosmetic,
            "the code has it disabled, so that it would do nothing",
        )
    } else if writes_through_a_view {
        (Effect::WritesFail, "nothing takes writes to the view")
    } else {
        (
            Effect::DataAtRisk,
            "what the code relies on being done, or refused, with every write is not",
        )
    }
}
