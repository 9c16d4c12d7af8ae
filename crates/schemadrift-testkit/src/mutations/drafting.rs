//! Owns a mutation in the making: a copy of the schema to change, then statements and findings.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Schema, Table};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{ExpectedFinding, Mutation, MutationKind, grants};

/// A mutation in the making.
pub(super) struct Draft {
    kind: MutationKind,
    /// The copy to change.
    pub(super) schema: Schema,
    ddl: Option<Vec<String>>,
    expected: Vec<ExpectedFinding>,
}

impl Draft {
    pub(super) fn new(kind: MutationKind, original: &Schema) -> Self {
        Self {
            kind,
            schema: original.clone(),
            ddl: None,
            expected: Vec::new(),
        }
    }

    /// Statements that every database takes.
    pub(super) fn with_ddl(mut self, statements: impl IntoIterator<Item = String>) -> Self {
        self.ddl = Some(statements.into_iter().collect());
        self
    }

    /// Statements that SQLite, which alters little, does not take.
    pub(super) fn with_postgresql_ddl(self, statements: impl IntoIterator<Item = String>) -> Self {
        if self.schema.engine == Engine::PostgreSql {
            self.with_ddl(statements)
        } else {
            self
        }
    }

    /// A finding about an object that stands by itself or a part of a table.
    pub(super) fn expect(mut self, rule: &'static str, object: ObjectPath) -> Self {
        self.expected.push(ExpectedFinding { rule, object });
        self
    }

    /// A finding about a part of a table.
    pub(super) fn expect_part(
        self,
        rule: &'static str,
        kind: ObjectKind,
        table: &Table,
        name: &str,
    ) -> Self {
        self.expect(rule, ObjectPath::part(kind, &table.name, name))
    }

    pub(super) fn finish(mut self) -> Option<Mutation> {
        grants::forget_gone(&mut self.schema);
        Some(Mutation {
            kind: self.kind,
            mutated: self.schema,
            ddl: self.ddl,
            expected: self.expected,
        })
    }
}
