//! Owns new names and new schemas for what exists, and everything that refers to it by name.
//! Names that the server once invented stay as they are.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Column, DefaultValue, PrimaryKey, TableKind};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::columns::value_mut;
use super::labels::conditions;
use super::mentions::{is_reserved, rename_cast};
use super::state::{Relation, State};
use super::{Outcome, grants, reads, sequences, triggers, views};
use crate::change::{ObjectId, ObjectKind, Rename};

/// Gives an object a new name.
pub(super) fn rename(state: &mut State, rename: &Rename) -> Outcome {
    let to = state.cut(&rename.to.name);
    if is_renamed(state, &rename.object, &to, &rename.origin) || rename.is_tolerant {
        return Ok(());
    }
    let name = &rename.object.name;
    Err(format!("no earlier statement creates `{name}`"))
}

fn is_renamed(state: &mut State, object: &ObjectId, to: &Name, origin: &Origin) -> bool {
    let name = &object.name;
    match object.kind {
        ObjectKind::Schema => rename_schema(state, &name.name, to),
        // `ALTER TABLE` renames every kind of relation.
        ObjectKind::Table
        | ObjectKind::View
        | ObjectKind::MaterializedView
        | ObjectKind::Index
        | ObjectKind::Sequence => rename_relation(state, object, to, origin),
        ObjectKind::Type | ObjectKind::Domain => {
            let Some(old) = type_name(state, name) else {
                return false;
            };
            let new = QualifiedName {
                schema: old.schema.clone(),
                name: to.clone(),
            };
            retype(state, &old, &new);
            true
        }
        ObjectKind::Extension => true,
        ObjectKind::Routine => {
            let renamed = |own: &QualifiedName| QualifiedName {
                schema: own.schema.clone(),
                name: to.clone(),
            };
            move_routines(state, name, &renamed)
        }
        ObjectKind::Trigger | ObjectKind::Policy => rename_part(state, object, to),
    }
}

fn rename_schema(state: &mut State, from: &Name, to: &Name) -> bool {
    let namespaces = &mut state.schema.namespaces;
    let mut is_found = false;
    for namespace in namespaces.iter_mut().filter(|own| &own.name == from) {
        namespace.name = to.clone();
        is_found = true;
    }
    let schema = &state.schema;
    let tables: Vec<QualifiedName> = schema.tables.iter().map(|own| own.name.clone()).collect();
    let views = schema.views.iter().map(|own| own.name.clone());
    let relations: Vec<QualifiedName> = tables.into_iter().chain(views).collect();
    let types = schema.enums.iter().map(|own| &own.name);
    let types = types.chain(schema.domains.iter().map(|own| &own.name));
    let types = types.chain(schema.composites.iter().map(|own| &own.name));
    let types: Vec<QualifiedName> = types.chain(&state.other_types).cloned().collect();
    let moved = |own: &QualifiedName| QualifiedName::new(to.clone(), own.name.clone());
    let is_here = |own: &&QualifiedName| own.schema.as_ref() == Some(from);
    let sequences: Vec<QualifiedName> = schema
        .sequences
        .iter()
        .map(|own| own.name.clone())
        .collect();
    for own in relations.iter().filter(is_here) {
        move_relation(state, own, &moved(own));
    }
    for own in sequences.iter().filter(is_here) {
        move_sequence(state, own, &moved(own));
    }
    for own in types.iter().filter(is_here) {
        retype(state, own, &moved(own));
    }
    for routine in &mut state.schema.routines {
        if routine.name.schema.as_ref() == Some(from) {
            routine.name.schema = Some(to.clone());
        }
    }
    grants::rename_schema(state, from, to);
    is_found
}

/// Renames the first relation of this name, whatever kind it is of.
fn rename_relation(state: &mut State, object: &ObjectId, to: &Name, origin: &Origin) -> bool {
    if object.table.is_some() || matches!(state.relation(&object.name), Ok(Relation::Foreign)) {
        return rename_exactly(state, object, to, origin);
    }
    state.candidates(&object.name).into_iter().any(|name| {
        let object = ObjectId::new(object.kind, name);
        rename_exactly(state, &object, to, origin)
    })
}

fn rename_exactly(state: &mut State, object: &ObjectId, to: &Name, origin: &Origin) -> bool {
    let name = &object.name;
    match state.relation(name) {
        Ok(Relation::Foreign) => {
            state.forget_temporary(name);
            state.remember_temporary(&QualifiedName::bare(to.clone()));
            true
        }
        Ok(Relation::Table(place)) => {
            let old = state.schema.tables[place].name.clone();
            let new = QualifiedName {
                schema: old.schema.clone(),
                name: to.clone(),
            };
            move_relation(state, &old, &new);
            if let Some(table) = state.schema.tables.get_mut(place) {
                table.origin = origin.clone();
            }
            true
        }
        Ok(Relation::View(place)) => {
            let old = state.schema.views[place].name.clone();
            let new = QualifiedName {
                schema: old.schema.clone(),
                name: to.clone(),
            };
            move_relation(state, &old, &new);
            true
        }
        Err(_) => rename_index(state, object, to) || rename_sequence(state, name, to),
    }
}

fn rename_index(state: &mut State, object: &ObjectId, to: &Name) -> bool {
    let found = match &object.table {
        Some(table) => state.index_of(table, &object.name),
        None => state.index_place(&object.name),
    };
    let new = Stated::Written(to.clone());
    match found {
        Some((Relation::Table(owner), place)) => {
            state.schema.tables[owner].indexes[place].name = new;
            true
        }
        Some((Relation::View(owner), place)) => {
            state.schema.views[owner].indexes[place].name = new;
            true
        }
        Some((Relation::Foreign, _)) => true,
        // The index behind a primary key is renamed with it.
        None => {
            let candidates = state.candidates(&object.name);
            state.schema.tables.iter_mut().any(|table| {
                let is_it = |own: &Name| {
                    candidates.iter().any(|candidate| {
                        candidate.schema == table.name.schema && &candidate.name == own
                    })
                };
                let key = table.primary_key.get().and_then(Option::as_ref);
                let is_key = key.is_some_and(|key| key.name.get().is_some_and(is_it));
                is_key && rename_key(&mut table.primary_key, to)
            })
        }
    }
}

fn rename_key(key: &mut Stated<Option<PrimaryKey>>, to: &Name) -> bool {
    if let Some(Some(key)) = value_mut(key) {
        key.name = Stated::Written(to.clone());
    }
    true
}

fn rename_sequence(state: &mut State, name: &QualifiedName, to: &Name) -> bool {
    let sequences = &state.schema.sequences;
    let Some(place) = state.find(sequences, |sequence| &sequence.name, name) else {
        return false;
    };
    let old = state.schema.sequences[place].name.clone();
    let new = QualifiedName {
        schema: old.schema.clone(),
        name: to.clone(),
    };
    move_sequence(state, &old, &new);
    true
}

/// The new name of routines, in the triggers that call them too; says whether there were any.
fn move_routines(
    state: &mut State,
    name: &QualifiedName,
    moved: &dyn Fn(&QualifiedName) -> QualifiedName,
) -> bool {
    let candidates = state.candidates(name);
    let mut old_names: Vec<QualifiedName> = Vec::new();
    for routine in &mut state.schema.routines {
        if candidates.contains(&routine.name) {
            let new = moved(&routine.name);
            old_names.push(std::mem::replace(&mut routine.name, new));
        }
    }
    for old in &old_names {
        grants::rename(state, old, &moved(old));
        triggers::rename_routine(state, old, &moved(old));
    }
    !old_names.is_empty()
}

/// A sequence's new name, in whoever owns it and in the defaults that use it.
fn move_sequence(state: &mut State, old: &QualifiedName, new: &QualifiedName) {
    sequences::rename_in_defaults(state, old, new);
    grants::rename(state, old, new);
    for sequence in &mut state.schema.sequences {
        if &sequence.name == old {
            sequence.name = new.clone();
        }
    }
    if let Some(owner) = state.sequence_owners.remove(old) {
        state.sequence_owners.insert(new.clone(), owner);
    }
}

/// A table's or view's new name, in everything that refers to it.
fn move_relation(state: &mut State, old: &QualifiedName, new: &QualifiedName) {
    for table in &mut state.schema.tables {
        if &table.name == old {
            table.name = new.clone();
        }
        for key in &mut table.foreign_keys {
            if &key.target == old {
                key.target = new.clone();
            }
        }
        if let Some(TableKind::Partition(partition)) = value_mut(&mut table.kind)
            && &partition.parent == old
        {
            partition.parent = new.clone();
        }
    }
    grants::rename(state, old, new);
    let readers = reads::readers(state, old, None);
    views::mark_renamed(state, &readers, &old.name);
    views::rename_table(state, &old.name, &new.name);
    reads::rename_relation(state, old, new);
    for view in &mut state.schema.views {
        if &view.name == old {
            view.name = new.clone();
        }
    }
    for (owner, _) in &mut state.implicit_indexes {
        if owner == old {
            *owner = new.clone();
        }
    }
    for owner in state.sequence_owners.values_mut() {
        if &owner.0 == old {
            owner.0 = new.clone();
        }
    }
    if let Some(rows) = state.rows.remove(old) {
        state.rows.insert(new.clone(), rows);
    }
}

/// The full name of a type of any kind.
fn type_name(state: &State, name: &QualifiedName) -> Option<QualifiedName> {
    let schema = &state.schema;
    let enums = schema.enums.iter().map(|own| &own.name);
    let domains = schema.domains.iter().map(|own| &own.name);
    let composites = schema.composites.iter().map(|own| &own.name);
    let all: Vec<&QualifiedName> = enums
        .chain(domains)
        .chain(composites)
        .chain(&state.other_types)
        .collect();
    state
        .find(&all, |name| *name, name)
        .map(|place| all[place].clone())
}

/// A type's new name, in everything that has it.
fn retype(state: &mut State, old: &QualifiedName, new: &QualifiedName) {
    let has_namesake = state
        .schema
        .enums
        .iter()
        .any(|own| own.name.name == old.name && own.name.schema != old.schema);
    let is_meant_bare = !has_namesake || old.schema == state.schema.default_namespace;
    let schema = &mut state.schema;
    let enums = schema.enums.iter_mut().map(|own| &mut own.name);
    let domains = schema.domains.iter_mut().map(|own| &mut own.name);
    let composites = schema.composites.iter_mut().map(|own| &mut own.name);
    for name in enums
        .chain(domains)
        .chain(composites)
        .chain(&mut state.other_types)
    {
        if name == old {
            *name = new.clone();
        }
    }
    let fields = schema.composites.iter_mut().flat_map(|own| &mut own.fields);
    let columns = schema.tables.iter_mut().flat_map(|own| &mut own.columns);
    let of_views = schema.views.iter_mut().flat_map(|own| &mut own.columns);
    for column in fields.chain(columns).chain(of_views) {
        retype_column(column, old, new, schema.default_namespace.as_ref());
    }
    for domain in &mut schema.domains {
        retype_shape(&mut domain.base.shape, old, new);
    }
    for table in &mut schema.tables {
        for expression in conditions(table) {
            rename_cast(expression, old, new, is_meant_bare);
        }
        for column in &mut table.columns {
            if let Some(Some(DefaultValue::Expression(default))) = value_mut(&mut column.default) {
                rename_cast(default, old, new, is_meant_bare);
            }
        }
    }
}

fn retype_column(
    column: &mut Column,
    old: &QualifiedName,
    new: &QualifiedName,
    default: Option<&Name>,
) {
    if let Some(data_type) = value_mut(&mut column.data_type)
        && retype_shape(&mut data_type.shape, old, new)
    {
        let suffix = if data_type.shape.is_array() { "[]" } else { "" };
        data_type.text = format!("{}{suffix}", as_printed(new, default));
    }
}

/// A type's name as the server prints it: without the schema that needs no mention.
fn as_printed(name: &QualifiedName, default: Option<&Name>) -> String {
    match name.schema.as_ref().filter(|own| Some(*own) != default) {
        Some(schema) => format!("{}.{}", as_written(schema), as_written(&name.name)),
        None => as_written(&name.name),
    }
}

/// A name in quotes where it needs them.
fn as_written(name: &Name) -> String {
    let text = name.as_str();
    let is_plain = text.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if is_plain && !is_reserved(name) {
        text.to_owned()
    } else {
        Engine::PostgreSql.dialect().quote(text)
    }
}

fn retype_shape(shape: &mut DataType, old: &QualifiedName, new: &QualifiedName) -> bool {
    match shape {
        DataType::Array(element) => retype_shape(element, old, new),
        DataType::Enum(name) | DataType::Named { name, .. } if name == old => {
            *name = new.clone();
            true
        }
        _ => false,
    }
}

fn rename_part(state: &mut State, object: &ObjectId, to: &Name) -> bool {
    let owner = object.table.as_ref();
    let tables = owner.map(|owner| state.table_place(owner));
    let views = owner.map(|owner| state.view_place(owner));
    let is_trigger = object.kind == ObjectKind::Trigger;
    let mut names: Vec<&mut Name> = Vec::new();
    for (place, table) in state.schema.tables.iter_mut().enumerate() {
        if tables.is_some_and(|owner| owner != Some(place)) {
            continue;
        }
        if is_trigger {
            names.extend(table.triggers.iter_mut().map(|own| &mut own.name));
        } else {
            names.extend(table.policies.iter_mut().map(|own| &mut own.name));
        }
    }
    for (place, view) in state.schema.views.iter_mut().enumerate() {
        if is_trigger && views.is_none_or(|owner| owner == Some(place)) {
            names.extend(view.triggers.iter_mut().map(|own| &mut own.name));
        }
    }
    let mut is_found = false;
    for name in names {
        if *name == object.name.name {
            *name = to.clone();
            is_found = true;
        }
    }
    is_found
}

/// Moves an object to another schema.
pub(super) fn relocate(
    state: &mut State,
    object: &ObjectId,
    schema: &Name,
    is_tolerant: bool,
) -> Outcome {
    let name = &object.name;
    let moved = |own: &QualifiedName| QualifiedName::new(schema.clone(), own.name.clone());
    let is_moved = match object.kind {
        ObjectKind::Table | ObjectKind::View | ObjectKind::MaterializedView => {
            // `ALTER TABLE` moves sequences too.
            relocate_relation(state, name, &moved) || relocate_sequence(state, name, &moved)
        }
        ObjectKind::Type | ObjectKind::Domain => match type_name(state, name) {
            Some(old) => {
                retype(state, &old, &moved(&old));
                true
            }
            None => false,
        },
        ObjectKind::Sequence => relocate_sequence(state, name, &moved),
        ObjectKind::Routine => {
            move_routines(state, name, &moved);
            true
        }
        ObjectKind::Extension => {
            for extension in &mut state.schema.extensions {
                if extension.name == name.name {
                    extension.schema = Stated::Written(schema.clone());
                }
            }
            true
        }
        ObjectKind::Schema | ObjectKind::Index | ObjectKind::Trigger | ObjectKind::Policy => true,
    };
    if is_moved || is_tolerant {
        return Ok(());
    }
    Err(format!("no earlier statement creates `{name}`"))
}

fn relocate_sequence(
    state: &mut State,
    name: &QualifiedName,
    moved: &impl Fn(&QualifiedName) -> QualifiedName,
) -> bool {
    let sequences = &state.schema.sequences;
    let Some(place) = state.find(sequences, |sequence| &sequence.name, name) else {
        return false;
    };
    let old = state.schema.sequences[place].name.clone();
    move_sequence(state, &old, &moved(&old));
    true
}

fn relocate_relation(
    state: &mut State,
    name: &QualifiedName,
    moved: &impl Fn(&QualifiedName) -> QualifiedName,
) -> bool {
    let (old, owned) = match state.relation(name) {
        Ok(Relation::Table(place)) => {
            let table = &state.schema.tables[place];
            (table.name.clone(), sequences::owned_by(state, table))
        }
        Ok(Relation::View(place)) => (state.schema.views[place].name.clone(), Vec::new()),
        Ok(Relation::Foreign) => return true,
        Err(_) => return false,
    };
    move_relation(state, &old, &moved(&old));
    for sequence in owned {
        move_sequence(state, &sequence, &moved(&sequence));
    }
    true
}
