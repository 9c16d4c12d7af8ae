//! Owns what runs inside the database: functions and procedures.

use serde::{Deserialize, Serialize};

use crate::expression::Expression;
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
    /// The types of the arguments that tell overloads apart, without names, as the catalog prints
    /// them. Empty where there are no overloads.
    pub arguments: String,
    /// All parameters, those that only give a result among them.
    #[serde(default)]
    pub parameters: Stated<Vec<Parameter>>,
    /// The result type, as the catalog prints it; `None` for a procedure.
    pub result: Stated<Option<String>>,
    /// The language it is written in.
    pub language: Stated<String>,
    /// What it does, without the header.
    #[serde(default)]
    pub body: Stated<Expression>,
    /// What may change its result.
    #[serde(default)]
    pub volatility: Stated<Volatility>,
    /// Whether it has the rights of its owner (`SECURITY DEFINER`).
    #[serde(default)]
    pub has_owners_rights: Stated<bool>,
    /// Whether it gives NULL for any NULL without being run.
    #[serde(default)]
    pub is_strict: Stated<bool>,
    /// The settings that hold while it runs, each as `name = value`, sorted.
    #[serde(default)]
    pub settings: Stated<Vec<String>>,
    /// The whole definition.
    pub definition: Stated<String>,
    /// Where it is stated.
    #[serde(skip)]
    pub origin: Origin,
}

impl Routine {
    /// A routine of which nothing else is stated.
    pub fn new(name: QualifiedName, kind: RoutineKind, origin: Origin) -> Self {
        Self {
            name,
            kind,
            arguments: String::new(),
            parameters: Stated::NotStated,
            result: Stated::NotStated,
            language: Stated::NotStated,
            body: Stated::NotStated,
            volatility: Stated::NotStated,
            has_owners_rights: Stated::NotStated,
            is_strict: Stated::NotStated,
            settings: Stated::NotStated,
            definition: Stated::NotStated,
            origin,
        }
    }
}

/// A parameter of a routine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name, if it has one.
    pub name: Option<Name>,
    /// Which way its value goes.
    pub mode: ParameterMode,
    /// Its type, as the catalog prints it.
    pub data_type: String,
    /// What it is where a call leaves it out.
    pub default: Option<Expression>,
}

/// Which way the value of a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterMode {
    /// In.
    In,
    /// Out.
    Out,
    /// In and out.
    InOut,
    /// In, any number of times.
    Variadic,
}

/// What may change the result of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Volatility {
    /// Nothing but its arguments.
    Immutable,
    /// What is in the database.
    Stable,
    /// Anything.
    Volatile,
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
