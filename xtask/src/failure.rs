//! Owns how a command of this package fails: one message that names the thing and the way out.

use std::fmt::Display;

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What a person reads.
    pub(crate) message: String,
}

impl Failure {
    /// A failure with this message.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

/// Puts what was being done in front of an error.
pub(crate) trait OrFail<T> {
    /// The value, or a failure that says `doing: error`.
    fn or_fail(self, doing: impl Display) -> Result<T, Failure>;
}

impl<T, E: Display> OrFail<T> for Result<T, E> {
    fn or_fail(self, doing: impl Display) -> Result<T, Failure> {
        self.map_err(|error| Failure::new(format!("{doing}: {error}")))
    }
}

impl<T> OrFail<T> for Option<T> {
    fn or_fail(self, missing: impl Display) -> Result<T, Failure> {
        self.ok_or_else(|| Failure::new(missing.to_string()))
    }
}
