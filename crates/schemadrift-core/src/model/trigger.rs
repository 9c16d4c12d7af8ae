//! Owns triggers.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Deferral;
use crate::expression::Expression;
use crate::name::{Name, QualifiedName};
use crate::origin::Origin;
use crate::stated::Stated;

/// A trigger of a table or a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    /// Its name.
    pub name: Name,
    /// The whole definition, as the catalog prints it.
    pub definition: Stated<String>,
    /// What the definition says; not stated where it was not understood.
    #[serde(default)]
    pub shape: Stated<TriggerShape>,
    /// In which sessions it fires.
    pub firing: Stated<TriggerFiring>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

impl Trigger {
    /// Whether it runs before every insert and may change the row.
    pub fn runs_before_inserts(&self) -> bool {
        let is_before = self.shape.get().is_some_and(|shape| {
            shape.timing == TriggerTiming::Before
                && shape.events.contains(&TriggerEvent::Insert)
                && shape.is_for_each_row
        });
        is_before && self.fires()
    }

    /// Whether it fires in ordinary sessions, as far as it is known.
    pub fn fires(&self) -> bool {
        self.firing
            .get()
            .is_none_or(|firing| firing.is_in_ordinary_sessions())
    }
}

/// What the definition of a trigger says, but for its name and its table's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriggerShape {
    /// When it fires.
    pub timing: TriggerTiming,
    /// What it fires on, each event once and in the order of [`TriggerEvent`].
    pub events: Vec<TriggerEvent>,
    /// The columns whose updates it fires on; empty where every update is meant.
    pub update_columns: Vec<Name>,
    /// Whether it fires once for every row rather than once for a statement.
    pub is_for_each_row: bool,
    /// The condition, over the rows `old` and `new`.
    pub condition: Option<Expression>,
    /// The name under which the function sees all rows as they were.
    pub old_rows: Option<Name>,
    /// The name under which the function sees all rows as they become.
    pub new_rows: Option<Name>,
    /// For a constraint trigger, when it fires within the transaction.
    pub deferral: Option<Deferral>,
    /// The other table of a constraint trigger.
    pub referenced: Option<QualifiedName>,
    /// What it does.
    pub action: TriggerAction,
}

/// When a trigger fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TriggerTiming {
    /// Before the row is written.
    Before,
    /// After it was written.
    After,
    /// In place of writing it.
    InsteadOf,
}

impl fmt::Display for TriggerTiming {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Before => "BEFORE",
            Self::After => "AFTER",
            Self::InsteadOf => "INSTEAD OF",
        })
    }
}

/// What a trigger fires on, in the order in which PostgreSQL prints the events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TriggerEvent {
    /// A row is added.
    Insert,
    /// A row is deleted.
    Delete,
    /// A row is changed.
    Update,
    /// The table is emptied.
    Truncate,
}

impl fmt::Display for TriggerEvent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Insert => "INSERT",
            Self::Delete => "DELETE",
            Self::Update => "UPDATE",
            Self::Truncate => "TRUNCATE",
        })
    }
}

/// What a trigger does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TriggerAction {
    /// It calls a function.
    Call {
        /// The function.
        function: QualifiedName,
        /// The arguments, which are texts.
        arguments: Vec<String>,
    },
    /// It runs statements of its own.
    Body(Expression),
}

/// In which sessions a trigger fires (`session_replication_role` of PostgreSQL).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TriggerFiring {
    /// In ordinary ones.
    Ordinary,
    /// In every one, those that replicate too.
    Always,
    /// Only in those that replicate.
    Replica,
    /// In none.
    Never,
}

impl TriggerFiring {
    /// Whether it fires where an application writes.
    pub fn is_in_ordinary_sessions(self) -> bool {
        matches!(self, Self::Ordinary | Self::Always)
    }
}
