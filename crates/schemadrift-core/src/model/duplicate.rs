//! Owns definitions to no effect: what a source states once more of an object that it has stated.

use serde::{Deserialize, Serialize};

use crate::name::{Name, QualifiedName};
use crate::origin::Origin;

/// A table that is defined once more where it exists, so that the first definition holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// The table.
    pub table: QualifiedName,
    /// Columns that only one of both definitions has, or that differ in type.
    pub differing: Vec<Name>,
    /// The definition that holds.
    #[serde(skip)]
    pub first: Origin,
    /// The one to no effect.
    #[serde(skip)]
    pub second: Origin,
}
