//! Rule `trigger-definition`: a trigger fires at another time, on something else, or does
//! something else than the code states.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Trigger, TriggerAction, TriggerShape};
use schemadrift_core::name::Name;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::draft::list;
use super::{Context, Outcome, Owner, Rule, Run, trigger_text};
use crate::pairing::Pair;
use crate::pairing::triggers::{same_function, same_update_columns};
use crate::verdict::expressions::{compare_over_change, compare_texts};
use crate::verdict::{Unsure, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "trigger-definition",
    summary: "a trigger fires otherwise or does something else than the code states",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/trigger-definition.md"),
    run: Run::Trigger(check),
};

fn check(
    pair: &Pair<'_, Trigger>,
    owner: &Owner<'_>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Some((code, live)) = pair.both() else {
        return;
    };
    let facets = Facets::of(code, live, owner, context);
    let object = ObjectPath::part(ObjectKind::Trigger, owner.name, live.name.as_str());
    if facets.differing.is_empty() {
        for unsure in facets.unsure {
            outcome.unsure(&RULE, object.clone(), unsure);
        }
        if !context.pairs.names.same_column(&code.name, &live.name) {
            report_name(code, live, owner, outcome);
        }
        return;
    }
    let (effect, note) = facets.judge(code, live);
    RULE.draft(
        object,
        effect,
        Direction::Differs,
        format!(
            "trigger `{}` of `{}` has {} of its own in the database",
            live.name,
            owner.shown,
            list(&facets.differing)
        ),
    )
    .values(
        Some(trigger_text::definition(code)),
        Some(trigger_text::definition(live)),
    )
    .declared(Some(&code.origin), "declared here")
    .note(note)
    .help("replace the trigger in a migration, or state the one that the database has")
    .report(outcome);
}

/// Only its name differs, by which migrations know it. Triggers of one event fire by name.
fn report_name(code: &Trigger, live: &Trigger, owner: &Owner<'_>, outcome: &mut Outcome) {
    RULE.draft(
        ObjectPath::part(ObjectKind::Trigger, owner.name, code.name.as_str()),
        Effect::Cosmetic,
        Direction::Differs,
        format!(
            "trigger `{}` of `{}` is called `{}` in the database",
            code.name, owner.shown, live.name
        ),
    )
    .values(Some(code.name.as_str()), Some(live.name.as_str()))
    .declared(Some(&code.origin), "declared here")
    .note("it does the same; a migration that names it will not find it")
    .help("rename the trigger in a migration, or state the name that the database has")
    .report(outcome);
}

/// What differs between two triggers, and what cannot be told.
#[derive(Default)]
struct Facets {
    differing: Vec<&'static str>,
    unsure: Vec<Unsure>,
}

impl Facets {
    fn of(code: &Trigger, live: &Trigger, owner: &Owner<'_>, context: &Context<'_>) -> Self {
        let mut facets = Self::default();
        match code.shape.both(&live.shape) {
            Some((expected, found)) => {
                facets.time(expected, found, context);
                facets.condition(expected, found, owner, context);
                facets.action(&expected.action, &found.action, context);
            }
            None => facets.not_understood(code, live),
        }
        let firing = code.firing.both(&live.firing);
        if firing.is_some_and(|(expected, found)| expected != found) {
            facets.differing.push(FIRING);
        }
        facets
    }

    /// Reported in full where it is all that is known.
    fn judge(&self, code: &Trigger, live: &Trigger) -> (Effect, &'static str) {
        match (code.fires(), live.fires()) {
            (true, false) => (
                Effect::DataAtRisk,
                "it does not fire: what the code relies on being done with every write is not",
            ),
            (false, true) => (
                Effect::DataAtRisk,
                "it fires where the code has it disabled, and may change or refuse what is written",
            ),
            (false, false) => (
                Effect::Cosmetic,
                "it does not fire where an application writes, on either side",
            ),
            (true, true) if self.differing == [FIRING] => (
                Effect::Cosmetic,
                "it matters only to sessions that replicate",
            ),
            (true, true) => (
                Effect::DataAtRisk,
                "what is done, or refused, with a write is not what the code relies on",
            ),
        }
    }

    fn not_understood(&mut self, code: &Trigger, live: &Trigger) {
        let text = |trigger: &Trigger| trigger.definition.get().cloned().unwrap_or_default();
        let (expected, found) = (text(code), text(live));
        if expected.is_empty()
            || found.is_empty()
            || !expected.split_whitespace().eq(found.split_whitespace())
        {
            self.unsure.push(Unsure {
                reason: "its definition is not shown, or not understood".to_owned(),
                expected,
                found,
                question: None,
            });
        }
    }

    fn time(&mut self, expected: &TriggerShape, found: &TriggerShape, context: &Context<'_>) {
        let names = context.pairs.names;
        let same_name = |one: &Option<Name>, other: &Option<Name>| match (one, other) {
            (Some(one), Some(other)) => names.same_column(one, other),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        let same_referenced = match (&expected.referenced, &found.referenced) {
            (Some(expected), Some(found)) => names.same(expected, found),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        let same_rows = same_name(&expected.old_rows, &found.old_rows)
            && same_name(&expected.new_rows, &found.new_rows);
        let same_columns = same_update_columns(context.pairs, expected, found);
        let facets = [
            ("a time", expected.timing == found.timing),
            ("a set of events", expected.events == found.events),
            ("a list of columns", same_columns),
            ("a level", expected.is_for_each_row == found.is_for_each_row),
            ("names for all rows", same_rows),
            ("a deferral", expected.deferral == found.deferral),
            ("a referenced table", same_referenced),
        ];
        let differing = facets.into_iter().filter(|(_, is_same)| !is_same);
        self.differing.extend(differing.map(|(name, _)| name));
    }

    fn condition(
        &mut self,
        expected: &TriggerShape,
        found: &TriggerShape,
        owner: &Owner<'_>,
        context: &Context<'_>,
    ) {
        match (&expected.condition, &found.condition) {
            (None, None) => {}
            (Some(expected), Some(found)) => {
                let columns = owner.columns.iter().filter_map(|pair| pair.live());
                self.add(
                    "a condition",
                    compare_over_change(context.expressions(), expected, found, columns),
                );
            }
            (Some(_), None) | (None, Some(_)) => self.differing.push("a condition"),
        }
    }

    fn action(&mut self, expected: &TriggerAction, found: &TriggerAction, context: &Context<'_>) {
        match (expected, found) {
            (
                TriggerAction::Call {
                    function: expected,
                    arguments: given,
                },
                TriggerAction::Call {
                    function: found,
                    arguments: taken,
                },
            ) => {
                if !same_function(context.pairs, expected, found) {
                    self.differing.push("a function");
                }
                if given != taken {
                    self.differing.push("arguments");
                }
            }
            (TriggerAction::Body(expected), TriggerAction::Body(found)) => {
                self.add("a body", compare_texts(expected, found));
            }
            (TriggerAction::Call { .. }, TriggerAction::Body(_))
            | (TriggerAction::Body(_), TriggerAction::Call { .. }) => {
                self.differing.push("a body");
            }
        }
    }

    fn add(&mut self, name: &'static str, verdict: Verdict) {
        match verdict {
            Verdict::Same => {}
            Verdict::Differs => self.differing.push(name),
            Verdict::Unsure(unsure) => self.unsure.push(unsure),
        }
    }
}

const FIRING: &str = "a choice of sessions";
