//! Owns privileges: those of everybody are written, those of roles are left out, since roles belong to
//! the server.

use std::collections::BTreeSet;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Grant, GrantObject, Routine, Schema};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::grammar::Grammar;
use super::script::{Phase, Script};

/// Writes what everybody may do.
pub(super) fn write_all(grammar: &Grammar, schema: &Schema, script: &mut Script) {
    let mut roles = BTreeSet::new();
    for grant in schema.grants.held.iter().filter(|grant| !grant.is_implied) {
        if grant.grantee.as_str() != Grant::PUBLIC || schema.engine != Engine::PostgreSql {
            roles.insert(&grant.grantee);
        } else if let Some(statement) = statement(grammar, grant) {
            script.push(Phase::Grants, statement);
        }
    }
    for routine in &schema.routines {
        if is_closed(schema, routine) {
            let object = routine_text(grammar, &routine.name, &routine.arguments);
            let statement = format!("REVOKE EXECUTE ON {object} FROM PUBLIC");
            script.push(Phase::Grants, statement);
        }
    }
    for role in roles {
        let path = ObjectPath {
            schema: None,
            table: None,
            kind: ObjectKind::Grant,
            name: role.to_string(),
        };
        script.skip(
            path,
            format!("the privileges of `{role}` are left out: roles are not part of the model"),
        );
    }
}

/// The statement that gives a privilege; nothing where every new database has it.
fn statement(grammar: &Grammar, grant: &Grant) -> Option<String> {
    if grant.privilege == Grant::EVERY {
        return None;
    }
    let object = match &grant.object {
        GrantObject::Routine { .. } | GrantObject::Database => return None,
        GrantObject::Schema(name) => format!("SCHEMA {}", grammar.quote(name)),
        GrantObject::Table(name) => grammar.quote_qualified(name),
        GrantObject::Sequence(name) => format!("SEQUENCE {}", grammar.quote_qualified(name)),
    };
    let column = grant
        .column
        .as_ref()
        .map(|column| format!(" ({})", grammar.quote(column)));
    Some(format!(
        "GRANT {}{} ON {object} TO PUBLIC",
        grant.privilege,
        column.unwrap_or_default()
    ))
}

fn routine_text(grammar: &Grammar, name: &QualifiedName, arguments: &str) -> String {
    format!("ROUTINE {}({arguments})", grammar.quote_qualified(name))
}

/// Whether not everybody may call a routine, where its privileges are known.
fn is_closed(schema: &Schema, routine: &Routine) -> bool {
    let mut own = schema
        .grants
        .held
        .iter()
        .filter(|grant| {
            matches!(&grant.object, GrantObject::Routine { name, arguments }
                if name == &routine.name && arguments == &routine.arguments)
        })
        .peekable();
    let is_known = own.peek().is_some();
    is_known && !own.any(|grant| grant.grantee.as_str() == Grant::PUBLIC)
}
