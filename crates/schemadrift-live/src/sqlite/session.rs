//! Owns the session with a SQLite file: how it is opened, and single statements.

use std::path::Path;
use std::time::Duration;

use futures_util::StreamExt;
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection, Executor, Row, SqliteConnection, raw_sql,
};

use super::file::DatabaseFile;
use super::rows::Catalog;
use crate::cells::Cells;
use crate::error::{ErrorKind, LiveError};
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

/// A session with a SQLite file.
#[derive(Debug)]
pub(super) struct Session {
    connection: SqliteConnection,
    options: ConnectOptions,
    mode: Mode,
    place: String,
    statements: usize,
}

impl Session {
    /// Opens a file and reads its first page.
    pub(super) async fn open(
        file: &DatabaseFile,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        let mode = if file.has_log && file.log_is_empty() {
            Mode::UnchangingForNow
        } else {
            Mode::Shared
        };
        match Self::open_as(file, mode, options).await {
            Err(_) if file.has_log && mode == Mode::Shared => {
                Self::open_as(file, Mode::UnchangingForLackOfRights, options).await
            }
            opened => opened,
        }
    }

    async fn open_as(
        file: &DatabaseFile,
        mode: Mode,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        let place = file.path.display().to_string();
        let connection = driver_options(&file.path, mode, options)
            .connect()
            .await
            .map_err(|error| failure(&error, &place))?;
        let mut session = Self {
            connection,
            options: options.clone(),
            mode,
            place,
            statements: 0,
        };
        session
            .query("SELECT 1 FROM main.sqlite_schema LIMIT 1", |_| {})
            .await?;
        Ok(session)
    }

    pub(super) async fn reopen(
        &mut self,
        file: &DatabaseFile,
        mode: Mode,
    ) -> Result<(), LiveError> {
        *self = Self::open_as(file, mode, &self.options).await?;
        Ok(())
    }

    pub(super) fn mode(&self) -> Mode {
        self.mode
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
        let mut rows = self.connection.fetch(raw_sql(AssertSqlSafe(sql)));
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

    pub(super) async fn close(self) {
        let _closed = self.connection.close().await;
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

fn too_slow(place: &str, limit: Duration) -> LiveError {
    LiveError::new(
        ErrorKind::Timeout,
        format!(
            "a statement on `{place}` took longer than {} s",
            limit.as_secs_f64()
        ),
    )
}
