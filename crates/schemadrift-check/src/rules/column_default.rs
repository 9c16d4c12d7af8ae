//! Rule `column-default`: the database fills a column in another way than the code expects.

use schemadrift_core::expression::Expression;
use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Column, DefaultValue};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Owner, Rule, Run};
use crate::pairing::Pair;
use crate::verdict::expressions::{compare_defaults, compare_over_row};
use crate::verdict::types::{TypeVerdict, judge};
use crate::verdict::{Verdict, domains};

pub(super) static RULE: Rule = Rule {
    name: "column-default",
    summary: "a column's default in the database is not the one the code expects",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/column-default.md"),
    run: Run::Column(check),
};

fn check(pair: &Pair<'_, Column>, owner: &Owner<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.both() else {
        return;
    };
    check_update(code, live, owner, context, outcome);
    let Some((expected, found)) = code.default.both(&live.default) else {
        return;
    };
    // Numbers that the database hands out are judged by `column-identity`.
    if matches!(code.increment.get(), Some(Some(_)))
        || matches!(live.increment.get(), Some(Some(_)))
    {
        return;
    }
    // The default of a domain counts where the code expects one; otherwise it comes with the
    // type, and `column-type` speaks of that.
    let found = match (expected, found) {
        (Some(_), None) => domains::default(context.pairs, live),
        (_, found) => found.as_ref(),
    };
    match (expected, found) {
        // A source that only says "some default" is content with whatever is there: Prisma writes
        // none for `dbgenerated()`, and takes any.
        (None, None)
        | (Some(DefaultValue::Unknown), _)
        | (Some(_), Some(DefaultValue::Unknown)) => {}
        (Some(DefaultValue::Expression(expression)), None)
            if is_computed_like(expression, live, owner, context, outcome) => {}
        (Some(expected), None) => report(code, live, owner, Some(expected), None, outcome),
        (None, Some(found)) => report(code, live, owner, None, Some(found), outcome),
        (
            Some(DefaultValue::Expression(expected_text)),
            Some(DefaultValue::Expression(found_text)),
        ) => {
            let shape = live
                .data_type
                .get()
                .map(|live_type| domains::base_shape(context.pairs, live_type));
            let setting = context.expressions();
            match compare_defaults(setting, expected_text, found_text, live, shape.as_ref()) {
                Verdict::Same => {}
                // With another type comes another spelling of the default: `column-type` says it.
                Verdict::Unsure(_) if has_other_type(code, live, context) => {}
                Verdict::Differs => report(code, live, owner, expected.as_ref(), found, outcome),
                Verdict::Unsure(unsure) => {
                    let object =
                        ObjectPath::part(ObjectKind::Column, owner.name, live.name.as_str());
                    outcome.unsure(&RULE, object, unsure);
                }
            }
        }
    }
}

/// What an update stores that leaves the column out (`ON UPDATE CURRENT_TIMESTAMP`).
fn check_update(
    code: &Column,
    live: &Column,
    owner: &Owner<'_>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Some((expected, found)) = code.on_update.both(&live.on_update) else {
        return;
    };
    let object = ObjectPath::part(ObjectKind::Column, owner.name, live.name.as_str());
    let shape = live.data_type.get().map(|live_type| &live_type.shape);
    match (expected, found) {
        (None, None) => return,
        (Some(expected), Some(found)) => {
            match compare_defaults(context.expressions(), expected, found, live, shape) {
                Verdict::Same => return,
                Verdict::Differs => {}
                Verdict::Unsure(unsure) => return outcome.unsure(&RULE, object, unsure),
            }
        }
        (Some(_), None) | (None, Some(_)) => {}
    }
    let text = |value: &Option<Expression>| match value {
        Some(expression) => format!("ON UPDATE {}", expression.text),
        None => "left as it is by updates".to_owned(),
    };
    let (wanted, has) = (text(expected), text(found));
    RULE.draft(
        object,
        Effect::DataAtRisk,
        Direction::Differs,
        format!(
            "column `{}` of `{}` is `{has}` in the database, the code expects `{wanted}`",
            live.name, owner.shown
        ),
    )
    .values(Some(wanted), Some(has))
    .declared(Some(&code.origin), "declared here")
    .note("updates that leave the column out store another value than the code expects")
    .help("change the column in a migration, or declare what the database does")
    .report(outcome);
}

/// Whether the database computes the column by the expression that the code states as default:
/// Prisma has no other words for a generated column than `dbgenerated("…")`.
fn is_computed_like(
    expected: &Expression,
    live: &Column,
    owner: &Owner<'_>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) -> bool {
    let (Some(Some(generated)), Some(table)) = (
        live.generated.get(),
        owner.table.and_then(|table| table.live),
    ) else {
        return false;
    };
    match compare_over_row(
        context.expressions(),
        expected,
        &generated.expression,
        table,
    ) {
        Verdict::Same => true,
        Verdict::Differs => false,
        Verdict::Unsure(unsure) => {
            let object = ObjectPath::part(ObjectKind::Column, owner.name, live.name.as_str());
            outcome.unsure(&RULE, object, unsure);
            true
        }
    }
}

fn has_other_type(code: &Column, live: &Column, context: &Context<'_>) -> bool {
    code.data_type
        .both(&live.data_type)
        .is_some_and(|(expected, found)| {
            judge(context.pairs, expected, found) != TypeVerdict::Accepted
        })
}

fn report(
    code: &Column,
    live: &Column,
    owner: &Owner<'_>,
    expected: Option<&DefaultValue>,
    found: Option<&DefaultValue>,
    outcome: &mut Outcome,
) {
    let text = |value: Option<&DefaultValue>| match value {
        None => "no default".to_owned(),
        Some(DefaultValue::Unknown) => "some default".to_owned(),
        Some(DefaultValue::Expression(expression)) => expression.text.clone(),
    };
    let (effect, direction, note) = match (expected, found) {
        (None, _) => (
            Effect::Cosmetic,
            Direction::LiveHasMore,
            "inserts of this code always give a value, so the default is never used",
        ),
        (Some(_), None) if live.is_nullable.get() == Some(&false) => (
            Effect::WritesFail,
            Direction::LiveLacks,
            "inserts that leave the column out fail: the database has nothing to fill it with",
        ),
        (Some(_), None) => (
            Effect::DataAtRisk,
            Direction::LiveLacks,
            "inserts that leave the column out store NULL instead of the default",
        ),
        (Some(_), Some(_)) => (
            Effect::DataAtRisk,
            Direction::Differs,
            "inserts that leave the column out store another value than the code expects",
        ),
    };
    let (wanted, has) = match (expected, found) {
        (Some(_), Some(_)) => (
            format!("`{}`", text(expected)),
            format!("default `{}`", text(found)),
        ),
        (Some(_), None) => (format!("`{}`", text(expected)), text(None)),
        (None, _) => ("none".to_owned(), format!("default `{}`", text(found))),
    };
    let message = format!(
        "column `{}` of `{}` has {has} in the database, the code expects {wanted}",
        live.name, owner.shown
    );
    let (expected, found) = (text(expected), text(found));
    RULE.draft(
        ObjectPath::part(ObjectKind::Column, owner.name, live.name.as_str()),
        effect,
        direction,
        message,
    )
    .values(Some(expected), Some(found))
    .declared(
        Some(code.default_origin.as_ref().unwrap_or(&code.origin)),
        "declared here",
    )
    .note(note)
    .help("set the default in a migration, or declare the one that the database has")
    .report(outcome);
}
