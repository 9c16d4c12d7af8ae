//! Owns problems: a reader's trouble with its input. Bad input is data; the reader returns what
//! it understood and a problem for the rest.

use std::fmt;

use crate::origin::Origin;

/// Something a reader could not read, or read with doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// What to do about it, if there is something.
    pub help: Option<String>,
    /// The place.
    pub origin: Origin,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Something was lost, and what it may touch cannot be judged.
    Warning,
    /// The input cannot be used.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

impl Problem {
    /// A problem for which the input cannot be used.
    pub fn error(message: impl Into<String>, origin: Origin) -> Self {
        Self::new(Severity::Error, message, origin)
    }

    /// A problem for which something cannot be judged.
    pub fn warning(message: impl Into<String>, origin: Origin) -> Self {
        Self::new(Severity::Warning, message, origin)
    }

    /// Something worth knowing.
    pub fn note(message: impl Into<String>, origin: Origin) -> Self {
        Self::new(Severity::Note, message, origin)
    }

    fn new(severity: Severity, message: impl Into<String>, origin: Origin) -> Self {
        Self {
            severity,
            message: message.into(),
            help: None,
            origin,
        }
    }

    /// The same problem with a way out.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
