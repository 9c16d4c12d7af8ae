//! Owns running migrations for real, on an empty database that somebody gives away for it. This is
//! the only code that writes, and never to a database that is checked: one that holds anything at
//! all is refused, and what is made in it stays there for whoever wants to look.

use crate::database::{connect, write_to};
use crate::error::{ErrorKind, LiveError};
use crate::options::ConnectOptions;
use crate::reading::LiveReading;
use crate::url::DatabaseUrl;

/// A migration as it is sent to the scratch database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScratchStep {
    /// What people call it.
    pub label: String,
    /// Texts that are sent one after the other; each is run as a whole or not at all.
    pub texts: Vec<String>,
}

/// Runs migrations on an empty database and reads what they made.
///
/// # Errors
///
/// When the database cannot be reached, is not empty, or refuses a migration.
pub async fn replay_on(
    url: &DatabaseUrl,
    options: &ConnectOptions,
    steps: &[ScratchStep],
) -> Result<LiveReading, LiveError> {
    if !url.is_new_file() {
        refuse_unless_empty(&read(url, options).await?)?;
    }
    write_to(url, options, steps).await?;
    read(url, options).await
}

async fn read(url: &DatabaseUrl, options: &ConnectOptions) -> Result<LiveReading, LiveError> {
    let mut database = connect(url, options).await?;
    let reading = database.read().await;
    database.close().await;
    reading
}

fn refuse_unless_empty(reading: &LiveReading) -> Result<(), LiveError> {
    let schema = &reading.reading.schema;
    let own = schema.tables.len()
        + schema.views.len()
        + schema.enums.len()
        + schema.domains.len()
        + schema.composites.len()
        + schema.sequences.len()
        + schema.routines.len();
    let of_others = reading
        .left_out
        .iter()
        .filter(|object| object.table.is_some())
        .count();
    if own + of_others == 0 {
        return Ok(());
    }
    Err(LiveError::new(
        ErrorKind::NotEmpty,
        format!(
            "the scratch database `{}` is not empty: nothing was run",
            reading.server.database
        ),
    )
    .with_help("name a database that was just made and holds nothing"))
}

/// The error of a migration that the database refuses.
pub(crate) fn refused(step: &ScratchStep, error: &sqlx::Error) -> LiveError {
    let reason = match error {
        sqlx::Error::Database(answer) => answer.message().to_owned(),
        other => other.to_string(),
    };
    LiveError::new(
        ErrorKind::Server,
        format!("migration `{}` does not run: {reason}", step.label),
    )
    .with_help("the scratch database holds what ran before it; make a new one to try again")
}
