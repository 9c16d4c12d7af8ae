//! Owns Prisma schemas: a model written as the text of a `schema.prisma`.
//!
//! The text is what Prisma's own validator takes today. Version 7 refuses a `url` in the
//! `datasource` block that version 6 and before ask for, so the block says where to put it.

mod block;
mod constraint_name;
mod default_value;
mod enumeration;
mod field_type;
mod identifier;
mod index;
mod model_block;
mod mysql;
mod names;
mod relation;
mod unwritten;

use std::collections::BTreeSet;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Schema, TableKind};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectPath;

use crate::Skipped;
use block::string;
use names::Names;

/// A written Prisma schema, and what it leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrismaText {
    /// The text of the file.
    pub text: String,
    /// What the text does not say, with the reasons.
    pub skipped: Vec<Skipped>,
}

/// What the writers of blocks share.
struct Writing<'a> {
    schema: &'a Schema,
    names: &'a Names<'a>,
    /// Every block names its schema.
    has_namespaces: bool,
    /// Preview features that the text turned out to need.
    features: BTreeSet<&'static str>,
    skipped: Vec<Skipped>,
}

impl Writing<'_> {
    fn skip(&mut self, object: ObjectPath, reason: impl Into<String>) {
        self.skipped.push(Skipped::new(object, reason));
    }

    /// The `@@schema` attribute of an object, where blocks carry one.
    fn schema_attribute(&self, name: &QualifiedName) -> Option<String> {
        self.has_namespaces
            .then(|| namespace_of(self.schema, name))
            .flatten()
            .map(|namespace| format!("@@schema({})", string(namespace)))
    }
}

/// Writes a schema as a Prisma schema of its own engine.
pub fn prisma(schema: &Schema) -> PrismaText {
    match schema.engine {
        Engine::PostgreSql => write(schema, "postgresql"),
        Engine::Sqlite => write(schema, "sqlite"),
        // Prisma has one word for both.
        Engine::MySql | Engine::MariaDb => write(&crate::inline_enums::with_enums(schema), "mysql"),
    }
}

fn write(schema: &Schema, provider: &str) -> PrismaText {
    let namespaces = namespaces(schema);
    let default = schema.engine.dialect().default_namespace;
    let names = Names::of(schema);
    let mut writing = Writing {
        schema,
        names: &names,
        has_namespaces: namespaces.iter().any(|name| Some(*name) != default),
        features: BTreeSet::new(),
        skipped: Vec::new(),
    };
    let models = model_block::write_all(&mut writing);
    let enums = enumeration::write_all(&mut writing);
    unwritten::note_all(&mut writing);
    let mut blocks = vec![datasource(&mut writing, provider, &namespaces)];
    // The generator comes last in time, since the others decide on its features.
    blocks.push(generator(&writing));
    blocks.extend(models);
    blocks.extend(enums);
    PrismaText {
        text: blocks.join("\n"),
        skipped: writing.skipped,
    }
}

/// The schema an object lives in, where the engine has such.
fn namespace_of<'a>(schema: &'a Schema, name: &'a QualifiedName) -> Option<&'a str> {
    let dialect = schema.engine.dialect();
    if !dialect.has_namespaces {
        return None;
    }
    name.schema
        .as_ref()
        .or(schema.default_namespace.as_ref())
        .map(Name::as_str)
        .or(dialect.default_namespace)
}

/// Whether a table becomes a model.
fn is_model(kind: Option<&TableKind>) -> bool {
    match kind {
        None | Some(TableKind::Ordinary | TableKind::Partitioned) => true,
        Some(TableKind::Partition(_) | TableKind::Foreign | TableKind::Virtual(_)) => false,
    }
}

fn namespaces(schema: &Schema) -> BTreeSet<&str> {
    let tables = schema
        .tables
        .iter()
        .filter(|table| is_model(table.kind.get()))
        .map(|table| &table.name);
    let enums = schema.enums.iter().map(|enumeration| &enumeration.name);
    tables
        .chain(enums)
        .filter_map(|name| namespace_of(schema, name))
        .collect()
}

fn datasource(writing: &mut Writing<'_>, provider: &str, namespaces: &BTreeSet<&str>) -> String {
    let mut lines = vec![format!("provider = {}", string(provider))];
    lines.push("// Prisma 6 and before: url = env(\"DATABASE_URL\")".to_owned());
    if writing.has_namespaces {
        let names: Vec<String> = namespaces.iter().map(|name| string(name)).collect();
        lines.push(format!("schemas = [{}]", names.join(", ")));
    }
    let extensions = extensions(writing);
    if !extensions.is_empty() {
        lines.push(format!("extensions = [{}]", extensions.join(", ")));
    }
    block::settings("datasource", "db", &lines)
}

fn extensions(writing: &mut Writing<'_>) -> Vec<String> {
    if writing.schema.engine != Engine::PostgreSql || writing.schema.extensions.is_empty() {
        return Vec::new();
    }
    writing.features.insert("postgresqlExtensions");
    let mut taken = BTreeSet::new();
    let mut written = Vec::new();
    for extension in &writing.schema.extensions {
        let name = extension.name.as_str();
        let identifier = identifier::unique(name, "extension", &mut taken);
        let mut arguments = Vec::new();
        if identifier != name {
            arguments.push(format!("map: {}", string(name)));
        }
        if let Some(schema) = extension.schema.get() {
            arguments.push(format!("schema: {}", string(schema.as_str())));
        }
        if let Some(version) = extension.version.get() {
            arguments.push(format!("version: {}", string(version)));
        }
        written.push(if arguments.is_empty() {
            identifier
        } else {
            format!("{identifier}({})", arguments.join(", "))
        });
    }
    written
}

fn generator(writing: &Writing<'_>) -> String {
    let mut lines = vec!["provider = \"prisma-client-js\"".to_owned()];
    if !writing.features.is_empty() {
        let features: Vec<String> = writing.features.iter().map(|name| string(name)).collect();
        lines.push(format!("previewFeatures = [{}]", features.join(", ")));
    }
    block::settings("generator", "client", &lines)
}

#[cfg(test)]
mod tests;
