//! Owns the baseline: findings that a team has accepted once, by fingerprint, each for a stated reason.
//! It removes exactly what it names; an entry that no longer matches is reported.

mod read;
mod update;
mod write;

use std::collections::BTreeMap;

use schemadrift_check::Report;
use schemadrift_check::report::SuppressedBy;
use schemadrift_core::finding::{Effect, Finding, fingerprint};
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;

use crate::accept::{all_findings, is_conclusive, suppress};

pub use read::read_baseline;
pub use update::{Acceptance, NeedsReason, Update};
pub use write::write_baseline;

/// The file that is looked for beside the configuration.
pub const BASELINE_FILE: &str = "schemadrift-baseline.toml";

/// Accepted findings.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    /// The entries.
    pub entries: Vec<BaselineEntry>,
    /// Mistakes in the file.
    pub problems: Vec<Problem>,
}

/// An accepted finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaselineEntry {
    /// The fingerprint, which is what counts.
    pub fingerprint: String,
    /// The rule, for people.
    pub rule: String,
    /// The object, for people.
    pub object: String,
    /// How bad it was when it was accepted. What has got worse is reported.
    pub effect: Effect,
    /// How many findings have this fingerprint.
    pub count: usize,
    /// Why.
    pub reason: String,
    /// The database it was found in, as the configuration calls it, where there are several.
    pub database: Option<String>,
    /// The entry in the file.
    pub origin: Origin,
}

/// A report, and what the project calls its database where there are several.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The name in the project.
    pub database: Option<&'a str>,
    /// The report.
    pub report: &'a mut Report,
}

impl BaselineEntry {
    fn is_of(&self, database: Option<&str>) -> bool {
        self.database.as_deref() == database
    }
}

impl Baseline {
    /// Moves accepted findings out of the way. An entry accepts as many findings as it counts, and
    /// none that is worse than what was accepted.
    pub fn apply(&self, judged: &mut Judged<'_>) {
        let own = self
            .entries
            .iter()
            .filter(|entry| entry.is_of(judged.database));
        let mut left: BTreeMap<&str, (usize, &BaselineEntry)> = own
            .map(|entry| (entry.fingerprint.as_str(), (entry.count, entry)))
            .collect();
        suppress(judged.report, SuppressedBy::Baseline, |finding| {
            let (count, entry) = left.get_mut(finding.fingerprint().as_str())?;
            let is_accepted = *count > 0 && finding.effect <= entry.effect;
            is_accepted.then(|| {
                *count -= 1;
                entry.reason.clone()
            })
        });
    }

    /// Reports entries that accept nothing any more, and findings that have become worse since they were
    /// accepted, in the report of the database they are about. All databases of the project were
    /// checked.
    pub fn report_stale(&self, all: &mut [Judged<'_>]) {
        let names: Vec<Option<String>> = all
            .iter()
            .map(|judged| judged.database.map(str::to_owned))
            .collect();
        let elsewhere = self
            .entries
            .iter()
            .filter(|entry| !names.contains(&entry.database))
            .map(|entry| {
                let message = "this entry is about a database that is not checked";
                let help = "say in its `database` which one it is about, or remove it";
                Problem::note(message, entry.origin.clone()).with_help(help)
            });
        if let Some(first) = all.first_mut() {
            first.report.problems.extend(elsewhere);
        }
        for judged in all {
            let own = self
                .entries
                .iter()
                .filter(|entry| entry.is_of(judged.database));
            let troubles: Vec<Problem> = own
                .filter_map(|entry| trouble(entry, judged.report))
                .collect();
            judged.report.problems.extend(troubles);
        }
    }
}

/// What is wrong with an entry, if something is.
fn trouble(entry: &BaselineEntry, report: &Report) -> Option<Problem> {
    let is_it = |finding: &&Finding| finding.fingerprint() == entry.fingerprint;
    let worse = report.findings.iter().filter(is_it);
    let worst = worse.map(|finding| finding.effect).max();
    if let Some(effect) = worst.filter(|effect| *effect > entry.effect) {
        let message = format!(
            "this was accepted as `{}`, and is `{effect}` now",
            entry.effect
        );
        let help = "mend it, or accept it again with `schemadrift baseline --reason TEXT`";
        return Some(Problem::note(message, entry.origin.clone()).with_help(help));
    }
    let found = all_findings(report).filter(is_it).count();
    if found >= entry.count || !may_be_gone(entry, report) {
        return None;
    }
    let message = match found {
        0 => "this entry accepts nothing that was found".to_owned(),
        _ => format!(
            "this entry accepts {} findings, and {found} was found",
            entry.count
        ),
    };
    let help = "remove it, or run `schemadrift baseline --prune`";
    Some(Problem::note(message, entry.origin.clone()).with_help(help))
}

/// Whether a finding that is not in a report is not there, rather than not judged.
fn may_be_gone(entry: &BaselineEntry, report: &Report) -> bool {
    let mut untold = report.cannot_tell.iter();
    is_conclusive(report)
        && !untold.any(|untold| fingerprint(untold.rule, &untold.object) == entry.fingerprint)
}
