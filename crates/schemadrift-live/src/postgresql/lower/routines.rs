//! Lowers what runs inside the database: routines, triggers, policies.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Parameter, Policy, PolicyCommand, Routine, RoutineKind, Trigger, TriggerFiring,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::stated::Stated;
use schemadrift_sql::expression::read_default;
use schemadrift_sql::read_routine;
use schemadrift_sql::trigger::read_trigger;
use schemadrift_sql::types::read_type;

use super::directory::{Directory, origin, part_origin};
use crate::postgresql::rows::{PolicyRow, RoutineRow, TriggerRow};

/// Lowers a function or a procedure.
///
/// # Errors
///
/// When its kind is unknown, as one clause.
pub(super) fn routine(directory: &Directory<'_>, row: &RoutineRow) -> Result<Routine, String> {
    let name = directory.qualified(row.namespace, &row.name);
    let kind = match row.kind {
        'f' => RoutineKind::Function,
        'p' => RoutineKind::Procedure,
        'a' => RoutineKind::Aggregate,
        'w' => RoutineKind::Window,
        other => return Err(format!("routines of kind `{other}` are not understood")),
    };
    let stated = |text: &Option<String>| text.clone().map_or(Stated::NotStated, Stated::Written);
    let result = row.result.as_deref().map(|result| directory.local(result));
    let printed = row.definition.as_deref().and_then(|definition| {
        // The body is a text of its own, which speaks of schemas as it likes.
        read_routine(definition)
    });
    let origin = origin(&name);
    let printed = printed.unwrap_or_else(|| Routine::new(name.clone(), kind, origin.clone()));
    Ok(Routine {
        arguments: directory.local(&row.arguments),
        parameters: printed.parameters.map(|own| local(directory, own)),
        result: Stated::Written(result),
        language: Stated::Written(row.language.clone()),
        definition: stated(&row.definition),
        name,
        kind,
        origin,
        ..printed
    })
}

/// Parameters with the types that the default schema holds named without it.
fn local(directory: &Directory<'_>, mut parameters: Vec<Parameter>) -> Vec<Parameter> {
    for parameter in &mut parameters {
        parameter.data_type = directory.local(&parameter.data_type);
        if let Some(default) = &mut parameter.default {
            let shape = read_type(Engine::PostgreSql, &parameter.data_type);
            let text = directory.local(&default.text);
            let read = read_default(Engine::PostgreSql, &text, &shape);
            *default = read.unwrap_or_else(|| directory.expression(&text));
        }
    }
    parameters
}

/// Lowers a trigger of a table or a view.
///
/// # Errors
///
/// When the sessions in which it fires are unknown, as one clause.
pub(super) fn trigger(
    directory: &Directory<'_>,
    owner: &QualifiedName,
    row: &TriggerRow,
) -> Result<Trigger, String> {
    let firing = match row.enabled {
        'O' => TriggerFiring::Ordinary,
        'A' => TriggerFiring::Always,
        'R' => TriggerFiring::Replica,
        'D' => TriggerFiring::Never,
        other => return Err(format!("whether it fires, `{other}`, is not understood")),
    };
    let definition = directory.local(&row.definition);
    let columns = |name: &str| directory.operand_type(row.relation, name);
    Ok(Trigger {
        name: Name::from(row.name.as_str()),
        shape: read_trigger(Engine::PostgreSql, &definition, &columns),
        definition: Stated::Written(definition),
        firing: Stated::Written(firing),
        origin: part_origin(owner, &row.name),
    })
}

/// Lowers a policy.
///
/// # Errors
///
/// When its command is unknown, as one clause.
pub(super) fn policy(
    directory: &Directory<'_>,
    table: &QualifiedName,
    row: &PolicyRow,
) -> Result<Policy, String> {
    let command = match row.command {
        '*' => PolicyCommand::All,
        'r' => PolicyCommand::Select,
        'a' => PolicyCommand::Insert,
        'w' => PolicyCommand::Update,
        'd' => PolicyCommand::Delete,
        other => return Err(format!("the command `{other}` is not understood")),
    };
    let condition = |text: &Option<String>| {
        let text = text.as_deref();
        Stated::Written(text.map(|text| directory.row_expression(row.relation, text)))
    };
    Ok(Policy {
        name: Name::from(row.name.as_str()),
        is_permissive: Stated::Written(row.is_permissive),
        command: Stated::Written(command),
        roles: Stated::Written(
            row.roles
                .iter()
                .map(|role| Name::from(role.as_str()))
                .collect(),
        ),
        using: condition(&row.using),
        with_check: condition(&row.with_check),
        origin: part_origin(table, &row.name),
    })
}
