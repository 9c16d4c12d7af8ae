//! Owns named types and the other objects a schema holds beside tables: enums, domains,
//! composites, sequences, extensions.

use serde::{Deserialize, Serialize};

use super::{Check, Column, DefaultValue, Taint};
use crate::data_type::ColumnType;
use crate::name::{Name, QualifiedName};
use crate::origin::Origin;
use crate::stated::Stated;

/// A named enum type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnumType {
    /// The type's name in the database.
    pub name: QualifiedName,
    /// The name in the code, where it has another one.
    pub alias: Option<String>,
    /// The values, in sort order.
    pub values: Vec<EnumValue>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
    /// What was not understood about it.
    #[serde(default)]
    pub taints: Vec<Taint>,
}

/// One value of an enum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnumValue {
    /// The label in the database.
    pub label: String,
    /// The name in the code, where it has another one.
    pub alias: Option<String>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

/// A domain: a type with rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    /// Its name.
    pub name: QualifiedName,
    /// The type beneath.
    pub base: ColumnType,
    /// Whether NULL is allowed.
    pub is_nullable: Stated<bool>,
    /// Its default.
    pub default: Stated<Option<DefaultValue>>,
    /// Its checks.
    pub checks: Vec<Check>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

/// A composite type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Composite {
    /// Its name.
    pub name: QualifiedName,
    /// Its fields, in order.
    pub fields: Vec<Column>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

/// A sequence that no column owns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence {
    /// Its name.
    pub name: QualifiedName,
    /// The type of its numbers.
    pub data_type: Stated<ColumnType>,
    /// First number.
    pub start: Stated<i64>,
    /// Step.
    pub increment: Stated<i64>,
    /// Smallest number.
    pub minimum: Stated<i64>,
    /// Largest number.
    pub maximum: Stated<i64>,
    /// Numbers handed out at once.
    pub cache: Stated<i64>,
    /// Whether it starts again.
    pub is_cycling: Stated<bool>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

/// An extension of the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Its name.
    pub name: Name,
    /// The schema its objects live in.
    pub schema: Stated<Name>,
    /// Its version.
    pub version: Stated<String>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}
