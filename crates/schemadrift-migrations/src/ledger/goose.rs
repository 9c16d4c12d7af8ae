//! goose's ledger: a row for each step up, and in old versions for each step down; the newest row
//! of a version counts. The row of version 0 marks the ledger itself.

use schemadrift_core::migration::{Entry, LedgerRow, Outcome};

use super::Understood;
use super::values::{is_true, moment};
use crate::names::number;

pub(super) fn understand(rows: &[LedgerRow]) -> Understood {
    let mut understood = Understood::default();
    for row in rows {
        let Some(version) = row.get("version_id").map(number) else {
            understood.reject("a row of the ledger has no `version_id`");
            continue;
        };
        if version == "0" {
            continue;
        }
        let is_applied = row.get("is_applied").is_some_and(is_true);
        understood.entries.retain(|known| known.name != version);
        understood.entries.push(Entry {
            name: version.to_owned(),
            label: version.to_owned(),
            outcome: if is_applied {
                Outcome::Applied
            } else {
                Outcome::RolledBack
            },
            checksum: None,
            applied_at: row.get("tstamp").map(moment),
        });
    }
    understood
}
