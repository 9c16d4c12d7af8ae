//! Owns the writing session with a scratch database: the only one that is not read-only.

use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection, Executor, MySqlConnection, raw_sql};

use super::errors::number;
use super::session::driver_options;
use crate::error::{ErrorKind, LiveError};
use crate::options::ConnectOptions;
use crate::scratch::{ScratchStep, refused};
use crate::url::MySqlAddress;

/// The server's word for a text of nothing but comments, which an empty migration is, and what may
/// stand behind the last statement.
const EMPTY_QUERY: u16 = 1065;

/// Runs migrations on a server, each text as one message. The server keeps what ran before a
/// statement that it refuses: it has no transactions for definitions.
pub(crate) async fn run(
    address: &MySqlAddress,
    options: &ConnectOptions,
    steps: &[ScratchStep],
) -> Result<(), LiveError> {
    let host = address
        .hosts
        .first()
        .ok_or_else(|| LiveError::new(ErrorKind::Url, "the database URL has no host"))?;
    for step in steps {
        // What a migration sets for its session is over with it.
        let mut connection: MySqlConnection = driver_options(host, address)
            .set_names(true)
            .connect()
            .await
            .map_err(|error| {
                LiveError::new(
                    ErrorKind::Unreachable,
                    format!("the scratch database cannot be written to: {error}"),
                )
            })?;
        for text in &step.texts {
            options.announce(text);
            let outcome = connection
                .execute(raw_sql(AssertSqlSafe(text.clone())))
                .await;
            if let Err(error) = outcome
                && number(&error) != EMPTY_QUERY
            {
                return Err(refused(step, &error));
            }
        }
        let _closed = connection.close().await;
    }
    Ok(())
}
