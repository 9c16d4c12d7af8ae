//! Owns verdicts on single facts: same, different, or cannot tell, with the reason.

pub mod bodies;
pub mod decoding;
pub mod domains;
pub mod expressions;
mod moments;
pub mod types;

use schemadrift_core::question::Question;

/// The verdict on two values of one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// They mean the same.
    Same,
    /// They mean different things.
    Differs,
    /// It cannot be told.
    Unsure(Unsure),
}

/// Why a verdict could not be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsure {
    /// The reason, as one clause.
    pub reason: String,
    /// The code's side in normal form.
    pub expected: String,
    /// The database's side in normal form.
    pub found: String,
    /// What a server could be asked.
    pub question: Option<Question>,
}
