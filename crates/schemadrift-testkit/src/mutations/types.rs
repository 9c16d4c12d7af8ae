//! Owns mutations of column types.

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::model::{Column, Schema, Table};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::stated::Stated;

use super::drafting::Draft;
use super::statements::alter_column;
use super::{Mutation, MutationKind, usage};
use crate::choices::Choices;
use crate::schemas::{palette_types, type_text};

/// A column has an altogether different type.
pub(super) fn change(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let types = palette_types(schema);
    let to_any = |column_type: &ColumnType| -> Vec<ColumnType> {
        types
            .iter()
            // Prisma cannot say whether lists may be NULL, so both sides are lists or none is.
            .filter(|other| other.shape != column_type.shape)
            .filter(|other| other.shape.is_array() == column_type.shape.is_array())
            // MySQL's catalog states a collation of all text: it would come or go with it.
            .filter(|other| {
                !usage::is_mysql(schema) || !(holds_text(other) || holds_text(column_type))
            })
            .cloned()
            .collect()
    };
    change_to_one_of(schema, MutationKind::ChangeType, choices, to_any)
}

/// A column is longer or shorter.
pub(super) fn change_length(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    change_shape(schema, MutationKind::ChangeLength, choices, |shape| {
        let lengths = |length: u32| [length + 7, length.saturating_sub(1).max(1)];
        match shape {
            DataType::Varchar(Some(length)) => lengths(*length)
                .into_iter()
                .map(|length| DataType::Varchar(Some(length)))
                .chain([DataType::Varchar(None)])
                .collect(),
            DataType::Varchar(None) => vec![DataType::Varchar(Some(30))],
            DataType::Char(Some(length)) => lengths(*length)
                .into_iter()
                .map(|length| DataType::Char(Some(length)))
                .collect(),
            DataType::Bit {
                length: Some(length),
                is_varying,
            } => lengths(*length)
                .into_iter()
                .map(|length| DataType::Bit {
                    length: Some(length),
                    is_varying: *is_varying,
                })
                .collect(),
            _ => Vec::new(),
        }
    })
}

/// A column keeps more or fewer digits.
pub(super) fn change_precision(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    change_shape(
        schema,
        MutationKind::ChangePrecision,
        choices,
        |shape| match shape {
            DataType::Decimal {
                precision: Some((precision, scale)),
            } => [(precision + 2, *scale), (precision + 2, scale + 1)]
                .into_iter()
                .map(|precision| DataType::Decimal {
                    precision: Some(precision),
                })
                .chain([DataType::Decimal { precision: None }])
                .collect(),
            DataType::Timestamp { has_zone, .. } => digits()
                .map(|precision| DataType::Timestamp {
                    precision,
                    has_zone: *has_zone,
                })
                .collect(),
            DataType::Time { has_zone, .. } => digits()
                .map(|precision| DataType::Time {
                    precision,
                    has_zone: *has_zone,
                })
                .collect(),
            _ => Vec::new(),
        },
    )
}

fn digits() -> impl Iterator<Item = Option<u8>> {
    [None, Some(0), Some(1), Some(3)].into_iter()
}

/// A column has gained or lost its time zone.
pub(super) fn change_time_zone(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    change_shape(
        schema,
        MutationKind::ChangeTimeZone,
        choices,
        |shape| match shape {
            DataType::Timestamp {
                precision,
                has_zone,
            } => vec![DataType::Timestamp {
                precision: *precision,
                has_zone: !has_zone,
            }],
            DataType::Time {
                precision,
                has_zone,
            } => vec![DataType::Time {
                precision: *precision,
                has_zone: !has_zone,
            }],
            _ => Vec::new(),
        },
    )
}

/// Changes the shape of a column on PostgreSQL. On SQLite a declared length or precision means
/// nothing.
fn change_shape(
    schema: &Schema,
    kind: MutationKind,
    choices: &mut Choices,
    alternatives: fn(&DataType) -> Vec<DataType>,
) -> Option<Mutation> {
    if !usage::is_postgresql(schema) {
        return None;
    }
    change_to_one_of(schema, kind, choices, |column_type| {
        alternatives(&column_type.shape)
            .into_iter()
            .filter(|shape| *shape != column_type.shape)
            .map(|shape| ColumnType::exact(type_text(&shape), shape))
            .collect()
    })
}

fn change_to_one_of(
    schema: &Schema,
    kind: MutationKind,
    choices: &mut Choices,
    alternatives: impl Fn(&ColumnType) -> Vec<ColumnType>,
) -> Option<Mutation> {
    let options = |column: &Column| {
        column
            .data_type
            .get()
            .map(&alternatives)
            .unwrap_or_default()
    };
    let candidates = usage::columns_where(schema, |table, column| {
        can_change(schema, table, column) && !options(column).is_empty()
    });
    let (table, position) = *choices.one_of(&candidates)?;
    let options = options(&schema.tables[table].columns[position]);
    let new_type = choices.one_of(&options)?.clone();
    let mut draft = Draft::new(kind, schema);
    let original = &schema.tables[table];
    let column = &mut draft.schema.tables[table].columns[position];
    let name = column.name.clone();
    let spelled = schemadrift_emit::type_name(schema.engine, &new_type.shape)?;
    // The table is empty, so nothing has to be converted.
    let action = format!("TYPE {spelled} USING NULL::{spelled}");
    column.data_type = Stated::Written(new_type);
    draft
        .with_postgresql_ddl([alter_column(original, &name, &action)])
        .expect_part("column-type", ObjectKind::Column, original, name.as_str())
        .finish()
}

/// Whether the type of a column can change and nothing else: a default or an operator class would
/// have to change too.
fn can_change(schema: &Schema, table: &Table, column: &Column) -> bool {
    usage::is_free(schema, table, column)
        && column.default.get() == Some(&None)
        && (column.collation.get() == Some(&None) || usage::is_mysql(schema))
}

/// Whether a type has a collation: MariaDB keeps JSON as text.
fn holds_text(column_type: &ColumnType) -> bool {
    matches!(
        column_type.shape,
        DataType::Varchar(_) | DataType::Text(_) | DataType::InlineEnum(_) | DataType::Json
    )
}
