//! Owns `[[ignore]]`: findings that are known and accepted, each for a stated reason. An entry
//! that matches nothing, or whose day has passed, is reported.

use globset::GlobMatcher;
use schemadrift_check::Report;
use schemadrift_check::report::SuppressedBy;
use schemadrift_core::finding::Finding;
use schemadrift_core::object::ObjectPath;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;

use crate::Config;
use crate::accept::{all_findings, is_conclusive, suppress};

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
        self.is_about(finding.rule, &finding.object)
    }

    fn is_about(&self, rule: &str, object: &ObjectPath) -> bool {
        let full = object.to_string();
        let without_schema = match &object.table {
            Some(table) => format!("{table}.{}", object.name),
            None => object.name.clone(),
        };
        self.rule.as_deref().is_none_or(|own| own == rule)
            && (self.object.is_match(&full) || self.object.is_match(&without_schema))
    }

    fn has_ended(&self, today: &str) -> bool {
        self.until.as_deref().is_some_and(|until| until < today)
    }

    /// Whether any finding, or anything that could not be told, is what the entry is about.
    fn is_of_use(&self, reports: &[Report]) -> bool {
        let mut reports = reports.iter();
        reports.any(|report| {
            let mut untold = report.cannot_tell.iter();
            !is_conclusive(report)
                || all_findings(report).any(|finding| self.matches(finding))
                || untold.any(|entry| self.is_about(entry.rule, &entry.object))
        })
    }

    /// What is wrong with the entry, if something is.
    fn trouble(&self, reports: &[Report], today: &str) -> Option<Problem> {
        let message = match &self.until {
            _ if !self.is_of_use(reports) => "this entry ignores nothing that was found".to_owned(),
            Some(until) if self.has_ended(today) => {
                let message =
                    format!("this entry ended on {until}, and what it ignored is there still");
                let help = "mend it, or set another day with the reason for it";
                return Some(Problem::note(message, self.origin.clone()).with_help(help));
            }
            Some(_) | None => return None,
        };
        Some(Problem::note(message, self.origin.clone()).with_help("remove it"))
    }
}

impl Config {
    /// Moves ignored findings out of the way. `today` is `YYYY-MM-DD`: an entry whose day has
    /// passed holds no more.
    pub fn apply(&self, report: &mut Report, today: &str) {
        suppress(report, SuppressedBy::Configuration, |finding| {
            let mut entries = self.ignores.iter();
            let entry = entries.find(|entry| !entry.has_ended(today) && entry.matches(finding));
            entry.map(|entry| entry.reason.clone())
        });
        report.problems.extend(self.problems.iter().cloned());
    }

    /// Reports entries that match no finding of any report, since they hide nothing, or hide something
    /// tomorrow that nobody meant; and those that have ended while their findings are still there.
    pub fn report_unmatched(&self, reports: &mut [Report], today: &str) {
        let entries = self.ignores.iter();
        let troubles: Vec<Problem> = entries
            .filter_map(|entry| entry.trouble(reports, today))
            .collect();
        if let Some(first) = reports.first_mut() {
            first.problems.extend(troubles);
        }
    }
}
