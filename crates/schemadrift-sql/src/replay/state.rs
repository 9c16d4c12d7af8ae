//! Owns the database in the making: what exists, where unqualified names live, and the look-ups
//! by name.

use std::collections::BTreeMap;

use schemadrift_core::coverage::Coverage;
use schemadrift_core::dialect::{Dialect, Engine};
use schemadrift_core::model::{Extension, Index, Schema, Table, View};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::reads::Reads;
use super::rows::RowCount;
use super::session::Session;
use super::{Gone, Repeated};

/// What engines do differently with the same change.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// Whether a rollback takes changes of the schema back.
    pub(super) is_transactional: bool,
    /// Whether columns of a primary key are never null.
    pub(super) keys_are_not_null: bool,
    /// Whether a table that goes takes along the foreign keys that refer to it.
    pub(super) drops_references: bool,
    /// Whether a column that goes shrinks the indexes that use it instead of dropping them.
    pub(super) shrinks_indexes: bool,
    /// Whether a foreign key makes the index that it needs.
    pub(super) indexes_foreign_keys: bool,
}

impl Rules {
    fn of(engine: Engine) -> Self {
        let is_postgresql = engine == Engine::PostgreSql;
        let is_mysql = matches!(engine, Engine::MySql | Engine::MariaDb);
        Self {
            is_transactional: !is_mysql,
            keys_are_not_null: engine.dialect().keys_forbid_null,
            drops_references: is_postgresql,
            shrinks_indexes: is_mysql,
            indexes_foreign_keys: is_mysql,
        }
    }
}

/// The extension that every new database of PostgreSQL has
/// (<https://www.postgresql.org/docs/current/plpgsql-overview.html>).
fn procedural_language() -> Extension {
    Extension {
        name: Name::from("plpgsql"),
        schema: Stated::NotStated,
        version: Stated::NotStated,
        origin: Origin::Unlocated,
    }
}

/// The database in the making.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) dialect: &'static Dialect,
    pub(super) rules: Rules,
    pub(super) schema: Schema,
    /// Where unqualified names are looked for, in order; new objects go to the first.
    path: Vec<Name>,
    default_path: Vec<Name>,
    /// Types that are neither enums nor domains nor composites.
    pub(super) other_types: Vec<QualifiedName>,
    /// Relations that live for the session only: what happens to them does not matter.
    temporaries: Vec<QualifiedName>,
    /// The column that owns each sequence that a column owns.
    pub(super) sequence_owners: BTreeMap<QualifiedName, (QualifiedName, Name)>,
    /// Indexes that foreign keys made for themselves, by table.
    pub(super) implicit_indexes: Vec<(QualifiedName, Name)>,
    /// Views of SQLite whose columns are those that their query has at the moment.
    pub(super) open_views: Vec<QualifiedName>,
    /// What the queries of views read.
    pub(super) reads: Vec<Reads>,
    pub(super) rows: BTreeMap<QualifiedName, RowCount>,
    pub(super) gone: Vec<Gone>,
    pub(super) repeated: Vec<Repeated>,
    pub(super) session: Session,
}

/// A relation that a statement names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// The table at this place.
    Table(usize),
    /// The view at this place.
    View(usize),
    /// One that lives for the session only, or that a migration tool keeps for itself.
    Foreign,
}

impl State {
    pub(super) fn new(engine: Engine, default_namespace: Option<Name>) -> Self {
        let dialect = engine.dialect();
        let namespace = default_namespace.or_else(|| dialect.default_namespace.map(Name::from));
        let path: Vec<Name> = namespace.iter().cloned().collect();
        let mut schema = Schema::empty(engine, Coverage::everything());
        schema.default_namespace = namespace;
        if engine == Engine::PostgreSql {
            schema.extensions.push(procedural_language());
        }
        schema.grants.held = super::grants::of_new_database(engine);
        Self {
            dialect,
            rules: Rules::of(engine),
            schema,
            path: path.clone(),
            default_path: path,
            other_types: Vec::new(),
            temporaries: Vec::new(),
            sequence_owners: BTreeMap::new(),
            implicit_indexes: Vec::new(),
            open_views: Vec::new(),
            reads: Vec::new(),
            rows: BTreeMap::new(),
            gone: Vec::new(),
            repeated: Vec::new(),
            session: Session::default(),
        }
    }

    /// The state of a database that holds what a schema states, with every name in full.
    pub(super) fn over(schema: &Schema) -> Self {
        let mut state = Self::new(schema.engine, schema.default_namespace.clone());
        let namespace = state.schema.default_namespace.clone();
        state.schema = schema.clone();
        state.schema.default_namespace = namespace;
        let place = |name: &QualifiedName| state.place(name);
        let mut schema = state.schema.clone();
        for table in &mut schema.tables {
            table.name = place(&table.name);
            for key in &mut table.foreign_keys {
                key.target = place(&key.target);
            }
        }
        for view in &mut schema.views {
            view.name = place(&view.name);
        }
        for enum_type in &mut schema.enums {
            enum_type.name = place(&enum_type.name);
        }
        state.schema = schema;
        state
    }

    pub(super) fn engine(&self) -> Engine {
        self.dialect.engine
    }

    /// Sets where unqualified names live; `None` goes back to the default.
    pub(super) fn set_path(&mut self, path: Option<&[Name]>) {
        self.path = match path {
            None => self.default_path.clone(),
            // The schema of the role's own name is one that hardly any database has.
            Some(path) => path
                .iter()
                .filter(|name| name.as_str() != "$user")
                .cloned()
                .collect(),
        };
    }

    pub(super) fn end_session(&mut self) {
        self.set_path(None);
        self.temporaries.clear();
        self.session = Session::default();
    }

    /// The full name of a new object.
    pub(super) fn place(&self, name: &QualifiedName) -> QualifiedName {
        if !self.dialect.has_namespaces {
            return QualifiedName::bare(self.cut(&name.name));
        }
        let schema = name.schema.as_ref().or(self.path.first());
        let schema = schema.or(self.schema.default_namespace.as_ref());
        QualifiedName {
            schema: schema.cloned(),
            name: self.cut(&name.name),
        }
    }

    /// A name as the engine keeps it: cut to its limit.
    pub(super) fn cut(&self, name: &Name) -> Name {
        Name::from(self.dialect.truncate(name.as_str()))
    }

    /// The full names that a name may mean, in the order in which they are tried.
    pub(super) fn candidates(&self, name: &QualifiedName) -> Vec<QualifiedName> {
        if name.schema.is_some() || !self.dialect.has_namespaces {
            return vec![self.place(name)];
        }
        let own = self.cut(&name.name);
        self.path
            .iter()
            .map(|schema| QualifiedName::new(schema.clone(), own.clone()))
            .collect()
    }

    /// Finds the object of this name.
    pub(super) fn find<'a, T>(
        &self,
        objects: &'a [T],
        name_of: impl Fn(&'a T) -> &'a QualifiedName,
        wanted: &QualifiedName,
    ) -> Option<usize> {
        self.candidates(wanted).iter().find_map(|candidate| {
            objects
                .iter()
                .position(|object| self.same(name_of(object), candidate))
        })
    }

    /// Whether two full names are the same.
    pub(super) fn same(&self, one: &QualifiedName, other: &QualifiedName) -> bool {
        one.schema == other.schema
            && self
                .dialect
                .table_names
                .same(one.name.as_str(), other.name.as_str())
    }

    /// Whether two names of columns, constraints or indexes are the same.
    pub(super) fn same_part(&self, one: &Name, other: &Name) -> bool {
        self.dialect
            .column_names
            .same(one.as_str(), self.dialect.truncate(other.as_str()))
    }

    pub(super) fn table_place(&self, name: &QualifiedName) -> Option<usize> {
        self.find(&self.schema.tables, |table| &table.name, name)
    }

    pub(super) fn view_place(&self, name: &QualifiedName) -> Option<usize> {
        self.find(&self.schema.views, |view| &view.name, name)
    }

    /// The relation of this name.
    pub(super) fn relation(&self, name: &QualifiedName) -> Result<Relation, String> {
        if self.is_temporary(name) {
            return Ok(Relation::Foreign);
        }
        // The first schema of the path that has either is meant.
        self.candidates(name)
            .iter()
            .find_map(|candidate| {
                let table = self.table_place(candidate).map(Relation::Table);
                table.or_else(|| self.view_place(candidate).map(Relation::View))
            })
            .or_else(|| self.is_ledger(name).then_some(Relation::Foreign))
            .ok_or_else(|| format!("no earlier statement creates `{name}`"))
    }

    /// Whether a table of this name is one that a migration tool makes before it runs anything.
    pub(super) fn is_ledger(&self, name: &QualifiedName) -> bool {
        let ledgers = self.dialect.bookkeeping.tables;
        ledgers
            .iter()
            .any(|ledger| ledger.eq_ignore_ascii_case(name.name.as_str()))
    }

    /// The table of this name; `None` for a relation that is none of the tables in the making.
    pub(super) fn table_mut(&mut self, name: &QualifiedName) -> Result<Option<&mut Table>, String> {
        match self.relation(name)? {
            Relation::Table(place) => Ok(self.schema.tables.get_mut(place)),
            Relation::View(_) | Relation::Foreign => Ok(None),
        }
    }

    /// The view of this name.
    pub(super) fn view_mut(&mut self, name: &QualifiedName) -> Option<&mut View> {
        let place = self.view_place(name)?;
        self.schema.views.get_mut(place)
    }

    /// The index of this name: the place of its table or view, and its own there.
    pub(super) fn index_place(&self, name: &QualifiedName) -> Option<(Relation, usize)> {
        self.candidates(name).iter().find_map(|candidate| {
            // SQLite gives the index of a constraint a name of its own.
            let is_it = |owner: &QualifiedName, index: &Index| {
                owner.schema == candidate.schema
                    && self.is_named(index, &candidate.name)
                    && !(self.engine() == Engine::Sqlite && index.is_constraint.is_true())
            };
            let in_tables = self
                .schema
                .tables
                .iter()
                .enumerate()
                .find_map(|(place, table)| {
                    let own = table
                        .indexes
                        .iter()
                        .position(|index| is_it(&table.name, index))?;
                    Some((Relation::Table(place), own))
                });
            in_tables.or_else(|| {
                self.schema
                    .views
                    .iter()
                    .enumerate()
                    .find_map(|(place, view)| {
                        let own = view
                            .indexes
                            .iter()
                            .position(|index| is_it(&view.name, index))?;
                        Some((Relation::View(place), own))
                    })
            })
        })
    }

    /// The index of this name where a new one of `table` would stand: in its schema, or, with
    /// MySQL, in the table itself.
    pub(super) fn index_of(
        &self,
        table: &QualifiedName,
        name: &QualifiedName,
    ) -> Option<(Relation, usize)> {
        if !self.rules.shrinks_indexes {
            return self.index_place(name);
        }
        let place = self.table_place(table)?;
        let indexes = &self.schema.tables.get(place)?.indexes;
        let own = indexes
            .iter()
            .position(|index| self.is_named(index, &name.name))?;
        Some((Relation::Table(place), own))
    }

    fn is_named(&self, index: &Index, name: &Name) -> bool {
        index
            .name
            .get()
            .is_some_and(|own| self.same_part(own, name))
    }

    fn is_temporary(&self, name: &QualifiedName) -> bool {
        let is_temporary_schema = name.schema.as_ref().is_some_and(|schema| {
            ["temp", "pg_temp"]
                .iter()
                .any(|temporary| schema.as_str().eq_ignore_ascii_case(temporary))
        });
        is_temporary_schema
            || name.schema.is_none()
                && self.temporaries.iter().any(|temporary| {
                    self.dialect
                        .table_names
                        .same(temporary.name.as_str(), name.name.as_str())
                })
    }

    pub(super) fn remember_temporary(&mut self, name: &QualifiedName) {
        self.temporaries.push(name.clone());
    }

    /// Forgets a temporary relation of this name, if there is one.
    pub(super) fn forget_temporary(&mut self, name: &QualifiedName) -> bool {
        let is_temporary = self.is_temporary(name);
        self.temporaries
            .retain(|temporary| temporary.name != name.name);
        is_temporary
    }

    /// Remembers that an object is gone.
    pub(super) fn remember_gone(&mut self, object: ObjectPath, origin: &Origin) {
        self.gone.push(Gone {
            object,
            origin: origin.clone(),
        });
    }

    /// Remembers that an object of its own is gone.
    pub(super) fn remember_gone_top(
        &mut self,
        kind: ObjectKind,
        name: &QualifiedName,
        origin: &Origin,
    ) {
        self.remember_gone(ObjectPath::top(kind, name), origin);
    }
}
