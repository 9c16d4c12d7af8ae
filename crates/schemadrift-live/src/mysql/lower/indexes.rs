//! Lowers primary keys, indexes and unique constraints, which the catalog tells key by key.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Index, IndexKey, IndexPart, PrimaryKey, SortOrder, Validity};
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;

use super::{part_origin, read};
use crate::mysql::rows::KeyRow;

/// What every primary key is called.
const PRIMARY: &str = "PRIMARY";

/// The primary key and the other indexes of a table. Rows of one index stand together, in order.
pub(super) fn lower(engine: Engine, rows: &[&KeyRow]) -> (Option<PrimaryKey>, Vec<Index>) {
    let mut primary_key = None;
    let mut indexes = Vec::new();
    for keys in rows.chunk_by(|one, other| one.index == other.index) {
        let Some(first) = keys.first() else { continue };
        if first.index == PRIMARY {
            primary_key = Some(self::primary_key(first, keys));
        } else {
            indexes.push(index(engine, first, keys));
        }
    }
    (primary_key, indexes)
}

fn primary_key(first: &KeyRow, keys: &[&KeyRow]) -> PrimaryKey {
    PrimaryKey {
        name: Stated::NotStated,
        columns: keys
            .iter()
            .filter_map(|key| key.column.as_deref().map(Name::from))
            .collect(),
        include: Stated::Implied(Vec::new()),
        origin: part_origin(&first.table, "primary key"),
    }
}

fn index(engine: Engine, first: &KeyRow, keys: &[&KeyRow]) -> Index {
    let method = first.method.to_ascii_lowercase();
    Index {
        name: Stated::Written(Name::from(first.index.as_str())),
        is_unique: !first.is_plain,
        is_constraint: Stated::Written(!first.is_plain),
        // A hash keeps what is too long for a tree unique in MariaDB, and is the default of
        // tables in memory: nobody has asked for it.
        method: if method == "hash" {
            Stated::NotStated
        } else {
            Stated::Written(method)
        },
        parts: keys.iter().map(|key| part(engine, key)).collect(),
        include: Stated::Implied(Vec::new()),
        predicate: Stated::Implied(None),
        is_nulls_not_distinct: Stated::Implied(false),
        validity: Stated::Implied(Validity::Valid),
        is_visible: Stated::Written(first.is_visible),
        origin: part_origin(&first.table, &first.index),
    }
}

fn part(engine: Engine, key: &KeyRow) -> IndexPart {
    let index_key = match (&key.column, &key.expression) {
        (_, Some(text)) => IndexKey::Expression(read(engine, text)),
        (Some(column), None) => IndexKey::Column(Name::from(column.as_str())),
        (None, None) => IndexKey::Expression(read(engine, "")),
    };
    let mut part = IndexPart::of(index_key);
    part.order = match key.direction.as_deref() {
        Some("A") => Stated::Written(SortOrder::Ascending),
        Some("D") => Stated::Written(SortOrder::Descending),
        // Such an index is in no order.
        Some(_) | None => Stated::NotStated,
    };
    part.collation = Stated::Implied(None);
    // The server tells a length of its own making for these.
    part.prefix = match key.method.as_str() {
        "FULLTEXT" | "SPATIAL" | "RTREE" => Stated::NotStated,
        _ => Stated::Written(key.prefix),
    };
    part
}
