//! Rule `empty-table`: a table that must hold rows holds none.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Rule, Run};
use crate::settings::Rows;

pub(super) static RULE: Rule = Rule {
    name: "empty-table",
    summary: "a table that must hold rows holds none",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/empty-table.md"),
    run: Run::Database(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let pairs = context.pairs;
    for fact in &context.settings.expected_rows {
        let name = pairs.names.resolve(&fact.table);
        let object = ObjectPath::top(ObjectKind::Table, &name);
        match &fact.rows {
            Rows::Some => {}
            Rows::NotVisible(reason) => outcome.untold(&RULE, object, reason.clone()),
            Rows::None => {
                let pair = pairs
                    .tables
                    .iter()
                    .find(|pair| pairs.names.same(&pair.name, &name));
                RULE.draft(
                    object,
                    Effect::DataAtRisk,
                    Direction::LiveLacks,
                    format!("table `{}` is empty, and must hold rows", name.name),
                )
                .values(Some("at least one row"), Some("no rows"))
                .declared(
                    pair.and_then(|pair| pair.code).map(|table| &table.origin),
                    "declared here",
                )
                .note("the table was never seeded, or it was left out of a restore")
                .help("seed it, or restore its rows from a backup")
                .report(outcome);
            }
        }
    }
}
