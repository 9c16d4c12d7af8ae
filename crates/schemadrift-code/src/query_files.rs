//! Owns files of SQL that hold queries: which files these are, and what they refer to. Scripts that
//! make a schema, data and migrations are none.

use std::path::Path;

use schemadrift_core::dialect::Engine;
use schemadrift_sql::script::{PieceKind, split};

use crate::made::is_of_migrations;

/// The largest file that is read: larger ones are dumps.
pub(crate) const MAX_BYTES: u64 = 1024 * 1024;
/// Folders of what no program runs on its database.
const PASSED_OVER: &[&str] = &[
    "__fixtures__",
    "__tests__",
    "backup",
    "backups",
    "doc",
    "docs",
    "dump",
    "dumps",
    "e2e",
    "example",
    "examples",
    "fixture",
    "fixtures",
    "spec",
    "specs",
    "test",
    "test-data",
    "test_data",
    "testdata",
    "tests",
];
/// Words that begin what asks for rows or changes some.
const ASKS: &[&str] = &["select", "update", "delete", "with", "merge"];
/// Words that begin what fills tables, with data or with parameters.
const FILLS: &[&str] = &["insert", "replace"];
/// Words that begin what stands around queries.
const AROUND: &[&str] = &[
    "begin",
    "commit",
    "do",
    "end",
    "explain",
    "fetch",
    "listen",
    "lock",
    "notify",
    "pragma",
    "reset",
    "rollback",
    "savepoint",
    "set",
    "show",
    "start",
    "table",
    "use",
    "values",
];

/// Whether a file may be one of queries, by where it lies and how it is called.
pub(crate) fn may_be_one(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let is_passed_over = |folder: &str| PASSED_OVER.contains(&folder.to_ascii_lowercase().as_str());
    !is_numbered(name)
        && !name.ends_with(".up.sql")
        && !name.ends_with(".down.sql")
        && !is_of_migrations(Path::new(path))
        && !parts.any(is_passed_over)
}

/// Whether a name begins as migration tools count: `V1__a.sql`, `R__a.sql`, `0001_a.sql`.
fn is_numbered(name: &str) -> bool {
    let rest = name.trim_start_matches(['V', 'U', 'B', 'R']);
    let digits = rest.len()
        - rest
            .trim_start_matches(|character: char| character.is_ascii_digit())
            .len();
    let behind = rest.get(digits..).unwrap_or_default();
    (digits >= 3 || rest.len() < name.len()) && behind.starts_with(['_', '-', '.'])
}

/// Whether a text is made of queries, and of nothing that makes a schema.
pub(crate) fn is_one(engine: Engine, text: &str) -> bool {
    let mut asks = false;
    for piece in split(engine, text) {
        let own = text.get(piece.range.clone()).unwrap_or_default();
        match piece.kind {
            PieceKind::Statement => match kind(own) {
                Kind::Asks => asks = true,
                Kind::Around => {}
                Kind::Makes => return false,
            },
            PieceKind::Client => {}
            PieceKind::CopyData { .. } | PieceKind::Unclosed => return false,
        }
    }
    asks
}

/// What a statement is for.
enum Kind {
    Asks,
    /// It changes no table for good, or fills one with what it spells out.
    Around,
    Makes,
}

fn kind(statement: &str) -> Kind {
    let mut words = Words(statement);
    let Some(first) = words.next() else {
        return Kind::Around;
    };
    let is = |words: &[&str]| words.contains(&first.as_str());
    if is(ASKS) || (is(FILLS) && takes_parameters(statement)) {
        return Kind::Asks;
    }
    let mut is_temporary =
        || first == "create" && words.any(|word| word == "temp" || word == "temporary");
    if is(FILLS) || is(AROUND) || is_temporary() {
        Kind::Around
    } else {
        Kind::Makes
    }
}

/// Whether a statement takes values from a program: `$1`, `?`, `:name`, `@name`, `sqlc.arg(name)`.
fn takes_parameters(statement: &str) -> bool {
    let outside: String = statement.split('\'').step_by(2).collect();
    let mut before = ' ';
    let mut characters = outside.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        let is_parameter = match character {
            '?' => true,
            '$' => next.is_ascii_digit(),
            ':' | '@' => before != ':' && (next.is_alphabetic() || next == '_'),
            _ => false,
        };
        if is_parameter {
            return true;
        }
        before = character;
    }
    outside.contains("sqlc.")
}

/// The words that a statement begins with, in small letters, without comments.
struct Words<'a>(&'a str);

impl Iterator for Words<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        loop {
            let rest = self.0.trim_start_matches(|first: char| {
                first.is_whitespace() || matches!(first, '(' | '\u{feff}')
            });
            let end = if rest.starts_with("--") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                self.0 = rest;
                break;
            };
            self.0 = &rest[end..];
        }
        let end = self
            .0
            .find(|character: char| !character.is_ascii_alphabetic())
            .unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at(end);
        self.0 = rest;
        (!word.is_empty()).then(|| word.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;

    use super::{is_one, may_be_one};

    #[test]
    fn queries_are_told_from_scripts() {
        for text in [
            "-- name: GetUser :one\nSELECT * FROM users WHERE id = $1;",
            "/* a */ (select 1 from users) union select 2",
            "INSERT INTO users (id) VALUES ($1)",
            "insert into users (id) values (:id) returning id",
            "INSERT INTO users (id) VALUES (sqlc.arg(id));",
            "BEGIN; CREATE TEMP TABLE t (a int); INSERT INTO t VALUES (1); UPDATE users SET id = 1; COMMIT;",
            "\\set name 1\nSELECT id FROM users WHERE id = :name;",
            "WITH a AS (SELECT 1) SELECT * FROM a",
            "SET search_path = app; DELETE FROM users",
        ] {
            assert!(is_one(Engine::PostgreSql, text), "{text}");
        }
        for text in [
            "",
            "-- nothing",
            "INSERT INTO users (id, note) VALUES (1, 'what?');",
            "CREATE TABLE users (id int); SELECT 1 FROM users;",
            "ALTER TABLE users ADD a int; UPDATE users SET a = 1;",
            "SELECT 1; DROP TABLE users",
            "SELECT 1; COPY users FROM stdin;\n1\n\\.\n",
            "SELECT 'open",
            "CREATE VIEW a AS SELECT 1",
        ] {
            assert!(!is_one(Engine::PostgreSql, text), "{text}");
        }
    }

    #[test]
    fn migrations_and_fixtures_are_told_by_their_places() {
        for path in [
            "queries/users.sql",
            "src/db/top10.sql",
            "a.sql",
            "prisma/sql/user.sql",
        ] {
            assert!(may_be_one(path), "{path}");
        }
        for path in [
            "db/migrations/a.sql",
            "db/V1__fill.sql",
            "db/R__views.sql",
            "db/0001_fill.sql",
            "db/20240101120000-fill.sql",
            "db/1.up.sql",
            "crates/a/tests/query.sql",
            "src/Fixtures/a.sql",
        ] {
            assert!(!may_be_one(path), "{path}");
        }
    }
}
