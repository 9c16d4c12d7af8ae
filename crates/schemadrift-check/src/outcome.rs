//! Owns what a comparison yields: findings, what could not be told, and how much was compared.

use std::collections::BTreeSet;

use schemadrift_core::finding::{Finding, Verdict};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::question::Question;

/// The result of comparing code with a live database.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// What differs, in a stable order.
    pub findings: Vec<Finding>,
    /// What could not be told.
    pub cannot_tell: Vec<CannotTell>,
    /// How much of each kind was compared.
    pub coverage: Vec<KindCoverage>,
}

impl Comparison {
    /// One word for the whole.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(&self.findings)
    }

    /// What only the server can settle. Ask it, and compare again with the answers.
    pub fn questions(&self) -> Vec<Question> {
        let mut questions: Vec<Question> = Vec::new();
        for question in self
            .cannot_tell
            .iter()
            .filter_map(|entry| entry.question.as_ref())
        {
            if !questions.contains(question) {
                questions.push(question.clone());
            }
        }
        questions
    }
}

/// Something that could not be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannotTell {
    /// The object.
    pub object: ObjectPath,
    /// The rule that would have judged.
    pub rule: &'static str,
    /// Why it could not.
    pub reason: String,
    /// The code's side in normal form, where there is one.
    pub expected: Option<String>,
    /// The database's side in normal form, where there is one.
    pub found: Option<String>,
    /// What a server could be asked to settle it.
    pub question: Option<Question>,
}

/// How much of one kind of object was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindCoverage {
    /// The kind.
    pub kind: ObjectKind,
    /// Objects that the code states.
    pub declared: usize,
    /// Objects that the database shows.
    pub visible: usize,
    /// Objects on both sides that were compared.
    pub compared: usize,
    /// Compared and the same.
    pub same: usize,
    /// Compared and different.
    pub differs: usize,
    /// Compared, and at least one facet could not be told.
    pub cannot_tell: usize,
}

/// Counts objects of one kind while they are paired.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    declared: usize,
    visible: usize,
    compared: Vec<ObjectPath>,
}

impl Tally {
    /// Counts one pair.
    pub(crate) fn add(
        &mut self,
        is_declared: bool,
        is_visible: bool,
        path: impl FnOnce() -> ObjectPath,
    ) {
        self.declared += usize::from(is_declared);
        self.visible += usize::from(is_visible);
        if is_declared && is_visible {
            self.compared.push(path());
        }
    }

    /// Counts many pairs at once.
    pub(crate) fn add_many(&mut self, declared: usize, visible: usize, compared: Vec<ObjectPath>) {
        self.declared += declared;
        self.visible += visible;
        self.compared.extend(compared);
    }

    /// The counts, given what was found and what could not be told.
    pub(crate) fn finish(
        self,
        kind: ObjectKind,
        different: &BTreeSet<&ObjectPath>,
        untold: &BTreeSet<&ObjectPath>,
    ) -> KindCoverage {
        let differs = self
            .compared
            .iter()
            .filter(|path| different.contains(path))
            .count();
        let cannot_tell = self
            .compared
            .iter()
            .filter(|path| untold.contains(path) && !different.contains(path))
            .count();
        let compared = self.compared.len();
        KindCoverage {
            kind,
            declared: self.declared,
            visible: self.visible,
            compared,
            same: compared - differs - cannot_tell,
            differs,
            cannot_tell,
        }
    }
}
