//! Liquibase's ledger: a changeset is known by its file, id and author together. The file is
//! recorded as Liquibase was told it, which need not be how it lies in the project.

use schemadrift_core::migration::{Entry, LedgerRow, Migration, Outcome};

use super::Understood;
use super::values::moment;

pub(super) fn understand(rows: &[LedgerRow]) -> Understood {
    let mut understood = Understood::default();
    for row in rows {
        let identity = row
            .get("id")
            .and_then(|id| Some((id, row.get("author")?, row.get("filename")?)));
        let Some((id, author, file)) = identity else {
            understood.reject("a row of the ledger has no `id`, `author` or `filename`");
            continue;
        };
        let outcome = match row.get("exectype").unwrap_or_default() {
            "FAILED" => Outcome::Failed { reason: None },
            "SKIPPED" => Outcome::Skipped,
            // `EXECUTED`, `RERAN`, `MARK_RAN`: it will not run again.
            _ => Outcome::Applied,
        };
        let name = format!("{file}::{id}::{author}");
        understood.entries.retain(|known| known.name != name);
        understood.entries.push(Entry {
            name,
            label: format!("{author}:{id}"),
            outcome,
            checksum: None,
            applied_at: row.get("dateexecuted").map(moment),
        });
    }
    understood
}

/// Whether a name in the ledger and one on disk mean the same changeset: id and author are the
/// same, and one file's path ends with the other's.
pub(super) fn is_same(migration: &Migration, entry: &Entry) -> bool {
    let (Some((file, changeset)), Some((recorded, recorded_changeset))) =
        (migration.name.split_once("::"), entry.name.split_once("::"))
    else {
        return false;
    };
    let ends_with = |long: &str, short: &str| {
        long.strip_suffix(short)
            .is_some_and(|before| before.is_empty() || before.ends_with('/'))
    };
    let recorded = recorded.strip_prefix("classpath:").unwrap_or(recorded);
    changeset == recorded_changeset && (ends_with(file, recorded) || ends_with(recorded, file))
}
