//! Owns triggers of tables and views: written from what their definition says, else by its text.

use schemadrift_core::model::{
    Deferral, Trigger, TriggerAction, TriggerEvent, TriggerFiring, TriggerShape,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::grammar::Grammar;
use super::routine::starts_with_create;
use super::script::{Phase, Script};
use crate::sql_text::{name_list, string_literal, without_semicolon};

/// Writes the triggers of a table or a view.
pub(crate) fn write_all(
    grammar: &Grammar,
    owner: &QualifiedName,
    triggers: &[Trigger],
    script: &mut Script,
) {
    for trigger in triggers {
        match text(grammar, owner, trigger) {
            Some(text) => script.push(Phase::Triggers, text),
            None => script.skip(
                ObjectPath::part(ObjectKind::Trigger, owner, trigger.name.as_str()),
                "its definition is not stated as a whole `CREATE` statement",
            ),
        }
        write_firing(grammar, owner, trigger, script);
    }
}

fn text(grammar: &Grammar, owner: &QualifiedName, trigger: &Trigger) -> Option<String> {
    if let Some(shape) = trigger.shape.get() {
        return Some(shape_text(grammar, owner, trigger, shape));
    }
    let definition = trigger.definition.get()?;
    starts_with_create(definition).then(|| without_semicolon(definition).to_owned())
}

fn shape_text(
    grammar: &Grammar,
    owner: &QualifiedName,
    trigger: &Trigger,
    shape: &TriggerShape,
) -> String {
    let constraint = if shape.deferral.is_some() {
        "CONSTRAINT "
    } else {
        ""
    };
    let mut words = vec![
        format!(
            "CREATE {constraint}TRIGGER {}",
            grammar.quote(&trigger.name)
        ),
        shape.timing.to_string(),
        events(grammar, shape),
        format!("ON {}", grammar.quote_qualified(owner)),
    ];
    if let Some(referenced) = &shape.referenced {
        words.push(format!("FROM {}", grammar.quote_qualified(referenced)));
    }
    words.extend(shape.deferral.map(deferral));
    words.extend(all_rows(grammar, shape));
    let level = if shape.is_for_each_row {
        "FOR EACH ROW"
    } else {
        "FOR EACH STATEMENT"
    };
    words.push(level.to_owned());
    if let Some(condition) = &shape.condition {
        words.push(format!("WHEN ({})", condition.text));
    }
    words.push(action(grammar, &shape.action));
    words.join(" ")
}

fn events(grammar: &Grammar, shape: &TriggerShape) -> String {
    let events: Vec<String> = shape
        .events
        .iter()
        .map(|event| {
            let is_update = *event == TriggerEvent::Update;
            if is_update && !shape.update_columns.is_empty() {
                let columns = name_list(grammar.dialect(), &shape.update_columns);
                format!("{event} OF {columns}")
            } else {
                event.to_string()
            }
        })
        .collect();
    events.join(" OR ")
}

fn deferral(deferral: Deferral) -> String {
    match deferral {
        Deferral::NotDeferrable => "NOT DEFERRABLE",
        Deferral::InitiallyImmediate => "DEFERRABLE INITIALLY IMMEDIATE",
        Deferral::InitiallyDeferred => "DEFERRABLE INITIALLY DEFERRED",
    }
    .to_owned()
}

fn all_rows(grammar: &Grammar, shape: &TriggerShape) -> Option<String> {
    let named =
        |side: &str, name: Option<&Name>| Some(format!("{side} TABLE AS {}", grammar.quote(name?)));
    let rows: Vec<String> = [
        named("OLD", shape.old_rows.as_ref()),
        named("NEW", shape.new_rows.as_ref()),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!rows.is_empty()).then(|| format!("REFERENCING {}", rows.join(" ")))
}

fn action(grammar: &Grammar, action: &TriggerAction) -> String {
    match action {
        TriggerAction::Call {
            function,
            arguments,
        } => {
            let arguments: Vec<String> = arguments
                .iter()
                .map(|argument| string_literal(argument))
                .collect();
            let function = grammar.quote_qualified(function);
            format!("EXECUTE FUNCTION {function}({})", arguments.join(", "))
        }
        TriggerAction::Body(body) => without_semicolon(&body.text).to_owned(),
    }
}

/// In which sessions it fires, where it is not in all ordinary ones.
fn write_firing(grammar: &Grammar, owner: &QualifiedName, trigger: &Trigger, script: &mut Script) {
    let action = match trigger.firing.get() {
        None | Some(TriggerFiring::Ordinary) => return,
        Some(TriggerFiring::Always) => "ENABLE ALWAYS",
        Some(TriggerFiring::Replica) => "ENABLE REPLICA",
        Some(TriggerFiring::Never) => "DISABLE",
    };
    if grammar.has_catalog_objects {
        let owner = grammar.quote_qualified(owner);
        let trigger = grammar.quote(&trigger.name);
        script.push(
            Phase::Triggers,
            format!("ALTER TABLE {owner} {action} TRIGGER {trigger}"),
        );
    }
}
