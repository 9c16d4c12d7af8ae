//! Pairs indexes: by content first, then by name, then by columns alone. Names differ for good
//! reasons; what an index does is what matters.

use schemadrift_core::model::{Index, IndexKey, Table};

use super::{Pair, Resolver, pair_in_stages};

/// The indexes of two tables.
pub(super) struct IndexPairs<'a> {
    /// The pairs.
    pub(super) pairs: Vec<Pair<'a, Index>>,
    /// Uniques of the code whose promise the live primary key keeps.
    pub(super) kept_by_key: Vec<&'a Index>,
}

/// Pairs the indexes of two tables.
pub(super) fn pair<'a>(names: &Resolver<'_>, code: &'a Table, live: &'a Table) -> IndexPairs<'a> {
    let same_name = |code: &Index, live: &Index| same_name(names, code, live);
    let same_content = |code: &Index, live: &Index| same_content(names, code, live);
    let same_both = |code: &Index, live: &Index| same_name(code, live) && same_content(code, live);
    let same_columns = |code: &Index, live: &Index| {
        code.is_unique == live.is_unique
            && !code.is_partial()
            && !live.is_partial()
            && same_keys(names, code, live)
    };
    let same_rows = |code: &Index, live: &Index| {
        code.is_unique
            && live.is_unique
            && !code.is_partial()
            && !live.is_partial()
            && has_same_column_set(names, code, live)
    };
    let mut staged = pair_in_stages(
        &code.indexes,
        &live.indexes,
        &[
            &same_both,
            &same_content,
            &same_name,
            &same_columns,
            &same_rows,
        ],
    );
    // A primary key over the same columns keeps the promise of a unique, and the other way round.
    let only_code = std::mem::take(&mut staged.only_code);
    let (kept_by_key, only_code): (Vec<_>, Vec<_>) = only_code
        .into_iter()
        .partition(|index| is_kept_by_primary_key(names, index, live));
    staged
        .only_live
        .retain(|index| !is_kept_by_primary_key(names, index, code));
    // What the code declares again is held against the live one that its twin was paired with.
    for index in only_code {
        let twin = staged
            .pairs
            .iter()
            .filter_map(|pair| pair.both())
            .find(|(code, _)| does_same(index, code))
            .map(|(_, live)| live);
        match twin {
            Some(live) => staged.pairs.push(Pair::Both { code: index, live }),
            None => staged.only_code.push(index),
        }
    }
    IndexPairs {
        pairs: staged.into_pairs(),
        kept_by_key,
    }
}

fn is_kept_by_primary_key(names: &Resolver<'_>, index: &Index, table: &Table) -> bool {
    let columns = key_columns(index);
    let key = table.primary_key_columns();
    index.is_unique
        && !key.is_empty()
        && !index.is_partial()
        && columns.len() == index.parts.len()
        && columns.len() == key.len()
        && columns
            .iter()
            .zip(key)
            .all(|(one, other)| names.same_column(one, other))
}

fn key_columns(index: &Index) -> Vec<&schemadrift_core::name::Name> {
    index
        .parts
        .iter()
        .filter_map(|part| match &part.key {
            IndexKey::Column(name) => Some(name),
            IndexKey::Expression(_) => None,
        })
        .collect()
}

/// Whether two uniques are over the same columns, in whatever order: they keep the same promise.
pub(crate) fn has_same_column_set(names: &Resolver<'_>, code: &Index, live: &Index) -> bool {
    let sorted = |index: &Index| {
        let mut keys: Vec<String> = key_columns(index)
            .into_iter()
            .map(|name| names.column_key(name))
            .collect();
        keys.sort_unstable();
        keys
    };
    !code.has_expression_key() && !live.has_expression_key() && sorted(code) == sorted(live)
}

fn same_name(names: &Resolver<'_>, code: &Index, live: &Index) -> bool {
    code.name
        .both(&live.name)
        .is_some_and(|(one, other)| names.same_column(one, other))
}

fn same_keys(names: &Resolver<'_>, code: &Index, live: &Index) -> bool {
    code.parts.len() == live.parts.len()
        && code
            .parts
            .iter()
            .zip(&live.parts)
            .all(|(one, other)| same_key(names, &one.key, &other.key))
}

fn same_key(names: &Resolver<'_>, one: &IndexKey, other: &IndexKey) -> bool {
    match (one, other) {
        (IndexKey::Column(one), IndexKey::Column(other)) => names.same_column(one, other),
        (IndexKey::Expression(one), IndexKey::Expression(other)) => one.normal == other.normal,
        (IndexKey::Column(_), IndexKey::Expression(_))
        | (IndexKey::Expression(_), IndexKey::Column(_)) => false,
    }
}

/// Whether two declarations say the same under two names.
fn does_same(one: &Index, other: &Index) -> bool {
    one.is_unique == other.is_unique
        && one.parts == other.parts
        && one.method.get() == other.method.get()
        && one.include.get() == other.include.get()
        && one.predicate.get() == other.predicate.get()
        && one.is_nulls_not_distinct.get() == other.is_nulls_not_distinct.get()
}

/// Whether two indexes do the same, as far as both sides state it.
fn same_content(names: &Resolver<'_>, code: &Index, live: &Index) -> bool {
    let agrees = code.is_unique == live.is_unique
        && same_keys(names, code, live)
        && code
            .method
            .both(&live.method)
            .is_none_or(|(one, other)| one == other)
        && code.is_partial() == live.is_partial();
    agrees
        && code.parts.iter().zip(&live.parts).all(|(one, other)| {
            one.order
                .both(&other.order)
                .is_none_or(|(one, other)| one == other)
                && one
                    .operator_class
                    .both(&other.operator_class)
                    .is_none_or(|(one, other)| one == other)
        })
}
