//! Owns calls of routines that the script has made: which one is called, and what it does.

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::Name;
use schemadrift_core::origin::Location;

use super::state::State;
use crate::change::{Call, Change};
use crate::cursor::Cursor;
use crate::place::Place;
use crate::postgresql::{names_in, of_routine};
use crate::tokens::tokenize;
use crate::unclear::unclear;

/// What a call does; nothing where no statement made the routine, or where it leaves the schema
/// alone.
pub(super) fn made(state: &State, call: &Call) -> Vec<Change> {
    let Some(location) = call.origin.location() else {
        return Vec::new();
    };
    if state.engine() != Engine::PostgreSql {
        return vec![opaque(state, call, location)];
    }
    let mut overloads = definitions(state, call)
        .filter_map(|definition| of_routine(location, definition, &call.arguments));
    let first = overloads.next().unwrap_or_default();
    if overloads.all(|other| other == first) {
        return first;
    }
    vec![Change::Unclear {
        reason: format!("it calls one of several routines `{}`", call.routine),
        touches: Vec::new(),
        origin: call.origin.clone(),
    }]
}

/// Words of a body that may run what it does not spell.
const RUNNING_OTHERS: &[&str] = &["call", "execute", "prepare"];

/// What a routine of MySQL does is not followed: it may touch whatever its body names, and
/// anything where that is not known or runs something else.
fn opaque(state: &State, call: &Call, location: &Location) -> Change {
    let mut touches = Vec::new();
    let mut is_known = false;
    for definition in definitions(state, call) {
        let tokens = tokenize(state.engine(), definition);
        let body = Cursor::new(state.engine(), definition, &tokens);
        is_known = !tokens.iter().any(|token| token.is_one_of(RUNNING_OTHERS));
        if let Change::Unclear { touches: names, .. } =
            unclear(Place::made(location), &body, String::new())
        {
            touches.extend(names);
        }
    }
    if !is_known {
        touches.clear();
    }
    Change::Unclear {
        reason: format!("what `CALL {}` does is not known", call.routine),
        touches,
        origin: call.origin.clone(),
    }
}

/// The statements that made the routines of this name.
fn definitions<'a>(state: &'a State, call: &Call) -> impl Iterator<Item = &'a String> {
    let candidates = state.candidates(&call.routine);
    let routines = state.schema.routines.iter();
    routines
        .filter(move |routine| candidates.contains(&routine.name))
        .filter_map(|routine| routine.definition.get())
}

/// The names that a call may touch; none where it may touch anything.
pub(super) fn touched(state: &State, made: &[Change], call: &Call) -> Vec<Name> {
    let may_touch_anything = made
        .iter()
        .any(|change| matches!(change, Change::Unclear { touches, .. } if touches.is_empty()));
    if may_touch_anything {
        return Vec::new();
    }
    let of_bodies = definitions(state, call).flat_map(|definition| names_in(definition));
    call.touches.iter().cloned().chain(of_bodies).collect()
}
