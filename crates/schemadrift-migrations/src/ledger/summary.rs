//! Owns what a ledger says in short: how much it has recorded, and what came last.

use schemadrift_core::migration::{Entry, Ledger, Outcome};

/// A ledger in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// How many migrations it says this database has been through, or has begun.
    pub count: usize,
    /// Whether it records only the newest, which stands for those before it.
    pub is_newest_only: bool,
    /// What came last, as people call it.
    pub newest: String,
    /// When, as far as the ledger says.
    pub applied_at: Option<String>,
}

/// What a ledger says in short; `None` where it has recorded nothing.
pub fn summary(ledger: &Ledger) -> Option<Summary> {
    let counts = |entry: &&Entry| match entry.outcome {
        Outcome::Applied | Outcome::Failed { .. } => true,
        Outcome::RolledBack | Outcome::Skipped => false,
    };
    let entries: Vec<&Entry> = ledger.entries.iter().filter(counts).collect();
    // The last of equals, for the order of rows says something too.
    let newest = entries.iter().max_by_key(|entry| &entry.applied_at);
    match (newest, &ledger.covers) {
        (Some(newest), covers) => Some(Summary {
            count: entries.len(),
            is_newest_only: covers.as_ref() == Some(&newest.name),
            newest: newest.label.clone(),
            applied_at: newest.applied_at.clone(),
        }),
        (None, Some(version)) => Some(Summary {
            count: 1,
            is_newest_only: true,
            newest: version.clone(),
            applied_at: None,
        }),
        (None, None) => None,
    }
}
