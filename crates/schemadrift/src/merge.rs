//! Owns the union of several sources that speak about one database.

use schemadrift_core::coverage::{Completeness, Coverage, IndexFeatures};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;

/// Everything that the schemas state together; `None` if there is none.
///
/// What one source leaves out another may state, so silence is a claim only where it is one for
/// every source.
pub(crate) fn merge<'a>(schemas: impl IntoIterator<Item = &'a Schema>) -> Option<Schema> {
    let mut schemas = schemas.into_iter();
    let mut merged = schemas.next()?.clone();
    for schema in schemas {
        merged.default_namespace = merged
            .default_namespace
            .or_else(|| schema.default_namespace.clone());
        merged.namespaces.extend(schema.namespaces.iter().cloned());
        merged.tables.extend(schema.tables.iter().cloned());
        merged.views.extend(schema.views.iter().cloned());
        merged.enums.extend(schema.enums.iter().cloned());
        merged.domains.extend(schema.domains.iter().cloned());
        merged.composites.extend(schema.composites.iter().cloned());
        merged.sequences.extend(schema.sequences.iter().cloned());
        merged.extensions.extend(schema.extensions.iter().cloned());
        merged.routines.extend(schema.routines.iter().cloned());
        merged.grants.extend(schema.grants.iter().cloned());
        merged.taints.extend(schema.taints.iter().cloned());
        merged.coverage = common(&merged.coverage, &schema.coverage);
    }
    Some(merged)
}

/// The first schema that is for another engine than this one.
pub(crate) fn other_engine<'a>(
    schemas: impl IntoIterator<Item = (&'a str, &'a Schema)>,
    engine: Engine,
) -> Option<(String, Engine)> {
    schemas
        .into_iter()
        .find(|(_, schema)| schema.engine != engine)
        .map(|(place, schema)| (place.to_owned(), schema.engine))
}

fn common(one: &Coverage, other: &Coverage) -> Coverage {
    let least = |one: Completeness, other: Completeness| match (one, other) {
        (Completeness::Complete, Completeness::Complete) => Completeness::Complete,
        (Completeness::None, Completeness::None) => Completeness::None,
        _ => Completeness::Partial,
    };
    Coverage {
        // Each source lists its own tables whole; together they list all of them.
        tables: least(one.tables, other.tables),
        columns: least(one.columns, other.columns),
        views: least(one.views, other.views),
        enums: least(one.enums, other.enums),
        enum_value_order: one.enum_value_order && other.enum_value_order,
        indexes: least(one.indexes, other.indexes),
        index_features: common_features(one.index_features, other.index_features),
        foreign_keys: least(one.foreign_keys, other.foreign_keys),
        checks: least(one.checks, other.checks),
        exclusions: least(one.exclusions, other.exclusions),
        sequences: least(one.sequences, other.sequences),
        domains: least(one.domains, other.domains),
        composites: least(one.composites, other.composites),
        extensions: least(one.extensions, other.extensions),
        routines: least(one.routines, other.routines),
        triggers: least(one.triggers, other.triggers),
        policies: least(one.policies, other.policies),
        partitioning: least(one.partitioning, other.partitioning),
        grants: least(one.grants, other.grants),
    }
}

fn common_features(one: IndexFeatures, other: IndexFeatures) -> IndexFeatures {
    IndexFeatures {
        predicates: one.predicates && other.predicates,
        expressions: one.expressions && other.expressions,
        include: one.include && other.include,
        nulls_not_distinct: one.nulls_not_distinct && other.nulls_not_distinct,
        nulls_order: one.nulls_order && other.nulls_order,
        collations: one.collations && other.collations,
        foreign_methods: one.foreign_methods && other.foreign_methods,
    }
}
