//! Rule `missing-enum`: the code declares an enum type that the database does not have.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Rule, Run};
use crate::pairing::{EnumPair, Pair};

pub(super) static RULE: Rule = Rule {
    name: "missing-enum",
    summary: "the code declares an enum type that the database does not have",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/missing-enum.md"),
    run: Run::Enum(check),
};

fn check(pair: &EnumPair<'_>, _context: &Context<'_>, outcome: &mut Outcome) {
    let Pair::OnlyCode(code) = pair.types else {
        return;
    };
    let labels: Vec<&str> = code
        .values
        .iter()
        .map(|value| value.label.as_str())
        .collect();
    RULE.draft(
        ObjectPath::top(ObjectKind::Enum, &pair.name),
        Effect::WritesFail,
        Direction::LiveLacks,
        format!("enum type `{}` does not exist in the database", pair.shown),
    )
    .values(Some(labels.join(", ")), Some("no type"))
    .declared(Some(&code.origin), "declared here")
    .note("queries that name the type fail")
    .help("deploy the migration that creates it; if there is none, write one")
    .report(outcome);
}
