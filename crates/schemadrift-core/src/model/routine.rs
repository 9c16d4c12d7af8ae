//! Owns what runs inside the database and who may use it: routines and grants.

use serde::{Deserialize, Serialize};

use crate::name::{Name, QualifiedName};
use crate::origin::Origin;
use crate::stated::Stated;

/// A function or a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routine {
    /// Its name.
    pub name: QualifiedName,
    /// What kind of routine it is.
    pub kind: RoutineKind,
    /// The argument types that tell overloads apart, as the catalog prints them.
    pub arguments: String,
    /// The result type, as the catalog prints it.
    pub result: Stated<Option<String>>,
    /// The language it is written in.
    pub language: Stated<String>,
    /// The whole definition.
    pub definition: Stated<String>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

/// Kinds of routines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoutineKind {
    /// A function.
    Function,
    /// A procedure.
    Procedure,
    /// An aggregate.
    Aggregate,
    /// A window function.
    Window,
}

/// A privilege on an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The object, as the catalog names it.
    pub object: QualifiedName,
    /// Who holds it.
    pub grantee: Name,
    /// The privilege, in upper case.
    pub privilege: String,
    /// Whether it may be passed on.
    pub is_grantable: bool,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}
