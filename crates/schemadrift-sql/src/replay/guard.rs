//! Owns whether guarded changes are carried out: what the guard asks for is there, or not.

use schemadrift_core::model::{Index, Table, Trigger};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::stated::Stated;

use super::state::State;
use crate::change::{ObjectId, ObjectKind, Presence};

/// Whether what a guard asks for is there.
pub(super) fn is_there(state: &State, presence: &Presence) -> bool {
    match presence {
        Presence::Object(object) => object_is_there(state, object),
        Presence::Relation(name) => relation_is_there(state, name),
        Presence::Column { table, column } => found_table(state, table).is_some_and(|table| {
            table
                .columns
                .iter()
                .any(|own| state.same_part(&own.name, column))
        }),
        Presence::Constraint {
            table: Some(table),
            name,
        } => found_table(state, table).is_some_and(|table| has_constraint(state, table, name)),
        Presence::Constraint { table: None, name } => state
            .schema
            .tables
            .iter()
            .any(|table| has_constraint(state, table, name)),
        Presence::EnumValue { name, label } => found(
            state,
            &state.schema.enums,
            |enum_type| &enum_type.name,
            name,
        )
        .is_some_and(|enum_type| enum_type.values.iter().any(|own| &own.label == label)),
    }
}

/// The object of this name. Queries of the catalog that ask for no schema look at all of them.
fn found<'a, T>(
    state: &State,
    objects: &'a [T],
    name_of: impl Fn(&'a T) -> &'a QualifiedName,
    wanted: &QualifiedName,
) -> Option<&'a T> {
    if let Some(place) = state.find(objects, &name_of, wanted) {
        return objects.get(place);
    }
    let names = state.dialect.table_names;
    objects.iter().find(|object| {
        wanted.schema.is_none() && names.same(name_of(object).name.as_str(), wanted.name.as_str())
    })
}

fn found_table<'a>(state: &'a State, name: &QualifiedName) -> Option<&'a Table> {
    found(state, &state.schema.tables, |table| &table.name, name)
}

/// Whether a relation is there where unqualified names are looked for.
fn relation_is_there(state: &State, name: &QualifiedName) -> bool {
    let sequences = &state.schema.sequences;
    state.table_place(name).is_some()
        || state.view_place(name).is_some()
        || state.index_place(name).is_some()
        || state
            .find(sequences, |sequence| &sequence.name, name)
            .is_some()
}

/// Whether a table has a constraint of this name.
pub(super) fn has_constraint(state: &State, table: &Table, name: &Name) -> bool {
    let is_it = |own: &Stated<Name>| own.get().is_some_and(|own| state.same_part(own, name));
    let key = table.primary_key.get().and_then(Option::as_ref);
    key.is_some_and(|key| is_it(&key.name))
        || table
            .indexes
            .iter()
            .any(|index| index.is_constraint.is_true() && is_it(&index.name))
        || table.foreign_keys.iter().any(|key| is_it(&key.name))
        || table.checks.iter().any(|check| is_it(&check.name))
        || table
            .exclusions
            .iter()
            .any(|exclusion| is_it(&exclusion.name))
}

fn object_is_there(state: &State, object: &ObjectId) -> bool {
    let schema = &state.schema;
    let name = &object.name;
    match object.kind {
        ObjectKind::Schema => schema
            .namespaces
            .iter()
            .map(|namespace| &namespace.name)
            .chain(&schema.default_namespace)
            .any(|own| own == &name.name),
        ObjectKind::Table | ObjectKind::View | ObjectKind::MaterializedView => {
            found_table(state, name).is_some()
                || found(state, &schema.views, |view| &view.name, name).is_some()
        }
        ObjectKind::Index => match &object.table {
            Some(table) => {
                let table = found_table(state, table);
                table.is_some_and(|table| has_index(state, table, &name.name))
            }
            None => index_is_there(state, name),
        },
        ObjectKind::Type | ObjectKind::Domain => type_is_there(state, name),
        ObjectKind::Sequence => {
            found(state, &schema.sequences, |sequence| &sequence.name, name).is_some()
        }
        ObjectKind::Extension => schema
            .extensions
            .iter()
            .any(|extension| extension.name == name.name),
        ObjectKind::Routine => {
            found(state, &schema.routines, |routine| &routine.name, name).is_some()
        }
        ObjectKind::Trigger | ObjectKind::Policy => match &object.table {
            Some(table) => {
                found_table(state, table).is_some_and(|table| has_part(table, object))
                    || found(state, &schema.views, |view| &view.name, table)
                        .is_some_and(|view| has_trigger(&view.triggers, object))
            }
            None => {
                let mut views = schema.views.iter();
                schema.tables.iter().any(|table| has_part(table, object))
                    || views.any(|view| has_trigger(&view.triggers, object))
            }
        },
    }
}

/// Whether a table has the trigger or the policy.
fn has_part(table: &Table, object: &ObjectId) -> bool {
    let name = &object.name.name;
    if object.kind == ObjectKind::Trigger {
        has_trigger(&table.triggers, object)
    } else {
        table.policies.iter().any(|policy| &policy.name == name)
    }
}

/// Whether a table has an index of this name.
fn has_index(state: &State, table: &Table, name: &Name) -> bool {
    let mut indexes = table.indexes.iter();
    indexes.any(|index| is_named(state, index, name))
}

fn is_named(state: &State, index: &Index, name: &Name) -> bool {
    let own = index.name.get();
    own.is_some_and(|own| state.same_part(own, name))
}

fn has_trigger(triggers: &[Trigger], object: &ObjectId) -> bool {
    let is_trigger = object.kind == ObjectKind::Trigger;
    let name = &object.name.name;
    is_trigger && triggers.iter().any(|trigger| &trigger.name == name)
}

fn index_is_there(state: &State, name: &QualifiedName) -> bool {
    let schema = &state.schema;
    let is_it = |index: &Index| is_named(state, index, &name.name);
    state.index_place(name).is_some()
        || name.schema.is_none()
            && (schema
                .tables
                .iter()
                .any(|table| has_index(state, table, &name.name))
                || schema
                    .views
                    .iter()
                    .any(|view| view.indexes.iter().any(is_it)))
}

fn type_is_there(state: &State, name: &QualifiedName) -> bool {
    let schema = &state.schema;
    found(state, &schema.enums, |enum_type| &enum_type.name, name).is_some()
        || found(state, &schema.domains, |domain| &domain.name, name).is_some()
        || found(state, &schema.composites, |own| &own.name, name).is_some()
        || found(state, &state.other_types, |own| own, name).is_some()
}
