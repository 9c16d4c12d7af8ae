//! Ledgers with one row for each applied migration, as data: which column holds what.

use schemadrift_core::migration::{Entry, LedgerRow, Outcome};

use super::Understood;
use super::values::{hexadecimal, is_true, moment};

/// Which columns of a ledger hold what.
pub(super) struct Columns {
    /// What the migration is called.
    name: &'static str,
    /// How what is written there becomes the name of a migration on disk.
    normal: fn(&str) -> String,
    /// A title for people.
    title: Option<&'static str>,
    applied_at: Option<&'static str>,
    checksum: Option<&'static str>,
    /// A truth value; where it is false, the migration did not get to its end.
    success: Option<&'static str>,
}

const PLAIN: Columns = Columns {
    name: "version",
    normal: str::to_owned,
    title: None,
    applied_at: None,
    checksum: None,
    success: None,
};

pub(super) static DIESEL: Columns = Columns {
    // The folder's version is compared without dashes, which some rows still have.
    normal: |version| version.replace('-', ""),
    applied_at: Some("run_on"),
    ..PLAIN
};

pub(super) static SQLX: Columns = Columns {
    title: Some("description"),
    applied_at: Some("installed_on"),
    checksum: Some("checksum"),
    success: Some("success"),
    ..PLAIN
};

pub(super) static SEA_ORM: Columns = Columns {
    applied_at: Some("applied_at"),
    ..PLAIN
};

pub(super) static REFINERY: Columns = Columns {
    title: Some("name"),
    applied_at: Some("applied_on"),
    checksum: Some("checksum"),
    ..PLAIN
};

pub(super) static NODE_PG_MIGRATE: Columns = Columns {
    name: "name",
    applied_at: Some("run_on"),
    ..PLAIN
};

pub(super) static SUPABASE: Columns = Columns {
    title: Some("name"),
    ..PLAIN
};

pub(super) static VERSIONS: Columns = PLAIN;

pub(super) fn understand(rows: &[LedgerRow], columns: &Columns) -> Understood {
    let mut understood = Understood::default();
    for row in rows {
        match row.get(columns.name) {
            Some(name) => understood.entries.push(entry(row, name, columns)),
            None => understood.reject(format!("a row of the ledger has no `{}`", columns.name)),
        }
    }
    understood
}

fn entry(row: &LedgerRow, name: &str, columns: &Columns) -> Entry {
    let value = |column: Option<&str>| column.and_then(|column| row.get(column));
    let has_failed = value(columns.success).is_some_and(|success| !is_true(success));
    let outcome = if has_failed {
        Outcome::Failed { reason: None }
    } else {
        Outcome::Applied
    };
    let name = (columns.normal)(name);
    let label = match value(columns.title).filter(|title| !title.is_empty()) {
        Some(title) => format!("{name} {title}"),
        None => name.clone(),
    };
    Entry {
        name,
        label,
        outcome,
        checksum: value(columns.checksum).map(hexadecimal),
        applied_at: value(columns.applied_at).map(moment),
    }
}
