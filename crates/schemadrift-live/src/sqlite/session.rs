//! Owns the session with a SQLite file: how it is opened, and single statements.

use std::path::Path;
use std::time::Duration;

use futures_util::StreamExt;
use schemadrift_core::query::{DescribedColumn, Description};
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{
    AssertSqlSafe, Column, ConnectOptions as _, Connection as _, Executor, Row, SqlSafeStr,
    SqlitePool, Statement, raw_sql,
};

use super::connection::Connection;
use super::file::DatabaseFile;
use super::rows::Catalog;
use crate::cells::Cells;
use crate::error::{ErrorKind, LiveError, pool_is_busy, pool_is_closed};
use crate::options::ConnectOptions;

/// How a file is opened; always read-only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// With locks, as other readers do.
    Shared,
    /// As a file that nobody changes: a file with a write-ahead log that is empty. Nothing is
    /// made beside the file then, and whether it stayed empty is checked afterwards.
    UnchangingForNow,
    /// The same, since the files that go with the log cannot be opened: what is in the log is
    /// not seen.
    UnchangingForLackOfRights,
}

/// A session with a SQLite file, or with whatever a pool is connected to.
#[derive(Debug)]
pub(super) struct Session {
    connection: Connection,
    options: ConnectOptions,
    opened: Opened,
    place: String,
    statements: usize,
}

/// How the database came to be open.
#[derive(Debug)]
enum Opened {
    /// By the session itself.
    File(DatabaseFile, Mode),
    /// By somebody else.
    ByThePool,
}

impl Session {
    /// Opens a file and reads its first page.
    pub(super) async fn open(
        file: DatabaseFile,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        let mode = if file.has_log && file.log_is_empty() {
            Mode::UnchangingForNow
        } else {
            Mode::Shared
        };
        match Self::open_as(file.clone(), mode, options).await {
            Err(_) if file.has_log && mode == Mode::Shared => {
                Self::open_as(file, Mode::UnchangingForLackOfRights, options).await
            }
            opened => opened,
        }
    }

    async fn open_as(
        file: DatabaseFile,
        mode: Mode,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        let place = file.path.display().to_string();
        let connection = driver_options(&file.path, mode, options)
            .connect()
            .await
            .map_err(|error| failure(&error, &place))?;
        let mut session = Self {
            connection: Connection::Own(connection),
            options: options.clone(),
            opened: Opened::File(file, mode),
            place,
            statements: 0,
        };
        session.read_first_page().await?;
        Ok(session)
    }

    /// Borrows a connection of a pool, which then refuses to write until it is given back.
    pub(super) async fn borrow(
        pool: &SqlitePool,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        let place = place_of_pool(pool);
        let quoted = format!("`{place}`");
        let limit = options.connect_timeout;
        // A pool drops the connection that it was about to hand out where nobody waits for it any
        // more, and with it a database in memory. In a task of its own it always arrives.
        let acquiring = pool.clone();
        let acquiring = tokio::spawn(async move { acquiring.acquire().await });
        let connection = match tokio::time::timeout(limit, acquiring).await {
            Ok(Ok(Ok(connection))) => connection,
            Ok(Ok(Err(sqlx::Error::PoolTimedOut))) => return Err(pool_is_busy(&quoted, None)),
            Ok(Ok(Err(sqlx::Error::PoolClosed))) => return Err(pool_is_closed(&quoted)),
            Ok(Ok(Err(error))) => return Err(failure(&error, &place)),
            Ok(Err(_)) => return Err(pool_is_closed(&quoted)),
            Err(_) => return Err(pool_is_busy(&quoted, Some(limit))),
        };
        let mut session = Self {
            connection: Connection::lent(connection),
            options: options.clone(),
            opened: Opened::ByThePool,
            place,
            statements: 0,
        };
        let mut refuses_writes = false;
        session
            .query("PRAGMA query_only", |mut cells| {
                refuses_writes = cells.flag();
            })
            .await?;
        session.connection.remember(refuses_writes);
        session.query("PRAGMA query_only = ON", |_| {}).await?;
        session.read_first_page().await?;
        Ok(session)
    }

    async fn read_first_page(&mut self) -> Result<(), LiveError> {
        self.query("SELECT 1 FROM main.sqlite_schema LIMIT 1", |_| {})
            .await
    }

    /// Opens the file again where it was opened as unchanging and a writer came meanwhile; says
    /// whether it did.
    pub(super) async fn reopen_if_written(&mut self) -> Result<bool, LiveError> {
        match &self.opened {
            Opened::File(file, Mode::UnchangingForNow) if !file.log_is_empty() => {
                *self = Self::open_as(file.clone(), Mode::Shared, &self.options).await?;
                Ok(true)
            }
            Opened::File(..) | Opened::ByThePool => Ok(false),
        }
    }

    /// Whether what was written last is not seen.
    pub(super) fn misses_the_log(&self) -> bool {
        matches!(
            self.opened,
            Opened::File(_, Mode::UnchangingForLackOfRights)
        )
    }

    /// The file, as people see it.
    pub(super) fn place(&self) -> &str {
        &self.place
    }

    /// How many statements were run.
    pub(super) fn statements(&self) -> usize {
        self.statements
    }

    /// Runs a reader inside one transaction, so that all it sees is of one moment.
    pub(super) async fn read(
        &mut self,
        reader: impl AsyncFnOnce(&mut Self) -> Result<Catalog, LiveError>,
    ) -> Result<Catalog, LiveError> {
        self.query("BEGIN", |_| {}).await?;
        let read = reader(self).await;
        self.query("ROLLBACK", |_| {}).await?;
        read
    }

    /// Runs one statement and hands on its rows.
    pub(super) async fn query(
        &mut self,
        sql: impl Into<String>,
        mut on_row: impl FnMut(Cells<'_>),
    ) -> Result<(), LiveError> {
        let sql = sql.into();
        self.options.announce(&sql);
        self.statements += 1;
        let limit = self.options.statement_timeout;
        let place = &self.place;
        let Some(connection) = self.connection.driver() else {
            return Err(given_back(place));
        };
        let mut rows = connection.fetch(raw_sql(AssertSqlSafe(sql)));
        let taking = async {
            while let Some(row) = rows.next().await {
                let row = row.map_err(|error| failure(&error, place))?;
                let texts = texts(&row);
                on_row(Cells::new(texts.iter().map(Option::as_deref).collect()));
            }
            Ok(())
        };
        tokio::time::timeout(limit, taking)
            .await
            .unwrap_or_else(|_| Err(too_slow(place, limit)))
    }

    /// Prepares a query, which is not run, and names the columns of its result.
    pub(super) async fn describe(&mut self, text: &str) -> Result<Description, LiveError> {
        self.options.announce(text);
        let limit = self.options.statement_timeout;
        let place = &self.place;
        let Some(connection) = self.connection.driver() else {
            return Err(given_back(place));
        };
        let text = AssertSqlSafe(text.to_owned()).into_sql_str();
        let prepared = tokio::time::timeout(limit, connection.prepare(text)).await;
        match prepared.map_err(|_| too_slow(place, limit))? {
            Ok(statement) => {
                let columns = statement.columns().iter().map(|column| DescribedColumn {
                    name: column.name().to_owned(),
                    type_name: None,
                    shows: None,
                });
                Ok(Description::Understood {
                    columns: columns.collect(),
                    refuses_parameters: None,
                })
            }
            // The plain error code says that the text means nothing here: a table or a column is
            // not there (<https://sqlite.org/rescode.html#error>).
            Err(sqlx::Error::Database(answer)) if answer.code().as_deref() == Some("1") => {
                let message = answer.message().to_owned();
                let lacks_table = message.starts_with("no such table");
                Ok(Description::Refused {
                    message,
                    lacks_table,
                })
            }
            Err(error) => Ok(Description::Unknown(failure(&error, place).to_string())),
        }
    }

    /// Takes back what was prepared: a borrowed connection goes back as it came.
    pub(super) async fn forget_statements(&mut self) {
        if let Some(connection) = self.connection.driver() {
            let _forgotten = connection.clear_cached_statements().await;
        }
    }

    pub(super) async fn close(self) {
        self.connection.give_back().await;
    }
}

/// Every cell as text; SQLite turns numbers into text by itself.
fn texts(row: &SqliteRow) -> Vec<Option<String>> {
    (0..row.len())
        .map(|place| {
            row.try_get_unchecked::<Option<String>, _>(place)
                .ok()
                .flatten()
        })
        .collect()
}

/// The file of a pool; a database in memory has a made-up name that tells nobody anything.
fn place_of_pool(pool: &SqlitePool) -> String {
    let options = pool.connect_options();
    let name = options.get_filename().display().to_string();
    if name.starts_with("file:sqlx-in-memory-") || name.contains(":memory:") {
        ":memory:".to_owned()
    } else {
        name
    }
}

fn driver_options(path: &Path, mode: Mode, options: &ConnectOptions) -> SqliteConnectOptions {
    // The driver panics at more milliseconds than fit its number.
    let longest = Duration::from_millis(i32::MAX.unsigned_abs().into());
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .create_if_missing(false)
        .immutable(mode != Mode::Shared)
        .busy_timeout(options.lock_timeout.min(longest))
        .statement_cache_capacity(0)
        .pragma("query_only", "ON")
        // A file may come from anywhere; what it brings along must not act.
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging()
}

/// What SQLite says, by its result code (<https://sqlite.org/rescode.html>).
fn failure(error: &sqlx::Error, place: &str) -> LiveError {
    let sqlx::Error::Database(answer) = error else {
        return LiveError::new(
            ErrorKind::Server,
            format!("reading `{place}` failed: {error}"),
        );
    };
    let code: i32 = answer
        .code()
        .and_then(|code| code.parse().ok())
        .unwrap_or_default();
    let message = answer.message();
    match code & 0xff {
        5 | 6 => LiveError::new(
            ErrorKind::Timeout,
            format!("`{place}` is locked by a writer"),
        )
        .with_help("try again when the writer is done"),
        26 => LiveError::new(
            ErrorKind::NotADatabase,
            format!("`{place}` is not a SQLite database, or it is encrypted"),
        ),
        11 => LiveError::new(
            ErrorKind::NotADatabase,
            format!("`{place}` is damaged: {message}"),
        )
        .with_help("restore it from a backup; `PRAGMA integrity_check` says more"),
        14 | 8 => LiveError::new(
            ErrorKind::Rights,
            format!("`{place}` cannot be opened for reading: {message}"),
        )
        .with_help(
            "a writer may have left a journal behind that must be rolled back first: open the \
             database once with its application",
        ),
        _ => LiveError::new(ErrorKind::Server, format!("reading `{place}`: {message}")),
    }
}

fn given_back(place: &str) -> LiveError {
    LiveError::new(
        ErrorKind::Server,
        format!("the connection to `{place}` was given back"),
    )
}

fn too_slow(place: &str, limit: Duration) -> LiveError {
    LiveError::new(
        ErrorKind::Timeout,
        format!(
            "a statement on `{place}` took longer than {} s",
            limit.as_secs_f64()
        ),
    )
}
