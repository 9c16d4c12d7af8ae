//! Owns differences of one object that are told together: their names, both values, and the worst
//! that they do.

use schemadrift_core::finding::Effect;
use schemadrift_core::stated::Stated;

/// What differs of one object.
#[derive(Debug, Default)]
pub(super) struct Facets {
    effect: Option<Effect>,
    names: Vec<&'static str>,
    expected: Vec<String>,
    found: Vec<String>,
}

impl Facets {
    /// Adds a difference with both values in words.
    pub(super) fn add(
        &mut self,
        effect: Effect,
        name: &'static str,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) {
        self.effect = self.effect.max(Some(effect));
        if !self.names.contains(&name) {
            self.names.push(name);
        }
        self.expected.push(expected.into());
        self.found.push(found.into());
    }

    /// Adds a difference where both sides make a claim and the claims are not the same.
    pub(super) fn compare<T: PartialEq>(
        &mut self,
        effect: Effect,
        name: &'static str,
        sides: (&Stated<T>, &Stated<T>),
        words: impl Fn(&T) -> String,
    ) {
        if let Some((expected, found)) = sides.0.both(sides.1)
            && expected != found
        {
            self.add(effect, name, words(expected), words(found));
        }
    }

    /// The worst that the differences do; `None` if there are none.
    pub(super) fn effect(&self) -> Option<Effect> {
        self.effect
    }

    /// What differs, as prose.
    pub(super) fn names(&self) -> String {
        super::draft::list(&self.names)
    }

    /// The code's values.
    pub(super) fn expected(&self) -> String {
        self.expected.join(", ")
    }

    /// The database's values.
    pub(super) fn found(&self) -> String {
        self.found.join(", ")
    }
}
