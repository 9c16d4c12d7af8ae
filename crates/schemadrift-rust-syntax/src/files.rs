//! Owns which files are a Rust program: those of a folder that git would keep, without what the
//! build leaves behind, without tests, benchmarks and examples.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};
use schemadrift_core::limits::MAX_FILE_BYTES;
use schemadrift_core::origin::{Location, Origin, SourceFile};
use schemadrift_core::problem::Problem;
use schemadrift_core::source::{ReadError, shown_path};

use crate::test_modules;

/// The folders beside a crate's `src` that are not the program
/// (<https://doc.rust-lang.org/cargo/guide/project-layout.html>).
const BESIDE_THE_PROGRAM: [&str; 3] = ["tests", "benches", "examples"];

/// The files of a program.
#[derive(Debug, Clone, Default)]
pub struct RustFiles {
    /// Those that were asked for, in the order of their paths.
    pub files: Vec<Arc<SourceFile>>,
    /// What could not be taken in.
    pub problems: Vec<Problem>,
}

/// Reads the Rust files of a crate, a workspace or any folder, or one file. Of a folder, only the
/// files whose text holds one of `words` are kept: telling so is much cheaper than parsing. Paths
/// are shown relative to `root`.
///
/// # Errors
///
/// A folder or file that cannot be read.
pub fn rust_files(path: &Path, root: &Path, words: &[&str]) -> Result<RustFiles, ReadError> {
    let mut read = RustFiles::default();
    if path.is_file() {
        let text = text(path, root, &mut read.problems)?;
        read.files
            .extend(text.map(|text| SourceFile::new(shown_path(path, root), text)));
        return Ok(read);
    }
    let mut tests = BTreeSet::new();
    let mut texts = Vec::new();
    for path in program_paths(path, root)? {
        let Some(text) = text(&path, root, &mut read.problems)? else {
            continue;
        };
        test_modules::add(&path, &text, &mut tests);
        if words.iter().any(|word| text.contains(word)) {
            texts.push((path, text));
        }
    }
    texts.retain(|(path, _)| !test_modules::covers(&tests, path));
    let files = texts
        .into_iter()
        .map(|(path, text)| SourceFile::new(shown_path(&path, root), text));
    read.files.extend(files);
    Ok(read)
}

/// The paths of a program's files, in order.
fn program_paths(folder: &Path, root: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut paths = Vec::new();
    let walk = WalkBuilder::new(folder)
        .require_git(false)
        .filter_entry(is_program)
        .build();
    for entry in walk {
        let entry = entry.map_err(|error| {
            ReadError::new(format!(
                "cannot read `{}`: {error}",
                shown_path(folder, root)
            ))
        })?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file
            && entry
                .path()
                .extension()
                .is_some_and(|ending| ending == "rs")
        {
            paths.push(entry.into_path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// Whether a folder or file may belong to the program. The folder that was named always does.
fn is_program(entry: &DirEntry) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    let (Some(name), Some(parent)) = (entry.file_name().to_str(), entry.path().parent()) else {
        return true;
    };
    if entry.depth() == 0 || !is_folder {
        return true;
    }
    match name {
        "target" => !parent.join("Cargo.toml").is_file(),
        // `tests` of a workspace may be a crate like any other.
        name if BESIDE_THE_PROGRAM.contains(&name) => !is_crate(parent),
        _ => true,
    }
}

/// Whether a folder is a crate, and not just a workspace.
fn is_crate(folder: &Path) -> bool {
    std::fs::read_to_string(folder.join("Cargo.toml"))
        .is_ok_and(|manifest| manifest.lines().any(|line| line.trim() == "[package]"))
}

/// The text of a file; `None` where it is too large.
fn text(
    path: &Path,
    root: &Path,
    problems: &mut Vec<Problem>,
) -> Result<Option<String>, ReadError> {
    let shown = shown_path(path, root);
    let failed = |error| ReadError::new(format!("cannot read `{shown}`: {error}"));
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if size > MAX_FILE_BYTES {
        let place = Location::new(&SourceFile::new(&*shown, ""), 0..1);
        problems.push(Problem::warning(
            "the file is too large to be read",
            Origin::Enclosing(place),
        ));
        return Ok(None);
    }
    let bytes = std::fs::read(path).map_err(failed)?;
    Ok(Some(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }))
}
