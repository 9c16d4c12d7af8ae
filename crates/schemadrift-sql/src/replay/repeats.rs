//! Owns keys that one statement declares more than once: PostgreSQL makes one index of them, which
//! is the primary key if that is among them, and has a name that any of them states
//! (`transformIndexConstraints`; `UNIQUE PRIMARY KEY` is the common case).

use schemadrift_core::model::{Index, IndexKey, PrimaryKey};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;

use crate::change::Constraint;

/// Leaves of each key one constraint. The primary key stands in front of the others.
pub(super) fn merge(constraints: &mut Vec<Constraint>) {
    let mut merged: Vec<Constraint> = Vec::with_capacity(constraints.len());
    for constraint in constraints.drain(..) {
        let same = merged.iter_mut().find(|other| is_same(other, &constraint));
        match same {
            Some(kept) => take_name(kept, &constraint),
            None => merged.push(constraint),
        }
    }
    *constraints = merged;
}

fn is_same(one: &Constraint, other: &Constraint) -> bool {
    match (one, other) {
        (Constraint::PrimaryKey(key), Constraint::Unique(index)) => is_key(index, key),
        (Constraint::Unique(one), Constraint::Unique(other)) => {
            one.parts == other.parts
                && one.include.get() == other.include.get()
                && one.is_nulls_not_distinct.get() == other.is_nulls_not_distinct.get()
        }
        _ => false,
    }
}

fn is_key(index: &Index, key: &PrimaryKey) -> bool {
    let has_more =
        index.include.get() != key.include.get() || index.is_nulls_not_distinct.is_true();
    let columns: Option<Vec<&Name>> = index
        .parts
        .iter()
        .map(|part| match &part.key {
            IndexKey::Column(name) => Some(name),
            IndexKey::Expression(_) => None,
        })
        .collect();
    !has_more && columns.is_some_and(|columns| columns.into_iter().eq(&key.columns))
}

fn take_name(kept: &mut Constraint, other: &Constraint) {
    let (Constraint::Unique(index), name) = (other, own_name(kept)) else {
        return;
    };
    if let Some(name) = name.filter(|name| !name.is_stated()) {
        *name = index.name.clone();
    }
}

fn own_name(constraint: &mut Constraint) -> Option<&mut Stated<Name>> {
    match constraint {
        Constraint::PrimaryKey(key) => Some(&mut key.name),
        Constraint::Unique(index) => Some(&mut index.name),
        Constraint::Index(_)
        | Constraint::ForeignKey(_)
        | Constraint::Check(_)
        | Constraint::Exclusion(_)
        | Constraint::NotNull { .. }
        | Constraint::UsingIndex { .. } => None,
    }
}
