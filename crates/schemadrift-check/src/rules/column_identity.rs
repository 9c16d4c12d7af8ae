//! Rule `column-identity`: the database numbers a column and the code does not expect it, or the other way round.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{Column, DefaultValue, Increment};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Owner, Rule, Run};
use crate::pairing::Pair;

pub(super) static RULE: Rule = Rule {
    name: "column-identity",
    summary: "a column is numbered by the database where the code does not expect it, or the other way round",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/column-identity.md"),
    run: Run::Column(check),
};

fn check(
    pair: &Pair<'_, Column>,
    owner: &Owner<'_>,
    _context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Some((code, live)) = pair.both() else {
        return;
    };
    let Some((expected, found)) = code.increment.both(&live.increment) else {
        return;
    };
    let has_default = matches!(live.default.get(), Some(Some(_)));
    let Some((effect, direction, note)) = judge(expected.as_ref(), found.as_ref(), has_default)
    else {
        return;
    };
    let filled = match live.default.get() {
        Some(Some(DefaultValue::Expression(default))) => Some(default.text.as_str()),
        Some(Some(DefaultValue::Unknown) | None) | None => None,
    };
    let message = message(expected.as_ref(), found.as_ref(), filled);
    let expected = describe(expected.as_ref()).to_owned();
    let found = match (found, filled) {
        (None, Some(default)) => format!("default {default}"),
        (found, _) => describe(found.as_ref()).to_owned(),
    };
    RULE.draft(
        ObjectPath::part(ObjectKind::Column, owner.name, live.name.as_str()),
        effect,
        direction,
        format!("column `{}` of `{}` {message}", live.name, owner.shown),
    )
    .values(Some(expected), Some(found))
    .declared(
        Some(code.default_origin.as_ref().unwrap_or(&code.origin)),
        "declared here",
    )
    .note(note)
    .help("change how the column is numbered in a migration, or declare what the database does")
    .report(outcome);
}

/// What a difference does, which way it goes, and why it hurts; `None` where it is none.
fn judge(
    expected: Option<&Increment>,
    found: Option<&Increment>,
    has_default: bool,
) -> Option<(Effect, Direction, &'static str)> {
    Some(match (expected, found) {
        // A row id takes the numbers that the code gives as gladly as it makes its own.
        (None, None | Some(Increment::RowId)) => return None,
        (Some(expected), Some(found)) if is_satisfied(expected, found) => return None,
        (Some(_), None) if has_default => (
            Effect::DataAtRisk,
            Direction::Differs,
            "inserts leave the number to the database, which fills in something that may be taken",
        ),
        (Some(_), None) => (
            Effect::WritesFail,
            Direction::LiveLacks,
            "inserts leave the number to the database, and the database does not give one",
        ),
        (_, Some(Increment::Identity { is_always: true })) => (
            Effect::WritesFail,
            if expected.is_none() {
                Direction::LiveHasMore
            } else {
                Direction::Differs
            },
            "inserts that give a number fail: the identity is GENERATED ALWAYS",
        ),
        (None, Some(_)) => (
            Effect::Cosmetic,
            Direction::LiveHasMore,
            "the database would number the column, and this code numbers it itself",
        ),
        (Some(_), Some(_)) => (
            Effect::Cosmetic,
            Direction::Differs,
            "the database numbers the column in another way",
        ),
    })
}

/// The difference in words, after the name of the column.
fn message(
    expected: Option<&Increment>,
    found: Option<&Increment>,
    filled: Option<&str>,
) -> String {
    match (expected, found, filled) {
        (None, _, _) => format!("is {}, the code numbers it itself", describe(found)),
        (Some(_), None, Some(default)) => {
            format!("has default `{default}` in the database, the code expects numbers in turn")
        }
        (Some(_), None, None) => {
            "gets no number from the database, the code expects one".to_owned()
        }
        (Some(expected), Some(found), _) => format!(
            "is {}, the code expects it to be {}",
            describe(Some(found)),
            describe(Some(expected))
        ),
    }
}

/// A source that only says "the database numbers it" is content with every way of doing so, and
/// a serial column and an identity column serve the same code. `GENERATED ALWAYS` refuses the
/// numbers that code may write, but code that leaves numbering to the database writes none.
fn is_satisfied(expected: &Increment, found: &Increment) -> bool {
    match (expected, found) {
        (Increment::Auto, _) | (_, Increment::Auto) => true,
        (
            Increment::Serial { .. } | Increment::Identity { is_always: false },
            Increment::Serial { .. } | Increment::Identity { is_always: false },
        ) => true,
        (Increment::Identity { is_always: true }, Increment::Identity { is_always: true }) => true,
        (Increment::RowId, Increment::RowId) => true,
        (Increment::RowId, Increment::Serial { .. } | Increment::Identity { .. })
        | (Increment::Serial { .. } | Increment::Identity { .. }, Increment::RowId)
        | (Increment::Serial { .. }, Increment::Identity { is_always: true })
        | (Increment::Identity { is_always: true }, Increment::Serial { .. })
        | (Increment::Identity { is_always: false }, Increment::Identity { is_always: true })
        | (Increment::Identity { is_always: true }, Increment::Identity { is_always: false }) => {
            false
        }
    }
}

fn describe(increment: Option<&Increment>) -> &'static str {
    match increment {
        None => "not numbered by the database",
        Some(Increment::Auto) => "numbered by the database",
        Some(Increment::RowId) => "the row id",
        Some(Increment::Serial { .. }) => "numbered by its own sequence",
        Some(Increment::Identity { is_always: true }) => "an identity, generated always",
        Some(Increment::Identity { is_always: false }) => "an identity",
    }
}
