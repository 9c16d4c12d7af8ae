//! Lowers indexes and unique constraints.

use schemadrift_core::model::{Index, IndexKey, IndexPart, SortOrder, Validity};
use schemadrift_core::name::Name;
use schemadrift_core::problem::Problem;
use schemadrift_core::stated::Stated;

use super::stored::{StoredIndex, StoredTable};
use super::{Groups, part_origin};
use crate::sqlite::rows::KeyRow;

/// What the pragma says for a column number where the key is an expression.
const EXPRESSION: i64 = -2;
/// The collation of whatever states none.
const DEFAULT_COLLATION: &str = "BINARY";

/// The indexes of a table but the one behind its primary key. Rows of one index stand together.
pub(super) fn lower(
    groups: &Groups<'_>,
    table: &str,
    stored: &StoredTable,
    rowid: Option<&str>,
    problems: &mut Vec<Problem>,
) -> Vec<Index> {
    let rows = groups.keys.get(table).map_or(&[][..], Vec::as_slice);
    let mut indexes = Vec::new();
    for keys in rows.chunk_by(|one, other| one.index == other.index) {
        let Some(first) = keys.first().filter(|first| first.origin != "pk") else {
            continue;
        };
        let sql = groups.index_texts.get(first.index.as_str());
        let text = sql.map_or_else(StoredIndex::default, |sql| {
            StoredIndex::read(&first.index, sql, problems)
        });
        let parts = keys.iter().enumerate();
        let parts = parts.map(|(place, key)| part(key, place, &text, stored, rowid));
        let mut index = index(first, parts.collect(), table, stored);
        if first.is_partial {
            index.predicate = Stated::Written(Some(text.predicate()));
        }
        indexes.push(index);
    }
    indexes
}

fn index(first: &KeyRow, parts: Vec<IndexPart>, table: &str, stored: &StoredTable) -> Index {
    let is_constraint = first.origin == "u";
    Index {
        // `sqlite_autoindex_…` is nobody's name.
        name: if is_constraint {
            stored.unique_name(&parts)
        } else {
            Stated::Written(Name::from(first.index.as_str()))
        },
        is_unique: first.is_unique,
        is_constraint: Stated::Written(is_constraint),
        method: Stated::Implied("btree".to_owned()),
        parts,
        include: Stated::Implied(Vec::new()),
        predicate: Stated::Written(None),
        is_nulls_not_distinct: Stated::Implied(false),
        validity: Stated::Implied(Validity::Valid),
        is_visible: Stated::NotStated,
        origin: part_origin(table, &first.index),
    }
}

fn part(
    key: &KeyRow,
    place: usize,
    text: &StoredIndex,
    stored: &StoredTable,
    rowid: Option<&str>,
) -> IndexPart {
    let (index_key, own_collation) = if key.column_number == EXPRESSION {
        (IndexKey::Expression(text.expression(place)), None)
    } else {
        // The rowid has no name of its own where no column is it.
        let name = key.column.as_deref().or(rowid).unwrap_or("rowid");
        let collation = stored.collation(name).into_inner().flatten();
        (IndexKey::Column(Name::from(name)), collation)
    };
    let mut part = IndexPart::of(index_key);
    part.order = Stated::Written(if key.is_descending {
        SortOrder::Descending
    } else {
        SortOrder::Ascending
    });
    part.prefix = Stated::Implied(None);
    let own = own_collation
        .as_ref()
        .map_or(DEFAULT_COLLATION, Name::as_str);
    part.collation = match key.collation.as_deref() {
        Some(collation) if collation.eq_ignore_ascii_case(own) => Stated::Written(None),
        Some(collation) => Stated::Written(Some(Name::from(collation))),
        None => Stated::NotStated,
    };
    part
}
