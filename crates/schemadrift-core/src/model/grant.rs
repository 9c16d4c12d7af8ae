//! Owns privileges: who may do what with which object.

use serde::{Deserialize, Serialize};

use super::Taint;
use crate::name::{Name, QualifiedName};
use crate::origin::Origin;

/// A privilege on an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What it is a privilege on.
    pub object: GrantObject,
    /// The only column that it is about; a privilege on the whole object names none.
    #[serde(default)]
    pub column: Option<Name>,
    /// Who holds it: a role, `public` for everybody, an account of MySQL as `name@host`, without a
    /// host where it holds for every one.
    pub grantee: Name,
    /// The privilege, in upper case; [`Grant::EVERY`] for those that only newer servers know.
    pub privilege: String,
    /// Whether it may be passed on.
    #[serde(default)]
    pub is_grantable: bool,
    /// Whether it is held, or may be, without anybody having granted it: the owner's own, and what
    /// a server grants by itself. It is enough for who expects it, and too much for nobody.
    #[serde(default)]
    pub is_implied: bool,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

impl Grant {
    /// What `ALL` says beside the privileges that every version of a server knows.
    pub const EVERY: &'static str = "ALL";
    /// The grantee that stands for everybody.
    pub const PUBLIC: &'static str = "public";
}

/// What a privilege is on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GrantObject {
    /// The whole database, where it holds no schemas (MySQL).
    Database,
    /// A schema.
    Schema(Name),
    /// A table or a view of any kind.
    Table(QualifiedName),
    /// A sequence.
    Sequence(QualifiedName),
    /// A function or a procedure.
    Routine {
        /// Its name.
        name: QualifiedName,
        /// The types of its arguments, as the catalog prints them.
        arguments: String,
    },
}

impl GrantObject {
    /// What kind of object it is.
    pub fn class(&self) -> GrantClass {
        match self {
            Self::Database => GrantClass::Database,
            Self::Schema(_) => GrantClass::Schema,
            Self::Table(_) => GrantClass::Table,
            Self::Sequence(_) => GrantClass::Sequence,
            Self::Routine { .. } => GrantClass::Routine,
        }
    }
}

/// Kinds of objects that have privileges of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GrantClass {
    /// The whole database, where it holds no schemas.
    Database,
    /// Schemas.
    Schema,
    /// Tables and views.
    Table,
    /// Sequences.
    Sequence,
    /// Functions and procedures.
    Routine,
}

/// Every privilege that a source states.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Grants {
    /// The privileges.
    pub held: Vec<Grant>,
    /// What was not understood of them.
    pub taints: Vec<Taint>,
}
