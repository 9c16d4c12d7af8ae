//! Owns the guess for which database SQL is written, from names of folders and from words that
//! only one of them has; and the recognition of databases that are not ours.

use schemadrift_core::dialect::Engine;

use crate::masked::masked;

/// A database that is none of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Foreign {
    /// Its name as its makers write it.
    pub(crate) name: &'static str,
    /// Words of names of folders.
    folder_words: &'static [&'static str],
    /// Texts that only its SQL has, in upper case.
    signs: &'static [&'static str],
    /// A line that only its scripts have.
    line: Option<&'static str>,
}

const FOREIGN: &[Foreign] = &[
    Foreign {
        name: "ClickHouse",
        folder_words: &["clickhouse"],
        signs: &[
            "MERGETREE",
            " ON CLUSTER ",
            "LOWCARDINALITY(",
            " NULLABLE(",
            "DATETIME64(",
            " CODEC(",
        ],
        line: None,
    },
    Foreign {
        name: "SQL Server",
        folder_words: &["mssql", "sqlserver"],
        signs: &[
            "[DBO].",
            "NVARCHAR(MAX)",
            "UNIQUEIDENTIFIER",
            " NONCLUSTERED ",
        ],
        line: Some("GO"),
    },
    Foreign {
        name: "Oracle",
        folder_words: &["oracle"],
        signs: &["VARCHAR2(", " SYSDATE"],
        line: None,
    },
];

/// Words that only one of our databases has, in upper case.
const SIGNS: &[(Engine, &[&str])] = &[
    (
        Engine::PostgreSql,
        &[
            "$$",
            "::",
            "JSONB",
            "TIMESTAMPTZ",
            "BYTEA",
            "SERIAL",
            "CREATE EXTENSION",
            "CREATE TYPE",
            "PLPGSQL",
            " UUID",
            "WITH TIME ZONE",
            "DOUBLE PRECISION",
            "CREATE SEQUENCE",
            "USING GIN",
            "CONCURRENTLY",
            "TIMESTAMP(3)",
            "CREATE SCHEMA",
            "SET NOT NULL",
            "SEARCH_PATH",
        ],
    ),
    (
        Engine::MySql,
        &[
            "AUTO_INCREMENT",
            "ENGINE=",
            "ENGINE =",
            " UNSIGNED",
            "CHARACTER SET UTF8",
            "CHARSET=",
            "DATETIME(",
            "LONGTEXT",
            "MEDIUMTEXT",
            " MODIFY ",
            "TINYINT(",
            "``",
        ],
    ),
    (
        Engine::Sqlite,
        &[
            "AUTOINCREMENT",
            "PRAGMA ",
            "WITHOUT ROWID",
            "SQLITE_MASTER",
            " DATETIME ",
        ],
    ),
];

/// How often the other engines' words must be outnumbered.
const CLEAR_MAJORITY: usize = 4;

/// Lines within which a dump says what wrote it.
const HEADER_LINES: usize = 5;

/// What the texts of one folder look like.
#[derive(Debug, Default)]
pub(crate) struct Guess {
    /// Files with words of each of our engines, in the order of [`SIGNS`].
    ours: [usize; 3],
    /// Files with signs of each foreign database, in the order of [`FOREIGN`].
    foreign: [usize; 3],
}

impl Guess {
    /// Looks at a text.
    pub(crate) fn add(&mut self, text: &str) {
        let code = masked(text);
        let mut is_foreign = false;
        for (count, foreign) in self.foreign.iter_mut().zip(FOREIGN) {
            let has_line = foreign.line.is_some_and(|line| {
                text.lines()
                    .any(|own| own.trim_end().eq_ignore_ascii_case(line))
            });
            if has_line || foreign.signs.iter().any(|sign| code.contains(sign)) {
                *count += 1;
                is_foreign = true;
            }
        }
        if is_foreign {
            return;
        }
        for (count, (_, signs)) in self.ours.iter_mut().zip(SIGNS) {
            *count += usize::from(signs.iter().any(|sign| code.contains(sign)));
        }
    }

    /// The engine whose words clearly prevail.
    pub(crate) fn engine(&self) -> Option<Engine> {
        let (best, (engine, _)) = self
            .ours
            .iter()
            .zip(SIGNS)
            .max_by_key(|(count, _)| **count)?;
        let others: usize = self.ours.iter().sum::<usize>() - best;
        (*best > 0 && *best >= others * CLEAR_MAJORITY).then_some(*engine)
    }

    /// The database of somebody else whose signs prevail.
    pub(crate) fn foreign(&self) -> Option<&'static str> {
        let (count, foreign) = self
            .foreign
            .iter()
            .zip(FOREIGN)
            .max_by_key(|(count, _)| **count)?;
        let ours = self.ours.iter().max().copied().unwrap_or_default();
        (*count > ours).then_some(foreign.name)
    }
}

/// The database that the words of SQL texts tell, where they clearly tell one.
pub fn engine_of_sql(texts: &[&str]) -> Option<Engine> {
    if texts.iter().any(|text| is_of_mariadb(text)) {
        return Some(Engine::MariaDb);
    }
    let mut guess = Guess::default();
    for text in texts {
        guess.add(text);
    }
    guess.engine()
}

/// Whether MariaDB's own dump program wrote a text, by its first lines, or it holds comments that
/// only MariaDB carries out.
fn is_of_mariadb(text: &str) -> bool {
    let mut first = text.lines().take(HEADER_LINES);
    first.any(|line| line.starts_with("-- MariaDB dump ")) || text.contains("/*M!")
}

/// The engine that a folder's name tells.
pub(crate) fn of_folder(name: &str) -> Option<Engine> {
    words(name).find_map(|word| match word.as_str() {
        "postgresql" | "postgres" | "pg" | "psql" | "pgsql" => Some(Engine::PostgreSql),
        "mysql" => Some(Engine::MySql),
        "mariadb" => Some(Engine::MariaDb),
        "sqlite" | "sqlite3" => Some(Engine::Sqlite),
        _ => None,
    })
}

/// The database of somebody else that a folder's name tells.
pub(crate) fn foreign_of_folder(name: &str) -> Option<&'static str> {
    words(name).find_map(|word| {
        FOREIGN
            .iter()
            .find(|foreign| foreign.folder_words.contains(&word.as_str()))
            .map(|foreign| foreign.name)
    })
}

fn words(name: &str) -> impl Iterator<Item = String> {
    name.split(|character: char| !character.is_ascii_alphanumeric())
        .map(str::to_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;

    use super::{Guess, foreign_of_folder, of_folder};

    fn guess(texts: &[&str]) -> Guess {
        let mut guess = Guess::default();
        for text in texts {
            guess.add(text);
        }
        guess
    }

    #[test]
    fn words_of_one_engine_tell_it() {
        let engine = |text| guess(&[text]).engine();
        assert_eq!(engine("create table a (b jsonb)"), Some(Engine::PostgreSql));
        assert_eq!(
            engine("create table `a` (b int auto_increment)"),
            Some(Engine::MySql)
        );
        assert_eq!(
            engine("create table a (b integer primary key autoincrement)"),
            Some(Engine::Sqlite)
        );
        assert_eq!(engine("create table a (b int)"), None);
        assert_eq!(engine("create table a (b int) -- jsonb"), None);
        assert_eq!(guess(&["select 1::int", "pragma x"]).engine(), None);
    }

    #[test]
    fn other_databases_are_told_by_what_only_they_have() {
        let foreign = |text| guess(&[text]).foreign();
        assert_eq!(
            foreign("create table a (b String) engine = ReplacingMergeTree order by b"),
            Some("ClickHouse")
        );
        assert_eq!(
            foreign("drop table a on cluster default;"),
            Some("ClickHouse")
        );
        assert_eq!(foreign("create table a (b int)\nGO\n"), Some("SQL Server"));
        assert_eq!(
            foreign("-- engine = MergeTree\ncreate table a (b jsonb)"),
            None
        );
        assert_eq!(foreign("insert into go values ('go')"), None);
        assert_eq!(
            guess(&[
                "select 1::int",
                "select 2::int",
                "drop table a on cluster b;"
            ])
            .foreign(),
            None
        );
    }

    #[test]
    fn folders_are_named_by_words() {
        assert_eq!(of_folder("storage-pg"), Some(Engine::PostgreSql));
        assert_eq!(of_folder("mysql-migrations"), Some(Engine::MySql));
        assert_eq!(of_folder("pgp"), None);
        assert_eq!(foreign_of_folder("clickhouse"), Some("ClickHouse"));
    }
}
