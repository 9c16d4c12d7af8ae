//! Owns what becomes of findings about objects of which one side was not wholly understood: they are not claimed, and
//! said to be open with the reason.

use schemadrift_core::finding::{Direction, Finding};
use schemadrift_core::model::{Reach, Schema, Taint};
use schemadrift_core::name::QualifiedName;

use crate::outcome::CannotTell;
use crate::pairing::{Pairs, Resolver};
use crate::rules::{self, Outcome};

/// Takes back the findings that what was not understood may have made, or unmade.
///
/// What a side does not state may be in what was not understood of it. What it does state is open only where that
/// is known to be about the very object: one statement that may be about anything does not cost the whole check,
/// whose report says that it is not to be trusted.
pub(crate) fn set_aside(pairs: &Pairs<'_>, outcome: &mut Outcome) {
    let code = Side::of(pairs.code, Direction::LiveHasMore);
    let live = Side::of(pairs.live, Direction::LiveLacks);
    if code.is_understood() && live.is_understood() {
        return;
    }
    let findings = std::mem::take(&mut outcome.findings);
    for finding in findings {
        let of_code = code.reason(&finding, pairs.names);
        match of_code.or_else(|| live.reason(&finding, pairs.names)) {
            Some(reason) => outcome.cannot_tell.push(open(finding, reason)),
            None => outcome.findings.push(finding),
        }
    }
}

fn open(finding: Finding, reason: &str) -> CannotTell {
    CannotTell {
        object: finding.object,
        rule: finding.rule,
        reason: reason.to_owned(),
        expected: finding.expected,
        found: finding.found,
        question: None,
    }
}

/// What was not understood of one side.
struct Side<'a> {
    /// What may be about anything.
    of_all: Option<&'a Taint>,
    /// What is about a table, a view or an enum.
    of_objects: Vec<(&'a QualifiedName, &'a Taint)>,
    /// The findings that say that this side does not have something.
    absence: Direction,
}

impl<'a> Side<'a> {
    fn of(schema: &'a Schema, absence: Direction) -> Self {
        let tables = schema.tables.iter().map(|own| (&own.name, &own.taints));
        let views = schema.views.iter().map(|own| (&own.name, &own.taints));
        let enums = schema.enums.iter().map(|own| (&own.name, &own.taints));
        let all = tables.chain(views).chain(enums);
        let of_objects =
            all.flat_map(|(name, taints)| taints.iter().map(move |taint| (name, taint)));
        Self {
            of_all: schema.taints.first(),
            of_objects: of_objects.collect(),
            absence,
        }
    }

    fn is_understood(&self) -> bool {
        self.of_all.is_none() && self.of_objects.is_empty()
    }

    /// Why this side's word about a finding's object does not count, if so.
    fn reason(&self, finding: &Finding, names: Resolver<'_>) -> Option<&'a str> {
        rules::find(finding.rule)?.is_of_objects().then_some(())?;
        let (schema, owner) = finding.object.group();
        let owner = QualifiedName {
            schema: schema.map(Into::into),
            name: owner.into(),
        };
        let is_absent = finding.direction == self.absence;
        let mut about = self.of_objects.iter();
        let own = about.find(|(name, taint)| {
            (is_absent || taint.reach == Reach::Everything) && names.same(name, &owner)
        });
        let of_all = self.of_all.filter(|_| is_absent);
        let taint = own.map(|(_, taint)| *taint).or(of_all)?;
        Some(&taint.reason)
    }
}
