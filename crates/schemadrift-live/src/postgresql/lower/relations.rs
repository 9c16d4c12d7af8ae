//! Lowers tables and views, with everything that hangs on them.

use std::collections::HashMap;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Partition, RowSecurity, Table, TableKind, View};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::stated::Stated;
use schemadrift_sql::expression::read_query;
use schemadrift_sql::partitioning::{read_bound, read_partitioning};

use super::Trouble;
use super::columns::{self, OwnedSequences};
use super::directory::{Directory, origin};
use super::indexes::{self, IndexNames};
use super::routines;
use super::{constraints, sequences};
use crate::postgresql::rows::{Oid, RelationRow};

/// Tables and views with their identifiers, in the catalog's order.
#[derive(Debug, Default)]
pub(super) struct Relations {
    pub(super) tables: Vec<(Oid, Table)>,
    pub(super) views: Vec<(Oid, View)>,
    places: HashMap<Oid, Place>,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Table(usize),
    View(usize),
}

/// Lowers every relation and what hangs on it.
pub(super) fn lower(directory: &Directory<'_>, trouble: &mut Trouble) -> Relations {
    let names: HashMap<Oid, QualifiedName> = directory
        .catalog
        .relations
        .iter()
        .map(|row| (row.oid, directory.qualified(row.namespace, &row.name)))
        .collect();
    let owned = sequences::owned(directory);
    let mut relations = Relations::default();
    for row in &directory.catalog.relations {
        let Some(name) = names.get(&row.oid) else {
            continue;
        };
        if matches!(row.kind, 'v' | 'm') {
            relations.add_view(row.oid, view(directory, row, name));
        } else {
            match table_kind(row, &names) {
                Ok(kind) => relations.add_table(row.oid, table(directory, &owned, row, name, kind)),
                Err(reason) => trouble.about(name, "", &reason),
            }
        }
    }
    relations.attach_constraints(directory, trouble);
    relations.attach_indexes(directory, trouble);
    relations.attach_triggers(directory, trouble);
    relations.attach_policies(directory, trouble);
    relations
}

fn table_kind(row: &RelationRow, names: &HashMap<Oid, QualifiedName>) -> Result<TableKind, String> {
    if row.is_partition {
        let parent = names
            .get(&row.partition_parent)
            .ok_or("the table it is a partition of is unknown")?;
        return Ok(TableKind::Partition(Partition {
            parent: parent.clone(),
            bound: read_bound(
                Engine::PostgreSql,
                row.partition_bound.as_deref().unwrap_or_default(),
            ),
        }));
    }
    match row.kind {
        'r' => Ok(TableKind::Ordinary),
        'p' => Ok(TableKind::Partitioned),
        'f' => Ok(TableKind::Foreign),
        other => Err(format!("relations of kind `{other}` are not understood")),
    }
}

fn table(
    directory: &Directory<'_>,
    owned: &OwnedSequences,
    row: &RelationRow,
    name: &QualifiedName,
    kind: TableKind,
) -> Table {
    let mut table = Table::new(name.clone(), origin(name));
    table.kind = Stated::Written(kind);
    table.columns = columns::of_table(directory, owned, row.oid, name);
    table.primary_key = Stated::Written(None);
    table.row_security = Stated::Written(RowSecurity {
        is_enabled: row.has_row_security,
        is_forced: row.forces_row_security,
    });
    table.partitioning = Stated::Written(row.partition_key.as_deref().map(|key| {
        let columns = |name: &str| directory.operand_type(row.oid, name);
        read_partitioning(Engine::PostgreSql, &directory.local(key), &columns)
    }));
    table.comment = Stated::Written(row.comment.clone());
    table
}

fn view(directory: &Directory<'_>, row: &RelationRow, name: &QualifiedName) -> View {
    let definition = row.view_definition.as_deref().unwrap_or_default();
    let definition = definition.trim().trim_end_matches(';');
    View {
        name: name.clone(),
        alias: None,
        is_materialized: Stated::Written(row.kind == 'm'),
        columns: columns::of_view(directory, row.oid, name),
        definition: Stated::Written(read_query(Engine::PostgreSql, &directory.local(definition))),
        indexes: Vec::new(),
        triggers: Vec::new(),
        origin: origin(name),
        taints: Vec::new(),
    }
}

impl Relations {
    fn add_table(&mut self, oid: Oid, table: Table) {
        self.places.insert(oid, Place::Table(self.tables.len()));
        self.tables.push((oid, table));
    }

    fn add_view(&mut self, oid: Oid, view: View) {
        self.places.insert(oid, Place::View(self.views.len()));
        self.views.push((oid, view));
    }

    fn table(&mut self, oid: Oid) -> Option<&mut Table> {
        match self.places.get(&oid)? {
            Place::Table(place) => self.tables.get_mut(*place).map(|(_, table)| table),
            Place::View(_) => None,
        }
    }

    fn view(&mut self, oid: Oid) -> Option<&mut View> {
        match self.places.get(&oid)? {
            Place::View(place) => self.views.get_mut(*place).map(|(_, view)| view),
            Place::Table(_) => None,
        }
    }

    fn attach_constraints(&mut self, directory: &Directory<'_>, trouble: &mut Trouble) {
        for row in &directory.catalog.constraints {
            if let Some(table) = self.table(row.relation) {
                constraints::apply(directory, table, row, trouble);
            }
        }
    }

    /// A partition's index that belongs to its parent's is no statement of its own.
    fn attach_indexes(&mut self, directory: &Directory<'_>, trouble: &mut Trouble) {
        let names = IndexNames::new(directory.catalog);
        for row in directory
            .catalog
            .indexes
            .iter()
            .filter(|row| !row.is_inherited)
        {
            if let Some(table) = self.table(row.relation) {
                match indexes::lower(directory, &names, &table.name, row) {
                    Ok(index) => table.indexes.push(index),
                    Err(reason) => trouble.about(&table.name, &row.name, &reason),
                }
            } else if let Some(view) = self.view(row.relation) {
                match indexes::lower(directory, &names, &view.name, row) {
                    Ok(index) => view.indexes.push(index),
                    Err(reason) => trouble.about(&view.name, &row.name, &reason),
                }
            }
        }
    }

    fn attach_triggers(&mut self, directory: &Directory<'_>, trouble: &mut Trouble) {
        for row in &directory.catalog.triggers {
            let (owner, triggers) = if let Some(table) = self.table(row.relation) {
                (&table.name, &mut table.triggers)
            } else if let Some(view) = self.view(row.relation) {
                (&view.name, &mut view.triggers)
            } else {
                continue;
            };
            match routines::trigger(directory, owner, row) {
                Ok(trigger) => triggers.push(trigger),
                Err(reason) => trouble.about(owner, &row.name, &reason),
            }
        }
    }

    fn attach_policies(&mut self, directory: &Directory<'_>, trouble: &mut Trouble) {
        for row in &directory.catalog.policies {
            if let Some(table) = self.table(row.relation) {
                match routines::policy(directory, &table.name, row) {
                    Ok(policy) => table.policies.push(policy),
                    Err(reason) => trouble.about(&table.name, &row.name, &reason),
                }
            }
        }
    }
}
