//! Rule `unknown-field`: the code names a field that the Prisma model does not have.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::usage::{UnknownName, Usage};

use super::nearest::advice;
use super::unknown_text::{by_name, effect, in_places};
use super::{Context, Outcome, Rule, Run};

pub(super) static RULE: Rule = Rule {
    name: "unknown-field",
    summary: "the code names a field that the Prisma model does not have",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/unknown-field.md"),
    run: Run::Usage(check),
};

fn check(usage: &Usage, _context: &Context<'_>, outcome: &mut Outcome) {
    for (name, uses) in by_name(usage) {
        let UnknownName::Field { model, field } = name else {
            continue;
        };
        let object = ObjectPath {
            schema: None,
            table: Some(model.clone()),
            kind: ObjectKind::Field,
            name: field.clone(),
        };
        let otherwise = format!("declare the field in model `{model}`, or take it out of the call");
        RULE.draft(
            object,
            effect(&uses),
            Direction::WithinCode,
            format!(
                "field `{field}` does not exist in model `{model}`, and the code uses it{}",
                in_places(&uses)
            ),
        )
        .values(Some(format!("field `{field}`")), Some("no such field"))
        .used_at(&uses)
        .note("the client refuses the argument at run time, before it reaches the database")
        .advice(advice(usage, Some(model), field, &uses, &otherwise))
        .report(outcome);
    }
}
