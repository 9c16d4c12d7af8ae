//! Queries with the names they use, as tables; that a wrong name is found wherever a right one
//! stands; and that nothing makes the reader fail.

use proptest::prelude::*;
use schemadrift_core::coverage::Coverage;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::origin::SourceFile;

use super::{Access, Catalog, NameUse, QueryNames, UsedName, Verdict, query_names};
use crate::read_script;
use crate::replay::Replay;

const POSTGRES: &str = include_str!("postgresql.sql");
const PLAIN: &str = include_str!("plain.sql");

fn schema(engine: Engine) -> Schema {
    let ddl = if engine == Engine::PostgreSql {
        POSTGRES
    } else {
        PLAIN
    };
    let file = SourceFile::new("schema.sql", ddl);
    let mut replay = Replay::new(engine, None);
    for statement in read_script(engine, &file, 0..ddl.len()) {
        replay.apply(&statement);
    }
    let replayed = replay.finish();
    assert!(replayed.problems.is_empty(), "{:?}", replayed.problems);
    Schema {
        coverage: Coverage::everything(),
        ..replayed.schema
    }
}

/// `~` stands for a part that only the program knows.
fn with_holes(query: &str) -> String {
    query.replace('~', &super::HOLE.to_string())
}

fn printed(query: &str, names: &QueryNames) -> Vec<String> {
    let mut lines = Vec::new();
    for used in &names.uses {
        lines.push((used.range.start, line(query, used)));
    }
    for part in &names.unresolved {
        let text = &query[part.range.clone()];
        lines.push((part.range.start, format!("? {text}: {}", part.reason)));
    }
    lines.sort();
    lines
        .into_iter()
        .map(|(_, line)| line.replace(super::HOLE, "~").replace('\n', " "))
        .collect()
}

fn line(query: &str, used: &NameUse) -> String {
    let access = match used.access {
        Access::Read => "read",
        Access::Write => "write",
    };
    let verdict = match used.verdict {
        Verdict::Known => "",
        Verdict::Unknown => "unknown ",
    };
    let name = match &used.name {
        UsedName::Table(name) => format!("table {name}"),
        UsedName::Column {
            table: Some(table),
            column,
        } => format!("column {table}.{column}"),
        UsedName::Column {
            table: None,
            column,
        } => format!("column {column}"),
        UsedName::EnumValue { of, value } => format!("value {of}.{value}"),
    };
    format!("{access} {verdict}{name} `{}`", &query[used.range.clone()])
}

/// A table: queries, each with the lines that begin with `=> ` below it, or `=>` for none.
fn cases(table: &str) -> Vec<(String, Vec<String>)> {
    let mut cases: Vec<(String, Vec<String>)> = Vec::new();
    let mut query = String::new();
    for line in table.lines() {
        if let Some(expected) = line.strip_prefix("=>") {
            if !query.is_empty() {
                cases.push((with_holes(&std::mem::take(&mut query)), Vec::new()));
            }
            let (_, lines) = cases.last_mut().unwrap();
            lines.extend(expected.strip_prefix(' ').map(str::to_owned));
        } else if !line.is_empty() && !line.starts_with('#') {
            if !query.is_empty() {
                query.push('\n');
            }
            query.push_str(line);
        }
    }
    assert!(query.is_empty(), "nothing is expected of `{query}`");
    cases
}

fn check(engine: Engine, table: &str, least: usize) {
    let schema = schema(engine);
    let catalog = Catalog::new(&schema);
    let cases = cases(table);
    assert!(cases.len() >= least, "{} cases", cases.len());
    let mut failures = Vec::new();
    for (query, expected) in &cases {
        let found = printed(query, &query_names(&catalog, query));
        if &found != expected {
            let query = query.replace(super::HOLE, "~");
            failures.push(format!("{query}\n=> {}\n", found.join("\n=> ")));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} cases; found:\n\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
}

#[test]
fn names_of_postgresql() {
    check(Engine::PostgreSql, include_str!("postgresql.txt"), 40);
}

#[test]
fn names_of_sqlite() {
    check(Engine::Sqlite, include_str!("sqlite.txt"), 8);
}

#[test]
fn names_of_mysql() {
    check(Engine::MySql, include_str!("mysql.txt"), 8);
}

/// Wherever a column or a table of the schema is named, another name is said to be unknown, there
/// and of the same kind, or it is said that nothing can be told.
#[test]
fn a_wrong_name_is_found_wherever_a_right_one_stands() {
    let mut wrong = 0;
    for (engine, table) in [
        (Engine::PostgreSql, include_str!("postgresql.txt")),
        (Engine::Sqlite, include_str!("sqlite.txt")),
        (Engine::MySql, include_str!("mysql.txt")),
    ] {
        let schema = schema(engine);
        let catalog = Catalog::new(&schema);
        for (query, _) in cases(table) {
            let names = query_names(&catalog, &query);
            // A query with unknown relations may hide a wrong name.
            if !names.unresolved.is_empty() || query.contains(super::HOLE) {
                continue;
            }
            for used in &names.uses {
                let is_name = !matches!(used.name, UsedName::EnumValue { .. });
                if used.verdict == Verdict::Unknown || !is_name {
                    continue;
                }
                let mut changed = query.clone();
                changed.replace_range(used.range.clone(), "nowhere_at_all");
                let found = query_names(&catalog, &changed);
                let is_found = found.uses.iter().any(|other| {
                    other.verdict == Verdict::Unknown
                        && other.range.start == used.range.start
                        && std::mem::discriminant(&other.name) == std::mem::discriminant(&used.name)
                });
                let is_said = found
                    .unresolved
                    .iter()
                    .any(|part| part.range.start == used.range.start);
                assert!(is_found || is_said, "{changed}: {found:?}");
                wrong += usize::from(is_found);
            }
        }
    }
    assert!(wrong > 80, "{wrong} names were looked at");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_text_is_survived(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "SELECT", "FROM", "WHERE", "(", ")", ",", ".", "*", "\"", "'", "id", "users", "AS", "WITH",
                "INSERT INTO", "VALUES", "SET", "UPDATE", "ON DUPLICATE KEY UPDATE", "LIMIT", "?", ":a", "$1",
                "\u{fffc}", "é", "UNION", "JOIN", "USING", ";", "INTERVAL", "IS", "force index", "lock in",
            ]),
            0..40,
        )
    ) {
        let text = words.join(" ");
        for engine in [Engine::PostgreSql, Engine::MySql, Engine::MariaDb, Engine::Sqlite] {
            let schema = schema(engine);
            let names = query_names(&Catalog::new(&schema), &text);
            for range in names.uses.iter().map(|used| &used.range) {
                prop_assert!(text.get(range.clone()).is_some_and(|text| !text.is_empty()));
            }
        }
    }
}

#[test]
fn deep_nesting_is_refused() {
    let schema = schema(Engine::PostgreSql);
    let text = format!("SELECT {}1{}", "(".repeat(100_000), ")".repeat(100_000));
    let names = query_names(&Catalog::new(&schema), &text);
    assert_eq!(names.unresolved[0].reason, super::Reason::TooDeep);
}
