//! Owns the neutral model: every kind of schema object, as any source may state it.
//!
//! The model can hold broken schemas: references between objects are names, resolved by whoever
//! compares, and the same name declared twice is kept twice.

mod column;
mod constraint;
mod decoding;
mod duplicate;
mod grant;
mod index;
mod partition;
mod policy;
mod routine;
mod table;
mod trigger;
mod types;
mod view;

use serde::{Deserialize, Serialize};

pub use column::{Column, DefaultValue, Generated, GeneratedStorage, Increment};
pub use constraint::{
    Check, Deferral, Exclusion, ForeignKey, PrimaryKey, ReferentialAction, Validity,
};
pub use decoding::Decoding;
pub use duplicate::Duplicate;
pub use grant::{Grant, GrantClass, GrantObject, Grants};
pub use index::{Index, IndexKey, IndexPart, NullsOrder, SortOrder};
pub use partition::{Partition, PartitionBound, PartitionValues, Partitioning};
pub use policy::{Policy, PolicyCommand, RowSecurity};
pub use routine::{Parameter, ParameterMode, Routine, RoutineKind, Volatility};
pub use table::{Table, TableKind};
pub use trigger::{
    Trigger, TriggerAction, TriggerEvent, TriggerFiring, TriggerShape, TriggerTiming,
};
pub use types::{Composite, Domain, EnumType, EnumValue, Extension, Sequence};
pub use view::View;

use crate::coverage::Coverage;
use crate::dialect::Engine;
use crate::name::Name;
use crate::origin::Origin;

/// Everything one source states about one database.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    /// The kind of database this is a schema of.
    pub engine: Engine,
    /// The schema that unqualified names live in, where the source knows it.
    pub default_namespace: Option<Name>,
    /// Whether this server takes names of tables that differ only in case for the same where its
    /// kind would not (`lower_case_table_names` of MySQL).
    #[serde(default)]
    pub folds_table_names: bool,
    /// The schemas (namespaces).
    #[serde(default)]
    pub namespaces: Vec<Namespace>,
    /// Tables of every kind.
    #[serde(default)]
    pub tables: Vec<Table>,
    /// Views and materialised views.
    #[serde(default)]
    pub views: Vec<View>,
    /// Named enum types.
    #[serde(default)]
    pub enums: Vec<EnumType>,
    /// Domains.
    #[serde(default)]
    pub domains: Vec<Domain>,
    /// Composite types.
    #[serde(default)]
    pub composites: Vec<Composite>,
    /// Sequences that no column owns.
    #[serde(default)]
    pub sequences: Vec<Sequence>,
    /// Extensions.
    #[serde(default)]
    pub extensions: Vec<Extension>,
    /// Functions and procedures.
    #[serde(default)]
    pub routines: Vec<Routine>,
    /// Privileges.
    #[serde(default)]
    pub grants: Grants,
    /// Definitions to no effect.
    #[serde(default)]
    pub duplicates: Vec<Duplicate>,
    /// What this source can state at all.
    pub coverage: Coverage,
    /// What was not understood and may touch any object.
    #[serde(default)]
    pub taints: Vec<Taint>,
}

impl Schema {
    /// A schema that states nothing yet.
    pub fn empty(engine: Engine, coverage: Coverage) -> Self {
        Self {
            engine,
            default_namespace: None,
            folds_table_names: false,
            namespaces: Vec::new(),
            tables: Vec::new(),
            views: Vec::new(),
            enums: Vec::new(),
            domains: Vec::new(),
            composites: Vec::new(),
            sequences: Vec::new(),
            extensions: Vec::new(),
            routines: Vec::new(),
            grants: Grants::default(),
            duplicates: Vec::new(),
            coverage,
            taints: Vec::new(),
        }
    }
}

/// A schema inside the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Namespace {
    /// Its name.
    pub name: Name,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

/// How far something reaches that was not understood.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// There may be more than what was read, and that holds.
    #[default]
    More,
    /// What was read may have been changed since, or taken away.
    Everything,
}

/// A mark on an object: the reader did not understand something that may change it, so nothing
/// about it may be called equal or missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taint {
    /// What was not understood, as one clause.
    pub reason: String,
    /// How far it reaches.
    #[serde(default)]
    pub reach: Reach,
    /// The place.
    #[serde(skip)]
    pub origin: Origin,
}
