//! Owns how findings name a migration.

use schemadrift_core::migration::Status;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::origin::Origin;

/// The address of a migration.
pub(super) fn migration_path(status: &Status) -> ObjectPath {
    ObjectPath::top(
        ObjectKind::Migration,
        &QualifiedName::bare(status.label.as_str()),
    )
}

/// Where it lies on disk. Its first line stands for the whole.
pub(super) fn places(status: &Status) -> Option<Origin> {
    let location = status.location.as_ref()?;
    Some(Origin::Enclosing(location.clone()))
}
