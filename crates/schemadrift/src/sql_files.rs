//! Owns plain SQL files as a source: one script, or the scripts of a folder in the order of their
//! names, carried out on an empty schema. A dump is such a script, and says how many rows there are.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use schemadrift_core::dialect::Engine;
use schemadrift_core::limits::MAX_FILE_BYTES;
use schemadrift_core::model::Duplicate;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::SourceFile;
use schemadrift_core::source::{ReadError, Reading, shown_path};
use schemadrift_sql::read_script;
use schemadrift_sql::replay::{Repeated, Replay, Replayed, RowCount};

use crate::layer::Script;

/// SQL files that were read.
#[derive(Debug, Clone)]
pub(crate) struct SqlReading {
    pub(crate) reading: Reading,
    /// What the files write into the tables that they leave.
    pub(crate) rows: Vec<(QualifiedName, RowCount)>,
    /// The statements, for whoever wants them beside another source.
    pub(crate) script: Script,
}

/// Reads a file, or every `.sql` file of a folder and the folders in it.
///
/// # Errors
///
/// When the path cannot be read or holds no SQL file, or when nothing tells which database it is
/// for.
pub(crate) fn read(
    path: &Path,
    root: &Path,
    engine: Option<Engine>,
) -> Result<SqlReading, ReadError> {
    let place = shown_path(path, root);
    let files = load(path, root, &place)?;
    let texts: Vec<&str> = files.iter().map(|file| file.text.as_str()).collect();
    let engine = engine
        .or_else(|| schemadrift_migrations::engine_of_sql(&texts))
        .ok_or_else(|| {
            ReadError::new(format!(
                "nothing tells which database the SQL in `{place}` is for"
            ))
            .with_help("compare it with a database, whose kind then holds for both")
        })?;
    let mut replay = Replay::new(engine, None);
    let mut script = Script {
        statements: Vec::new(),
        files: files.clone(),
    };
    for file in &files {
        let statements = read_script(engine, file, 0..file.text.len());
        statements
            .iter()
            .for_each(|statement| replay.apply(statement));
        script.statements.extend(statements);
        replay.end_session();
    }
    let mut replayed = replay.finish();
    replayed.schema.duplicates = duplicates(&replayed);
    Ok(SqlReading {
        reading: Reading {
            schema: replayed.schema,
            problems: replayed.problems,
            files,
        },
        rows: replayed.rows,
        script,
    })
}

/// What is defined once more of the tables that are left.
fn duplicates(replayed: &Replayed) -> Vec<Duplicate> {
    let is_left = |repeated: &&Repeated| {
        let mut tables = replayed.schema.tables.iter();
        tables.any(|table| table.name == repeated.table)
    };
    let repeated = replayed.repeated.iter().filter(is_left);
    repeated.map(duplicate).collect()
}

/// A creation to no effect as the model states it.
fn duplicate(repeated: &Repeated) -> Duplicate {
    Duplicate {
        table: repeated.table.clone(),
        differing: repeated.differing.clone(),
        first: repeated.first.clone(),
        second: repeated.second.clone(),
    }
}

fn load(path: &Path, root: &Path, place: &str) -> Result<Vec<Arc<SourceFile>>, ReadError> {
    let paths = if path.is_dir() {
        scripts(path)
    } else {
        vec![path.to_owned()]
    };
    if paths.is_empty() {
        return Err(ReadError::new(format!("`{place}` holds no `.sql` file")));
    }
    paths.iter().map(|path| file(path, root)).collect()
}

/// The scripts of a folder, in the order of their names.
fn scripts(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        // A link may lead back up.
        .filter(|entry| entry.file_type().is_ok_and(|kind| !kind.is_symlink()))
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(scripts(&path));
        } else if path.extension().is_some_and(|ending| ending == "sql") {
            found.push(path);
        }
    }
    found
}

fn file(path: &Path, root: &Path) -> Result<Arc<SourceFile>, ReadError> {
    let place = shown_path(path, root);
    let cannot_read =
        |error: std::io::Error| ReadError::new(format!("cannot read `{place}`: {error}"));
    let size = std::fs::metadata(path).map_err(cannot_read)?.len();
    if size > MAX_FILE_BYTES {
        return Err(ReadError::new(format!(
            "`{place}` is larger than {MAX_FILE_BYTES} bytes"
        )));
    }
    let bytes = std::fs::read(path).map_err(cannot_read)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(SourceFile::new(place, text))
}
