//! Owns constraints: primary keys, foreign keys, checks, exclusions.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::expression::Expression;
use crate::name::{Name, QualifiedName};
use crate::origin::Origin;
use crate::stated::Stated;

/// A primary key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrimaryKey {
    /// The constraint's name, where the database gives it one.
    pub name: Stated<Name>,
    /// The columns, in key order.
    pub columns: Vec<Name>,
    /// Columns that its index carries along without being keys.
    #[serde(default)]
    pub include: Stated<Vec<Name>>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignKey {
    /// The constraint's name; secondary, since foreign keys are matched by content first.
    pub name: Stated<Name>,
    /// The referring columns, in order.
    pub columns: Vec<Name>,
    /// The table referred to.
    pub target: QualifiedName,
    /// The columns referred to, in order; empty means the target's primary key.
    pub target_columns: Vec<Name>,
    /// What happens when a target row is deleted.
    pub on_delete: Stated<ReferentialAction>,
    /// What happens when a target key changes.
    pub on_update: Stated<ReferentialAction>,
    /// When it is checked.
    pub deferral: Stated<Deferral>,
    /// Whether existing rows are known to satisfy it, and whether it is enforced.
    pub validity: Stated<Validity>,
    /// The code states a relation that it joins over, which works without a constraint too.
    #[serde(default)]
    pub is_relation_only: bool,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

/// What a foreign key does to the referring rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferentialAction {
    /// Refuse at the end of the statement or transaction.
    NoAction,
    /// Refuse at once.
    Restrict,
    /// Do the same to the referring rows.
    Cascade,
    /// Set the referring columns to NULL.
    SetNull,
    /// Set the referring columns to their defaults.
    SetDefault,
}

impl fmt::Display for ReferentialAction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::Cascade => "CASCADE",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
        })
    }
}

/// When a constraint is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deferral {
    /// At once.
    NotDeferrable,
    /// At once, unless the transaction defers it.
    InitiallyImmediate,
    /// At commit.
    InitiallyDeferred,
}

/// Whether an index or a constraint can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Validity {
    /// It holds for every row, and is enforced.
    Valid,
    /// New rows are held to it; existing rows were never checked. For an index: its build failed
    /// or has not finished.
    NotValid,
    /// Nothing is held to it.
    NotEnforced,
}

/// A check constraint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The constraint's name.
    pub name: Stated<Name>,
    /// The condition.
    pub expression: Expression,
    /// Whether it can be relied on.
    pub validity: Stated<Validity>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

/// An exclusion constraint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// The constraint's name.
    pub name: Stated<Name>,
    /// The definition as the catalog prints it.
    pub definition: Expression,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}
