//! Owns the whole result of one run as plain data, for renderers: what was read, what was
//! compared, what was found.

use std::fmt;
use std::time::Duration;

use schemadrift_core::finding::{Finding, Level, Verdict};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::printable::printable;
use schemadrift_core::problem::{Problem, Severity};
use schemadrift_core::source::SourceDescription;
use schemadrift_core::usage::UsageTally;

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
    /// What differs and is accepted.
    pub suppressed: Vec<Suppressed>,
    /// What could not be told.
    pub cannot_tell: Vec<CannotTell>,
    /// How much was compared.
    pub coverage: Vec<KindCoverage>,
    /// Trouble with the inputs.
    pub problems: Vec<Problem>,
    /// How much code was read for what it uses, if any was.
    pub usage: Option<UsageTally>,
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
    /// What the project calls it, where it has several.
    pub name: Option<String>,
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

/// A finding that somebody has accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// The reason that is given.
    pub reason: String,
    /// Where it is accepted.
    pub by: SuppressedBy,
}

/// Where a finding is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuppressedBy {
    /// In an entry of the configuration.
    Configuration,
    /// In the baseline.
    Baseline,
    /// In a comment where the finding points at.
    Comment,
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
            usage: None,
            left_out: Vec::new(),
            untrusted: None,
            elapsed: Duration::ZERO,
        }
    }

    /// The report of a database of several that could not be checked, for this reason.
    pub fn not_checked(name: String, reason: Problem) -> Self {
        let database = DatabaseDescription {
            name: Some(name),
            ..DatabaseDescription::default()
        };
        Self {
            problems: vec![reason],
            untrusted: Some("it could not be checked".to_owned()),
            ..Self::new(Vec::new(), database, Comparison::default())
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
        self.unusable_input().next().is_some()
    }

    /// What is wrong with inputs that could not be used.
    pub fn unusable_input(&self) -> impl Iterator<Item = &Problem> {
        let problems = self.problems.iter();
        problems.filter(|problem| problem.severity == Severity::Error)
    }

    /// Whether any table or view was compared. Enums alone carry no rows, so a database that has
    /// nothing else is as good as empty.
    pub fn compares_relations(&self) -> bool {
        let mut kinds = self.coverage.iter();
        kinds.any(|kind| {
            matches!(kind.kind, ObjectKind::Table | ObjectKind::View) && kind.compared > 0
        })
    }

    /// Whether this code can run on this database: no finding is an error, every input could be
    /// read, and at least one table or view was compared.
    pub fn is_fit(&self) -> bool {
        self.count(Level::Error) == 0
            && !self.has_unusable_input()
            && (self.untrusted.is_none() || self.compares_relations())
    }
}

/// How many findings the short form of a report lists.
const LISTED: usize = 10;

/// The report in short, for logs: the verdict with its numbers, then a line for each of the first
/// findings, the worst first. Text from outside is made printable and freed of passwords; there are no
/// colours and no terminal codes.
impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.verdict)?;
        self.write_counts(formatter)?;
        let database = &self.database;
        let server = format!("{} {}", database.engine, database.version);
        write!(
            formatter,
            "; {} objects compared with `{}` ({}) in {} ms",
            self.compared(),
            printable(&database.database),
            printable(server.trim_end()),
            self.elapsed.as_millis()
        )?;
        if let Some(reason) = &self.untrusted {
            write!(formatter, "\nnot trustworthy: {}", printable(reason))?;
        }
        for problem in &self.problems {
            if problem.severity == Severity::Error {
                write!(formatter, "\nunreadable: {}", printable(&problem.message))?;
            }
        }
        self.write_findings(formatter)
    }
}

impl Report {
    fn write_counts(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (self.count(Level::Error), "error"),
            (self.count(Level::Warning), "warning"),
            (self.count(Level::Note), "note"),
        ];
        let mut is_first = true;
        for (count, word) in counts.into_iter().filter(|(count, _)| *count > 0) {
            let separator = if is_first { "" } else { ", " };
            let ending = if count == 1 { "" } else { "s" };
            write!(formatter, "{separator}{count} {word}{ending}")?;
            is_first = false;
        }
        if is_first {
            formatter.write_str("no findings")?;
        }
        if !self.cannot_tell.is_empty() {
            write!(formatter, ", {} cannot be told", self.cannot_tell.len())?;
        }
        Ok(())
    }

    fn write_findings(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut findings: Vec<&Finding> = self.findings.iter().collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
        for finding in findings.iter().take(LISTED) {
            let (level, rule) = (finding.level, finding.rule);
            write!(
                formatter,
                "\n{level} {rule}: {}",
                printable(&finding.message)
            )?;
            if let Some(help) = &finding.help {
                write!(formatter, "; {}", printable(help))?;
            }
        }
        match findings.len().saturating_sub(LISTED) {
            0 => Ok(()),
            more => write!(formatter, "\nand {more} more"),
        }
    }
}
