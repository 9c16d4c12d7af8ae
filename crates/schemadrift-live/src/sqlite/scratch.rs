//! Owns the writing session with a scratch file: the only one that is not read-only.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection, Executor, raw_sql};

use crate::error::{ErrorKind, LiveError};
use crate::options::ConnectOptions;
use crate::scratch::{ScratchStep, refused};
use crate::url::SqliteAddress;

/// Runs migrations on a file, which is made if it is not there.
pub(crate) async fn run(
    address: &SqliteAddress,
    options: &ConnectOptions,
    steps: &[ScratchStep],
) -> Result<(), LiveError> {
    let path = address
        .existing()
        .or_else(|| address.candidates.first().map(std::path::PathBuf::as_path))
        .ok_or_else(|| LiveError::new(ErrorKind::Url, "the database URL names no file"))?;
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .disable_statement_logging()
        .connect()
        .await
        .map_err(|error| {
            LiveError::new(
                ErrorKind::Rights,
                format!(
                    "the scratch file `{}` cannot be written to: {error}",
                    path.display()
                ),
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
    }
    let _closed = connection.close().await;
    Ok(())
}
