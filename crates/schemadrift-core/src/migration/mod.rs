//! Owns the vocabulary of migrations: the tools that run them, a migration on disk, the ledger in
//! which a tool records what it applied, and what the two say together. How files and rows are
//! read is known elsewhere.

mod ledger;
mod state;
mod tool;

use crate::origin::Location;

pub use ledger::{Entry, LEDGER_TABLES, Ledger, LedgerReading, LedgerRow, LedgerTable, Outcome};
pub use state::{State, Status};
pub use tool::{Commands, LatePolicy, Tool, ToolFacts, with_name};

/// One migration on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// What its ledger calls it: a folder's name, a version without decoration, a file's stem, as
    /// the tool has it.
    pub name: String,
    /// What a person calls it: the name of its file or folder.
    pub label: String,
    /// Its version, where the tool knows versions.
    pub version: Option<String>,
    /// When it runs.
    pub kind: MigrationKind,
    /// The place to show for it: the whole file, or its block or its mention there.
    pub location: Location,
    /// What runs when it is applied, in order. What undoes it is not among them.
    pub up: Vec<UpPart>,
    /// Why reading [`up`](Self::up) does not tell all that it does, each in words. Empty if it does.
    pub doubts: Vec<String>,
    /// What decides whether it runs at all, each in words, where that is not known here. Empty if
    /// it does.
    pub conditions: Vec<String>,
    /// Whether it runs in a transaction.
    pub transaction: Transaction,
    /// The checksums under which its ledger may know these bytes, each as the ledger prints it.
    /// Empty where the tool keeps none, or where it cannot be computed.
    pub checksums: Vec<String>,
}

/// When a migration runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MigrationKind {
    /// Once, in its order.
    Versioned,
    /// After all others, and again whenever its text changes.
    Repeatable,
    /// Never by itself: a dump of everything that migrations did, without a row in a ledger.
    Dump,
}

/// A part of a file that runs when its migration is applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpPart {
    /// Where it stands.
    pub location: Location,
    /// What is sent to the database, where that differs from what stands in the file: a string
    /// literal of another language decoded, placeholders filled in.
    pub replaced: Option<String>,
    /// How the tool cuts it into statements.
    pub splitting: Splitting,
}

impl UpPart {
    /// A part that is sent as it stands.
    pub fn as_written(location: Location) -> Self {
        Self {
            location,
            replaced: None,
            splitting: Splitting::Statements,
        }
    }

    /// The text that is sent to the database.
    pub fn sql(&self) -> &str {
        self.replaced
            .as_deref()
            .unwrap_or_else(|| self.location.text())
    }
}

/// How a tool cuts a part into statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Splitting {
    /// By the language's own rule.
    Statements,
    /// Not at all: it is one statement, semicolons included.
    One,
}

/// Whether a migration runs in a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transaction {
    /// As the tool does where nothing is said.
    ToolDefault,
    /// The migration asks to run outside of one, so that half of it may have happened.
    Off,
}
