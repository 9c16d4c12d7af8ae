//! Owns `schemadrift-ignore` in comments of the code: findings that are accepted where they point at.
//! Comments are found by their text alone, in whatever language; a finding knows its places.

mod parse;
mod reach;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use schemadrift_check::Report;
use schemadrift_check::report::SuppressedBy;
use schemadrift_core::finding::{Finding, IGNORE_MARK, LocationRole};
use schemadrift_core::origin::{Location, SourceFile};
use schemadrift_core::problem::Problem;

use crate::accept::{all_findings, is_conclusive, suppress};

/// The comments of a project that ignore findings.
#[derive(Debug, Clone, Default)]
pub struct Comments {
    by_file: BTreeMap<String, Vec<Comment>>,
    /// Mistakes in them.
    pub problems: Vec<Problem>,
}

/// One comment.
#[derive(Debug, Clone)]
struct Comment {
    rules: Vec<String>,
    reason: String,
    /// The lines of the declaration that it is about, from one.
    lines: RangeInclusive<usize>,
    /// The lines of the call that begins there.
    call: RangeInclusive<usize>,
    place: Location,
}

impl Comments {
    /// The comments in these files. `rules` are the rules there are.
    pub fn read<'a>(files: impl IntoIterator<Item = &'a Arc<SourceFile>>, rules: &[&str]) -> Self {
        let mut comments = Self::default();
        for file in files {
            let is_new = !comments.by_file.contains_key(&file.path);
            if is_new && file.text.contains(IGNORE_MARK) {
                let own = parse::comments(file, rules, &mut comments.problems);
                comments.by_file.insert(file.path.clone(), own);
            }
        }
        comments
    }

    /// Moves findings out of the way that a comment ignores where they point at.
    pub fn apply(&self, report: &mut Report) {
        if self.by_file.is_empty() {
            return;
        }
        suppress(report, SuppressedBy::Comment, |finding| {
            let places = anchors(finding);
            let is_call = places.iter().all(|(role, _)| *role == LocationRole::Code);
            let found: Vec<Option<&Comment>> = places
                .iter()
                .map(|(role, place)| self.comment_on(finding.rule, *role, place))
                .collect();
            // Who accepts one of several uses has said nothing of the others.
            let is_ignored = if is_call {
                found.iter().all(Option::is_some)
            } else {
                found.iter().any(Option::is_some)
            };
            let first = found.into_iter().flatten().next();
            first
                .filter(|_| is_ignored)
                .map(|comment| comment.reason.clone())
        });
    }

    /// Reports what is wrong with comments that ignore nothing for it.
    pub fn report_mistakes(&self, reports: &mut [Report]) {
        if let Some(first) = reports.first_mut() {
            first.problems.extend(self.problems.iter().cloned());
        }
    }

    /// Reports comments that ignore nothing that was found in any of the reports.
    pub fn report_unmatched(&self, reports: &mut [Report]) {
        let comments = self.by_file.values().flatten();
        let idle = comments.filter(|comment| !self.is_of_use(comment, reports));
        let idle: Vec<Problem> = idle
            .map(|comment| {
                let origin = schemadrift_core::origin::Origin::Exact(comment.place.clone());
                Problem::note("this comment ignores nothing that was found", origin)
                    .with_help("remove it, or put it before what the finding points at first")
            })
            .collect();
        if let Some(first) = reports.first_mut() {
            first.problems.extend(idle);
        }
    }

    fn is_of_use(&self, comment: &Comment, reports: &[Report]) -> bool {
        reports.iter().any(|report| {
            let is_named = |rule: &str| comment.rules.iter().any(|own| own == rule);
            let is_found = all_findings(report).any(|finding| {
                let mut places = anchors(finding).into_iter();
                places.any(|(role, place)| {
                    let found = self.comment_on(finding.rule, role, place);
                    found.is_some_and(|found| found.place == comment.place)
                })
            });
            let mut untold = report.cannot_tell.iter();
            is_found || !is_conclusive(report) || untold.any(|entry| is_named(entry.rule))
        })
    }

    fn comment_on(&self, rule: &str, role: LocationRole, place: &Location) -> Option<&Comment> {
        let comments = self.by_file.get(&place.file.path)?;
        let line = place.start().line;
        comments.iter().find(|comment| {
            let lines = match role {
                LocationRole::Code => &comment.call,
                LocationRole::Declared | LocationRole::Migration => &comment.lines,
            };
            lines.contains(&line) && comment.rules.iter().any(|own| own == rule)
        })
    }
}

/// The places at which a finding can be ignored: where the code declares the object, else where a
/// migration makes it, else every place that uses it.
fn anchors(finding: &Finding) -> Vec<(LocationRole, &Location)> {
    for wanted in [
        LocationRole::Declared,
        LocationRole::Migration,
        LocationRole::Code,
    ] {
        let places = finding
            .locations
            .iter()
            .filter(|place| place.role == wanted);
        let places: Vec<(LocationRole, &Location)> = places
            .filter_map(|place| Some((wanted, place.origin.location()?)))
            .collect();
        if !places.is_empty() {
            return places;
        }
    }
    Vec::new()
}
