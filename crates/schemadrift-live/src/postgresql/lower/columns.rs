//! Lowers columns.

use std::collections::HashMap;

use schemadrift_core::data_type::ColumnType;
use schemadrift_core::model::{Column, DefaultValue, Generated, GeneratedStorage, Increment};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::stated::Stated;

use super::directory::{Directory, part_origin};
use super::text::sequence_of_nextval;
use crate::postgresql::rows::{ColumnRow, Oid};

/// The sequences that columns own, by column.
pub(super) type OwnedSequences = HashMap<(Oid, i16), Vec<QualifiedName>>;

/// The columns of a table.
pub(super) fn of_table(
    directory: &Directory<'_>,
    owned: &OwnedSequences,
    relation: Oid,
    table: &QualifiedName,
) -> Vec<Column> {
    directory
        .columns(relation)
        .iter()
        .map(|row| {
            let owned = owned
                .get(&(relation, row.number))
                .map_or(&[][..], Vec::as_slice);
            table_column(directory, row, owned, table)
        })
        .collect()
}

/// The columns of a view: names and types, and whether writes reach them.
pub(super) fn of_view(
    directory: &Directory<'_>,
    relation: Oid,
    owner: &QualifiedName,
) -> Vec<Column> {
    let mut columns = plain(directory, relation, owner);
    for (column, row) in columns.iter_mut().zip(directory.columns(relation)) {
        column.is_writable = Stated::Written(row.is_writable);
    }
    columns
}

/// The columns of a view or the fields of a composite type: names and types, nothing else is
/// known of them.
pub(super) fn plain(
    directory: &Directory<'_>,
    relation: Oid,
    owner: &QualifiedName,
) -> Vec<Column> {
    directory
        .columns(relation)
        .iter()
        .map(|row| {
            let mut column = Column::new(row.name.as_str(), part_origin(owner, &row.name));
            column.data_type = Stated::Written(directory.column_type(row.type_oid, &row.type_text));
            column.collation = collation(row);
            column.comment = Stated::Written(row.comment.clone());
            column
        })
        .collect()
}

fn table_column<'a>(
    directory: &Directory<'a>,
    row: &'a ColumnRow,
    owned: &[QualifiedName],
    table: &QualifiedName,
) -> Column {
    let data_type = directory.column_type(row.type_oid, &row.type_text);
    let mut column = Column::new(row.name.as_str(), part_origin(table, &row.name));
    column.is_nullable = Stated::Written(!row.is_not_null);
    column.collation = collation(row);
    column.comment = Stated::Written(row.comment.clone());
    column.increment = Stated::Written(None);
    column.generated = Stated::Written(None);
    column.default = Stated::Written(None);
    if let Some(generated) = generated(directory, row) {
        column.generated = Stated::Written(Some(generated));
    } else if let Some(is_always) = identity(row) {
        column.increment = Stated::Written(Some(Increment::Identity { is_always }));
    } else {
        // A domain's values are those of the type beneath.
        let base = directory.type_beneath(row.type_oid);
        let base = base.as_ref().unwrap_or(&data_type);
        apply_default(directory, &mut column, row, owned, base);
    }
    column.data_type = Stated::Written(data_type);
    column
}

/// A default of the next number of a sequence that the column owns is what `serial` makes. The
/// same with a sequence that nobody owns stays a default, and who numbers the column is left
/// open: it is both.
fn apply_default<'a>(
    directory: &Directory<'a>,
    column: &mut Column,
    row: &'a ColumnRow,
    owned: &[QualifiedName],
    data_type: &ColumnType,
) {
    let Some(text) = &row.default else { return };
    if let Some(sequence) = sequence_of_nextval(text) {
        if owned.contains(&sequence) {
            column.increment = Stated::Written(Some(Increment::Serial { sequence }));
            return;
        }
        column.increment = Stated::NotStated;
    }
    column.default = Stated::Written(directory.default(text, &data_type.shape));
}

fn generated(directory: &Directory<'_>, row: &ColumnRow) -> Option<Generated> {
    let storage = match row.generated {
        's' => Stated::Written(GeneratedStorage::Stored),
        'v' => Stated::Written(GeneratedStorage::Virtual),
        _ => return None,
    };
    Some(Generated {
        expression: directory
            .row_expression(row.relation, row.default.as_deref().unwrap_or_default()),
        storage,
    })
}

fn identity(row: &ColumnRow) -> Option<bool> {
    match row.identity {
        'a' => Some(true),
        'd' => Some(false),
        _ => None,
    }
}

fn collation(row: &ColumnRow) -> Stated<Option<Name>> {
    Stated::Written(row.own_collation.as_deref().map(Name::from))
}

/// What a domain or another type gives as default.
pub(super) fn type_default<'a>(
    directory: &Directory<'a>,
    text: Option<&'a str>,
    base: &ColumnType,
) -> Stated<Option<DefaultValue>> {
    Stated::Written(text.and_then(|text| directory.default(text, &base.shape)))
}
