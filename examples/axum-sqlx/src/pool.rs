//! Owns the service's pool: SQLite unless the URL says PostgreSQL.

use schemadrift::Database;
use sqlx::{PgPool, SqlitePool};

/// The pool of a service that runs on two kinds of databases.
#[derive(Debug, Clone)]
pub enum Pool {
    /// A SQLite file.
    Sqlite(SqlitePool),
    /// A PostgreSQL server.
    Postgres(PgPool),
}

impl Pool {
    /// Connects.
    ///
    /// # Errors
    ///
    /// When the database cannot be reached.
    pub async fn connect(url: &str) -> Result<Self, sqlx::Error> {
        Ok(if url.starts_with("postgres") {
            Self::Postgres(PgPool::connect(url).await?)
        } else {
            Self::Sqlite(SqlitePool::connect(url).await?)
        })
    }

    /// The snapshot of the schema that the code below is written for. `schemadrift inspect` wrote
    /// it from the SQL file beside it.
    pub fn expected(&self) -> (&'static str, &'static str) {
        match self {
            Self::Sqlite(_) => (
                "examples/schema/sqlite.json",
                include_str!("../../schema/sqlite.json"),
            ),
            Self::Postgres(_) => (
                "examples/schema/postgresql.json",
                include_str!("../../schema/postgresql.json"),
            ),
        }
    }

    /// Titles with the names of their authors.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn titles(&self) -> Result<Vec<(String, String)>, sqlx::Error> {
        let titles = "SELECT title, name FROM books JOIN authors ON authors.id = author_id \
                      ORDER BY title";
        match self {
            Self::Sqlite(pool) => sqlx::query_as(titles).fetch_all(pool).await,
            Self::Postgres(pool) => sqlx::query_as(titles).fetch_all(pool).await,
        }
    }
}

impl From<&Pool> for Database {
    fn from(pool: &Pool) -> Self {
        match pool {
            Pool::Sqlite(pool) => pool.into(),
            Pool::Postgres(pool) => pool.into(),
        }
    }
}
