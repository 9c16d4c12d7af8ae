//! Rule `unknown-model`: the code asks a Prisma client for a model that no schema declares.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::usage::{UnknownName, Usage};

use super::nearest::advice;
use super::unknown_text::{by_name, effect, in_places};
use super::{Context, Outcome, Rule, Run};

pub(super) static RULE: Rule = Rule {
    name: "unknown-model",
    summary: "the code asks a Prisma client for a model that no schema declares",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/unknown-model.md"),
    run: Run::Usage(check),
};

fn check(usage: &Usage, _context: &Context<'_>, outcome: &mut Outcome) {
    for (name, uses) in by_name(usage) {
        let UnknownName::Model { model, schema } = name else {
            continue;
        };
        let object = ObjectPath {
            schema: None,
            table: None,
            kind: ObjectKind::Model,
            name: model.clone(),
        };
        let otherwise = format!("declare the model in `{schema}`, or take the call out");
        RULE.draft(
            object,
            effect(&uses),
            Direction::WithinCode,
            format!(
                "model `{model}` does not exist: the client of `{schema}` is asked for it{}",
                in_places(&uses)
            ),
        )
        .values(Some(format!("model `{model}`")), Some("no such model"))
        .used_at(&uses)
        .note("the client has nothing of that name, so the call throws before it reaches the database")
        .advice(advice(usage, None, model, &uses, &otherwise))
        .report(outcome);
    }
}
