//! Owns entities on disk: the files of a folder, the rest of the program around them, and what
//! its manifest says of SeaORM.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use schemadrift_core::dialect::Engine;
use schemadrift_core::problem::Problem;
use schemadrift_core::source::{ReadError, Reading, SchemaSource, SourceDescription, shown_path};
use schemadrift_rust_syntax::{CrateNames, Library, library, rust_files};

use crate::collect::{TELLING_WORDS, may_hold_entities};
use crate::reading::{ProgramFile, ReadSettings, SeaOrmReading, read, tables, with_problems};

/// How many folders above the entities are searched for the program around them.
const MAX_DISTANCE: usize = 6;

/// The features of SeaORM that tell the database.
const DRIVERS: &[(&str, Engine)] = &[
    ("sqlx-postgres", Engine::PostgreSql),
    ("sqlx-mysql", Engine::MySql),
    ("sqlx-sqlite", Engine::Sqlite),
    ("rusqlite", Engine::Sqlite),
];

/// What the manifest around entities says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeaOrmProject {
    /// The folder or file of the entities.
    pub path: PathBuf,
    /// The databases that the program has drivers for.
    pub engines: Vec<Engine>,
    /// The first number of SeaORM's version.
    pub major: Option<u64>,
}

/// Entities on disk.
#[derive(Debug, Clone)]
pub struct SeaOrmSource {
    project: SeaOrmProject,
    display_root: PathBuf,
    files: Vec<ProgramFile>,
    problems: Vec<Problem>,
    engine: Option<Engine>,
}

impl SeaOrmSource {
    /// Reads the files of a folder of entities, and of the program around it what entities may be
    /// made of. Paths are shown relative to `display_root`. The kind of the database that is
    /// connected to counts where the program could use several.
    ///
    /// # Errors
    ///
    /// The path does not exist, cannot be read, or holds no entity.
    pub fn open(
        path: &Path,
        display_root: &Path,
        connected: Option<Engine>,
    ) -> Result<Self, ReadError> {
        // Nothing stands for the current folder, which a path has to be named by to be compared.
        let display_root = match display_root {
            empty if empty.as_os_str().is_empty() => Path::new("."),
            root => root,
        };
        let shown = shown_path(path, display_root);
        if !path.exists() {
            return Err(
                ReadError::new(format!("cannot read `{shown}`: it does not exist"))
                    .with_help("name a folder of entities, or a crate that holds some"),
            );
        }
        let own = rust_files(path, display_root, TELLING_WORDS)?;
        let mut problems = own.problems;
        let mut crates = CrateNames::new(display_root);
        let mut files: Vec<ProgramFile> = own
            .files
            .into_iter()
            .map(|file| ProgramFile {
                crate_name: crates.name_of(&file.path),
                is_of_entities: !is_of_migration(&file.path),
                file,
            })
            .collect();
        if !files.iter().any(|file| may_hold_entities(&file.file.text)) {
            return Err(ReadError::new(format!("`{shown}` holds no SeaORM entity"))
                .with_help("name a folder of entities, or a crate that holds some"));
        }
        if let Some(program) = program_around(path) {
            let known: HashSet<String> = files.iter().map(|file| file.file.path.clone()).collect();
            let around = rust_files(&program, display_root, TELLING_WORDS)?;
            problems.extend(around.problems);
            let more = around
                .files
                .into_iter()
                .filter(|file| !known.contains(&file.path));
            files.extend(more.map(|file| ProgramFile {
                crate_name: crates.name_of(&file.path),
                is_of_entities: false,
                file,
            }));
        }
        // The manifest nearest to an entity, and not one above the folder that was named.
        let entity = files
            .iter()
            .find(|file| file.is_of_entities && may_hold_entities(&file.file.text))
            .map(|file| display_root.join(&file.file.path));
        let project = project(path, entity.as_deref().unwrap_or(path));
        let engine = engine(&project.engines, connected);
        Ok(Self {
            project,
            display_root: display_root.to_owned(),
            files,
            problems,
            engine,
        })
    }

    /// What the manifest around the entities says.
    pub fn project(&self) -> &SeaOrmProject {
        &self.project
    }

    /// Reads the entities.
    ///
    /// # Errors
    ///
    /// Nothing tells which database they are for.
    pub fn read_entities(&self) -> Result<SeaOrmReading, ReadError> {
        let Some(engine) = self.engine else {
            let place = shown_path(&self.project.path, &self.display_root);
            return Err(ReadError::new(format!(
                "nothing tells which database the entities in `{place}` are for"
            ))
            .with_help("compare them with a database, whose kind then holds for both"));
        };
        let settings = ReadSettings {
            engine,
            major: self.project.major,
        };
        let reading = read(&self.files, settings);
        Ok(with_problems(reading, self.problems.clone()))
    }

    /// The tables of the entities, each with the path of its file.
    pub(crate) fn tables(&self) -> Vec<(PathBuf, String)> {
        tables(&self.files)
            .into_iter()
            .map(|(file, table)| (self.display_root.join(&file.path), table))
            .collect()
    }
}

#[async_trait]
impl SchemaSource for SeaOrmSource {
    fn description(&self) -> SourceDescription {
        SourceDescription {
            kind: "seaorm".to_owned(),
            place: shown_path(&self.project.path, &self.display_root),
        }
    }

    async fn read(&self) -> Result<Reading, ReadError> {
        Ok(self.read_entities()?.reading)
    }
}

/// What the manifest around an entity says of SeaORM.
fn project(path: &Path, entity: &Path) -> SeaOrmProject {
    let library = library(entity, "sea-orm");
    let mut engines = Vec::new();
    if let Some(library) = &library {
        let has = |feature: &str| has_feature(library, feature);
        for (feature, engine) in DRIVERS {
            if has(feature) && !engines.contains(engine) {
                engines.push(*engine);
            }
        }
    }
    SeaOrmProject {
        path: path.to_owned(),
        engines,
        major: library
            .and_then(|library| library.version)
            .map(|version| version.major),
    }
}

fn has_feature(library: &Library, feature: &str) -> bool {
    library.features.contains(feature) || library.optional_features.contains(feature)
}

/// The database of the entities: the one that is connected to, if the program has a driver for it
/// or does not say; else the first that it has one for.
fn engine(drivers: &[Engine], connected: Option<Engine>) -> Option<Engine> {
    let family = |engine: Engine| match engine {
        Engine::MariaDb => Engine::MySql,
        engine => engine,
    };
    match connected {
        Some(connected) if drivers.is_empty() || drivers.contains(&family(connected)) => {
            Some(connected)
        }
        _ => drivers.first().copied(),
    }
}

/// The workspace around a path, or else its crate.
fn program_around(path: &Path) -> Option<PathBuf> {
    let path = path.canonicalize().ok()?;
    let mut found = None;
    for folder in path.ancestors().take(MAX_DISTANCE) {
        let manifest = folder.join("Cargo.toml");
        let Ok(text) = std::fs::read_to_string(&manifest) else {
            continue;
        };
        found.get_or_insert_with(|| folder.to_owned());
        if text
            .lines()
            .any(|line| line.trim().starts_with("[workspace"))
        {
            return Some(folder.to_owned());
        }
    }
    found
}

/// Whether a file belongs to a migration: entities there are of the day that it was written.
fn is_of_migration(path: &str) -> bool {
    path.split('/').any(|part| {
        let digits = |text: &str, count: usize| {
            text.len() >= count && text.bytes().take(count).all(|byte| byte.is_ascii_digit())
        };
        part.strip_prefix('m')
            .is_some_and(|rest| digits(rest, 8) && rest.as_bytes().get(8) == Some(&b'_'))
    })
}

#[cfg(test)]
mod tests {
    use super::{engine, is_of_migration};
    use schemadrift_core::dialect::Engine;

    #[test]
    fn the_database_that_is_connected_to_counts_where_there_is_a_driver() {
        let several = [Engine::PostgreSql, Engine::MySql];
        assert_eq!(
            engine(&several, Some(Engine::MariaDb)),
            Some(Engine::MariaDb)
        );
        assert_eq!(
            engine(&several, Some(Engine::Sqlite)),
            Some(Engine::PostgreSql)
        );
        assert_eq!(engine(&several, None), Some(Engine::PostgreSql));
        assert_eq!(engine(&[], Some(Engine::Sqlite)), Some(Engine::Sqlite));
        assert_eq!(engine(&[], None), None);
    }

    #[test]
    fn entities_of_a_migration_are_told_by_its_name() {
        assert!(is_of_migration(
            "migration/src/m20220101_000001_create/seed.rs"
        ));
        assert!(is_of_migration("m20220101_000001_create.rs"));
        assert!(!is_of_migration("src/message.rs"));
        assert!(!is_of_migration("m2022/entity.rs"));
    }
}
