//! Owns what becomes of each finding: a migration, a repair of this one database, a command of the
//! migration tool, or a change of the code.

use std::collections::BTreeSet;

use schemadrift::Sides;
use schemadrift::check::aim::{Left, aim};
use schemadrift::check::rules::{Rule, find};
use schemadrift::check::{Settings, compare};
use schemadrift::core::finding::{Cause, Direction, Finding};
use schemadrift::core::object::ObjectPath;
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
        let repaired = aim(&sides.code, &sides.live, lost.iter().copied());
        self.repair = fix(&sides.live, &repaired.schema, setting);
        let aimed = aim(&sides.code, &repaired.schema, unmade.iter().copied());
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
