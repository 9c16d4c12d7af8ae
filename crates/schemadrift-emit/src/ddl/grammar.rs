//! Owns what a database's DDL grammar has and lacks, as data: one file a database. Writers ask a
//! [`Grammar`] and never name a database.

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::{Dialect, Engine};
use schemadrift_core::model::{Column, ForeignKey, Index, Table};
use schemadrift_core::name::{Name, QualifiedName};

use crate::type_name::quoted;

/// One database's DDL.
pub(crate) struct Grammar {
    /// The database.
    pub(crate) engine: Engine,
    /// The text of a column's type; `None` where it cannot be said.
    pub(crate) column_type: fn(&ColumnType) -> Option<String>,
    /// An expression as the grammar takes it behind `DEFAULT`.
    pub(crate) default_term: fn(&str, &DataType) -> String,
    /// How a column that numbers itself is written.
    pub(crate) numbering: fn(&Table, &Column) -> Numbering,
    /// Whether types, sequences, extensions, routines and policies exist.
    pub(crate) has_catalog_objects: bool,
    /// Whether a table that only pairs others up has the pair as its primary key.
    pub(crate) has_pair_keys: bool,
    /// Whether a constraint can be added to an existing table.
    pub(crate) can_add_constraints: bool,
    /// Whether indexes have methods, operator classes, orders of NULLs and carried columns.
    pub(crate) has_index_details: bool,
    /// Whether views can store their rows.
    pub(crate) has_materialized_views: bool,
    /// Whether tables can be partitioned.
    pub(crate) has_partitions: bool,
    /// Where comments are written.
    pub(crate) comments: Comments,
    /// Whether a key of an index may be the beginning of a column.
    pub(crate) has_prefixes: bool,
    /// Whether the kind of an index is a word in front, such as `FULLTEXT`.
    pub(crate) has_index_kinds: bool,
    /// The word for an index that queries do not use, if there is one.
    pub(crate) hidden_index: Option<&'static str>,
    /// Whether checks can be written that nothing is held to.
    pub(crate) has_unenforced_checks: bool,
    /// What of a column's definition is written in this database's own way.
    pub(crate) column_style: ColumnStyle,
    /// Whether there are routines, and what has to be said before them.
    pub(crate) routines: Routines,
    /// Whether a table may have no column.
    pub(crate) allows_no_columns: bool,
    /// The name of an index that has none, where the grammar wants one.
    pub(crate) index_name: fn(&QualifiedName, &Index) -> Option<Name>,
    /// The name a constraint is written with; names that the database gives itself are left out.
    pub(crate) constraint_name: fn(&Name) -> Option<&Name>,
    /// Why a foreign key cannot be written as it is, if so.
    pub(crate) foreign_key_objection: fn(&ForeignKey) -> Option<&'static str>,
}

/// Whether a database keeps routines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Routines {
    /// It has none.
    None,
    /// Their bodies may speak of what comes later.
    Free,
    /// The same, once this was said.
    After(&'static str),
}

/// Where comments are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comments {
    /// In statements of their own.
    Statements,
    /// Beside what they are about.
    Inline,
    /// Nowhere.
    Nowhere,
}

/// What of a column's definition is written in a database's own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnStyle {
    /// As the standard has it.
    Standard,
    /// MySQL: how a column is generated comes before whether it may be NULL, and a `timestamp`
    /// that may be NULL says so.
    MySql,
    /// MariaDB: the same, and a generated column says nothing of NULL.
    MariaDb,
}

/// How a column that numbers itself is written.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    /// A type that stands for the whole, such as `serial`.
    pub(crate) type_text: Option<String>,
    /// What follows the type.
    pub(crate) clause: Option<String>,
    /// The clause holds the primary key.
    pub(crate) holds_primary_key: bool,
    /// What has to exist before the table.
    pub(crate) before: Option<String>,
    /// What is said once the table exists.
    pub(crate) after: Option<String>,
    /// What cannot be said.
    pub(crate) objection: Option<&'static str>,
}

impl Grammar {
    /// The facts about the database.
    pub(crate) fn dialect(&self) -> &'static Dialect {
        self.engine.dialect()
    }

    /// A name in quotes.
    pub(crate) fn quote(&self, name: &Name) -> String {
        self.dialect().quote(name.as_str())
    }

    /// A name with its schema, in quotes.
    pub(crate) fn quote_qualified(&self, name: &QualifiedName) -> String {
        quoted(self.engine, name)
    }

    /// `CONSTRAINT name ` with the space behind it, or nothing for a constraint without a name.
    pub(crate) fn constraint_prefix(&self, name: Option<&Name>) -> String {
        name.and_then(self.constraint_name)
            .map(|name| format!("CONSTRAINT {} ", self.quote(name)))
            .unwrap_or_default()
    }
}
