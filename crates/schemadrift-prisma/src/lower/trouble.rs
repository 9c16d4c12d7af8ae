//! Owns the trouble with one object: each problem with it is also a taint on it.

use schemadrift_core::Stated;
use schemadrift_core::model::{Reach, Taint};
use schemadrift_core::problem::Problem;

use crate::ast::Token;

/// Collects the problems with one object.
pub(crate) struct Trouble<'p> {
    problems: &'p mut Vec<Problem>,
    /// What could not be understood of the object.
    pub(crate) taints: Vec<Taint>,
}

impl<'p> Trouble<'p> {
    pub(crate) fn new(problems: &'p mut Vec<Problem>) -> Self {
        Self {
            problems,
            taints: Vec::new(),
        }
    }

    /// Something at this place is not understood, so the object is tainted.
    pub(crate) fn at(&mut self, place: Token<'_>, message: impl Into<String>) {
        self.add(Problem::warning(message, place.origin()));
    }

    /// The same with a way out.
    pub(crate) fn at_with_help(
        &mut self,
        place: Token<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(Problem::warning(message, place.origin()).with_help(help));
    }

    /// Something that was said elsewhere touches the object too.
    pub(crate) fn follows(&mut self, place: Token<'_>, reason: impl Into<String>) {
        self.taints.push(Taint {
            reach: Reach::More,
            reason: reason.into(),
            origin: place.origin(),
        });
    }

    /// A problem with the object.
    pub(crate) fn add(&mut self, problem: Problem) {
        self.taints.push(Taint {
            reach: Reach::More,
            reason: problem.message.clone(),
            origin: problem.origin.clone(),
        });
        self.problems.push(problem);
    }
}

/// A claim that is made only where there is a value.
pub(crate) fn written<T>(value: Option<T>) -> Stated<T> {
    value.map_or(Stated::NotStated, Stated::Written)
}
