//! Owns what a session of MySQL remembers from one statement to the next: variables, and statements that are
//! prepared from texts. Migrations use them to change only what is not changed yet, where the language has no
//! `IF EXISTS` (<https://dev.mysql.com/doc/refman/8.4/en/sql-prepared-statements.html>).

use schemadrift_core::name::Name;

use super::{Change, Presence};

/// What a variable is set to, or a statement is prepared from.
#[derive(Debug, Clone, PartialEq)]
pub enum SessionValue {
    /// The text of a statement.
    Statement {
        /// What the statement does.
        changes: Vec<Change>,
        /// The names of what it may touch, last part only.
        touches: Vec<Name>,
    },
    /// True or false, one or zero.
    Truth(bool),
    /// How many rows of a catalog are about one thing: none, if it is not there.
    Rows {
        /// The thing.
        presence: Presence,
        /// There is one row about it, or else at least one.
        is_one: bool,
    },
    /// A number of rows, or the truth, held against a number.
    Compared {
        /// The number of rows.
        value: Box<SessionValue>,
        /// What is asked of it.
        comparison: Comparison,
    },
    /// What a variable holds.
    Variable(Name),
    /// `IF(condition, one, other)`.
    Choice {
        /// What decides.
        condition: Box<SessionValue>,
        /// The value where it holds.
        one: Box<SessionValue>,
        /// The value where it does not.
        other: Box<SessionValue>,
    },
    /// What only a server can tell.
    Unknown,
}

/// What is asked of a number of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `= 0`, `< 1`, `NOT`.
    IsNone,
    /// `= 1`.
    IsOne,
    /// `> 0`, `>= 1`, `<> 0`.
    IsAny,
}

impl SessionValue {
    /// What the statements do of which one may be meant.
    pub(super) fn changes(&self) -> Vec<&Change> {
        match self {
            Self::Statement { changes, .. } => changes.iter().collect(),
            Self::Choice { one, other, .. } => {
                let mut changes = one.changes();
                changes.extend(other.changes());
                changes
            }
            Self::Truth(_)
            | Self::Rows { .. }
            | Self::Compared { .. }
            | Self::Variable(_)
            | Self::Unknown => Vec::new(),
        }
    }
}
