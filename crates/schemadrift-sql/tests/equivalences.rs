//! The tables of equivalences against the normal forms, without a server.

#![expect(clippy::panic, reason = "a test fails by panicking")]

mod table;

use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::NormalForm;
use table::{Table, Verdict};

fn check(engine: Engine, text: &str, least: usize) {
    let table = Table::read(engine, text);
    assert!(table.pairs.len() >= least, "{} pairs", table.pairs.len());
    let failures = failures(&table);
    assert!(
        failures.is_empty(),
        "{} of {} pairs:\n{}",
        failures.len(),
        table.pairs.len(),
        failures.join("\n")
    );
}

/// Every pair of which the normal forms do not say what the table says.
fn failures(table: &Table) -> Vec<String> {
    let mut failures = Vec::new();
    for pair in &table.pairs {
        let one = table.normal(&pair.place, &pair.one);
        let other = table.normal(&pair.place, &pair.other);
        let is_readable =
            |form: &Option<NormalForm>| !matches!(form, Some(NormalForm::Unreadable(_)));
        let are_constants = matches!(
            (&one, &other),
            (Some(NormalForm::Constant(_)), Some(NormalForm::Constant(_)))
        );
        let is_right = match pair.verdict {
            Verdict::Same => one == other,
            Verdict::Different => one != other,
            // Two constants that differ would be taken for a decisive difference.
            Verdict::Undecided => one != other && !are_constants,
        };
        if !(is_right && is_readable(&one) && is_readable(&other)) {
            failures.push(format!(
                "line {}: {:?} {:?}\n    {}\n      {one:?}\n    {}\n      {other:?}",
                pair.line, pair.verdict, pair.place, pair.one, pair.other
            ));
        }
    }
    failures
}

#[test]
fn postgresql_pairs_are_told_apart() {
    check(
        Engine::PostgreSql,
        include_str!("equivalences/postgresql.txt"),
        300,
    );
}

#[test]
fn sqlite_pairs_are_told_apart() {
    check(Engine::Sqlite, include_str!("equivalences/sqlite.txt"), 120);
}

#[test]
fn mysql_pairs_are_told_apart() {
    for engine in [Engine::MySql, Engine::MariaDb] {
        check(engine, include_str!("equivalences/mysql.txt"), 250);
    }
}
