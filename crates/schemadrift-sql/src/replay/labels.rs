//! Owns the labels of enums in expressions: the server keeps values, so a renamed one is renamed in
//! every default, check and predicate.

use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::Expression;
use schemadrift_core::model::{Column, DefaultValue, IndexKey, Table};
use schemadrift_core::name::{Name, QualifiedName};

use super::columns::value_mut;
use super::drop::{casts_to, is_of};
use super::mentions::mentions;
use super::state::State;
use crate::tokens::{Kind, decode_text, tokenize};

/// Gives a label its new spelling wherever a value of its type is written.
pub(super) fn rename(state: &mut State, enum_type: &QualifiedName, from: &str, to: &str) {
    let engine = state.engine();
    let mut tables = std::mem::take(&mut state.schema.tables);
    for table in &mut tables {
        let typed: Vec<Name> = table
            .columns
            .iter()
            .filter(|column| has_type(column, enum_type))
            .map(|column| column.name.clone())
            .collect();
        let is_about = |text: &str| {
            casts_to(state, text, enum_type)
                || typed.iter().any(|column| mentions(engine, text, column))
        };
        for column in &mut table.columns {
            let is_typed = has_type(column, enum_type);
            if let Some(Some(DefaultValue::Expression(default))) = value_mut(&mut column.default)
                && (is_typed || is_about(&default.text))
            {
                replace(engine, default, from, to);
            }
        }
        for expression in conditions(table) {
            if is_about(&expression.text) {
                replace(engine, expression, from, to);
            }
        }
    }
    state.schema.tables = tables;
}

fn has_type(column: &Column, enum_type: &QualifiedName) -> bool {
    let data_type = column.data_type.get();
    data_type.is_some_and(|data_type| is_of(&data_type.shape, enum_type))
}

/// Every expression over a row of a table.
pub(super) fn conditions(table: &mut Table) -> Vec<&mut Expression> {
    let mut all = Vec::new();
    for column in &mut table.columns {
        if let Some(Some(generated)) = value_mut(&mut column.generated) {
            all.push(&mut generated.expression);
        }
    }
    for check in &mut table.checks {
        all.push(&mut check.expression);
    }
    for index in &mut table.indexes {
        for part in &mut index.parts {
            if let IndexKey::Expression(expression) = &mut part.key {
                all.push(expression);
            }
        }
        if let Some(Some(predicate)) = value_mut(&mut index.predicate) {
            all.push(predicate);
        }
    }
    for exclusion in &mut table.exclusions {
        all.push(&mut exclusion.definition);
    }
    all
}

fn replace(engine: Engine, expression: &mut Expression, from: &str, to: &str) {
    let mut replaced = String::with_capacity(expression.text.len());
    let mut copied = 0;
    for token in tokenize(engine, &expression.text) {
        let is_it = token.kind == Kind::Text
            && decode_text(engine, token.text).is_some_and(|text| text == from);
        if is_it {
            replaced.push_str(&expression.text[copied..token.start]);
            replaced.push_str(&format!("'{}'", to.replace('\'', "''")));
            copied = token.end();
        }
    }
    replaced.push_str(&expression.text[copied..]);
    expression.text = replaced;
}
