//! Owns what formats for machines say beneath a finding's message, word by word: both values, the
//! cause, why it hurts, what to do. Printable, one line each.

use schemadrift_core::finding::Finding;

use crate::layout::clipped;
use crate::printable::printable;
use crate::words::cause_clause;

/// Values are cut to so many characters: the JSON report has them whole.
const LONGEST_VALUE: usize = 1000;

/// A word and what it introduces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    pub(crate) word: &'static str,
    pub(crate) text: String,
}

/// What is said of a finding beside its message.
pub(crate) fn remarks(finding: &Finding) -> Vec<Remark> {
    let cause = finding
        .cause
        .map(|cause| cause_clause(cause, finding.direction, finding.migration.as_deref()));
    [
        ("expected", finding.expected.clone()),
        ("found", finding.found.clone()),
        ("cause", cause),
        ("note", finding.note.clone()),
        ("help", finding.help.clone()),
    ]
    .into_iter()
    .filter_map(|(word, text)| {
        let text = short(&text?);
        Some(Remark { word, text })
    })
    .collect()
}

/// A text from outside as one printable line of bounded length.
pub(crate) fn short(text: &str) -> String {
    clipped(&printable(text), LONGEST_VALUE).into_owned()
}

/// The remarks as lines of text.
pub(crate) fn lines(remarks: &[Remark]) -> String {
    let lines = remarks
        .iter()
        .map(|remark| format!("\n{}: {}", remark.word, remark.text));
    lines.collect()
}
