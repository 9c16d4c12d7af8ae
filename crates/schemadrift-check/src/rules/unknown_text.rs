//! Owns what the rules about unknown names share: the places of each name, and how bad it is.

use std::collections::BTreeMap;

use schemadrift_core::finding::Effect;
use schemadrift_core::usage::{UnknownName, UnknownUse, Usage};

use super::draft::Draft;
use super::nearest::Advice;

/// Every name that means nothing, with its places.
pub(super) fn by_name(usage: &Usage) -> BTreeMap<&UnknownName, Vec<&UnknownUse>> {
    let mut names: BTreeMap<&UnknownName, Vec<&UnknownUse>> = BTreeMap::new();
    for unknown in &usage.unknown {
        names.entry(&unknown.name).or_default().push(unknown);
    }
    names
}

/// What code does that uses such a name.
pub(super) fn effect(uses: &[&UnknownUse]) -> Effect {
    if uses.iter().all(|unknown| unknown.is_write) {
        Effect::WritesFail
    } else {
        Effect::ReadsFail
    }
}

/// How many places there are, where it is more than one.
pub(super) fn in_places(uses: &[&UnknownUse]) -> String {
    match uses.len() {
        0 | 1 => String::new(),
        number => format!(", in {number} places"),
    }
}

impl Draft {
    /// Where the code uses the name.
    pub(super) fn used_at(self, uses: &[&UnknownUse]) -> Self {
        uses.iter().fold(self, |draft, unknown| {
            draft.code_place(&unknown.place, "used here")
        })
    }

    /// The next step, or a guess.
    pub(super) fn advice(self, advice: Advice) -> Self {
        match advice {
            Advice::Guess(guess) => self.guess(guess),
            Advice::Step(step) => self.help(step),
        }
    }
}
