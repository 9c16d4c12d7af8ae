//! Owns partitioning: how a table is divided, and which part of it a partition is.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::expression::Expression;
use crate::name::QualifiedName;

/// How a table is partitioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partitioning {
    /// The method in upper case, such as `RANGE` or `LINEAR HASH`.
    pub method: String,
    /// The parts of the key, in order.
    pub key: Vec<Expression>,
}

impl fmt::Display for Partitioning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key: Vec<&str> = self.key.iter().map(|part| part.text.as_str()).collect();
        write!(formatter, "{} ({})", self.method, key.join(", "))
    }
}

/// A partition's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partition {
    /// The partitioned table.
    pub parent: QualifiedName,
    /// Which rows it holds.
    pub bound: PartitionBound,
}

/// Which rows a partition holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartitionBound {
    /// The bound as the catalog prints it.
    pub text: String,
    /// What was understood of it.
    pub values: PartitionValues,
}

/// The values of the key for which a partition holds the rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartitionValues {
    /// Those from the first on and below the second.
    Range {
        /// The first.
        from: Vec<Expression>,
        /// The first that is not in it any more.
        to: Vec<Expression>,
    },
    /// These.
    List(Vec<Expression>),
    /// Those whose hash has this remainder.
    Hash(String),
    /// All that no other partition holds.
    Others,
    /// The text was not understood.
    NotUnderstood,
}
