//! Owns MariaDB's JSON: the type is another word for `longtext` with a check
//! (<https://mariadb.com/kb/en/json/>).

use schemadrift_core::data_type::{DataType, TextSize};
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::NormalForm;
use schemadrift_core::model::{Check, Column, Table};
use schemadrift_core::stated::Stated;

/// Reads a `longtext` that must be valid JSON as JSON, and takes its check away; on other engines
/// nothing is changed. The expressions of the checks must have been read.
pub fn fold_json(engine: Engine, table: &mut Table) {
    if engine != Engine::MariaDb {
        return;
    }
    let columns = &mut table.columns;
    table.checks.retain(|check| {
        let Some(place) = columns.iter().position(|column| is_about(check, column)) else {
            return true;
        };
        let Some(column) = columns.get_mut(place) else {
            return true;
        };
        if let Stated::Written(data_type) = &mut column.data_type {
            data_type.shape = DataType::Json;
        }
        false
    });
    for column in columns {
        let is_json = column
            .data_type
            .get()
            .is_some_and(|data_type| data_type.shape == DataType::Json);
        if is_json {
            // Always the same, whatever the table's is.
            column.collation = Stated::NotStated;
        }
    }
}

fn is_about(check: &Check, column: &Column) -> bool {
    let shape = column.data_type.get().map(|data_type| &data_type.shape);
    let can_be_json = matches!(shape, Some(DataType::Json | DataType::Text(TextSize::Long)));
    let wanted = format!("json_valid({})", column.name.as_str().to_ascii_lowercase());
    can_be_json
        && matches!(&check.expression.normal, NormalForm::Rewritten(text) if text.replace('`', "") == wanted)
}
