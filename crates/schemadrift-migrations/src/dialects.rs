//! Owns names that say for which database a file is: `1_a.postgres.up.sql`, or the folder `mysql`
//! beside `postgres`. Where such names stand side by side, one database runs its own files and
//! those that say nothing; the others are somebody else's.

use std::collections::BTreeMap;

use schemadrift_core::dialect::Engine;

use crate::names::{Direction, sql_stem};

/// For whom a file is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Audience {
    /// A database that is read here.
    Ours(Engine),
    /// Another one, by its name.
    Foreign(&'static str),
}

impl Audience {
    /// The database's name.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Ours(engine) => engine.to_string(),
            Self::Foreign(name) => name.to_owned(),
        }
    }
}

/// The words by which tools name databases. What is said for CockroachDB alone is not what
/// PostgreSQL runs.
fn audience_of_word(word: &str) -> Option<Audience> {
    Some(match word.to_ascii_lowercase().as_str() {
        "postgresql" | "postgres" | "pg" | "psql" | "pgsql" => Audience::Ours(Engine::PostgreSql),
        "mysql" => Audience::Ours(Engine::MySql),
        "mariadb" => Audience::Ours(Engine::MariaDb),
        "sqlite" | "sqlite3" => Audience::Ours(Engine::Sqlite),
        "cockroach" | "cockroachdb" | "crdb" => Audience::Foreign("CockroachDB"),
        "mssql" | "sqlserver" => Audience::Foreign("SQL Server"),
        "oracle" => Audience::Foreign("Oracle"),
        "db2" => Audience::Foreign("Db2"),
        "h2" => Audience::Foreign("H2"),
        "hsqldb" => Audience::Foreign("HSQLDB"),
        "derby" => Audience::Foreign("Derby"),
        "clickhouse" => Audience::Foreign("ClickHouse"),
        "snowflake" => Audience::Foreign("Snowflake"),
        "spanner" => Audience::Foreign("Spanner"),
        _ => return None,
    })
}

/// What Ory's pop puts behind the name of a database: no transaction.
pub(crate) const AUTOCOMMIT: &str = ".autocommit";

/// The title before the name of a database that a stem ends in, and that database:
/// `1_a.postgres` is `1_a` for PostgreSQL.
pub(crate) fn titled(stem: &str) -> (&str, Option<Audience>) {
    let stem = stem.strip_suffix(AUTOCOMMIT).unwrap_or(stem);
    match stem.rsplit_once('.') {
        Some((title, word)) => match audience_of_word(word) {
            Some(audience) => (title, Some(audience)),
            None => (stem, None),
        },
        None => (stem, None),
    }
}

/// Which files of a folder are for which database, where their names say so in several ways.
#[derive(Debug, Default)]
pub(crate) struct Split {
    /// Whose files are read, where the names tell.
    pub(crate) engine: Option<Engine>,
    /// Whether the names speak for several databases, and nothing tells which one is meant.
    pub(crate) is_undecided: bool,
    /// The names of files and folders that are left alone, each with the reason.
    pub(crate) hidden: BTreeMap<String, Why>,
}

/// Why a file or folder is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// It is for somebody else.
    For(Audience),
    /// It is for everybody, and there is one for just this database.
    StoodInFor(Audience),
}

impl Why {
    /// Said of one, as a clause.
    pub(crate) fn of_one(self) -> String {
        match self {
            Self::For(other) => format!("its name says that it is for {}", other.name()),
            Self::StoodInFor(own) => format!("another is for {} alone", own.name()),
        }
    }

    /// Said of several.
    pub(crate) fn of_several(self) -> String {
        match self {
            Self::For(other) => format!("their names say that they are for {}", other.name()),
            Self::StoodInFor(own) => format!("others are for {} alone", own.name()),
        }
    }
}

impl Split {
    /// Looks at the names of a folder's files and folders. `wanted` is the database that they are
    /// read for, where the caller knows it.
    pub(crate) fn of<'a>(
        files: impl Iterator<Item = &'a str>,
        folders: impl Iterator<Item = &'a str>,
        wanted: Option<Engine>,
    ) -> Self {
        let files: Vec<Named<'_>> = files.filter_map(Named::file).collect();
        let folders: Vec<Named<'_>> = folders.map(Named::folder).collect();
        let all = || files.iter().chain(&folders);
        let mut audiences: Vec<Audience> = all().filter_map(|named| named.audience).collect();
        audiences.sort();
        audiences.dedup();
        let has_plain_twins = files
            .iter()
            .any(|named| named.audience.is_some() && has_twin(&files, named, None));
        if audiences.len() < 2 && !has_plain_twins {
            return Self::default();
        }
        let ours: Vec<Engine> = audiences
            .iter()
            .filter_map(|audience| match audience {
                Audience::Ours(engine) => Some(*engine),
                Audience::Foreign(_) => None,
            })
            .collect();
        let read_for = match (wanted, ours.as_slice()) {
            (Some(wanted), _) => Some(nearest(wanted, &ours)),
            (None, first) => first.first().copied(),
        };
        let reader = read_for.map(Audience::Ours);
        let hidden = all().filter_map(|named| {
            let why = match named.audience {
                Some(other) if Some(other) != reader => Why::For(other),
                None if has_twin(&files, named, reader) => Why::StoodInFor(reader?),
                Some(_) | None => return None,
            };
            Some((named.name.to_owned(), why))
        });
        let is_told = wanted.is_some() || ours.len() == 1 && !has_plain_twins;
        Self {
            hidden: hidden.collect(),
            engine: read_for.filter(|_| is_told),
            is_undecided: !is_told && !ours.is_empty(),
        }
    }

    /// Whether a file or folder is left alone.
    pub(crate) fn hides(&self, name: &str) -> bool {
        self.hidden.contains_key(name)
    }
}

/// A name and for whom it is.
#[derive(Debug)]
struct Named<'a> {
    name: &'a str,
    /// What it is called for every database alike.
    title: &'a str,
    direction: Direction,
    audience: Option<Audience>,
}

impl<'a> Named<'a> {
    fn file(name: &'a str) -> Option<Self> {
        let (stem, direction) = sql_stem(name)?;
        let (title, audience) = titled(stem);
        Some(Self {
            name,
            title,
            direction,
            audience,
        })
    }

    fn folder(name: &'a str) -> Self {
        Self {
            name,
            title: name,
            direction: Direction::Unsaid,
            audience: audience_of_word(name),
        }
    }
}

/// Whether another file is the same migration for somebody else.
fn has_twin(files: &[Named<'_>], named: &Named<'_>, audience: Option<Audience>) -> bool {
    files.iter().any(|other| {
        other.name != named.name
            && other.title == named.title
            && other.direction == named.direction
            && other.audience == audience
    })
}

/// The database whose files are read for the wanted one: MariaDB runs what is written for MySQL.
fn nearest(wanted: Engine, ours: &[Engine]) -> Engine {
    let alike = ours.iter().copied().find(|own| is_alike(*own, wanted));
    if ours.contains(&wanted) {
        wanted
    } else {
        alike.unwrap_or(wanted)
    }
}

/// Whether migrations for the one run on the other: they say MySQL and mean MariaDB as well.
pub fn is_alike(one: Engine, other: Engine) -> bool {
    let family = |engine: Engine| match engine {
        Engine::MySql | Engine::MariaDb => Engine::MySql,
        Engine::PostgreSql => Engine::PostgreSql,
        Engine::Sqlite => Engine::Sqlite,
    };
    family(one) == family(other)
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;

    use super::{Audience, Split, titled};

    fn hidden(files: &[&str], wanted: Option<Engine>) -> Vec<String> {
        let split = Split::of(files.iter().copied(), std::iter::empty(), wanted);
        split.hidden.into_keys().collect()
    }

    const FOUR: [&str; 5] = [
        "1_a.mysql.up.sql",
        "1_a.postgres.up.sql",
        "1_a.cockroach.up.sql",
        "2_b.up.sql",
        "1_a.down.sql",
    ];

    #[test]
    fn a_name_says_for_whom_it_is() {
        let postgres = Some(Audience::Ours(Engine::PostgreSql));
        assert_eq!(titled("1_a.postgres"), ("1_a", postgres));
        assert_eq!(titled("1_a.pg.autocommit"), ("1_a", postgres));
        assert_eq!(titled("1_a.autocommit"), ("1_a", None));
        assert_eq!(titled("1_add_mysql"), ("1_add_mysql", None));
        assert_eq!(titled("1_a.b.c"), ("1_a.b.c", None));
    }

    #[test]
    fn each_database_has_its_own_files_and_those_that_say_nothing() {
        let own = hidden(&FOUR, Some(Engine::PostgreSql));
        assert_eq!(own, ["1_a.cockroach.up.sql", "1_a.mysql.up.sql"]);
        let own = hidden(&FOUR, Some(Engine::MariaDb));
        assert_eq!(own, ["1_a.cockroach.up.sql", "1_a.postgres.up.sql"]);
        // SQLite has no file of its own, and the second is for everybody.
        assert_eq!(hidden(&FOUR, Some(Engine::Sqlite)).len(), 3);
    }

    #[test]
    fn a_file_of_its_own_stands_in_for_that_of_everybody() {
        let files = ["1_a.sql", "1_a.mysql.sql"];
        assert_eq!(hidden(&files, Some(Engine::MySql)), ["1_a.sql"]);
        assert_eq!(hidden(&files, Some(Engine::PostgreSql)), ["1_a.mysql.sql"]);
    }

    #[test]
    fn one_name_in_every_file_is_only_a_habit() {
        let files = ["1_a.pg.sql", "2_b.pg.sql", "3_c.sql"];
        assert_eq!(hidden(&files, Some(Engine::Sqlite)), [""; 0]);
    }

    #[test]
    fn nobody_is_chosen_among_several_unless_somebody_asks() {
        let split = Split::of(FOUR.into_iter(), std::iter::empty(), None);
        assert_eq!((split.engine, split.is_undecided), (None, true));
        let only = ["1_a.pg.sql", "1_a.oracle.sql"];
        let split = Split::of(only.into_iter(), std::iter::empty(), None);
        assert_eq!(split.engine, Some(Engine::PostgreSql));
    }

    #[test]
    fn folders_speak_too() {
        let folders = ["mysql", "postgresql", "common"];
        let split = Split::of(
            std::iter::empty(),
            folders.into_iter(),
            Some(Engine::PostgreSql),
        );
        assert!(split.hides("mysql"));
        assert!(!split.hides("postgresql") && !split.hides("common"));
    }
}
