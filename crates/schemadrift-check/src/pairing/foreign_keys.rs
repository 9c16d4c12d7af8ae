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
    let same_columns = |code: &ForeignKey, live: &ForeignKey| same_columns(pairs, code, live);
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
    same_columns(pairs, code, live) && same_target(pairs, code, live)
}

/// Whether two foreign keys are over the same columns, in whatever order.
pub(crate) fn same_columns(pairs: &Pairs<'_>, one: &ForeignKey, other: &ForeignKey) -> bool {
    let sorted = |key: &ForeignKey| {
        let mut keys: Vec<String> = key
            .columns
            .iter()
            .map(|column| pairs.names.column_key(column))
            .collect();
        keys.sort_unstable();
        keys
    };
    sorted(one) == sorted(other)
}

/// Whether two foreign keys refer to the same columns of the same table, each by the same column.
/// An empty list of target columns means the target's primary key.
pub(crate) fn same_target(pairs: &Pairs<'_>, code: &ForeignKey, live: &ForeignKey) -> bool {
    if !pairs.names.same(&code.target, &live.target) {
        return false;
    }
    let expected = references(pairs, &pairs.code.tables, code);
    let found = references(pairs, &pairs.live.tables, live);
    match (expected, found) {
        // Other columns of its own are another difference.
        (Some(expected), Some(found)) if same_columns(pairs, code, live) => expected == found,
        (Some(expected), Some(found)) => targets(expected) == targets(found),
        // The target's primary key is not known: nothing can be held against it.
        (None, _) | (_, None) => true,
    }
}

/// Whether two foreign keys of the live table refer from the same columns to the same columns.
pub(crate) fn is_same_live(pairs: &Pairs<'_>, one: &ForeignKey, other: &ForeignKey) -> bool {
    let references = |key| references(pairs, &pairs.live.tables, key);
    pairs.names.same(&one.target, &other.target)
        && references(one).is_some_and(|pairs| references(other) == Some(pairs))
}

/// Whether the database lacks the table that the code's foreign key refers to.
pub(crate) fn lacks_live_target(pairs: &Pairs<'_>, code: &ForeignKey) -> bool {
    pairs.tables.iter().any(|table| {
        table.code.is_some()
            && table.live.is_none()
            && table.live_view.is_none()
            && pairs.names.same(&table.name, &code.target)
    })
}

/// Each column with the column it refers to. The order in which a key lists them means nothing.
fn references(
    pairs: &Pairs<'_>,
    tables: &[Table],
    key: &ForeignKey,
) -> Option<Vec<(String, String)>> {
    let targets = target_columns(pairs, tables, key)?;
    let fold = |column| pairs.names.column_key(column);
    let mut references: Vec<(String, String)> = key
        .columns
        .iter()
        .zip(targets)
        .map(|(column, target)| (fold(column), fold(target)))
        .collect();
    references.sort_unstable();
    Some(references)
}

fn targets(references: Vec<(String, String)>) -> Vec<String> {
    let mut targets: Vec<String> = references.into_iter().map(|(_, target)| target).collect();
    targets.sort_unstable();
    targets
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
