//! Owns what a column takes over from the domain that is its type: the type beneath, whether it
//! takes NULL, and its default.

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::model::{Column, DefaultValue, Domain, Schema, Table, Trigger};
use schemadrift_core::stated::Stated;

use crate::pairing::{Pairs, Resolver};

/// Enough for any chain of domains; one that goes round has no end.
const LONGEST_CHAIN: usize = 32;

/// Whether a column of the database takes NULL, its own rules and those of its domain together.
pub fn is_nullable(pairs: &Pairs<'_>, live: &Column) -> Stated<bool> {
    let is_refused = chain(pairs, live)
        .iter()
        .any(|domain| domain.is_nullable.get() == Some(&false));
    match live.is_nullable {
        Stated::Written(true) if is_refused => Stated::Implied(false),
        ref own => own.clone(),
    }
}

/// The default that a column of the database has from its domain, where it has none of its own.
pub fn default<'a>(pairs: &Pairs<'a>, live: &Column) -> Option<&'a DefaultValue> {
    if matches!(live.default.get(), Some(Some(_))) {
        return None;
    }
    // The nearest one counts.
    chain(pairs, live)
        .iter()
        .find_map(|domain| domain.default.get()?.as_ref())
}

/// Whether every insert has to give the column a value, as far as can be told: the column takes no
/// NULL, and nothing of the database fills it.
pub fn must_be_given(pairs: &Pairs<'_>, table: &Table, live: &Column) -> bool {
    !can_be_left_out(pairs, live)
        && is_nullable(pairs, live).get() == Some(&false)
        && !may_be_filled_by_trigger(pairs, table)
}

/// Whether inserts may leave the column out only if a trigger fills it.
pub fn is_filled_by_trigger_alone(pairs: &Pairs<'_>, table: &Table, live: &Column) -> bool {
    !can_be_left_out(pairs, live)
        && is_nullable(pairs, live).get() == Some(&false)
        && may_be_filled_by_trigger(pairs, table)
}

/// Whether a trigger runs before inserts, which may fill any column.
fn may_be_filled_by_trigger(pairs: &Pairs<'_>, table: &Table) -> bool {
    pairs.dialect.triggers_fill_columns && table.triggers.iter().any(Trigger::runs_before_inserts)
}

/// Whether an insert that leaves the column out can succeed.
fn can_be_left_out(pairs: &Pairs<'_>, live: &Column) -> bool {
    live.is_filled() || is_nullable(pairs, live).is_true() || default(pairs, live).is_some()
}

/// The shape of a live type, beneath all domains.
pub fn base_shape(pairs: &Pairs<'_>, live: &ColumnType) -> DataType {
    beneath(&pairs.names, pairs.live, live).map_or_else(|| live.shape.clone(), |base| base.shape)
}

/// The type beneath a domain, or beneath an array of one; `None` where there is no domain.
pub(super) fn beneath(
    names: &Resolver<'_>,
    schema: &Schema,
    outer: &ColumnType,
) -> Option<ColumnType> {
    let mut base = right_beneath(names, schema, &outer.shape)?;
    for _ in 0..LONGEST_CHAIN {
        match right_beneath(names, schema, &base.shape) {
            Some(deeper) => base = deeper,
            None => return Some(base),
        }
    }
    None
}

fn right_beneath(names: &Resolver<'_>, schema: &Schema, shape: &DataType) -> Option<ColumnType> {
    if let DataType::Array(element) = shape {
        let base = right_beneath(names, schema, element)?;
        return Some(ColumnType {
            text: format!("{}[]", base.text),
            shape: DataType::Array(Box::new(base.shape)),
            acceptance: base.acceptance,
        });
    }
    Some(domain(names, schema, shape)?.base.clone())
}

/// The domain that is a column's type, and those it is over.
fn chain<'a>(pairs: &Pairs<'a>, live: &Column) -> Vec<&'a Domain> {
    let mut chain = Vec::new();
    let mut shape = live.data_type.get().map(|data_type| &data_type.shape);
    while let Some(outer) = shape.filter(|_| chain.len() < LONGEST_CHAIN) {
        let domain = domain(&pairs.names, pairs.live, outer);
        chain.extend(domain);
        shape = domain.map(|domain| &domain.base.shape);
    }
    chain
}

fn domain<'a>(names: &Resolver<'_>, schema: &'a Schema, shape: &DataType) -> Option<&'a Domain> {
    let DataType::Named { name, .. } = shape else {
        return None;
    };
    schema
        .domains
        .iter()
        .find(|domain| names.same(&domain.name, name))
}
