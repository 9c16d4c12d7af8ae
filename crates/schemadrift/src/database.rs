//! Owns what a checker can be pointed at: a URL, the service's own pool, an ORM's connection.

use std::fmt;

use schemadrift_live::{ConnectOptions, DatabaseUrl, LiveDatabase, LiveError};

/// The database that a checker looks at, and how it is approached.
///
/// Everything that leads to a database turns into one by itself: a [`DatabaseUrl`], a pool of sqlx
/// (`&PgPool`, `&SqlitePool`), SeaORM's `&DatabaseConnection`. Of a pool one connection is borrowed
/// for as long as the check takes. It reads in a transaction that cannot write, and goes back as it
/// came; where the check is given up half-way, it is closed rather than given back.
#[derive(Clone)]
pub struct Database {
    way: Way,
    options: ConnectOptions,
}

#[derive(Clone)]
enum Way {
    Url(DatabaseUrl),
    #[cfg(feature = "postgres")]
    Postgres(schemadrift_live::PgPool),
    #[cfg(feature = "sqlite")]
    Sqlite(schemadrift_live::SqlitePool),
    /// A connection of which nothing can be read, and why.
    #[cfg(feature = "seaorm-connection")]
    Closed(String),
}

impl Database {
    fn new(way: Way) -> Self {
        Self {
            way,
            options: ConnectOptions::default(),
        }
    }

    /// The same database, approached with other time limits and the like.
    #[must_use]
    pub fn with_options(mut self, options: ConnectOptions) -> Self {
        self.options = options;
        self
    }

    /// Connects, or borrows a connection.
    pub(crate) async fn open(&self) -> Result<LiveDatabase, LiveError> {
        match &self.way {
            Way::Url(url) => schemadrift_live::connect(url, &self.options).await,
            #[cfg(feature = "postgres")]
            Way::Postgres(pool) => LiveDatabase::borrow_postgres(pool, &self.options).await,
            #[cfg(feature = "sqlite")]
            Way::Sqlite(pool) => LiveDatabase::borrow_sqlite(pool, &self.options).await,
            #[cfg(feature = "seaorm-connection")]
            Way::Closed(reason) => Err(LiveError::unusable(reason.clone())),
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.way {
            Way::Url(url) => write!(formatter, "Database({url})"),
            #[cfg(feature = "postgres")]
            Way::Postgres(_) => formatter.write_str("Database(PgPool)"),
            #[cfg(feature = "sqlite")]
            Way::Sqlite(_) => formatter.write_str("Database(SqlitePool)"),
            #[cfg(feature = "seaorm-connection")]
            Way::Closed(reason) => write!(formatter, "Database({reason})"),
        }
    }
}

impl From<DatabaseUrl> for Database {
    fn from(url: DatabaseUrl) -> Self {
        Self::new(Way::Url(url))
    }
}

impl From<&DatabaseUrl> for Database {
    fn from(url: &DatabaseUrl) -> Self {
        url.clone().into()
    }
}

impl From<&Database> for Database {
    fn from(database: &Database) -> Self {
        database.clone()
    }
}

#[cfg(feature = "postgres")]
impl From<schemadrift_live::PgPool> for Database {
    fn from(pool: schemadrift_live::PgPool) -> Self {
        Self::new(Way::Postgres(pool))
    }
}

#[cfg(feature = "postgres")]
impl From<&schemadrift_live::PgPool> for Database {
    fn from(pool: &schemadrift_live::PgPool) -> Self {
        pool.clone().into()
    }
}

#[cfg(feature = "sqlite")]
impl From<schemadrift_live::SqlitePool> for Database {
    fn from(pool: schemadrift_live::SqlitePool) -> Self {
        Self::new(Way::Sqlite(pool))
    }
}

#[cfg(feature = "sqlite")]
impl From<&schemadrift_live::SqlitePool> for Database {
    fn from(pool: &schemadrift_live::SqlitePool) -> Self {
        pool.clone().into()
    }
}

/// SeaORM keeps a pool of sqlx, which is what is borrowed from. A connection without such a pool (a
/// mock, a proxy, a driver that this build leaves out) turns into an error when it is checked.
#[cfg(feature = "seaorm-connection")]
impl From<&sea_orm::DatabaseConnection> for Database {
    fn from(connection: &sea_orm::DatabaseConnection) -> Self {
        match &connection.inner {
            #[cfg(feature = "postgres")]
            sea_orm::DatabaseConnectionType::SqlxPostgresPoolConnection(_) => {
                connection.get_postgres_connection_pool().into()
            }
            #[cfg(feature = "sqlite")]
            sea_orm::DatabaseConnectionType::SqlxSqlitePoolConnection(_) => {
                connection.get_sqlite_connection_pool().into()
            }
            _ => Self::new(Way::Closed(
                "this connection of SeaORM has no pool that this build can read".to_owned(),
            )),
        }
    }
}
