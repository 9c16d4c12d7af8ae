//! Owns counts in words that several formats share: findings by level, what could not be told, and
//! whether a verdict stands on anything.

use schemadrift_check::Report;
use schemadrift_check::report::{Suppressed, SuppressedBy};
use schemadrift_core::finding::{Finding, Level, Verdict};

use crate::words::{count, verdict_clause};

/// How many findings of each level, in words.
pub(crate) fn level_tally(levels: &[Level]) -> String {
    let parts: Vec<String> = [
        (Level::Error, "error", "errors"),
        (Level::Warning, "warning", "warnings"),
        (Level::Note, "note", "notes"),
        (Level::Off, "off", "off"),
    ]
    .into_iter()
    .filter_map(|(level, one, many)| {
        let number = levels.iter().filter(|other| **other == level).count();
        (number > 0).then(|| count(number, one, many))
    })
    .collect();
    parts.join(", ")
}

/// The levels of a report's findings, in words.
pub(crate) fn levels(report: &Report) -> String {
    let levels: Vec<Level> = report
        .findings
        .iter()
        .map(|finding| finding.level)
        .collect();
    level_tally(&levels)
}

/// How many findings, by level, and what else was counted.
pub(crate) fn counts(report: &Report) -> Option<String> {
    let mut parts = Vec::new();
    let levels = levels(report);
    if !levels.is_empty() {
        parts.push(levels);
    }
    if !report.cannot_tell.is_empty() {
        parts.push(format!("{} could not be told", report.cannot_tell.len()));
    }
    if !report.problems.is_empty() {
        let number = count(report.problems.len(), "problem", "problems");
        parts.push(format!("{number} with the inputs"));
    }
    parts.extend(ignored(&report.suppressed));
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// How many findings are accepted, and where.
fn ignored(suppressed: &[Suppressed]) -> Option<String> {
    let places = [
        SuppressedBy::Configuration,
        SuppressedBy::Baseline,
        SuppressedBy::Comment,
    ];
    let counted = places.into_iter().filter_map(|by| {
        let number = suppressed.iter().filter(|entry| entry.by == by).count();
        (number > 0).then(|| format!("{number} ignored {}", ignored_by(by)))
    });
    let counted: Vec<String> = counted.collect();
    (!counted.is_empty()).then(|| counted.join(", "))
}

/// Where a finding is accepted, in words.
pub(crate) fn ignored_by(by: SuppressedBy) -> &'static str {
    match by {
        SuppressedBy::Configuration => "by configuration",
        SuppressedBy::Baseline => "by the baseline",
        SuppressedBy::Comment => "by a comment",
    }
}

/// Whether the verdict stands on nothing.
pub(crate) fn says_nothing(report: &Report) -> bool {
    report.compared() == 0 && report.findings.is_empty()
}

/// The verdict, unless nothing stands behind it.
pub(crate) fn verdict_word(report: &Report) -> String {
    if says_nothing(report) {
        "no verdict".to_owned()
    } else {
        report.verdict.to_string()
    }
}

/// What the verdict says, with every doubt about it.
pub(crate) fn verdict_sentence(report: &Report) -> String {
    let clause = verdict_clause(report.verdict);
    let seen = if says_nothing(report) {
        "nothing was compared, so this says nothing about the database".to_owned()
    } else {
        format!("as far as could be seen, {clause}")
    };
    if report.untrusted.is_some() {
        format!("NOT TRUSTWORTHY, see above; {seen}")
    } else if report.has_unusable_input() {
        format!("an input could not be used; {seen}")
    } else if says_nothing(report) {
        seen
    } else if report.verdict == Verdict::Match && !report.cannot_tell.is_empty() {
        "no difference that matters, in what could be told".to_owned()
    } else {
        clause.to_owned()
    }
}

/// The findings of a report, the worst first and otherwise in their order.
pub(crate) fn worst_first(report: &Report) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    findings
}
