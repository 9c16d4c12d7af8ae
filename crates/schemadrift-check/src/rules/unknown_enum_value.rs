//! Rule `unknown-enum-value`: the code uses a value that the enum does not have.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::usage::{UnknownName, Usage};

use super::nearest::advice;
use super::unknown_text::{by_name, effect, in_places};
use super::{Context, Outcome, Rule, Run};

pub(super) static RULE: Rule = Rule {
    name: "unknown-enum-value",
    summary: "the code uses a value that the enum does not have",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/unknown-enum-value.md"),
    run: Run::Usage(check),
};

fn check(usage: &Usage, _context: &Context<'_>, outcome: &mut Outcome) {
    for (name, uses) in by_name(usage) {
        let UnknownName::EnumValue { of, value } = name else {
            continue;
        };
        let object = ObjectPath {
            schema: None,
            table: Some(of.clone()),
            kind: ObjectKind::EnumValue,
            name: value.clone(),
        };
        let otherwise = format!("add the value to enum `{of}` with a migration, or mend the code");
        RULE.draft(
            object,
            effect(&uses),
            Direction::WithinCode,
            format!(
                "enum `{of}` has no value `{value}`, and the code uses it{}",
                in_places(&uses)
            ),
        )
        .values(Some(format!("value `{value}`")), Some("no such value"))
        .used_at(&uses)
        .note("the query is refused at run time")
        .advice(advice(usage, Some(of), value, &uses, &otherwise))
        .report(outcome);
    }
}
