//! Owns the pure entry point: files in, model and problems out.

use std::collections::BTreeSet;
use std::sync::Arc;

use schemadrift_core::coverage::Coverage;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::{Location, Origin, SourceFile};
use schemadrift_core::problem::Problem;
use schemadrift_core::source::Reading;
use schemadrift_rust_syntax::RustTable;

use crate::config::DieselConfig;
use crate::{engines, lower, named, parse, selection};

/// What a program states to Diesel.
#[derive(Debug, Clone)]
pub struct DieselReading {
    /// The model, the problems and the files.
    pub reading: Reading,
    /// Tables that need not be there: they are declared outside of the schema that the Diesel CLI
    /// writes or in a function, and may be temporary, or stand for the result of a query; or their
    /// name is that of a catalog. What is there of them is compared.
    pub optional: Vec<QualifiedName>,
    /// How code names the tables.
    pub tables: Vec<RustTable>,
}

/// What is known of a program from outside of its Rust files.
#[derive(Debug, Clone, Default)]
pub struct ReadSettings {
    /// The kind of database that the program is compared with.
    pub connected: Option<Engine>,
    /// The kinds that the features of its libraries name; empty where they name none.
    pub possible: Vec<Engine>,
    /// `diesel.toml`.
    pub config: DieselConfig,
    /// The files that the Diesel CLI writes, by the paths of the files that are read.
    pub generated: BTreeSet<String>,
}

impl ReadSettings {
    /// Whether a file lies outside of the schema that the Diesel CLI writes.
    pub(crate) fn is_aside(&self, path: &str) -> bool {
        !self.generated.is_empty() && !self.generated.contains(path)
    }
}

/// Reads the files of a program. Pure: no disk, no environment, no clock.
///
/// Bad input never fails: what is not understood costs one problem and taints the object it
/// stands in. A program without any table, or for a database that nothing tells, comes back empty
/// with one [`Problem::error`].
pub fn read(files: &[Arc<SourceFile>], settings: &ReadSettings) -> DieselReading {
    let parsed = parse::parse(files);
    let mut problems = parsed.problems;
    let chosen = engines::choose(&parsed.declarations, &settings.possible, settings.connected);
    let Some(engine) = chosen.filter(|_| !parsed.declarations.tables.is_empty()) else {
        let message = if parsed.declarations.tables.is_empty() {
            "no `table!` of Diesel is found here"
        } else {
            "nothing tells which kind of database these tables are for"
        };
        let origin = files.first().map_or(Origin::Unlocated, |file| {
            Origin::Enclosing(Location::new(file, 0..1))
        });
        let problem = Problem::error(message, origin)
            .with_help("name the file or crate that has them, or compare it with a database, whose kind then holds for both");
        problems.push(problem);
        return DieselReading {
            reading: Reading {
                schema: Schema::empty(
                    settings.connected.unwrap_or(Engine::PostgreSql),
                    Coverage::default(),
                ),
                problems,
                files: files.to_vec(),
            },
            optional: Vec::new(),
            tables: Vec::new(),
        };
    };
    let tables = named::tables(&parsed.declarations);
    let selected = selection::select(parsed.declarations, engine, settings, &mut problems);
    let lowered = lower::schema(
        selected,
        engine,
        &settings.config,
        parsed.unreadable_tables,
        &mut problems,
    );
    DieselReading {
        reading: Reading {
            schema: lowered.schema,
            problems,
            files: files.to_vec(),
        },
        optional: lowered.optional,
        tables,
    }
}
