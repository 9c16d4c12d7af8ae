//! What holds for every statement: nothing panics, nothing takes forever, and a statement that
//! makes, alters or drops a table never passes in silence.

mod print;

use std::time::{Duration, Instant};

use proptest::prelude::*;
use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::{Origin, SourceFile};
use schemadrift_sql::change::{Change, Element};
use schemadrift_sql::read_statement;

const ENGINES: [Engine; 3] = [Engine::MySql, Engine::MariaDb, Engine::Sqlite];

const STATEMENTS: &[&str] = &[
    "CREATE TABLE IF NOT EXISTS `a` (`b` VARCHAR(9) CHARACTER SET utf8 COLLATE x NOT NULL DEFAULT 'it''s' COMMENT 'y', c INTEGER PRIMARY KEY AUTO_INCREMENT, d INT GENERATED ALWAYS AS (c + 1) STORED UNIQUE, e enum('f', 'g') DEFAULT (1 + (2)) CHECK (e <> 'f') REFERENCES h (i) ON DELETE SET NULL, CONSTRAINT j FOREIGN KEY (b, c) REFERENCES k (l, m) ON UPDATE CASCADE, UNIQUE KEY n (b(3) DESC, (lower(b))), CHECK (c > 0)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 PARTITION BY HASH (c)",
    "CREATE TABLE \"a\" (id INTEGER PRIMARY KEY AUTOINCREMENT, b [c d] (1, 2) COLLATE NOCASE DEFAULT -1, UNIQUE (b COLLATE x DESC), FOREIGN KEY (b) REFERENCES e DEFERRABLE INITIALLY DEFERRED) STRICT, WITHOUT ROWID",
    "CREATE VIRTUAL TABLE a USING fts5(b, c, content='d')",
    "CREATE TABLE a AS SELECT b, c AS d FROM e JOIN f g ON h = i, j WHERE k",
    "ALTER TABLE a ADD COLUMN b INT FIRST, DROP PRIMARY KEY, CHANGE c d TEXT AFTER e, RENAME COLUMN f TO g, ALTER h SET DEFAULT 1, CONVERT TO CHARACTER SET utf8, RENAME TO i",
    "ALTER TABLE a ADD b TEXT NOT NULL DEFAULT ('x') REFERENCES c (d)",
    "CREATE UNIQUE INDEX i ON a (b COLLATE c DESC, lower(d), e(3)) WHERE f > 0",
    "CREATE VIEW v (a, b) AS SELECT * FROM c AS d, e WHERE f",
    "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW BEGIN DELETE FROM b; END",
    "/*!50003 CREATE*/ /*!50017 DEFINER=`x`@`y`*/ /*!50003 PROCEDURE p() BEGIN SELECT 1; END */",
    "DROP TABLE IF EXISTS a, b.c CASCADE",
    "RENAME TABLE a TO b, c TO d",
    "INSERT INTO a (b) VALUES (1, 'x'), (2, 'y') ON CONFLICT DO NOTHING",
    "DELETE a FROM b USING c WHERE d",
    "WITH a AS (SELECT 1) INSERT INTO b SELECT * FROM a",
    "PRAGMA writable_schema = ON",
];

fn origins(change: &Change) -> Vec<&Origin> {
    match change {
        Change::CreateTable(table) => {
            let columns = table.elements.iter().filter_map(|element| match element {
                Element::Column(definition) => Some(&definition.column),
                Element::Constraint(_) | Element::Like(_) => None,
            });
            columns
                .flat_map(|column| {
                    [
                        Some(&column.origin),
                        column.type_origin.as_ref(),
                        column.default_origin.as_ref(),
                    ]
                })
                .flatten()
                .chain([&table.origin])
                .collect()
        }
        Change::AlterTable(alter) => vec![&alter.origin],
        Change::CreateIndex(create) => vec![&create.index.origin],
        Change::CreateTrigger { trigger, .. } => vec![&trigger.origin],
        Change::Unclear { origin, .. } => vec![origin],
        _ => Vec::new(),
    }
}

/// Reads a text as a statement of each engine, and shows that every place in it is a place.
fn read_everywhere(text: &str) {
    for engine in ENGINES {
        let file = SourceFile::new("a.sql", format!("é {text}"));
        let statement = read_statement(engine, &file, 3..file.text.len());
        for change in &statement.changes {
            print::change(change);
            for origin in origins(change) {
                let location = origin.location().expect("a place in the file");
                let is_empty = location.text().is_empty();
                assert!(
                    !is_empty || text.is_empty(),
                    "{engine}: {text:?} {change:?}"
                );
            }
        }
    }
}

/// A statement with one part of it taken away, doubled or put elsewhere; the first bytes stay.
fn mutilate(statement: &str, kept: usize, (at, length, to, how): (u16, u8, u16, u8)) -> String {
    let boundary = |offset: usize| statement.floor_char_boundary(kept + offset);
    let room = statement.len() - kept;
    let start = boundary(usize::from(at) % room);
    let end = boundary(start - kept + usize::from(length) % 24);
    let to = boundary(usize::from(to) % room);
    let part = &statement[start..end];
    let without = format!("{}{}", &statement[..start], &statement[end..]);
    match how % 3 {
        0 => without,
        1 => format!("{}{part}{}", &statement[..to], &statement[to..]),
        _ => format!("{}{part} {}", &statement[..kept], &without[kept..]),
    }
}

fn mutilated() -> impl Strategy<Value = String> {
    let statement = prop::sample::select(STATEMENTS);
    (statement, any::<(u16, u8, u16, u8)>())
        .prop_map(|(statement, how)| mutilate(statement, 0, how))
}

/// A `CREATE TABLE` or `CREATE VIRTUAL TABLE` of a plain name with a broken rest.
fn mutilated_tables() -> impl Strategy<Value = String> {
    let tables: Vec<&str> = STATEMENTS
        .iter()
        .filter(|statement| statement.starts_with("CREATE TABLE"))
        .copied()
        .collect();
    let statement = prop::sample::select(tables);
    (statement, any::<(u16, u8, u16, u8)>())
        .prop_map(|(statement, how)| mutilate(statement, "CREATE TABLE".len(), how))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        read_everywhere(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn mutilated_statements_are_read(text in mutilated()) {
        read_everywhere(&text);
    }

    #[test]
    fn a_broken_table_never_passes_in_silence(text in mutilated_tables()) {
        // A table of another, attached database of SQLite is none of ours.
        for engine in [Engine::MySql, Engine::MariaDb] {
            prop_assert!(!print::read(engine, &text).is_empty(), "{}: {}", engine, text);
        }
    }
}

#[test]
fn every_statement_does_something_somewhere() {
    for statement in STATEMENTS {
        let does = |engine: &Engine| !print::read(*engine, statement).is_empty();
        assert!(ENGINES.iter().any(does), "{statement}");
    }
}

#[test]
fn long_statements_take_no_longer_than_they_are() {
    let cases = [
        (
            "CREATE TABLE a (",
            "b INTEGER UNIQUE DEFAULT (1), ",
            "c INT)",
        ),
        ("CREATE TABLE a (", "UNIQUE (b), ", "c INT)"),
        ("CREATE TABLE a (b INT ", "DEFAULT (1) ", ")"),
        ("ALTER TABLE a ADD b INT ", "DEFAULT ( ", ""),
        ("ALTER TABLE a ADD b INT DEFAULT ", "(", ""),
        ("CREATE TABLE a (b INT DEFAULT ", "((1))", ")"),
        ("ALTER TABLE a ", "ADD b INT, ", "DROP c"),
        ("INSERT INTO a VALUES ", "(1, 'x'), ", "(2)"),
        ("INSERT INTO a VALUES ", "(", ""),
        ("CREATE VIEW v AS SELECT ", "a AS b, ", "c FROM d"),
        ("CREATE VIEW v AS SELECT a ", "AS a ", ""),
        ("CREATE VIEW v AS SELECT * FROM a", " JOIN b ON c = d", ""),
        ("DROP TABLE ", "a, ", "b"),
        ("FROBNICATE ", "a", ""),
        ("FROBNICATE ", "`a` ", ""),
        ("CREATE TRIGGER t ", "/* */ a ", "ON a"),
    ];
    for (start, part, end) in cases {
        let text = format!("{start}{}{end}", part.repeat(100_000 / part.len()));
        for engine in ENGINES {
            let begun = Instant::now();
            let file = SourceFile::new("a.sql", text.as_str());
            read_statement(engine, &file, 0..text.len());
            assert!(
                begun.elapsed() < Duration::from_secs(3),
                "{engine}: {start}{part}"
            );
        }
    }
}
