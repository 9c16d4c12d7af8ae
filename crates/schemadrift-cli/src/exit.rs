//! Owns exit codes, which are public, and failures: why a command could not do its work.

use std::process::ExitCode;

use schemadrift::core::source::ReadError;
use schemadrift::{CheckError, LiveError, SourceError, UrlError};

/// How a command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Nothing was found at or above the level that fails.
    Clean,
    /// The result cannot be trusted: nothing was compared, or parts could not be read.
    Untrusted,
    /// Something was found.
    Findings,
    /// The check could not run: usage, connection, unreadable input.
    CouldNotCheck,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::CouldNotCheck => 2,
            Exit::Untrusted => 3,
        })
    }
}

/// Why a command could not do its work, in words for a person. Never a secret.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::CouldNotCheck,
            message: message.into(),
            help: None,
        }
    }

    #[must_use]
    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl From<SourceError> for Failure {
    fn from(error: SourceError) -> Self {
        Self::new(error.to_string()).with_help(error.help())
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self {
            exit: Exit::CouldNotCheck,
            message: error.message,
            help: error.help,
        }
    }
}

impl From<CheckError> for Failure {
    fn from(error: CheckError) -> Self {
        let help = error.help();
        Self {
            exit: Exit::CouldNotCheck,
            message: error.to_string(),
            help,
        }
    }
}

impl From<LiveError> for Failure {
    fn from(error: LiveError) -> Self {
        CheckError::from(error).into()
    }
}

impl From<UrlError> for Failure {
    fn from(error: UrlError) -> Self {
        let help = error.help().map(str::to_owned);
        Self {
            exit: Exit::CouldNotCheck,
            message: error.to_string(),
            help,
        }
    }
}
