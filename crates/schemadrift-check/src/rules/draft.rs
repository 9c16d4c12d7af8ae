//! Owns the making of findings, so that every rule words the same things in the same way.

use schemadrift_core::finding::{Direction, Effect, Finding, FindingLocation, Level, LocationRole};
use schemadrift_core::object::ObjectPath;
use schemadrift_core::origin::{Location, Origin};

use super::{Outcome, Rule};
use crate::outcome::CannotTell;
use crate::verdict::Unsure;

/// A finding in the making.
#[derive(Debug)]
pub(crate) struct Draft(Finding);

impl Rule {
    /// A finding of this rule.
    pub(crate) fn draft(
        &self,
        object: ObjectPath,
        effect: Effect,
        direction: Direction,
        message: String,
    ) -> Draft {
        Draft(Finding {
            rule: self.name,
            level: effect.default_level(),
            effect,
            direction,
            object,
            message,
            expected: None,
            found: None,
            cause: None,
            migration: None,
            locations: Vec::new(),
            note: None,
            help: None,
            is_help_a_guess: false,
        })
    }
}

impl Draft {
    /// The two values.
    pub(crate) fn values(
        mut self,
        expected: Option<impl Into<String>>,
        found: Option<impl Into<String>>,
    ) -> Self {
        self.0.expected = expected.map(Into::into);
        self.0.found = found.map(Into::into);
        self
    }

    /// Where the code declares it.
    pub(crate) fn declared(mut self, origin: Option<&Origin>, label: impl Into<String>) -> Self {
        if let Some(origin) = origin
            && origin.location().is_some()
        {
            self.0.locations.push(FindingLocation {
                role: LocationRole::Declared,
                origin: origin.clone(),
                label: label.into(),
            });
        }
        self
    }

    /// Another level than the effect's own, where the code works either way.
    pub(crate) fn level(mut self, level: Level) -> Self {
        self.0.level = level;
        self
    }

    /// Why it hurts.
    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.0.note = Some(note.into());
        self
    }

    /// The next step.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// A guess at what happened, put as a question.
    pub(crate) fn guess(mut self, guess: impl Into<String>) -> Self {
        self.0.is_help_a_guess = true;
        self.help(guess)
    }

    /// Where a migration makes it.
    pub(crate) fn migration_place(mut self, origin: Option<&Origin>, label: &str) -> Self {
        if let Some(origin) = origin
            && origin.location().is_some()
        {
            self.0.locations.push(FindingLocation {
                role: LocationRole::Migration,
                origin: origin.clone(),
                label: label.to_owned(),
            });
        }
        self
    }

    /// Where the code uses it.
    pub(crate) fn code_place(mut self, place: &Location, label: &str) -> Self {
        self.0.locations.push(FindingLocation {
            role: LocationRole::Code,
            origin: Origin::Exact(place.clone()),
            label: label.to_owned(),
        });
        self
    }

    /// Hands the finding over.
    pub(crate) fn report(self, outcome: &mut Outcome) {
        outcome.findings.push(self.0);
    }
}

impl Outcome {
    /// Remembers that something could not be told.
    pub(crate) fn unsure(&mut self, rule: &Rule, object: ObjectPath, unsure: Unsure) {
        self.cannot_tell.push(CannotTell {
            object,
            rule: rule.name,
            reason: unsure.reason,
            expected: Some(unsure.expected),
            found: Some(unsure.found),
            question: unsure.question,
        });
    }

    /// Remembers that an object could not be judged, without values to show.
    pub(crate) fn untold(&mut self, rule: &Rule, object: ObjectPath, reason: impl Into<String>) {
        self.cannot_tell.push(CannotTell {
            object,
            rule: rule.name,
            reason: reason.into(),
            expected: None,
            found: None,
            question: None,
        });
    }
}

/// Column names as a list in parentheses.
pub(crate) fn column_list<N: std::fmt::Display>(columns: impl IntoIterator<Item = N>) -> String {
    let names: Vec<String> = columns.into_iter().map(|name| name.to_string()).collect();
    format!("({})", names.join(", "))
}

/// Words as prose, `a, b and c`.
pub(crate) fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A number of things, `1 column` or `2 columns`.
pub(crate) fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}
