//! Lowers privileges on what is the project's.

use std::collections::HashSet;

use schemadrift_core::model::{Grant, GrantObject, Schema};
use schemadrift_core::name::{Name, QualifiedName};

use super::directory::{Directory, origin};
use crate::postgresql::rows::GrantRow;

/// The privileges on the objects that a schema holds, and on the sequences of its tables.
pub(super) fn lower(directory: &Directory<'_>, schema: &Schema) -> Vec<Grant> {
    let kept = Kept::of(directory, schema);
    directory
        .catalog
        .grants
        .iter()
        .filter_map(|row| Some((row, object(directory, row)?)))
        .filter(|(_, object)| kept.has(object))
        .flat_map(|(row, object)| grants(row, object))
        .collect()
}

fn object(directory: &Directory<'_>, row: &GrantRow) -> Option<GrantObject> {
    let name = || directory.qualified(row.namespace, &row.name);
    match row.class {
        'r' => Some(GrantObject::Table(name())),
        'S' => Some(GrantObject::Sequence(name())),
        'f' => Some(GrantObject::Routine {
            name: name(),
            arguments: directory.local(row.arguments.as_deref().unwrap_or_default()),
        }),
        'n' => Some(GrantObject::Schema(Name::from(row.name.as_str()))),
        _ => None,
    }
}

fn grants(row: &GrantRow, object: GrantObject) -> impl Iterator<Item = Grant> {
    row.privileges.iter().map(move |privilege| Grant {
        object: object.clone(),
        column: row.column.as_deref().map(Name::from),
        grantee: Name::from(row.grantee.as_str()),
        privilege: privilege.clone(),
        is_grantable: row.is_grantable,
        is_implied: row.is_owners,
        origin: origin(&QualifiedName::bare(row.name.as_str())),
    })
}

/// What is the project's.
struct Kept<'a> {
    relations: HashSet<&'a QualifiedName>,
    sequences: HashSet<QualifiedName>,
    routines: HashSet<(&'a QualifiedName, &'a str)>,
    schemas: HashSet<&'a Name>,
}

impl<'a> Kept<'a> {
    fn of(directory: &Directory<'_>, schema: &'a Schema) -> Self {
        let tables = schema.tables.iter().map(|own| &own.name);
        let views = schema.views.iter().map(|own| &own.name);
        let relations: HashSet<&QualifiedName> = tables.chain(views).collect();
        let catalog = directory.catalog;
        let kept_oids: HashSet<_> = catalog
            .relations
            .iter()
            .filter(|row| relations.contains(&directory.qualified(row.namespace, &row.name)))
            .map(|row| row.oid)
            .collect();
        let owned = catalog
            .sequences
            .iter()
            .filter(|row| kept_oids.contains(&row.owner))
            .map(|row| directory.qualified(row.namespace, &row.name));
        let alone = schema.sequences.iter().map(|own| own.name.clone());
        Self {
            relations,
            sequences: owned.chain(alone).collect(),
            routines: schema
                .routines
                .iter()
                .map(|own| (&own.name, own.arguments.as_str()))
                .collect(),
            schemas: schema.namespaces.iter().map(|own| &own.name).collect(),
        }
    }

    fn has(&self, object: &GrantObject) -> bool {
        match object {
            GrantObject::Database => false,
            GrantObject::Schema(name) => self.schemas.contains(name),
            GrantObject::Table(name) => self.relations.contains(name),
            GrantObject::Sequence(name) => self.sequences.contains(name),
            GrantObject::Routine { name, arguments } => {
                self.routines.contains(&(name, arguments.as_str()))
            }
        }
    }
}
