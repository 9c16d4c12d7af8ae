//! Rule `unknown-table`: a query in the code uses a table that no source declares and the database does not have.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::usage::{UnknownName, Usage};

use super::nearest::advice;
use super::unknown_text::{by_name, effect, in_places};
use super::{Context, Outcome, Rule, Run};

pub(super) static RULE: Rule = Rule {
    name: "unknown-table",
    summary: "a query in the code uses a table that no source declares and the database does not have",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/unknown-table.md"),
    run: Run::Usage(check),
};

fn check(usage: &Usage, context: &Context<'_>, outcome: &mut Outcome) {
    for (name, uses) in by_name(usage) {
        let UnknownName::Table(table) = name else {
            continue;
        };
        let shown = context.pairs.names.shown(table);
        let object = ObjectPath::top(ObjectKind::Table, &context.pairs.names.resolve(table));
        let otherwise = "write the migration that creates it, or take the query out";
        RULE.draft(
            object,
            effect(&uses),
            Direction::LiveLacks,
            format!(
                "table `{shown}` does not exist: no source declares it, the database does not have it, and the code uses it{}",
                in_places(&uses)
            ),
        )
        .values(Some(format!("table `{shown}`")), Some("no table"))
        .used_at(&uses)
        .note("every such query fails")
        .advice(advice(usage, None, table.name.as_str(), &uses, otherwise))
        .report(outcome);
    }
}
