//! Lowers what runs inside the database: routines, triggers, policies.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Policy, PolicyCommand, Routine, RoutineKind, Trigger, TriggerFiring,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::stated::Stated;
use schemadrift_sql::trigger::read_trigger;

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
    let result = row.result.as_deref().map(|result| directory.local(result));
    Ok(Routine {
        kind,
        arguments: directory.local(&row.arguments),
        result: Stated::Written(result),
        language: Stated::Written(row.language.clone()),
        definition: row
            .definition
            .clone()
            .map_or(Stated::NotStated, Stated::Written),
        origin: origin(&name),
        name,
    })
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
