//! Owns which ledgers of a database are of concern to a project's migrations.

use schemadrift_core::migration::LedgerReading;
use schemadrift_live::{LedgerOutcome, LedgerPlace};

/// The ledgers of a database that are of concern to a project's migrations.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledgers {
    /// That of their own tool.
    pub(crate) own: Option<LedgerPlace>,
    /// Those of other tools beside it.
    pub(crate) others: Vec<LedgerPlace>,
}

impl Ledgers {
    /// All of them, the own one first.
    pub(crate) fn all(&self) -> Vec<LedgerPlace> {
        self.own.iter().chain(&self.others).cloned().collect()
    }

    /// What was said of each in that order, taken apart. Others that cannot be read say nothing.
    pub(crate) fn apart<'a>(
        &self,
        said: &'a [LedgerOutcome],
    ) -> (Option<&'a LedgerOutcome>, Vec<&'a LedgerReading>) {
        let (own, others) = match (&self.own, said.split_first()) {
            (Some(_), Some((own, others))) => (Some(own), others),
            _ => (None, said),
        };
        let readable = others.iter().filter_map(|outcome| outcome.as_ref().ok());
        (own, readable.collect())
    }
}
