//! Owns the pure entry point: files in, model and problems out.

use std::sync::Arc;

use schemadrift_core::coverage::Coverage;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::origin::SourceFile;
use schemadrift_core::problem::Problem;
use schemadrift_core::source::Reading;

use crate::ast::Document;
use crate::client::ClientSchema;
use crate::datasource::Datasource;
use crate::{lower, parse, refusal};

/// What a Prisma schema states.
#[derive(Debug, Clone)]
pub struct PrismaReading {
    /// The model, the problems and the files.
    pub reading: Reading,
    /// What the clients that are generated from it offer.
    pub client: ClientSchema,
    /// The `datasource` block, if the schema can be used at all.
    pub datasource: Option<Datasource>,
    /// Whether the schema is for a kind of database that Prisma knows and schemadrift does not
    /// read.
    pub is_for_unread_engine: bool,
    /// Whether the datasource lists `schemas`, so that every model names its own.
    pub is_multi_schema: bool,
    /// Tables that `prisma.config` gives to somebody else, as listed there. They are not in the
    /// model, and a live table of such a name is not extra.
    pub external_tables: Vec<String>,
    /// Enums that `prisma.config` gives to somebody else, as listed there.
    pub external_enums: Vec<String>,
}

/// What is known about a schema from outside its files.
#[derive(Debug, Clone, Default)]
pub struct ReadSettings {
    /// `tables.external` of `prisma.config`: `table`, or `schema.table`.
    pub external_tables: Vec<String>,
    /// `enums.external` of `prisma.config`: `enum`, or `schema.enum`.
    pub external_enums: Vec<String>,
}

/// Reads the files of one schema. Pure: no disk, no environment, no clock.
///
/// Bad input never fails: a line that is not understood costs one problem and taints the object
/// it stands in. A schema that cannot be used at all comes back empty with one
/// [`Problem::error`].
pub fn read(files: &[Arc<SourceFile>], settings: &ReadSettings) -> PrismaReading {
    if let Some(problem) = refusal::of_files(files) {
        return unusable(problem, files, settings);
    }
    let mut documents: Vec<Document<'_>> = Vec::with_capacity(files.len());
    for file in files {
        match parse::parse(file) {
            Ok(document) => documents.push(document),
            Err(problem) => return unusable(problem, files, settings),
        }
    }
    let mut problems = Vec::new();
    let datasource = match lower::datasource(&documents, files, &mut problems) {
        Ok(datasource) => datasource,
        Err(refusal) => {
            return PrismaReading {
                is_for_unread_engine: refusal.is_for_unread_engine,
                ..unusable(refusal.problem, files, settings)
            };
        }
    };
    let (schema, client) = lower::schema(&documents, &datasource, settings, &mut problems);
    PrismaReading {
        is_multi_schema: !datasource.schemas.is_empty(),
        reading: Reading {
            schema,
            problems,
            files: files.to_vec(),
        },
        client,
        datasource: Some(datasource),
        is_for_unread_engine: false,
        external_tables: settings.external_tables.clone(),
        external_enums: settings.external_enums.clone(),
    }
}

/// The reading of a schema that cannot be used, for this reason.
fn unusable(problem: Problem, files: &[Arc<SourceFile>], settings: &ReadSettings) -> PrismaReading {
    PrismaReading {
        reading: Reading {
            // Nothing is stated, so the engine is never looked at.
            schema: Schema::empty(Engine::PostgreSql, Coverage::default()),
            problems: vec![problem],
            files: files.to_vec(),
        },
        client: ClientSchema::default(),
        datasource: None,
        is_for_unread_engine: false,
        is_multi_schema: false,
        external_tables: settings.external_tables.clone(),
        external_enums: settings.external_enums.clone(),
    }
}
