//! Owns SQL types that a program declares itself: which struct a path in a table means.

use crate::ast::{TableDecl, TypeStruct};

/// The structs of a program that stand for SQL types.
pub(super) struct CustomTypes(Vec<TypeStruct>);

/// What a path to a type means.
pub(super) enum Custom<'a> {
    /// This struct, which the table names with a path or imports by name.
    Named(&'a TypeStruct),
    /// This struct, if the name is not one of Diesel's own types.
    Global(&'a TypeStruct),
    /// Several structs with different types: nothing tells which.
    Ambiguous,
    /// No struct; the path ends with this name.
    Unknown(String),
}

impl CustomTypes {
    pub(super) fn new(types: Vec<TypeStruct>) -> Self {
        Self(types)
    }

    /// What the path of a type in a table means.
    pub(super) fn find(&self, segments: &[String], table: &TableDecl) -> Custom<'_> {
        let imported = match segments {
            [only] => table.imports.iter().find(|(name, _)| name == only),
            _ => None,
        };
        let path = imported.map_or(segments, |(_, path)| path);
        let Some((name, modules)) = path.split_last() else {
            return Custom::Unknown(String::new());
        };
        let mut candidates: Vec<&TypeStruct> = self
            .0
            .iter()
            .filter(|custom| &custom.name == name)
            .collect();
        // The module that the path names, and then the nearest one.
        let ending = modules.last().map(String::as_str);
        let ending = ending.filter(|part| !matches!(*part, "super" | "self" | "crate"));
        let in_named = |custom: &&TypeStruct| {
            ending.is_some() && custom.module.last().map(String::as_str) == ending
        };
        if candidates.iter().any(in_named) {
            candidates.retain(in_named);
        }
        let shared = |custom: &TypeStruct| {
            let pairs = custom.module.iter().zip(&table.module);
            pairs.take_while(|(one, other)| one == other).count()
        };
        if let Some(nearest) = candidates.iter().map(|custom| shared(custom)).max() {
            candidates.retain(|custom| shared(custom) == nearest);
        }
        match candidates.as_slice() {
            [] => Custom::Unknown(name.clone()),
            [first, others @ ..] => {
                let is_same = |other: &&TypeStruct| {
                    other.postgres == first.postgres
                        && other.mysql == first.mysql
                        && other.sqlite == first.sqlite
                };
                if !others.iter().all(is_same) {
                    Custom::Ambiguous
                } else if imported.is_some() || !modules.is_empty() {
                    Custom::Named(first)
                } else {
                    Custom::Global(first)
                }
            }
        }
    }
}
