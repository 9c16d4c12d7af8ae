//! Rule `sequence-definition`: a sequence gives other numbers than the code declares.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Sequence;
use schemadrift_core::object::ObjectKind;

use super::facets::Facets;
use super::{Context, Outcome, Rule, Run};
use crate::pairing::NamedPair;
use crate::verdict::types::{TypeVerdict, judge};

pub(super) static RULE: Rule = Rule {
    name: "sequence-definition",
    summary: "a sequence gives other numbers than the code declares",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/sequence-definition.md"),
    run: Run::Sequence(check),
};

fn check(pair: &NamedPair<'_, Sequence>, context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.sides.both() else {
        return;
    };
    let facets = differences(code, live, context);
    let Some(effect) = facets.effect() else {
        return;
    };
    let object = pair.path(ObjectKind::Sequence);
    if let Some(reason) = context.pairs.doubt_of_all() {
        return outcome.untold(&RULE, object, reason);
    }
    RULE.draft(
        object,
        effect,
        Direction::Differs,
        format!(
            "sequence `{}` differs from the declared one in {}",
            pair.shown,
            facets.names()
        ),
    )
    .values(Some(facets.expected()), Some(facets.found()))
    .declared(Some(&code.origin), "declared here")
    .note(note(effect))
    .help("alter the sequence in a migration, or declare what the database has")
    .report(outcome);
}

fn differences(code: &Sequence, live: &Sequence, context: &Context<'_>) -> Facets {
    let mut facets = Facets::default();
    let at_risk = Effect::DataAtRisk;
    if let Some((expected, found)) = code.data_type.both(&live.data_type)
        && !matches!(
            judge(context.pairs, expected, found),
            TypeVerdict::Accepted | TypeVerdict::Unsure(_)
        )
    {
        let words = |text: &str| format!("AS {text}");
        facets.add(at_risk, "type", words(&expected.text), words(&found.text));
    }
    for (name, word, expected, found) in [
        ("step", "INCREMENT", &code.increment, &live.increment),
        ("smallest number", "MINVALUE", &code.minimum, &live.minimum),
        ("largest number", "MAXVALUE", &code.maximum, &live.maximum),
    ] {
        let words = |number: &i64| format!("{word} {number}");
        facets.compare(at_risk, name, (expected, found), words);
    }
    facets.compare(
        at_risk,
        "cycling",
        (&code.is_cycling, &live.is_cycling),
        |is_cycling| if *is_cycling { "CYCLE" } else { "NO CYCLE" }.to_owned(),
    );
    // Where it began is history, and how many numbers a session takes at once is a matter of speed.
    for (name, word, expected, found) in [
        ("first number", "START", &code.start, &live.start),
        ("cache", "CACHE", &code.cache, &live.cache),
    ] {
        let words = |number: &i64| format!("{word} {number}");
        facets.compare(Effect::Cosmetic, name, (expected, found), words);
    }
    facets
}

fn note(effect: Effect) -> &'static str {
    match effect {
        Effect::Cosmetic | Effect::Slower => "the numbers that come next are the same",
        Effect::DataAtRisk | Effect::WritesFail | Effect::ReadsFail => {
            "it gives numbers that the code does not expect, or ends before the code believes"
        }
    }
}
