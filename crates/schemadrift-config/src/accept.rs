//! Owns what becomes of findings that somebody has accepted: they leave the findings, and stay in
//! the report with the reason. What a run has not judged says nothing about what was accepted.

use schemadrift_check::Report;
use schemadrift_check::report::{Suppressed, SuppressedBy};
use schemadrift_check::rules::HEADLINE;
use schemadrift_core::finding::{Finding, Verdict};

/// Moves the findings for which `reason` has one out of the way.
pub(crate) fn suppress(
    report: &mut Report,
    by: SuppressedBy,
    mut reason: impl FnMut(&Finding) -> Option<String>,
) {
    let mut kept = Vec::new();
    for finding in std::mem::take(&mut report.findings) {
        match reason(&finding) {
            Some(reason) => report.suppressed.push(Suppressed {
                finding,
                reason,
                by,
            }),
            None => kept.push(finding),
        }
    }
    report.findings = kept;
    report.verdict = Verdict::of(&report.findings);
}

/// Whether what a report does not find is not there: every input was read, and no headline stands
/// for the findings.
pub(crate) fn is_conclusive(report: &Report) -> bool {
    report.untrusted.is_none()
        && !report.has_unusable_input()
        && all_findings(report).all(|finding| finding.rule != HEADLINE)
}

/// Every finding of a report, the accepted ones with them.
pub(crate) fn all_findings(report: &Report) -> impl Iterator<Item = &Finding> {
    let suppressed = report.suppressed.iter().map(|entry| &entry.finding);
    report.findings.iter().chain(suppressed)
}
