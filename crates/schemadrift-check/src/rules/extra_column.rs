//! Rule `extra-column`: the database has a column that the code does not declare, and no insert needs it.

use schemadrift_core::coverage::Completeness;
use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Column;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Owner, Rule, Run};
use crate::pairing::Pair;
use crate::verdict::domains;

pub(super) static RULE: Rule = Rule {
    name: "extra-column",
    summary: "the database has a column that the code does not declare",
    effect: Effect::Cosmetic,
    since: "0.1.0",
    page: include_str!("../../pages/extra-column.md"),
    run: Run::Column(check),
};

fn check(pair: &Pair<'_, Column>, owner: &Owner<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let Pair::OnlyLive(live) = pair else { return };
    if live.is_made_by_server {
        return;
    }
    if context.pairs.code.coverage.columns != Completeness::Complete {
        return;
    }
    // A view takes no inserts of ours, and lists what it likes.
    let Some(table) = owner.table else { return };
    let object = ObjectPath::part(ObjectKind::Column, owner.name, live.name.as_str());
    if let Some(reason) = owner.taint {
        outcome.untold(&RULE, object, reason);
        return;
    }
    let pairs = context.pairs;
    if table
        .live
        .is_some_and(|table| domains::must_be_given(pairs, table, live))
    {
        return;
    }
    let needs_trigger = table
        .live
        .is_some_and(|table| domains::is_filled_by_trigger_alone(pairs, table, live));
    RULE.draft(
        object,
        Effect::Cosmetic,
        Direction::LiveHasMore,
        format!(
            "column `{}` of `{}` is in the database and not in the code",
            live.name, owner.shown
        ),
    )
    .values(
        Some("no column"),
        live.data_type.get().map(|data_type| data_type.text.clone()),
    )
    .declared(owner.origin, "the table is declared here")
    .note(if needs_trigger {
        "it takes no NULL and has no default, but a trigger runs before inserts and may fill it"
    } else {
        "inserts may leave it out, so this code still works"
    })
    .help("declare it if it belongs here, or drop it in a migration")
    .report(outcome);
}
