//! Rule `column-nullability`: a column takes NULL where the code does not, or the other way round.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Column;
use schemadrift_core::name::Name;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Owner, Rule, Run};
use crate::pairing::Pair;
use crate::verdict::domains::is_nullable;

pub(super) static RULE: Rule = Rule {
    name: "column-nullability",
    summary: "a column may be null where the code says it may not, or the other way round",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/column-nullability.md"),
    run: Run::Column(check),
};

fn check(pair: &Pair<'_, Column>, owner: &Owner<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.both() else {
        return;
    };
    let live_nullability = is_nullable(context.pairs, live);
    let Some((expected, found)) = code.is_nullable.both(&live_nullability) else {
        return;
    };
    if expected == found {
        return;
    }
    let word = |is_nullable: bool| if is_nullable { "null" } else { "not null" };
    let may = |is_nullable: bool| {
        if is_nullable {
            "may be null"
        } else {
            "is never null"
        }
    };
    let (effect, note, help) = if *found && is_key(&live.name, owner, context) {
        (
            Effect::Cosmetic,
            "SQLite lets NULL into a key that is not the row id unless NOT NULL is written",
            "write NOT NULL when the table is built anew, or leave it: code that always gives the key is safe",
        )
    } else if *found {
        (
            Effect::ReadsFail,
            "a row that holds NULL here cannot be read: the code has no place for it",
            "fill the NULLs and set the column NOT NULL in a migration, or declare it optional",
        )
    } else if !code.is_nullable.is_written() {
        (
            Effect::Cosmetic,
            "reading works; only an insert or update that leaves it empty fails",
            "declare the column required, or drop NOT NULL in a migration",
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
            "column `{}` of `{}` {} in the database, the code expects that it {}",
            live.name,
            owner.shown,
            may(*found),
            may(*expected)
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

/// Whether the column belongs to the primary key in the database.
fn is_key(column: &Name, owner: &Owner<'_>, context: &Context<'_>) -> bool {
    let live = owner.table.and_then(|table| table.live);
    live.is_some_and(|live| {
        live.primary_key_columns()
            .iter()
            .any(|key| context.pairs.names.same_column(key, column))
    })
}
