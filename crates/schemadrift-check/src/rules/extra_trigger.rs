//! Rule `extra-trigger`: the database has a trigger that the code does not state.

use schemadrift_core::coverage::Completeness;
use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Trigger;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Owner, Rule, Run, trigger_text};
use crate::pairing::Pair;

pub(super) static RULE: Rule = Rule {
    name: "extra-trigger",
    summary: "the database has a trigger that the code does not state",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/extra-trigger.md"),
    run: Run::Trigger(check),
};

fn check(
    pair: &Pair<'_, Trigger>,
    owner: &Owner<'_>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Pair::OnlyLive(live) = pair else { return };
    if context.pairs.code.coverage.triggers != Completeness::Complete {
        return;
    }
    let object = ObjectPath::part(ObjectKind::Trigger, owner.name, live.name.as_str());
    let (effect, note) = if live.fires() {
        (
            Effect::DataAtRisk,
            "it runs with every write: it may change what the code writes, write elsewhere, or \
             refuse the write",
        )
    } else {
        (
            Effect::Cosmetic,
            "it does not fire where an application writes",
        )
    };
    RULE.draft(
        object,
        effect,
        Direction::LiveHasMore,
        format!(
            "trigger `{}` of `{}` is in the database and not in the code",
            live.name, owner.shown
        ),
    )
    .values(Some("no trigger"), Some(trigger_text::definition(live)))
    .declared(owner.origin, "what it hangs on is declared here")
    .note(note)
    .help("state the trigger, or drop it in a migration")
    .report(outcome);
}
