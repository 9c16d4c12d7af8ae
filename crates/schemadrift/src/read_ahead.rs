//! Owns a database that is read before what it is compared with: reading sources takes as long as the server takes for
//! its catalog, and neither needs the other.

use std::time::Instant;

use schemadrift_live::{ConnectOptions, DatabaseUrl, LiveDatabase, LiveError, LiveReading};

/// A database that was connected to and read.
#[derive(Debug)]
pub struct ReadAhead {
    pub(crate) database: LiveDatabase,
    pub(crate) reading: LiveReading,
    pub(crate) start: Instant,
}

impl ReadAhead {
    /// Connects and reads.
    ///
    /// # Errors
    ///
    /// When the database cannot be reached or read.
    pub async fn of(url: &DatabaseUrl, options: &ConnectOptions) -> Result<Self, LiveError> {
        let start = Instant::now();
        let mut database = schemadrift_live::connect(url, options).await?;
        match database.read().await {
            Ok(reading) => Ok(Self {
                database,
                reading,
                start,
            }),
            Err(error) => {
                database.close().await;
                Err(error)
            }
        }
    }
}
