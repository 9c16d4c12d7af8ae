//! Owns the record of what a written text could not say.

use std::fmt;

use schemadrift_core::object::ObjectPath;

/// An object, or a property of it, that the written text does not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The object.
    pub object: ObjectPath,
    /// Why it, or which property of it, is left out.
    pub reason: String,
}

impl Skipped {
    /// A record with its reason.
    pub fn new(object: ObjectPath, reason: impl Into<String>) -> Self {
        Self {
            object,
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} `{}`: {}",
            self.object.kind, self.object, self.reason
        )
    }
}
