//! Owns compiled types as sources: entities of SeaORM and tables of Diesel that a service is built
//! with. Nothing is read from disk.

use schemadrift_core::dialect::Engine;
use schemadrift_core::source::SourceDescription;
#[cfg(feature = "diesel-reflect")]
use schemadrift_diesel::reflect::CompiledTable;
#[cfg(feature = "seaorm-reflect")]
use schemadrift_seaorm::reflect::CompiledEntities;

use crate::code::CodeSide;

impl CodeSide {
    /// Entities of SeaORM that are compiled into the program, as they expect a database of this
    /// kind: `CodeSide::from_entities(&entities![authors::Entity, books::Entity], engine)`.
    #[cfg(feature = "seaorm-reflect")]
    pub fn from_entities(entities: &CompiledEntities, engine: Engine) -> Self {
        let description = SourceDescription {
            kind: "seaorm".to_owned(),
            place: "compiled entities".to_owned(),
        };
        Self::of_reading(description, entities.read(engine))
    }

    /// Tables of Diesel that are compiled into the program, as they expect a database of this
    /// kind: `CodeSide::from_tables(&compiled_tables![schema::authors, schema::books], engine)`.
    #[cfg(feature = "diesel-reflect")]
    pub fn from_tables(tables: &[CompiledTable], engine: Engine) -> Self {
        let description = SourceDescription {
            kind: "diesel".to_owned(),
            place: "compiled tables".to_owned(),
        };
        let read = schemadrift_diesel::reflect::read(tables, engine);
        Self {
            optional: read.optional,
            ..Self::of_reading(description, read.reading)
        }
    }
}
