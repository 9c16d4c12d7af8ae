//! Owns new columns: their types, and the clauses behind them in any order.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Check, Column, DefaultValue, ForeignKey, Increment, Index, PrimaryKey, Schema, Table,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::{constraints, drawing, spelling};
use crate::choices::Choices;
use crate::schemas::{any_type, column_of_type, condition, palette_of, quoted, referable_keys};

/// Adds a column to the sketch of a table and writes its definition.
pub(super) fn define(
    sketch: &Schema,
    table: &mut Table,
    is_new_table: bool,
    choices: &mut Choices,
) -> Option<String> {
    let palette = palette_of(sketch);
    let choice = any_type(&palette, choices)?;
    let name = drawing::column_name(sketch, table, choices);
    let mut column = column_of_type(name.clone(), choice, choices);
    let written_type = data_type(&mut column, choice.can_number, choices);
    let engine = sketch.engine;
    let mut clauses = clauses(&column, is_new_table, choices);
    if is_new_table && table.primary_key_columns().is_empty() && choices.happens(35) {
        clauses.push(primary_key(engine, sketch, table, &column, choices));
    }
    if engine == Engine::PostgreSql || is_new_table {
        clauses.extend(inline_constraints(sketch, table, &column, choices));
    }
    if let Some(condition) = condition(&column.name, choice).filter(|_| choices.happens(10)) {
        let named = constraints::naming(sketch, table, "check", choices);
        clauses.push(format!("{named}CHECK ({})", condition.text));
        table.checks.push(Check {
            name: Stated::Written(constraints::known(&named, sketch, table, &[], "check")),
            expression: condition,
            validity: Stated::NotStated,
            origin: Origin::Unlocated,
        });
    }
    choices.shuffle(&mut clauses);
    column.name = drawing::kept(sketch, column.name.as_str());
    table.columns.push(column);
    let name = spelling::name(engine, &name, choices);
    Some(
        [vec![name, written_type], clauses]
            .concat()
            .join(" ")
            .trim_end()
            .to_owned(),
    )
}

/// The type as written; `serial` where the column is to be numbered that way.
fn data_type(column: &mut Column, can_number: bool, choices: &mut Choices) -> String {
    let text = column
        .data_type
        .get()
        .map(|data_type| data_type.text.clone())
        .unwrap_or_default();
    let serial = match text.as_str() {
        "integer" => Some("serial"),
        "bigint" => Some("bigserial"),
        "smallint" => Some("smallserial"),
        _ => None,
    };
    if let Some(serial) = serial
        && can_number
        && choices.happens(25)
    {
        column.default = Stated::Written(None);
        column.is_nullable = Stated::Written(false);
        column.increment = Stated::Written(Some(Increment::Auto));
        return spelling::data_type(serial, choices);
    }
    spelling::data_type(&text, choices)
}

/// What is said of a column beside constraints.
fn clauses(column: &Column, is_new_table: bool, choices: &mut Choices) -> Vec<String> {
    let mut clauses = Vec::new();
    let is_serial = column.increment.get() == Some(&Some(Increment::Auto));
    if let Some(Some(DefaultValue::Expression(default))) = column.default.get() {
        clauses.push(format!("DEFAULT {}", parenthesised(&default.text)));
    }
    if column.is_nullable.get() == Some(&false) && (!is_serial || choices.happens(50)) {
        clauses.push("NOT NULL".to_owned());
    } else if is_new_table && !is_serial && choices.happens(10) {
        clauses.push("NULL".to_owned());
    }
    clauses
}

/// A default that is no plain literal needs parentheses with SQLite, and bears them everywhere.
fn parenthesised(text: &str) -> String {
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
    if is_plain || (text.starts_with('\'') && text.ends_with('\'')) || text.ends_with('\'') {
        text.to_owned()
    } else {
        format!("({text})")
    }
}

fn primary_key(
    engine: Engine,
    sketch: &Schema,
    table: &mut Table,
    column: &Column,
    choices: &mut Choices,
) -> String {
    let named = constraints::naming(sketch, table, "pkey", choices);
    let name = constraints::known(&named, sketch, table, &[], "pkey");
    table.primary_key = Stated::Written(Some(PrimaryKey {
        name: Stated::Written(name),
        columns: vec![drawing::kept(sketch, column.name.as_str())],
        include: Stated::Implied(Vec::new()),
        origin: Origin::Unlocated,
    }));
    let numbered = if engine == Engine::Sqlite {
        spelling::maybe(" AUTOINCREMENT", 40, choices)
    } else {
        String::new()
    };
    format!("{named}PRIMARY KEY{numbered}")
}

fn inline_constraints(
    sketch: &Schema,
    table: &mut Table,
    column: &Column,
    choices: &mut Choices,
) -> Vec<String> {
    let mut written = Vec::new();
    let own = vec![drawing::kept(sketch, column.name.as_str())];
    if choices.happens(15) {
        let named = constraints::naming(sketch, table, "key", choices);
        let mut index = Index::over_columns(own.clone(), Origin::Unlocated);
        index.is_unique = true;
        index.is_constraint = Stated::Written(true);
        index.name = Stated::Written(constraints::known(&named, sketch, table, &own, "key"));
        table.indexes.push(index);
        written.push(format!("{named}UNIQUE"));
    }
    if let Some((target, key)) = single_key(sketch, column, choices) {
        let named = constraints::naming(sketch, table, "fkey", choices);
        let name = constraints::known(&named, sketch, table, &own, "fkey");
        let actions = constraints::actions(choices);
        let columns = if choices.happens(70) {
            format!(" ({})", spelling::name(sketch.engine, &key, choices))
        } else {
            String::new()
        };
        table
            .foreign_keys
            .push(foreign_key(name, own, target.clone(), vec![key]));
        let target = spelling::relation(sketch, &target, choices);
        written.push(format!("{named}REFERENCES {target}{columns}{actions}"));
    }
    written
}

/// A key of one column that a column of this type may refer to.
fn single_key(
    sketch: &Schema,
    column: &Column,
    choices: &mut Choices,
) -> Option<(QualifiedName, Name)> {
    if !choices.happens(40) {
        return None;
    }
    let shape = column.data_type.get().map(|data_type| &data_type.shape);
    let fits = |table: &Table, name: &Name| {
        let target = table.column(name).and_then(|column| column.data_type.get());
        target.map(|data_type| &data_type.shape) == shape
    };
    let targets: Vec<(QualifiedName, Name)> = sketch
        .tables
        .iter()
        .flat_map(|table| {
            referable_keys(table)
                .into_iter()
                .filter_map(|key| match key.as_slice() {
                    [only] if fits(table, only) => Some((table.name.clone(), only.clone())),
                    _ => None,
                })
        })
        .collect();
    choices.one_of(&targets).cloned()
}

/// A foreign key in the sketch.
pub(super) fn foreign_key(
    name: Name,
    columns: Vec<Name>,
    target: QualifiedName,
    target_columns: Vec<Name>,
) -> ForeignKey {
    ForeignKey {
        name: Stated::Written(name),
        columns,
        target,
        target_columns,
        on_delete: Stated::NotStated,
        on_update: Stated::NotStated,
        deferral: Stated::NotStated,
        validity: Stated::NotStated,
        is_relation_only: false,
        origin: Origin::Unlocated,
    }
}

/// A generated column that is computed from a number, if the table has one.
pub(super) fn define_generated(
    sketch: &Schema,
    table: &mut Table,
    choices: &mut Choices,
) -> Option<String> {
    let palette = palette_of(sketch);
    let sources: Vec<Column> = table
        .columns
        .iter()
        .filter(|column| {
            let choice = column.data_type.get().and_then(|own| palette.of(own));
            choice.is_some_and(|choice| choice.can_number)
        })
        .cloned()
        .collect();
    let source = choices.one_of(&sources)?;
    let name = drawing::column_name(sketch, table, choices);
    let mut column = Column::new(drawing::kept(sketch, name.as_str()), Origin::Unlocated);
    column.data_type = source.data_type.clone();
    let text = column.data_type.get().map(|own| own.text.clone())?;
    table.columns.push(column);
    let storage = match sketch.engine {
        Engine::Sqlite => choices.one_of(&["STORED", "VIRTUAL", ""]).copied()?,
        Engine::PostgreSql | Engine::MySql | Engine::MariaDb => "STORED",
    };
    Some(format!(
        "{} {} GENERATED ALWAYS AS ({} + 1) {storage}",
        spelling::name(sketch.engine, &name, choices),
        spelling::data_type(&text, choices),
        quoted(source.name.as_str()),
    ))
}
