//! Owns the address of a schema object in findings: its kind, schema, table and name.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::name::QualifiedName;

/// Kinds of objects a finding can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ObjectKind {
    /// The whole database.
    Database,
    /// A schema inside the database.
    Schema,
    /// An extension.
    Extension,
    /// A named enum type.
    Enum,
    /// A value of an enum.
    EnumValue,
    /// A domain.
    Domain,
    /// A composite type.
    CompositeType,
    /// A sequence.
    Sequence,
    /// A table.
    Table,
    /// A column.
    Column,
    /// A primary key.
    PrimaryKey,
    /// A unique constraint or unique index.
    Unique,
    /// An index.
    Index,
    /// A foreign key.
    ForeignKey,
    /// A check constraint.
    Check,
    /// An exclusion constraint.
    Exclusion,
    /// A view.
    View,
    /// A function or a procedure.
    Function,
    /// A trigger.
    Trigger,
    /// A row-level security policy.
    Policy,
    /// A partition.
    Partition,
    /// What somebody may do with an object.
    Grant,
    /// A migration.
    Migration,
    /// A model in code.
    Model,
    /// A field of a model in code.
    Field,
    /// A query in code.
    Query,
}

impl ObjectKind {
    /// The word used in reports and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Schema => "schema",
            Self::Extension => "extension",
            Self::Enum => "enum",
            Self::EnumValue => "enum-value",
            Self::Domain => "domain",
            Self::CompositeType => "composite-type",
            Self::Sequence => "sequence",
            Self::Table => "table",
            Self::Column => "column",
            Self::PrimaryKey => "primary-key",
            Self::Unique => "unique",
            Self::Index => "index",
            Self::ForeignKey => "foreign-key",
            Self::Check => "check",
            Self::Exclusion => "exclusion",
            Self::View => "view",
            Self::Function => "function",
            Self::Trigger => "trigger",
            Self::Policy => "policy",
            Self::Partition => "partition",
            Self::Grant => "grant",
            Self::Migration => "migration",
            Self::Model => "model",
            Self::Field => "field",
            Self::Query => "query",
        }
    }
}

impl fmt::Display for ObjectKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The address of an object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectPath {
    /// The schema, where the database has schemas.
    pub schema: Option<String>,
    /// The table (or view, or enum type) that the object is part of.
    pub table: Option<String>,
    /// What kind of object it is.
    pub kind: ObjectKind,
    /// Its own name.
    pub name: String,
}

impl ObjectPath {
    /// The address of an object that stands by itself.
    pub fn top(kind: ObjectKind, name: &QualifiedName) -> Self {
        Self {
            schema: name.schema.as_ref().map(ToString::to_string),
            table: None,
            kind,
            name: name.name.to_string(),
        }
    }

    /// The address of a part of a table, view or enum type.
    pub fn part(kind: ObjectKind, owner: &QualifiedName, name: impl Into<String>) -> Self {
        Self {
            schema: owner.schema.as_ref().map(ToString::to_string),
            table: Some(owner.name.to_string()),
            kind,
            name: name.into(),
        }
    }

    /// The address of the object that a report groups this one under: its table, or itself.
    pub fn group(&self) -> (Option<&str>, &str) {
        (
            self.schema.as_deref(),
            self.table.as_deref().unwrap_or(&self.name),
        )
    }
}

impl fmt::Display for ObjectPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.schema.as_deref(),
            self.table.as_deref(),
            Some(self.name.as_str()),
        ];
        for (index, part) in parts.into_iter().flatten().enumerate() {
            let separator = if index == 0 { "" } else { "." };
            write!(formatter, "{separator}{part}")?;
        }
        Ok(())
    }
}
