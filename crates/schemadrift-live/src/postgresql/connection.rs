//! Owns whose connection a session runs on: its own, or one that is borrowed from a pool and goes
//! back as it came.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{Connection as _, PgConnection, Postgres};

/// A connection, with the duty that comes with it.
pub(super) enum Connection {
    /// Made for the session, and closed with it.
    Own(PgConnection),
    /// Borrowed from a pool.
    Lent(Lent),
}

/// A borrowed connection. One that is dropped before it is clean, because the check was given up
/// half-way, is closed: an open transaction never gets into a pool.
pub(super) struct Lent {
    connection: PoolConnection<Postgres>,
    is_clean: bool,
}

impl Connection {
    pub(super) fn lent(connection: PoolConnection<Postgres>) -> Self {
        Self::Lent(Lent {
            connection,
            is_clean: false,
        })
    }

    /// Closes the session's own connection, and gives a borrowed one back if it is clean.
    pub(super) async fn give_back(self, is_clean: bool) {
        match self {
            Self::Own(connection) => {
                let _closed = connection.close().await;
            }
            Self::Lent(mut lent) => lent.is_clean = is_clean,
        }
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if !self.is_clean {
            self.connection.close_on_drop();
        }
    }
}

impl Deref for Connection {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        match self {
            Self::Own(connection) => connection,
            Self::Lent(lent) => &lent.connection,
        }
    }
}

impl DerefMut for Connection {
    fn deref_mut(&mut self) -> &mut PgConnection {
        match self {
            Self::Own(connection) => connection,
            Self::Lent(lent) => &mut lent.connection,
        }
    }
}
