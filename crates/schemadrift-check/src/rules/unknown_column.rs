//! Rule `unknown-column`: a query in the code uses a column that its tables do not have.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::usage::{UnknownName, Usage};

use super::nearest::advice;
use super::unknown_text::{by_name, effect, in_places};
use super::{Context, Outcome, Rule, Run};

pub(super) static RULE: Rule = Rule {
    name: "unknown-column",
    summary: "a query in the code uses a column that its tables do not have",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/unknown-column.md"),
    run: Run::Usage(check),
};

fn check(usage: &Usage, context: &Context<'_>, outcome: &mut Outcome) {
    for (name, uses) in by_name(usage) {
        let UnknownName::Column { table, column } = name else {
            continue;
        };
        let (object, whose, owner) = match table {
            Some(table) => (
                ObjectPath::part(
                    ObjectKind::Column,
                    &context.pairs.names.resolve(table),
                    column.as_str(),
                ),
                format!("in table `{}`", context.pairs.names.shown(table)),
                Some(table.name.as_str()),
            ),
            None => (
                ObjectPath {
                    schema: None,
                    table: None,
                    kind: ObjectKind::Column,
                    name: column.clone(),
                },
                "in any table of its query".to_owned(),
                None,
            ),
        };
        let otherwise = "write the migration that adds it, or take it out of the query";
        RULE.draft(
            object,
            effect(&uses),
            Direction::LiveLacks,
            format!(
                "column `{column}` does not exist {whose}, and the code uses it{}",
                in_places(&uses)
            ),
        )
        .values(Some(format!("column `{column}`")), Some("no column"))
        .used_at(&uses)
        .note("every such query fails")
        .advice(advice(usage, owner, column, &uses, otherwise))
        .report(outcome);
    }
}
