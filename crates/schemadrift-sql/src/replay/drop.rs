//! Owns `DROP`: what goes, and what goes along with it.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{DefaultValue, Schema, Table, TableKind};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind as Kind, ObjectPath};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::state::{Relation, State};
use super::{Outcome, sequences};
use crate::change::{Drop, ObjectId, ObjectKind};
use crate::tokens::tokenize;

/// Drops objects.
pub(super) fn drop(state: &mut State, drop: &Drop) -> Outcome {
    for object in &drop.objects {
        if !drop_one(state, object, drop) && !drop.is_tolerant {
            return Err(format!("no earlier statement creates `{}`", object.name));
        }
    }
    Ok(())
}

/// Drops one object; says whether it was there.
fn drop_one(state: &mut State, object: &ObjectId, drop: &Drop) -> bool {
    let name = &object.name;
    match object.kind {
        ObjectKind::Schema => drop_schema(state, &name.name, &drop.origin),
        ObjectKind::Table => drop_table(state, name, drop),
        ObjectKind::View | ObjectKind::MaterializedView => drop_view(state, name, drop),
        ObjectKind::Index => drop_index(state, object, &drop.origin),
        ObjectKind::Type | ObjectKind::Domain => drop_type(state, name, &drop.origin),
        ObjectKind::Sequence => drop_sequence(state, name, &drop.origin),
        ObjectKind::Extension => {
            let extensions = &mut state.schema.extensions;
            let before = extensions.len();
            extensions.retain(|extension| extension.name != name.name);
            let is_dropped = extensions.len() < before;
            if is_dropped {
                state.remember_gone_top(Kind::Extension, name, &drop.origin);
            }
            is_dropped
        }
        ObjectKind::Routine => drop_routine(state, object, &drop.origin),
        ObjectKind::Trigger | ObjectKind::Policy => drop_part(state, object, &drop.origin),
    }
}

fn drop_schema(state: &mut State, name: &Name, origin: &Origin) -> bool {
    let Schema {
        namespaces,
        tables,
        views,
        enums,
        domains,
        composites,
        sequences,
        routines,
        default_namespace,
        ..
    } = &mut state.schema;
    let before = namespaces.len();
    namespaces.retain(|namespace| &namespace.name != name);
    let is_dropped = namespaces.len() < before || default_namespace.as_ref() == Some(name);
    let stays = |own: &QualifiedName| own.schema.as_ref() != Some(name);
    let dropped: Vec<QualifiedName> = tables
        .iter()
        .map(|table| table.name.clone())
        .filter(|own| !stays(own))
        .collect();
    tables.retain(|table| stays(&table.name));
    for table in tables.iter_mut() {
        table.foreign_keys.retain(|key| stays(&key.target));
    }
    views.retain(|view| stays(&view.name));
    enums.retain(|enum_type| stays(&enum_type.name));
    domains.retain(|domain| stays(&domain.name));
    composites.retain(|composite| stays(&composite.name));
    sequences.retain(|sequence| stays(&sequence.name));
    routines.retain(|routine| stays(&routine.name));
    state.other_types.retain(stays);
    state.sequence_owners.retain(|sequence, _| stays(sequence));
    state.rows.retain(|table, _| stays(table));
    for table in dropped {
        state.remember_gone_top(Kind::Table, &table, origin);
    }
    is_dropped
}

fn drop_table(state: &mut State, name: &QualifiedName, drop: &Drop) -> bool {
    if state.forget_temporary(name) {
        return true;
    }
    let Some(place) = state.table_place(name) else {
        return state.is_ledger(name);
    };
    let table = state.schema.tables.remove(place);
    for sequence in sequences::owned_by(state, &table) {
        state.sequence_owners.remove(&sequence);
        state.schema.sequences.retain(|own| own.name != sequence);
    }
    if state.rules.drops_references {
        for other in &mut state.schema.tables {
            other.foreign_keys.retain(|key| key.target != table.name);
        }
        drop_dependent_views(state, &table.name, drop);
    }
    state
        .implicit_indexes
        .retain(|(owner, _)| owner != &table.name);
    state.rows.remove(&table.name);
    drop_partitions(state, &table.name, drop);
    state.remember_gone_top(Kind::Table, &table.name, &drop.origin);
    true
}

fn drop_partitions(state: &mut State, parent: &QualifiedName, drop: &Drop) {
    let is_partition = |table: &&Table| {
        matches!(
            table.kind.get(),
            Some(TableKind::Partition(partition)) if &partition.parent == parent
        )
    };
    let partitions: Vec<QualifiedName> = state
        .schema
        .tables
        .iter()
        .filter(is_partition)
        .map(|table| table.name.clone())
        .collect();
    for partition in partitions {
        drop_table(state, &partition, drop);
    }
}

/// `CASCADE` takes along the views whose queries mention what goes.
fn drop_dependent_views(state: &mut State, name: &QualifiedName, drop: &Drop) {
    if !drop.cascades {
        return;
    }
    let engine = state.engine();
    let mentions = |text: &str| {
        tokenize(engine, text)
            .iter()
            .any(|token| token.name(engine).as_deref() == Some(name.name.as_str()))
    };
    let dependent: Vec<QualifiedName> = state
        .schema
        .views
        .iter()
        .filter(|view| {
            view.definition
                .get()
                .is_some_and(|query| mentions(&query.text))
        })
        .map(|view| view.name.clone())
        .collect();
    for view in dependent {
        drop_view(state, &view, drop);
    }
}

fn drop_view(state: &mut State, name: &QualifiedName, drop: &Drop) -> bool {
    if state.forget_temporary(name) {
        return true;
    }
    let Some(place) = state.view_place(name) else {
        return false;
    };
    let view = state.schema.views.remove(place);
    state.remember_gone_top(Kind::View, &view.name, &drop.origin);
    if state.rules.drops_references {
        drop_dependent_views(state, &view.name, drop);
    }
    true
}

fn drop_index(state: &mut State, object: &ObjectId, origin: &Origin) -> bool {
    let found = match &object.table {
        Some(table) => state.index_of(table, &object.name),
        None => state.index_place(&object.name),
    };
    let Some((relation, place)) = found else {
        return false;
    };
    let (owner, indexes) = match relation {
        Relation::Table(table) => match state.schema.tables.get_mut(table) {
            Some(table) => (table.name.clone(), &mut table.indexes),
            None => return false,
        },
        Relation::View(view) => match state.schema.views.get_mut(view) {
            Some(view) => (view.name.clone(), &mut view.indexes),
            None => return false,
        },
        Relation::Foreign => return true,
    };
    let index = indexes.remove(place);
    let kind = if index.is_unique {
        Kind::Unique
    } else {
        Kind::Index
    };
    let path = ObjectPath::part(kind, &owner, object.name.name.as_str());
    state.remember_gone(path, origin);
    true
}

/// Drops a type of any kind. Columns that still have it would be dropped by `CASCADE` only, and
/// a migration that ran has none.
fn drop_type(state: &mut State, name: &QualifiedName, origin: &Origin) -> bool {
    let schema = &state.schema;
    if let Some(place) = state.find(&schema.enums, |enum_type| &enum_type.name, name) {
        let enum_type = state.schema.enums.remove(place);
        drop_defaults_of(state, &enum_type.name);
        state.remember_gone_top(Kind::Enum, &enum_type.name, origin);
        return true;
    }
    if let Some(place) = state.find(&schema.domains, |domain| &domain.name, name) {
        let domain = state.schema.domains.remove(place);
        state.remember_gone_top(Kind::Domain, &domain.name, origin);
        return true;
    }
    if let Some(place) = state.find(&schema.composites, |composite| &composite.name, name) {
        state.schema.composites.remove(place);
        return true;
    }
    if let Some(place) = state.find(&state.other_types, |name| name, name) {
        state.other_types.remove(place);
        return true;
    }
    false
}

/// Takes away the defaults that are values of a type that is gone.
fn drop_defaults_of(state: &mut State, name: &QualifiedName) {
    let engine = state.engine();
    let mut tables = std::mem::take(&mut state.schema.tables);
    for column in tables.iter_mut().flat_map(|table| &mut table.columns) {
        let is_value = match column.default.get() {
            Some(Some(DefaultValue::Expression(default))) => {
                casts_to(engine, &default.text, &name.name)
            }
            _ => false,
        };
        if is_value {
            column.default = Stated::Implied(None);
        }
    }
    state.schema.tables = tables;
}

fn casts_to(engine: Engine, text: &str, name: &Name) -> bool {
    let tokens = tokenize(engine, text);
    tokens.iter().enumerate().any(|(place, token)| {
        let before = tokens.get(..place).unwrap_or_default();
        let is_cast = before
            .iter()
            .rev()
            .find(|token| !(token.is_symbol(".") || token.name(engine).is_some()))
            .is_some_and(|token| token.is_symbol("::"));
        is_cast && token.name(engine).as_deref() == Some(name.as_str())
    })
}

fn drop_sequence(state: &mut State, name: &QualifiedName, origin: &Origin) -> bool {
    let sequences = &state.schema.sequences;
    let Some(place) = state.find(sequences, |sequence| &sequence.name, name) else {
        return false;
    };
    let sequence = state.schema.sequences.remove(place);
    state.sequence_owners.remove(&sequence.name);
    state.remember_gone_top(Kind::Sequence, &sequence.name, origin);
    true
}

fn drop_routine(state: &mut State, object: &ObjectId, origin: &Origin) -> bool {
    let candidates = state.candidates(&object.name);
    let routines = &mut state.schema.routines;
    let before = routines.len();
    routines.retain(|routine| {
        let is_it = candidates.contains(&routine.name)
            && object
                .arguments
                .as_ref()
                .is_none_or(|arguments| arguments == &routine.arguments);
        !is_it
    });
    let is_dropped = routines.len() < before;
    if is_dropped {
        state.remember_gone_top(Kind::Function, &object.name, origin);
    }
    is_dropped
}

/// Drops a trigger or a policy, of its table if the statement names it.
fn drop_part(state: &mut State, object: &ObjectId, origin: &Origin) -> bool {
    let owner = object.table.as_ref().map(|table| state.table_place(table));
    let names = state.dialect.column_names;
    let is_it = |own: &Name| names.same(own.as_str(), object.name.name.as_str());
    let is_trigger = object.kind == ObjectKind::Trigger;
    let mut gone = Vec::new();
    for (place, table) in state.schema.tables.iter_mut().enumerate() {
        if owner.is_some_and(|owner| owner != Some(place)) {
            continue;
        }
        let before = table.triggers.len() + table.policies.len();
        if is_trigger {
            table.triggers.retain(|trigger| !is_it(&trigger.name));
        } else {
            table.policies.retain(|policy| !is_it(&policy.name));
        }
        if table.triggers.len() + table.policies.len() < before {
            let kind = if is_trigger {
                Kind::Trigger
            } else {
                Kind::Policy
            };
            gone.push(ObjectPath::part(
                kind,
                &table.name,
                object.name.name.as_str(),
            ));
        }
    }
    let is_dropped = !gone.is_empty();
    for path in gone {
        state.remember_gone(path, origin);
    }
    // Triggers of views are not in the model, so one that is not found may have been there.
    is_dropped || is_trigger
}
