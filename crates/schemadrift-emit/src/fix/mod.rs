//! Owns forward-only migrations in the making: the statements that bring a database from one schema
//! to another, in the order in which each finds what it needs. Whatever could lose data is held
//! back: shown, and never among what runs.

mod bare_names;
mod columns;
mod conversion;
mod differences;
mod enums;
mod forward;
mod keys;
mod mysql;
mod named;
mod objects;
mod plan;
mod postgresql;
mod rebuild;
mod references;
mod renames;
mod sqlite;
mod tables;
mod text;

use std::fmt;

use schemadrift_core::model::Schema;
use schemadrift_core::name::{Name, QualifiedName};

use crate::Skipped;
use plan::Plan;

/// What the place allows in which a migration will stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixSetting {
    /// A file may run outside a transaction, so that indexes are built beside reads and writes.
    pub can_leave_transactions: bool,
}

/// A migration in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What runs, file by file in order.
    pub files: Vec<FixFile>,
    /// What is shown and does not run, since it could lose data or refuse what is allowed today.
    pub held_back: Vec<FixStep>,
    /// What cannot be written, with the reasons.
    pub skipped: Vec<Skipped>,
}

/// What one file of a migration runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixFile {
    /// What it is for, in two or three words.
    pub purpose: &'static str,
    /// How it has to run.
    pub running: Running,
    /// Its steps, in order.
    pub steps: Vec<FixStep>,
}

/// How a file has to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Running {
    /// All of it or nothing, where the database can.
    InTransaction,
    /// Outside of any transaction, as the one statement of its file.
    Alone,
    /// Outside of any transaction; it begins and ends its own.
    WithItsOwnTransaction,
}

/// A few statements that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FixStep {
    /// What has to be known about them.
    pub notes: Vec<String>,
    /// What they may cost.
    pub hazards: Vec<Hazard>,
    /// A column that needs a value in every row before they run.
    pub needs_values: Option<NeedsValues>,
    /// The statements, without semicolons.
    pub statements: Vec<String>,
    /// They copy a table row by row and take the old copy away.
    pub is_rebuild: bool,
}

/// A column that needs a value in every row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedsValues {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Name,
    /// A statement that gives the values, but for the value itself.
    pub statement: String,
}

/// What a statement may cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hazard {
    /// Others have to wait.
    Lock(&'static str),
    /// Every row is written anew.
    Rewrite(&'static str),
    /// It ends with an error, and changes nothing, unless the data fits.
    MayFail(&'static str),
    /// Data is lost.
    DataLoss(&'static str),
}

impl fmt::Display for Hazard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lock(what) => write!(formatter, "lock: {what}"),
            Self::Rewrite(what) => write!(formatter, "rewrite: {what}"),
            Self::MayFail(what) => write!(formatter, "may fail: {what}"),
            Self::DataLoss(what) => write!(formatter, "data loss: {what}"),
        }
    }
}

impl Fix {
    /// Whether there is anything to run.
    pub fn runs_nothing(&self) -> bool {
        self.files.is_empty()
    }

    /// What one of the files says, with what is held back behind the last of them.
    pub fn file_text(&self, position: usize) -> String {
        let mut text = self
            .files
            .get(position)
            .map(text::of_file)
            .unwrap_or_default();
        if position + 1 >= self.files.len() {
            text.push_str(&text::of_held_back(&self.held_back));
        }
        text
    }
}

/// Writes the migration that brings a database from one schema to another.
///
/// Both are stated as the live database states its own: what is equal in both is left alone.
pub fn fix(found: &Schema, aimed: &Schema, setting: FixSetting) -> Fix {
    let namespace = found.default_namespace.as_ref();
    let found = bare_names::without(found, namespace);
    let aimed = bare_names::without(aimed, namespace);
    let mut plan = Plan::new(&found, &aimed, setting);
    objects::plan(&found, &aimed, &mut plan);
    tables::plan(&found, &aimed, &mut plan);
    plan.finish()
}
