//! Prisma's ledger: a row for each attempt, so that a migration may have several.
//! `finished_at` and `rolled_back_at` tell how an attempt ended.

use schemadrift_core::migration::{Entry, LedgerRow, Outcome};

use super::Understood;
use super::values::{first_line, moment};

pub(super) fn understand(rows: &[LedgerRow]) -> Understood {
    let mut understood = Understood::default();
    for row in rows {
        let Some(name) = row.get("migration_name") else {
            understood.reject("a row of the ledger has no `migration_name`");
            continue;
        };
        let attempt = entry(row, name);
        match understood
            .entries
            .iter_mut()
            .find(|known| known.name == name)
        {
            Some(known) if weight(&attempt.outcome) >= weight(&known.outcome) => *known = attempt,
            Some(_) => {}
            None => understood.entries.push(attempt),
        }
    }
    understood
}

fn entry(row: &LedgerRow, name: &str) -> Entry {
    let outcome = match (row.get("finished_at"), row.get("rolled_back_at")) {
        (_, Some(_)) => Outcome::RolledBack,
        (Some(_), None) => Outcome::Applied,
        (None, None) => Outcome::Failed {
            reason: row.get("logs").and_then(first_line),
        },
    };
    Entry {
        name: name.to_owned(),
        label: name.to_owned(),
        outcome,
        checksum: row.get("checksum").map(str::to_owned),
        applied_at: row.get("finished_at").map(moment),
    }
}

/// An unfinished attempt stops every deployment, whatever other attempts there are; one that was
/// rolled back says nothing once there is another.
fn weight(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Failed { .. } => 2,
        Outcome::Applied => 1,
        Outcome::RolledBack | Outcome::Skipped => 0,
    }
}
