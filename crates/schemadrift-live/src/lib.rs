//! Live databases read into the neutral model: PostgreSQL 12 to 18, MySQL 8
//! and 9, MariaDB from 10.6 on, and SQLite. The only crate with a database driver.
//!
//! It never writes to a database that is checked: a server is read in one read-only, repeatable-read
//! transaction, a SQLite file is opened read-only. Only an empty scratch database that somebody names
//! for it is written to. Fetching rows and lowering them to the model are apart;
//! lowering is pure.

mod cells;
mod database;
mod error;
mod ledger;
mod left_out;
#[cfg(feature = "mysql")]
mod mysql;
mod options;
#[cfg(feature = "postgres")]
mod postgresql;
mod reading;
mod scratch;
mod source;
#[cfg(feature = "sqlite")]
mod sqlite;
mod url;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod whom;

pub use database::{LiveDatabase, connect};
pub use error::{ErrorKind, LiveError};
pub use ledger::{LedgerOutcome, LedgerPlace};
pub use options::{ConnectOptions, StatementListener};
pub use reading::{
    Inquiry, LeftOut, LiveReading, OtherObject, ReadingSize, RowPresence, Server, Settled,
    UnreadableTable, Visibility,
};
pub use scratch::{ScratchStep, replay_on};
pub use source::LiveSource;
pub use url::{DatabaseUrl, UrlContext, UrlError};

#[cfg(feature = "postgres")]
pub use sqlx::PgPool;
#[cfg(feature = "sqlite")]
pub use sqlx::SqlitePool;
