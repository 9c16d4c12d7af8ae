//! Owns finding the entities of a project: one source for each crate that has some, or for each
//! folder where one crate keeps several sets of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use schemadrift_core::source::ReadError;
use schemadrift_rust_syntax::rust_files;

use crate::collect::ENTITY_WORDS;
use crate::source::SeaOrmSource;

/// The folders of entities in a project, in order.
///
/// # Errors
///
/// A folder or file that cannot be read.
pub fn find(root: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let files = rust_files(root, root, ENTITY_WORDS)?.files;
    let mut crates: BTreeSet<PathBuf> = BTreeSet::new();
    for file in &files {
        let path = root.join(&file.path);
        let folder = path
            .ancestors()
            .skip(1)
            .find(|folder| folder.join("Cargo.toml").is_file() || *folder == root);
        crates.extend(folder.map(Path::to_owned));
    }
    let mut found = Vec::new();
    for folder in crates {
        found.extend(in_crate(&folder, root)?);
    }
    Ok(found)
}

/// The sets of entities in one crate.
fn in_crate(folder: &Path, root: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let Ok(source) = SeaOrmSource::open(folder, root, None) else {
        return Ok(Vec::new());
    };
    let tables = source.tables();
    // A workspace's own folder holds its members too; those come by themselves.
    let own: Vec<&(PathBuf, String)> = tables
        .iter()
        .filter(|(path, _)| crate_of(path, folder) == folder)
        .collect();
    let mut by_folder: BTreeMap<PathBuf, BTreeSet<&str>> = BTreeMap::new();
    for (path, table) in own {
        let folder = path.parent().unwrap_or(folder).to_owned();
        by_folder.entry(folder).or_default().insert(table);
    }
    let folders: Vec<&PathBuf> = by_folder.keys().collect();
    let overlap = |one: &PathBuf, other: &PathBuf| !by_folder[one].is_disjoint(&by_folder[other]);
    let has_several_sets = folders.iter().enumerate().any(|(index, one)| {
        let mut others = folders.iter().skip(index + 1);
        others.any(|other| overlap(one, other))
    });
    if has_several_sets {
        return Ok(by_folder.into_keys().collect());
    }
    Ok(common(&folders).into_iter().collect())
}

/// The innermost crate that a file belongs to, at most `outermost`.
fn crate_of<'a>(file: &'a Path, outermost: &'a Path) -> &'a Path {
    file.ancestors()
        .skip(1)
        .take_while(|folder| *folder != outermost)
        .find(|folder| folder.join("Cargo.toml").is_file())
        .unwrap_or(outermost)
}

/// The folder that holds all of these.
fn common(folders: &[&PathBuf]) -> Option<PathBuf> {
    let (first, rest) = folders.split_first()?;
    let holds_all = |folder: &&Path| rest.iter().all(|other| other.starts_with(folder));
    first.ancestors().find(holds_all).map(Path::to_owned)
}
