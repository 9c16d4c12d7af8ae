//! Owns the pure reading: files in, model and problems out, whatever the bytes.

use std::sync::Arc;

use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::SourceFile;
use schemadrift_core::problem::Problem;
use schemadrift_core::source::Reading;
use schemadrift_rust_syntax::RustTable;

use crate::assemble;
use crate::collect::Collected;
use crate::entity::Entity;
use crate::index::Index;
use crate::lower;
use crate::named;
use crate::types::Backend;
use crate::version::Release;

/// A file of the program.
#[derive(Debug, Clone)]
pub struct ProgramFile {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The name of its crate as paths in code spell it.
    pub crate_name: String,
    /// Whether its entities are to be read; of other files, only the types count that entities
    /// are made of.
    pub is_of_entities: bool,
}

/// What entities are read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadSettings {
    /// The database.
    pub engine: Engine,
    /// The first number of SeaORM's version, where it is known.
    pub major: Option<u64>,
}

/// What was understood of entities.
#[derive(Debug, Clone)]
pub struct SeaOrmReading {
    /// The model and the problems.
    pub reading: Reading,
    /// How code names the tables.
    pub tables: Vec<RustTable>,
}

/// Reads the entities of a program.
pub fn read(files: &[ProgramFile], settings: ReadSettings) -> SeaOrmReading {
    let mut collected = Collected::of(files);
    let entities = assemble::entities(&mut collected);
    let mut problems = std::mem::take(&mut collected.problems);
    let backend = Backend {
        engine: settings.engine,
        release: settings.major.map_or(Release::Unknown, Release::of_major),
    };
    let index = Index::new(&collected, &entities);
    let schema = lower::schema(&entities, &index, backend, &mut problems);
    let tables = named::tables(&entities, backend);
    SeaOrmReading {
        reading: Reading {
            schema,
            problems,
            files: files.iter().map(|file| Arc::clone(&file.file)).collect(),
        },
        tables,
    }
}

/// The tables of a program's entities by the file that declares each.
pub(crate) fn tables(files: &[ProgramFile]) -> Vec<(Arc<SourceFile>, String)> {
    let mut collected = Collected::of(files);
    let entities = assemble::entities(&mut collected);
    entities
        .iter()
        .filter_map(|entity| Some((Arc::clone(file_of(entity)?), entity.table.text.clone())))
        .collect()
}

fn file_of(entity: &Entity) -> Option<&Arc<SourceFile>> {
    entity
        .table
        .origin
        .location()
        .map(|location| &location.file)
}

/// A problem of files that could not be taken in, for whoever reads them from disk.
pub(crate) fn with_problems(mut reading: SeaOrmReading, problems: Vec<Problem>) -> SeaOrmReading {
    reading.reading.problems.splice(0..0, problems);
    reading
}
