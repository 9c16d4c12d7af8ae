//! Owns `DROP`: what goes, and what goes along with it.

use schemadrift_core::data_type::DataType;
use schemadrift_core::model::{DefaultValue, GrantObject, Routine, Schema, Table, TableKind};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind as Kind, ObjectPath};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::state::{Relation, State};
use super::{Outcome, columns, grants, reads, sequences, triggers};
use crate::change::{Change, Drop, ObjectId, ObjectKind, TableAction};
use crate::tokens::tokenize;

/// Whether a change does nothing but take something away.
pub(super) fn only_takes_away(change: &Change) -> bool {
    match change {
        Change::Drop(_) => true,
        Change::AlterTable(alter) => alter.actions.iter().all(|action| {
            matches!(
                action,
                TableAction::DropConstraint { .. } | TableAction::SetDefault { default: None, .. }
            )
        }),
        _ => false,
    }
}

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
        ObjectKind::Schema => drop_schema(state, &name.name, drop),
        ObjectKind::Table => drop_table(state, name, drop),
        ObjectKind::View | ObjectKind::MaterializedView => {
            drop_view(state, name, drop.cascades, &drop.origin)
        }
        ObjectKind::Index => drop_index(state, object, &drop.origin),
        ObjectKind::Type | ObjectKind::Domain => drop_type(state, name, drop),
        ObjectKind::Sequence => drop_sequence(state, name, drop),
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
        ObjectKind::Routine => drop_routine(state, object, drop),
        ObjectKind::Trigger | ObjectKind::Policy => drop_part(state, object, &drop.origin),
    }
}

/// Drops a schema with all that is in it, and with all elsewhere that hangs on that.
fn drop_schema(state: &mut State, name: &Name, drop: &Drop) -> bool {
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
    let is_here = |own: &&QualifiedName| own.schema.as_ref() == Some(name);
    routines.retain(|routine| routine.name.schema.as_ref() != Some(name));
    let views = views.iter().map(|own| &own.name);
    let tables = tables.iter().map(|own| &own.name);
    let sequences = sequences.iter().map(|own| &own.name);
    let types = enums.iter().map(|own| &own.name);
    let types = types.chain(domains.iter().map(|own| &own.name));
    let types = types.chain(composites.iter().map(|own| &own.name));
    let types = types.chain(&state.other_types);
    let of_kind = |kind| move |name: &QualifiedName| ObjectId::new(kind, name.clone());
    let objects: Vec<ObjectId> = views
        .filter(is_here)
        .map(of_kind(ObjectKind::View))
        .chain(tables.filter(is_here).map(of_kind(ObjectKind::Table)))
        .chain(sequences.filter(is_here).map(of_kind(ObjectKind::Sequence)))
        .chain(types.filter(is_here).map(of_kind(ObjectKind::Type)))
        .collect();
    grants::forget(state, |object| match object {
        GrantObject::Schema(own) => own == name,
        GrantObject::Routine { name: own, .. } => own.schema.as_ref() == Some(name),
        GrantObject::Database | GrantObject::Table(_) | GrantObject::Sequence(_) => false,
    });
    let drop = Drop {
        objects: Vec::new(),
        is_tolerant: true,
        cascades: true,
        origin: drop.origin.clone(),
    };
    for object in &objects {
        drop_one(state, object, &drop);
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
        if drop.cascades {
            sequences::drop_defaults(state, &sequence);
        }
        state.sequence_owners.remove(&sequence);
        state.schema.sequences.retain(|own| own.name != sequence);
        grants::forget_relation(state, &sequence);
    }
    // MySQL keeps privileges on what is gone.
    if state.rules.is_transactional {
        grants::forget_relation(state, &table.name);
    }
    if state.rules.drops_references {
        for other in &mut state.schema.tables {
            other.foreign_keys.retain(|key| key.target != table.name);
        }
        if drop.cascades {
            drop_readers(state, &table.name, &drop.origin);
        }
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

/// `CASCADE` takes along the views that read what goes.
fn drop_readers(state: &mut State, name: &QualifiedName, origin: &Origin) {
    for view in reads::readers(state, name, None) {
        drop_view(state, &view, true, origin);
    }
}

/// Drops a view; says whether it was there.
pub(super) fn drop_view(
    state: &mut State,
    name: &QualifiedName,
    cascades: bool,
    origin: &Origin,
) -> bool {
    if state.forget_temporary(name) {
        return true;
    }
    let Some(place) = state.view_place(name) else {
        return false;
    };
    let view = state.schema.views.remove(place);
    if state.rules.is_transactional {
        grants::forget_relation(state, &view.name);
    }
    state.remember_gone_top(Kind::View, &view.name, origin);
    reads::forget(state, &view.name);
    if cascades && state.rules.drops_references {
        drop_readers(state, &view.name, origin);
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

/// Drops a type of any kind; `CASCADE` takes along the columns that have it.
fn drop_type(state: &mut State, name: &QualifiedName, drop: &Drop) -> bool {
    let Some(dropped) = forget_type(state, name, &drop.origin) else {
        return false;
    };
    if drop.cascades {
        drop_columns_of(state, &dropped, &drop.origin);
    }
    true
}

fn drop_columns_of(state: &mut State, dropped: &QualifiedName, origin: &Origin) {
    for place in 0..state.schema.tables.len() {
        let columns = state.schema.tables.get(place).map(|table| &table.columns);
        let with_type: Vec<Name> = columns
            .into_iter()
            .flatten()
            .filter(|column| {
                let data_type = column.data_type.get();
                data_type.is_some_and(|data_type| is_of(&data_type.shape, dropped))
            })
            .map(|column| column.name.clone())
            .collect();
        for column in with_type {
            columns::drop(state, place, &column, true, origin);
        }
    }
}

/// Whether a type is this one or an array of it.
pub(super) fn is_of(shape: &DataType, name: &QualifiedName) -> bool {
    match shape {
        DataType::Array(element) => is_of(element, name),
        DataType::Enum(own) | DataType::Named { name: own, .. } => own == name,
        _ => false,
    }
}

/// Takes a type away; its full name, if it was there.
fn forget_type(state: &mut State, name: &QualifiedName, origin: &Origin) -> Option<QualifiedName> {
    let schema = &state.schema;
    if let Some(place) = state.find(&schema.enums, |enum_type| &enum_type.name, name) {
        let enum_type = state.schema.enums.remove(place);
        drop_defaults_of(state, &enum_type.name);
        state.remember_gone_top(Kind::Enum, &enum_type.name, origin);
        return Some(enum_type.name);
    }
    if let Some(place) = state.find(&schema.domains, |domain| &domain.name, name) {
        let domain = state.schema.domains.remove(place);
        state.remember_gone_top(Kind::Domain, &domain.name, origin);
        return Some(domain.name);
    }
    if let Some(place) = state.find(&schema.composites, |composite| &composite.name, name) {
        let composite = state.schema.composites.remove(place);
        state.remember_gone_top(Kind::CompositeType, &composite.name, origin);
        return Some(composite.name);
    }
    if let Some(place) = state.find(&state.other_types, |name| name, name) {
        return Some(state.other_types.remove(place));
    }
    None
}

/// Takes away the defaults that are values of a type that is gone.
fn drop_defaults_of(state: &mut State, name: &QualifiedName) {
    let mut tables = std::mem::take(&mut state.schema.tables);
    for column in tables.iter_mut().flat_map(|table| &mut table.columns) {
        let is_value = match column.default.get() {
            Some(Some(DefaultValue::Expression(default))) => casts_to(state, &default.text, name),
            Some(Some(DefaultValue::Unknown) | None) | None => false,
        };
        if is_value {
            column.default = Stated::Implied(None);
        }
    }
    state.schema.tables = tables;
}

/// Whether a text casts something to this type. A cast that names no schema may mean it unless
/// another type has the name.
pub(super) fn casts_to(state: &State, text: &str, name: &QualifiedName) -> bool {
    let engine = state.engine();
    let is_it = |own: &QualifiedName| own.name == name.name && own.schema != name.schema;
    let is_only = !state.schema.enums.iter().any(|own| is_it(&own.name));
    let tokens = tokenize(engine, text);
    let names = |place: usize, name: &Name| {
        let token = tokens.get(place).and_then(|token| token.name(engine));
        token.as_deref() == Some(name.as_str())
    };
    tokens.iter().enumerate().any(|(place, token)| {
        if !token.is_symbol("::") {
            return false;
        }
        let has_schema = tokens.get(place + 2).is_some_and(|dot| dot.is_symbol("."));
        match &name.schema {
            Some(schema) if has_schema => names(place + 1, schema) && names(place + 3, &name.name),
            Some(_) | None => !has_schema && is_only && names(place + 1, &name.name),
        }
    })
}

/// Drops a sequence; `CASCADE` takes along the defaults that use it.
fn drop_sequence(state: &mut State, name: &QualifiedName, drop: &Drop) -> bool {
    let sequences = &state.schema.sequences;
    let Some(place) = state.find(sequences, |sequence| &sequence.name, name) else {
        return false;
    };
    let sequence = state.schema.sequences[place].name.clone();
    if drop.cascades {
        sequences::drop_defaults(state, &sequence);
    }
    state.schema.sequences.remove(place);
    state.sequence_owners.remove(&sequence);
    grants::forget_relation(state, &sequence);
    state.remember_gone_top(Kind::Sequence, &sequence, &drop.origin);
    true
}

fn drop_routine(state: &mut State, object: &ObjectId, drop: &Drop) -> bool {
    let candidates = state.candidates(&object.name);
    let is_it = |routine: &&Routine| {
        let arguments = object.arguments.as_ref();
        candidates.contains(&routine.name)
            && arguments.is_none_or(|arguments| arguments == &routine.arguments)
    };
    let (gone, kept): (Vec<Routine>, Vec<Routine>) = std::mem::take(&mut state.schema.routines)
        .into_iter()
        .partition(|routine| is_it(&routine));
    state.schema.routines = kept;
    if gone.is_empty() {
        return false;
    }
    grants::forget(state, |object| {
        gone.iter().any(|own| {
            matches!(object, GrantObject::Routine { name, arguments }
                if name == &own.name && arguments == &own.arguments)
        })
    });
    for routine in gone.iter().filter(|_| drop.cascades) {
        triggers::drop_callers(state, &routine.name);
    }
    state.remember_gone_top(Kind::Function, &object.name, &drop.origin);
    true
}

/// Drops a trigger or a policy, of its table or view if the statement names it.
fn drop_part(state: &mut State, object: &ObjectId, origin: &Origin) -> bool {
    let owner = object.table.as_ref();
    let tables = owner.map(|owner| state.table_place(owner));
    let views = owner.map(|owner| state.view_place(owner));
    let names = state.dialect.column_names;
    let is_it = |own: &Name| names.same(own.as_str(), object.name.name.as_str());
    let is_trigger = object.kind == ObjectKind::Trigger;
    let mut gone = Vec::new();
    for (place, table) in state.schema.tables.iter_mut().enumerate() {
        if tables.is_some_and(|owner| owner != Some(place)) {
            continue;
        }
        let before = table.triggers.len() + table.policies.len();
        if is_trigger {
            table.triggers.retain(|trigger| !is_it(&trigger.name));
        } else {
            table.policies.retain(|policy| !is_it(&policy.name));
        }
        if table.triggers.len() + table.policies.len() < before {
            gone.push(table.name.clone());
        }
    }
    for (place, view) in state.schema.views.iter_mut().enumerate() {
        if !is_trigger || views.is_some_and(|owner| owner != Some(place)) {
            continue;
        }
        let before = view.triggers.len();
        view.triggers.retain(|trigger| !is_it(&trigger.name));
        if view.triggers.len() < before {
            gone.push(view.name.clone());
        }
    }
    let kind = if is_trigger {
        Kind::Trigger
    } else {
        Kind::Policy
    };
    let name = object.name.name.as_str();
    for owner in &gone {
        state.remember_gone(ObjectPath::part(kind, owner, name), origin);
    }
    // A trigger that was made by what is not understood may have been there.
    !gone.is_empty() || is_trigger
}
