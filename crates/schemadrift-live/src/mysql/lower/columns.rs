//! Lowers columns of tables and views.

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::NormalForm;
use schemadrift_core::model::{Column, DefaultValue, Generated, GeneratedStorage, Increment};
use schemadrift_core::stated::Stated;
use schemadrift_sql::expression::read_default;
use schemadrift_sql::types::{collation_name, read_type, write_type};

use super::text::{self, PrintedDefault};
use super::{part_origin, read};
use crate::mysql::rows::ColumnRow;

/// Lowers a column of a table.
pub(super) fn column(engine: Engine, row: &ColumnRow) -> Column {
    let mut column = of_view(engine, row);
    let extra = row.extra.to_ascii_lowercase();
    let shape = column
        .data_type
        .get()
        .map_or(DataType::Untyped, |data_type| data_type.shape.clone());
    column.is_nullable = Stated::Written(row.is_nullable);
    column.generated = Stated::Written(generated(engine, row, &extra));
    column.default = Stated::Written(if matches!(column.generated.get(), Some(Some(_))) {
        None
    } else {
        default(engine, row, &shape)
    });
    column.on_update = Stated::Written(
        text::on_update(&row.extra).and_then(|text| read_default(engine, text, &shape)),
    );
    column.increment = Stated::Written(extra.contains("auto_increment").then_some(Increment::Auto));
    column.is_made_by_server = engine.dialect().invisible_key == Some(row.name.as_str())
        && extra.contains("invisible")
        && extra.contains("auto_increment");
    column.comment = Stated::Written(row.comment.clone());
    column.collation = match &row.collation {
        Some(collation) => Stated::Written(Some(collation_name(collation))),
        None => Stated::NotStated,
    };
    column
}

/// Lowers a column of a view, of which only the type is worth comparing.
pub(super) fn of_view(engine: Engine, row: &ColumnRow) -> Column {
    let mut column = Column::new(row.name.as_str(), part_origin(&row.table, &row.name));
    let shape = if text::is_lossy(&row.type_text) {
        DataType::Unreadable
    } else {
        read_type(engine, &row.type_text)
    };
    let text = shown_type(engine, &row.type_text, &shape);
    column.data_type = Stated::Written(ColumnType::exact(text, shape));
    column
}

/// The type as people write it: how wide a number is shown is no part of it, and only older
/// servers print that.
fn shown_type(engine: Engine, text: &str, shape: &DataType) -> String {
    match shape {
        DataType::Integer { .. } | DataType::Year if !text.contains("zerofill") => {
            write_type(engine, shape)
        }
        _ => text.to_owned(),
    }
}

fn default(engine: Engine, row: &ColumnRow, shape: &DataType) -> Option<DefaultValue> {
    match text::default(engine, row, shape)? {
        PrintedDefault::Sql(sql) => {
            let mut read = read_default(engine, &sql, shape)?;
            if text::is_lossy(&sql) {
                read.normal = NormalForm::ReadAnew(text::LOSSY.to_owned());
            }
            Some(DefaultValue::Expression(read))
        }
        PrintedDefault::Unknown => Some(DefaultValue::Unknown),
    }
}

fn generated(engine: Engine, row: &ColumnRow, extra: &str) -> Option<Generated> {
    let storage = if extra.contains("virtual") {
        GeneratedStorage::Virtual
    } else if extra.contains("stored generated") || extra.contains("persistent") {
        GeneratedStorage::Stored
    } else {
        return None;
    };
    let text = row.generation.as_deref().unwrap_or_default();
    Some(Generated {
        expression: read(engine, text),
        storage: Stated::Written(storage),
    })
}
