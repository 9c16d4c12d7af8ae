//! Owns what everybody may do: roles belong to a server, and a made-up schema has none.

use schemadrift_core::model::{Grant, GrantObject};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;

use super::Building;
use crate::choices::Choices;

/// A privilege that everybody has.
pub(crate) fn to_everybody(object: GrantObject, privilege: &str) -> Grant {
    Grant {
        object,
        column: None,
        grantee: Name::from(Grant::PUBLIC),
        privilege: privilege.to_owned(),
        is_grantable: false,
        is_implied: false,
        origin: Origin::Unlocated,
    }
}

/// Adds privileges on some tables, views, columns and sequences, and what servers grant by
/// themselves.
pub(super) fn add_all(building: &mut Building, choices: &mut Choices) {
    let mut held = Vec::new();
    let of_schema = |privilege| Grant {
        is_implied: true,
        ..to_everybody(GrantObject::Schema(Name::from("public")), privilege)
    };
    held.extend(["USAGE", "CREATE"].map(of_schema));
    let schema = &building.schema;
    let views = schema.views.iter().map(|view| (&view.name, &view.columns));
    let tables = schema
        .tables
        .iter()
        .map(|table| (&table.name, &table.columns));
    for (name, columns) in tables.chain(views) {
        let object = GrantObject::Table(name.clone());
        for privilege in ["SELECT", "INSERT", "TRIGGER"] {
            if choices.happens(20) {
                held.push(to_everybody(object.clone(), privilege));
            }
        }
        if let Some(first) = columns.first().filter(|_| choices.happens(20)) {
            held.push(Grant {
                column: Some(first.name.clone()),
                ..to_everybody(object, "UPDATE")
            });
        }
    }
    for sequence in &schema.sequences {
        if choices.happens(40) {
            let object = GrantObject::Sequence(sequence.name.clone());
            held.push(to_everybody(object, "USAGE"));
        }
    }
    for routine in &schema.routines {
        let object = GrantObject::Routine {
            name: routine.name.clone(),
            arguments: routine.arguments.clone(),
        };
        held.push(to_everybody(object, "EXECUTE"));
    }
    building.schema.grants.held = held;
}
