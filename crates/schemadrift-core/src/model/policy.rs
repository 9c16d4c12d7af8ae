//! Owns row-level security: whether it is on, and its policies.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::expression::Expression;
use crate::name::Name;
use crate::origin::Origin;
use crate::stated::Stated;

/// State of row-level security.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowSecurity {
    /// Policies apply.
    pub is_enabled: bool,
    /// Policies apply to the table's owner too.
    pub is_forced: bool,
}

/// A row-level security policy of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Its name.
    pub name: Name,
    /// Whether it widens (`PERMISSIVE`) rather than narrows what is allowed.
    pub is_permissive: Stated<bool>,
    /// The command it is about.
    pub command: Stated<PolicyCommand>,
    /// The roles it applies to.
    pub roles: Stated<Vec<Name>>,
    /// Which rows are visible.
    pub using: Stated<Option<Expression>>,
    /// Which rows may be written.
    pub with_check: Stated<Option<Expression>>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

/// The commands that a policy is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum PolicyCommand {
    /// Every command.
    All,
    /// Reading.
    Select,
    /// Adding rows.
    Insert,
    /// Changing rows.
    Update,
    /// Deleting rows.
    Delete,
}

impl PolicyCommand {
    /// Whether it is about rows that are read: what cannot be seen is missing without an error.
    pub fn reads(self) -> bool {
        matches!(self, Self::All | Self::Select)
    }

    /// Whether it is about rows that are there and rows that are written, so that one condition
    /// may stand for both.
    pub fn reads_and_writes(self) -> bool {
        matches!(self, Self::All | Self::Update)
    }
}

impl fmt::Display for PolicyCommand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::All => "ALL",
            Self::Select => "SELECT",
            Self::Insert => "INSERT",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
        })
    }
}
