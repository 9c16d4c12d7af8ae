//! Owns what a session of MySQL remembers while a script is carried out: the values of its variables, and what its
//! prepared statements do.

use std::collections::BTreeMap;

use schemadrift_core::name::Name;

use super::guard;
use super::state::State;
use crate::change::{Change, Comparison, SessionValue};

/// What a session remembers. Names of variables and of statements differ by more than case.
#[derive(Debug, Clone, Default)]
pub(super) struct Session {
    variables: BTreeMap<String, Held>,
    prepared: BTreeMap<String, Held>,
}

/// What a variable holds by now.
#[derive(Debug, Clone)]
pub(super) enum Held {
    /// Zero, or false.
    Nothing,
    /// One, or true.
    One,
    /// One or more.
    Several,
    /// The text of a statement that does this, and may touch what has these names.
    Statement(Vec<Change>, Vec<Name>),
    /// Nobody knows which of some texts, all of which touch nothing but what has these names;
    /// without a name nothing is known at all.
    Unknown(Vec<Name>),
}

/// Sets a variable.
pub(super) fn set(state: &mut State, name: &Name, value: &SessionValue) {
    let held = held(state, value);
    state.session.variables.insert(key(name), held);
}

/// Prepares a statement.
pub(super) fn prepare(state: &mut State, name: &Name, value: &SessionValue) {
    let held = held(state, value);
    state.session.prepared.insert(key(name), held);
}

/// What a prepared statement does, or else the names of what it may touch.
pub(super) fn prepared(state: &State, name: &Name) -> Result<Vec<Change>, Vec<Name>> {
    match state.session.prepared.get(&key(name)) {
        Some(Held::Statement(changes, _)) => Ok(changes.clone()),
        Some(Held::Unknown(touches)) => Err(touches.clone()),
        Some(Held::Nothing | Held::One | Held::Several) | None => Err(Vec::new()),
    }
}

fn key(name: &Name) -> String {
    name.as_str().to_lowercase()
}

fn held(state: &State, value: &SessionValue) -> Held {
    match value {
        SessionValue::Statement { changes, touches } => {
            Held::Statement(changes.clone(), touches.clone())
        }
        SessionValue::Truth(false) => Held::Nothing,
        SessionValue::Truth(true) => Held::One,
        SessionValue::Rows { presence, is_one } => match (guard::is_there(state, presence), is_one)
        {
            (false, _) => Held::Nothing,
            (true, true) => Held::One,
            (true, false) => Held::Several,
        },
        SessionValue::Compared { value, comparison } => compared(&held(state, value), *comparison),
        SessionValue::Variable(name) => {
            let known = state.session.variables.get(&key(name));
            known.cloned().unwrap_or(Held::Unknown(Vec::new()))
        }
        SessionValue::Choice {
            condition,
            one,
            other,
        } => match held(state, condition) {
            Held::Nothing => held(state, other),
            Held::One | Held::Several => held(state, one),
            Held::Statement(..) | Held::Unknown(_) => either(held(state, one), held(state, other)),
        },
        SessionValue::Unknown => Held::Unknown(Vec::new()),
    }
}

fn compared(value: &Held, comparison: Comparison) -> Held {
    let truth = |holds: bool| if holds { Held::One } else { Held::Nothing };
    match (value, comparison) {
        (Held::Nothing, _) => truth(comparison == Comparison::IsNone),
        (Held::One, _) => truth(comparison != Comparison::IsNone),
        (Held::Several, Comparison::IsNone) => truth(false),
        (Held::Several, Comparison::IsAny) => truth(true),
        (Held::Several, Comparison::IsOne) | (Held::Statement(..) | Held::Unknown(_), _) => {
            Held::Unknown(Vec::new())
        }
    }
}

/// One of two values, and nobody knows which.
fn either(one: Held, other: Held) -> Held {
    match (touched(one), touched(other)) {
        (Some(mut touches), Some(more)) => {
            touches.extend(more);
            Held::Unknown(touches)
        }
        _ => Held::Unknown(Vec::new()),
    }
}

/// The names of what a text may touch, if it is known.
fn touched(value: Held) -> Option<Vec<Name>> {
    match value {
        Held::Statement(changes, _) if changes.is_empty() => Some(Vec::new()),
        Held::Statement(_, touches) | Held::Unknown(touches) if !touches.is_empty() => {
            Some(touches)
        }
        Held::Statement(..) | Held::Unknown(_) | Held::Nothing | Held::One | Held::Several => None,
    }
}
