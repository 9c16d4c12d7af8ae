//! Owns row-level security policies.

use schemadrift_core::expression::Expression;
use schemadrift_core::model::{Policy, PolicyCommand};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::stated::Stated;
use squawk_syntax::ast;

use super::alter::renamed;
use super::reader::{Read, Reader, required};
use crate::change::{Change, ObjectId, ObjectKind, PolicyAction};

/// `CREATE POLICY`.
pub(super) fn create(reader: &Reader<'_>, node: &ast::CreatePolicy) -> Read<Vec<Change>> {
    let name = required(node.policy())?;
    let is_permissive = match node.as_policy_type() {
        Some(clause) => {
            let is_restrictive = reader
                .written(&clause)
                .to_ascii_lowercase()
                .ends_with("restrictive");
            Stated::Written(!is_restrictive)
        }
        None => Stated::Implied(true),
    };
    let command = match node.policy_command().and_then(|clause| clause.command()) {
        Some(command) => Stated::Written(self::command(reader.written(&command))?),
        None => Stated::Implied(PolicyCommand::All),
    };
    let policy = Policy {
        name: reader.name(&name)?,
        is_permissive,
        command,
        roles: match roles(reader, node.policy_roles())? {
            Some(roles) => Stated::Written(roles),
            None => Stated::Implied(vec![Name::from("public")]),
        },
        using: condition(using(reader, node.using_expr_clause())?),
        with_check: condition(with_check(reader, node.with_check_expr_clause())?),
        origin: reader.name_origin(&name),
    };
    Ok(vec![Change::CreatePolicy {
        table: table(reader, node.on_table())?,
        policy: Box::new(policy),
    }])
}

fn command(written: &str) -> Read<PolicyCommand> {
    match written.to_ascii_lowercase().as_str() {
        "all" => Ok(PolicyCommand::All),
        "select" => Ok(PolicyCommand::Select),
        "insert" => Ok(PolicyCommand::Insert),
        "update" => Ok(PolicyCommand::Update),
        "delete" => Ok(PolicyCommand::Delete),
        other => Err(format!("a policy cannot be about `{other}`")),
    }
}

/// `ALTER POLICY`.
pub(super) fn alter(reader: &Reader<'_>, node: &ast::AlterPolicy) -> Read<Vec<Change>> {
    let table = table(reader, node.on_table())?;
    let name = reader.name(&required(node.policy_ref())?)?;
    match required(node.action())? {
        ast::AlterPolicyAction::PolicyRenameTo(node) => {
            let object = object(name, table);
            renamed(reader, object, &required(node.policy())?, false)
        }
        ast::AlterPolicyAction::AlterPolicyTo(node) => {
            let changed = |expression: Option<Expression>| match expression {
                Some(expression) => Stated::Written(Some(expression)),
                None => Stated::NotStated,
            };
            let action = PolicyAction {
                roles: roles(reader, node.policy_roles())?
                    .map_or(Stated::NotStated, Stated::Written),
                using: changed(using(reader, node.using_expr_clause())?),
                with_check: changed(with_check(reader, node.with_check_expr_clause())?),
            };
            Ok(vec![Change::AlterPolicy {
                table,
                name,
                action: Box::new(action),
            }])
        }
    }
}

/// A policy of a table.
pub(super) fn object(name: Name, table: QualifiedName) -> ObjectId {
    let mut object = ObjectId::new(ObjectKind::Policy, QualifiedName::bare(name));
    object.table = Some(table);
    object
}

/// The table behind `ON`.
pub(super) fn table(reader: &Reader<'_>, clause: Option<ast::OnTable>) -> Read<QualifiedName> {
    reader.qualified(&required(clause.and_then(|on| on.table_name_ref()))?)
}

fn roles(reader: &Reader<'_>, clause: Option<ast::PolicyRoles>) -> Read<Option<Vec<Name>>> {
    clause
        .map(|clause| reader.names(required(clause.role_ref_list())?.role_refs()))
        .transpose()
}

fn using(reader: &Reader<'_>, clause: Option<ast::UsingExprClause>) -> Read<Option<Expression>> {
    clause.map(|clause| reader.inside(&clause)).transpose()
}

fn with_check(
    reader: &Reader<'_>,
    clause: Option<ast::WithCheckExprClause>,
) -> Read<Option<Expression>> {
    clause.map(|clause| reader.inside(&clause)).transpose()
}

fn condition(expression: Option<Expression>) -> Stated<Option<Expression>> {
    match expression {
        Some(expression) => Stated::Written(Some(expression)),
        None => Stated::Implied(None),
    }
}
