//! Owns how a baseline follows a run: what is found is accepted for a reason, what was accepted keeps
//! its own, and what is gone leaves where that is wanted.

use std::collections::BTreeMap;

use schemadrift_check::Report;
use schemadrift_check::report::SuppressedBy;
use schemadrift_core::finding::{Effect, Finding};
use schemadrift_core::origin::Origin;

use super::{Baseline, BaselineEntry, may_be_gone};

/// How a baseline is to follow a run.
#[derive(Debug, Clone, Copy)]
pub struct Acceptance<'a> {
    /// Why what is new is accepted; without it, nothing new is.
    pub reason: Option<&'a str>,
    /// Whether entries leave that accept nothing any more.
    pub prunes: bool,
}

/// A baseline that has followed a run.
#[derive(Debug)]
pub struct Update {
    /// The baseline.
    pub baseline: Baseline,
    /// Findings that are accepted now and were not before.
    pub added: usize,
    /// Entries that left.
    pub pruned: usize,
    /// Findings that are not accepted, for want of a reason.
    pub open: usize,
}

/// There are findings that are not accepted yet, and no reason to accept them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeedsReason {
    /// How many.
    pub findings: usize,
}

/// What is found under one fingerprint.
#[derive(Debug)]
struct Found {
    rule: String,
    object: String,
    effect: Effect,
    count: usize,
}

impl Baseline {
    /// The baseline that accepts what these reports found, each with what the project calls its
    /// database. The findings are those that nothing else accepts.
    ///
    /// # Errors
    ///
    /// When something new is found, and neither a reason is given nor pruning was all that is wanted.
    pub fn following(
        &self,
        reports: &[(Option<&str>, &Report)],
        acceptance: Acceptance<'_>,
    ) -> Result<Update, NeedsReason> {
        let mut update = Update {
            baseline: self.clone(),
            added: 0,
            pruned: 0,
            open: 0,
        };
        for (database, report) in reports {
            let found = found(report);
            if acceptance.prunes {
                update.prune(*database, report, &found);
            }
            for (fingerprint, found) in found {
                update.accept(*database, fingerprint, found, acceptance.reason);
            }
        }
        if update.open > 0 && !acceptance.prunes {
            return Err(NeedsReason {
                findings: update.open,
            });
        }
        Ok(update)
    }
}

impl Update {
    /// Takes entries out that accept nothing, and lets the others accept no more than there is.
    fn prune(&mut self, database: Option<&str>, report: &Report, found: &BTreeMap<String, Found>) {
        let before = self.baseline.entries.len();
        self.baseline.entries.retain_mut(|entry| {
            if !entry.is_of(database) || !may_be_gone(entry, report) {
                return true;
            }
            let Some(found) = found.get(&entry.fingerprint) else {
                return false;
            };
            entry.count = entry.count.min(found.count);
            entry.effect = entry.effect.min(found.effect);
            true
        });
        self.pruned += before - self.baseline.entries.len();
    }

    fn accept(
        &mut self,
        database: Option<&str>,
        fingerprint: String,
        found: Found,
        reason: Option<&str>,
    ) {
        let entries = &mut self.baseline.entries;
        let position = entries
            .iter()
            .position(|entry| entry.is_of(database) && entry.fingerprint == fingerprint);
        let known = position.map(|position| &entries[position]);
        let accepted = known.filter(|known| found.effect <= known.effect);
        let accepted = accepted.map_or(0, |known| known.count);
        let more = found.count.saturating_sub(accepted);
        if more == 0 {
            return;
        }
        let Some(reason) = reason else {
            self.open += more;
            return;
        };
        self.added += more;
        let reason = match known.map(|known| known.reason.as_str()) {
            Some(own) if own != reason => format!("{own}; {reason}"),
            Some(_) | None => reason.to_owned(),
        };
        let entry = BaselineEntry {
            fingerprint,
            rule: found.rule,
            object: found.object,
            effect: found.effect,
            count: found.count,
            reason,
            database: database.map(str::to_owned),
            origin: Origin::Unlocated,
        };
        match position {
            Some(position) => entries[position] = entry,
            None => entries.push(entry),
        }
    }
}

/// What a report found, by fingerprint: what nothing accepts, or the baseline alone.
fn found(report: &Report) -> BTreeMap<String, Found> {
    let accepted = report.suppressed.iter();
    let accepted = accepted.filter(|entry| entry.by == SuppressedBy::Baseline);
    let findings = report.findings.iter();
    let mut all = BTreeMap::new();
    for finding in findings.chain(accepted.map(|entry| &entry.finding)) {
        let found = all
            .entry(finding.fingerprint())
            .or_insert_with(|| Found::of(finding));
        found.count += 1;
        found.effect = found.effect.max(finding.effect);
    }
    all
}

impl Found {
    fn of(finding: &Finding) -> Self {
        Self {
            rule: finding.rule.to_owned(),
            object: format!("{} {}", finding.object.kind, finding.object),
            effect: finding.effect,
            count: 0,
        }
    }
}
