//! Owns the look-up of relations and enum types in a schema, by the engine's rules for names.

use std::collections::HashMap;

use schemadrift_core::coverage::Completeness;
use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Column, EnumType, Increment, Schema};
use schemadrift_core::name::{Name, QualifiedName};

/// Columns that every table of PostgreSQL has
/// (<https://www.postgresql.org/docs/current/ddl-system-columns.html>).
const POSTGRES_SYSTEM: &[&str] = &["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid", "oid"];
/// Schemas of PostgreSQL's own.
const POSTGRES_SCHEMAS: &[&str] = &["pg_catalog", "information_schema"];
/// Names of the row number in SQLite (<https://www.sqlite.org/rowidtable.html>).
const SQLITE_SYSTEM: &[&str] = &["rowid", "oid", "_rowid_"];

/// A schema, ready to look names up.
#[derive(Debug, Clone)]
pub struct Catalog<'a> {
    schema: &'a Schema,
    relations: HashMap<String, Vec<Relation<'a>>>,
    columns: HashMap<(usize, String), usize>,
}

/// A table or a view of the schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct Relation<'a> {
    pub(super) name: &'a QualifiedName,
    pub(super) columns: &'a [Column],
    /// Whether it has no columns but these.
    pub(super) is_complete: bool,
    number: usize,
}

/// What a look-up of a relation gives.
#[derive(Debug, Clone, Copy)]
pub(super) enum Found<'a> {
    Relation(Relation<'a>),
    /// The database's own or a tool's, of which the schema does not speak.
    Foreign,
    /// Nothing can be said about it.
    Elsewhere,
    /// The schema states all relations, and this is none.
    Unknown,
    /// The schema does not state all relations.
    NotStated,
}

/// What a look-up of a column gives.
#[derive(Debug, Clone, Copy)]
pub(super) enum FoundColumn<'a> {
    Column(&'a Column),
    /// One that every table has.
    System,
    Unknown,
    NotStated,
}

impl<'a> Catalog<'a> {
    /// A catalog of this schema.
    pub fn new(schema: &'a Schema) -> Self {
        let all = schema.coverage.columns == Completeness::Complete && schema.taints.is_empty();
        let tables = schema.tables.iter().map(|table| {
            let is_complete = all && table.taints.is_empty();
            (&table.name, table.columns.as_slice(), is_complete)
        });
        let views = schema.views.iter().map(|view| {
            // A view without columns is one whose query was not understood.
            let is_complete = all && view.taints.is_empty() && !view.columns.is_empty();
            (&view.name, view.columns.as_slice(), is_complete)
        });
        let dialect = schema.engine.dialect();
        let mut catalog = Self {
            schema,
            relations: HashMap::new(),
            columns: HashMap::new(),
        };
        for (number, (name, columns, is_complete)) in tables.chain(views).enumerate() {
            let key = dialect.table_names.key(name.name.as_str()).into_owned();
            let relation = Relation {
                name,
                columns,
                is_complete,
                number,
            };
            catalog.relations.entry(key).or_default().push(relation);
            for (index, column) in columns.iter().enumerate() {
                let key = dialect.column_names.key(column.name.as_str()).into_owned();
                catalog.columns.insert((number, key), index);
            }
        }
        catalog
    }

    /// The same, with names that a program gives to tables while it runs: old name first. A name
    /// that a table has already is its own.
    #[must_use]
    pub fn with_other_names(&self, renames: &[(String, String)]) -> Self {
        let names = self.engine().dialect().table_names;
        let mut other = self.clone();
        for (from, to) in renames {
            let known = self.relations.get(names.key(from).as_ref());
            let key = names.key(to).into_owned();
            if let (Some(known), false) = (known, self.relations.contains_key(&key)) {
                other.relations.insert(key, known.clone());
            }
        }
        other
    }

    /// The engine.
    pub fn engine(&self) -> Engine {
        self.schema.engine
    }

    /// The schema.
    pub fn schema(&self) -> &'a Schema {
        self.schema
    }

    pub(super) fn relation(&self, wanted: &QualifiedName) -> Found<'a> {
        let dialect = self.engine().dialect();
        let key = dialect.table_names.key(wanted.name.as_str());
        let candidates = self
            .relations
            .get(key.as_ref())
            .map_or(&[][..], Vec::as_slice);
        let default = self.schema.default_namespace.as_ref().map(Name::as_str);
        let wanted_schema = wanted.schema.as_ref().map(Name::as_str).or(default);
        let in_schema = candidates.iter().find(|candidate| {
            let own = candidate.name.schema.as_ref().map(Name::as_str).or(default);
            match (own, wanted_schema) {
                (Some(own), Some(wanted)) => dialect.table_names.same(own, wanted),
                (None, _) | (_, None) => true,
            }
        });
        match (in_schema, candidates) {
            (Some(relation), _) => Found::Relation(*relation),
            // The connection's search path may lead there.
            (None, [only]) if wanted.schema.is_none() => Found::Relation(*only),
            (None, [_, ..]) if wanted.schema.is_none() => Found::Elsewhere,
            (None, _) => self.absent(wanted),
        }
    }

    fn absent(&self, wanted: &QualifiedName) -> Found<'a> {
        let name = wanted.name.as_str();
        let engine = self.engine();
        let bookkeeping = engine.dialect().bookkeeping;
        let is_system = match engine {
            Engine::PostgreSql => name.starts_with("pg_"),
            Engine::Sqlite => name.to_ascii_lowercase().starts_with("sqlite_"),
            Engine::MySql | Engine::MariaDb => name.eq_ignore_ascii_case("dual"),
        };
        let is_tools = bookkeeping.is_table(name) || bookkeeping.is_view(name);
        let is_in = |holds: &dyn Fn(&str) -> bool| {
            let schema = wanted.schema.as_ref();
            schema.is_some_and(|schema| holds(schema.as_str()))
        };
        let own = match engine {
            Engine::PostgreSql => POSTGRES_SCHEMAS,
            Engine::MySql | Engine::MariaDb => bookkeeping.schemas,
            Engine::Sqlite => &[],
        };
        let is_of_server = is_in(&|schema| own.iter().any(|own| own.eq_ignore_ascii_case(schema)));
        let is_foreign = is_in(&|schema| !self.states_schema(schema));
        let coverage = &self.schema.coverage;
        let states_all = coverage.tables == Completeness::Complete
            && coverage.views == Completeness::Complete
            && self.schema.taints.is_empty();
        if is_of_server || ((is_system || is_tools) && !is_foreign) || self.is_sequence(name) {
            Found::Foreign
        } else if is_foreign {
            Found::Elsewhere
        } else if states_all {
            Found::Unknown
        } else {
            Found::NotStated
        }
    }

    /// A sequence of PostgreSQL can be read like a table; those that columns own are named after
    /// them.
    fn is_sequence(&self, name: &str) -> bool {
        let stands_alone = self
            .schema
            .sequences
            .iter()
            .any(|sequence| sequence.name.name.as_str() == name);
        let is_owned = || {
            let columns = self.relations.values().flatten().flat_map(|relation| {
                let table = relation.name.name.as_str();
                relation.columns.iter().map(move |column| (table, column))
            });
            let mut owned = columns.map(|(table, column)| match column.increment.get() {
                Some(Some(Increment::Serial { sequence })) => sequence.name.to_string(),
                _ => format!("{table}_{}_seq", column.name),
            });
            name.ends_with("_seq") && owned.any(|own| own == name)
        };
        self.engine() == Engine::PostgreSql && (stands_alone || is_owned())
    }

    /// Whether the schema speaks of what this namespace holds.
    fn states_schema(&self, wanted: &str) -> bool {
        let dialect = self.engine().dialect();
        let same = |name: &str| dialect.table_names.same(name, wanted);
        if dialect.bookkeeping.is_schema(wanted) {
            return false;
        }
        let default = self.schema.default_namespace.as_ref().map(Name::as_str);
        default.is_some_and(same)
            || self
                .schema
                .namespaces
                .iter()
                .any(|own| same(own.name.as_str()))
            || self
                .relations
                .values()
                .flatten()
                .filter_map(|relation| relation.name.schema.as_ref())
                .any(|own| same(own.as_str()))
    }

    pub(super) fn column(&self, relation: &Relation<'a>, name: &str) -> FoundColumn<'a> {
        let key = self.engine().dialect().column_names.key(name).into_owned();
        if let Some(index) = self.columns.get(&(relation.number, key)) {
            return FoundColumn::Column(&relation.columns[*index]);
        }
        let is_system = match self.engine() {
            Engine::PostgreSql => POSTGRES_SYSTEM.contains(&name),
            Engine::Sqlite => SQLITE_SYSTEM
                .iter()
                .any(|system| system.eq_ignore_ascii_case(name)),
            Engine::MySql | Engine::MariaDb => false,
        };
        if is_system {
            FoundColumn::System
        } else if relation.is_complete && !self.is_routine(name) {
            FoundColumn::Unknown
        } else {
            FoundColumn::NotStated
        }
    }

    /// PostgreSQL calls a function of one row like a column
    /// (<https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-USAGE>).
    fn is_routine(&self, name: &str) -> bool {
        self.engine() == Engine::PostgreSql
            && self
                .schema
                .routines
                .iter()
                .any(|routine| routine.name.name.as_str() == name)
    }

    /// The enum type of a column, if it is one that the schema states.
    pub(super) fn enum_of(&self, column: &Column) -> Option<&'a EnumType> {
        match &column.data_type.get()?.shape {
            DataType::Enum(name) => self.enum_type(name),
            _ => None,
        }
    }

    /// The enum type of this name.
    pub(super) fn enum_type(&self, name: &QualifiedName) -> Option<&'a EnumType> {
        let default = self.schema.default_namespace.as_ref();
        let mut found = self.schema.enums.iter().filter(|own| {
            let schemas = (
                own.name.schema.as_ref().or(default),
                name.schema.as_ref().or(default),
            );
            own.name.name == name.name
                && match schemas {
                    (Some(own), Some(wanted)) => own == wanted,
                    (None, _) | (_, None) => true,
                }
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }
}
