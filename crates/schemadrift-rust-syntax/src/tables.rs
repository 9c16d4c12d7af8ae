//! Owns how the code of a program names a table: what readers of declarations hand to readers of
//! code. It knows the libraries by the shape of what they generate alone.

use schemadrift_core::name::QualifiedName;

/// A table or view that a program declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustTable {
    /// What the library generates of it.
    pub shape: TableShape,
    /// The file that declares it.
    pub file: String,
    /// The module that is generated, or in which the items of an entity stand, below the root of
    /// its crate.
    pub module: Vec<String>,
    /// The table in the database.
    pub table: QualifiedName,
    /// Its columns.
    pub columns: Vec<RustColumn>,
}

/// What a library generates of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableShape {
    /// A module of Diesel, with a unit struct for the table and for each column.
    Module,
    /// An entity of SeaORM, under this name, beside `Column`, `Model` and `ActiveModel`.
    Entity(String),
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustColumn {
    /// The unit struct, or the field of `Model`.
    pub name: String,
    /// The variant of `Column`; of Diesel, the name again.
    pub variant: String,
    /// The column in the database.
    pub column: String,
}
