//! Owns the changes of privileges.

use schemadrift_core::model::GrantClass;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;

/// `GRANT` and `REVOKE` on objects, and what else changes who may do what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantChange {
    /// Privileges are given or taken.
    Known(Box<Granting>),
    /// Something about privileges is not known.
    Unclear {
        /// What, as one clause.
        reason: String,
        /// Whether it may have taken privileges away, too.
        may_revoke: bool,
        /// Where it stands.
        origin: Origin,
    },
}

/// One `GRANT` or `REVOKE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granting {
    /// What is done.
    pub action: GrantAction,
    /// The privileges.
    pub privileges: Vec<Privilege>,
    /// On what.
    pub objects: GrantedObjects,
    /// To or from whom.
    pub grantees: Vec<Name>,
    /// Where it stands.
    pub origin: Origin,
}

impl Granting {
    /// The same where it is not known for whom, or whether at all.
    pub(crate) fn in_doubt(&self, reason: &str) -> GrantChange {
        GrantChange::Unclear {
            reason: reason.to_owned(),
            may_revoke: !matches!(self.action, GrantAction::Give { .. }),
            origin: self.origin.clone(),
        }
    }
}

/// What is done with privileges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantAction {
    /// They are given.
    Give {
        /// `WITH GRANT OPTION`.
        is_grantable: bool,
    },
    /// They are taken away.
    Take,
    /// They may no longer be passed on.
    TakeOption,
}

/// A privilege as a statement names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Privilege {
    /// Its name in upper case; `ALL` for every one.
    pub name: String,
    /// The columns it is for; none where it is for the whole object.
    pub columns: Vec<Name>,
}

/// What privileges are given on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantedObjects {
    /// Objects by name.
    Named(GrantClass, Vec<GrantedName>),
    /// `ALL TABLES IN SCHEMA` and the like: all that there are at the moment.
    AllIn(GrantClass, Vec<Name>),
    /// Everything that the account has anything on (MySQL).
    Everything,
}

/// An object by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantedName {
    /// The name.
    pub name: QualifiedName,
    /// The types of a routine's arguments, where they are written.
    pub arguments: Option<String>,
}
