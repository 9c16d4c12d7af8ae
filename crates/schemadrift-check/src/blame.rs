//! Owns blame: which of four is the odd one out, the declaration, the migrations, the ledger or
//! the live database.
//!
//! The code is compared with what all migrations make, and with what the applied ones make. A
//! difference that the live database shares with the migrations is the migrations'; one that it
//! shares with the applied migrations only is waiting to be deployed; one that it shares with
//! neither was made by hand.

mod place;
mod remedy;

use std::collections::{BTreeMap, HashSet};

use schemadrift_core::finding::{Cause, Direction, Finding, FindingLocation, Level, LocationRole};
use schemadrift_core::migration::{Migration, MigrationKind};
use schemadrift_core::model::Schema;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectPath;
use schemadrift_core::origin::Origin;

use crate::compare::compare_as_read;
use crate::history::{History, LedgerState};
use crate::outcome::Comparison;
use crate::pairing::Pairs;
use crate::rules::{HEADLINE, Outcome, Rule, find, unmigrated_declaration};
use crate::settings::Settings;

/// Says of every finding about a difference what is to blame, as far as it can be told, and finds
/// what the database has and the migrations do not.
pub(crate) fn assign(outcome: &mut Outcome, code: &Schema, history: &History, settings: &Settings) {
    let sides = Sides::of(code, history, settings);
    outcome
        .findings
        .retain_mut(|finding| sides.bears_out(finding));
    for finding in &mut outcome.findings {
        let is_difference = find(finding.rule).is_some_and(Rule::is_of_objects);
        if is_difference {
            sides.blame(finding);
        } else if finding.rule == HEADLINE {
            sides.blame_headline(finding);
        }
    }
    let found: HashSet<Key<'_>> = outcome.findings.iter().map(key).collect();
    let untracked: Vec<Finding> = sides
        .migrated
        .findings
        .iter()
        .filter(|finding| is_untracked(finding, &found, outcome))
        .filter(|finding| history.all.taints.is_empty() && !sides.is_tainted(finding))
        .filter(|finding| sides.script_of(finding).is_none())
        .map(unmigrated_declaration::of)
        .collect();
    outcome.findings.extend(untracked);
}

/// What tells a finding from others of the same comparison.
type Key<'a> = (&'static str, &'a ObjectPath);

fn key(finding: &Finding) -> Key<'_> {
    (finding.rule, &finding.object)
}

/// Whether code and live database agree on what the migrations do not make.
fn is_untracked(finding: &Finding, found: &HashSet<Key<'_>>, outcome: &Outcome) -> bool {
    let has_headline = found.iter().any(|(rule, _)| *rule == HEADLINE);
    let is_declared = finding.direction != Direction::LiveHasMore;
    let is_untold = || {
        outcome
            .cannot_tell
            .iter()
            .any(|entry| entry.object == finding.object)
    };
    is_declared
        && is_borne_out(finding)
        && !has_headline
        && find(finding.rule).is_some_and(Rule::is_of_objects)
        && !found.contains(&key(finding))
        && !is_of_what_is_missing(finding, found)
        && !is_untold()
}

/// Whether an object is part of one that the database lacks: nothing is reported of it there.
fn is_of_what_is_missing(finding: &Finding, found: &HashSet<Key<'_>>) -> bool {
    let Some(whole) = &finding.object.table else {
        return false;
    };
    found.iter().any(|(rule, object)| {
        rule.starts_with("missing-")
            && object.table.is_none()
            && object.schema == finding.object.schema
            && object.name == *whole
    })
}

/// Whether what the code says is enough for the level that the effect asks for.
fn is_borne_out(finding: &Finding) -> bool {
    finding.level >= finding.effect.default_level()
}

/// The code compared with what migrations make.
struct Sides<'a> {
    history: &'a History,
    pairs: Pairs<'a>,
    migrated: Comparison,
    applied: Option<Comparison>,
}

impl<'a> Sides<'a> {
    fn of(code: &'a Schema, history: &'a History, asked: &Settings) -> Self {
        let settings = Settings {
            lists_everything: true,
            levels: opted_in(asked),
            ..Settings::default()
        };
        Self {
            history,
            pairs: Pairs::of(code, &history.read),
            migrated: compare_as_read(code, &history.all, &settings),
            applied: history
                .applied
                .as_ref()
                .map(|applied| compare_as_read(code, applied, &settings)),
        }
    }

    /// Lets the migrations decide on a finding that the code alone does not bear out, such as a
    /// missing constraint behind a relation: made by no migration, it was never meant to be there;
    /// made by one, it is missing in earnest.
    fn bears_out(&self, finding: &mut Finding) -> bool {
        if is_borne_out(finding) {
            return true;
        }
        if !self.history.all.taints.is_empty() || self.is_tainted(finding) {
            return true;
        }
        let is_made = !self
            .migrated
            .findings
            .iter()
            .any(|other| key(other) == key(finding));
        finding.level = finding.effect.default_level();
        is_made
    }

    fn blame(&self, finding: &mut Finding) {
        if let Some(script) = self.script_of(finding) {
            finding.help = Some(format!("run `{script}`, which makes it"));
            return;
        }
        let Some(cause) = self.cause(finding) else {
            return;
        };
        let origin = self.origin(finding, cause);
        let migration = origin
            .and_then(|origin| self.history.migration_at(origin))
            .and_then(|migration| match (migration.kind, cause) {
                // A dump shows what all of them did, and says of none which.
                (MigrationKind::Dump, Cause::PendingMigration) => self.history.only_waiting(),
                _ => Some(migration),
            });
        let cause = match migration {
            Some(migration)
                if cause == Cause::PendingMigration && self.history.has_failed(migration) =>
            {
                Cause::FailedMigration
            }
            _ => cause,
        };
        finding.cause = Some(cause);
        finding.migration = migration.map(|migration| migration.label.clone());
        if let Some(origin) = origin
            && origin.location().is_some()
            && migration.is_some()
        {
            finding.locations.push(FindingLocation {
                role: LocationRole::Migration,
                origin: origin.clone(),
                label: label(cause, finding.direction).to_owned(),
            });
        }
        self.set_remedy(finding, cause, migration);
    }

    /// The script that declares what is missing.
    fn script_of(&self, finding: &Finding) -> Option<&str> {
        let declared = finding
            .locations
            .iter()
            .find(|place| place.role == LocationRole::Declared)?;
        self.history.script_at(&declared.origin)
    }

    fn set_remedy(&self, finding: &mut Finding, cause: Cause, migration: Option<&Migration>) {
        if finding.is_help_a_guess {
            return;
        }
        finding.help = Some(remedy::of(
            self.history,
            cause,
            finding.direction,
            migration,
        ));
    }

    /// Everything is missing: whatever migrations there are were never run here.
    fn blame_headline(&self, finding: &mut Finding) {
        if self.history.migrations.is_empty() || finding.is_help_a_guess {
            return;
        }
        finding.cause = Some(Cause::PendingMigration);
        finding.help = Some(remedy::of_headline(
            self.history.tool,
            self.history.migrations.len(),
        ));
    }

    fn cause(&self, finding: &Finding) -> Option<Cause> {
        let cause = self.cause_as_read(finding)?;
        // What was not understood of the migrations may make, or unmake, just this.
        let leans_on_absence = matches!(
            cause,
            Cause::NoMigration | Cause::Unmanaged | Cause::Untracked
        );
        let is_doubtful = leans_on_absence && !self.history.all.taints.is_empty();
        (!is_doubtful && !self.is_tainted(finding)).then_some(cause)
    }

    /// Whether something about the object's table, view or type in the migrations was not
    /// understood.
    fn is_tainted(&self, finding: &Finding) -> bool {
        let (schema, owner) = finding.object.group();
        let is_it = |name: &QualifiedName| {
            name.schema.as_ref().map(Name::as_str) == schema && name.name.as_str() == owner
        };
        let all = &self.history.all;
        let tables = all.tables.iter().map(|table| (&table.name, &table.taints));
        let views = all.views.iter().map(|view| (&view.name, &view.taints));
        let enums = all.enums.iter().map(|own| (&own.name, &own.taints));
        tables
            .chain(views)
            .chain(enums)
            .any(|(name, taints)| is_it(name) && !taints.is_empty())
    }

    fn cause_as_read(&self, finding: &Finding) -> Option<Cause> {
        let is_in_migrated = knows(&self.migrated, finding)?;
        let is_in_applied = match &self.applied {
            Some(applied) => Some(knows(applied, finding)?),
            None => None,
        };
        match (finding.direction, is_in_migrated, is_in_applied) {
            (Direction::LiveLacks | Direction::Differs, true, _) => Some(Cause::NoMigration),
            (Direction::LiveLacks | Direction::Differs, false, Some(true))
            | (Direction::LiveHasMore, false, Some(true)) => Some(Cause::PendingMigration),
            (Direction::LiveLacks | Direction::Differs, false, Some(false)) => Some(Cause::Lost),
            // A dump holds what waits as well.
            (Direction::LiveLacks | Direction::Differs, false, None)
                if self.history.is_waiting_in_a_dump() =>
            {
                Some(Cause::PendingMigration)
            }
            // Nothing says whether the migrations were run.
            (Direction::LiveLacks | Direction::Differs, false, None)
            | (Direction::WithinCode, _, _) => None,
            (Direction::LiveHasMore, true, _) => Some(Cause::Undeclared),
            (Direction::LiveHasMore, false, Some(false)) => Some(Cause::Unmanaged),
            (Direction::LiveHasMore, false, None) => {
                (self.history.ledger == LedgerState::Missing).then_some(Cause::Unmanaged)
            }
        }
    }

    /// The statement that the cause is about.
    fn origin(&self, finding: &Finding, cause: Cause) -> Option<&Origin> {
        match (cause, finding.direction) {
            (Cause::NoMigration | Cause::Unmanaged | Cause::Untracked, _) => None,
            (Cause::PendingMigration, Direction::LiveHasMore) => self
                .history
                .dropped
                .iter()
                .rfind(|dropped| dropped.object == finding.object)
                .map(|dropped| &dropped.origin),
            _ => place::of(&self.pairs, finding),
        }
    }
}

/// The rules that speak only where they are asked to, and are.
fn opted_in(asked: &Settings) -> BTreeMap<String, Level> {
    let wanted = asked
        .levels
        .iter()
        .filter(|(name, level)| **level != Level::Off && find(name).is_some_and(Rule::is_opt_in));
    wanted
        .map(|(name, _)| (name.clone(), Level::Error))
        .collect()
}

/// Whether a comparison has this finding; `None` where it cannot tell.
fn knows(comparison: &Comparison, finding: &Finding) -> Option<bool> {
    let is_untold = comparison
        .cannot_tell
        .iter()
        .any(|entry| entry.rule == finding.rule && entry.object == finding.object);
    if is_untold {
        return None;
    }
    let has = |object: &ObjectPath| {
        comparison
            .findings
            .iter()
            .any(|other| other.rule == finding.rule && &other.object == object)
    };
    // Where the whole table is missing, so is every part of it.
    let owner_is_missing = finding.object.table.is_some()
        && finding.direction != Direction::LiveHasMore
        && comparison.findings.iter().any(|other| {
            other.direction == Direction::LiveLacks
                && other.object.table.is_none()
                && other.object.schema == finding.object.schema
                && Some(&other.object.name) == finding.object.table.as_ref()
        });
    Some(has(&finding.object) || owner_is_missing)
}

fn label(cause: Cause, direction: Direction) -> &'static str {
    match (cause, direction) {
        (Cause::PendingMigration, Direction::LiveHasMore) => "taken away here, not applied",
        (Cause::PendingMigration, _) => "made here, not applied",
        (Cause::FailedMigration, _) => "made here, and failed",
        (Cause::Lost, Direction::Differs) => "made so here",
        (
            Cause::Lost
            | Cause::Undeclared
            | Cause::NoMigration
            | Cause::Unmanaged
            | Cause::Untracked,
            _,
        ) => "made here",
    }
}
