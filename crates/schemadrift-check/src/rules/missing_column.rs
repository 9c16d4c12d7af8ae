//! Rule `missing-column`: the code declares a column that the database does not have.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::Column;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Owner, Rule, Run, rename};
use crate::pairing::Pair;

pub(super) static RULE: Rule = Rule {
    name: "missing-column",
    summary: "the code declares a column that the database does not have",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/missing-column.md"),
    run: Run::Column(check),
};

fn check(pair: &Pair<'_, Column>, owner: &Owner<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let Pair::OnlyCode(code) = pair else { return };
    let row_numbers = context.pairs.dialect.row_number_names;
    let is_row_number = row_numbers
        .iter()
        .any(|name| name.eq_ignore_ascii_case(code.name.as_str()));
    if is_row_number || code.is_made_by_server {
        return;
    }
    let draft = RULE
        .draft(
            ObjectPath::part(ObjectKind::Column, owner.name, code.name.as_str()),
            Effect::ReadsFail,
            Direction::LiveLacks,
            format!(
                "column `{}` of `{}` does not exist in the database",
                code.name, owner.shown
            ),
        )
        .values(
            code.data_type.get().map(|data_type| data_type.text.clone()),
            Some("no column"),
        )
        .declared(Some(&code.origin), "declared here")
        .note("every query that reads or writes it fails");
    match rename::of_column(code, owner, context) {
        Some(other) => draft.guess(format!(
            "the table has `{other}`, which the code does not know: was the column renamed?"
        )),
        None => draft.help("deploy the migration that adds it; if there is none, write one"),
    }
    .report(outcome);
}
