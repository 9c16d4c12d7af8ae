//! Owns what is known of the types of expressions, and the rules that need it.

use schemadrift_core::data_type::{DataType, TextSize};
use schemadrift_core::name::QualifiedName;

use super::super::tree::Tree;
use super::Context;
use super::synonym::{IMPLIED_SCHEMAS, is_trigger_row};

/// The type of an expression, as far as it is certain.
pub(super) fn type_of(context: Context<'_>, tree: &Tree) -> Option<DataType> {
    match tree {
        Tree::Column(path) => match path.as_slice() {
            [name] => (context.columns)(name).map(unqualified),
            [row, name] if is_trigger_row(row) => (context.columns)(name).map(unqualified),
            _ => None,
        },
        Tree::Cast { target, .. } => Some(target.clone()),
        Tree::Collate { operand, .. } => type_of(context, operand),
        Tree::Subscript {
            base,
            is_slice: false,
            ..
        } => match type_of(context, base)? {
            DataType::Array(element) => Some(*element),
            _ => None,
        },
        Tree::Call { .. } => {
            let (name, arguments) = tree.as_call()?;
            match name {
                "coalesce" | "greatest" | "least" => type_of(context, arguments.first()?),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether two types differ in nothing but lengths and digits, so that a literal cast to one is
/// the literal that the other would make of it.
pub(in super::super) fn same_type(one: &DataType, other: &DataType) -> bool {
    match (one, other) {
        (DataType::Char(_), DataType::Char(_))
        | (DataType::Decimal { .. }, DataType::Decimal { .. }) => true,
        (
            DataType::Timestamp { has_zone, .. },
            DataType::Timestamp {
                has_zone: other, ..
            },
        )
        | (
            DataType::Time { has_zone, .. },
            DataType::Time {
                has_zone: other, ..
            },
        ) => has_zone == other,
        (DataType::Array(one), DataType::Array(other)) => same_type(one, other),
        (
            DataType::Enum(one)
            | DataType::Named {
                name: one,
                arguments: None,
            },
            DataType::Enum(other)
            | DataType::Named {
                name: other,
                arguments: None,
            },
        ) => same_name(one, other),
        (one, other) => one == other,
    }
}

/// Whether two names mean the same type, where a schema that is not named is an implied one.
fn same_name(one: &QualifiedName, other: &QualifiedName) -> bool {
    let schema = |name: &QualifiedName| {
        name.schema
            .as_ref()
            .map(|schema| schema.as_str().to_owned())
            .filter(|schema| !IMPLIED_SCHEMAS.contains(&schema.as_str()))
    };
    one.name == other.name && schema(one) == schema(other)
}

/// The type without a schema that is implied anyway.
pub(in super::super) fn unqualified(shape: DataType) -> DataType {
    let strip = |mut name: QualifiedName| {
        name.schema = name
            .schema
            .filter(|schema| !IMPLIED_SCHEMAS.contains(&schema.as_str()));
        name
    };
    match shape {
        DataType::Named { name, arguments } => DataType::Named {
            name: strip(name),
            arguments,
        },
        DataType::Enum(name) => DataType::Enum(strip(name)),
        DataType::Array(element) => DataType::Array(Box::new(unqualified(*element))),
        other => other,
    }
}

/// A `character varying` is text by another label, and a column of a domain is printed with a cast
/// to the type beneath: such casts change nothing.
pub(super) fn without_relabel(context: Context<'_>, tree: Tree) -> Tree {
    let Tree::Cast { operand, target } = tree else {
        return tree;
    };
    let is_relabel = |from: &DataType, to: &DataType| {
        matches!(from, DataType::Text(_) | DataType::Varchar(_))
            && *to == DataType::Text(TextSize::Regular)
    };
    let is_own = |from: &DataType, to: &DataType| from == to && has_one_form(to);
    let changes_nothing = match (type_of(context, &operand), &target) {
        (Some(DataType::Array(from)), DataType::Array(to)) => is_relabel(&from, to),
        (Some(from), to) => is_relabel(&from, to) || is_own(&from, to),
        (None, _) => false,
    };
    if changes_nothing && !matches!(operand.as_ref(), Tree::Cast { .. }) {
        *operand
    } else {
        Tree::Cast { operand, target }
    }
}

/// Whether a type has neither length nor digits, so that a cast of it to itself keeps every value.
fn has_one_form(data_type: &DataType) -> bool {
    matches!(
        data_type,
        DataType::Boolean
            | DataType::Integer { .. }
            | DataType::Float { .. }
            | DataType::Decimal { precision: None }
            | DataType::Date
            | DataType::Uuid
            | DataType::Json
            | DataType::Jsonb
    )
}
