//! Rule `extra-foreign-key`: the database keeps a reference that the code does not declare.

use schemadrift_core::coverage::Completeness;
use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::ForeignKey;
use schemadrift_core::object::ObjectKind;

use super::{Context, Outcome, Rule, Run, foreign_key_text};
use crate::pairing::foreign_keys::is_same_live;
use crate::pairing::{Pair, TablePair};

pub(super) static RULE: Rule = Rule {
    name: "extra-foreign-key",
    summary: "the database keeps a reference that the code does not declare",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/extra-foreign-key.md"),
    run: Run::ForeignKey(check),
};

fn check(
    pair: &Pair<'_, ForeignKey>,
    table: &TablePair<'_>,
    context: &Context<'_>,
    outcome: &mut Outcome,
) {
    let Pair::OnlyLive(live) = pair else { return };
    let stands_on_unknown_column = live
        .columns
        .iter()
        .any(|column| table.lacks_code_column(column));
    if context.pairs.code.coverage.foreign_keys != Completeness::Complete
        || stands_on_unknown_column
    {
        return;
    }
    let object = table.part(ObjectKind::ForeignKey, foreign_key_text::name(live));
    let (effect, note) = if is_kept_anyway(live, table, context) {
        (
            Effect::Cosmetic,
            "a declared foreign key does the same; it costs a little on every write",
        )
    } else {
        (
            Effect::WritesFail,
            "writes and deletes that the code believes to be fine are refused or reach further",
        )
    };
    RULE.draft(
        object,
        effect,
        Direction::LiveHasMore,
        format!(
            "foreign key `{}` of `{}` is in the database and not in the code",
            foreign_key_text::name(live),
            table.shown
        ),
    )
    .values(
        Some("no foreign key"),
        Some(foreign_key_text::definition(live)),
    )
    .declared(
        table.code.map(|code| &code.origin),
        "the table is declared here",
    )
    .note(note)
    .help("declare the relation, or drop the foreign key in a migration")
    .report(outcome);
}

/// Whether a foreign key that the code declares does exactly the same in the database.
fn is_kept_anyway(live: &ForeignKey, table: &TablePair<'_>, context: &Context<'_>) -> bool {
    table.foreign_keys.iter().any(|pair| {
        pair.both().is_some_and(|(_, keeper)| {
            is_same_live(context.pairs, keeper, live)
                && keeper.on_delete == live.on_delete
                && keeper.on_update == live.on_update
                && keeper.deferral == live.deferral
                && keeper.validity == live.validity
        })
    })
}
