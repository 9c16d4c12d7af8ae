//! Owns the whole result of one run as plain data, for renderers: what was read, what was
//! compared, what was found.

use std::time::Duration;

use schemadrift_core::finding::{Finding, Level, Verdict};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::problem::{Problem, Severity};
use schemadrift_core::source::SourceDescription;

use crate::outcome::{CannotTell, Comparison, KindCoverage};

/// The result of checking sources against one database.
#[derive(Debug, Clone)]
pub struct Report {
    /// The code side.
    pub sources: Vec<SourceDescription>,
    /// The live side.
    pub database: DatabaseDescription,
    /// One word for the whole.
    pub verdict: Verdict,
    /// What differs.
    pub findings: Vec<Finding>,
    /// What differs and is ignored by configuration.
    pub suppressed: Vec<Suppressed>,
    /// What could not be told.
    pub cannot_tell: Vec<CannotTell>,
    /// How much was compared.
    pub coverage: Vec<KindCoverage>,
    /// Trouble with the inputs.
    pub problems: Vec<Problem>,
    /// Objects of the database that were left out of the comparison.
    pub left_out: Vec<LeftOut>,
    /// Why the result cannot be trusted as a whole, if so.
    pub untrusted: Option<String>,
    /// How long it took.
    pub elapsed: Duration,
}

/// The live side in words. Never a secret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DatabaseDescription {
    /// `PostgreSQL`, `SQLite`, or `snapshot`.
    pub engine: String,
    /// The server's version.
    pub version: String,
    /// The database's name, or the file.
    pub database: String,
    /// The user, where there is one.
    pub user: Option<String>,
    /// The host or socket folder, where there is one.
    pub host: Option<String>,
    /// The port, where there is one.
    pub port: Option<u16>,
    /// The schema that unqualified names live in.
    pub schema: Option<String>,
    /// Round trips after connecting.
    pub round_trips: Option<u32>,
}

/// A finding that configuration ignores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// The reason that the configuration gives.
    pub reason: String,
}

/// An object that was left out of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What it is.
    pub kind: ObjectKind,
    /// Its name, qualified where that helps.
    pub name: String,
    /// Why it was left out, as one clause.
    pub reason: String,
}

impl Report {
    /// A report of a comparison; what surrounds it is filled in by the caller.
    pub fn new(
        sources: Vec<SourceDescription>,
        database: DatabaseDescription,
        comparison: Comparison,
    ) -> Self {
        Self {
            sources,
            database,
            verdict: comparison.verdict(),
            findings: comparison.findings,
            suppressed: Vec::new(),
            cannot_tell: comparison.cannot_tell,
            coverage: comparison.coverage,
            problems: Vec::new(),
            left_out: Vec::new(),
            untrusted: None,
            elapsed: Duration::ZERO,
        }
    }

    /// How many findings have this level.
    pub fn count(&self, level: Level) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.level == level)
            .count()
    }

    /// How many objects of all kinds were compared.
    pub fn compared(&self) -> usize {
        self.coverage.iter().map(|kind| kind.compared).sum()
    }

    /// Whether an input could not be used at all.
    pub fn has_unusable_input(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }
}
