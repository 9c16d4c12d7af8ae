//! Owns why a check could not run at all. Every message names the thing; none holds a secret.

use std::time::Duration;

use schemadrift_core::dialect::Engine;
use schemadrift_core::source::ReadError;
use schemadrift_live::LiveError;

/// Why a source on the command line or in a configuration cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The text has no kind in front.
    #[error("`{0}` does not say what kind of source it is")]
    NoKind(String),
    /// The kind is not known.
    #[error("`{0}` is not a kind of source that can be read")]
    UnknownKind(String),
    /// The text is a URL, which may hold a secret and is not repeated.
    #[error("`{0}://` begins the URL of a database, not a source")]
    Url(String),
    /// There is no path behind the kind.
    #[error("`{0}:` names no path")]
    NoPath(String),
}

impl SourceError {
    /// The way out.
    pub fn help(&self) -> &'static str {
        "write `KIND:PATH` with one of the kinds prisma, diesel, seaorm, sql, migrations, dump, snapshot, sqlx, such as \
         `prisma:path/to/schema.prisma`"
    }
}

/// Why a check could not run.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// A source could not be read.
    #[error(transparent)]
    Source(#[from] ReadError),
    /// The database could not be read.
    #[error(transparent)]
    Live(#[from] LiveError),
    /// It took too long.
    #[error("the check took longer than {} s", .0.as_secs_f64())]
    Deadline(Duration),
    /// The code is for another kind of database.
    #[error("`{place}` is a schema for {expected}, and the database is {found}")]
    OtherEngine {
        /// The source.
        place: String,
        /// What the code is for.
        expected: Engine,
        /// What the database is.
        found: Engine,
    },
}

impl CheckError {
    /// The way out, if there is one.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Source(error) => error.help.clone(),
            Self::Live(error) => error.help().map(str::to_owned),
            Self::Deadline(_) => Some(
                "allow more time with `with_deadline`, or see what keeps the server busy"
                    .to_owned(),
            ),
            Self::OtherEngine { .. } => Some(
                "name the database that this schema is for with `--database`, or the schema that \
                 is for this database with `--source`"
                    .to_owned(),
            ),
        }
    }
}
