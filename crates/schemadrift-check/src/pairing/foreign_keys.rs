//! Pairs foreign keys: by columns and target first, then by name, then by columns alone.

use schemadrift_core::model::{ForeignKey, Table};
use schemadrift_core::name::{Name, QualifiedName};

use super::{Pair, Pairs, pair_in_stages};

/// Pairs the foreign keys of two tables.
pub(super) fn pair<'a>(
    pairs: &Pairs<'a>,
    code: &'a Table,
    live: &'a Table,
) -> Vec<Pair<'a, ForeignKey>> {
    let same_name = |code: &ForeignKey, live: &ForeignKey| same_name(pairs, code, live);
    let same_content = |code: &ForeignKey, live: &ForeignKey| same_content(pairs, code, live);
    let same_both =
        |code: &ForeignKey, live: &ForeignKey| same_name(code, live) && same_content(code, live);
    let same_columns = |code: &ForeignKey, live: &ForeignKey| {
        pairs.names.same_columns(&code.columns, &live.columns)
    };
    pair_in_stages(
        &code.foreign_keys,
        &live.foreign_keys,
        &[&same_both, &same_content, &same_name, &same_columns],
    )
    .into_pairs()
}

fn same_name(pairs: &Pairs<'_>, code: &ForeignKey, live: &ForeignKey) -> bool {
    code.name
        .both(&live.name)
        .is_some_and(|(one, other)| pairs.names.same_column(one, other))
}

fn same_content(pairs: &Pairs<'_>, code: &ForeignKey, live: &ForeignKey) -> bool {
    pairs.names.same_columns(&code.columns, &live.columns) && same_target(pairs, code, live)
}

/// Whether two foreign keys refer to the same columns of the same table. An empty list of target
/// columns means the target's primary key.
pub(crate) fn same_target(pairs: &Pairs<'_>, code: &ForeignKey, live: &ForeignKey) -> bool {
    if !pairs.names.same(&code.target, &live.target) {
        return false;
    }
    let expected = target_columns(pairs, &pairs.code.tables, code);
    let found = target_columns(pairs, &pairs.live.tables, live);
    match (expected, found) {
        (Some(expected), Some(found)) => pairs.names.same_columns(expected, found),
        // The target's primary key is not known: nothing can be held against it.
        (None, _) | (_, None) => true,
    }
}

fn target_columns<'a>(
    pairs: &Pairs<'_>,
    tables: &'a [Table],
    key: &'a ForeignKey,
) -> Option<&'a [Name]> {
    if !key.target_columns.is_empty() {
        return Some(&key.target_columns);
    }
    let target = find(pairs, tables, &key.target)?;
    let columns = target.primary_key_columns();
    if columns.is_empty() {
        None
    } else {
        Some(columns)
    }
}

fn find<'a>(pairs: &Pairs<'_>, tables: &'a [Table], name: &QualifiedName) -> Option<&'a Table> {
    tables
        .iter()
        .find(|table| pairs.names.same(&table.name, name))
}
