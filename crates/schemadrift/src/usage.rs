//! Owns the code of a project beside its databases: what it uses of each, in the words of the
//! checker.

mod clients;
mod renames;
mod union;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use schemadrift_code::{CodeFiles, Models, Named, Reference, References, RustTable, Verdict, Via};
use schemadrift_core::model::Schema;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::SourceFile;
use schemadrift_core::source::ReadError;
use schemadrift_core::usage::{
    KnownUse, UnknownName, UnknownUse, UnresolvedUse, Usage, UsedObject,
};
use schemadrift_sql::query::{Access, Catalog};

use crate::code::CodeSide;
use crate::migrations::Migrations;

use clients::Client;

pub use schemadrift_code::CodeChoice;

/// The code of a project, read once for all of its databases.
#[derive(Debug, Clone)]
pub struct ProjectCode {
    files: Arc<CodeFiles>,
    /// The clients of every schema of the project, those that are checked first.
    clients: Arc<Vec<Client>>,
    models: Arc<Vec<Models>>,
    /// What each checked source declares, by its place.
    tables: Arc<Vec<(String, BTreeSet<String>)>>,
    databases: usize,
}

impl ProjectCode {
    /// Reads the code below a folder. `checked` are the sources that are checked, of all
    /// databases, of which there are `databases`.
    ///
    /// # Errors
    ///
    /// When a glob of the choice is none.
    pub fn read<'a>(
        root: &Path,
        choice: &CodeChoice,
        checked: impl IntoIterator<Item = &'a CodeSide>,
        databases: usize,
    ) -> Result<Self, ReadError> {
        let checked: Vec<&CodeSide> = checked.into_iter().collect();
        let clients = clients::of_project(root, &checked);
        let models: Vec<Models> = clients.iter().map(Client::models).collect();
        let mut files = CodeFiles::read(root, choice, &models)?;
        let stated: BTreeSet<&str> = checked.iter().flat_map(|side| stated(side)).collect();
        files.leave_out(|path| stated.contains(path));
        Ok(Self {
            files: Arc::new(files),
            models: Arc::new(models),
            clients: Arc::new(clients),
            tables: Arc::new(checked.iter().map(|side| declared(side)).collect()),
            databases,
        })
    }

    /// The files in which something may be said of a database.
    pub fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.kept()
    }

    /// What it uses of the database of these sources. `code` and `live` are the two sides.
    pub(crate) fn usage(
        &self,
        sources: &[&CodeSide],
        code: &Schema,
        live: &Schema,
        migrations: Option<&Migrations>,
    ) -> Usage {
        if self.files.is_empty() {
            let mut usage = Usage::default();
            usage.tally.files = self.files.looked_at;
            return usage;
        }
        let both = union::of(code, live);
        let catalog = Catalog::new(&both);
        let tables = sources.iter().flat_map(|side| side.tables.iter().cloned());
        let tables: Vec<RustTable> = tables.collect();
        let references = self.files.references(&self.models, &tables, Some(&catalog));
        let places: BTreeSet<&str> = sources
            .iter()
            .map(|side| side.description.place.as_str())
            .collect();
        let others = self
            .tables
            .iter()
            .filter(|(place, _)| !places.contains(place.as_str()));
        let view = View {
            code: self,
            both: &both,
            elsewhere: others
                .flat_map(|(_, tables)| tables)
                .map(String::as_str)
                .collect(),
            places,
        };
        let mut usage = view.usage(&references);
        usage.renames = migrations.map_or_else(Vec::new, renames::of);
        usage
    }
}

/// The files that say what a database should be.
fn stated(side: &CodeSide) -> impl Iterator<Item = &str> {
    let migrations = side.migrations.iter();
    let migrations = migrations.flat_map(|migrations| &migrations.found().files);
    let files = side.reading.files.iter().chain(migrations);
    files.map(|file| file.path.as_str())
}

/// The tables that a source declares.
fn declared(side: &CodeSide) -> (String, BTreeSet<String>) {
    let schema = &side.reading.schema;
    let tables = schema
        .tables
        .iter()
        .map(|table| table.name.name.to_string());
    let views = schema.views.iter().map(|view| view.name.name.to_string());
    (
        side.description.place.clone(),
        tables.chain(views).collect(),
    )
}

/// The code as one database sees it.
struct View<'a> {
    code: &'a ProjectCode,
    /// What either side has.
    both: &'a Schema,
    /// The sources of this database.
    places: BTreeSet<&'a str>,
    /// Tables that sources of other databases declare.
    elsewhere: BTreeSet<&'a str>,
}

/// Why nothing is said of a name in SQL where there are several databases.
const SEVERAL: &str = "several databases are checked, and nothing tells which one the query is for";

impl View<'_> {
    fn usage(&self, references: &References) -> Usage {
        let mut usage = Usage::default();
        usage.tally.files = self.code.files.looked_at;
        usage.tally.calls = references.calls;
        usage.tally.calls_met = references.calls + references.unknown_receivers;
        usage.tally.calls_whole = references.calls.saturating_sub(references.open_calls.len());
        for part in &references.unresolved {
            usage.tally.unresolved.push(UnresolvedUse {
                place: part.location.clone(),
                reason: part.why.as_str(),
            });
        }
        for found in &references.found {
            self.add(found, &mut usage);
        }
        usage.known.dedup();
        usage
    }

    fn add(&self, found: &Reference, usage: &mut Usage) {
        if found.via == Via::Orm {
            return add_known(found, usage);
        }
        if found.via != Via::PrismaClient || self.schema_of(found).is_none() {
            return self.add_sql(found, usage);
        }
        let Some(client) = self
            .schema_of(found)
            .and_then(|number| self.code.clients.get(number))
        else {
            return;
        };
        if !self.places.contains(client.place.as_str()) {
            return;
        }
        let is_write = found.access == Access::Write;
        if found.verdict == Verdict::Unknown {
            if let Some((name, candidates)) = client.unknown(&found.named) {
                usage.unknown.push(UnknownUse {
                    place: found.location.clone(),
                    is_write,
                    name,
                    candidates,
                });
            }
            return;
        }
        if !matches!(found.named, Named::Row { .. }) {
            usage.tally.names += 1;
        }
        usage
            .known
            .extend(client.used(&found.named).map(|object| KnownUse {
                place: found.location.clone(),
                is_write,
                object,
            }));
    }

    fn schema_of(&self, found: &Reference) -> Option<usize> {
        match &found.named {
            Named::Model { schema, .. }
            | Named::Row { schema, .. }
            | Named::Field { schema, .. }
            | Named::Value { schema, .. } => Some(*schema),
            Named::Table(_) | Named::WholeRow(_) | Named::Column { .. } | Named::Label { .. } => {
                None
            }
        }
    }

    fn add_sql(&self, found: &Reference, usage: &mut Usage) {
        let is_write = found.access == Access::Write;
        let place = found.location.clone();
        let table = match &found.named {
            Named::Table(table)
            | Named::Column {
                table: Some(table), ..
            } => Some(table),
            _ => None,
        };
        let is_elsewhere = table.is_some_and(|table| self.elsewhere.contains(table.name.as_str()));
        let is_doubtful = found.verdict == Verdict::Unknown && self.code.databases > 1;
        if is_elsewhere || is_doubtful {
            usage.tally.unresolved.push(UnresolvedUse {
                place,
                reason: SEVERAL,
            });
            return;
        }
        if found.verdict == Verdict::Unknown {
            if let Some((name, candidates)) = self.unknown_in_sql(&found.named) {
                usage.unknown.push(UnknownUse {
                    place,
                    is_write,
                    name,
                    candidates,
                });
            }
            return;
        }
        add_known(found, usage);
    }

    /// A name in SQL that means nothing, and what there is in its stead.
    fn unknown_in_sql(&self, named: &Named) -> Option<(UnknownName, Vec<String>)> {
        let tables = self.both.tables.iter();
        let views = self.both.views.iter();
        match named {
            Named::Table(table) => {
                let names = tables
                    .map(|own| own.name.name.to_string())
                    .chain(views.map(|own| own.name.name.to_string()));
                Some((UnknownName::Table(table.clone()), names.collect()))
            }
            Named::Column { table, column } => {
                let is_own = |name: &QualifiedName| {
                    table.as_ref().is_some_and(|table| table.name == name.name)
                };
                let columns = tables
                    .filter(|own| is_own(&own.name))
                    .flat_map(|own| &own.columns);
                let name = UnknownName::Column {
                    table: table.clone(),
                    column: column.clone(),
                };
                Some((name, columns.map(|own| own.name.to_string()).collect()))
            }
            Named::Label { of, value } => {
                let types = self
                    .both
                    .enums
                    .iter()
                    .filter(|own| own.name.name == of.name);
                let values = types.flat_map(|own| &own.values);
                let name = UnknownName::EnumValue {
                    of: of.name.to_string(),
                    value: value.clone(),
                };
                Some((name, values.map(|own| own.label.clone()).collect()))
            }
            Named::WholeRow(_)
            | Named::Model { .. }
            | Named::Row { .. }
            | Named::Field { .. }
            | Named::Value { .. } => None,
        }
    }
}

/// Adds a name that is known by what it names in the database.
fn add_known(found: &Reference, usage: &mut Usage) {
    usage.tally.names += usize::from(!matches!(found.named, Named::WholeRow(_)));
    usage
        .known
        .extend(used(&found.named).map(|object| KnownUse {
            place: found.location.clone(),
            is_write: found.access == Access::Write,
            object,
        }));
}

/// What a name in SQL, or of an ORM, stands for.
fn used(named: &Named) -> Option<UsedObject> {
    match named {
        Named::Table(table) => Some(UsedObject::Table(table.clone())),
        Named::WholeRow(table) => Some(UsedObject::Row(table.clone())),
        Named::Column {
            table: Some(table),
            column,
        } => Some(UsedObject::Column {
            table: table.clone(),
            column: column.clone(),
        }),
        Named::Label { of, value } => Some(UsedObject::EnumValue {
            of: of.clone(),
            value: value.clone(),
        }),
        // Several tables of the query may have it.
        Named::Column { table: None, .. }
        | Named::Model { .. }
        | Named::Row { .. }
        | Named::Field { .. }
        | Named::Value { .. } => None,
    }
}
