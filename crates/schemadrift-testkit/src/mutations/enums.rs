//! Owns mutations of enum types.

use schemadrift_core::expression::Expression;
use schemadrift_core::model::{DefaultValue, EnumType, EnumValue, Schema};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::origin::Origin;

use super::drafting::Draft;
use super::statements::qualified;
use super::{Mutation, MutationKind};
use crate::choices::Choices;

/// An enum has one value less. PostgreSQL cannot take one away.
pub(super) fn remove_value(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = unused_values(schema, |enumeration| enumeration.values.len() > 1);
    let (position, value) = *choices.one_of(&candidates)?;
    let mut draft = Draft::new(MutationKind::RemoveEnumValue, schema);
    let value = draft.schema.enums[position].values.remove(value);
    let object = value_path(&schema.enums[position], &value.label);
    draft.expect("missing-enum-value", object).finish()
}

/// An enum has one value more.
pub(super) fn add_value(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let position = choices.below(schema.enums.len());
    let original = schema.enums.get(position)?;
    let label = "an added value";
    let mut draft = Draft::new(MutationKind::AddEnumValue, schema);
    draft.schema.enums[position].values.push(EnumValue {
        label: label.to_owned(),
        alias: None,
        origin: Origin::Unlocated,
    });
    draft
        .with_ddl([format!(
            "ALTER TYPE {} ADD VALUE '{label}'",
            qualified(&original.name)
        )])
        .expect("extra-enum-value", value_path(original, label))
        .finish()
}

/// The values of an enum are in another order. PostgreSQL cannot move one.
pub(super) fn reorder_values(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates: Vec<usize> = (0..schema.enums.len())
        .filter(|position| schema.enums[*position].values.len() > 1)
        .collect();
    let position = *choices.one_of(&candidates)?;
    let mut draft = Draft::new(MutationKind::ReorderEnumValues, schema);
    draft.schema.enums[position].values.reverse();
    let object = ObjectPath::top(ObjectKind::Enum, &schema.enums[position].name);
    draft.expect("enum-value-order", object).finish()
}

/// A value of an enum has another name.
pub(super) fn rename_value(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = unused_values(schema, |_| true);
    let (position, value) = *choices.one_of(&candidates)?;
    let mut draft = Draft::new(MutationKind::RenameEnumValue, schema);
    let original = &schema.enums[position];
    let new_label = "a renamed value";
    let value = &mut draft.schema.enums[position].values[value];
    let old_label = std::mem::replace(&mut value.label, new_label.to_owned());
    draft
        .with_ddl([format!(
            "ALTER TYPE {} RENAME VALUE '{}' TO '{new_label}'",
            qualified(&original.name),
            old_label.replace('\'', "''")
        )])
        .expect("missing-enum-value", value_path(original, &old_label))
        .expect("extra-enum-value", value_path(original, new_label))
        .finish()
}

/// An enum is gone that no column has.
pub(super) fn drop(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let is_used = |enumeration: &EnumType| {
        schema
            .tables
            .iter()
            .flat_map(|table| &table.columns)
            .filter_map(|column| column.data_type.get()?.shape.enum_name())
            .any(|name| *name == enumeration.name)
    };
    let candidates: Vec<usize> = (0..schema.enums.len())
        .filter(|position| !is_used(&schema.enums[*position]))
        .collect();
    let position = *choices.one_of(&candidates)?;
    let mut draft = Draft::new(MutationKind::DropEnum, schema);
    let enumeration = draft.schema.enums.remove(position);
    draft
        .with_ddl([format!("DROP TYPE {}", qualified(&enumeration.name))])
        .expect(
            "missing-enum",
            ObjectPath::top(ObjectKind::Enum, &enumeration.name),
        )
        .finish()
}

fn value_path(enumeration: &EnumType, label: &str) -> ObjectPath {
    ObjectPath::part(ObjectKind::EnumValue, &enumeration.name, label)
}

/// Values that no default speaks of, by the positions of enum and value.
fn unused_values(schema: &Schema, approves: impl Fn(&EnumType) -> bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (position, enumeration) in schema.enums.iter().enumerate() {
        if !approves(enumeration) {
            continue;
        }
        for (value, EnumValue { label, .. }) in enumeration.values.iter().enumerate() {
            if !is_in_default(schema, enumeration, label) {
                found.push((position, value));
            }
        }
    }
    found
}

fn is_in_default(schema: &Schema, enumeration: &EnumType, label: &str) -> bool {
    let literal = format!("'{}'", label.replace('\'', "''"));
    let speaks = |expression: &Expression| expression.text.contains(&literal);
    schema
        .tables
        .iter()
        .flat_map(|table| &table.columns)
        .filter(|column| {
            let shape = column.data_type.get().map(|column_type| &column_type.shape);
            shape.and_then(|shape| shape.enum_name()) == Some(&enumeration.name)
        })
        .any(|column| match column.default.get() {
            Some(Some(DefaultValue::Expression(expression))) => speaks(expression),
            Some(Some(DefaultValue::Unknown) | None) | None => false,
        })
}
