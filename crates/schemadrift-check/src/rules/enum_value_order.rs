//! Rule `enum-value-order`: the values of an enum sort in another order than the code declares.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Rule, Run};
use crate::pairing::EnumPair;

pub(super) static RULE: Rule = Rule {
    name: "enum-value-order",
    summary: "the values of an enum sort in another order than the code declares",
    effect: Effect::Cosmetic,
    since: "0.1.0",
    page: include_str!("../../pages/enum-value-order.md"),
    run: Run::Enum(check),
};

fn check(pair: &EnumPair<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.types.both() else {
        return;
    };
    if !code.taints.is_empty() || !context.pairs.code.coverage.enum_value_order {
        return;
    }
    let shared = |own: &[schemadrift_core::model::EnumValue],
                  other: &[schemadrift_core::model::EnumValue]| {
        own.iter()
            .map(|value| value.label.clone())
            .filter(|label| other.iter().any(|value| &value.label == label))
            .collect::<Vec<String>>()
    };
    let expected = shared(&code.values, &live.values);
    let found = shared(&live.values, &code.values);
    if expected == found {
        return;
    }
    RULE.draft(
        ObjectPath::top(ObjectKind::Enum, &pair.name),
        Effect::Cosmetic,
        Direction::Differs,
        format!(
            "the values of enum `{}` are in another order in the database",
            pair.shown
        ),
    )
    .values(Some(expected.join(", ")), Some(found.join(", ")))
    .declared(Some(&code.origin), "declared here")
    .note("`ORDER BY` and comparisons of the enum follow the database's order")
    .help("declare the values in the database's order")
    .report(outcome);
}
