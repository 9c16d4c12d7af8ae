//! Rule `column-nullability`: a column takes NULL where the code does not, or the other way round.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Column;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Owner, Rule, Run};
use crate::pairing::Pair;

pub(super) static RULE: Rule = Rule {
    name: "column-nullability",
    summary: "a column may be null where the code says it may not, or the other way round",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/column-nullability.md"),
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
    let Some((expected, found)) = code.is_nullable.both(&live.is_nullable) else {
        return;
    };
    if expected == found {
        return;
    }
    let word = |is_nullable: bool| if is_nullable { "null" } else { "not null" };
    let (effect, note, help) = if *found {
        (
            Effect::ReadsFail,
            "a row that holds NULL here cannot be read: the code has no place for it",
            "fill the NULLs and set the column NOT NULL in a migration, or declare it optional",
        )
    } else {
        (
            Effect::WritesFail,
            "an insert or update that leaves it empty fails: the database takes no NULL here",
            "drop NOT NULL in a migration, or declare the column required",
        )
    };
    RULE.draft(
        ObjectPath::part(ObjectKind::Column, owner.name, live.name.as_str()),
        effect,
        Direction::Differs,
        format!(
            "column `{}` of `{}` is `{}` in the database, the code expects `{}`",
            live.name,
            owner.name.name,
            word(*found),
            word(*expected)
        ),
    )
    .values(Some(word(*expected)), Some(word(*found)))
    .declared(
        Some(code.type_origin.as_ref().unwrap_or(&code.origin)),
        format!("expects `{}`", word(*expected)),
    )
    .note(note)
    .help(help)
    .report(outcome);
}
