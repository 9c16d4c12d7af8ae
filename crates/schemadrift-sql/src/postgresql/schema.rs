//! Owns `CREATE SCHEMA` with its elements, `CREATE EXTENSION`, and rules.

use schemadrift_core::model::Extension;
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;
use squawk_syntax::ast::{self, AstNode as _};

use super::reader::{Read, Reader, literal, required};
use crate::change::Change;

/// `CREATE SCHEMA`. The names of its elements live in it.
pub(super) fn create(reader: &Reader<'_>, node: &ast::CreateSchema) -> Read<Vec<Change>> {
    let (name, origin) = match required(node.create_schema_target())? {
        ast::CreateSchemaTarget::NamedSchema(target) => {
            let name = required(target.schema())?;
            (reader.name(&name)?, reader.name_origin(&name))
        }
        ast::CreateSchemaTarget::AuthorizationSchema(target) => {
            let role = required(target.role())?;
            (reader.name(&role)?, reader.name_origin(&role))
        }
    };
    let inner = Reader {
        namespace: Some(name.clone()),
        ..reader.clone()
    };
    let mut changes = vec![Change::CreateSchema {
        name,
        origin,
        is_tolerant: node.if_not_exists().is_some(),
    }];
    for element in node.schema_elements() {
        let element = required(ast::Stmt::cast(element.syntax().clone()))?;
        changes.extend(super::lower(&inner, &element)?);
    }
    Ok(changes)
}

/// `CREATE EXTENSION`.
pub(super) fn create_extension(
    reader: &Reader<'_>,
    node: &ast::CreateExtension,
) -> Read<Vec<Change>> {
    let name = required(node.extension())?;
    let schema = match node.extension_schema() {
        Some(clause) => Stated::Written(reader.name(&required(clause.schema_ref())?)?),
        None => Stated::NotStated,
    };
    let version = match node.extension_version_clause() {
        Some(clause) => Stated::Written(version(
            reader,
            clause.extension_version(),
            clause.literal(),
        )?),
        None => Stated::NotStated,
    };
    Ok(vec![Change::CreateExtension {
        extension: Box::new(Extension {
            name: reader.name(&name)?,
            schema,
            version,
            origin: reader.name_origin(&name),
        }),
        is_tolerant: node.if_not_exists().is_some(),
    }])
}

/// `ALTER EXTENSION … UPDATE`.
pub(super) fn update_extension(
    reader: &Reader<'_>,
    name: Name,
    node: &ast::AlterExtensionUpdate,
) -> Read<Vec<Change>> {
    let to = node.update_to();
    let version = to.map(|to| version(reader, to.extension_version(), to.literal()));
    Ok(vec![Change::UpdateExtension {
        name,
        version: version.transpose()?,
    }])
}

/// A version as a name or as a string.
fn version(
    reader: &Reader<'_>,
    name: Option<ast::ExtensionVersion>,
    text: Option<ast::Literal>,
) -> Read<String> {
    match name {
        Some(name) => Ok(reader.name(&name)?.as_str().to_owned()),
        None => literal(text),
    }
}

/// `CREATE RULE`. One for `SELECT` makes a view of its table.
pub(super) fn create_rule(reader: &Reader<'_>, node: &ast::CreateRule) -> Read<Vec<Change>> {
    let event = required(node.rule_on().and_then(|on| on.rule_event()))?;
    if reader.written(&event).eq_ignore_ascii_case("select") {
        return Err("a rule makes a view of a table".to_owned());
    }
    Ok(Vec::new())
}
