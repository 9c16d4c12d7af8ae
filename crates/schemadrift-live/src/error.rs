//! Owns why a live database could not be read, in words that name the server, the database and
//! the role, never a secret.

use std::fmt;
use std::time::Duration;

use schemadrift_core::source::ReadError;

use crate::url::UrlError;

/// Why a live database could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct LiveError {
    kind: ErrorKind,
    message: String,
    help: Option<String>,
}

/// Kinds of trouble with a live database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The URL cannot be used.
    Url,
    /// No server answers at the address.
    Unreachable,
    /// The server does not believe who we are.
    Authentication,
    /// The role may not connect or not read.
    Rights,
    /// The server has no database of this name.
    NoSuchDatabase,
    /// A time limit was reached.
    Timeout,
    /// The file is not a SQLite database, or it is encrypted.
    NotADatabase,
    /// The SQLite file does not exist.
    NotFound,
    /// An encrypted connection could not be agreed on.
    Tls,
    /// A scratch database holds something already.
    NotEmpty,
    /// The server answered with an error, or with something that is not its protocol.
    Server,
}

impl ErrorKind {
    /// A stable word for the kind.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Url => "url",
            Self::Unreachable => "unreachable",
            Self::Authentication => "authentication",
            Self::Rights => "rights",
            Self::NoSuchDatabase => "no-such-database",
            Self::Timeout => "timeout",
            Self::NotADatabase => "not-a-database",
            Self::NotFound => "not-found",
            Self::Tls => "tls",
            Self::NotEmpty => "not-empty",
            Self::Server => "server",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl LiveError {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            help: None,
        }
    }

    #[must_use]
    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The error for a connection that leads nowhere, in somebody else's words.
    pub fn unusable(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Url, message)
    }

    /// What kind of trouble it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The way out, if there is one.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

/// The error for a pool of which no connection came free in time: within `limit`, or within the
/// pool's own.
pub(crate) fn pool_is_busy(place: &str, limit: Option<Duration>) -> LiveError {
    let within = match limit {
        Some(limit) => format!("within {} s", limit.as_secs_f64()),
        None => "in time".to_owned(),
    };
    LiveError::new(
        ErrorKind::Timeout,
        format!("no connection of the pool to {place} came free {within}"),
    )
    .with_help("is the server reachable, and is the pool large enough for one connection more?")
}

/// The error for a pool that was closed.
pub(crate) fn pool_is_closed(place: &str) -> LiveError {
    LiveError::new(
        ErrorKind::Unreachable,
        format!("the pool to {place} is closed"),
    )
}

impl From<UrlError> for LiveError {
    fn from(error: UrlError) -> Self {
        Self {
            kind: ErrorKind::Url,
            message: error.to_string(),
            help: error.help().map(str::to_owned),
        }
    }
}

impl From<LiveError> for ReadError {
    fn from(error: LiveError) -> Self {
        Self {
            message: error.message,
            help: error.help,
        }
    }
}
