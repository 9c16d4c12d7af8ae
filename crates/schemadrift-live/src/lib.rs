//! Live databases read into the neutral model: PostgreSQL 12 to 18 and SQLite. The only crate
//! with a database driver.
//!
//! It never writes to a database: a server is read in one read-only, repeatable-read transaction,
//! a SQLite file is opened read-only. Fetching rows and lowering them to the model are apart;
//! lowering is pure.

mod cells;
mod database;
mod error;
mod left_out;
mod options;
mod postgresql;
mod reading;
mod source;
mod sqlite;
mod url;

pub use database::{LiveDatabase, connect};
pub use error::{ErrorKind, LiveError};
pub use options::{ConnectOptions, StatementListener};
pub use reading::{
    LeftOut, LiveReading, ReadingSize, RowPresence, Server, Settled, UnreadableTable, Visibility,
};
pub use source::LiveSource;
pub use url::{DatabaseUrl, UrlContext, UrlError};
