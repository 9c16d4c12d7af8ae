//! Owns the way from declarations to the neutral model.

mod coverage;
mod custom;
mod types;

use std::collections::BTreeSet;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Column, ForeignKey, Namespace, PrimaryKey, Reach, Schema, Table, Taint, View,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;
use schemadrift_core::stated::Stated;

use crate::ast::{ColumnDecl, JoinDecl, TableDecl, TypeExpr};
use crate::config::DieselConfig;
use crate::selection::{Selected, SelectedTable};
use custom::CustomTypes;

/// Schemas of the database itself: nobody migrates them.
const CATALOGS: [&str; 2] = ["pg_catalog", "information_schema"];

/// The model, and what of it need not be there.
pub(crate) struct Lowered {
    pub(crate) schema: Schema,
    pub(crate) optional: Vec<QualifiedName>,
}

/// Lowers what counts for one kind of database.
pub(crate) fn schema(
    selected: Selected,
    engine: Engine,
    config: &DieselConfig,
    unreadable_tables: usize,
    problems: &mut Vec<Problem>,
) -> Lowered {
    let mut schema = Schema::empty(engine, coverage::of(config));
    let customs = CustomTypes::new(selected.types);
    let context = Context {
        engine,
        customs: &customs,
    };
    let mut optional = Vec::new();
    let (own, catalogs): (Vec<_>, Vec<_>) = selected.tables.into_iter().partition(|table| {
        let schema = table.declaration.schema.as_deref();
        !schema.is_some_and(|schema| CATALOGS.contains(&schema))
    });
    for table in &catalogs {
        problems.push(Problem::note(
            format!(
                "`{}` belongs to the database itself: not compared",
                qualified(&table.declaration)
            ),
            table.declaration.name.place.exact(),
        ));
    }
    for table in &own {
        if table.is_aside || may_be_of_catalog(engine, &table.declaration) {
            optional.push(qualified(&table.declaration));
        }
        if table.declaration.is_view {
            schema.views.push(context.view(table));
        } else {
            schema.tables.push(context.table(table, problems));
        }
    }
    for join in &selected.joins {
        context.join(join, &own, &mut schema);
    }
    if unreadable_tables > 0 {
        schema.taints.push(Taint {
            reach: Reach::More,
            reason: "some tables of the code lie where they cannot be read".to_owned(),
            origin: Origin::Unlocated,
        });
    }
    schema.namespaces = namespaces(engine, config);
    Lowered { schema, optional }
}

/// The database schemas whose tables the Diesel CLI lists whole; none means the default one.
fn namespaces(engine: Engine, config: &DieselConfig) -> Vec<Namespace> {
    let default = engine.dialect().default_namespace;
    let entries = &config.print_schema;
    if entries.iter().all(|entry| entry.schema.is_none()) {
        return Vec::new();
    }
    let names: BTreeSet<&str> = entries
        .iter()
        .filter_map(|entry| entry.schema.as_deref().or(default))
        .collect();
    names
        .into_iter()
        .map(|name| Namespace {
            name: Name::new(name),
            origin: Origin::Unlocated,
        })
        .collect()
}

/// Whether a table without a schema may be one of PostgreSQL's own, which every search path finds
/// (<https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-CATALOG>).
fn may_be_of_catalog(engine: Engine, table: &TableDecl) -> bool {
    let is_bare = table.schema.is_none();
    engine == Engine::PostgreSql && is_bare && table.name.database.starts_with("pg_")
}

fn qualified(table: &TableDecl) -> QualifiedName {
    QualifiedName {
        schema: table.schema.as_deref().map(Name::from),
        name: Name::from(table.name.database.as_str()),
    }
}

struct Context<'a> {
    engine: Engine,
    customs: &'a CustomTypes,
}

impl Context<'_> {
    fn table(&self, selected: &SelectedTable, problems: &mut Vec<Problem>) -> Table {
        let declaration = &selected.declaration;
        let mut table = Table::new(qualified(declaration), declaration.name.place.exact());
        table.alias = alias(&declaration.name.rust, &declaration.name.database);
        table.is_any_relation = true;
        table.ignores_key_order = true;
        let key = self.primary_key(declaration, problems);
        table.columns = self.columns(selected, key.as_ref());
        table.primary_key = match key {
            Some(key) => Stated::Written(Some(key)),
            None => Stated::NotStated,
        };
        table.taints = taints(declaration);
        table
    }

    fn view(&self, selected: &SelectedTable) -> View {
        let declaration = &selected.declaration;
        View {
            name: qualified(declaration),
            alias: alias(&declaration.name.rust, &declaration.name.database),
            is_materialized: Stated::NotStated,
            columns: self.columns(selected, None),
            definition: Stated::NotStated,
            indexes: Vec::new(),
            triggers: Vec::new(),
            origin: declaration.name.place.exact(),
            taints: taints(declaration),
        }
    }

    fn primary_key(&self, table: &TableDecl, problems: &mut Vec<Problem>) -> Option<PrimaryKey> {
        let database_name = |rust: &str| {
            let column = table.columns.iter().find(|column| column.name.rust == rust);
            column.map(|column| Name::from(column.name.database.as_str()))
        };
        if table.keys.is_empty() {
            // https://docs.diesel.rs/2.3.x/diesel/macro.table.html: the key is `id`.
            return Some(PrimaryKey {
                name: Stated::NotStated,
                columns: vec![database_name("id")?],
                include: Stated::NotStated,
                origin: table.name.place.exact(),
            });
        }
        let mut columns = Vec::new();
        for (key, place) in &table.keys {
            match database_name(key) {
                Some(name) => columns.push(name),
                None => {
                    problems.push(Problem::warning(
                        format!(
                            "the key of `{}` names `{key}`, which is no column of it",
                            table.name.rust
                        ),
                        place.exact(),
                    ));
                    return None;
                }
            }
        }
        Some(PrimaryKey {
            name: Stated::NotStated,
            columns,
            include: Stated::NotStated,
            origin: table
                .keys
                .first()
                .map_or_else(|| table.name.place.exact(), |(_, place)| place.exact()),
        })
    }

    fn columns(&self, selected: &SelectedTable, key: Option<&PrimaryKey>) -> Vec<Column> {
        let declaration = &selected.declaration;
        declaration
            .columns
            .iter()
            .map(|column| {
                let is_key = key.is_some_and(|key| {
                    let mut names = key.columns.iter();
                    names.any(|name| name.as_str() == column.name.database)
                });
                let mut lowered = self.column(column, declaration, is_key);
                if selected.disputed.contains(&column.name.database) {
                    lowered.data_type = Stated::NotStated;
                    lowered.is_nullable = Stated::NotStated;
                }
                lowered
            })
            .collect()
    }

    fn column(&self, declared: &ColumnDecl, table: &TableDecl, is_key: bool) -> Column {
        let mut column = Column::new(declared.name.database.as_str(), declared.name.place.exact());
        column.alias = alias(&declared.name.rust, &declared.name.database);
        let (is_nullable, inner) = match declared.data_type.shape.named() {
            Some(("Nullable", [inner])) => (true, inner),
            _ => (false, &declared.data_type.shape),
        };
        column.is_nullable = match (is_nullable, self.engine) {
            (false, _) => Stated::Written(false),
            // SQLite's catalog calls a key nullable that never is, and the CLI writes it down.
            (true, Engine::Sqlite) if is_key => Stated::NotStated,
            (true, _) => Stated::Implied(true),
        };
        let text = text_of(declared, inner);
        column.data_type = self.data_type(&text, inner, declared.max_length, table);
        column.decoding = types::decoding(self.engine);
        column.type_origin = Some(declared.data_type.place.exact());
        column
    }

    fn data_type(
        &self,
        text: &str,
        shape: &TypeExpr,
        max_length: Option<u32>,
        table: &TableDecl,
    ) -> Stated<schemadrift_core::data_type::ColumnType> {
        let text = match max_length {
            Some(length) => format!("{text} of at most {length}"),
            None => text.to_owned(),
        };
        let data_type = types::column_type(self.engine, text, shape, max_length, |segments| {
            self.customs.find(segments, table)
        });
        Stated::Written(data_type)
    }

    /// A foreign key, if both tables are known and in one database.
    fn join(&self, join: &JoinDecl, tables: &[SelectedTable], schema: &mut Schema) {
        let find = |name: &str| {
            let mut near: Vec<&TableDecl> = tables
                .iter()
                .map(|table| &table.declaration)
                .filter(|table| table.name.rust == name)
                .collect();
            near.sort_by_key(|table| table.module != join.module);
            near.first().copied()
        };
        let (Some(child), Some(parent)) = (find(&join.child), find(&join.parent)) else {
            return;
        };
        let column = child
            .columns
            .iter()
            .find(|column| column.name.rust == join.column);
        let Some(column) = column.map(|column| column.name.database.as_str()) else {
            return;
        };
        let name = qualified(child);
        let Some(table) = schema.tables.iter_mut().find(|table| table.name == name) else {
            return;
        };
        table.foreign_keys.push(ForeignKey {
            name: Stated::NotStated,
            columns: vec![Name::from(column)],
            target: qualified(parent),
            target_columns: Vec::new(),
            on_delete: Stated::NotStated,
            on_update: Stated::NotStated,
            deferral: Stated::NotStated,
            validity: Stated::NotStated,
            // People write `joinable!` by hand where no foreign key is.
            is_relation_only: true,
            origin: join.place.exact(),
        });
    }
}

fn alias(rust: &str, database: &str) -> Option<String> {
    (rust != database).then(|| rust.to_owned())
}

fn taints(table: &TableDecl) -> Vec<Taint> {
    table
        .unread
        .iter()
        .map(|(reason, place)| Taint {
            reach: Reach::More,
            reason: reason.clone(),
            origin: place.exact(),
        })
        .collect()
}

/// The type as written, without the `Nullable` around it.
fn text_of(declared: &ColumnDecl, inner: &TypeExpr) -> String {
    let written = declared.data_type.place.location();
    let text = written.text();
    if std::ptr::eq(inner, &declared.data_type.shape) {
        return text.to_owned();
    }
    let inside = text
        .split_once('<')
        .and_then(|(_, rest)| rest.rsplit_once('>'));
    inside.map_or(text, |(inside, _)| inside).trim().to_owned()
}
