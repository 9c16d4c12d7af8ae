//! golang-migrate's ledger: one row with the newest version, and whether it got to its end. All
//! earlier ones count as applied.

use schemadrift_core::migration::{Entry, LedgerRow, Outcome};

use super::Understood;
use super::values::is_true;

pub(super) fn understand(rows: &[LedgerRow]) -> Understood {
    let mut understood = Understood::default();
    if rows.len() > 1 {
        understood.reject("the ledger has several rows, where golang-migrate keeps one");
    }
    // A negative version stands for an empty database.
    let newest = rows
        .last()
        .and_then(|row| Some((row, row.get("version")?)))
        .filter(|(_, version)| !version.starts_with('-'));
    let Some((row, version)) = newest else {
        return understood;
    };
    let outcome = if row.get("dirty").is_some_and(is_true) {
        Outcome::Failed { reason: None }
    } else {
        Outcome::Applied
    };
    understood.covers = Some(version.to_owned());
    understood.entries.push(Entry {
        name: version.to_owned(),
        label: version.to_owned(),
        outcome,
        checksum: None,
        applied_at: None,
    });
    understood
}
