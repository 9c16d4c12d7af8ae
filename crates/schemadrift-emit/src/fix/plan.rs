//! Owns the plan under construction: steps by stage and phase, so that writers may push in any
//! order, and their division into files.

use std::collections::BTreeSet;

use schemadrift_core::model::{ForeignKey, Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectPath;

use super::{Fix, FixFile, FixSetting, FixStep, Running};
use crate::Skipped;
use crate::ddl::grammar::Grammar;
use crate::ddl::grammar_of;
use crate::ddl::script::{Phase, Script};

/// When a step runs, coarsely: each stage begins where a transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Values of enums, which nothing of the same transaction may use.
    Values,
    /// What belongs together.
    Main,
    /// Tables that are copied, which begin and end their own transactions.
    Rebuild,
    /// Rows from before a constraint are held to it without keeping others waiting.
    Validation,
    /// Indexes that are built beside reads and writes.
    Concurrent,
}

/// Steps with their places, and what was left out.
pub(super) struct Plan {
    pub(super) grammar: &'static Grammar,
    pub(super) setting: FixSetting,
    namespaces: BTreeSet<Name>,
    /// Tables that a foreign key will refer to which does not yet.
    referenced: BTreeSet<QualifiedName>,
    /// Tables that may go on under another name.
    renamed: BTreeSet<QualifiedName>,
    steps: Vec<(Stage, Phase, FixStep)>,
    held_back: Vec<(Phase, FixStep)>,
    skipped: Vec<Skipped>,
}

impl Plan {
    pub(super) fn new(found: &Schema, aimed: &Schema, setting: FixSetting) -> Self {
        let default = aimed.default_namespace.iter();
        let stated = found.namespaces.iter().map(|own| &own.name);
        let of_tables = found
            .tables
            .iter()
            .filter_map(|own| own.name.schema.as_ref());
        Self {
            grammar: grammar_of(found.engine),
            setting,
            namespaces: default.chain(stated).chain(of_tables).cloned().collect(),
            referenced: newly_referenced(found, aimed),
            renamed: BTreeSet::new(),
            steps: Vec::new(),
            held_back: Vec::new(),
            skipped: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, stage: Stage, phase: Phase, step: FixStep) {
        self.steps.push((stage, phase, step));
    }

    /// Adds a step to what belongs together.
    pub(super) fn main(&mut self, phase: Phase, step: FixStep) {
        self.push(Stage::Main, phase, step);
    }

    /// Whether a foreign key will refer to a table that does not yet.
    pub(super) fn gains_references_to(&self, table: &QualifiedName) -> bool {
        self.referenced.contains(table)
    }

    /// Shows a step that is not to run by itself.
    pub(super) fn hold_back(&mut self, phase: Phase, step: FixStep) {
        self.held_back.push((phase, step));
    }

    /// Shows how a table gets another name; that it could go is not shown then.
    pub(super) fn rename(&mut self, table: &QualifiedName, phase: Phase, step: FixStep) {
        self.renamed.insert(table.clone());
        self.hold_back(phase, step);
    }

    /// Whether a table may go on under another name.
    pub(super) fn is_renamed(&self, table: &QualifiedName) -> bool {
        self.renamed.contains(table)
    }

    pub(super) fn skip(&mut self, object: ObjectPath, reason: impl Into<String>) {
        self.skipped.push(Skipped::new(object, reason));
    }

    /// Takes over the statements of writers that make something new, each as a step without
    /// hazards.
    pub(super) fn take(&mut self, script: Script) {
        let (statements, skipped) = script.into_parts();
        let known: Vec<String> = self
            .namespaces
            .iter()
            .map(|name| {
                let name = self.grammar.quote(name);
                format!("CREATE SCHEMA IF NOT EXISTS {name}")
            })
            .collect();
        for (phase, statement) in statements {
            if !known.contains(&statement) {
                self.main(phase, FixStep::of(statement));
            }
        }
        self.skipped.extend(skipped);
    }

    /// Takes over what a writer says beside the one statement that it was asked for.
    pub(super) fn take_skipped(&mut self, script: Script) -> Vec<String> {
        let (statements, skipped) = script.into_parts();
        self.skipped.extend(skipped);
        statements
            .into_iter()
            .map(|(_, statement)| statement)
            .collect()
    }

    pub(super) fn finish(mut self) -> Fix {
        self.steps.sort_by_key(|(stage, phase, _)| (*stage, *phase));
        self.held_back.sort_by_key(|(phase, _)| *phase);
        self.skipped.sort();
        self.skipped.dedup();
        let mut files: Vec<(Stage, FixFile)> = Vec::new();
        for (stage, _, step) in self.steps {
            let running = running(stage);
            match files.last_mut() {
                Some((last, file)) if *last == stage && running != Running::Alone => {
                    file.steps.push(step);
                }
                _ => files.push((
                    stage,
                    FixFile {
                        purpose: purpose(stage),
                        running,
                        steps: vec![step],
                    },
                )),
            }
        }
        Fix {
            files: files.into_iter().map(|(_, file)| file).collect(),
            held_back: self.held_back.into_iter().map(|(_, step)| step).collect(),
            skipped: self.skipped,
        }
    }
}

fn newly_referenced(found: &Schema, aimed: &Schema) -> BTreeSet<QualifiedName> {
    let is_there = |table: &Table, key: &ForeignKey| {
        found
            .tables
            .iter()
            .any(|own| own.name == table.name && own.foreign_keys.contains(key))
    };
    let mut referenced = BTreeSet::new();
    for table in &aimed.tables {
        for key in &table.foreign_keys {
            if !is_there(table, key) {
                referenced.insert(key.target.clone());
            }
        }
    }
    referenced
}

fn running(stage: Stage) -> Running {
    match stage {
        Stage::Main | Stage::Validation => Running::InTransaction,
        Stage::Values | Stage::Concurrent => Running::Alone,
        Stage::Rebuild => Running::WithItsOwnTransaction,
    }
}

fn purpose(stage: Stage) -> &'static str {
    match stage {
        Stage::Values => "enum value",
        Stage::Main => "schema",
        Stage::Rebuild => "copied tables",
        Stage::Validation => "validation",
        Stage::Concurrent => "index",
    }
}

impl FixStep {
    /// A step of one statement.
    pub(super) fn of(statement: impl Into<String>) -> Self {
        Self {
            statements: vec![statement.into()],
            ..Self::default()
        }
    }

    /// A step of these statements.
    pub(super) fn of_all(statements: Vec<String>) -> Self {
        Self {
            statements,
            ..Self::default()
        }
    }

    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    pub(super) fn hazard(mut self, hazard: super::Hazard) -> Self {
        self.hazards.push(hazard);
        self
    }
}
