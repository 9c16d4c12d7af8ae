//! Rule `extra-required-column`: the database has a column that the code does not declare, and every insert must fill it.

use schemadrift_core::coverage::Completeness;
use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Column;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Owner, Rule, Run};
use crate::pairing::Pair;
use crate::verdict::domains;

pub(super) static RULE: Rule = Rule {
    name: "extra-required-column",
    summary: "the database has a required column without default that the code does not declare",
    effect: Effect::WritesFail,
    since: "0.1.0",
    page: include_str!("../../pages/extra-required-column.md"),
    run: Run::Column(check),
};

fn check(pair: &Pair<'_, Column>, owner: &Owner<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let Pair::OnlyLive(live) = pair else { return };
    let pairs = context.pairs;
    let is_required = owner
        .table
        .and_then(|table| table.live)
        .is_some_and(|table| domains::must_be_given(pairs, table, live));
    if pairs.code.coverage.columns != Completeness::Complete
        || !is_required
        || owner.taint.is_some()
    {
        return;
    }
    let data_type = live
        .data_type
        .get()
        .map_or("", |data_type| data_type.text.as_str());
    RULE.draft(
        ObjectPath::part(ObjectKind::Column, owner.name, live.name.as_str()),
        Effect::WritesFail,
        Direction::LiveHasMore,
        format!(
            "column `{}` of `{}` is in the database and not in the code, and every insert must fill it",
            live.name, owner.shown
        ),
    )
    .values(Some("no column"), Some(format!("{data_type} not null, without default")))
    .declared(owner.origin, "the table is declared here")
    .note("every insert of this code fails: it does not know the column and the database has no default for it")
    .help("declare the column, or give it a default, or let it be null")
    .report(outcome);
}
