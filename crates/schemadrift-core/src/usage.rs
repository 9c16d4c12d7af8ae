//! Owns what application code uses of a database: each place with what it names there. Nothing
//! here reads code; whoever does fills it in.

use crate::name::QualifiedName;
use crate::origin::Location;

/// What the code of a project uses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// Places that use what the sources or the database have.
    pub known: Vec<KnownUse>,
    /// Places that use what exists nowhere.
    pub unknown: Vec<UnknownUse>,
    /// How much was read.
    pub tally: UsageTally,
    /// Renames that migrations carry out, old name first.
    pub renames: Vec<Rename>,
}

/// A place that uses an object of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownUse {
    /// The token that names it.
    pub place: Location,
    /// Whether it is written.
    pub is_write: bool,
    /// What is used.
    pub object: UsedObject,
}

/// An object that is used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UsedObject {
    /// A table or a view.
    Table(QualifiedName),
    /// Every column that the code declares of a table or a view: what a client reads unless it is
    /// told which fields it should.
    Row(QualifiedName),
    /// A column.
    Column {
        /// Its table or view.
        table: QualifiedName,
        /// Its name.
        column: String,
    },
    /// A value of an enum.
    EnumValue {
        /// The type.
        of: QualifiedName,
        /// The value.
        value: String,
    },
}

/// A place that uses what exists nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownUse {
    /// The token that names it.
    pub place: Location,
    /// Whether it is written.
    pub is_write: bool,
    /// What the code calls it.
    pub name: UnknownName,
    /// What there is in its stead: names of the same kind, in the same place.
    pub candidates: Vec<String>,
}

/// A name that means nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnknownName {
    /// A model of a Prisma schema.
    Model {
        /// The model's name, as a schema would spell it.
        model: String,
        /// The schema whose client is asked for it.
        schema: String,
    },
    /// A field of a model.
    Field {
        /// The model.
        model: String,
        /// The field.
        field: String,
    },
    /// A table or view in SQL.
    Table(QualifiedName),
    /// A column in SQL.
    Column {
        /// Its table, if only one is possible.
        table: Option<QualifiedName>,
        /// The column.
        column: String,
    },
    /// A value of an enum.
    EnumValue {
        /// The enum.
        of: String,
        /// The value.
        value: String,
    },
}

/// A name that a migration changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// The table that a column belongs to; none for a table itself.
    pub table: Option<String>,
    /// The name before.
    pub from: String,
    /// The name after.
    pub to: String,
    /// The statement.
    pub place: Location,
}

/// How much code was read, and of how much nothing can be said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UsageTally {
    /// Files that were looked at.
    pub files: usize,
    /// Calls of Prisma clients that were met, those too of which nothing tells that they are some.
    pub calls_met: usize,
    /// Those that were followed to a model.
    pub calls: usize,
    /// Those of which every name was looked up.
    pub calls_whole: usize,
    /// Names that were resolved, in calls and in SQL.
    pub names: usize,
    /// What no claim is made about.
    pub unresolved: Vec<UnresolvedUse>,
}

impl UsageTally {
    /// How often each reason stands in the way, the most frequent first.
    pub fn by_reason(&self) -> Vec<(&'static str, usize)> {
        let mut reasons: Vec<(&'static str, usize)> = Vec::new();
        for entry in &self.unresolved {
            match reasons
                .iter_mut()
                .find(|(reason, _)| *reason == entry.reason)
            {
                Some((_, number)) => *number += 1,
                None => reasons.push((entry.reason, 1)),
            }
        }
        reasons.sort_by_key(|(reason, number)| (std::cmp::Reverse(*number), *reason));
        reasons
    }
}

/// A part of the code that no claim is made about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnresolvedUse {
    /// Where.
    pub place: Location,
    /// Why not, as one clause.
    pub reason: &'static str,
}
