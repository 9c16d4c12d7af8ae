//! Owns compiled entities: the same model as from their source, without any file at run time.
//!
//! ```
//! # mod cake {
//! #     use sea_orm::entity::prelude::*;
//! #     #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
//! #     #[sea_orm(table_name = "cake")]
//! #     pub struct Model { #[sea_orm(primary_key)] pub id: i32, pub name: String }
//! #     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
//! #     pub enum Relation {}
//! #     impl ActiveModelBehavior for ActiveModel {}
//! # }
//! use schemadrift_core::dialect::Engine;
//!
//! let entities = schemadrift_seaorm::entities![cake::Entity];
//! let reading = entities.read(Engine::PostgreSql);
//! assert_eq!(reading.schema.tables[0].columns.len(), 2);
//! ```
//!
//! What compiled entities do not keep stays unstated: the places in the code, the names of
//! fields, fields that are ignored, the names of an enum's variants, and whether a column that may
//! be NULL belongs to a field that takes one.

mod column_type;
mod entity;

use std::panic::{AssertUnwindSafe, catch_unwind};

use async_trait::async_trait;
use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;
use schemadrift_core::source::{ReadError, Reading, SchemaSource, SourceDescription};
use sea_orm::{DbBackend, EntityTrait};

use crate::collect::Collected;
use crate::entity::Entity;
use crate::index::Index;
use crate::lower;
use crate::types::Backend;
use crate::version::Release;

/// Lists entities: `entities![cake::Entity, fruit::Entity]`.
#[macro_export]
macro_rules! entities {
    ($($entity:ty),* $(,)?) => {
        $crate::reflect::CompiledEntities::new()$(.with::<$entity>())*
    };
}

/// Entities that are compiled into the program.
#[derive(Debug, Clone, Default)]
pub struct CompiledEntities {
    listed: Vec<Listed>,
}

#[derive(Debug, Clone, Copy)]
struct Listed {
    name: &'static str,
    reflect: fn(DbBackend) -> Entity,
}

impl CompiledEntities {
    /// No entities yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one more.
    #[must_use]
    pub fn with<E: EntityTrait>(mut self) -> Self {
        self.listed.push(Listed {
            name: std::any::type_name::<E>(),
            reflect: entity::reflect::<E>,
        });
        self
    }

    /// The schema that the entities expect of a database of this kind.
    pub fn read(&self, engine: Engine) -> Reading {
        let mut problems = Vec::new();
        let mut entities = Vec::new();
        for listed in &self.listed {
            // Builders of SeaORM panic on what a database does not have.
            match catch_unwind(AssertUnwindSafe(|| (listed.reflect)(backend(engine)))) {
                Ok(entity) => entities.push(entity),
                Err(_) => problems.push(Problem::warning(
                    format!("`{}` cannot be used with {engine}", listed.name),
                    Origin::Unlocated,
                )),
            }
        }
        let collected = Collected::default();
        let index = Index::new(&collected, &entities);
        let backend = Backend {
            engine,
            release: Release::Second,
        };
        let schema = lower::schema(&entities, &index, backend, &mut problems);
        Reading {
            schema,
            problems,
            files: Vec::new(),
        }
    }

    /// The entities as a source of this kind of database.
    pub fn for_engine(self, engine: Engine) -> CompiledSource {
        CompiledSource {
            entities: self,
            engine,
        }
    }
}

fn backend(engine: Engine) -> DbBackend {
    match engine {
        Engine::PostgreSql => DbBackend::Postgres,
        Engine::MySql | Engine::MariaDb => DbBackend::MySql,
        Engine::Sqlite => DbBackend::Sqlite,
    }
}

/// Compiled entities for one kind of database.
#[derive(Debug, Clone)]
pub struct CompiledSource {
    entities: CompiledEntities,
    engine: Engine,
}

#[async_trait]
impl SchemaSource for CompiledSource {
    fn description(&self) -> SourceDescription {
        SourceDescription {
            kind: "seaorm".to_owned(),
            place: "compiled entities".to_owned(),
        }
    }

    async fn read(&self) -> Result<Reading, ReadError> {
        Ok(self.entities.read(self.engine))
    }
}
