//! Rule `composite-definition`: a composite type has other fields than the code declares.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Column, Composite};
use schemadrift_core::object::ObjectKind;

use super::{Context, Outcome, Rule, Run};
use crate::pairing::NamedPair;
use crate::verdict::types::{TypeVerdict, judge};

pub(super) static RULE: Rule = Rule {
    name: "composite-definition",
    summary: "a composite type has other fields than the code declares",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/composite-definition.md"),
    run: Run::Composite(check),
};

fn check(pair: &NamedPair<'_, Composite>, context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.sides.both() else {
        return;
    };
    let object = pair.path(ObjectKind::CompositeType);
    let effect = match compare(code, live, context) {
        Fields::Same => return,
        Fields::Unsure(reason) => return outcome.untold(&RULE, object, reason),
        Fields::Differ(effect) => effect,
    };
    if let Some(reason) = context.pairs.doubt_of_all() {
        return outcome.untold(&RULE, object, reason);
    }
    RULE.draft(
        object,
        effect,
        Direction::Differs,
        format!(
            "composite type `{}` has other fields in the database than the code declares",
            pair.shown
        ),
    )
    .values(Some(words(&code.fields)), Some(words(&live.fields)))
    .declared(Some(&code.origin), "declared here")
    .note("values are read and written field by field, in order")
    .help("alter the type in a migration, or declare the fields that the database has")
    .report(outcome);
}

/// What comes of comparing the fields of two types.
enum Fields {
    Same,
    Unsure(String),
    Differ(Effect),
}

fn compare(code: &Composite, live: &Composite, context: &Context<'_>) -> Fields {
    let names = context.pairs.names;
    let is_same_list = code.fields.len() == live.fields.len()
        && code
            .fields
            .iter()
            .zip(&live.fields)
            .all(|(code, live)| names.same_column(&code.name, &live.name));
    if !is_same_list {
        return Fields::Differ(Effect::ReadsFail);
    }
    let mut worst = None;
    let mut doubt = None;
    for (code, live) in code.fields.iter().zip(&live.fields) {
        let Some((expected, found)) = code.data_type.both(&live.data_type) else {
            continue;
        };
        match judge(context.pairs, expected, found) {
            TypeVerdict::Accepted => {}
            TypeVerdict::Refused { effect, .. } => worst = worst.max(Some(effect)),
            TypeVerdict::Unsure(reason) => doubt = Some(reason),
        }
    }
    match (worst, doubt) {
        (Some(effect), _) => Fields::Differ(effect),
        (None, Some(reason)) => Fields::Unsure(reason),
        (None, None) => Fields::Same,
    }
}

fn words(fields: &[Column]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|field| match field.data_type.get() {
            Some(data_type) => format!("{} {}", field.name, data_type.text),
            None => field.name.to_string(),
        })
        .collect();
    format!("({})", fields.join(", "))
}
