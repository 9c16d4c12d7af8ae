//! Owns how code names the entities that it declares, and their columns.

use schemadrift_rust_syntax::{RustColumn, RustTable, TableShape};

use crate::entity::{Entity, EntityColumn};
use crate::lower::table_name;
use crate::types::Backend;

/// Every entity that has a place in the code.
pub(crate) fn tables(entities: &[Entity], backend: Backend) -> Vec<RustTable> {
    let tables = entities.iter();
    tables.filter_map(|entity| table(entity, backend)).collect()
}

fn table(entity: &Entity, backend: Backend) -> Option<RustTable> {
    Some(RustTable {
        shape: TableShape::Entity(entity.identifier.clone()),
        file: entity.table.origin.location()?.file.path.clone(),
        // The name of the crate comes first.
        module: entity.module.get(1..)?.to_vec(),
        table: table_name(entity, backend),
        columns: entity.columns.iter().map(column).collect(),
    })
}

fn column(column: &EntityColumn) -> RustColumn {
    RustColumn {
        name: column.field.clone().unwrap_or_default(),
        variant: column.variant.clone(),
        column: column.name.clone(),
    }
}
