//! Rule `unused-table`: no code that was read uses a table that is declared.

use schemadrift_core::finding::{Direction, Effect, Level};
use schemadrift_core::usage::Usage;

use super::{Context, Outcome, Rule, Run};
use crate::usage::Uses;

pub(super) static RULE: Rule = Rule {
    name: "unused-table",
    summary: "no code that was read uses a table that is declared",
    effect: Effect::Cosmetic,
    since: "0.1.0",
    page: include_str!("../../pages/unused-table.md"),
    run: Run::OptIn(check),
};

fn check(usage: &Usage, context: &Context<'_>, outcome: &mut Outcome) {
    let uses = Uses::of(usage, context.pairs.names);
    for pair in &context.pairs.tables {
        let Some(code) = pair.code else { continue };
        if uses.uses_table(&code.name) {
            continue;
        }
        RULE.draft(
            pair.path(),
            Effect::Cosmetic,
            Direction::WithinCode,
            format!("nothing that was read uses table `{}`", pair.shown),
        )
        .level(Level::Note)
        .declared(Some(&code.origin), "declared here")
        .help("look whether something else uses it before it goes; ignore it with a reason if so")
        .report(outcome);
    }
}
