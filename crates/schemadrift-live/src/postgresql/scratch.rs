//! Owns the writing session with a scratch database: the only one that is not read-only.

use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection, Executor, PgConnection, raw_sql};

use super::session::driver_options;
use crate::error::{ErrorKind, LiveError};
use crate::options::ConnectOptions;
use crate::scratch::{ScratchStep, refused};
use crate::url::PostgreSqlAddress;

/// Runs migrations on a server, each text as one message, which the server takes as a whole.
pub(crate) async fn run(
    address: &PostgreSqlAddress,
    options: &ConnectOptions,
    steps: &[ScratchStep],
) -> Result<(), LiveError> {
    let host = address
        .hosts
        .first()
        .ok_or_else(|| LiveError::new(ErrorKind::Url, "the database URL has no host"))?;
    let mut connection: PgConnection = driver_options(host, address, options)
        .connect()
        .await
        .map_err(|error| {
            LiveError::new(
                ErrorKind::Unreachable,
                format!("the scratch database cannot be written to: {error}"),
            )
        })?;
    for step in steps {
        for text in &step.texts {
            options.announce(text);
            connection
                .execute(raw_sql(AssertSqlSafe(text.clone())))
                .await
                .map_err(|error| refused(step, &error))?;
        }
        // What a migration sets for its session is over with it.
        connection
            .execute(raw_sql("RESET ALL"))
            .await
            .map_err(|error| refused(step, &error))?;
    }
    let _closed = connection.close().await;
    Ok(())
}
