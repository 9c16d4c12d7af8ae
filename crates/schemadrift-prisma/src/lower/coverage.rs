//! Owns what a Prisma schema can state about a database at all.

use schemadrift_core::coverage::{Completeness, Coverage, IndexFeatures};
use schemadrift_core::dialect::EnumStorage;

use crate::datasource::RelationMode;

use super::context::Context;

/// The coverage of a schema. Checks, triggers, policies, sequences, domains, comments and
/// partitions have no words in the language, so nothing is said of them.
pub(crate) fn of(context: &Context<'_, '_>, has_extensions: bool) -> Coverage {
    Coverage {
        tables: Completeness::Complete,
        columns: Completeness::Complete,
        views: Completeness::Partial,
        enums: match context.datasource.provider.engine().dialect().enums {
            EnumStorage::Native => Completeness::Complete,
            EnumStorage::Inline | EnumStorage::Text => Completeness::None,
        },
        indexes: Completeness::Complete,
        index_features: IndexFeatures {
            predicates: context.features.partial_indexes,
            ..IndexFeatures::default()
        },
        foreign_keys: match context.datasource.relation_mode {
            RelationMode::ForeignKeys => Completeness::Complete,
            // Prisma makes none, and a live one does its queries no harm.
            RelationMode::Prisma => Completeness::Partial,
        },
        extensions: if has_extensions {
            Completeness::Partial
        } else {
            Completeness::None
        },
        ..Coverage::default()
    }
}
