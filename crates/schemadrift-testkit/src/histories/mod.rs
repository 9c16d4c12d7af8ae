//! Owns histories: steps that lead from a generated schema to others, as migrations do, each as
//! the SQL that somebody may have written.
//!
//! A [`History`] proposes a step and learns whether a database took it, since what a database
//! refuses is more than a generator should know. It keeps a sketch of what exists, good enough to
//! propose steps that are mostly taken; it makes no claim about what the steps lead to.

mod actions;
mod alter;
mod columns;
mod constraints;
mod drawing;
mod enums;
mod indexes;
mod kind;
mod namespaces;
mod rebuilds;
mod sequences;
mod spelling;
mod tables;
mod transactions;
mod views;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;

use crate::choices::Choices;
use crate::schemas::{Vocabulary, build};
pub use kind::StepKind;

/// A history in the making.
#[derive(Debug, Clone)]
pub struct History {
    sketch: Schema,
}

/// One step: a statement, or those of one transaction. A database that refuses one of them must
/// be left as it was before the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What kind of step it is.
    pub kind: StepKind,
    /// The statements, without semicolons.
    pub statements: Vec<String>,
    /// What is there afterwards, as far as the generator knows.
    sketch: Schema,
}

impl History {
    /// A history that begins with an empty database.
    pub fn of_nothing(engine: Engine) -> Self {
        let mut nothing = Choices::new(Vec::new());
        let mut sketch = build(engine, Vocabulary::Prisma, &mut nothing);
        sketch.tables.clear();
        Self { sketch }
    }

    /// A history that begins with a generated schema, and the statements that make it.
    pub fn of_schema(engine: Engine, choices: &mut Choices) -> (Self, Vec<String>) {
        let sketch = build(engine, Vocabulary::Sql, choices);
        let statements = schemadrift_emit::ddl(&sketch).statements;
        (Self { sketch }, statements)
    }

    /// A step to try, of any kind that there is something for.
    pub fn propose(&self, choices: &mut Choices) -> Option<Step> {
        kind::any(&self.sketch, choices, 0)
    }

    /// A step of this kind to try, if there is something for it.
    pub fn propose_kind(&self, kind: StepKind, choices: &mut Choices) -> Option<Step> {
        kind.build(&self.sketch, choices, 0)
    }

    /// Takes note that a database took this step.
    pub fn accept(&mut self, step: Step) {
        self.sketch = step.sketch;
    }
}

#[cfg(test)]
mod tests;
