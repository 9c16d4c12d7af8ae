//! Owns mutations of privileges.

use schemadrift_core::model::{Grant, GrantObject, Schema};
use schemadrift_core::name::Name;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::drafting::Draft;
use super::{Mutation, MutationKind};
use crate::choices::Choices;
use crate::schemas::grants::to_everybody;

/// A privilege is gone.
pub(super) fn drop(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let mut draft = Draft::new(MutationKind::DropGrant, schema);
    let held = &mut draft.schema.grants.held;
    let places: Vec<usize> = (0..held.len())
        // That a function is closed is not written.
        .filter(|place| {
            matches!(
                held[*place].object,
                GrantObject::Table(_) | GrantObject::Sequence(_)
            )
        })
        .collect();
    let gone = held.remove(*choices.one_of(&places)?);
    let path = path_of(&gone)?;
    draft.expect("grants", path).finish()
}

/// There is one more privilege.
pub(super) fn add(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    // Elsewhere nothing is told of privileges.
    if schema.grants.held.is_empty() {
        return None;
    }
    let mut draft = Draft::new(MutationKind::AddGrant, schema);
    let table = choices.one_of(&schema.tables)?;
    let grant = to_everybody(GrantObject::Table(table.name.clone()), "REFERENCES");
    let path = path_of(&grant)?;
    draft.schema.grants.held.push(grant);
    draft.expect("grants", path).finish()
}

fn path_of(grant: &Grant) -> Option<ObjectPath> {
    match &grant.object {
        GrantObject::Table(name) | GrantObject::Sequence(name) => {
            Some(ObjectPath::part(ObjectKind::Grant, name, Grant::PUBLIC))
        }
        GrantObject::Database | GrantObject::Schema(_) | GrantObject::Routine { .. } => None,
    }
}

/// Takes the privileges away whose objects or columns are no more.
pub(super) fn forget_gone(schema: &mut Schema) {
    let mut held = std::mem::take(&mut schema.grants.held);
    held.retain(|grant| match &grant.object {
        GrantObject::Table(name) => {
            let table = schema.tables.iter().find(|own| &own.name == name);
            let view = schema.views.iter().find(|own| &own.name == name);
            let columns = table.map(|own| &own.columns);
            let columns = columns.or(view.map(|own| &own.columns));
            let has = |wanted: &Name| {
                columns.is_some_and(|columns| columns.iter().any(|own| &own.name == wanted))
            };
            columns.is_some() && grant.column.as_ref().is_none_or(has)
        }
        GrantObject::Sequence(name) => schema.sequences.iter().any(|own| &own.name == name),
        GrantObject::Routine { name, arguments } => schema
            .routines
            .iter()
            .any(|own| &own.name == name && &own.arguments == arguments),
        GrantObject::Database | GrantObject::Schema(_) => true,
    });
    schema.grants.held = held;
}
