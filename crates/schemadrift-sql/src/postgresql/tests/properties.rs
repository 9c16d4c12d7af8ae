//! Any bytes and any mutilated statement are survived, with every origin inside the file.

use std::sync::LazyLock;

use proptest::prelude::*;
use schemadrift_core::origin::SourceFile;

use super::{cases, changes};
use crate::place::Place;

const TABLES: [&str; 6] = [
    include_str!("tables.txt"),
    include_str!("alterations.txt"),
    include_str!("indexes_and_views.txt"),
    include_str!("objects.txt"),
    include_str!("blocks.txt"),
    include_str!("quiet.txt"),
];

/// Reads a statement behind other text, and looks at every origin in the result.
fn survive(statement: &str) -> usize {
    let front = "-- é\n";
    let file = SourceFile::new("a.sql", format!("{front}{statement}"));
    let made = changes(Place::new(&file, front.len()), statement);
    // The printed form of the changes shows each of their spans.
    let printed = format!("{made:?}");
    for span in printed.split("Span { start: ").skip(1) {
        let (start, rest) = span.split_once(", end: ").unwrap();
        let (end, _) = rest.split_once(' ').unwrap();
        let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
        assert!(
            front.len() <= start && start < end,
            "{start}..{end} in {statement:?}"
        );
        assert!(
            end <= file.text.len().max(front.len() + 1),
            "{end} in {statement:?}"
        );
        assert!(file.text.get(start..end).is_some() || statement.is_empty());
    }
    made.len()
}

static STATEMENTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    TABLES
        .iter()
        .flat_map(|table| cases(table))
        .map(|(statement, _)| statement)
        .collect()
});

#[test]
fn every_beginning_of_every_statement_is_survived() {
    assert!(STATEMENTS.len() > 250, "{} statements", STATEMENTS.len());
    for statement in STATEMENTS.iter() {
        survive(statement);
        for (end, _) in statement.char_indices().step_by(7) {
            survive(&statement[..end]);
        }
    }
}

/// What nests without end, in whatever way, reaches no parser and no recursion of ours.
#[test]
fn deep_nesting_is_survived() {
    const TIMES: usize = 20_000;
    let repeated = |open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(TIMES), close.repeat(TIMES))
    };
    let in_block = |body: String| format!("DO $b$ BEGIN {body} END $b$");
    let mut within = "CREATE TABLE t (a int)".to_owned();
    for level in 0..2_000 {
        within =
            format!("DO $d{level}$ BEGIN EXECUTE $e{level}$ {within} $e{level}$; END $d{level}$");
    }
    let statements = [
        format!("CREATE VIEW v AS SELECT {}", repeated("(", "1", ")")),
        format!("CREATE VIEW v AS SELECT {}", "NOT ".repeat(TIMES)),
        format!("CREATE VIEW v AS SELECT {}1", "1 + ".repeat(TIMES)),
        format!("CREATE VIEW v AS SELECT {}1", "a IS DISTINCT FROM ".repeat(TIMES)),
        format!("CREATE VIEW v AS SELECT 1 FROM a{}", " JOIN b ON true".repeat(TIMES)),
        format!("CREATE VIEW v AS {}SELECT 1", "SELECT 1 UNION ".repeat(TIMES)),
        format!("CREATE VIEW v AS {}1", "WITH a AS (SELECT 1 FROM (".repeat(90)),
        format!("CREATE TABLE t (a int DEFAULT {}1)", "-".repeat(TIMES)),
        format!("CREATE TABLE t (a int{})", "[]".repeat(TIMES)),
        format!("CREATE TABLE t (a int CHECK ({}))", repeated("CASE WHEN a THEN ", "1", " END")),
        format!("CREATE INDEX i ON t (a) WHERE {}b", "b AND ".repeat(TIMES)),
        format!("CREATE SCHEMA s {}", "CREATE TABLE t (a int) ".repeat(TIMES)),
        format!("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC {} END", "SELECT 1; ".repeat(TIMES)),
        format!("ALTER TABLE t {}", "ADD a int, ".repeat(TIMES)),
        format!("EXPLAIN {}", "EXPLAIN ".repeat(TIMES)),
        in_block(repeated("BEGIN ", "NULL;", " END;")),
        in_block(repeated("IF a THEN ", "NULL;", " END IF;")),
        in_block(repeated("LOOP ", "NULL;", " END LOOP;")),
        in_block(format!("IF {} THEN DROP TABLE t; END IF;", repeated("(", "a", ")"))),
        in_block(format!("IF {}a THEN DROP TABLE t; END IF;", "NOT ".repeat(TIMES))),
        in_block(format!("IF {}a THEN DROP TABLE t; END IF;", "a OR ".repeat(TIMES))),
        in_block(format!("EXECUTE {};", repeated("(", "'x'", ")"))),
        in_block(format!("EXECUTE {}'x';", "'x' || ".repeat(TIMES))),
        in_block("IF EXISTS (SELECT 1 FROM pg_type WHERE typname = 'a') AND EXISTS (SELECT 1 FROM pg_type WHERE typname = 'b') THEN DROP TYPE c; ELSE DROP TYPE d; END IF;".repeat(500)),
        in_block(format!("{}{}{}", "IF to_regclass('a') IS NULL OR to_regclass('b') IS NULL THEN ".repeat(30), "DROP TABLE t;", " ELSE DROP TABLE u; END IF;".repeat(30))),
        in_block(format!("{}{}{}", "FOREACH a IN ARRAY ARRAY['a', 'b', 'c'] LOOP ".repeat(30), "EXECUTE 'DROP TABLE ' || a;", " END LOOP;".repeat(30))),
        within,
    ];
    for statement in statements {
        survive(&statement);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_survived(text in ".{0,200}") {
        survive(&text);
    }

    #[test]
    fn any_text_in_a_block_is_survived(text in "([a-z;:=()'\\|$ ]|BEGIN |END |IF |THEN |LOOP |EXECUTE |CASE |WHEN ){0,60}") {
        survive(&format!("DO $b$ BEGIN {text} END $b$"));
    }

    #[test]
    fn mutilated_statements_are_survived(
        which in any::<prop::sample::Index>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..12, ".{0,3}"), 1..4),
    ) {
        let mut characters: Vec<char> = which.get(&STATEMENTS).chars().collect();
        for (at, length, inserted) in cuts {
            let start = at.index(characters.len().max(1)).min(characters.len());
            let end = (start + length).min(characters.len());
            characters.splice(start..end, inserted.chars());
        }
        let statement: String = characters.into_iter().collect();
        survive(&statement);
    }
}
