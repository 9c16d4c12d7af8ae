//! Owns references in Rust that go through an ORM: unit structs of Diesel, entities of SeaORM, and
//! structs that derive what either makes of rows. The compiler sees to it that such a name is
//! declared, so nothing here is unknown: it is known, or nothing tells what it leads to.

mod chain;
mod diesel_rows;
mod meaning;
mod program;
mod sea_orm_rows;
#[cfg(test)]
mod tests;
mod uses;
mod walk;

use std::path::Path;
use std::sync::Arc;

use schemadrift_core::origin::SourceFile;
use schemadrift_rust_syntax::{CrateNames, RustTable, module_path};

use crate::reference::References;
use crate::side_by_side::side_by_side;
use program::Program;
use walk::walk;

/// Words of which a file has at least one, if it goes through an ORM or hands its names on.
const WORDS: &[&str] = &[
    "diesel",
    "sea_orm",
    "dsl",
    "schema",
    "entit",
    "Entity",
    "Column",
    "Model",
    "::table",
    "::find",
    ".eq(",
    "COLUMN",
    "Insertable",
    "Selectable",
    "pub use",
    "pub(crate) use",
    "pub(super) use",
];

/// Whether a file may go through an ORM.
pub(crate) fn may_use_an_orm(text: &str) -> bool {
    WORDS.iter().any(|word| text.contains(word))
}

/// The references of a program's files to the tables that it declares. Crates are told by the
/// manifests around the files; paths are relative to `root`.
pub(crate) fn orm_references(
    files: &[Arc<SourceFile>],
    root: &Path,
    tables: &[RustTable],
) -> References {
    let mut all = References::default();
    if tables.is_empty() {
        return all;
    }
    let mut crates = CrateNames::new(root);
    let files: Vec<InCrate> = files
        .iter()
        .filter(|file| may_use_an_orm(&file.text))
        .map(|file| InCrate::of(file, &mut crates))
        .collect();
    let mut program = Program::new(tables, &mut crates);
    for uses in side_by_side(&files, uses::uses) {
        program.add(uses);
    }
    for own in side_by_side(&files, |file| walk(file, &program)) {
        all.extend(own);
    }
    all
}

/// A file, and the module that it is.
pub(crate) struct InCrate {
    file: Arc<SourceFile>,
    /// Its crate first.
    module: Vec<String>,
}

impl InCrate {
    fn of(file: &Arc<SourceFile>, crates: &mut CrateNames) -> Self {
        let mut module = vec![crates.name_of(&file.path)];
        module.extend(module_path(&file.path));
        Self {
            file: Arc::clone(file),
            module,
        }
    }
}
