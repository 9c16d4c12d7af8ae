//! Owns triggers of tables and views: how they are made, and what becomes of them when what they
//! speak of has another name or is gone.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Trigger, TriggerAction, TriggerFiring, TriggerShape};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::stated::Stated;

use super::Outcome;
use super::columns::value_mut;
use super::mentions::{mentions, rename};
use super::state::State;
use crate::trigger::with_shape;

/// Makes a trigger, or puts another in its place.
pub(super) fn create(
    state: &mut State,
    owner: &QualifiedName,
    trigger: &Trigger,
    replaces: bool,
    is_tolerant: bool,
) -> Outcome {
    let mut made = with_shape(state.engine(), trigger.clone());
    if !made.firing.is_stated() {
        made.firing = Stated::Implied(TriggerFiring::Ordinary);
    }
    if let Some(function) = value_mut(&mut made.shape).and_then(function_mut) {
        *function = known_routine(state, function).unwrap_or_else(|| function.clone());
    }
    let triggers = match state.view_place(owner) {
        Some(place) => &mut state.schema.views[place].triggers,
        None => match state.table_mut(owner)? {
            Some(table) => &mut table.triggers,
            None => return Ok(()),
        },
    };
    let place = triggers.iter().position(|own| own.name == made.name);
    match place {
        Some(place) if replaces => triggers[place] = made,
        Some(_) if is_tolerant => {}
        Some(_) => return Err(format!("trigger `{}` exists already", made.name)),
        None => triggers.push(made),
    }
    Ok(())
}

/// The full name of a routine that an earlier statement made.
fn known_routine(state: &State, name: &QualifiedName) -> Option<QualifiedName> {
    let candidates = state.candidates(name);
    let routines = &state.schema.routines;
    let is_known = |name: &&QualifiedName| routines.iter().any(|own| &&own.name == name);
    let name = candidates.iter().find(is_known)?;
    Some(printed(state, name))
}

/// A name as the catalog prints it: without the default schema.
fn printed(state: &State, name: &QualifiedName) -> QualifiedName {
    let default = state.schema.default_namespace.as_ref();
    QualifiedName {
        schema: name.schema.clone().filter(|own| Some(own) != default),
        name: name.name.clone(),
    }
}

/// Every trigger of the database.
fn all(state: &mut State) -> impl Iterator<Item = &mut Trigger> {
    let tables = state.schema.tables.iter_mut();
    let tables = tables.flat_map(|table| &mut table.triggers);
    let views = state.schema.views.iter_mut();
    tables.chain(views.flat_map(|view| &mut view.triggers))
}

/// A routine's new name, in the triggers that call it.
pub(super) fn rename_routine(state: &mut State, old: &QualifiedName, new: &QualifiedName) {
    let (old, new) = (printed(state, old), printed(state, new));
    for trigger in all(state) {
        if let Some(function) = value_mut(&mut trigger.shape).and_then(function_mut)
            && *function == old
        {
            *function = new.clone();
        }
    }
}

/// A routine is gone, and with it the triggers that call it.
pub(super) fn drop_callers(state: &mut State, routine: &QualifiedName) {
    let routine = printed(state, routine);
    let calls = |trigger: &Trigger| {
        trigger
            .shape
            .get()
            .is_some_and(|shape| match &shape.action {
                TriggerAction::Call { function, .. } => *function == routine,
                TriggerAction::Body(_) => false,
            })
    };
    for table in &mut state.schema.tables {
        table.triggers.retain(|trigger| !calls(trigger));
    }
    for view in &mut state.schema.views {
        view.triggers.retain(|trigger| !calls(trigger));
    }
}

/// A column's new name, in the triggers of its table.
pub(super) fn rename_column(engine: Engine, triggers: &mut [Trigger], from: &Name, to: &Name) {
    for trigger in triggers {
        let Some(shape) = value_mut(&mut trigger.shape) else {
            continue;
        };
        for column in shape.update_columns.iter_mut().filter(|own| *own == from) {
            *column = to.clone();
        }
        if let Some(condition) = &mut shape.condition {
            rename(engine, condition, from, to);
        }
    }
}

/// Whether the definition of a trigger hangs on a column.
pub(super) fn uses_column(engine: Engine, trigger: &Trigger, column: &Name) -> bool {
    trigger.shape.get().is_some_and(|shape| {
        let condition = shape.condition.as_ref();
        shape.update_columns.contains(column)
            || condition.is_some_and(|condition| mentions(engine, &condition.text, column))
    })
}

fn function_mut(shape: &mut TriggerShape) -> Option<&mut QualifiedName> {
    match &mut shape.action {
        TriggerAction::Call { function, .. } => Some(function),
        TriggerAction::Body(_) => None,
    }
}
