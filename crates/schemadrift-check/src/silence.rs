//! Owns what a side cannot say: files may play the database, and a Prisma schema that states no check does not say that
//! there is none.

use schemadrift_core::coverage::{Completeness, Coverage};
use schemadrift_core::finding::{Direction, Finding};
use schemadrift_core::object::ObjectKind;

use crate::outcome::CannotTell;
use crate::rules::{self, Outcome};

/// Takes back the findings that say that a side lacks what it never speaks of. Where it states some
/// and perhaps not all, they are open.
pub(crate) fn set_aside(live: &Coverage, outcome: &mut Outcome) {
    let findings = std::mem::take(&mut outcome.findings);
    for finding in findings {
        match said(live, &finding) {
            Completeness::Complete => outcome.findings.push(finding),
            Completeness::None => {}
            Completeness::Partial => outcome.cannot_tell.push(CannotTell {
                reason:
                    "the database, or what stands for it, does not show everything of this kind"
                        .to_owned(),
                object: finding.object,
                rule: finding.rule,
                expected: finding.expected,
                found: finding.found,
                question: None,
            }),
        }
    }
}

/// How much the live side says of what a finding misses.
fn said(live: &Coverage, finding: &Finding) -> Completeness {
    let is_missing = finding.direction == Direction::LiveLacks;
    if !is_missing || !rules::find(finding.rule).is_some_and(rules::Rule::is_of_objects) {
        return Completeness::Complete;
    }
    match finding.object.kind {
        ObjectKind::Extension => live.extensions,
        ObjectKind::Enum => live.enums,
        ObjectKind::Domain => live.domains,
        ObjectKind::CompositeType => live.composites,
        ObjectKind::Sequence => live.sequences,
        ObjectKind::Table => live.tables,
        ObjectKind::View => live.views,
        ObjectKind::Unique | ObjectKind::Index => live.indexes,
        ObjectKind::ForeignKey => live.foreign_keys,
        ObjectKind::Check => live.checks,
        ObjectKind::Exclusion => live.exclusions,
        ObjectKind::Function => live.routines,
        ObjectKind::Trigger => live.triggers,
        ObjectKind::Policy => live.policies,
        ObjectKind::Grant => live.grants,
        // A table that is stated is stated with these.
        ObjectKind::Column | ObjectKind::PrimaryKey | ObjectKind::EnumValue => {
            Completeness::Complete
        }
        ObjectKind::Partition
        | ObjectKind::Database
        | ObjectKind::Schema
        | ObjectKind::Migration
        | ObjectKind::Model
        | ObjectKind::Field
        | ObjectKind::Query => Completeness::Complete,
    }
}
