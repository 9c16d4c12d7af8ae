//! Owns ledgers in fixtures: `{{prisma ledger: A, failed B}}` in a script becomes the table in which
//! Prisma records its migrations, with a row for each. Checksums are those of the files beside.

use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

const OPEN: &str = "{{prisma ledger:";
const CLOSE: &str = "}}";

const TABLE: &str = r#"CREATE TABLE "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMP,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMP,
    "started_at" TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
);
"#;

/// A script with its ledger written out. `folder` holds `migrations`.
///
/// # Panics
/// If a ledger is not closed.
pub fn expand(script: &str, folder: &Path) -> String {
    expand_quoted(script, folder, '"')
}

/// The same with another quote around names.
///
/// # Panics
/// If a ledger is not closed.
pub fn expand_quoted(script: &str, folder: &Path, quote: char) -> String {
    let Some((before, rest)) = script.split_once(OPEN) else {
        return script.to_owned();
    };
    let Some((list, after)) = rest.split_once(CLOSE) else {
        panic!("a ledger is not closed by `{CLOSE}`");
    };
    let mut ledger = TABLE.to_owned();
    for (number, entry) in list.split(',').map(str::trim).enumerate() {
        row(&mut ledger, number, entry, folder);
    }
    let ledger = ledger.replace('"', &quote.to_string());
    format!("{before}{ledger}{after}")
}

fn row(ledger: &mut String, number: usize, entry: &str, folder: &Path) {
    let (state, name) = entry.split_once(' ').unwrap_or(("applied", entry));
    let moment = format!("'2026-01-05 06:{number:02}:00'");
    let (finished, rolled_back, logs) = match state {
        "applied" | "edited" => (moment.as_str(), "NULL", "NULL"),
        "failed" => ("NULL", "NULL", "'it did not work'"),
        "rolled-back" => ("NULL", moment.as_str(), "NULL"),
        other => panic!("`{other}` is no state of a migration"),
    };
    let checksum = match state {
        "edited" => "0".repeat(64),
        _ => checksum(&folder.join("migrations").join(name).join("migration.sql")),
    };
    writeln!(
        ledger,
        r#"INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "logs", "rolled_back_at", "started_at") VALUES ('{number}', '{checksum}', {finished}, '{name}', {logs}, {rolled_back}, {moment});"#
    )
    .unwrap_or_default();
}

/// The checksum that Prisma records for a file; of a file that is gone nobody knows it.
pub fn checksum(file: &Path) -> String {
    let Ok(bytes) = std::fs::read(file) else {
        return "1".repeat(64);
    };
    let mut text = String::new();
    for byte in Sha256::digest(bytes) {
        write!(text, "{byte:02x}").unwrap_or_default();
    }
    text
}
