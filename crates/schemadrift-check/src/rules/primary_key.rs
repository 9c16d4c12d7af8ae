//! Rule `primary-key`: the primary key is missing, or over other columns, or under another name.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::model::{IndexKey, PrimaryKey, Table};
use schemadrift_core::name::Name;
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
    // Where one side has no key of its own, the server's is none either.
    let (expected, found) = match (expected, found) {
        (None, Some(key)) if is_made_by_server(live, key) => (expected, &None),
        (Some(key), None) if is_made_by_server(code, key) => (&None, found),
        both => both,
    };
    let names = &context.pairs.names;
    let judged = match (expected, found) {
        (None, None) => return,
        (Some(expected), Some(found))
            if names.same_columns(&expected.columns, &found.columns)
                && has_other_include(context, expected, found) =>
        {
            Some((
                Effect::Slower,
                Direction::Differs,
                "queries may have to read the table where its index alone should do",
            ))
        }
        (Some(expected), Some(found)) if names.same_columns(&expected.columns, &found.columns) => {
            report_other_name(pair, context, expected, found, outcome);
            return;
        }
        (None, Some(_)) => Some((
            Effect::WritesFail,
            Direction::LiveHasMore,
            "rows that agree on the key are refused",
        )),
        // The missing column says it all.
        (Some(expected), _) if lacks_live_column(pair, expected) => None,
        (Some(expected), None) => without_key(context, code, live, expected),
        (Some(expected), Some(found)) => over_other_columns(context, code, expected, found),
    };
    let Some((effect, direction, note)) = judged else {
        return;
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

fn is_made_by_server(table: &Table, key: &PrimaryKey) -> bool {
    table
        .columns
        .iter()
        .any(|column| column.is_made_by_server && key.columns.contains(&column.name))
}

fn lacks_live_column(pair: &TablePair<'_>, key: &PrimaryKey) -> bool {
    key.columns
        .iter()
        .any(|column| pair.lacks_live_column(column))
}

/// Whether something else keeps the key's columns unique in the database.
fn has_unique(context: &Context<'_>, live: &Table, expected: &PrimaryKey) -> bool {
    let names = &context.pairs.names;
    live.indexes.iter().any(|index| {
        let keys: Option<Vec<&Name>> = index
            .parts
            .iter()
            .map(|part| match &part.key {
                IndexKey::Column(name) => Some(name),
                IndexKey::Expression(_) => None,
            })
            .collect();
        index.is_unique
            && !matches!(index.predicate.get(), Some(Some(_)))
            && keys.is_some_and(|keys| {
                keys.len() == expected.columns.len()
                    && keys.iter().all(|key| {
                        expected
                            .columns
                            .iter()
                            .any(|column| names.same_column(column, key))
                    })
            })
    })
}

type Judged = Option<(Effect, Direction, &'static str)>;

/// What it means that the database has no key at all.
fn without_key(context: &Context<'_>, code: &Table, live: &Table, expected: &PrimaryKey) -> Judged {
    let effect = match (code.is_any_relation, has_unique(context, live, expected)) {
        (true, true) => return None,
        (true, false) => Effect::Cosmetic,
        (false, _) => Effect::DataAtRisk,
    };
    let note = "nothing keeps two rows from having the same key";
    Some((effect, Direction::LiveLacks, note))
}

/// What it means that the key is over other columns, or over the same in another order.
fn over_other_columns(
    context: &Context<'_>,
    code: &Table,
    expected: &PrimaryKey,
    found: &PrimaryKey,
) -> Judged {
    if !has_same_set(context, expected, found) {
        let note = "other rows are unique than the code believes";
        return Some((Effect::DataAtRisk, Direction::Differs, note));
    }
    let note = "the same rows are unique, and the index behind the key serves other lookups";
    (!code.ignores_key_order).then_some((Effect::Slower, Direction::Differs, note))
}

fn text(key: Option<&PrimaryKey>) -> String {
    key.map_or_else(
        || "no primary key".to_owned(),
        |key| match key.include.get().filter(|include| !include.is_empty()) {
            Some(include) => format!(
                "{} include {}",
                column_list(&key.columns),
                column_list(include)
            ),
            None => column_list(&key.columns),
        },
    )
}

/// Whether its index carries other columns along; their order means nothing.
fn has_other_include(context: &Context<'_>, expected: &PrimaryKey, found: &PrimaryKey) -> bool {
    let sorted = |include: &[Name]| sorted_keys(context, include);
    expected
        .include
        .both(&found.include)
        .is_some_and(|(expected, found)| sorted(expected) != sorted(found))
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
    sorted_keys(context, &expected.columns) == sorted_keys(context, &found.columns)
}

fn sorted_keys(context: &Context<'_>, columns: &[Name]) -> Vec<String> {
    let mut keys: Vec<String> = columns
        .iter()
        .map(|column| context.pairs.names.column_key(column))
        .collect();
    keys.sort_unstable();
    keys
}

fn key_name(key: Option<&PrimaryKey>) -> String {
    key.map_or_else(String::new, |key| {
        key.name
            .get()
            .map_or_else(|| column_list(&key.columns), ToString::to_string)
    })
}

/// What was not understood may have named this key.
fn is_in_doubt(
    pair: &TablePair<'_>,
    context: &Context<'_>,
    found: &PrimaryKey,
    outcome: &mut Outcome,
) -> bool {
    let doubt = context.pairs.doubt(pair.code.map(|code| &code.taints));
    if let Some(reason) = doubt {
        let object = pair.part(ObjectKind::PrimaryKey, key_name(Some(found)));
        outcome.untold(&RULE, object, reason);
    }
    doubt.is_some()
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
    if is_in_doubt(pair, context, found, outcome) {
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
