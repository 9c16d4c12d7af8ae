//! Rule `never-migrated`: none of the expected tables is in the database: one headline instead of hundreds of findings.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::TableKind;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Context, Outcome, Rule, Run};

pub(super) static RULE: Rule = Rule {
    name: "never-migrated",
    summary: "none of the expected tables is in the database",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/never-migrated.md"),
    run: Run::Database(check),
};

/// Below this many expected tables, each is simply missing.
const SMALLEST_HEADLINE: usize = 2;

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let pairs = context.pairs;
    let expected = pairs
        .tables
        .iter()
        .filter(|pair| pair.code.is_some())
        .count();
    if expected < SMALLEST_HEADLINE || pairs.has_common_table() {
        return;
    }
    let others: Vec<String> = pairs
        .live
        .tables
        .iter()
        .filter(|table| !matches!(table.kind.get(), Some(TableKind::Partition(_))))
        .map(|table| {
            let is_here = table.name.schema.as_ref() == pairs.names.default_namespace();
            if is_here {
                format!("`{}`", table.name.name)
            } else {
                format!("`{}`", table.name)
            }
        })
        .collect();
    let object = ObjectPath {
        schema: None,
        table: None,
        kind: ObjectKind::Database,
        name: "database".to_owned(),
    };
    let first = pairs.tables.iter().find_map(|pair| pair.code);
    RULE.draft(
        object,
        Effect::ReadsFail,
        Direction::LiveLacks,
        format!("none of the {expected} expected tables is here: never migrated, or not the database you meant"),
    )
    .values(Some(format!("{expected} tables")), Some(describe_others(&others)))
    .declared(first.map(|table| &table.origin), "the first of the expected tables")
    .note("every query of this code fails")
    .help(match other_schema(context) {
        Some(schema) => format!(
            "tables of these names are in schema `{schema}`: if they are the ones you meant, add `?schema={schema}` to the URL"
        ),
        None => "look at the server, database, user and schema named below: if they are what you meant, deploy the migrations".to_owned(),
    })
    .report(outcome);
}

/// The schema in which most of the expected tables stand, if there is one.
fn other_schema(context: &Context<'_>) -> Option<String> {
    let pairs = context.pairs;
    let expected: Vec<_> = pairs.tables.iter().filter_map(|pair| pair.code).collect();
    let mut by_schema = std::collections::BTreeMap::new();
    for live in &pairs.live.tables {
        let is_expected = expected.iter().any(|code| code.name.name == live.name.name);
        if let (true, Some(schema)) = (is_expected, &live.name.schema) {
            *by_schema.entry(schema).or_insert(0_usize) += 1;
        }
    }
    let (schema, count) = by_schema.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 2 > expected.len()).then(|| schema.to_string())
}

fn describe_others(others: &[String]) -> String {
    const SHOWN: usize = 3;
    match others {
        [] => "no tables at all".to_owned(),
        [one] => format!("one other table, {one}"),
        _ if others.len() <= SHOWN => format!("other tables: {}", others.join(", ")),
        _ => format!(
            "{} other tables: {}, …",
            others.len(),
            others
                .iter()
                .take(SHOWN)
                .cloned()
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}
