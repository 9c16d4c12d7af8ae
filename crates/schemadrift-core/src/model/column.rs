//! Owns columns: type, nullability, default, numbering, generation.

use serde::{Deserialize, Serialize};

use crate::data_type::ColumnType;
use crate::expression::Expression;
use crate::name::{Name, QualifiedName};
use crate::origin::Origin;
use crate::stated::Stated;

use super::Decoding;

/// A column of a table or a view.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// The name in the database.
    pub name: Name,
    /// The name in the code, where it has another one.
    pub alias: Option<String>,
    /// The type.
    pub data_type: Stated<ColumnType>,
    /// What whoever reads the column makes of values of another type.
    #[serde(default, skip_serializing_if = "Decoding::is_converting")]
    pub decoding: Decoding,
    /// Whether the column may hold NULL.
    pub is_nullable: Stated<bool>,
    /// The default that the database applies; `Some(None)` states that there is none.
    pub default: Stated<Option<DefaultValue>>,
    /// What an update stores that leaves the column out (MySQL's `ON UPDATE CURRENT_TIMESTAMP`);
    /// `Some(None)` states that the value stays.
    #[serde(default)]
    pub on_update: Stated<Option<Expression>>,
    /// Who numbers the column; `Some(None)` states that nobody does.
    pub increment: Stated<Option<Increment>>,
    /// The generation expression; `Some(None)` states that the column is not generated.
    pub generated: Stated<Option<Generated>>,
    /// The collation; `Some(None)` states the default one.
    pub collation: Stated<Option<Name>>,
    /// The comment; `Some(None)` states that there is none.
    pub comment: Stated<Option<String>>,
    /// The client fills the column on insert, so that a missing default does not fail writes.
    #[serde(default)]
    pub is_client_filled: bool,
    /// The client neither reads nor writes the column: only SQL that is written by hand does.
    #[serde(default)]
    pub is_raw_sql_only: bool,
    /// The server made the column for a table without a key, and hides it from whoever does not name
    /// it (MySQL's `sql_generate_invisible_primary_key`): nobody declares it, and nobody misses it.
    #[serde(default)]
    pub is_made_by_server: bool,
    /// Whether updates and deletes through the column's view reach it. Columns of tables do not
    /// state it: they always take writes, unless they are generated.
    #[serde(default)]
    pub is_writable: Stated<bool>,
    /// Where the column is stated.
    #[serde(skip)]
    pub origin: Origin,
    /// Where its type is stated, if that is a place of its own.
    #[serde(skip)]
    pub type_origin: Option<Origin>,
    /// Where its default is stated, if that is a place of its own.
    #[serde(skip)]
    pub default_origin: Option<Origin>,
}

impl Column {
    /// A column that states only its name.
    pub fn new(name: impl Into<Name>, origin: Origin) -> Self {
        Self {
            name: name.into(),
            alias: None,
            data_type: Stated::NotStated,
            decoding: Decoding::Converting,
            is_nullable: Stated::NotStated,
            default: Stated::NotStated,
            on_update: Stated::NotStated,
            increment: Stated::NotStated,
            generated: Stated::NotStated,
            collation: Stated::NotStated,
            comment: Stated::NotStated,
            is_client_filled: false,
            is_raw_sql_only: false,
            is_made_by_server: false,
            is_writable: Stated::NotStated,
            origin,
            type_origin: None,
            default_origin: None,
        }
    }

    /// Whether an insert that leaves the column out can succeed, as far as is stated.
    pub fn can_be_left_out(&self) -> bool {
        self.is_nullable.is_true() || self.is_filled()
    }

    /// Whether the database fills the column by itself, as far as is stated.
    pub fn is_filled(&self) -> bool {
        matches!(self.default.get(), Some(Some(_)))
            || matches!(self.increment.get(), Some(Some(_)))
            || matches!(self.generated.get(), Some(Some(_)))
    }
}

/// A default value in the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefaultValue {
    /// This expression.
    Expression(Expression),
    /// Some default exists; the source does not say which (`dbgenerated()` in Prisma).
    Unknown,
}

/// Who numbers a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Increment {
    /// The database, in whatever way (`autoincrement()` in Prisma, `AUTO_INCREMENT`,
    /// `AUTOINCREMENT`).
    Auto,
    /// SQLite's rowid, without `AUTOINCREMENT`: numbered, but numbers may be used again.
    RowId,
    /// A sequence that the column owns (`serial`).
    Serial {
        /// The sequence.
        sequence: QualifiedName,
    },
    /// An identity column.
    Identity {
        /// `GENERATED ALWAYS`: the code may not write the column.
        is_always: bool,
    },
}

/// A generated column's expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generated {
    /// The expression.
    pub expression: Expression,
    /// Whether it is stored.
    pub storage: Stated<GeneratedStorage>,
}

/// Where a generated column's value lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GeneratedStorage {
    /// Written with the row.
    Stored,
    /// Computed when read.
    Virtual,
}
