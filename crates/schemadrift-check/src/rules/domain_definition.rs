//! Rule `domain-definition`: a domain has other rules than the code declares.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Check, DefaultValue, Domain};
use schemadrift_core::object::ObjectKind;

use super::facets::Facets;
use super::{Context, Outcome, Rule, Run};
use crate::pairing::{NamedPair, Pair, pair_domain_checks};
use crate::verdict::expressions::{compare_over_value, compare_values};
use crate::verdict::types::{TypeVerdict, judge};
use crate::verdict::{Unsure, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "domain-definition",
    summary: "a domain has other rules than the code declares",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/domain-definition.md"),
    run: Run::Domain(check),
};

fn check(pair: &NamedPair<'_, Domain>, context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.sides.both() else {
        return;
    };
    let object = pair.path(ObjectKind::Domain);
    let mut differences = Differences::default();
    differences.compare_base(code, live, context);
    differences.compare_nullability(code, live);
    differences.compare_defaults(code, live, context);
    differences.compare_checks(code, live, context);
    let Some(effect) = differences.facets.effect() else {
        for unsure in differences.unsure {
            outcome.unsure(&RULE, object.clone(), unsure);
        }
        return;
    };
    if let Some(reason) = context.pairs.doubt_of_all() {
        return outcome.untold(&RULE, object, reason);
    }
    let facets = differences.facets;
    RULE.draft(
        object,
        effect,
        Direction::Differs,
        format!(
            "domain `{}` differs from the declared one in {}",
            pair.shown,
            facets.names()
        ),
    )
    .values(Some(facets.expected()), Some(facets.found()))
    .declared(Some(&code.origin), "declared here")
    .note(note(effect))
    .help("alter the domain in a migration, or declare what the database has")
    .report(outcome);
}

fn note(effect: Effect) -> &'static str {
    match effect {
        Effect::Cosmetic | Effect::Slower => "values are kept as the code expects",
        Effect::DataAtRisk => "values that the code believes impossible can be written",
        Effect::WritesFail | Effect::ReadsFail => {
            "values that the code believes to be fine are refused, or read in another way"
        }
    }
}

/// What differs of two domains, and what could not be told.
#[derive(Debug, Default)]
struct Differences {
    facets: Facets,
    unsure: Vec<Unsure>,
}

impl Differences {
    fn compare_base(&mut self, code: &Domain, live: &Domain, context: &Context<'_>) {
        match judge(context.pairs, &code.base, &live.base) {
            TypeVerdict::Accepted => {}
            TypeVerdict::Refused { effect, .. } => {
                let words = (code.base.text.as_str(), live.base.text.as_str());
                self.facets.add(effect, "type", words.0, words.1);
            }
            TypeVerdict::Unsure(reason) => self.unsure.push(Unsure {
                reason,
                expected: code.base.text.clone(),
                found: live.base.text.clone(),
                question: None,
            }),
        }
    }

    fn compare_nullability(&mut self, code: &Domain, live: &Domain) {
        let effect = if live.is_nullable.get() == Some(&false) {
            Effect::WritesFail
        } else {
            Effect::DataAtRisk
        };
        let sides = (&code.is_nullable, &live.is_nullable);
        self.facets
            .compare(effect, "nullability", sides, |is_nullable| {
                if *is_nullable { "NULL" } else { "NOT NULL" }.to_owned()
            });
    }

    fn compare_defaults(&mut self, code: &Domain, live: &Domain, context: &Context<'_>) {
        let Some((expected, found)) = code.default.both(&live.default) else {
            return;
        };
        let words = |default: &Option<DefaultValue>| match default {
            Some(DefaultValue::Expression(expression)) => format!("DEFAULT {}", expression.text),
            Some(DefaultValue::Unknown) => "some default".to_owned(),
            None => "no default".to_owned(),
        };
        match (expected, found) {
            (None, None) | (Some(DefaultValue::Unknown), _) | (_, Some(DefaultValue::Unknown)) => {}
            (Some(DefaultValue::Expression(one)), Some(DefaultValue::Expression(other))) => {
                match compare_values(context.expressions(), one, other, &live.base) {
                    Verdict::Same => {}
                    Verdict::Differs => {
                        let (expected, found) = (words(expected), words(found));
                        self.facets
                            .add(Effect::DataAtRisk, "default", expected, found);
                    }
                    Verdict::Unsure(unsure) => self.unsure.push(unsure),
                }
            }
            (Some(_), None) | (None, Some(_)) => {
                let (expected, found) = (words(expected), words(found));
                self.facets
                    .add(Effect::DataAtRisk, "default", expected, found);
            }
        }
    }

    fn compare_checks(&mut self, code: &Domain, live: &Domain, context: &Context<'_>) {
        for pair in pair_domain_checks(&context.pairs.names, code, live) {
            match pair {
                Pair::OnlyCode(code) => {
                    self.facets
                        .add(Effect::DataAtRisk, "checks", words(code), "no such check");
                }
                Pair::OnlyLive(live) => {
                    self.facets
                        .add(Effect::WritesFail, "checks", "no such check", words(live));
                }
                Pair::Both { code, live: own } => match compare_over_value(
                    context.expressions(),
                    &code.expression,
                    &own.expression,
                    &live.base,
                ) {
                    Verdict::Same => {}
                    Verdict::Differs => {
                        self.facets
                            .add(Effect::DataAtRisk, "checks", words(code), words(own));
                    }
                    Verdict::Unsure(unsure) => self.unsure.push(unsure),
                },
            }
        }
    }
}

fn words(check: &Check) -> String {
    format!("CHECK ({})", check.expression.text)
}
