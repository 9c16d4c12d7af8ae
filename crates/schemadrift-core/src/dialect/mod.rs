//! Owns what is true of each database, as data: one file a database. Other code asks a
//! [`Dialect`] and never names a database's variant itself.

mod bookkeeping;
mod mariadb;
mod moment;
mod mysql;
mod postgresql;
mod sqlite;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::data_type::DataType;
use crate::model::GrantClass;

pub use bookkeeping::Bookkeeping;
pub use moment::Moment;
pub use sqlite::Affinity;

/// The kinds of databases that schemadrift knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// PostgreSQL and what speaks its protocol.
    PostgreSql,
    /// MySQL.
    MySql,
    /// MariaDB.
    MariaDb,
    /// SQLite.
    Sqlite,
}

impl Engine {
    /// The facts about this database.
    pub fn dialect(self) -> &'static Dialect {
        match self {
            Self::PostgreSql => &postgresql::POSTGRESQL,
            Self::MySql => &mysql::MYSQL,
            Self::MariaDb => &mariadb::MARIADB,
            Self::Sqlite => &sqlite::SQLITE,
        }
    }
}

impl Engine {
    /// Whether two engines speak one language, so that a schema for one is meant for the other
    /// too. Prisma and most tools do not tell MySQL and MariaDB apart.
    pub fn is_kin_of(self, other: Self) -> bool {
        self.dialect().base == other.dialect().base
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.dialect().display_name)
    }
}

/// What is true of one database.
#[derive(Debug)]
pub struct Dialect {
    /// The engine these facts are about.
    pub engine: Engine,
    /// The engine whose language these are the words of: its own, or the one it began as.
    pub base: Engine,
    /// The name as its makers write it.
    pub display_name: &'static str,
    /// The schema of unqualified names, where the engine has one by default.
    pub default_namespace: Option<&'static str>,
    /// Whether databases hold schemas that qualify names.
    pub has_namespaces: bool,
    /// The character around quoted identifiers.
    pub identifier_quote: char,
    /// What unquoted identifiers become.
    pub folding: Folding,
    /// How table names compare.
    pub table_names: NameComparison,
    /// How names of columns, indexes and constraints compare.
    pub column_names: NameComparison,
    /// The longest identifier.
    pub identifier_limit: Option<IdentifierLimit>,
    /// Fractional digits of a time type written without a precision.
    pub default_time_precision: Option<u8>,
    /// Where enum types live.
    pub enums: EnumStorage,
    /// Whether primary keys carry a name of their own.
    pub names_primary_keys: bool,
    /// Whether the columns of a primary key take no NULL, whatever is written about them.
    pub keys_forbid_null: bool,
    /// Whether the names of foreign keys mean anything to the engine: what nothing can refer to
    /// is not worth a word.
    pub names_foreign_keys: bool,
    /// Whether `RESTRICT` and `NO ACTION` behave alike.
    pub restrict_equals_no_action: bool,
    /// Whether a trigger may fill columns of the row that is inserted.
    pub triggers_fill_columns: bool,
    /// Names under which every table answers to its row number, unless a column has the name.
    pub row_number_names: &'static [&'static str],
    /// The invisible column that the engine may make the key of a table without one.
    pub invisible_key: Option<&'static str>,
    /// Whether a foreign key brings an index over its columns along where there is none.
    pub indexes_foreign_keys: bool,
    /// What decides how values are stored where declared types are only a hint (SQLite).
    pub affinity: Option<fn(&str) -> Affinity>,
    /// What an expression in normal form, as default of a column of this type, stores of the
    /// current moment: a closed list of forms, `None` for every other expression.
    pub moment: fn(&str, &DataType) -> Option<Moment>,
    /// The privileges that every version has on an object of this kind.
    pub privileges: fn(GrantClass) -> &'static [&'static str],
    /// Tables, schemas and other objects that tools keep for themselves.
    pub bookkeeping: &'static Bookkeeping,
    /// Where the engine's manual says so.
    pub manual: &'static str,
}

/// What a database does to the case of unquoted identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folding {
    /// They become lower case.
    Lower,
    /// They stay as written.
    AsWritten,
}

/// How names compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameComparison {
    /// Byte by byte.
    CaseSensitive,
    /// ASCII letters of either case are the same.
    CaseInsensitive,
}

impl NameComparison {
    /// The form under which two names that are the same are equal.
    pub fn key(self, name: &str) -> Cow<'_, str> {
        match self {
            Self::CaseInsensitive if name.bytes().any(|byte| byte.is_ascii_uppercase()) => {
                Cow::Owned(name.to_ascii_lowercase())
            }
            Self::CaseInsensitive | Self::CaseSensitive => Cow::Borrowed(name),
        }
    }

    /// Whether two names are the same.
    pub fn same(self, one: &str, other: &str) -> bool {
        match self {
            Self::CaseSensitive => one == other,
            Self::CaseInsensitive => one.eq_ignore_ascii_case(other),
        }
    }
}

/// The longest identifier a database takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentifierLimit {
    /// So many bytes; longer ones are cut.
    Bytes(usize),
    /// So many characters; longer ones are refused.
    Characters(usize),
}

/// Where enum types live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnumStorage {
    /// As types of their own.
    Native,
    /// In each column that uses them.
    Inline,
    /// Nowhere: the column is text.
    Text,
}

impl Dialect {
    /// An identifier in quotes, quotes inside doubled.
    pub fn quote(&self, name: &str) -> String {
        let quote = self.identifier_quote;
        let mut quoted = String::with_capacity(name.len() + 2);
        quoted.push(quote);
        for character in name.chars() {
            if character == quote {
                quoted.push(quote);
            }
            quoted.push(character);
        }
        quoted.push(quote);
        quoted
    }

    /// What an unquoted identifier becomes.
    pub fn fold<'a>(&self, identifier: &'a str) -> Cow<'a, str> {
        match self.folding {
            Folding::Lower => NameComparison::CaseInsensitive.key(identifier),
            Folding::AsWritten => Cow::Borrowed(identifier),
        }
    }

    /// Cuts a name to at most the engine's limit, as PostgreSQL itself does, never inside a
    /// character.
    pub fn truncate<'a>(&self, name: &'a str) -> &'a str {
        let limit = match self.identifier_limit {
            Some(IdentifierLimit::Bytes(limit)) => limit,
            Some(IdentifierLimit::Characters(limit)) => name
                .char_indices()
                .nth(limit)
                .map_or(name.len(), |(offset, _)| offset),
            None => return name,
        };
        let mut end = limit.min(name.len());
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        &name[..end]
    }
}

#[cfg(test)]
mod tests {
    use super::Engine;

    #[test]
    fn quotes_are_doubled() {
        assert_eq!(Engine::PostgreSql.dialect().quote("a\"b"), "\"a\"\"b\"");
        assert_eq!(Engine::MySql.dialect().quote("a`b"), "`a``b`");
    }

    #[test]
    fn truncation_keeps_characters_whole() {
        let name = format!("{}é", "a".repeat(62));
        assert_eq!(Engine::PostgreSql.dialect().truncate(&name), "a".repeat(62));
        assert_eq!(Engine::MySql.dialect().truncate(&name), name);
        assert_eq!(Engine::Sqlite.dialect().truncate(&name), name);
    }
}
