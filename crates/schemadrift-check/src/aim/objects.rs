//! Owns what stands beside tables in an aim: extensions, types, sequences, routines and views.

use schemadrift_core::model::{EnumType, GrantObject, Routine, Schema, View};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Aiming, overlay};
use crate::pairing::{EnumPair, Pair, ViewPair};

/// Puts right what stands beside tables.
pub(super) fn aim(aiming: &mut Aiming<'_, '_>) {
    let pairs = aiming.pairs;
    for extension in &pairs.extensions {
        if let Pair::OnlyCode(code) = extension {
            let name = QualifiedName::bare(code.name.clone());
            let path = ObjectPath::top(ObjectKind::Extension, &name);
            if aiming.takes("missing-extension", &path) {
                aiming.schema.extensions.push((*code).clone());
            }
        }
    }
    for pair in &pairs.enums {
        change_enum(pair, aiming);
    }
    change_types(aiming);
    change_sequences(aiming);
    change_routines(aiming);
    for pair in &pairs.views {
        change_view(pair, aiming);
    }
}

/// Grants on what is made what the code lets others do with it.
pub(super) fn grant(aiming: &mut Aiming<'_, '_>) {
    let pairs = aiming.pairs;
    for own in &pairs.code.grants.held {
        let mut grant = own.clone();
        let is_made = match &mut grant.object {
            GrantObject::Database | GrantObject::Schema(_) => false,
            GrantObject::Table(name) | GrantObject::Sequence(name) => {
                *name = pairs.names.resolve(name);
                is_made(aiming, name)
            }
            GrantObject::Routine { name, arguments } => {
                *name = pairs.names.resolve(name);
                let is_it = |own: &Routine| own.name == *name && own.arguments == *arguments;
                aiming.schema.routines.iter().any(is_it) && !pairs.live.routines.iter().any(is_it)
            }
        };
        if is_made {
            aiming.schema.grants.held.push(grant);
        }
    }
}

/// Whether the aim has a table, view or sequence that the database lacks.
fn is_made(aiming: &Aiming<'_, '_>, name: &QualifiedName) -> bool {
    let has = |schema: &Schema| {
        schema.tables.iter().any(|own| own.name == *name)
            || schema.views.iter().any(|own| own.name == *name)
            || schema.sequences.iter().any(|own| own.name == *name)
    };
    has(&aiming.schema) && !has(aiming.pairs.live)
}

fn change_enum(pair: &EnumPair<'_>, aiming: &mut Aiming<'_, '_>) {
    let path = ObjectPath::top(ObjectKind::Enum, &pair.name);
    match pair.types {
        Pair::OnlyCode(code) => {
            if aiming.takes("missing-enum", &path) {
                let mut own = code.clone();
                own.name = pair.name.clone();
                aiming.schema.enums.push(own);
            }
        }
        Pair::OnlyLive(_) => {}
        Pair::Both { code, live } => {
            let mut own = live.clone();
            change_values(pair, code, &mut own, aiming);
            let mut enums = aiming.schema.enums.iter_mut();
            if let Some(found) = enums.find(|found| found.name == live.name) {
                *found = own;
            }
        }
    }
}

/// Adds values where the code has them: behind the value that stands before them there.
fn change_values(
    pair: &EnumPair<'_>,
    code: &EnumType,
    own: &mut EnumType,
    aiming: &mut Aiming<'_, '_>,
) {
    let path = |label: &str| ObjectPath::part(ObjectKind::EnumValue, &pair.name, label);
    let mut place = 0;
    for value in &code.values {
        let found = own.values.iter().position(|own| own.label == value.label);
        match found {
            Some(position) => place = position + 1,
            None => {
                if aiming.takes("missing-enum-value", &path(&value.label)) {
                    own.values.insert(place, value.clone());
                    place += 1;
                }
            }
        }
    }
    let mut kept = Vec::new();
    for value in std::mem::take(&mut own.values) {
        if !aiming.takes("extra-enum-value", &path(&value.label)) {
            kept.push(value);
        }
    }
    own.values = kept;
    if aiming.takes(
        "enum-value-order",
        &ObjectPath::top(ObjectKind::Enum, &pair.name),
    ) {
        let rank = |label: &str| {
            let mut values = code.values.iter();
            values.position(|value| value.label == label)
        };
        own.values.sort_by_key(|value| rank(&value.label));
    }
}

fn change_types(aiming: &mut Aiming<'_, '_>) {
    let pairs = aiming.pairs;
    for pair in &pairs.domains {
        let path = pair.path(ObjectKind::Domain);
        match pair.sides {
            Pair::OnlyCode(code) => {
                if aiming.takes("missing-domain", &path) {
                    let mut own = code.clone();
                    own.name = pair.name.clone();
                    aiming.schema.domains.push(own);
                }
            }
            Pair::OnlyLive(_) => {}
            Pair::Both { code, live } => {
                if aiming.takes("domain-definition", &path) {
                    let mut domains = aiming.schema.domains.iter_mut();
                    if let Some(own) = domains.find(|own| own.name == live.name) {
                        let name = own.name.clone();
                        *own = code.clone();
                        own.name = name;
                        own.is_nullable = overlay::over(&code.is_nullable, &live.is_nullable);
                        own.default = overlay::over(&code.default, &live.default);
                    }
                }
            }
        }
    }
    for pair in &pairs.composites {
        let path = pair.path(ObjectKind::CompositeType);
        match pair.sides {
            Pair::OnlyCode(code) => {
                if aiming.takes("missing-composite", &path) {
                    let mut own = code.clone();
                    own.name = pair.name.clone();
                    aiming.schema.composites.push(own);
                }
            }
            Pair::OnlyLive(_) => {}
            Pair::Both { code, live } => {
                if aiming.takes("composite-definition", &path) {
                    let mut composites = aiming.schema.composites.iter_mut();
                    if let Some(own) = composites.find(|own| own.name == live.name) {
                        own.fields = code.fields.clone();
                    }
                }
            }
        }
    }
}

fn change_sequences(aiming: &mut Aiming<'_, '_>) {
    let pairs = aiming.pairs;
    for pair in &pairs.sequences {
        let path = pair.path(ObjectKind::Sequence);
        match pair.sides {
            Pair::OnlyCode(code) => {
                if aiming.takes("missing-sequence", &path) {
                    let mut own = code.clone();
                    own.name = pair.name.clone();
                    aiming.schema.sequences.push(own);
                }
            }
            Pair::OnlyLive(_) => {}
            Pair::Both { code, live } => {
                if aiming.takes("sequence-definition", &path) {
                    let mut sequences = aiming.schema.sequences.iter_mut();
                    if let Some(own) = sequences.find(|own| own.name == live.name) {
                        *own = overlay::sequence(code, live);
                    }
                }
            }
        }
    }
}

fn change_routines(aiming: &mut Aiming<'_, '_>) {
    let pairs = aiming.pairs;
    for pair in &pairs.routines {
        match pair.sides {
            Pair::OnlyCode(code) => {
                if aiming.takes("missing-function", &pair.path) {
                    let mut own = code.clone();
                    own.name = pairs.names.resolve(&code.name);
                    aiming.schema.routines.push(own);
                }
            }
            Pair::OnlyLive(_) => {}
            Pair::Both { code, live } => {
                if aiming.takes("function-definition", &pair.path) {
                    let is_it = |own: &Routine| own == live;
                    let mut routines = aiming.schema.routines.iter_mut();
                    if let Some(own) = routines.find(|own| is_it(own)) {
                        let (name, arguments) = (own.name.clone(), own.arguments.clone());
                        *own = code.clone();
                        own.name = name;
                        own.arguments = arguments;
                    }
                }
            }
        }
    }
}

fn change_view(pair: &ViewPair<'_>, aiming: &mut Aiming<'_, '_>) {
    let path = ObjectPath::top(ObjectKind::View, &pair.name);
    match (pair.code, pair.live) {
        (Some(code), None) => {
            if !pair.is_live_table && aiming.takes("missing-view", &path) {
                let mut own = code.clone();
                own.name = pair.name.clone();
                aiming.schema.views.push(own);
            }
        }
        (Some(code), Some(live)) => {
            if aiming.takes("view-definition", &path) {
                let mut views = aiming.schema.views.iter_mut();
                if let Some(own) = views.find(|own| own.name == live.name) {
                    own.definition = code.definition.clone();
                    own.columns = code.columns.clone();
                }
            }
            change_view_triggers(pair, live, aiming);
        }
        (None, _) => {}
    }
}

fn change_view_triggers(pair: &ViewPair<'_>, live: &View, aiming: &mut Aiming<'_, '_>) {
    let path = |name: &str| ObjectPath::part(ObjectKind::Trigger, &pair.name, name);
    let mut triggers = live.triggers.clone();
    for trigger in &pair.triggers {
        match trigger {
            Pair::OnlyCode(code) => {
                if aiming.takes("missing-trigger", &path(code.name.as_str())) {
                    triggers.push((*code).clone());
                }
            }
            Pair::OnlyLive(live) => {
                if aiming.takes("extra-trigger", &path(live.name.as_str())) {
                    triggers.retain(|own| own != *live);
                }
            }
            Pair::Both { code, live } => {
                let is_replaced =
                    [&live.name, &code.name]
                        .into_iter()
                        .fold(false, |is_replaced, name| {
                            aiming.takes("trigger-definition", &path(name.as_str())) | is_replaced
                        });
                if let Some(own) = triggers.iter_mut().find(|own| *own == *live)
                    && is_replaced
                {
                    *own = overlay::trigger(code, live);
                }
            }
        }
    }
    let mut views = aiming.schema.views.iter_mut();
    if let Some(own) = views.find(|own| own.name == live.name) {
        own.triggers = triggers;
    }
}
