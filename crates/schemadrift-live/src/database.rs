//! Owns the connection to a live database, whatever its engine.

use std::fmt;

use async_trait::async_trait;
use schemadrift_core::query::{CachedQuery, Description};

use crate::error::LiveError;
use crate::options::ConnectOptions;
use crate::reading::{Inquiry, LiveReading, Settled};
use crate::scratch::ScratchStep;
use crate::url::{DatabaseUrl, Target};

/// An open connection to a live database. It can only read.
pub struct LiveDatabase {
    driver: Box<dyn Driver>,
}

impl fmt::Debug for LiveDatabase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LiveDatabase")
    }
}

/// What the reader of one kind of database can do.
#[async_trait]
pub(crate) trait Driver: Send {
    /// Reads the whole database in one snapshot.
    async fn read(&mut self) -> Result<LiveReading, LiveError>;

    /// Answers what only the server can say.
    async fn settle(&mut self, inquiry: &Inquiry) -> Result<Settled, LiveError>;

    /// Says what queries would give today, without running them.
    async fn describe(&mut self, queries: &[CachedQuery]) -> Result<Vec<Description>, LiveError>;

    /// Ends the transaction, and the connection or the loan of it.
    async fn close(self: Box<Self>);
}

/// Connects to a live database.
///
/// # Errors
///
/// When the server cannot be reached or turns the role away, when time runs out, when a
/// SQLite file is missing or is none, and when this build has no driver for the database.
pub async fn connect(
    url: &DatabaseUrl,
    options: &ConnectOptions,
) -> Result<LiveDatabase, LiveError> {
    match url.target() {
        #[cfg(feature = "postgres")]
        Target::PostgreSql(address) => {
            let database = crate::postgresql::PostgreSqlDatabase::connect(address, options).await?;
            Ok(LiveDatabase::of(database))
        }
        #[cfg(feature = "mysql")]
        Target::MySql(address) => {
            let database = crate::mysql::MySqlDatabase::connect(address, options).await?;
            Ok(LiveDatabase::of(database))
        }
        #[cfg(feature = "sqlite")]
        Target::Sqlite(address) => {
            let database = crate::sqlite::SqliteDatabase::connect(address, options).await?;
            Ok(LiveDatabase::of(database))
        }
        #[cfg(not(all(feature = "postgres", feature = "mysql", feature = "sqlite")))]
        _ => {
            let _unused = options;
            Err(no_driver(url))
        }
    }
}

/// Runs migrations on a scratch database.
pub(crate) async fn write_to(
    url: &DatabaseUrl,
    options: &ConnectOptions,
    steps: &[ScratchStep],
) -> Result<(), LiveError> {
    match url.target() {
        #[cfg(feature = "postgres")]
        Target::PostgreSql(address) => {
            crate::postgresql::run_on_scratch(address, options, steps).await
        }
        #[cfg(feature = "mysql")]
        Target::MySql(address) => crate::mysql::run_on_scratch(address, options, steps).await,
        #[cfg(feature = "sqlite")]
        Target::Sqlite(address) => crate::sqlite::run_on_scratch(address, options, steps).await,
        #[cfg(not(all(feature = "postgres", feature = "mysql", feature = "sqlite")))]
        _ => {
            let _unused = (options, steps);
            Err(no_driver(url))
        }
    }
}

/// The error of a build that leaves the driver out.
#[cfg(not(all(feature = "postgres", feature = "mysql", feature = "sqlite")))]
fn no_driver(url: &DatabaseUrl) -> LiveError {
    LiveError::new(
        crate::error::ErrorKind::Url,
        format!(
            "this build has no driver for {}, which `{url}` needs",
            url.engine()
        ),
    )
    .with_help("enable the feature `postgres`, `mysql` or `sqlite` of `schemadrift`")
}

impl LiveDatabase {
    #[cfg(any(feature = "postgres", feature = "mysql", feature = "sqlite"))]
    fn of(driver: impl Driver + 'static) -> Self {
        Self {
            driver: Box::new(driver),
        }
    }

    /// Borrows one connection of a pool, reads on it in a transaction that can only read, and
    /// gives it back as it came: the transaction ended, every setting as it was. Where the check is
    /// given up half-way the connection is closed instead, and the pool makes a new one.
    ///
    /// # Errors
    ///
    /// When no connection comes free in time, or a new one cannot be made.
    #[cfg(feature = "postgres")]
    pub async fn borrow_postgres(
        pool: &sqlx::PgPool,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        let database = crate::postgresql::PostgreSqlDatabase::borrow(pool, options).await?;
        Ok(Self::of(database))
    }

    /// Borrows one connection of a pool, lets it only read until it is given back, and gives it
    /// back as it came. It sees what the pool sees, a database in memory too.
    ///
    /// # Errors
    ///
    /// When no connection comes free in time, or a new one cannot be made.
    #[cfg(feature = "sqlite")]
    pub async fn borrow_sqlite(
        pool: &sqlx::SqlitePool,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        let database = crate::sqlite::SqliteDatabase::borrow(pool, options).await?;
        Ok(Self::of(database))
    }

    /// Reads the whole database in one snapshot: one round trip to a server.
    ///
    /// # Errors
    ///
    /// When the connection breaks or time runs out; what the server answers and the reader does
    /// not understand comes back as problems.
    pub async fn read(&mut self) -> Result<LiveReading, LiveError> {
        self.driver.read().await
    }

    /// Asks the server which expressions mean the same, which tables hold rows, and what ledgers
    /// say: at most two round trips on PostgreSQL. Call it after [`LiveDatabase::read`].
    ///
    /// # Errors
    ///
    /// When the connection breaks or time runs out; a question that the server cannot answer is
    /// answered as unknown.
    pub async fn settle(&mut self, inquiry: &Inquiry) -> Result<Settled, LiveError> {
        self.driver.settle(inquiry).await
    }

    /// Says what queries that code was compiled with would give today. They are prepared in a
    /// transaction that can only read, one round trip each, and never run.
    ///
    /// # Errors
    ///
    /// When the connection breaks or time runs out; a query that the database refuses is described
    /// as refused.
    pub async fn describe(
        &mut self,
        queries: &[CachedQuery],
    ) -> Result<Vec<Description>, LiveError> {
        self.driver.describe(queries).await
    }

    /// Ends the transaction, and the connection or the loan of it.
    pub async fn close(self) {
        self.driver.close().await;
    }
}
