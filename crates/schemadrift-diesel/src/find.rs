//! Owns the search for programs that use Diesel.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use schemadrift_core::source::ReadError;
use schemadrift_rust_syntax::rust_files;

use crate::parse;

/// The programs of a project that declare tables to Diesel: each the folder of its crate, or the
/// folder itself where no crate is around it. Tests, examples and benchmarks do not count. What
/// cannot be read is taken for absent.
pub fn find(root: &Path) -> Vec<PathBuf> {
    match crates(root) {
        Ok(crates) => crates.into_iter().collect(),
        Err(_) => Vec::new(),
    }
}

fn crates(root: &Path) -> Result<BTreeSet<PathBuf>, ReadError> {
    let found = rust_files(root, root, &["table!"])?;
    let tables = parse::parse(&found.files).declarations.tables;
    let folders = tables.iter().map(|table| {
        let path = root.join(&table.name.place.file.path);
        let around = path.ancestors().skip(1);
        let mut around = around.take_while(|folder| folder.starts_with(root));
        let crate_folder = around.find(|folder| folder.join("Cargo.toml").is_file());
        crate_folder.unwrap_or(root).to_owned()
    });
    let folders: BTreeSet<PathBuf> = folders.collect();
    // What lies below another one is read with it.
    let is_below_another = |folder: &PathBuf| {
        let mut above = folder.ancestors().skip(1);
        above.any(|above| folders.contains(above))
    };
    Ok(folders
        .iter()
        .filter(|folder| !is_below_another(folder))
        .cloned()
        .collect())
}
