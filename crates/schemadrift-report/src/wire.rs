//! Owns the shapes of the JSON report, version 1. Keys may be added at the end; none is removed
//! or changes its meaning within a version. No type of the model is serialised directly, so that
//! the model may move.

use std::borrow::Cow;

use serde::Serialize;

use crate::layout::{LONGEST_SENTENCE, clipped};

/// The version of the JSON report.
pub const VERSION: u32 = 1;

#[derive(Debug, Serialize)]
pub(crate) struct Document<'a> {
    pub(crate) version: u32,
    pub(crate) verdict: String,
    pub(crate) sources: Vec<Source<'a>>,
    /// Absent as `null` where several databases were checked in one run, see `databases`.
    pub(crate) database: Option<Database<'a>>,
    pub(crate) summary: Summary,
    pub(crate) coverage: Vec<Coverage>,
    pub(crate) findings: Vec<Finding<'a>>,
    pub(crate) problems: Vec<Problem<'a>>,
    pub(crate) cannot_tell: Vec<CannotTell<'a>>,
    // Added behind the first contract.
    pub(crate) suppressed: Vec<Suppressed<'a>>,
    pub(crate) left_out: Vec<LeftOut<'a>>,
    pub(crate) untrusted: Option<String>,
    pub(crate) elapsed_ms: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) databases: Vec<CheckedDatabase<'a>>,
    /// How much code was read for what it uses, one entry a database; absent where none was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) code: Vec<Code<'a>>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Code<'a> {
    pub(crate) files: usize,
    /// Calls of Prisma clients that were met, followed to a model, and followed in every name.
    pub(crate) calls_met: usize,
    pub(crate) calls: usize,
    pub(crate) calls_whole: usize,
    pub(crate) names: usize,
    /// What nothing is said of, by reason.
    pub(crate) unresolved: Vec<Unresolved>,
    /// The same, place by place.
    pub(crate) places: Vec<UnresolvedPlace<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) database: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Unresolved {
    pub(crate) reason: &'static str,
    pub(crate) count: usize,
}

#[derive(Debug, Serialize)]
pub(crate) struct UnresolvedPlace<'a> {
    pub(crate) reason: &'static str,
    #[serde(flatten)]
    pub(crate) place: Place<'a>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Source<'a> {
    pub(crate) kind: Text<'a>,
    pub(crate) place: Text<'a>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Database<'a> {
    pub(crate) engine: Text<'a>,
    pub(crate) version: Text<'a>,
    pub(crate) database: Text<'a>,
    pub(crate) user: Option<Text<'a>>,
    pub(crate) host: Option<Text<'a>>,
    pub(crate) port: Option<u16>,
    pub(crate) schema: Option<Text<'a>>,
    pub(crate) round_trips: Option<u32>,
}

/// One of several databases.
#[derive(Debug, Serialize)]
pub(crate) struct CheckedDatabase<'a> {
    /// What findings call it in their `database`.
    pub(crate) name: String,
    pub(crate) verdict: String,
    pub(crate) sources: Vec<Source<'a>>,
    pub(crate) database: Database<'a>,
    pub(crate) summary: Summary,
    pub(crate) coverage: Vec<Coverage>,
    pub(crate) untrusted: Option<String>,
    pub(crate) elapsed_ms: u64,
}

#[derive(Debug, Clone, Copy, Default, Serialize)]
pub(crate) struct Summary {
    pub(crate) error: usize,
    pub(crate) warning: usize,
    pub(crate) note: usize,
    pub(crate) cannot_tell: usize,
    pub(crate) suppressed: usize,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Coverage {
    pub(crate) kind: &'static str,
    pub(crate) declared: usize,
    pub(crate) visible: usize,
    pub(crate) compared: usize,
    pub(crate) same: usize,
    pub(crate) differs: usize,
    pub(crate) cannot_tell: usize,
}

#[derive(Debug, Serialize)]
pub(crate) struct Finding<'a> {
    pub(crate) rule: &'a str,
    pub(crate) level: String,
    pub(crate) effect: String,
    pub(crate) object: Object<'a>,
    pub(crate) message: Text<'a>,
    pub(crate) expected: Option<Text<'a>>,
    pub(crate) found: Option<Text<'a>>,
    pub(crate) cause: Option<&'static str>,
    pub(crate) migration: Option<Text<'a>>,
    pub(crate) locations: Vec<Location<'a>>,
    pub(crate) help: Option<Text<'a>>,
    pub(crate) fingerprint: String,
    // Added behind the first contract.
    pub(crate) note: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) database: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Object<'a> {
    pub(crate) kind: &'static str,
    pub(crate) schema: Option<Text<'a>>,
    pub(crate) table: Option<Text<'a>>,
    pub(crate) name: Text<'a>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Location<'a> {
    pub(crate) role: &'static str,
    #[serde(flatten)]
    pub(crate) place: Place<'a>,
    pub(crate) label: Text<'a>,
}

/// Lines and columns count from one; columns count characters; the end is one past the last.
#[derive(Debug, Serialize)]
pub(crate) struct Place<'a> {
    pub(crate) file: Text<'a>,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
}

#[derive(Debug, Serialize)]
pub(crate) struct Problem<'a> {
    pub(crate) severity: String,
    pub(crate) message: Text<'a>,
    pub(crate) help: Option<Text<'a>>,
    pub(crate) location: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) database: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct CannotTell<'a> {
    pub(crate) object: Object<'a>,
    pub(crate) rule: &'a str,
    pub(crate) reason: Text<'a>,
    pub(crate) expected: Option<Text<'a>>,
    pub(crate) found: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) database: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Suppressed<'a> {
    pub(crate) rule: &'a str,
    pub(crate) object: Object<'a>,
    pub(crate) message: Text<'a>,
    pub(crate) fingerprint: String,
    pub(crate) reason: Text<'a>,
    /// `configuration`, `baseline` or `comment`.
    pub(crate) by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) database: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct LeftOut<'a> {
    pub(crate) kind: &'static str,
    pub(crate) name: Text<'a>,
    pub(crate) reason: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) database: Option<String>,
}

/// Text from outside, with passwords hidden. JSON escapes control characters itself.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Text<'a>(Cow<'a, str>);

impl<'a> Text<'a> {
    /// A sentence for people, which loses its middle where a text of megabytes is quoted in it.
    /// Values are never shortened.
    pub(crate) fn sentence(text: &'a str) -> Self {
        Self(match crate::redact::redact(text) {
            Cow::Borrowed(text) => clipped(text, LONGEST_SENTENCE),
            Cow::Owned(text) => Cow::Owned(clipped(&text, LONGEST_SENTENCE).into_owned()),
        })
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self(crate::redact::redact(text))
    }
}

impl<'a> From<&'a String> for Text<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}
