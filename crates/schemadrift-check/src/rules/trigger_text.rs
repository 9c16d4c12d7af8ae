//! Owns triggers in the words of findings.

use schemadrift_core::model::{
    Deferral, Trigger, TriggerAction, TriggerEvent, TriggerFiring, TriggerShape,
};
use schemadrift_core::name::Name;

/// A trigger in one line.
pub(super) fn definition(trigger: &Trigger) -> String {
    let text = match trigger.shape.get() {
        Some(shape) => shape_text(shape),
        None => trigger.definition.get().cloned().unwrap_or_default(),
    };
    match trigger.firing.get() {
        Some(firing) if *firing != TriggerFiring::Ordinary => {
            format!("{text}, {}", firing_text(*firing))
        }
        Some(_) | None => text,
    }
}

fn shape_text(shape: &TriggerShape) -> String {
    let mut words = vec![format!("{} {}", shape.timing, events(shape))];
    match shape.deferral {
        Some(Deferral::InitiallyDeferred) => words.push("INITIALLY DEFERRED".to_owned()),
        Some(Deferral::InitiallyImmediate) => words.push("DEFERRABLE".to_owned()),
        Some(Deferral::NotDeferrable) | None => {}
    }
    words.push(if shape.is_for_each_row {
        "FOR EACH ROW".to_owned()
    } else {
        "FOR EACH STATEMENT".to_owned()
    });
    if let Some(condition) = &shape.condition {
        words.push(format!("WHEN ({condition})"));
    }
    words.push(action(&shape.action));
    words.join(" ")
}

/// What it fires on.
pub(super) fn events(shape: &TriggerShape) -> String {
    let event = |event: &TriggerEvent| {
        if *event == TriggerEvent::Update && !shape.update_columns.is_empty() {
            let columns: Vec<&str> = shape.update_columns.iter().map(Name::as_str).collect();
            format!("UPDATE OF {}", columns.join(", "))
        } else {
            event.to_string()
        }
    };
    let events: Vec<String> = shape.events.iter().map(event).collect();
    events.join(" OR ")
}

fn action(action: &TriggerAction) -> String {
    match action {
        TriggerAction::Call {
            function,
            arguments,
        } => format!("{function}({})", arguments.join(", ")),
        TriggerAction::Body(body) => body.text.clone(),
    }
}

fn firing_text(firing: TriggerFiring) -> &'static str {
    match firing {
        TriggerFiring::Ordinary => "in ordinary sessions",
        TriggerFiring::Always => "in every session",
        TriggerFiring::Replica => "only in sessions that replicate",
        TriggerFiring::Never => "disabled",
    }
}
