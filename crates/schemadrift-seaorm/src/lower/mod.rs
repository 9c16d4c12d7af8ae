//! Owns the way from entities to the neutral model, for one database.

mod columns;
mod defaults;
mod enums;
mod keys;
mod relations;
mod types;

use schemadrift_core::coverage::{Completeness, Coverage};
use schemadrift_core::model::{Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::problem::Problem;
use schemadrift_core::stated::Stated;

use crate::entity::Entity;
use crate::index::Index;
use crate::types::Backend;
use types::Types;

/// Lowers entities into the schema that they expect of a database.
pub(crate) fn schema(
    entities: &[Entity],
    index: &Index<'_>,
    backend: Backend,
    problems: &mut Vec<Problem>,
) -> Schema {
    let mut types = Types::new(index, backend);
    let mut schema = Schema::empty(backend.engine, coverage());
    for entity in entities {
        schema
            .tables
            .push(table(entity, index, &mut types, problems));
    }
    schema.enums = types.enums();
    types.report(problems);
    schema
}

/// What entities can state. A table without an entity is somebody else's; a column without a
/// field is one that inserts leave out.
pub(crate) fn coverage() -> Coverage {
    Coverage {
        tables: Completeness::Partial,
        columns: Completeness::Complete,
        enums: Completeness::Partial,
        indexes: Completeness::Partial,
        foreign_keys: Completeness::Partial,
        ..Coverage::default()
    }
}

/// The name of an entity's table.
pub(crate) fn table_name(entity: &Entity, backend: Backend) -> QualifiedName {
    QualifiedName {
        schema: entity
            .schema
            .as_deref()
            .filter(|_| backend.engine.dialect().has_namespaces)
            .map(Name::from),
        name: Name::from(entity.table.text.as_str()),
    }
}

fn table(
    entity: &Entity,
    index: &Index<'_>,
    types: &mut Types<'_>,
    problems: &mut Vec<Problem>,
) -> Table {
    let name = table_name(entity, types.backend);
    let mut table = Table::new(name, entity.table.origin.clone());
    table.ignores_key_order = true;
    table.alias = alias(entity);
    table.columns = entity
        .columns
        .iter()
        .map(|column| columns::column(entity, column, types))
        .collect();
    for extra in entity
        .columns
        .iter()
        .filter_map(|column| column.extra.as_ref())
    {
        problems.push(Problem::note(
            format!("what `{}` adds to the column is not compared", extra.text),
            extra.origin.clone(),
        ));
    }
    let ignored = entity.ignored.iter().map(|name| Name::from(name.as_str()));
    table.ignored_columns = ignored.collect();
    table.primary_key = keys::primary_key(entity);
    table.indexes = keys::indexes(entity);
    table.foreign_keys = relations::foreign_keys(entity, index, types, problems);
    if let Some(comment) = &entity.comment {
        table.comment = Stated::Written(Some(comment.clone()));
    }
    table.taints.clone_from(&entity.taints);
    table
}

/// The name of the entity in code: that of its module, as most are called `Entity`.
fn alias(entity: &Entity) -> Option<String> {
    let name = if entity.identifier == "Entity" {
        entity.module.get(1..)?.last()?
    } else {
        &entity.identifier
    };
    Some(name.clone())
}
