//! Owns enums that MySQL and MariaDB keep in each column: names for them, where an ORM declares
//! enums by name.

use schemadrift_core::data_type::DataType;
use schemadrift_core::model::{Column, EnumType, EnumValue, Schema};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

/// The schema with an enum for each column that lists values, named `table_column` as `prisma db
/// pull` names them. A foreign key's columns have the enum of those that they refer to: ORMs relate
/// fields of one type only.
pub(crate) fn with_enums(schema: &Schema) -> Schema {
    let mut named = schema.clone();
    let mut enums: Vec<EnumType> = Vec::new();
    for table in &mut named.tables {
        for column in &mut table.columns {
            let Some(labels) = labels(column) else {
                continue;
            };
            let (owner, own) = referred_to(schema, (&table.name, &column.name));
            let name = QualifiedName::bare(format!("{}_{own}", owner.name));
            if !enums.iter().any(|declared| declared.name == name) {
                enums.push(declared(name.clone(), &labels));
            }
            if let Stated::Written(column_type) = &mut column.data_type {
                column_type.shape = DataType::Enum(name);
            }
        }
    }
    named.enums.extend(enums);
    named
}

fn labels(column: &Column) -> Option<Vec<String>> {
    match &column.data_type {
        Stated::Written(column_type) => match &column_type.shape {
            DataType::InlineEnum(labels) => Some(labels.clone()),
            _ => None,
        },
        Stated::Implied(_) | Stated::NotStated => None,
    }
}

/// The column that a column's foreign keys lead to, as long as the values are the same.
fn referred_to<'a>(schema: &'a Schema, from: Place<'a>) -> Place<'a> {
    let mut seen = vec![from];
    while let Some(next) = step(schema, seen[seen.len() - 1]) {
        if seen.contains(&next) {
            break;
        }
        seen.push(next);
    }
    // In a circle, all have to agree on one.
    let circle = step(schema, seen[seen.len() - 1]).and_then(|next| {
        let start = seen.iter().position(|place| *place == next)?;
        seen[start..].iter().min().copied()
    });
    circle.unwrap_or(seen[seen.len() - 1])
}

/// A table and a column of it.
type Place<'a> = (&'a QualifiedName, &'a Name);

fn step<'a>(schema: &'a Schema, (table, column): Place<'_>) -> Option<Place<'a>> {
    let own = find(schema, (table, column))?;
    let keys = &schema
        .tables
        .iter()
        .find(|other| other.name == *table)?
        .foreign_keys;
    keys.iter().find_map(|key| {
        let position = key.columns.iter().position(|name| name == column)?;
        let target = (&key.target, key.target_columns.get(position)?);
        (labels(find(schema, target)?) == labels(own)).then_some(target)
    })
}

fn find<'a>(schema: &'a Schema, (table, column): Place<'_>) -> Option<&'a Column> {
    let table = schema.tables.iter().find(|other| other.name == *table)?;
    table.columns.iter().find(|other| other.name == *column)
}

fn declared(name: QualifiedName, labels: &[String]) -> EnumType {
    let value = |label: &String| EnumValue {
        label: label.clone(),
        alias: None,
        origin: Origin::Unlocated,
    };
    EnumType {
        name,
        alias: None,
        values: labels.iter().map(value).collect(),
        origin: Origin::Unlocated,
        taints: Vec::new(),
    }
}
