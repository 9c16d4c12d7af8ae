//! Owns the pure reading: files in, model and problems out, whatever the bytes.

use std::sync::Arc;

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::{Origin, SourceFile};
use schemadrift_core::problem::Problem;
use schemadrift_core::source::Reading;

use crate::assemble;
use crate::collect::{Collected, Role};
use crate::entity::Entity;
use crate::index::Index;
use crate::lower;
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
    /// The columns that partial models read.
    pub references: Vec<ColumnReference>,
}

/// A place in the code that reads a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnReference {
    /// The place.
    pub origin: Origin,
    /// The table, where the code names its entity and the entity is found.
    pub table: Option<QualifiedName>,
    /// The column; without a table, the name that the query gives the value.
    pub column: Name,
}

/// Reads the entities of a program.
pub fn read(files: &[ProgramFile], settings: ReadSettings) -> SeaOrmReading {
    let mut collected = collect(files);
    let entities = assemble::entities(&mut collected);
    let mut problems = std::mem::take(&mut collected.problems);
    let backend = Backend {
        engine: settings.engine,
        release: settings.major.map_or(Release::Unknown, Release::of_major),
    };
    let index = Index::new(&collected, &entities);
    let schema = lower::schema(&entities, &index, backend, &mut problems);
    let references = references(&collected, &index, backend);
    SeaOrmReading {
        reading: Reading {
            schema,
            problems,
            files: files.iter().map(|file| Arc::clone(&file.file)).collect(),
        },
        references,
    }
}

/// The tables of a program's entities by the file that declares each.
pub(crate) fn tables(files: &[ProgramFile]) -> Vec<(Arc<SourceFile>, String)> {
    let mut collected = collect(files);
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

fn collect(files: &[ProgramFile]) -> Collected {
    let mut collected = Collected::default();
    for file in files {
        let role = if file.is_of_entities {
            Role::Entities
        } else {
            Role::Definitions
        };
        collected.add(&file.file, &file.crate_name, role);
    }
    collected
}

fn references(collected: &Collected, index: &Index<'_>, backend: Backend) -> Vec<ColumnReference> {
    let mut references = Vec::new();
    for partial in &collected.partials {
        let entity = partial
            .entity
            .as_ref()
            .and_then(|path| index.entity(&partial.place.module, path));
        for column in &partial.columns {
            let own = entity.and_then(|entity| entity.column(&column.name));
            references.push(ColumnReference {
                origin: column.origin.clone(),
                table: entity.map(|entity| lower::table_name(entity, backend)),
                column: match (own, entity) {
                    (Some(own), _) => Name::from(own.name.as_str()),
                    (None, Some(_)) => Name::from(crate::naming::column_of_variant(&column.name)),
                    (None, None) => Name::from(column.name.as_str()),
                },
            });
        }
    }
    references
}

/// A problem of files that could not be taken in, for whoever reads them from disk.
pub(crate) fn with_problems(mut reading: SeaOrmReading, problems: Vec<Problem>) -> SeaOrmReading {
    reading.reading.problems.splice(0..0, problems);
    reading
}
