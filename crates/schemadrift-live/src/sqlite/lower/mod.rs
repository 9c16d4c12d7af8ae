//! Lowers what a SQLite file says of itself to the neutral model. Pure.

mod indexes;
mod stored;
mod tables;
mod words;

use std::collections::HashMap;

use schemadrift_core::coverage::{Completeness, Coverage};
use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Column, Reach, Schema, Taint, View};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::Origin;
use schemadrift_core::platform::{Platforms, Signs};
use schemadrift_core::problem::Problem;
use schemadrift_core::source::Reading;
use schemadrift_core::stated::Stated;
use schemadrift_sql::expression::read_query;
use schemadrift_sql::types::read_type;

use super::rows::{Catalog, ColumnRow, ForeignKeyRow, KeyRow, ObjectRow};
use crate::left_out::Belonging;
use crate::reading::LeftOut;

/// A file as understood.
#[derive(Debug)]
pub(super) struct Lowered {
    pub(super) reading: Reading,
    pub(super) left_out: Vec<LeftOut>,
}

/// The rows of a file, by the table they belong to.
#[derive(Debug)]
struct Groups<'a> {
    columns: HashMap<&'a str, Vec<&'a ColumnRow>>,
    keys: HashMap<&'a str, Vec<&'a KeyRow>>,
    foreign_keys: HashMap<&'a str, Vec<&'a ForeignKeyRow>>,
    /// The statements that made indexes, by the index's name.
    index_texts: HashMap<&'a str, &'a str>,
    /// Triggers, by the lower-case name of their table.
    triggers: HashMap<String, Vec<&'a ObjectRow>>,
}

impl<'a> Groups<'a> {
    fn new(catalog: &'a Catalog) -> Self {
        let mut groups = Self {
            columns: HashMap::new(),
            keys: HashMap::new(),
            foreign_keys: HashMap::new(),
            index_texts: HashMap::new(),
            triggers: HashMap::new(),
        };
        for row in &catalog.columns {
            groups.columns.entry(&row.table).or_default().push(row);
        }
        for columns in groups.columns.values_mut() {
            columns.sort_by_key(|column| column.number);
        }
        for row in &catalog.keys {
            groups.keys.entry(&row.table).or_default().push(row);
        }
        for row in &catalog.foreign_keys {
            groups.foreign_keys.entry(&row.table).or_default().push(row);
        }
        for row in &catalog.objects {
            match (row.kind.as_str(), &row.sql) {
                ("index", Some(sql)) => {
                    groups.index_texts.insert(&row.name, sql);
                }
                ("trigger", _) => {
                    let table = row.table.to_ascii_lowercase();
                    groups.triggers.entry(table).or_default().push(row);
                }
                _ => {}
            }
        }
        groups
    }

    fn columns(&self, table: &str) -> &[&'a ColumnRow] {
        self.columns.get(table).map_or(&[], Vec::as_slice)
    }
}

/// Lowers a whole file.
pub(super) fn lower(catalog: &Catalog, keeps_everything: bool) -> Lowered {
    let groups = Groups::new(catalog);
    let mut sorting = Sorting::new(catalog, keeps_everything);
    let mut schema = Schema::empty(Engine::Sqlite, coverage());
    let mut problems: Vec<Problem> = catalog
        .surprises
        .iter()
        .map(|surprise| Problem::warning(surprise.clone(), Origin::Unlocated))
        .collect();
    for object in &catalog.objects {
        match object.kind.as_str() {
            "table" => {
                let table = tables::lower(catalog, &groups, object, &mut problems);
                schema.tables.extend(sorting.table(object, table));
            }
            "view" => schema
                .views
                .push(view(catalog, &groups, object, &mut problems)),
            "index" | "trigger" => {}
            other => problems.push(Problem::warning(
                format!("`{}` is a `{other}`, which is not understood", object.name),
                Origin::Catalog(object.name.clone()),
            )),
        }
    }
    Lowered {
        reading: Reading {
            schema,
            problems,
            files: Vec::new(),
        },
        left_out: sorting.left_out,
    }
}

/// A SQLite file states everything there is; what SQLite does not have is not stated.
fn coverage() -> Coverage {
    Coverage {
        enums: Completeness::None,
        exclusions: Completeness::None,
        sequences: Completeness::None,
        domains: Completeness::None,
        composites: Completeness::None,
        extensions: Completeness::None,
        routines: Completeness::None,
        policies: Completeness::None,
        partitioning: Completeness::None,
        ..Coverage::everything()
    }
}

fn view(
    catalog: &Catalog,
    groups: &Groups<'_>,
    object: &ObjectRow,
    problems: &mut Vec<Problem>,
) -> View {
    let origin = Origin::Catalog(object.name.clone());
    // Only a trigger can write through a view, and which writes it takes is in its text.
    let has_triggers = groups
        .triggers
        .contains_key(&object.name.to_ascii_lowercase());
    let is_writable = if has_triggers {
        Stated::NotStated
    } else {
        Stated::Implied(false)
    };
    let columns = groups.columns(&object.name).iter().map(|row| {
        let mut column = Column::new(row.name.as_str(), part_origin(&object.name, &row.name));
        // A computed column has no declared type: SQLite says nothing, or only an affinity.
        if !row.type_text.is_empty() {
            column.data_type = column_type(&row.type_text);
        }
        column.is_writable = is_writable.clone();
        column
    });
    let sql = object.sql.as_deref().unwrap_or_default();
    let query = words::view_query(sql).unwrap_or(sql);
    let columns: Vec<Column> = columns.collect();
    View {
        name: QualifiedName::bare(object.name.as_str()),
        alias: None,
        is_materialized: Stated::Implied(false),
        triggers: tables::triggers(groups, &object.name, &columns),
        columns,
        definition: Stated::Written(read_query(Engine::Sqlite, query)),
        indexes: Vec::new(),
        taints: broken(catalog, object, problems),
        origin,
    }
}

/// Says why the columns of a view or a virtual table cannot be told.
fn broken(catalog: &Catalog, object: &ObjectRow, problems: &mut Vec<Problem>) -> Vec<Taint> {
    let reasons = catalog
        .broken
        .iter()
        .filter(|(name, _)| name == &object.name);
    reasons
        .map(|(name, reason)| {
            let origin = Origin::Catalog(name.clone());
            problems.push(Problem::warning(
                format!("the columns of `{name}` cannot be told: {reason}"),
                origin.clone(),
            ));
            Taint {
                reach: Reach::More,
                reason: format!("its columns cannot be told: {reason}"),
                origin,
            }
        })
        .collect()
}

fn column_type(text: &str) -> Stated<ColumnType> {
    let shape = if text.is_empty() {
        DataType::Untyped
    } else {
        read_type(Engine::Sqlite, text)
    };
    Stated::Written(ColumnType::exact(text, shape))
}

fn part_origin(table: &str, part: &str) -> Origin {
    Origin::Catalog(format!("{table}.{part}"))
}

/// Keeps what is the project's and remembers the rest.
#[derive(Debug)]
struct Sorting<'a> {
    shadows: Vec<&'a str>,
    belonging: Belonging,
    left_out: Vec<LeftOut>,
}

impl<'a> Sorting<'a> {
    fn new(catalog: &'a Catalog, keeps_everything: bool) -> Self {
        let shadows = catalog.tables.iter().filter(|table| table.kind == "shadow");
        let signs = Signs {
            tables: catalog
                .tables
                .iter()
                .map(|table| table.name.as_str())
                .collect(),
            ..Signs::default()
        };
        let platforms = Platforms::of(Engine::Sqlite, &signs);
        Self {
            shadows: shadows.map(|table| table.name.as_str()).collect(),
            belonging: Belonging::new(Engine::Sqlite, None, keeps_everything).on(platforms),
            left_out: Vec::new(),
        }
    }

    fn table(
        &mut self,
        object: &ObjectRow,
        table: schemadrift_core::model::Table,
    ) -> Option<schemadrift_core::model::Table> {
        let name = object.name.as_str();
        // What SQLite itself keeps is no table of anybody.
        let reason = if self.shadows.contains(&name) {
            Some("holds the rows of a virtual table".to_owned())
        } else if name.starts_with("sqlite_") {
            Some("kept by SQLite".to_owned())
        } else {
            self.belonging.of_table(None, name)
        };
        let Some(reason) = reason else {
            return Some(table);
        };
        self.left_out.push(LeftOut {
            table: Some(table),
            ..LeftOut::named(ObjectKind::Table, QualifiedName::bare(name), reason)
        });
        None
    }
}
