//! Flyway's ledger: a row for each thing that was done, in the order of `installed_rank`. Later
//! rows of a version count: an undo cancels it, a deletion forgets it. A baseline counts for
//! everything up to its version.
//! <https://documentation.red-gate.com/fd/flyway-schema-history-table-273973417.html>

use schemadrift_core::migration::{Entry, LedgerRow, Outcome};

use super::Understood;
use super::values::{is_true, moment};
use crate::names::{compare_versions, normal_version};

pub(super) fn understand(rows: &[LedgerRow]) -> Understood {
    let mut understood = Understood::default();
    let mut ranked: Vec<(i64, &LedgerRow)> = Vec::new();
    for row in rows {
        match row.get("installed_rank").and_then(|rank| rank.parse().ok()) {
            Some(rank) => ranked.push((rank, row)),
            None => understood.reject("a row of the ledger has no number in `installed_rank`"),
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    for (_, row) in ranked {
        apply(row, &mut understood);
    }
    understood
}

fn apply(row: &LedgerRow, understood: &mut Understood) {
    let kind = row.get("type").unwrap_or_default();
    let description = row.get("description").unwrap_or_default();
    let name = match row.get("version") {
        Some(version) => normal_version(version),
        // The row that Flyway writes when it has created the schema itself.
        None if kind == "SCHEMA" => return,
        None => description.to_owned(),
    };
    let succeeded = row.get("success").is_none_or(is_true);
    if kind.ends_with("BASELINE") {
        let is_later = understood
            .covers
            .as_deref()
            .is_none_or(|known| compare_versions(known, &name).is_lt());
        if is_later && succeeded {
            understood.covers = Some(name);
        }
        return;
    }
    understood.entries.retain(|known| known.name != name);
    if kind == "DELETE" {
        return;
    }
    let outcome = match (succeeded, kind.starts_with("UNDO")) {
        (false, _) => Outcome::Failed { reason: None },
        (true, true) => Outcome::RolledBack,
        (true, false) => Outcome::Applied,
    };
    let script = row.get("script").filter(|script| !script.is_empty());
    understood.entries.push(Entry {
        name,
        label: script.unwrap_or(description).to_owned(),
        outcome,
        checksum: row.get("checksum").map(str::to_owned),
        applied_at: row.get("installed_on").map(moment),
    });
}
