//! Owns steps about schemas, and about where unqualified names live.

use schemadrift_core::model::{Namespace, Schema};
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;

use super::spelling;
use crate::choices::Choices;

const NAMES: &[&str] = &["app", "Other Schema", "audit", "it's", "ünder"];

/// `CREATE SCHEMA`.
pub(super) fn create(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let name = Name::from(*choices.one_of(NAMES)?);
    let is_new = after.namespaces.iter().all(|own| own.name != name);
    let tolerant = spelling::maybe("IF NOT EXISTS ", 30, choices);
    let written = spelling::name(after.engine, &name, choices);
    if is_new {
        after.namespaces.push(Namespace {
            name,
            origin: Origin::Unlocated,
        });
    }
    Some(format!("CREATE SCHEMA {tolerant}{written}"))
}

/// A schema that is neither the one that everything is in nor the one of the search path.
fn any(sketch: &Schema, choices: &mut Choices) -> Option<Name> {
    let others: Vec<Name> = sketch
        .namespaces
        .iter()
        .map(|own| own.name.clone())
        .filter(|name| name.as_str() != "public" && Some(name) != sketch.default_namespace.as_ref())
        .collect();
    choices.one_of(&others).cloned()
}

/// `ALTER SCHEMA … RENAME TO`.
pub(super) fn rename(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let from = any(after, choices)?;
    let to = Name::from(*choices.one_of(NAMES)?);
    let written = format!(
        "ALTER SCHEMA {} RENAME TO {}",
        spelling::name(after.engine, &from, choices),
        spelling::name(after.engine, &to, choices),
    );
    let change = |schema: &mut Option<Name>| {
        if schema.as_ref() == Some(&from) {
            *schema = Some(to.clone());
        }
    };
    for namespace in &mut after.namespaces {
        if namespace.name == from {
            namespace.name = to.clone();
        }
    }
    for table in &mut after.tables {
        change(&mut table.name.schema);
        table
            .foreign_keys
            .iter_mut()
            .for_each(|key| change(&mut key.target.schema));
    }
    after
        .views
        .iter_mut()
        .for_each(|view| change(&mut view.name.schema));
    after
        .enums
        .iter_mut()
        .for_each(|own| change(&mut own.name.schema));
    after
        .sequences
        .iter_mut()
        .for_each(|own| change(&mut own.name.schema));
    Some(written)
}

/// `DROP SCHEMA`.
pub(super) fn drop(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let name = any(after, choices)?;
    let lives_there = |schema: &Option<Name>| schema.as_ref() == Some(&name);
    after.namespaces.retain(|own| own.name != name);
    after
        .tables
        .retain(|table| !lives_there(&table.name.schema));
    for table in &mut after.tables {
        table
            .foreign_keys
            .retain(|key| !lives_there(&key.target.schema));
    }
    after.views.retain(|view| !lives_there(&view.name.schema));
    after.enums.retain(|own| !lives_there(&own.name.schema));
    after.sequences.retain(|own| !lives_there(&own.name.schema));
    let way = spelling::maybe(" CASCADE", 70, choices);
    let tolerant = spelling::maybe("IF EXISTS ", 30, choices);
    let written = spelling::name(after.engine, &name, choices);
    Some(format!("DROP SCHEMA {tolerant}{written}{way}"))
}

/// `SET search_path`.
pub(super) fn set_path(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let name = choices.one_of(&after.namespaces)?.name.clone();
    let written = spelling::name(after.engine, &name, choices);
    let rest = spelling::maybe(", public", 50, choices);
    after.default_namespace = Some(name);
    let way = choices.one_of(&["TO", "="]).copied()?;
    Some(format!("SET search_path {way} {written}{rest}"))
}
