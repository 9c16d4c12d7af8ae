//! Owns the script under construction: statements by phase, so that writers may push in any order.

use schemadrift_core::object::ObjectPath;

use super::Ddl;
use crate::Skipped;

/// When a statement runs, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    Namespaces,
    Extensions,
    Types,
    Sequences,
    /// Settings and routines that no table is needed for, since defaults and checks may call them.
    Routines,
    Tables,
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
pub(super) struct Script {
    statements: Vec<(Phase, String)>,
    skipped: Vec<Skipped>,
}

impl Script {
    pub(super) fn push(&mut self, phase: Phase, statement: impl Into<String>) {
        self.statements.push((phase, statement.into()));
    }

    pub(super) fn skip(&mut self, object: ObjectPath, reason: impl Into<String>) {
        self.skipped.push(Skipped::new(object, reason));
    }

    pub(super) fn finish(mut self) -> Ddl {
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
