//! Owns the `tracing` events of a check: one for every finding, at its own level, and one for the
//! whole. All have the target `schemadrift`.

use schemadrift_check::Report;
use schemadrift_core::finding::{Finding, Level};
use schemadrift_core::printable::printable;

use crate::error::CheckError;

const TARGET: &str = "schemadrift";

/// Tells of a report.
pub(crate) fn report(report: &Report) {
    report.findings.iter().for_each(finding);
    let elapsed_ms = u64::try_from(report.elapsed.as_millis()).unwrap_or(u64::MAX);
    let (errors, warnings) = (report.count(Level::Error), report.count(Level::Warning));
    let verdict = report.verdict;
    let untrusted = report.untrusted.as_deref().map(printable);
    let untrusted = untrusted.as_deref();
    if report.is_fit() {
        tracing::info!(
            target: TARGET, %verdict, errors, warnings, elapsed_ms, untrusted,
            "the database was checked"
        );
    } else {
        tracing::error!(
            target: TARGET, %verdict, errors, warnings, elapsed_ms, untrusted,
            "the database does not fit this code"
        );
    }
}

/// Tells of a check that could not run.
pub(crate) fn failure(error: &CheckError) {
    let help = error.help();
    tracing::error!(target: TARGET, help, "the database could not be checked: {error}");
}

fn finding(finding: &Finding) {
    let (rule, effect) = (finding.rule, finding.effect);
    let object = finding.object.to_string();
    let object = printable(&object);
    let message = printable(&finding.message);
    let help = finding.help.as_deref().map(printable);
    let help = help.as_deref();
    match finding.level {
        Level::Error => tracing::error!(target: TARGET, rule, %effect, %object, help, "{message}"),
        Level::Warning => tracing::warn!(target: TARGET, rule, %effect, %object, help, "{message}"),
        Level::Note => tracing::debug!(target: TARGET, rule, %effect, %object, help, "{message}"),
        Level::Off => {}
    }
}
