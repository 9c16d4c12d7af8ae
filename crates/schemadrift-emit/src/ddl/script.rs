//! Owns the script under construction: statements by phase, so that writers may push in any order.

use schemadrift_core::object::ObjectPath;

use super::Ddl;
use crate::Skipped;

/// When a statement runs, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    Namespaces,
    Extensions,
    Types,
    Sequences,
    /// Settings and routines that no table is needed for, since defaults and checks may call them.
    Routines,
    Tables,
    /// Tables that are there already get what they lack.
    Columns,
    /// Sequences learn their owners once the columns exist.
    Ownership,
    /// Routines that speak of tables.
    TableRoutines,
    Indexes,
    /// Checks that existing rows are not held to.
    Constraints,
    ForeignKeys,
    /// Partitions join their parents last, so that equal indexes and keys are adopted instead of
    /// made twice.
    Partitions,
    Views,
    ViewRoutines,
    Triggers,
    Policies,
    Comments,
    Grants,
}

/// Statements with their phases, and what was left out.
#[derive(Debug, Default)]
pub(crate) struct Script {
    statements: Vec<(Phase, String)>,
    skipped: Vec<Skipped>,
}

impl Script {
    pub(crate) fn push(&mut self, phase: Phase, statement: impl Into<String>) {
        self.statements.push((phase, statement.into()));
    }

    pub(crate) fn skip(&mut self, object: ObjectPath, reason: impl Into<String>) {
        self.skipped.push(Skipped::new(object, reason));
    }

    /// The statements with their phases, in the order in which they were pushed, and what was left
    /// out.
    pub(crate) fn into_parts(self) -> (Vec<(Phase, String)>, Vec<Skipped>) {
        (self.statements, self.skipped)
    }

    pub(crate) fn finish(mut self) -> Ddl {
        self.statements.sort_by_key(|(phase, _)| *phase);
        Ddl {
            statements: self
                .statements
                .into_iter()
                .map(|(_, statement)| statement)
                .collect(),
            skipped: self.skipped,
        }
    }
}
