//! Owns values of enums wherever they are taken from what Prisma generates: `Role.ADMIN` of an
//! imported `Role`.

use oxc_ast::AstKind;
use oxc_ast::ast::{Expression, StaticMemberExpression};
use oxc_semantic::Semantic;

use super::bindings::ClientOf;
use super::names;
use super::reader::Reader;
use crate::models::Models;

/// The module of Prisma's that clients are generated into, if a schema does not say otherwise.
pub(super) const DEFAULT_MODULE: &str = "@prisma/client";

/// Adds every value of an enum that is imported from a client.
pub(super) fn collect<'a>(semantic: &'a Semantic<'a>, reader: &mut Reader<'a, '_>) {
    if reader.scripts.schemas.is_empty() {
        return;
    }
    for node in semantic.nodes().iter() {
        if let AstKind::StaticMemberExpression(member) = node.kind() {
            value(member, reader);
        }
    }
}

fn value(member: &StaticMemberExpression<'_>, reader: &mut Reader<'_, '_>) {
    let Expression::Identifier(name) = &member.object else {
        return;
    };
    let bindings = reader.bindings;
    let imported =
        names::symbol(bindings.semantic, name).and_then(|symbol| bindings.names.import(symbol));
    let Some(imported) = imported else { return };
    let has_enum = |schema: &Models| schema.values(&imported.name).is_some();
    if !reader.scripts.schemas.iter().any(has_enum) {
        return;
    }
    let path = imported.module.trim_start_matches(['.', '/']);
    let is_client = imported.module == DEFAULT_MODULE
        || reader.scripts.schemas.iter().any(|schema| {
            schema
                .modules
                .iter()
                .any(|own| path.ends_with(own.as_str()))
        });
    if !is_client {
        return;
    }
    let client = ClientOf {
        module: Some(imported.module.clone()),
    };
    let schemas: Vec<_> = reader
        .of_client(Some(&client))
        .into_iter()
        .filter(|(_, schema)| has_enum(schema))
        .collect();
    let (of, value) = (imported.name.as_str(), &member.property);
    reader.look_up(&schemas, true, None, |walk, _| {
        walk.enum_value(of, value.name.as_str(), value.span);
    });
}
