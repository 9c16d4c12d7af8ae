//! Owns the connection to a live database, whatever its engine.

use crate::error::LiveError;
use crate::options::ConnectOptions;
use crate::postgresql::PostgreSqlDatabase;
use crate::reading::{Inquiry, LiveReading, Settled};
use crate::scratch::ScratchStep;
use crate::sqlite::SqliteDatabase;
use crate::url::{DatabaseUrl, Target};

/// An open connection to a live database. It can only read.
#[derive(Debug)]
pub struct LiveDatabase {
    inner: Inner,
}

#[derive(Debug)]
enum Inner {
    PostgreSql(Box<PostgreSqlDatabase>),
    Sqlite(Box<SqliteDatabase>),
}

/// Connects to a live database.
///
/// # Errors
///
/// When the server cannot be reached or turns the role away, when time runs out, and when a
/// SQLite file is missing or is none.
pub async fn connect(
    url: &DatabaseUrl,
    options: &ConnectOptions,
) -> Result<LiveDatabase, LiveError> {
    let inner = match url.target() {
        Target::PostgreSql(address) => Inner::PostgreSql(Box::new(
            PostgreSqlDatabase::connect(address, options).await?,
        )),
        Target::Sqlite(address) => {
            Inner::Sqlite(Box::new(SqliteDatabase::connect(address, options).await?))
        }
    };
    Ok(LiveDatabase { inner })
}

/// Runs migrations on a scratch database.
pub(crate) async fn write_to(
    url: &DatabaseUrl,
    options: &ConnectOptions,
    steps: &[ScratchStep],
) -> Result<(), LiveError> {
    match url.target() {
        Target::PostgreSql(address) => {
            crate::postgresql::run_on_scratch(address, options, steps).await
        }
        Target::Sqlite(address) => crate::sqlite::run_on_scratch(address, options, steps).await,
    }
}

impl LiveDatabase {
    /// Reads the whole database in one snapshot: one round trip on PostgreSQL.
    ///
    /// # Errors
    ///
    /// When the connection breaks or time runs out; what the server answers and the reader does
    /// not understand comes back as problems.
    pub async fn read(&mut self) -> Result<LiveReading, LiveError> {
        match &mut self.inner {
            Inner::PostgreSql(database) => database.read().await,
            Inner::Sqlite(database) => database.read().await,
        }
    }

    /// Asks the server which expressions mean the same, which tables hold rows, and what ledgers
    /// say: at most two round trips on PostgreSQL. Call it after [`LiveDatabase::read`].
    ///
    /// # Errors
    ///
    /// When the connection breaks or time runs out; a question that the server cannot answer is
    /// answered as unknown.
    pub async fn settle(&mut self, inquiry: &Inquiry) -> Result<Settled, LiveError> {
        match &mut self.inner {
            Inner::PostgreSql(database) => database.settle(inquiry).await,
            Inner::Sqlite(database) => database.settle(inquiry).await,
        }
    }

    /// Ends the transaction and the connection.
    pub async fn close(self) {
        match self.inner {
            Inner::PostgreSql(database) => database.close().await,
            Inner::Sqlite(database) => database.close().await,
        }
    }
}
