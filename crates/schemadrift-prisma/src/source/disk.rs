//! Owns the disk: files as shared text with the path that people see.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use schemadrift_core::limits;
use schemadrift_core::origin::SourceFile;
use schemadrift_core::source::{ReadError, shown_path};

use crate::config::PrismaConfig;
use crate::find::is_schema;

/// How deep folders of a schema may nest.
const MAX_FOLDERS: usize = 32;

/// A file with the path that people see. Invalid UTF-8 is replaced.
pub(crate) fn file(path: &Path, display_root: &Path) -> Result<Arc<SourceFile>, ReadError> {
    let shown = shown_path(path, display_root);
    let text =
        text(path).map_err(|reason| ReadError::new(format!("cannot read `{shown}`: {reason}")))?;
    Ok(SourceFile::new(shown, text))
}

/// The text of a file, or why it cannot be had.
pub(crate) fn text(path: &Path) -> Result<String, String> {
    let size = std::fs::metadata(path)
        .map_err(|error| error.to_string())?
        .len();
    if size > limits::MAX_FILE_BYTES {
        return Err(format!(
            "it has {size} bytes, more than the limit of {}",
            limits::MAX_FILE_BYTES
        ));
    }
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    if is_utf16(&bytes) {
        return Err(
            "it is written in UTF-16; save it as UTF-8, which is all that Prisma reads".to_owned(),
        );
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}

/// Whether a text starts as one in UTF-16 does: with its mark, or with a letter beside a zero.
fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
        || matches!(bytes, [letter, 0, other, 0, ..] | [0, letter, 0, other, ..] if *letter != 0 && *other != 0)
}

/// Reads a config file.
pub(crate) fn config(path: &Path, display_root: &Path) -> Result<PrismaConfig, ReadError> {
    Ok(PrismaConfig::read(&file(path, display_root)?))
}

/// The places that a path in a config file may mean: relative to the file, as Prisma takes it, or
/// to the project where the file is in `.config`.
pub(crate) fn places(config: &Path, project: &Path, written: &str) -> Vec<PathBuf> {
    [config.parent(), Some(project)]
        .into_iter()
        .flatten()
        .map(|folder| join(folder, written))
        .collect()
}

/// A path below a folder, with `.` and `..` resolved by their text.
pub(crate) fn join(folder: &Path, written: &str) -> PathBuf {
    let mut path = folder.to_owned();
    for component in Path::new(written).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if path.file_name().is_some() => {
                path.pop();
            }
            other @ (Component::ParentDir
            | Component::Prefix(_)
            | Component::RootDir
            | Component::Normal(_)) => path.push(other),
        }
    }
    path
}

/// Every schema file in a folder and the folders below, in order of their paths.
pub(crate) fn schema_files(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut files = Vec::new();
    collect(folder, 0, &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), ReadError> {
    let failed = |error: std::io::Error| {
        ReadError::new(format!("cannot read `{}`: {error}", folder.display()))
    };
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        // A link to a folder could lead back up.
        let is_folder = entry.file_type().map_err(failed)?.is_dir();
        if is_folder && depth < MAX_FOLDERS && entry.file_name() != "node_modules" {
            collect(&path, depth + 1, files)?;
        } else if is_schema(&path) && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}
