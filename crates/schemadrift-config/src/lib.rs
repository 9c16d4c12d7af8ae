//! `schemadrift.toml` read into settings, and everything by which a project accepts findings: entries
//! there, a baseline, comments in its code. Mistakes are problems with spans, never panics.
//!
//! This crate reads text; it opens no file and knows no date.

mod accept;
mod baseline;
mod code;
mod comments;
mod entries;
mod ignore;
pub mod keys;
mod read;
mod template;
mod toml_text;
mod walk;

use std::collections::BTreeMap;

use schemadrift_core::finding::Level;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::problem::Problem;

pub use baseline::{
    Acceptance, BASELINE_FILE, Baseline, BaselineEntry, Judged, NeedsReason, Update,
};
pub use baseline::{read_baseline, write_baseline};
pub use comments::Comments;
pub use entries::{Address, CodeEntry, DatabaseEntry, SourceEntry};
pub use ignore::Ignore;
pub use read::read;
pub use template::{First, FirstDatabase, FirstSource, first_configuration};

/// The settings of a project.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// What states the expected schema.
    pub sources: Vec<SourceEntry>,
    /// Where the live databases are.
    pub databases: Vec<DatabaseEntry>,
    /// Levels by rule.
    pub levels: BTreeMap<String, Level>,
    /// What is known and accepted.
    pub ignores: Vec<Ignore>,
    /// Tables that must hold rows.
    pub expected_rows: Vec<QualifiedName>,
    /// What is read of the code.
    pub code: CodeEntry,
    /// The file of accepted findings, relative to the configuration's folder, where it is named.
    pub baseline: Option<String>,
    /// The lowest level that fails.
    pub fail_on: Option<Level>,
    /// Mistakes in the file.
    pub problems: Vec<Problem>,
}

impl Config {
    /// The database of a source: the one it names, or the only one there is.
    pub fn database_of(&self, name: Option<&str>) -> Option<&DatabaseEntry> {
        match (name, self.databases.as_slice()) {
            (Some(name), databases) => databases
                .iter()
                .find(|entry| entry.name.as_deref() == Some(name)),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }
}
