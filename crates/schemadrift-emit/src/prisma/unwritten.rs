//! Owns the list of what Prisma has no words for: objects that are left out, and properties of
//! written objects that are not said.

use schemadrift_core::model::{
    Column, Deferral, ForeignKey, GrantObject, Increment, Schema, Table, TableKind, Validity,
};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::{Writing, is_model};
use crate::label;

/// Notes everything that no block says.
pub(super) fn note_all(writing: &mut Writing<'_>) {
    let schema = writing.schema;
    note_objects(writing, schema);
    for table in &schema.tables {
        if is_model(table.kind.get()) {
            note_parts(writing, table);
            for column in &table.columns {
                note_column(writing, table, column);
            }
            for key in &table.foreign_keys {
                note_foreign_key(writing, table, key);
            }
        } else {
            let reason = match table.kind.get() {
                Some(TableKind::Partition(_)) => "Prisma has no partitions",
                Some(TableKind::Foreign) => "Prisma has no foreign tables",
                Some(TableKind::Virtual(_)) => "Prisma has no virtual tables",
                Some(TableKind::Ordinary | TableKind::Partitioned) | None => continue,
            };
            writing.skip(ObjectPath::top(ObjectKind::Table, &table.name), reason);
        }
    }
}

fn note_objects(writing: &mut Writing<'_>, schema: &Schema) {
    let mut note = |kind, name: &QualifiedName, what: &str| {
        writing.skip(
            ObjectPath::top(kind, name),
            format!("Prisma does not manage {what}"),
        );
    };
    for view in &schema.views {
        note(ObjectKind::View, &view.name, "views");
    }
    for domain in &schema.domains {
        note(ObjectKind::Domain, &domain.name, "domains");
    }
    for composite in &schema.composites {
        note(
            ObjectKind::CompositeType,
            &composite.name,
            "composite types",
        );
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
        note(ObjectKind::Check, &name, "Prisma has no checks");
    }
    for exclusion in &table.exclusions {
        let name = label::of_exclusion(exclusion);
        note(
            ObjectKind::Exclusion,
            &name,
            "Prisma has no exclusion constraints",
        );
    }
    for trigger in &table.triggers {
        note(
            ObjectKind::Trigger,
            trigger.name.as_str(),
            "Prisma has no triggers",
        );
    }
    for policy in &table.policies {
        note(
            ObjectKind::Policy,
            policy.name.as_str(),
            "Prisma has no policies",
        );
    }
    let path = || ObjectPath::top(ObjectKind::Table, &table.name);
    let key = table.primary_key.get().and_then(Option::as_ref);
    if key.is_some_and(|key| key.include.get().is_some_and(|names| !names.is_empty())) {
        writing.skip(path(), "Prisma has no keys that carry columns along");
    }
    if table
        .row_security
        .get()
        .is_some_and(|security| security.is_enabled || security.is_forced)
    {
        writing.skip(path(), "Prisma cannot say that row-level security is on");
    }
    if matches!(table.partitioning.get(), Some(Some(_))) {
        writing.skip(path(), "Prisma cannot say how it is partitioned");
    }
    if matches!(table.comment.get(), Some(Some(_))) {
        writing.skip(path(), "its comment is kept as text of the file only");
    }
}

fn note_column(writing: &mut Writing<'_>, table: &Table, column: &Column) {
    let mut note = |reason: &str| {
        let path = ObjectPath::part(ObjectKind::Column, &table.name, column.name.as_str());
        writing.skip(path, reason);
    };
    if matches!(column.comment.get(), Some(Some(_))) {
        note("its comment is kept as text of the file only");
    }
    // What Prisma gives every table of MySQL by itself is said by saying nothing.
    if let Some(Some(collation)) = column.collation.get()
        && collation.as_str() != "utf8mb4_unicode_ci"
    {
        note("Prisma has no collations");
    }
    if matches!(column.on_update.get(), Some(Some(_))) {
        note("Prisma cannot say what an update stores in it");
    }
    if matches!(column.generated.get(), Some(Some(_))) {
        note("Prisma cannot say that it is generated");
    }
    if let Some(Some(Increment::Identity { .. })) = column.increment.get() {
        note("Prisma says that it numbers itself, but not that it is an identity column");
    }
    let is_list = column
        .data_type
        .get()
        .is_some_and(|column_type| column_type.shape.is_array());
    if is_list && column.is_nullable.get() == Some(&false) {
        note("Prisma cannot say that a list is `NOT NULL`");
    }
}

fn note_foreign_key(writing: &mut Writing<'_>, table: &Table, key: &ForeignKey) {
    let mut note = |reason: &str| {
        let name = label::of_foreign_key(key);
        writing.skip(
            ObjectPath::part(ObjectKind::ForeignKey, &table.name, name),
            reason,
        );
    };
    if matches!(
        key.validity.get(),
        Some(Validity::NotValid | Validity::NotEnforced)
    ) {
        note("Prisma cannot say that existing rows are not held to it");
    }
    if matches!(
        key.deferral.get(),
        Some(Deferral::InitiallyImmediate | Deferral::InitiallyDeferred)
    ) {
        note("Prisma cannot say that it may be deferred");
    }
}
