//! Owns what becomes of each finding: a migration, a repair of this one database, a command of the
//! migration tool, or a change of the code.

use std::collections::BTreeSet;

use schemadrift::Sides;
use schemadrift::check::aim::{Aim, Left, aim};
use schemadrift::check::rules::{Rule, find};
use schemadrift::check::{Settings, compare};
use schemadrift::core::finding::{Cause, Direction, Finding};
use schemadrift::core::model::Schema;
use schemadrift::core::object::{ObjectKind, ObjectPath};
use schemadrift_emit::{Fix, FixSetting, fix};

/// What becomes of the findings of one database.
pub(super) struct Remedies<'a> {
    /// What this database alone lacks: its migrations were applied, and what they made is gone.
    pub(super) repair: Fix,
    /// What no migration makes yet.
    pub(super) migration: Fix,
    /// What the database has and no migration makes: for every other database.
    pub(super) untracked: Fix,
    /// What a migration that waits will put right.
    pub(super) pending: Vec<&'a Finding>,
    /// What a migration that failed stands in the way of.
    pub(super) failed: Vec<&'a Finding>,
    /// What the code has to change for.
    pub(super) of_code: Vec<&'a Finding>,
    /// What is about no object of the database: migrations, queries, code.
    pub(super) beside: Vec<&'a Finding>,
    /// What cannot be drafted.
    pub(super) left: Vec<Left>,
}

impl<'a> Remedies<'a> {
    pub(super) fn of(sides: &'a Sides, setting: FixSetting) -> Self {
        let mut remedies = Self {
            repair: nothing(),
            migration: nothing(),
            untracked: nothing(),
            pending: Vec::new(),
            failed: Vec::new(),
            of_code: Vec::new(),
            beside: Vec::new(),
            left: Vec::new(),
        };
        let (mut lost, mut unmade, mut untracked) = (Vec::new(), Vec::new(), Vec::new());
        let unmigrated = unmigrated(sides);
        for finding in &sides.report.findings {
            let is_of_objects = find(finding.rule).is_some_and(Rule::is_of_objects);
            match finding.cause {
                Some(Cause::PendingMigration) => remedies.pending.push(finding),
                Some(Cause::FailedMigration) => remedies.failed.push(finding),
                Some(Cause::Undeclared | Cause::Unmanaged) => remedies.of_code.push(finding),
                Some(Cause::Untracked) => untracked.push(finding),
                _ if !is_of_objects => remedies.beside.push(finding),
                Some(Cause::Lost) => lost.push(finding),
                Some(Cause::NoMigration) => unmade.push(finding),
                // Without migrations nobody else says which side is right: what the code does not
                // have is shown beside what it lacks.
                None if finding.direction == Direction::WithinCode => {
                    remedies.beside.push(finding);
                }
                // Nothing tells what was run here; but where the migrations make it, another one that
                // makes it too would fail everywhere else.
                None if is_migrated(finding, unmigrated.as_ref()) => lost.push(finding),
                None => unmade.push(finding),
            }
        }
        remedies.draft(sides, (&lost, &unmade), setting);
        remedies.draft_untracked(sides, &untracked, setting);
        remedies
    }

    fn draft(
        &mut self,
        sides: &Sides,
        (lost, unmade): (&[&Finding], &[&Finding]),
        setting: FixSetting,
    ) {
        let repaired = repaired(sides, lost);
        self.repair = fix(&sides.live, &repaired.schema, setting);
        let beyond = beyond_migrations(sides, &repaired.schema, lost);
        let findings = unmade.iter().copied().chain(&beyond);
        let aimed = aim(&sides.code, &repaired.schema, findings);
        self.migration = fix(&repaired.schema, &aimed.schema, setting);
        self.left.extend(repaired.left);
        self.left.extend(aimed.left);
    }

    /// What the migrations lack of what the code and the database have.
    fn draft_untracked(&mut self, sides: &Sides, untracked: &[&Finding], setting: FixSetting) {
        let Some(history) = sides.history.as_ref().filter(|_| !untracked.is_empty()) else {
            return;
        };
        let objects: BTreeSet<_> = untracked.iter().map(|finding| &finding.object).collect();
        let comparison = compare(&sides.code, &history.all, &Settings::default());
        let findings = comparison
            .findings
            .iter()
            .filter(|finding| objects.contains(&finding.object));
        let aimed = aim(&sides.code, &history.all, findings);
        self.untracked = fix(&history.all, &aimed.schema, setting);
        self.left.extend(aimed.left);
    }

    /// The drafts, each with what it is.
    pub(super) fn drafts(&self) -> [&Fix; 3] {
        [&self.repair, &self.migration, &self.untracked]
    }

    /// Whether something is left for a person.
    pub(super) fn leaves_something(&self) -> bool {
        let is_left = |fix: &&Fix| !fix.held_back.is_empty() || !fix.skipped.is_empty();
        !self.left.is_empty()
            || !self.of_code.is_empty()
            || !self.pending.is_empty()
            || !self.failed.is_empty()
            || self.drafts().iter().any(is_left)
    }
}

type Key = (&'static str, ObjectPath);

/// The database with what it lost as its migrations made it, which say more of it than most code does. What they make
/// under another name comes back as the code has it.
fn repaired(sides: &Sides, lost: &[&Finding]) -> Aim {
    let Some(history) = &sides.history else {
        return aim(&sides.code, &sides.live, lost.iter().copied());
    };
    let made = history.applied.as_ref().unwrap_or(&history.all);
    let first = aim(made, &sides.live, lost.iter().copied());
    let is_left = |finding: &&&Finding| {
        let left = |left: &Left| left.rule == finding.rule && left.object == finding.object;
        first.left.iter().any(left)
    };
    let left = lost.iter().filter(is_left).copied();
    aim(&sides.code, &first.schema, left)
}

/// What the code has of lost tables and the migrations do not make: nothing is reported of it beside a missing table.
fn beyond_migrations(sides: &Sides, repaired: &Schema, lost: &[&Finding]) -> Vec<Finding> {
    if sides.history.is_none() {
        return Vec::new();
    }
    let is_of_lost_table = |finding: &Finding| {
        lost.iter().any(|lost| {
            let (table, own) = (&lost.object, &finding.object);
            table.kind == ObjectKind::Table
                && own.schema == table.schema
                && own.table.as_ref() == Some(&table.name)
        })
    };
    let settings = Settings {
        lists_everything: true,
        ..Settings::default()
    };
    let comparison = compare(&sides.code, repaired, &settings);
    let findings = comparison.findings.into_iter();
    findings
        .filter(|finding| finding.direction != Direction::LiveHasMore)
        .filter(is_of_lost_table)
        .collect()
}

/// What the migrations do not make as the code has it, where there are migrations.
fn unmigrated(sides: &Sides) -> Option<BTreeSet<Key>> {
    let history = sides.history.as_ref()?;
    let settings = Settings {
        lists_everything: true,
        ..Settings::default()
    };
    let comparison = compare(&sides.code, &history.all, &settings);
    let findings = comparison.findings.into_iter();
    Some(
        findings
            .map(|finding| (finding.rule, finding.object))
            .collect(),
    )
}

fn is_migrated(finding: &Finding, unmigrated: Option<&BTreeSet<Key>>) -> bool {
    let key = (finding.rule, finding.object.clone());
    finding.direction != Direction::LiveHasMore
        && unmigrated.is_some_and(|unmigrated| !unmigrated.contains(&key))
}

fn nothing() -> Fix {
    Fix {
        files: Vec::new(),
        held_back: Vec::new(),
        skipped: Vec::new(),
    }
}
