//! Owns the list of what SeaORM has no words for: objects that are left out, and properties of
//! written objects that are not said.

use schemadrift_core::model::{Column, Deferral, ForeignKey, GrantObject, Schema, Table, Validity};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Writing, named_schema, no_entity};
use crate::label;

/// Notes everything that no module says.
pub(super) fn note_all(writing: &mut Writing<'_>) {
    let schema = writing.schema;
    note_objects(writing, schema);
    for table in &schema.tables {
        if let Some(reason) = no_entity(table) {
            writing.skip(ObjectPath::top(ObjectKind::Table, &table.name), reason);
            continue;
        }
        note_parts(writing, table);
        for column in &table.columns {
            note_column(writing, table, column);
        }
        for key in &table.foreign_keys {
            note_foreign_key(writing, table, key);
        }
    }
}

fn note_objects(writing: &mut Writing<'_>, schema: &Schema) {
    for own in &schema.enums {
        if let Some(namespace) = named_schema(schema, &own.name) {
            let reason = format!("SeaORM finds it only with `{namespace}` in the search path");
            writing.skip(ObjectPath::top(ObjectKind::Enum, &own.name), reason);
        }
    }
    let mut note = |kind, name: &QualifiedName, what: &str| {
        let reason = format!("SeaORM has no {what}");
        writing.skip(ObjectPath::top(kind, name), reason);
    };
    for view in &schema.views {
        note(ObjectKind::View, &view.name, "views");
    }
    for domain in &schema.domains {
        note(ObjectKind::Domain, &domain.name, "domains");
    }
    for composite in &schema.composites {
        note(ObjectKind::Domain, &composite.name, "composite types");
    }
    for sequence in &schema.sequences {
        note(ObjectKind::Sequence, &sequence.name, "sequences");
    }
    for routine in &schema.routines {
        note(ObjectKind::Function, &routine.name, "functions");
    }
    // What everybody may do with a new function is nobody's statement.
    let grants = schema.grants.held.iter();
    for grant in grants.filter(|grant| !grant.is_implied) {
        if let GrantObject::Table(name) | GrantObject::Sequence(name) = &grant.object {
            note(ObjectKind::Grant, name, "privileges");
        }
    }
}

fn note_parts(writing: &mut Writing<'_>, table: &Table) {
    let mut note = |kind, name: &str, reason: &str| {
        writing.skip(ObjectPath::part(kind, &table.name, name), reason);
    };
    for check in &table.checks {
        let name = label::of_check(check);
        note(ObjectKind::Check, &name, "SeaORM has no checks");
    }
    for exclusion in &table.exclusions {
        let name = label::of_exclusion(exclusion);
        let reason = "SeaORM has no exclusion constraints";
        note(ObjectKind::Exclusion, &name, reason);
    }
    for trigger in &table.triggers {
        let name = trigger.name.as_str();
        note(ObjectKind::Trigger, name, "SeaORM has no triggers");
    }
    for policy in &table.policies {
        let name = policy.name.as_str();
        note(ObjectKind::Policy, name, "SeaORM has no policies");
    }
    let path = || ObjectPath::top(ObjectKind::Table, &table.name);
    let is_secured =
        |security: &schemadrift_core::model::RowSecurity| security.is_enabled || security.is_forced;
    if table.row_security.get().is_some_and(is_secured) {
        writing.skip(path(), "SeaORM cannot say that row-level security is on");
    }
    if matches!(table.partitioning.get(), Some(Some(_))) {
        writing.skip(path(), "SeaORM cannot say how it is partitioned");
    }
}

fn note_column(writing: &mut Writing<'_>, table: &Table, column: &Column) {
    let mut note = |reason: &str| {
        let path = ObjectPath::part(ObjectKind::Column, &table.name, column.name.as_str());
        writing.skip(path, reason);
    };
    if matches!(column.collation.get(), Some(Some(_))) {
        note("SeaORM has no collations");
    }
    if matches!(column.generated.get(), Some(Some(_))) {
        note("SeaORM cannot say that it is generated");
    }
    let is_key = table.primary_key_columns() == [column.name.clone()];
    if matches!(column.increment.get(), Some(Some(_))) && !is_key {
        note("SeaORM can say of a primary key alone that it numbers itself");
    }
    if !column.data_type.is_stated() {
        note("nothing states its type");
    }
}

fn note_foreign_key(writing: &mut Writing<'_>, table: &Table, key: &ForeignKey) {
    let mut note = |reason: &str| {
        let name = label::of_foreign_key(key);
        let path = ObjectPath::part(ObjectKind::ForeignKey, &table.name, name);
        writing.skip(path, reason);
    };
    if matches!(
        key.validity.get(),
        Some(Validity::NotValid | Validity::NotEnforced)
    ) {
        note("SeaORM cannot say that existing rows are not held to it");
    }
    if matches!(
        key.deferral.get(),
        Some(Deferral::InitiallyImmediate | Deferral::InitiallyDeferred)
    ) {
        note("SeaORM cannot say that it may be deferred");
    }
}
