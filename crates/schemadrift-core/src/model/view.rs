//! Owns views and materialised views.

use serde::{Deserialize, Serialize};

use super::{Column, Index, Taint, Trigger};
use crate::expression::Expression;
use crate::name::QualifiedName;
use crate::origin::Origin;
use crate::stated::Stated;

/// A view.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The name in the database.
    pub name: QualifiedName,
    /// The name in the code, where it has another one.
    pub alias: Option<String>,
    /// Whether its rows are stored.
    pub is_materialized: Stated<bool>,
    /// The columns. Databases know no nullability for them.
    pub columns: Vec<Column>,
    /// The query.
    pub definition: Stated<Expression>,
    /// Indexes of a materialised view.
    pub indexes: Vec<Index>,
    /// Triggers, which may write through it.
    #[serde(default)]
    pub triggers: Vec<Trigger>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
    /// What was not understood about it.
    #[serde(default)]
    pub taints: Vec<Taint>,
}
