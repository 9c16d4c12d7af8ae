//! Owns columns.

use schemadrift_core::model::{Column, Increment};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;

use super::{defaults, types::Types};
use crate::entity::{Entity, EntityColumn, TypeSource};
use crate::sea_type::SeaType;

pub(super) fn column(entity: &Entity, source: &EntityColumn, types: &mut Types<'_>) -> Column {
    let mut column = Column::new(Name::from(source.name.as_str()), source.origin.clone());
    column.alias = source.field.clone().filter(|field| *field != source.name);
    let sea_type = types.of(entity, source);
    if let Some(column_type) = sea_type
        .as_ref()
        .and_then(|sea_type| types.backend.read_type(sea_type, source.read_as.as_ref()))
    {
        column.decoding = types
            .backend
            .decoding(&column_type, source.read_as.as_ref());
        column.data_type = match source.type_source {
            TypeSource::Sea(_) => Stated::Written(column_type),
            TypeSource::Rust(_) | TypeSource::Named(_) | TypeSource::Unclear(_) => {
                Stated::Implied(column_type)
            }
        };
    }
    column.type_origin.clone_from(&source.type_origin);
    column.is_nullable = match source.is_nullable {
        // That a key is never NULL is its own promise; SQLite alone does not keep it.
        _ if source.is_key => Stated::NotStated,
        // What may be left empty is written so; nothing else says that a value is required.
        Some(true) => Stated::Written(true),
        Some(false) => Stated::Implied(false),
        None => Stated::NotStated,
    };
    column.increment = increment(entity, source, sea_type.as_ref());
    if let Some(default) = &source.default {
        let shape = column.data_type.get().map(|data_type| &data_type.shape);
        // Without the type, nothing tells what a literal means.
        column.default = match shape {
            Some(shape) => defaults::default(default, types.backend.engine, shape),
            None => Stated::NotStated,
        };
        column.default_origin = Some(default.origin.clone());
    }
    if let Some(comment) = &source.comment {
        column.comment = Stated::Written(Some(comment.clone()));
    }
    column
}

/// Who numbers a column. Only the single column of a key is ever numbered, and only if it is a
/// whole number; a key that refers to another table takes its numbers from there.
fn increment(
    entity: &Entity,
    source: &EntityColumn,
    sea_type: Option<&SeaType>,
) -> Stated<Option<Increment>> {
    if !source.is_key {
        return Stated::NotStated;
    }
    let is_single = entity.key().count() == 1;
    let is_number = match sea_type {
        Some(sea_type) => matches!(sea_type, SeaType::Integer { .. }),
        None => return Stated::NotStated,
    };
    let refers = entity
        .relations
        .iter()
        .any(|relation| relation.from.contains(&source.variant));
    match entity.auto_increment {
        Some(true) if is_single && is_number => Stated::Written(Some(Increment::Auto)),
        // That the code gives the key says nothing of what the database would do without it.
        Some(_) => Stated::NotStated,
        None if is_single && is_number && !refers => Stated::Implied(Some(Increment::Auto)),
        None => Stated::NotStated,
    }
}
