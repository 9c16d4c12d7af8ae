//! Rule `primary-key`: the primary key is missing, or over other columns, or under another name.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::PrimaryKey;
use schemadrift_core::object::ObjectKind;

use super::draft::column_list;
use super::{Context, Outcome, Rule, Run};
use crate::pairing::TablePair;

pub(super) static RULE: Rule = Rule {
    name: "primary-key",
    summary: "the primary key is not the one the code expects",
    effect: Effect::DataAtRisk,
    since: "0.1.0",
    page: include_str!("../../pages/primary-key.md"),
    run: Run::Table(check),
};

fn check(pair: &TablePair<'_>, context: &Context<'_>, outcome: &mut Outcome) {
    let Some((code, live)) = pair.both() else {
        return;
    };
    let Some((expected, found)) = code.primary_key.both(&live.primary_key) else {
        return;
    };
    let names = &context.pairs.names;
    let (effect, direction, note) = match (expected, found) {
        (None, None) => return,
        (Some(expected), None) => {
            // The missing column says it all.
            if expected
                .columns
                .iter()
                .any(|column| pair.lacks_live_column(column))
            {
                return;
            }
            (
                Effect::DataAtRisk,
                Direction::LiveLacks,
                "nothing keeps two rows from having the same key",
            )
        }
        (None, Some(_)) => (
            Effect::WritesFail,
            Direction::LiveHasMore,
            "rows that agree on the key are refused",
        ),
        (Some(expected), Some(found)) if names.same_columns(&expected.columns, &found.columns) => {
            report_other_name(pair, context, expected, found, outcome);
            return;
        }
        (Some(expected), Some(found)) => {
            if expected
                .columns
                .iter()
                .any(|column| pair.lacks_live_column(column))
            {
                return;
            }
            if has_same_set(context, expected, found) {
                (
                    Effect::Slower,
                    Direction::Differs,
                    "the same rows are unique, and the index behind the key serves other lookups",
                )
            } else {
                (
                    Effect::DataAtRisk,
                    Direction::Differs,
                    "other rows are unique than the code believes",
                )
            }
        }
    };
    let (expected_text, found_text) = (text(expected.as_ref()), text(found.as_ref()));
    let message = message(pair, expected.as_ref(), found.as_ref());
    let name = key_name(expected.as_ref().or(found.as_ref()));
    RULE.draft(
        pair.part(ObjectKind::PrimaryKey, name),
        effect,
        direction,
        message,
    )
    .values(Some(expected_text), Some(found_text))
    .declared(
        Some(expected.as_ref().map_or(&code.origin, |key| &key.origin)),
        "declared here",
    )
    .note(note)
    .help("change the primary key in a migration, or declare the one that the database has")
    .report(outcome);
}

fn text(key: Option<&PrimaryKey>) -> String {
    key.map_or_else(
        || "no primary key".to_owned(),
        |key| column_list(&key.columns),
    )
}

fn message(
    pair: &TablePair<'_>,
    expected: Option<&PrimaryKey>,
    found: Option<&PrimaryKey>,
) -> String {
    let table = &pair.shown;
    let (expected_text, found_text) = (text(expected), text(found));
    match (expected, found) {
        (Some(_), Some(_)) => format!(
            "the primary key of `{table}` is {found_text} in the database, the code expects {expected_text}"
        ),
        (Some(_), None) => {
            format!(
                "`{table}` has no primary key in the database, the code expects {expected_text}"
            )
        }
        (None, _) => {
            format!(
                "`{table}` has the primary key {found_text} in the database, the code expects none"
            )
        }
    }
}

fn has_same_set(context: &Context<'_>, expected: &PrimaryKey, found: &PrimaryKey) -> bool {
    let sorted = |key: &PrimaryKey| {
        let mut keys: Vec<String> = key
            .columns
            .iter()
            .map(|column| context.pairs.names.column_key(column))
            .collect();
        keys.sort_unstable();
        keys
    };
    sorted(expected) == sorted(found)
}

fn key_name(key: Option<&PrimaryKey>) -> String {
    key.map_or_else(String::new, |key| {
        key.name
            .get()
            .map_or_else(|| column_list(&key.columns), ToString::to_string)
    })
}

fn report_other_name(
    pair: &TablePair<'_>,
    context: &Context<'_>,
    expected: &PrimaryKey,
    found: &PrimaryKey,
    outcome: &mut Outcome,
) {
    let Some((expected_name, found_name)) = expected.name.both(&found.name) else {
        return;
    };
    if !context.pairs.dialect.names_primary_keys || expected_name == found_name {
        return;
    }
    RULE.draft(
        pair.part(ObjectKind::PrimaryKey, found_name.as_str()),
        Effect::Cosmetic,
        Direction::Differs,
        format!(
            "the primary key of `{}` is named `{found_name}` in the database, the code expects `{expected_name}`",
            pair.shown
        ),
    )
    .values(Some(expected_name.as_str()), Some(found_name.as_str()))
    .declared(Some(&expected.origin), "declared here")
    .note("only migrations that name the constraint notice")
    .help("rename the constraint, or declare the name that the database has")
    .report(outcome);
}
