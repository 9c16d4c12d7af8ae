//! Owns the entries that say what is compared with what.

use std::fmt;

/// A source: `[[source]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceEntry {
    /// `KIND:PATH`, the path relative to the configuration's folder.
    pub source: String,
    /// The name of the database it is about, where there are several.
    pub database: Option<String>,
}

/// A live database: `[database]`, or `[database.NAME]` where there are several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseEntry {
    /// Its name in the configuration.
    pub name: Option<String>,
    /// Where it is.
    pub address: Address,
}

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// In this environment variable.
    Variable(String),
    /// At this URL, which may hold a password.
    Url(String),
}

impl fmt::Debug for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(variable) => write!(formatter, "Variable({variable})"),
            Self::Url(_) => formatter.write_str("Url(…)"),
        }
    }
}

/// What is read of the project's code, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeEntry {
    /// Whether it is read at all.
    pub is_read: bool,
    /// Globs of what is read; everything, if there are none.
    pub include: Vec<String>,
    /// Globs of what is not.
    pub exclude: Vec<String>,
    /// Names of Prisma clients, where nothing else tells.
    pub clients: Vec<String>,
}

impl Default for CodeEntry {
    fn default() -> Self {
        Self {
            is_read: true,
            include: Vec::new(),
            exclude: Vec::new(),
            clients: Vec::new(),
        }
    }
}
