//! Pairs privileges: what one grantee may do with one object, on either side.

use std::collections::{BTreeMap, HashSet};

use schemadrift_core::coverage::Completeness;
use schemadrift_core::model::{Grant, GrantClass, GrantObject, Schema};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::Pairs;

/// What a grantee may do with an object.
#[derive(Debug)]
pub struct GrantPair<'a> {
    /// The address: the object with the grantee.
    pub path: ObjectPath,
    /// The object as messages call it.
    pub shown: String,
    /// The grantee as messages call it.
    pub grantee: String,
    /// The kind of object.
    pub class: GrantClass,
    /// What the code states.
    pub code: Vec<&'a Grant>,
    /// What the database has.
    pub live: Vec<&'a Grant>,
    /// Whether both sides have the object, as far as they are seen.
    pub is_object_known: bool,
}

type Key = (GrantClassKey, (Option<String>, String), String, String);
type GrantClassKey = u8;

/// Pairs the privileges, in the order of objects and grantees.
pub(super) fn pair<'a>(pairs: &Pairs<'a>) -> Vec<GrantPair<'a>> {
    // What one side never speaks of cannot be compared.
    let coverage = (pairs.code.coverage.grants, pairs.live.coverage.grants);
    if coverage.0 == Completeness::None || coverage.1 == Completeness::None {
        return Vec::new();
    }
    let live_objects = objects(pairs, pairs.live);
    let code_objects = objects(pairs, pairs.code);
    let mut paired: BTreeMap<Key, GrantPair<'a>> = BTreeMap::new();
    for (grant, is_code) in all(pairs) {
        let object = object_key(pairs, &grant.object);
        let is_object_known = live_objects.contains(&object) && code_objects.contains(&object);
        let (class, name, arguments) = object;
        let key = (class, name, arguments, grantee_key(pairs, grant));
        let pair = paired
            .entry(key)
            .or_insert_with(|| new_pair(pairs, grant, is_object_known));
        if is_code {
            pair.code.push(grant);
        } else {
            pair.live.push(grant);
        }
    }
    paired.into_values().collect()
}

/// Every privilege, and whether the code states it; the database's spelling first, which wins.
fn all<'a>(pairs: &Pairs<'a>) -> impl Iterator<Item = (&'a Grant, bool)> + use<'a> {
    let live = pairs.live.grants.held.iter().map(|grant| (grant, false));
    let code = pairs.code.grants.held.iter().map(|grant| (grant, true));
    live.chain(code)
}

fn new_pair<'a>(pairs: &Pairs<'a>, grant: &Grant, is_object_known: bool) -> GrantPair<'a> {
    let (path, shown) = address(pairs, grant);
    GrantPair {
        path,
        shown,
        grantee: grant.grantee.to_string(),
        class: grant.object.class(),
        code: Vec::new(),
        live: Vec::new(),
        is_object_known,
    }
}

fn address(pairs: &Pairs<'_>, grant: &Grant) -> (ObjectPath, String) {
    let grantee = grant.grantee.as_str();
    let of = |name: &QualifiedName, arguments: &str| {
        let mut owner = pairs.names.resolve(name);
        owner.name = format!("{}{arguments}", owner.name).as_str().into();
        let path = ObjectPath::part(ObjectKind::Grant, &owner, grantee);
        (path, format!("`{}{arguments}`", pairs.names.shown(name)))
    };
    let top = |schema: Option<String>, shown: String| {
        let path = ObjectPath {
            schema,
            table: None,
            kind: ObjectKind::Grant,
            name: grantee.to_owned(),
        };
        (path, shown)
    };
    match &grant.object {
        GrantObject::Database => top(None, "the database".to_owned()),
        GrantObject::Schema(name) => top(Some(name.to_string()), format!("the schema `{name}`")),
        GrantObject::Table(name) | GrantObject::Sequence(name) => of(name, ""),
        GrantObject::Routine { name, arguments } if pairs.dialect.has_namespaces => {
            of(name, &format!("({arguments})"))
        }
        GrantObject::Routine { name, .. } => of(name, ""),
    }
}

type ObjectKey = (GrantClassKey, (Option<String>, String), String);

/// The form under which two objects are the same: tables and sequences share their names, and a
/// bare type name in code is found through the search path.
fn object_key(pairs: &Pairs<'_>, object: &GrantObject) -> ObjectKey {
    let names = &pairs.names;
    match object {
        GrantObject::Database => (0, (None, String::new()), String::new()),
        GrantObject::Schema(name) => (1, (None, name.to_string()), String::new()),
        GrantObject::Table(name) | GrantObject::Sequence(name) => {
            (2, names.key(name), String::new())
        }
        GrantObject::Routine { name, arguments } => {
            let bare: Vec<&str> = super::routines::without_schemas(arguments).collect();
            (3, names.key(name), bare.join(", "))
        }
    }
}

fn grantee_key(pairs: &Pairs<'_>, grant: &Grant) -> String {
    let name = grant.grantee.as_str();
    if pairs.dialect.has_namespaces {
        return name.to_owned();
    }
    // Names of accounts are compared letter by letter, hosts are not.
    match name.split_once('@') {
        Some((account, host)) => format!("{account}@{}", host.to_ascii_lowercase()),
        None => name.to_owned(),
    }
}

/// Everything on which a side could state a privilege.
fn objects(pairs: &Pairs<'_>, side: &Schema) -> HashSet<ObjectKey> {
    let tables = side.tables.iter().map(|own| own.name.clone());
    let views = side.views.iter().map(|own| own.name.clone());
    let relations = tables.chain(views).map(GrantObject::Table);
    let sequences = side.sequences.iter().map(|own| own.name.clone());
    let routines = side.routines.iter().map(|own| GrantObject::Routine {
        name: own.name.clone(),
        arguments: own.arguments.clone(),
    });
    let schemas = side.namespaces.iter().map(|own| own.name.clone());
    let schemas = schemas.chain(side.default_namespace.clone());
    relations
        .chain(sequences.map(GrantObject::Sequence))
        .chain(routines)
        .chain(schemas.map(GrantObject::Schema))
        .chain(side.grants.held.iter().map(|own| own.object.clone()))
        .chain([GrantObject::Database])
        .map(|object| object_key(pairs, &object))
        .collect()
}
