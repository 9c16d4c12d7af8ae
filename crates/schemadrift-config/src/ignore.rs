//! Owns `[[ignore]]`: findings that are known and accepted, each for a stated reason. An entry
//! that matches nothing, or whose day has passed, is reported.

use globset::GlobMatcher;
use schemadrift_check::Report;
use schemadrift_check::report::Suppressed;
use schemadrift_core::finding::Finding;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;

use crate::Config;

/// One entry.
#[derive(Debug, Clone)]
pub struct Ignore {
    /// Which objects, as a glob over `schema.table.name`; the schema may be left out.
    pub object: GlobMatcher,
    /// Which rule; all of them where none is named.
    pub rule: Option<String>,
    /// Why.
    pub reason: String,
    /// The last day it holds, as `YYYY-MM-DD`.
    pub until: Option<String>,
    /// The entry in the file.
    pub origin: Origin,
}

impl Ignore {
    /// Whether the entry is about this finding.
    pub fn matches(&self, finding: &Finding) -> bool {
        let object = &finding.object;
        let full = object.to_string();
        let without_schema = match &object.table {
            Some(table) => format!("{table}.{}", object.name),
            None => object.name.clone(),
        };
        self.rule.as_deref().is_none_or(|rule| rule == finding.rule)
            && (self.object.is_match(&full) || self.object.is_match(&without_schema))
    }

    fn has_ended(&self, today: &str) -> bool {
        self.until.as_deref().is_some_and(|until| until < today)
    }
}

impl Config {
    /// Moves ignored findings out of the way. `today` is `YYYY-MM-DD`: an entry whose day has
    /// passed holds no more.
    pub fn apply(&self, report: &mut Report, today: &str) {
        let mut kept = Vec::new();
        for finding in std::mem::take(&mut report.findings) {
            let entry = self
                .ignores
                .iter()
                .find(|entry| !entry.has_ended(today) && entry.matches(&finding));
            match entry {
                Some(entry) => {
                    report.suppressed.push(Suppressed {
                        finding,
                        reason: entry.reason.clone(),
                    });
                }
                None => kept.push(finding),
            }
        }
        report.findings = kept;
        report.verdict = schemadrift_core::finding::Verdict::of(&report.findings);
        report.problems.extend(self.problems.iter().cloned());
    }

    /// Reports entries that match no finding of any report: they hide nothing, or hide something
    /// tomorrow that nobody meant.
    pub fn report_unmatched(&self, reports: &mut [Report]) {
        let unmatched: Vec<Problem> = self
            .ignores
            .iter()
            .filter(|entry| {
                let findings = reports.iter().flat_map(|report| {
                    let suppressed = report.suppressed.iter().map(|entry| &entry.finding);
                    report.findings.iter().chain(suppressed)
                });
                !findings.into_iter().any(|finding| entry.matches(finding))
            })
            .map(|entry| {
                Problem::note(
                    "this entry ignores nothing that was found",
                    entry.origin.clone(),
                )
                .with_help("remove it")
            })
            .collect();
        if let Some(first) = reports.first_mut() {
            first.problems.extend(unmatched);
        }
    }
}
