//! Owns exit codes, which are public, and failures: why a command could not do its work.

use std::process::ExitCode;

use schemadrift::core::problem::Problem;
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
    /// What is wrong with an input, place by place.
    pub(crate) problems: Vec<Problem>,
    /// What cannot be checked for it, as a report calls a database.
    pub(crate) database: Option<String>,
    /// Whether it is that nothing was found that states a schema.
    pub(crate) is_for_want_of_sources: bool,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::CouldNotCheck,
            message: message.into(),
            help: None,
            problems: Vec::new(),
            database: None,
            is_for_want_of_sources: false,
        }
    }

    /// The failure of an input with these mistakes.
    pub(crate) fn of_mistakes(file: &str, problems: Vec<Problem>) -> Self {
        let count = match problems.len() {
            1 => "a mistake".to_owned(),
            many => format!("{many} mistakes"),
        };
        Self {
            problems,
            ..Self::new(format!("`{file}` has {count}"))
        }
    }

    /// The same, where it stands in the way of checking something.
    #[must_use]
    pub(crate) fn about(mut self, database: &str) -> Self {
        self.database.get_or_insert_with(|| database.to_owned());
        self
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
            help: error.help,
            ..Self::new(error.message)
        }
    }
}

impl From<CheckError> for Failure {
    fn from(error: CheckError) -> Self {
        Self {
            help: error.help(),
            ..Self::new(error.to_string())
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
        Self {
            help: error.help().map(str::to_owned),
            ..Self::new(error.to_string())
        }
    }
}
