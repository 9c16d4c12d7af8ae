//! Owns what disk and ledger say together of one migration.

use std::fmt;

use crate::origin::Location;

/// One migration, on disk or in the ledger or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// What the ledger calls it.
    pub name: String,
    /// What a person calls it.
    pub label: String,
    /// How it stands.
    pub state: State,
    /// Its place on disk, if it has one.
    pub location: Option<Location>,
    /// When the ledger says it was applied, as the server prints it.
    pub applied_at: Option<String>,
}

/// How a migration stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Recorded as applied, from these bytes as far as the tool can tell.
    Applied,
    /// Not recorded itself; the ledger says that everything up to a later version is applied.
    Assumed {
        /// That version.
        by: String,
    },
    /// On disk, and not recorded.
    Pending,
    /// Not recorded, though a later one is: it came late.
    OutOfOrder {
        /// The newest one that is recorded as applied, as people call it.
        newest: String,
    },
    /// Started and not finished: the database may hold half of it.
    Failed {
        /// What the ledger says of the reason.
        reason: Option<String>,
    },
    /// Recorded, and then taken back: counts as not applied.
    RolledBack,
    /// Recorded as applied from other bytes than those on disk.
    Edited {
        /// The checksum in the ledger.
        recorded: String,
        /// The checksum of the file.
        found: String,
    },
    /// A repeatable one that changed since its last run, and will run again.
    Outdated,
    /// Recorded as applied, and not on disk.
    Unknown,
    /// There is no ledger, so nothing tells whether it was applied.
    Unrecorded,
}

impl State {
    /// Whether the ledger says that the database has been through it, in whatever version.
    /// `None` where it does not say.
    pub fn is_applied(&self) -> Option<bool> {
        match self {
            Self::Applied
            | Self::Assumed { .. }
            | Self::Edited { .. }
            | Self::Outdated
            | Self::Unknown => Some(true),
            Self::Pending | Self::OutOfOrder { .. } | Self::RolledBack => Some(false),
            Self::Failed { .. } | Self::Unrecorded => None,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Applied => "applied",
            Self::Assumed { .. } => "assumed applied",
            Self::Pending => "pending",
            Self::OutOfOrder { .. } => "out of order",
            Self::Failed { .. } => "failed",
            Self::RolledBack => "rolled back",
            Self::Edited { .. } => "edited after applying",
            Self::Outdated => "changed, runs again",
            Self::Unknown => "applied, file gone",
            Self::Unrecorded => "no ledger",
        })
    }
}
