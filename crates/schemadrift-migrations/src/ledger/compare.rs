//! Owns what disk and ledger say together: the state of every migration on disk or in the ledger.

use schemadrift_core::migration::{
    Entry, LatePolicy, Ledger, Migration, MigrationKind, Outcome, State, Status, Tool,
};

use super::liquibase;
use crate::found::Found;
use crate::names::compare_versions;

/// The state of every migration, those on disk first and in their order, then those that only the
/// ledger has. Without a ledger nothing tells whether anything was applied.
pub fn compare(found: &Found, ledger: Option<&Ledger>) -> Vec<Status> {
    let migrations: Vec<&Migration> = found
        .migrations
        .iter()
        .filter(|migration| migration.kind != MigrationKind::Dump)
        .collect();
    let Some(ledger) = ledger else {
        return migrations
            .into_iter()
            .map(|migration| status_of(migration, State::Unrecorded, None))
            .collect();
    };
    let mut statuses: Vec<Status> = migrations
        .iter()
        .map(|migration| {
            let entry = entry_of(migration, ledger);
            status_of(migration, state_of(migration, entry, ledger), entry)
        })
        .collect();
    mark_late(&migrations, &mut statuses, ledger.tool);
    let is_on_disk = |entry: &Entry| {
        migrations
            .iter()
            .any(|migration| is_same(migration, entry, ledger.tool))
    };
    let only_recorded = ledger.entries.iter().filter(|entry| !is_on_disk(entry));
    statuses.extend(only_recorded.filter_map(status_without_file));
    statuses
}

fn is_same(migration: &Migration, entry: &Entry, tool: Tool) -> bool {
    if tool == Tool::Liquibase {
        return liquibase::is_same(migration, entry);
    }
    migration.name == entry.name
}

fn entry_of<'a>(migration: &Migration, ledger: &'a Ledger) -> Option<&'a Entry> {
    ledger
        .entries
        .iter()
        .find(|entry| is_same(migration, entry, ledger.tool))
}

fn status_of(migration: &Migration, state: State, entry: Option<&Entry>) -> Status {
    Status {
        name: migration.name.clone(),
        label: migration.label.clone(),
        state,
        location: Some(migration.location.clone()),
        applied_at: entry.and_then(|entry| entry.applied_at.clone()),
    }
}

fn state_of(migration: &Migration, entry: Option<&Entry>, ledger: &Ledger) -> State {
    let Some(entry) = entry else {
        let covered = ledger.covers.as_deref().zip(migration.version.as_deref());
        return match covered {
            Some((newest, version)) if compare_versions(version, newest).is_le() => {
                State::Assumed {
                    by: newest.to_owned(),
                }
            }
            Some(_) | None => State::Pending,
        };
    };
    match &entry.outcome {
        Outcome::Applied => applied(migration, entry),
        Outcome::Failed { reason } => State::Failed {
            reason: reason.clone(),
        },
        Outcome::RolledBack => State::RolledBack,
        Outcome::Skipped => State::Pending,
    }
}

/// Applied, from these bytes or from others.
fn applied(migration: &Migration, entry: &Entry) -> State {
    let (Some(recorded), Some(found)) = (&entry.checksum, migration.checksums.first()) else {
        return State::Applied;
    };
    if migration.checksums.contains(recorded) {
        return State::Applied;
    }
    match migration.kind {
        MigrationKind::Repeatable => State::Outdated,
        MigrationKind::Versioned | MigrationKind::Dump => State::Edited {
            recorded: recorded.clone(),
            found: found.clone(),
        },
    }
}

/// What only the ledger knows. What it no longer counts is worth no word.
fn status_without_file(entry: &Entry) -> Option<Status> {
    let state = match &entry.outcome {
        Outcome::Applied => State::Unknown,
        Outcome::Failed { reason } => State::Failed {
            reason: reason.clone(),
        },
        Outcome::RolledBack | Outcome::Skipped => return None,
    };
    Some(Status {
        name: entry.name.clone(),
        label: entry.label.clone(),
        state,
        location: None,
        applied_at: entry.applied_at.clone(),
    })
}

/// A pending migration came late if one after it is applied.
fn mark_late(migrations: &[&Migration], statuses: &mut [Status], tool: Tool) {
    if tool.facts().late == LatePolicy::TakesForApplied {
        return;
    }
    let mut newest: Option<String> = None;
    for (migration, status) in migrations.iter().zip(statuses).rev() {
        if migration.kind != MigrationKind::Versioned {
            continue;
        }
        let is_recorded = matches!(status.state, State::Applied | State::Edited { .. });
        match &newest {
            None if is_recorded => newest = Some(status.label.clone()),
            Some(newest) if status.state == State::Pending => {
                status.state = State::OutOfOrder {
                    newest: newest.clone(),
                };
            }
            Some(_) | None => {}
        }
    }
}
