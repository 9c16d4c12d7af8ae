//! Rule `missing-enum-value`: the code uses an enum value that the database does not know.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Rule, Run, rename};
use crate::pairing::EnumPair;

pub(super) static RULE: Rule = Rule {
    name: "missing-enum-value",
    summary: "the code uses an enum value that the database does not know",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/missing-enum-value.md"),
    run: Run::Enum(check),
};

fn check(pair: &EnumPair<'_>, _context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.types.both() else {
        return;
    };
    for value in &code.values {
        if live.values.iter().any(|other| other.label == value.label) {
            continue;
        }
        let renamed = live.values.iter().find(|other| {
            code.values.iter().all(|known| known.label != other.label)
                && rename::likeness(&value.label, &other.label).is_some()
        });
        let draft = RULE
            .draft(
                ObjectPath::part(ObjectKind::EnumValue, &pair.name, value.label.as_str()),
                Effect::WritesFail,
                Direction::LiveLacks,
                format!(
                    "enum `{}` has no value `{}` in the database",
                    pair.shown, value.label
                ),
            )
            .values(Some(value.label.as_str()), Some("no such value"))
            .declared(Some(&value.origin), "declared here")
            .note("writes and filters that use the value fail");
        match renamed {
            Some(other) => draft.guess(format!(
                "the database has `{}`, which the code does not know: was the value renamed?",
                other.label
            )),
            None => {
                draft.help("deploy the migration that adds the value; if there is none, write one")
            }
        }
        .report(outcome);
    }
}
