//! Owns tables and what hangs on them.

use serde::{Deserialize, Serialize};

use super::{
    Check, Column, Exclusion, ForeignKey, Index, Partition, Partitioning, Policy, PrimaryKey,
    RowSecurity, Taint, Trigger,
};
use crate::name::{Name, QualifiedName};
use crate::origin::Origin;
use crate::stated::Stated;

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The name in the database.
    pub name: QualifiedName,
    /// The name in the code, where it differs in kind: a Prisma model, an entity.
    pub alias: Option<String>,
    /// What kind of table it is.
    pub kind: Stated<TableKind>,
    /// The code has one word for everything that gives rows, and has to name a key for it: a view
    /// may stand here as well, and the key need not be one of the database.
    #[serde(default)]
    pub is_any_relation: bool,
    /// The order of the columns of its primary key and uniques is just that of the file, and no
    /// claim.
    #[serde(default)]
    pub ignores_key_order: bool,
    /// The columns, in declared order.
    pub columns: Vec<Column>,
    /// Columns that the code knows of and leaves alone: they may be there or not.
    #[serde(default)]
    pub ignored_columns: Vec<Name>,
    /// The primary key; `Some(None)` states that there is none.
    pub primary_key: Stated<Option<PrimaryKey>>,
    /// Indexes and unique constraints alike, see [`Index::is_unique`]. The index behind the
    /// primary key is not among them.
    pub indexes: Vec<Index>,
    /// Foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
    /// Check constraints.
    pub checks: Vec<Check>,
    /// Exclusion constraints.
    pub exclusions: Vec<Exclusion>,
    /// Triggers.
    pub triggers: Vec<Trigger>,
    /// Row-level security policies.
    pub policies: Vec<Policy>,
    /// Whether row-level security is on.
    pub row_security: Stated<RowSecurity>,
    /// How the table is partitioned; `Some(None)` states that it is not.
    pub partitioning: Stated<Option<Partitioning>>,
    /// The comment; `Some(None)` states that there is none.
    pub comment: Stated<Option<String>>,
    /// Where the table is stated.
    #[serde(skip)]
    pub origin: Origin,
    /// What was not understood about it.
    #[serde(default)]
    pub taints: Vec<Taint>,
}

impl Table {
    /// A table that states only its name.
    pub fn new(name: QualifiedName, origin: Origin) -> Self {
        Self {
            name,
            alias: None,
            kind: Stated::NotStated,
            is_any_relation: false,
            ignores_key_order: false,
            columns: Vec::new(),
            ignored_columns: Vec::new(),
            primary_key: Stated::NotStated,
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
            exclusions: Vec::new(),
            triggers: Vec::new(),
            policies: Vec::new(),
            row_security: Stated::NotStated,
            partitioning: Stated::NotStated,
            comment: Stated::NotStated,
            origin,
            taints: Vec::new(),
        }
    }

    /// The columns of the primary key; none where there is no key or nothing is stated.
    pub fn primary_key_columns(&self) -> &[Name] {
        match self.primary_key.get() {
            Some(Some(key)) => &key.columns,
            Some(None) | None => &[],
        }
    }

    /// The column of this exact name.
    pub fn column(&self, name: &Name) -> Option<&Column> {
        self.columns.iter().find(|column| &column.name == name)
    }
}

/// Kinds of tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableKind {
    /// An ordinary table.
    Ordinary,
    /// A partitioned table: the parent that holds no rows itself.
    Partitioned,
    /// A partition of another table.
    Partition(Partition),
    /// A table whose rows live elsewhere.
    Foreign,
    /// A table served by a module (SQLite's virtual tables), with the module's name.
    Virtual(String),
}
