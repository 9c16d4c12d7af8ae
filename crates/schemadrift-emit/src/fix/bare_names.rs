//! Owns names without the schema that the connection uses by default: a migration is run in more
//! than one database, and each may call that schema otherwise.

use schemadrift_core::data_type::DataType;
use schemadrift_core::model::{
    Column, GrantObject, Increment, Schema, Table, TableKind, Trigger, TriggerAction,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::stated::Stated;

/// The schema with names of this namespace bare.
pub(super) fn without(schema: &Schema, namespace: Option<&Name>) -> Schema {
    let mut schema = schema.clone();
    let Some(namespace) = namespace else {
        return schema;
    };
    let bare = |name: &mut QualifiedName| {
        if name.schema.as_ref() == Some(namespace) {
            name.schema = None;
        }
    };
    for table in &mut schema.tables {
        of_table(table, &bare);
    }
    for view in &mut schema.views {
        bare(&mut view.name);
        view.triggers
            .iter_mut()
            .for_each(|own| of_trigger(own, &bare));
    }
    for own in &mut schema.enums {
        bare(&mut own.name);
    }
    for own in &mut schema.domains {
        bare(&mut own.name);
        of_type(&mut own.base.shape, &bare);
    }
    for own in &mut schema.composites {
        bare(&mut own.name);
        own.fields
            .iter_mut()
            .for_each(|field| of_column(field, &bare));
    }
    for own in &mut schema.sequences {
        bare(&mut own.name);
    }
    for own in &mut schema.routines {
        bare(&mut own.name);
    }
    for grant in &mut schema.grants.held {
        match &mut grant.object {
            GrantObject::Database | GrantObject::Schema(_) => {}
            GrantObject::Table(name)
            | GrantObject::Sequence(name)
            | GrantObject::Routine { name, .. } => bare(name),
        }
    }
    schema.namespaces.retain(|own| own.name != *namespace);
    schema
}

fn of_table(table: &mut Table, bare: &impl Fn(&mut QualifiedName)) {
    bare(&mut table.name);
    table
        .columns
        .iter_mut()
        .for_each(|column| of_column(column, bare));
    for key in &mut table.foreign_keys {
        bare(&mut key.target);
    }
    for trigger in &mut table.triggers {
        of_trigger(trigger, bare);
    }
    if let Stated::Written(TableKind::Partition(partition))
    | Stated::Implied(TableKind::Partition(partition)) = &mut table.kind
    {
        bare(&mut partition.parent);
    }
}

fn of_column(column: &mut Column, bare: &impl Fn(&mut QualifiedName)) {
    if let Stated::Written(stated) | Stated::Implied(stated) = &mut column.data_type {
        of_type(&mut stated.shape, bare);
    }
    if let Stated::Written(Some(Increment::Serial { sequence }))
    | Stated::Implied(Some(Increment::Serial { sequence })) = &mut column.increment
    {
        bare(sequence);
    }
}

fn of_type(shape: &mut DataType, bare: &impl Fn(&mut QualifiedName)) {
    if let DataType::Array(element) = shape {
        of_type(element, bare);
    } else if let DataType::Enum(name) | DataType::Named { name, .. } = shape {
        bare(name);
    }
}

fn of_trigger(trigger: &mut Trigger, bare: &impl Fn(&mut QualifiedName)) {
    if let Stated::Written(shape) | Stated::Implied(shape) = &mut trigger.shape {
        if let TriggerAction::Call { function, .. } = &mut shape.action {
            bare(function);
        }
        if let Some(referenced) = &mut shape.referenced {
            bare(referenced);
        }
    }
}
