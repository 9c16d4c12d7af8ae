//! Owns plain SQL files as a source: one script, or the scripts of a folder in the order of their
//! numbers or names, carried out on an empty schema. A dump is such a script, and says how many rows there are.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use schemadrift_core::dialect::Engine;
use schemadrift_core::limits::MAX_FILE_BYTES;
use schemadrift_core::model::Duplicate;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::{Origin, SourceFile};
use schemadrift_core::problem::Problem;
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
    let Loaded { files, problems } = load(path, root, &place)?;
    let texts: Vec<&str> = files.iter().map(|file| file.text.as_str()).collect();
    let told = schemadrift_migrations::engine_of_sql(&texts);
    let engine = engine_of(engine, told).ok_or_else(|| {
        ReadError::new(format!(
            "nothing tells which database the SQL in `{place}` is for"
        ))
        .with_help("compare it with a database, whose kind then holds for both")
    })?;
    Ok(read_as(engine, None, files, problems))
}

/// The engine that SQL is for: what the caller knows, unless the text says which of its kin.
fn engine_of(known: Option<Engine>, told: Option<Engine>) -> Option<Engine> {
    match (known, told) {
        (Some(known), Some(told)) if told != told.dialect().base && told.is_kin_of(known) => {
            Some(told)
        }
        (known, told) => known.or(told),
    }
}

/// What scripts make of an empty database of this kind, in which names without a schema live in
/// `namespace`, if not where the engine puts them. `notes` is what was met in loading them.
pub(crate) fn read_as(
    engine: Engine,
    namespace: Option<Name>,
    files: Vec<Arc<SourceFile>>,
    notes: Vec<Problem>,
) -> SqlReading {
    let mut replay = Replay::new(engine, namespace);
    let mut script = Script {
        statements: Vec::new(),
        files: files.clone(),
        notes: notes.clone(),
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
    SqlReading {
        reading: Reading {
            schema: replayed.schema,
            problems: notes.into_iter().chain(replayed.problems).collect(),
            files,
        },
        rows: replayed.rows,
        script,
    }
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

fn load(path: &Path, root: &Path, place: &str) -> Result<Loaded, ReadError> {
    let mut loaded = Loaded::default();
    if path.is_dir() {
        loaded.add_folder(path, root)?;
    } else {
        loaded.files.push(file(path, root)?);
    }
    if loaded.files.is_empty() {
        return Err(ReadError::new(format!("`{place}` holds no `.sql` file")));
    }
    Ok(loaded)
}

/// Scripts in the order in which they run, and what is to be said of it.
#[derive(Default)]
struct Loaded {
    files: Vec<Arc<SourceFile>>,
    problems: Vec<Problem>,
}

impl Loaded {
    /// Adds the scripts of a folder and of the folders in it: in the order of their numbers where
    /// all of them begin with one, else in that of their names. What undoes a script is left out.
    fn add_folder(&mut self, folder: &Path, root: &Path) -> Result<(), ReadError> {
        let mut entries = entries(folder);
        let undoes = |own: &Entry| {
            let Some(title) = own.name.strip_suffix(".down.sql") else {
                return false;
            };
            let done_by = [format!("{title}.up.sql"), format!("{title}.sql")];
            entries.iter().any(|other| done_by.contains(&other.name))
        };
        let undoing: Vec<String> = entries
            .iter()
            .filter(|own| undoes(own))
            .map(|own| own.name.clone())
            .collect();
        entries.retain(|entry| !undoing.contains(&entry.name));
        let place = shown_path(folder, root);
        if !undoing.is_empty() {
            self.note(format!(
                "the files in `{place}` that end in `.down.sql` undo others, and are not read"
            ));
        }
        let numbered = entries.iter().filter_map(|entry| number(&entry.name));
        let (count, is_sorted) = (numbered.clone().count(), numbered.is_sorted());
        if !is_sorted && count == entries.len() {
            entries.sort_by_cached_key(|entry| (number(&entry.name), entry.path.clone()));
            self.note(format!(
                "the files in `{place}` are taken in the order of their numbers, which is not that \
                 of their names"
            ));
        } else if !is_sorted {
            self.note(format!(
                "the files in `{place}` are taken in the order of their names, since not all of \
                 them begin with a number"
            ));
        }
        for entry in entries {
            if entry.is_folder {
                self.add_folder(&entry.path, root)?;
            } else {
                self.files.push(file(&entry.path, root)?);
            }
        }
        Ok(())
    }

    fn note(&mut self, message: String) {
        self.problems
            .push(Problem::note(message, Origin::Unlocated));
    }
}

/// A script, or a folder in which some may be.
struct Entry {
    name: String,
    path: PathBuf,
    is_folder: bool,
}

/// What a folder holds, in the order of names. A link may lead back up, and is not followed.
fn entries(folder: &Path) -> Vec<Entry> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let entry = |entry: std::fs::DirEntry| {
        let kind = entry.file_type().ok()?;
        let path = entry.path();
        let is_script = path.extension().is_some_and(|ending| ending == "sql");
        let is_wanted = kind.is_dir() || !kind.is_symlink() && is_script;
        is_wanted.then(|| Entry {
            name: entry.file_name().to_string_lossy().into_owned(),
            is_folder: kind.is_dir(),
            path,
        })
    };
    let mut found: Vec<Entry> = entries.filter_map(Result::ok).filter_map(entry).collect();
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// The number in front of a name, as its length without leading zeros and its digits, so that it
/// may have any number of digits.
fn number(name: &str) -> Option<(usize, String)> {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    let significant = digits.trim_start_matches('0').to_owned();
    (!digits.is_empty()).then_some((significant.len(), significant))
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
