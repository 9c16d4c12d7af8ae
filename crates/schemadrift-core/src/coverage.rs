//! Owns coverage: which kinds of objects a source can state, and whether its silence about one
//! is a statement of absence.

use serde::{Deserialize, Serialize};

/// How much of a kind of object a source states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Completeness {
    /// The source never speaks of it.
    #[default]
    None,
    /// What it states exists; what it does not state may exist too.
    Partial,
    /// What it does not state does not exist.
    Complete,
}

/// What a source can state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Coverage {
    /// Tables.
    pub tables: Completeness,
    /// Columns of the tables it states.
    pub columns: Completeness,
    /// Views.
    pub views: Completeness,
    /// Named enum types.
    pub enums: Completeness,
    /// Whether the order of an enum's values is a claim, and not just the order in a file.
    pub enum_value_order: bool,
    /// Indexes and unique constraints whose features it can state, see [`IndexFeatures`].
    pub indexes: Completeness,
    /// Which indexes it can state.
    pub index_features: IndexFeatures,
    /// Foreign keys.
    pub foreign_keys: Completeness,
    /// Check constraints.
    pub checks: Completeness,
    /// Exclusion constraints.
    pub exclusions: Completeness,
    /// Sequences that no column owns.
    pub sequences: Completeness,
    /// Domains.
    pub domains: Completeness,
    /// Composite types.
    pub composites: Completeness,
    /// Extensions.
    pub extensions: Completeness,
    /// Functions and procedures.
    pub routines: Completeness,
    /// Triggers.
    pub triggers: Completeness,
    /// Policies and row-level security.
    pub policies: Completeness,
    /// Partitioning.
    pub partitioning: Completeness,
    /// Privileges.
    pub grants: Completeness,
}

impl Coverage {
    /// The coverage of a source that states everything, as a live catalog does.
    pub fn everything() -> Self {
        Self {
            tables: Completeness::Complete,
            columns: Completeness::Complete,
            views: Completeness::Complete,
            enums: Completeness::Complete,
            enum_value_order: true,
            indexes: Completeness::Complete,
            index_features: IndexFeatures::all(),
            foreign_keys: Completeness::Complete,
            checks: Completeness::Complete,
            exclusions: Completeness::Complete,
            sequences: Completeness::Complete,
            domains: Completeness::Complete,
            composites: Completeness::Complete,
            extensions: Completeness::Complete,
            routines: Completeness::Complete,
            triggers: Completeness::Complete,
            policies: Completeness::Complete,
            partitioning: Completeness::Complete,
            grants: Completeness::Complete,
        }
    }
}

/// Which indexes a source can state. An index that needs a feature the source lacks is never
/// extra to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct IndexFeatures {
    /// Indexes with a predicate.
    pub predicates: bool,
    /// Indexes with an expression as key.
    pub expressions: bool,
    /// Columns carried along.
    pub include: bool,
    /// Unique indexes in which NULLs are equal.
    pub nulls_not_distinct: bool,
    /// Where NULLs sort.
    pub nulls_order: bool,
    /// Collations of keys.
    pub collations: bool,
    /// Methods that belong to an extension.
    pub foreign_methods: bool,
}

impl IndexFeatures {
    /// Every feature.
    pub fn all() -> Self {
        Self {
            predicates: true,
            expressions: true,
            include: true,
            nulls_not_distinct: true,
            nulls_order: true,
            collations: true,
            foreign_methods: true,
        }
    }
}
