//! Lowers the rows of a catalog to the neutral model. Pure: no server, no clock; what is not
//! understood becomes a problem.

mod columns;
mod constraints;
mod grants;
mod indexes;
mod routines;
mod text;

use std::collections::HashMap;

use schemadrift_core::coverage::{Completeness, Coverage};
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::model::{
    Reach, Schema, Sequence, Table, TableKind, Taint, Trigger, TriggerFiring, View,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;
use schemadrift_core::source::Reading;
use schemadrift_core::stated::Stated;
use schemadrift_sql::expression::{fold_json, read_expression, read_query};
use schemadrift_sql::partitioning::read_partitioning;
use schemadrift_sql::trigger::read_trigger;

use super::catalog::{Catalog, Query};
use super::rights::Rights;
use super::rows::{CheckRow, ColumnRow, ForeignKeyRow, KeyRow, PartitionRow, TableRow, TriggerRow};
use crate::left_out::Belonging;
use crate::reading::{LeftOut, Visibility};

/// A catalog as understood.
#[derive(Debug)]
pub(super) struct Lowered {
    pub(super) reading: Reading,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) visible: Visibility,
}

/// The rows of a catalog, by the table they belong to.
#[derive(Debug, Default)]
struct Groups<'a> {
    columns: HashMap<&'a str, Vec<&'a ColumnRow>>,
    keys: HashMap<&'a str, Vec<&'a KeyRow>>,
    foreign_keys: HashMap<&'a str, Vec<&'a ForeignKeyRow>>,
    /// Checks, and whether they are enforced.
    checks: HashMap<&'a str, Vec<(&'a CheckRow, bool)>>,
    triggers: HashMap<&'a str, Vec<&'a TriggerRow>>,
    partitions: HashMap<&'a str, &'a PartitionRow>,
}

impl<'a> Groups<'a> {
    fn new(catalog: &'a Catalog) -> Self {
        let mut groups = Self::default();
        for row in &catalog.columns {
            groups.columns.entry(&row.table).or_default().push(row);
        }
        for columns in groups.columns.values_mut() {
            columns.sort_by_key(|row| row.number);
        }
        for row in &catalog.keys {
            groups.keys.entry(&row.table).or_default().push(row);
        }
        for row in &catalog.foreign_keys {
            groups.foreign_keys.entry(&row.table).or_default().push(row);
        }
        for row in &catalog.triggers {
            groups.triggers.entry(&row.table).or_default().push(row);
        }
        for row in &catalog.partitions {
            groups.partitions.insert(&row.table, row);
        }
        let constraints: HashMap<&str, (&str, bool)> = catalog
            .constraints
            .iter()
            .filter(|row| row.kind == "CHECK")
            .map(|row| (row.name.as_str(), (row.table.as_str(), row.is_enforced)))
            .collect();
        for row in &catalog.checks {
            let known = constraints.get(row.name.as_str()).copied();
            let (table, is_enforced) = match (&row.table, known) {
                (Some(table), _) => (table.as_str(), true),
                (None, Some(known)) => known,
                (None, None) => continue,
            };
            groups
                .checks
                .entry(table)
                .or_default()
                .push((row, is_enforced));
        }
        groups
    }
}

/// Lowers a whole catalog.
pub(super) fn lower(catalog: &Catalog, engine: Engine, keeps_everything: bool) -> Lowered {
    let rights = rights(catalog);
    let groups = Groups::new(catalog);
    let mut schema = Schema::empty(engine, coverage(catalog, engine, &rights));
    schema.folds_table_names = catalog.server.folding > 0;
    let belonging = Belonging::new(engine, None, keeps_everything);
    let mut left_out = Vec::new();
    for row in &catalog.tables {
        let name = QualifiedName::bare(row.name.as_str());
        match row.kind.as_str() {
            "VIEW" | "SYSTEM VIEW" => {}
            "SEQUENCE" => schema.sequences.push(sequence(row)),
            _ => {
                let table = table(&groups, engine, row, &rights);
                match belonging.of_table(None, &row.name) {
                    None => schema.tables.push(table),
                    Some(reason) => left_out.push(LeftOut {
                        table: Some(table),
                        ..LeftOut::named(ObjectKind::Table, name, reason)
                    }),
                }
            }
        }
    }
    schema.views = views(catalog, &groups, engine);
    schema.routines = routines::lower(engine, catalog);
    schema.grants.held = grants::lower(&catalog.privileges, &schema);
    Lowered {
        reading: Reading {
            schema,
            problems: problems(catalog, &rights),
            files: Vec::new(),
        },
        left_out,
        visible: Visibility::default(),
    }
}

fn rights(catalog: &Catalog) -> Rights {
    if catalog.is_refused(Query::Grants) || catalog.grants.is_empty() {
        return Rights::everything();
    }
    Rights::of(&catalog.grants, &catalog.server.database)
}

/// A server states everything there is and the role may see; what it does not have is not stated.
fn coverage(catalog: &Catalog, engine: Engine, rights: &Rights) -> Coverage {
    let unless_refused = |query| {
        if catalog.is_refused(query) {
            Completeness::None
        } else {
            Completeness::Complete
        }
    };
    let tables = if rights.sees_all_tables {
        Completeness::Complete
    } else {
        Completeness::Partial
    };
    Coverage {
        tables,
        foreign_keys: unless_refused(Query::ForeignKeys),
        checks: unless_refused(Query::Checks),
        views: if rights.sees_all_tables {
            unless_refused(Query::Views)
        } else {
            Completeness::Partial
        },
        routines: if rights.sees_routines {
            unless_refused(Query::Routines)
        } else {
            Completeness::Partial
        },
        triggers: if rights.sees_triggers {
            unless_refused(Query::Triggers)
        } else {
            Completeness::Partial
        },
        sequences: match engine {
            Engine::MariaDb => tables,
            Engine::MySql | Engine::PostgreSql | Engine::Sqlite => Completeness::None,
        },
        enums: Completeness::None,
        exclusions: Completeness::None,
        domains: Completeness::None,
        composites: Completeness::None,
        extensions: Completeness::None,
        policies: Completeness::None,
        grants: if rights.sees_privileges {
            unless_refused(Query::Privileges)
        } else {
            Completeness::Partial
        },
        ..Coverage::everything()
    }
}

fn problems(catalog: &Catalog, rights: &Rights) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !rights.sees_all_tables {
        let database = &catalog.server.database;
        problems.push(
            Problem::warning(
                format!(
                    "the role `{}` sees only those tables of `{database}` that it has a right on",
                    catalog.server.user
                ),
                Origin::Catalog(database.clone()),
            )
            .with_help(format!(
                "grant it the whole database: `GRANT SELECT, SHOW VIEW, TRIGGER ON `{database}`.* TO …`"
            )),
        );
    }
    for (query, reason) in &catalog.refused {
        problems.push(Problem::warning(
            format!("the server does not tell about {}: {reason}", query.what()),
            Origin::Unlocated,
        ));
    }
    for surprise in &catalog.surprises {
        problems.push(Problem::warning(surprise.clone(), Origin::Unlocated));
    }
    problems
}

fn table(groups: &Groups<'_>, engine: Engine, row: &TableRow, rights: &Rights) -> Table {
    let name = row.name.as_str();
    let origin = Origin::Catalog(name.to_owned());
    let mut table = Table::new(QualifiedName::bare(name), origin.clone());
    let partitioning = groups.partitions.get(name).map(|row| {
        let key = row.expression.as_deref().unwrap_or_default();
        read_partitioning(engine, &format!("{} ({key})", row.method), &|_| None)
    });
    table.kind = Stated::Written(if partitioning.is_some() {
        TableKind::Partitioned
    } else {
        TableKind::Ordinary
    });
    table.partitioning = Stated::Written(partitioning);
    table.comment = Stated::Written(row.comment.clone().filter(|text| !text.is_empty()));
    table.columns = rows_of(&groups.columns, name)
        .iter()
        .map(|row| columns::column(engine, row))
        .collect();
    let (primary_key, indexes) = indexes::lower(engine, rows_of(&groups.keys, name));
    table.primary_key = Stated::Written(primary_key);
    table.indexes = indexes;
    table.foreign_keys = constraints::foreign_keys(rows_of(&groups.foreign_keys, name));
    table.checks = groups
        .checks
        .get(name)
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .map(|(row, is_enforced)| constraints::check(engine, name, row, *is_enforced))
        .collect();
    table.triggers = rows_of(&groups.triggers, name)
        .iter()
        .map(|row| trigger(engine, row))
        .collect();
    if rights.partly_seen.iter().any(|seen| seen == name) {
        table.taints.push(Taint {
            reach: Reach::More,
            reason: "the role sees only some of its columns".to_owned(),
            origin,
        });
    }
    fold_json(engine, &mut table);
    table
}

fn rows_of<'g, T>(groups: &'g HashMap<&str, Vec<T>>, table: &str) -> &'g [T] {
    groups.get(table).map_or(&[], Vec::as_slice)
}

fn trigger(engine: Engine, row: &TriggerRow) -> Trigger {
    let definition = row.body.as_ref().map(|body| {
        let quote = |name: &str| engine.dialect().quote(name);
        format!(
            "CREATE TRIGGER {} {} {} ON {} FOR EACH ROW {body}",
            quote(&row.name),
            row.timing,
            row.event,
            quote(&row.table)
        )
    });
    Trigger {
        name: Name::from(row.name.as_str()),
        shape: definition.as_deref().map_or(Stated::NotStated, |text| {
            read_trigger(engine, text, &|_| None)
        }),
        definition: definition.map_or(Stated::NotStated, Stated::Written),
        firing: Stated::Implied(TriggerFiring::Ordinary),
        origin: part_origin(&row.table, &row.name),
    }
}

fn sequence(row: &TableRow) -> Sequence {
    Sequence {
        name: QualifiedName::bare(row.name.as_str()),
        data_type: Stated::NotStated,
        start: Stated::NotStated,
        increment: Stated::NotStated,
        minimum: Stated::NotStated,
        maximum: Stated::NotStated,
        cache: Stated::NotStated,
        is_cycling: Stated::NotStated,
        origin: Origin::Catalog(row.name.clone()),
    }
}

fn views(catalog: &Catalog, groups: &Groups<'_>, engine: Engine) -> Vec<View> {
    let definitions: HashMap<&str, _> = catalog
        .views
        .iter()
        .map(|row| (row.name.as_str(), row))
        .collect();
    let views = catalog.tables.iter().filter(|row| row.kind == "VIEW");
    views
        .map(|row| {
            let known = definitions.get(row.name.as_str());
            let columns = rows_of(&groups.columns, &row.name).iter().map(|column| {
                let mut column = columns::of_view(engine, column);
                if known.is_some_and(|known| !known.is_updatable) {
                    column.is_writable = Stated::Written(false);
                }
                column
            });
            let definition = known.and_then(|known| known.definition.as_deref());
            View {
                name: QualifiedName::bare(row.name.as_str()),
                alias: None,
                is_materialized: Stated::Implied(false),
                columns: columns.collect(),
                definition: definition.map_or(Stated::NotStated, |definition| {
                    let query = text::without_database(definition, &catalog.server.database);
                    Stated::Written(read_query(engine, &query))
                }),
                indexes: Vec::new(),
                triggers: Vec::new(),
                origin: Origin::Catalog(row.name.clone()),
                taints: Vec::new(),
            }
        })
        .collect()
}

/// Reads an expression of the catalog.
fn read(engine: Engine, text: &str) -> Expression {
    let sql = match engine {
        Engine::MySql => text::unescaped(text),
        Engine::MariaDb | Engine::PostgreSql | Engine::Sqlite => text.to_owned(),
    };
    let mut expression = read_expression(engine, &sql);
    if text::is_lossy_expression(engine, &sql) {
        expression.normal = NormalForm::ReadAnew(text::LOSSY.to_owned());
    }
    expression
}

fn part_origin(table: &str, part: &str) -> Origin {
    Origin::Catalog(format!("{table}.{part}"))
}
