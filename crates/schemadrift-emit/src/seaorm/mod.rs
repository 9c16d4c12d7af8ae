//! Owns SeaORM entities: a model written as compact entities of SeaORM 2, one module a table.

mod entity;
mod enumeration;
mod field_type;
mod identifier;
mod key;
mod mysql;
mod names;
mod relation;
mod unwritten;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Schema, Table, TableKind};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectPath;

use crate::Skipped;
use crate::inline_enums::with_enums;
use names::Names;

/// Written entities, and what they leave out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeaOrmText {
    /// The text of one file that holds every module.
    pub text: String,
    /// What the text does not say, with the reasons.
    pub skipped: Vec<Skipped>,
}

/// What the writers share.
struct Writing<'a> {
    schema: &'a Schema,
    names: &'a Names<'a>,
    skipped: Vec<Skipped>,
}

impl Writing<'_> {
    fn skip(&mut self, object: ObjectPath, reason: impl Into<String>) {
        self.skipped.push(Skipped::new(object, reason));
    }
}

/// Writes a schema as SeaORM entities for its own engine.
pub fn seaorm(schema: &Schema) -> SeaOrmText {
    match schema.engine {
        Engine::MySql | Engine::MariaDb => written(&with_enums(schema)),
        Engine::PostgreSql | Engine::Sqlite => written(schema),
    }
}

fn written(schema: &Schema) -> SeaOrmText {
    let names = Names::of(schema);
    let mut writing = Writing {
        schema,
        names: &names,
        skipped: Vec::new(),
    };
    let mut modules = entity::write_all(&mut writing);
    modules.extend(enumeration::write_all(&writing));
    unwritten::note_all(&mut writing);
    SeaOrmText {
        text: modules.join("\n"),
        skipped: writing.skipped,
    }
}

/// Why a table becomes no entity; `None` if it becomes one.
fn no_entity(table: &Table) -> Option<&'static str> {
    match table.kind.get() {
        Some(TableKind::Partition(_)) => return Some("its rows are read through its parent"),
        Some(TableKind::Foreign | TableKind::Virtual(_)) => {
            return Some("SeaORM has no tables that hold no rows of their own");
        }
        None | Some(TableKind::Ordinary | TableKind::Partitioned) => {}
    }
    table
        .primary_key_columns()
        .is_empty()
        .then_some("an entity needs a primary key")
}

/// The schema that an entity has to name; none for the one of the connection.
fn named_schema<'a>(schema: &'a Schema, name: &'a QualifiedName) -> Option<&'a str> {
    let dialect = schema.engine.dialect();
    let own = name.schema.as_ref().map(Name::as_str)?;
    let default = schema
        .default_namespace
        .as_ref()
        .map(Name::as_str)
        .or(dialect.default_namespace);
    (dialect.has_namespaces && Some(own) != default).then_some(own)
}

/// A text as a string literal of Rust.
fn literal(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for character in text.chars() {
        match character {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            '\0' => written.push_str("\\0"),
            character => written.push(character),
        }
    }
    written.push('"');
    written
}
