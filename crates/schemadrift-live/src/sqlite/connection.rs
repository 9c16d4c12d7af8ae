//! Owns whose connection a session runs on: its own, or one that is borrowed from a pool and goes
//! back as it came.

use std::fmt;

use sqlx::pool::PoolConnection;
use sqlx::{Connection as _, Executor, Sqlite, SqliteConnection, raw_sql};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// A connection, with the duty that comes with it.
pub(super) enum Connection {
    /// Made for the session, and closed with it.
    Own(SqliteConnection),
    /// Borrowed from a pool.
    Lent(Lent),
}

/// A borrowed connection. Where the check is given up half-way, a task of its own makes it clean:
/// closing it instead would be the end of a database that lives in memory.
pub(super) struct Lent {
    /// Nothing once it was given back.
    connection: Option<PoolConnection<Sqlite>>,
    /// Whether it refused to write before; unknown until it was asked.
    refused_writes: Option<bool>,
}

impl fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Own(_) => "Own",
            Self::Lent(_) => "Lent",
        })
    }
}

impl Connection {
    pub(super) fn lent(connection: PoolConnection<Sqlite>) -> Self {
        Self::Lent(Lent {
            connection: Some(connection),
            refused_writes: None,
        })
    }

    /// The driver's connection; nothing once a borrowed one was given back.
    pub(super) fn driver(&mut self) -> Option<&mut SqliteConnection> {
        match self {
            Self::Own(connection) => Some(connection),
            Self::Lent(lent) => lent.connection.as_deref_mut(),
        }
    }

    /// Remembers whether the connection refused to write before.
    pub(super) fn remember(&mut self, refused_writes: bool) {
        if let Self::Lent(lent) = self {
            lent.refused_writes = Some(refused_writes);
        }
    }

    /// Closes the session's own connection, and gives a borrowed one back as it came.
    pub(super) async fn give_back(self) {
        match self {
            Self::Own(connection) => {
                let _closed = connection.close().await;
            }
            Self::Lent(mut lent) => {
                if let Some(restored) = lent.restore() {
                    let _done = restored.await;
                }
            }
        }
    }
}

/// Ends a transaction that is open still and lets the connection write again. One that cannot be
/// made clean does not go back.
async fn restore(mut connection: PoolConnection<Sqlite>, refused_writes: Option<bool>) {
    // It fails where no transaction is open, which is as it should be.
    let _ended = connection.execute(raw_sql("ROLLBACK")).await;
    let pragma = match refused_writes {
        Some(false) => "PRAGMA query_only = OFF",
        Some(true) | None => return,
    };
    if connection.execute(raw_sql(pragma)).await.is_err() {
        let _closed = connection.close().await;
    }
}

impl Lent {
    /// Makes the connection clean in a task, which goes on where nobody waits for it.
    fn restore(&mut self) -> Option<JoinHandle<()>> {
        let connection = self.connection.take()?;
        match Handle::try_current() {
            Ok(runtime) => Some(runtime.spawn(restore(connection, self.refused_writes))),
            Err(_) => {
                // Without a runtime nobody uses the pool any more.
                drop(connection.detach());
                None
            }
        }
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let _goes_on = self.restore();
    }
}
