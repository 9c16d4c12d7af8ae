//! Owns what lies between two lists of parts of a table: what is added, taken away, renamed, changed.

use schemadrift_core::model::{Check, Exclusion, ForeignKey, Index, Policy, Trigger};
use schemadrift_core::name::Name;

/// A part that may have a name.
pub(super) trait Named: Clone + PartialEq {
    fn name(&self) -> Option<&Name>;
    /// Whether both are the same but for their names.
    fn is_same_but_for_name(&self, other: &Self) -> bool {
        match (self.name(), other.name()) {
            (Some(_), Some(_)) => {
                let mut own = self.clone();
                own.take_name_of(other);
                own == *other
            }
            _ => false,
        }
    }
    /// Takes over a name as the other states it.
    fn take_name_of(&mut self, other: &Self);
}

/// What lies between two lists of parts.
pub(super) struct Differences<'a, T> {
    pub(super) added: Vec<&'a T>,
    pub(super) removed: Vec<&'a T>,
    pub(super) renamed: Vec<(&'a T, &'a T)>,
    pub(super) changed: Vec<(&'a T, &'a T)>,
}

impl<'a, T: Named> Differences<'a, T> {
    /// Matches what is equal, then what differs in name only, then what has the same name; what is
    /// left was taken away or added.
    pub(super) fn between(found: &'a [T], aimed: &'a [T]) -> Self {
        let mut removed: Vec<&T> = found.iter().collect();
        let mut added: Vec<&T> = aimed.iter().collect();
        meet(&mut removed, &mut added, |found, aimed| found == aimed);
        let renamed = meet(&mut removed, &mut added, |found, aimed| {
            found.is_same_but_for_name(aimed)
        });
        let changed = meet(&mut removed, &mut added, |found, aimed| {
            found.name().is_some() && found.name() == aimed.name()
        });
        Self {
            added,
            removed,
            renamed,
            changed,
        }
    }
}

fn meet<'a, T>(
    removed: &mut Vec<&'a T>,
    added: &mut Vec<&'a T>,
    matches: impl Fn(&T, &T) -> bool,
) -> Vec<(&'a T, &'a T)> {
    let mut met = Vec::new();
    let mut left = Vec::new();
    for aimed in added.drain(..) {
        match removed.iter().position(|found| matches(found, aimed)) {
            Some(position) => met.push((removed.remove(position), aimed)),
            None => left.push(aimed),
        }
    }
    *added = left;
    met
}

impl Named for Index {
    fn name(&self) -> Option<&Name> {
        self.name.get()
    }

    fn take_name_of(&mut self, other: &Self) {
        self.name = other.name.clone();
    }
}

impl Named for ForeignKey {
    fn name(&self) -> Option<&Name> {
        self.name.get()
    }

    fn take_name_of(&mut self, other: &Self) {
        self.name = other.name.clone();
    }
}

impl Named for Check {
    fn name(&self) -> Option<&Name> {
        self.name.get()
    }

    fn take_name_of(&mut self, other: &Self) {
        self.name = other.name.clone();
    }
}

impl Named for Exclusion {
    fn name(&self) -> Option<&Name> {
        self.name.get()
    }

    fn take_name_of(&mut self, other: &Self) {
        self.name = other.name.clone();
    }
}

impl Named for Trigger {
    fn name(&self) -> Option<&Name> {
        Some(&self.name)
    }

    fn take_name_of(&mut self, other: &Self) {
        self.name = other.name.clone();
    }
}

impl Named for Policy {
    fn name(&self) -> Option<&Name> {
        Some(&self.name)
    }

    fn take_name_of(&mut self, other: &Self) {
        self.name = other.name.clone();
    }
}
