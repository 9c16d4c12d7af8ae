//! Owns what a layout's file lists, and the few ways in which a file becomes a migration.

use std::ops::Range;

use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::{Migration, MigrationKind, Transaction, UpPart};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::{Location, Origin};
use schemadrift_core::problem::Problem;

use crate::disk::FileText;
use crate::folder::Folder;
use crate::found::LeftAlone;
use crate::lines;

/// What a folder holds by the rule of its layout.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// In the order in which the tool applies them.
    pub(crate) migrations: Vec<Migration>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) left_alone: Vec<LeftAlone>,
    /// Where the project keeps the ledger, if it says so.
    pub(crate) ledger: Option<QualifiedName>,
    /// The engine, if the layout itself says so.
    pub(crate) engine: Option<Engine>,
}

impl Listing {
    /// Notes something that is no migration.
    pub(crate) fn leave(&mut self, folder: &Folder, below: &str, reason: impl Into<String>) {
        self.left_alone.push(LeftAlone {
            path: folder.shown(below),
            reason: reason.into(),
        });
    }

    /// Notes trouble with a file as a whole.
    pub(crate) fn warn(&mut self, file: &FileText, message: impl Into<String>) {
        self.problems
            .push(Problem::warning(message, Origin::Exact(first_line(file))));
    }

    /// Notes trouble that no file can be shown for.
    pub(crate) fn warn_about(&mut self, message: impl Into<String>) {
        self.problems
            .push(Problem::warning(message, Origin::Unlocated));
    }
}

/// A migration whose file runs as a whole.
pub(crate) fn whole_file(file: &FileText, name: impl Into<String>, label: &str) -> Migration {
    let mut migration = without_sql(file, name, label);
    let content = lines::content(file.text());
    if !lines::is_blank(file.text(), &content) {
        migration.up = vec![part(file, content)];
    }
    migration
}

/// A migration of which nothing is known to run yet.
pub(crate) fn without_sql(file: &FileText, name: impl Into<String>, label: &str) -> Migration {
    Migration {
        name: name.into(),
        label: label.to_owned(),
        version: None,
        kind: MigrationKind::Versioned,
        location: Location::new(&file.source, 0..file.text().len()),
        up: Vec::new(),
        doubts: Vec::new(),
        conditions: Vec::new(),
        transaction: Transaction::ToolDefault,
        checksums: Vec::new(),
    }
}

/// A migration that is written in another language than SQL.
pub(crate) fn code(
    file: &FileText,
    name: impl Into<String>,
    label: &str,
    language: &str,
) -> Migration {
    let mut migration = without_sql(file, name, label);
    migration.doubts = vec![format!("it is {language} code")];
    migration
}

/// Bytes of a file that run as they stand.
pub(crate) fn part(file: &FileText, range: Range<usize>) -> UpPart {
    UpPart::as_written(Location::new(&file.source, range))
}

/// The first line of a file, to point at it.
pub(crate) fn first_line(file: &FileText) -> Location {
    let line = lines::lines(file.text()).next();
    let range = line.map_or(0..0, |line| line.start..line.start + line.text.len());
    Location::new(&file.source, range)
}
