//! Rule `extra-enum-value`: the database knows an enum value that the code does not.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Rule, Run};
use crate::pairing::EnumPair;

pub(super) static RULE: Rule = Rule {
    name: "extra-enum-value",
    summary: "the database knows an enum value that the code does not",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/extra-enum-value.md"),
    run: Run::Enum(check),
};

fn check(pair: &EnumPair<'_>, _context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.types.both() else {
        return;
    };
    for value in &live.values {
        if code.values.iter().any(|other| other.label == value.label) {
            continue;
        }
        let object = ObjectPath::part(ObjectKind::EnumValue, &pair.name, value.label.as_str());
        if let Some(taint) = code.taints.first() {
            outcome.untold(&RULE, object, taint.reason.clone());
            continue;
        }
        RULE.draft(
            object,
            Effect::ReadsFail,
            Direction::LiveHasMore,
            format!(
                "enum `{}` has value `{}` in the database, which the code does not know",
                pair.shown, value.label
            ),
        )
        .values(Some("no such value"), Some(value.label.as_str()))
        .declared(Some(&code.origin), "the enum is declared here")
        .note("a row that holds the value cannot be read")
        .help("declare the value before anything writes it")
        .report(outcome);
    }
}
