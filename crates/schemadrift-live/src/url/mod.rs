//! Owns database URLs: what people write into `.env` files, read forgivingly, and shown without
//! secrets. Nothing here connects.

mod authority;
mod mysql;
mod parts;
mod postgresql;
mod sqlite;

use std::fmt;
use std::path::PathBuf;

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::Name;

pub(crate) use authority::Host;
pub(crate) use mysql::{MySqlAddress, MySqlTls};
pub(crate) use postgresql::{PostgreSqlAddress, TlsMode};
pub(crate) use sqlite::{MAGIC, SqliteAddress};

/// Where relative `file:` URLs start.
#[derive(Debug, Clone, Default)]
pub struct UrlContext {
    /// Folders to try, in order: the schema's folder first, then the project's root. None means
    /// the current folder.
    pub base_directories: Vec<PathBuf>,
}

/// The address of a database. Shown and debug-printed, it holds no password.
#[derive(Clone)]
pub struct DatabaseUrl {
    target: Target,
}

/// What an address leads to.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// A PostgreSQL server.
    PostgreSql(Box<PostgreSqlAddress>),
    /// A MySQL or MariaDB server.
    MySql(Box<MySqlAddress>),
    /// A SQLite file.
    Sqlite(SqliteAddress),
}

impl DatabaseUrl {
    /// Reads a URL, or the path of an existing SQLite file.
    ///
    /// # Errors
    ///
    /// When the text is no URL that can be opened directly; the error says what to write instead
    /// and repeats nothing secret.
    pub fn parse(text: &str, context: &UrlContext) -> Result<Self, UrlError> {
        let text = unquoted(text.trim());
        if text.is_empty() {
            return Err(UrlError::Empty);
        }
        let target = match scheme(text) {
            Some(("postgres" | "postgresql", rest)) => {
                Target::PostgreSql(Box::new(postgresql::parse(rest)?))
            }
            Some(("mysql", rest)) => Target::MySql(Box::new(mysql::parse(Engine::MySql, rest)?)),
            Some(("mariadb", rest)) => {
                Target::MySql(Box::new(mysql::parse(Engine::MariaDb, rest)?))
            }
            Some(("file", rest)) => Target::Sqlite(sqlite::parse("file", rest, context)?),
            Some(("sqlite" | "sqlite3", rest)) => {
                Target::Sqlite(sqlite::parse("sqlite", rest, context)?)
            }
            Some((other, _)) => return Err(refused(other)),
            None => Target::Sqlite(sqlite::existing_file(text, context)?),
        };
        Ok(Self { target })
    }

    /// The kind of database behind the address, as far as the scheme says it: a server that is
    /// addressed as MySQL may turn out to be MariaDB, and the other way round.
    pub fn engine(&self) -> Engine {
        match &self.target {
            Target::PostgreSql(_) => Engine::PostgreSql,
            Target::MySql(address) => address.engine,
            Target::Sqlite(_) => Engine::Sqlite,
        }
    }

    /// Whether it names a SQLite file that is not there yet.
    pub(crate) fn is_new_file(&self) -> bool {
        match &self.target {
            Target::PostgreSql(_) | Target::MySql(_) => false,
            Target::Sqlite(address) => address.existing().is_none(),
        }
    }

    /// The schema that `?schema=` names.
    pub fn namespace(&self) -> Option<&Name> {
        match &self.target {
            Target::PostgreSql(address) => address.namespace.as_ref(),
            Target::MySql(_) | Target::Sqlite(_) => None,
        }
    }

    /// The address without password and without any parameter that could hold a secret.
    pub fn redacted(&self) -> String {
        match &self.target {
            Target::PostgreSql(address) => address.redacted(),
            Target::MySql(address) => address.redacted(),
            Target::Sqlite(address) => address.redacted(),
        }
    }

    pub(crate) fn target(&self) -> &Target {
        &self.target
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.redacted())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DatabaseUrl({})", self.redacted())
    }
}

/// Why a text is no address that can be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// Nothing was given.
    #[error("the database URL is empty")]
    Empty,
    /// The scheme leads to something that is not a database server of a known kind.
    #[error("a `{scheme}:` URL cannot be opened: {reason}")]
    Refused {
        /// The scheme.
        scheme: String,
        /// Why, as one clause.
        reason: String,
        /// The way out.
        help: String,
    },
    /// The text is neither a URL nor an existing SQLite file. It is not repeated, since it may
    /// hold a secret.
    #[error("the text is neither a database URL nor the path of a SQLite database")]
    Unknown,
    /// A part of the URL cannot be read.
    #[error("the database URL has {reason}")]
    Malformed {
        /// What is wrong, as the rest of the sentence.
        reason: String,
    },
}

impl UrlError {
    /// The way out, if there is one.
    pub fn help(&self) -> Option<&str> {
        match self {
            Self::Empty | Self::Unknown => {
                Some("write `postgresql://user:password@host:5432/database` or `file:./dev.db`")
            }
            Self::Refused { help, .. } => Some(help),
            Self::Malformed { .. } => Some(
                "write `postgresql://user:password@host:5432/database`, and percent-encode \
                 `@`, `/`, `?`, `#` and `%` in user and password",
            ),
        }
    }
}

/// The scheme in lower case and what follows its colon. A single letter is a drive, not a scheme.
fn scheme(text: &str) -> Option<(&str, &str)> {
    const KNOWN: &[&str] = &[
        "postgresql",
        "postgres",
        "file",
        "sqlite3",
        "sqlite",
        "mysql",
        "mariadb",
        "prisma",
        "prisma+postgres",
        "mongodb",
        "mongodb+srv",
        "sqlserver",
        "mssql",
        "jdbc",
        "libsql",
        "http",
        "https",
        "ws",
        "wss",
        "cockroachdb",
        "redis",
        "oracle",
    ];
    let (scheme, rest) = text.split_once(':')?;
    if let Some(known) = KNOWN
        .iter()
        .find(|known| known.eq_ignore_ascii_case(scheme))
    {
        return Some((known, rest));
    }
    let is_scheme = scheme.len() > 1
        && rest.starts_with("//")
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then_some((scheme, rest))
}

/// Values in `.env` files are often quoted, and quotes are often pasted along.
fn unquoted(text: &str) -> &str {
    for quote in ['"', '\''] {
        let inner = text
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote));
        if let Some(inner) = inner {
            return inner.trim();
        }
    }
    text
}

fn refused(scheme: &str) -> UrlError {
    let (reason, help) = match scheme {
        "prisma" | "prisma+postgres" => (
            "it leads to a proxy that only Prisma Client can talk to",
            "give the direct URL of the database instead; projects often keep it in \
             `DIRECT_DATABASE_URL`, `DIRECT_URL` or the `directUrl` of the datasource",
        ),
        "mongodb" | "mongodb+srv" | "redis" => (
            "it has no relational schema to compare with",
            "give the URL of a PostgreSQL, MySQL, MariaDB or SQLite database",
        ),
        "libsql" | "http" | "https" | "ws" | "wss" => (
            "a database behind an HTTP service has no file and no server that can be read directly",
            "download a copy of the database and give its path as `file:PATH`",
        ),
        "jdbc" => (
            "it is meant for Java drivers",
            "leave out `jdbc:` and write `postgresql://user:password@host:5432/database`",
        ),
        "cockroachdb" => (
            "the scheme is not one the server's own tools use",
            "write `postgresql://` instead: CockroachDB speaks PostgreSQL's protocol",
        ),
        _ => (
            "this kind of database is not supported",
            "give the URL of a PostgreSQL, MySQL, MariaDB or SQLite database",
        ),
    };
    UrlError::Refused {
        scheme: scheme.to_owned(),
        reason: reason.to_owned(),
        help: help.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{DatabaseUrl, UrlContext, UrlError};

    fn parse(text: &str) -> Result<DatabaseUrl, UrlError> {
        DatabaseUrl::parse(text, &UrlContext::default())
    }

    #[test]
    fn urls_that_lead_elsewhere_are_refused_with_the_way_out() {
        for (url, hint) in [
            (
                "prisma://accelerate.example/?api_key=secret",
                "DIRECT_DATABASE_URL",
            ),
            (
                "prisma+postgres://localhost:51213/?api_key=secret",
                "directUrl",
            ),
            ("mysql://u:secret@h", "percent-encode"),
            ("mariadb://u:secret@h:port/d", "percent-encode"),
            ("mongodb+srv://u:secret@h/d", "PostgreSQL"),
            ("sqlserver://h;password=secret", "PostgreSQL"),
            ("libsql://h?authToken=secret", "file:PATH"),
            ("https://h/?secret", "file:PATH"),
            ("foo://u:secret@h/d", "PostgreSQL"),
        ] {
            let error = parse(url).unwrap_err();
            let help = error.help().unwrap_or_default();
            assert!(help.contains(hint), "{url}: {help}");
            assert!(
                !format!("{error} {error:?} {help}").contains("secret"),
                "{url}"
            );
        }
    }

    #[test]
    fn what_is_no_url_is_not_repeated() {
        let error = parse("hunter2").unwrap_err();
        assert_eq!(error, UrlError::Unknown);
        assert!(!error.to_string().contains("hunter2"));
        assert_eq!(parse(" ").unwrap_err(), UrlError::Empty);
    }

    #[test]
    fn quotes_from_env_files_are_taken_off() {
        let url = parse("\"postgres://u@h/d\"").unwrap();
        assert_eq!(url.redacted(), "postgresql://u@h:5432/d");
    }
}
