//! Owns what a check does with a live reading before it compares: putting back what the code
//! declares after all, setting aside what the code gives to somebody else, describing the server.

use schemadrift_check::report::{DatabaseDescription, LeftOut};
use schemadrift_core::model::Schema;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::ObjectKind;
use schemadrift_live::{LiveReading, OtherObject};

/// The live side in words, without secrets.
pub fn describe(live: &LiveReading) -> DatabaseDescription {
    let server = &live.server;
    DatabaseDescription {
        name: None,
        engine: server
            .variant
            .clone()
            .unwrap_or_else(|| server.engine.to_string()),
        // Without the packager's remarks: `15.18 (Debian …)`.
        version: server
            .version
            .split(" (")
            .next()
            .unwrap_or_default()
            .to_owned(),
        database: server.database.clone(),
        user: Some(server.user.clone()).filter(|user| !user.is_empty()),
        host: server.host.clone(),
        port: server.port,
        schema: live
            .reading
            .schema
            .default_namespace
            .as_ref()
            .map(ToString::to_string),
        round_trips: Some(live.size.round_trips),
    }
}

/// Puts back what was left out of the reading and the code declares, and returns the rest.
pub(crate) fn put_back(live: &mut LiveReading, code: &Schema) -> Vec<LeftOut> {
    let dialect = live.server.engine.dialect();
    let default = live.reading.schema.default_namespace.clone();
    let same = |declared: &QualifiedName, found: &QualifiedName| {
        let schema = declared.schema.as_ref().or(default.as_ref());
        dialect
            .table_names
            .same(declared.name.as_str(), found.name.as_str())
            && (!dialect.has_namespaces || schema == found.schema.as_ref())
    };
    let mut rest = Vec::new();
    for object in std::mem::take(&mut live.left_out) {
        let is_declared =
            code.tables
                .iter()
                .any(|table| same(&table.name, &object.name))
                || code.views.iter().any(|view| same(&view.name, &object.name))
                || code
                    .enums
                    .iter()
                    .any(|enum_type| same(&enum_type.name, &object.name))
                || object.other.as_deref().is_some_and(|other| {
                    names_like(code, other).any(|name| same(name, &object.name))
                });
        if is_declared {
            let schema = &mut live.reading.schema;
            schema.tables.extend(object.table);
            schema.views.extend(object.view);
            schema.enums.extend(object.enum_type);
            put_back_other(schema, object.other);
        } else {
            rest.push(LeftOut {
                kind: object.kind,
                name: object.name.to_string(),
                reason: object.reason,
            });
        }
    }
    rest
}

/// The names of what the code declares of this kind.
fn names_like<'a>(
    code: &'a Schema,
    other: &OtherObject,
) -> Box<dyn Iterator<Item = &'a QualifiedName> + 'a> {
    match other {
        OtherObject::Domain(_) => Box::new(code.domains.iter().map(|own| &own.name)),
        OtherObject::Composite(_) => Box::new(code.composites.iter().map(|own| &own.name)),
        OtherObject::Sequence(_) => Box::new(code.sequences.iter().map(|own| &own.name)),
        OtherObject::Routine(_) => Box::new(code.routines.iter().map(|own| &own.name)),
    }
}

fn put_back_other(schema: &mut Schema, other: Option<Box<OtherObject>>) {
    match other.map(|other| *other) {
        Some(OtherObject::Domain(own)) => schema.domains.push(own),
        Some(OtherObject::Composite(own)) => schema.composites.push(own),
        Some(OtherObject::Sequence(own)) => schema.sequences.push(own),
        Some(OtherObject::Routine(own)) => schema.routines.push(own),
        None => {}
    }
}

/// Takes out what the code gives to somebody else.
pub(crate) fn set_aside(schema: &mut Schema, external: &[String]) -> Vec<LeftOut> {
    if external.is_empty() {
        return Vec::new();
    }
    let is_external = |name: &QualifiedName| {
        let full = name.to_string();
        external
            .iter()
            .any(|entry| entry == &full || entry == name.name.as_str())
    };
    let left_out = |kind: ObjectKind, name: &QualifiedName| LeftOut {
        kind,
        name: name.to_string(),
        reason: "the code names it as managed elsewhere".to_owned(),
    };
    let mut set_aside = Vec::new();
    schema.tables.retain(|table| {
        let keeps = !is_external(&table.name);
        if !keeps {
            set_aside.push(left_out(ObjectKind::Table, &table.name));
        }
        keeps
    });
    schema.enums.retain(|enum_type| {
        let keeps = !is_external(&enum_type.name);
        if !keeps {
            set_aside.push(left_out(ObjectKind::Enum, &enum_type.name));
        }
        keeps
    });
    set_aside
}
