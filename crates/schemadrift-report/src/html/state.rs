//! Owns how a thing stands between the two sides, and how that is shown: by a sign and a word, with
//! a colour and a pattern besides.

use schemadrift_core::finding::{Direction, Finding};

/// How a thing stands, worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// Nothing was found about it.
    Same,
    /// It could not be judged.
    Unsure,
    /// The database has it, the code does not.
    Extra,
    /// Both have it, in different shapes.
    Differs,
    /// The code has it, the database does not.
    Missing,
}

impl State {
    pub(super) const ALL: [Self; 5] = [
        Self::Missing,
        Self::Differs,
        Self::Extra,
        Self::Unsure,
        Self::Same,
    ];

    /// How a finding's object stands.
    pub(super) fn of(finding: &Finding) -> Self {
        match finding.direction {
            Direction::LiveLacks => Self::Missing,
            Direction::LiveHasMore => Self::Extra,
            Direction::Differs | Direction::WithinCode => Self::Differs,
        }
    }

    /// One character, which tells it without colour.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Same => "",
            Self::Unsure => "?",
            Self::Extra => "+",
            Self::Differs => "\u{2260}",
            Self::Missing => "\u{2212}",
        }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Same => "no difference found",
            Self::Unsure => "cannot tell",
            Self::Extra => "only in the database",
            Self::Differs => "different",
            Self::Missing => "missing in the database",
        }
    }

    /// The name of its style.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Unsure => "unsure",
            Self::Extra => "extra",
            Self::Differs => "differs",
            Self::Missing => "missing",
        }
    }
}
