//! Owns indexes, and unique constraints, which are indexes with a promise.

use serde::{Deserialize, Serialize};

use super::Validity;
use crate::expression::Expression;
use crate::name::Name;
use crate::origin::Origin;
use crate::stated::Stated;

/// An index or a unique constraint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// The name; secondary, since indexes are matched by content first.
    pub name: Stated<Name>,
    /// Whether no two rows may agree on the keys.
    pub is_unique: bool,
    /// Whether it is declared as a constraint; `UNIQUE` constraints and unique indexes promise
    /// the same.
    pub is_constraint: Stated<bool>,
    /// The access method in lower case: `btree`, `gin`, `fulltext`.
    pub method: Stated<String>,
    /// The keys, in order.
    pub parts: Vec<IndexPart>,
    /// Columns carried along without being keys.
    pub include: Stated<Vec<Name>>,
    /// The predicate of a partial index; `Some(None)` states that the index is total.
    pub predicate: Stated<Option<Expression>>,
    /// Whether NULLs count as equal.
    pub is_nulls_not_distinct: Stated<bool>,
    /// Whether the index is usable.
    pub validity: Stated<Validity>,
    /// Whether the query planner may use it (MySQL).
    pub is_visible: Stated<bool>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

impl Index {
    /// A plain index over columns that states nothing else.
    pub fn over_columns<N: Into<Name>>(
        columns: impl IntoIterator<Item = N>,
        origin: Origin,
    ) -> Self {
        Self {
            name: Stated::NotStated,
            is_unique: false,
            is_constraint: Stated::NotStated,
            method: Stated::NotStated,
            parts: columns.into_iter().map(IndexPart::column).collect(),
            include: Stated::NotStated,
            predicate: Stated::NotStated,
            is_nulls_not_distinct: Stated::NotStated,
            validity: Stated::NotStated,
            is_visible: Stated::NotStated,
            origin,
        }
    }

    /// Whether the index is partial, as far as is stated.
    pub fn is_partial(&self) -> bool {
        matches!(self.predicate.get(), Some(Some(_)))
    }

    /// Whether a key of it is an expression.
    pub fn has_expression_key(&self) -> bool {
        self.parts
            .iter()
            .any(|part| matches!(part.key, IndexKey::Expression(_)))
    }
}

/// One key of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexPart {
    /// What is indexed.
    pub key: IndexKey,
    /// Direction.
    pub order: Stated<SortOrder>,
    /// Where NULLs sort.
    pub nulls: Stated<NullsOrder>,
    /// The operator class; `Some(None)` states the method's default.
    pub operator_class: Stated<Option<Name>>,
    /// The parameters of the operator class as PostgreSQL's catalog keeps them, `siglen=32`,
    /// sorted.
    #[serde(default)]
    pub operator_class_parameters: Stated<Vec<String>>,
    /// The collation; `Some(None)` states the column's own.
    pub collation: Stated<Option<Name>>,
    /// Number of leading characters or bytes indexed; `Some(None)` states the whole value.
    pub prefix: Stated<Option<u32>>,
}

impl IndexPart {
    /// A column as key, nothing else stated.
    pub fn column(name: impl Into<Name>) -> Self {
        Self::of(IndexKey::Column(name.into()))
    }

    /// A key, nothing else stated.
    pub fn of(key: IndexKey) -> Self {
        Self {
            key,
            order: Stated::NotStated,
            nulls: Stated::NotStated,
            operator_class: Stated::NotStated,
            operator_class_parameters: Stated::NotStated,
            collation: Stated::NotStated,
            prefix: Stated::NotStated,
        }
    }
}

/// What an index key is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IndexKey {
    /// A column.
    Column(Name),
    /// An expression over columns.
    Expression(Expression),
}

/// Direction of an index key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SortOrder {
    /// Ascending.
    Ascending,
    /// Descending.
    Descending,
}

/// Where NULLs sort in an index key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NullsOrder {
    /// Before all values.
    First,
    /// After all values.
    Last,
}
