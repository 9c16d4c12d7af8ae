//! Rule `unused-column`: no code that was read uses a column of a table that it does use.

use schemadrift_core::finding::{Direction, Effect, Level};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::usage::Usage;

use super::{Context, Outcome, Rule, Run};
use crate::usage::Uses;

pub(super) static RULE: Rule = Rule {
    name: "unused-column",
    summary: "no code that was read uses a column of a table that it does use",
    effect: Effect::Cosmetic,
    since: "0.1.0",
    page: include_str!("../../pages/unused-column.md"),
    run: Run::OptIn(check),
};

fn check(usage: &Usage, context: &Context<'_>, outcome: &mut Outcome) {
    let uses = Uses::of(usage, context.pairs.names);
    for pair in &context.pairs.tables {
        // Of an unused table the table is the finding.
        let Some(code) = pair.code.filter(|code| uses.uses_table(&code.name)) else {
            continue;
        };
        for column in &code.columns {
            if uses.uses_column(&code.name, &column.name) {
                continue;
            }
            RULE.draft(
                pair.part(ObjectKind::Column, column.name.as_str()),
                Effect::Cosmetic,
                Direction::WithinCode,
                format!(
                    "nothing that was read uses column `{}` of `{}`",
                    column.name, pair.shown
                ),
            )
            .level(Level::Note)
            .declared(Some(&column.origin), "declared here")
            .help(
                "look whether something else uses it before it goes; ignore it with a reason if so",
            )
            .report(outcome);
        }
    }
}
