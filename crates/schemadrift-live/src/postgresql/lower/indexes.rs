//! Lowers indexes and unique constraints.

use std::collections::{HashMap, HashSet};

use schemadrift_core::model::{Index, IndexKey, IndexPart, NullsOrder, SortOrder, Validity};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::stated::Stated;

use super::directory::{Directory, part_origin};
use crate::postgresql::catalog::Catalog;
use crate::postgresql::rows::{IndexRow, Oid};

/// The collation of a database; it needs no name.
const DEFAULT_COLLATION: Oid = 100;
/// Bits of an index key's options
/// (<https://www.postgresql.org/docs/current/catalog-pg-index.html>).
const DESCENDING: i16 = 1;
const NULLS_FIRST: i16 = 2;

/// What index keys refer to by object identifier.
#[derive(Debug)]
pub(super) struct IndexNames<'a> {
    operator_classes: HashMap<Oid, &'a str>,
    collations: HashMap<Oid, &'a str>,
    constraints: HashSet<Oid>,
}

impl<'a> IndexNames<'a> {
    pub(super) fn new(catalog: &'a Catalog) -> Self {
        let named = |rows: &'a [crate::postgresql::rows::NameRow]| {
            rows.iter()
                .map(|row| (row.oid, row.name.as_str()))
                .collect()
        };
        Self {
            operator_classes: named(&catalog.operator_classes),
            collations: named(&catalog.collations),
            constraints: catalog
                .constraints
                .iter()
                .filter(|constraint| constraint.kind == 'u')
                .map(|constraint| constraint.index)
                .collect(),
        }
    }
}

/// Lowers one index.
///
/// # Errors
///
/// When a column of it is unknown, as one clause.
pub(super) fn lower(
    directory: &Directory<'_>,
    names: &IndexNames<'_>,
    owner: &QualifiedName,
    row: &IndexRow,
) -> Result<Index, String> {
    let parts: Result<Vec<IndexPart>, String> = (0..row.key_count)
        .map(|place| part(directory, names, row, place))
        .collect();
    let carried = row.columns.get(row.key_count..).unwrap_or_default();
    let include = directory
        .column_names(row.relation, carried)
        .ok_or("a column it carries along is unknown")?;
    let predicate = row.predicate.as_deref();
    Ok(Index {
        name: Stated::Written(Name::from(row.name.as_str())),
        is_unique: row.is_unique,
        is_constraint: Stated::Written(names.constraints.contains(&row.oid)),
        method: Stated::Written(row.method.clone()),
        parts: parts?,
        include: Stated::Written(include),
        predicate: Stated::Written(
            predicate.map(|text| directory.row_expression(row.relation, text)),
        ),
        is_nulls_not_distinct: Stated::Written(row.is_nulls_not_distinct),
        validity: Stated::Written(if row.is_usable {
            Validity::Valid
        } else {
            Validity::NotValid
        }),
        is_visible: Stated::NotStated,
        origin: part_origin(owner, &row.name),
    })
}

fn part(
    directory: &Directory<'_>,
    names: &IndexNames<'_>,
    row: &IndexRow,
    place: usize,
) -> Result<IndexPart, String> {
    let number = row.columns.get(place).copied().unwrap_or_default();
    let collation = row.collations.get(place).copied().unwrap_or_default();
    let (key, collation) = if number == 0 {
        let text = row
            .key_texts
            .get(place)
            .ok_or("the text of an expression is missing")?;
        let key = IndexKey::Expression(directory.row_expression(row.relation, text));
        (key, expression_collation(collation))
    } else {
        let column = directory
            .column(row.relation, number)
            .ok_or("one of its columns is unknown")?;
        let collation = if collation == column.collation {
            Stated::Written(None)
        } else {
            names.collation(collation)
        };
        (
            IndexKey::Column(Name::from(column.name.as_str())),
            collation,
        )
    };
    let mut part = IndexPart::of(key);
    part.collation = collation;
    part.prefix = Stated::Written(None);
    let class = row.operator_classes.get(place).copied().unwrap_or_default();
    let class = names.operator_classes.get(&class).copied();
    part.operator_class = Stated::Written(class.map(Name::from));
    part.operator_class_parameters = Stated::Written(class_parameters(row, place));
    apply_order(&mut part, row, place);
    Ok(part)
}

/// The parameters of a key's operator class, sorted.
fn class_parameters(row: &IndexRow, place: usize) -> Vec<String> {
    let number = (place + 1).to_string();
    let mut parameters: Vec<String> = row
        .class_parameters
        .iter()
        .filter_map(|parameter| parameter.split_once(' '))
        .filter(|(key, _)| *key == number)
        .map(|(_, parameter)| parameter.to_owned())
        .collect();
    parameters.sort_unstable();
    parameters
}

/// Only methods that keep their keys in order have a direction.
fn apply_order(part: &mut IndexPart, row: &IndexRow, place: usize) {
    if row.method != "btree" && row.method != "lsm" {
        return;
    }
    let options = row.options.get(place).copied().unwrap_or_default();
    part.order = Stated::Written(if options & DESCENDING == 0 {
        SortOrder::Ascending
    } else {
        SortOrder::Descending
    });
    part.nulls = Stated::Written(if options & NULLS_FIRST == 0 {
        NullsOrder::Last
    } else {
        NullsOrder::First
    });
}

/// An expression has a collation of its own, which the catalog does not keep: any but the
/// database's may be that one.
fn expression_collation(collation: Oid) -> Stated<Option<Name>> {
    if collation == 0 || collation == DEFAULT_COLLATION {
        Stated::Written(None)
    } else {
        Stated::NotStated
    }
}

impl IndexNames<'_> {
    fn collation(&self, oid: Oid) -> Stated<Option<Name>> {
        match self.collations.get(&oid) {
            Some(name) => Stated::Written(Some(Name::from(*name))),
            None if oid == 0 => Stated::Written(None),
            None => Stated::NotStated,
        }
    }
}
