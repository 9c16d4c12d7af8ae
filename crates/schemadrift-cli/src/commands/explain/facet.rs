//! Owns how one facet of an object was judged, as the report says it.

use schemadrift::check::Report;
use schemadrift::core::object::ObjectPath;
use schemadrift::core::origin::Origin;
use schemadrift_report::{FacetRow, FacetVerdict};

/// A facet with the words of both sides and nothing else.
pub(super) fn row(
    facet: impl Into<String>,
    expected: Option<String>,
    found: Option<String>,
    (verdict, why): Judgement,
) -> FacetRow {
    FacetRow {
        facet: facet.into(),
        expected,
        expected_normal: None,
        found,
        found_normal: None,
        verdict,
        why,
    }
}

/// A verdict with the rule that gave it, or the reason why none could.
pub(super) type Judgement = (FacetVerdict, Option<String>);

/// What a report says of an object, by one rule or by any.
pub(super) fn judged(path: &ObjectPath, rule: Option<&str>, report: &Report) -> Option<Judgement> {
    let is_meant =
        |object: &ObjectPath, judge: &str| object == path && rule.is_none_or(|rule| rule == judge);
    let found = || {
        report
            .findings
            .iter()
            .find(|finding| is_meant(&finding.object, finding.rule))
            .map(|finding| (FacetVerdict::Differs, Some(finding.rule.to_owned())))
    };
    let untold = || {
        report
            .cannot_tell
            .iter()
            .find(|entry| is_meant(&entry.object, entry.rule))
            .map(|entry| (FacetVerdict::CannotTell, Some(entry.reason.clone())))
    };
    found().or_else(untold)
}

/// How something is judged that no rule found fault with.
pub(super) fn unblamed(is_expected: bool, is_found: bool) -> Judgement {
    let why = match (is_expected, is_found) {
        (true, true) => return (FacetVerdict::Same, None),
        (true, false) => "the database says nothing about it",
        (false, _) => "the code says nothing about it",
    };
    (FacetVerdict::NotCompared, Some(why.to_owned()))
}

/// What a report says of an object beside the facets that are shown, by rules other than theirs.
pub(super) fn further(path: &ObjectPath, shown: &[&str], report: &Report) -> Vec<FacetRow> {
    let is_further = |object: &ObjectPath, rule: &str| object == path && !shown.contains(&rule);
    let findings = report
        .findings
        .iter()
        .filter(|finding| is_further(&finding.object, finding.rule))
        .map(|finding| {
            row(
                path.kind.as_str(),
                finding.expected.clone(),
                finding.found.clone(),
                (FacetVerdict::Differs, Some(finding.rule.to_owned())),
            )
        });
    let untold = report
        .cannot_tell
        .iter()
        .filter(|entry| is_further(&entry.object, entry.rule))
        .map(|entry| {
            row(
                path.kind.as_str(),
                entry.expected.clone(),
                entry.found.clone(),
                (FacetVerdict::CannotTell, Some(entry.reason.clone())),
            )
        });
    findings.chain(untold).collect()
}

/// Where the code states something.
pub(super) fn place(origin: Option<&Origin>) -> String {
    match origin {
        None => NOT_THERE.to_owned(),
        Some(origin) => origin
            .location()
            .map_or_else(|| "stated without a file".to_owned(), ToString::to_string),
    }
}

/// The place of what a side does not have.
pub(super) const NOT_THERE: &str = "not there";
