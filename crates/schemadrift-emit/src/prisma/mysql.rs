//! Owns what is different in a Prisma schema for MySQL and MariaDB: native types, and enums, which
//! Prisma declares by name and the databases keep in each column.

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};
use schemadrift_core::model::{Column, EnumType, EnumValue, Schema};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::field_type::Scalar;

/// The schema with an enum for each column that lists values, named `table_column` as `prisma db
/// pull` names them. A foreign key's columns have the enum of those that they refer to: Prisma relates
/// fields of one type only.
pub(super) fn with_enums(schema: &Schema) -> Schema {
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

/// MySQL's scalars and native types
/// (<https://www.prisma.io/docs/orm/overview/databases/mysql#native-type-mappings>).
pub(super) fn scalar(shape: &DataType) -> Option<(Scalar, Option<String>)> {
    let plain = |scalar| Some((scalar, None));
    let native = |scalar, native: &str| Some((scalar, Some(native.to_owned())));
    match shape {
        DataType::Boolean => plain(Scalar::Boolean),
        DataType::Integer { bits, is_unsigned } => Some(integer(*bits, *is_unsigned)),
        DataType::Float { bits: 32 } => native(Scalar::Float, "Float"),
        DataType::Float { .. } => plain(Scalar::Float),
        DataType::Decimal { precision } => Some(match precision.unwrap_or((10, 0)) {
            (65, 30) => (Scalar::Decimal, None),
            (precision, scale) => {
                let native = format!("Decimal({precision}, {scale})");
                (Scalar::Decimal, Some(native))
            }
        }),
        DataType::Text(size) => native(
            Scalar::String,
            match size {
                TextSize::Tiny => "TinyText",
                TextSize::Regular => "Text",
                TextSize::Medium => "MediumText",
                TextSize::Long => "LongText",
            },
        ),
        // What Prisma makes of a string that says no more.
        DataType::Varchar(Some(191)) => plain(Scalar::String),
        DataType::Varchar(Some(length)) => native(Scalar::String, &format!("VarChar({length})")),
        DataType::Char(length) => native(Scalar::String, &format!("Char({})", length.unwrap_or(1))),
        DataType::Bytes(kind) => bytes(*kind),
        DataType::Date => native(Scalar::DateTime, "Date"),
        DataType::Time { precision, .. } => native(Scalar::DateTime, &digits("Time", *precision)),
        DataType::Timestamp {
            precision: Some(3),
            has_zone: false,
        } => plain(Scalar::DateTime),
        DataType::Timestamp {
            precision,
            has_zone,
        } => {
            let word = if *has_zone { "Timestamp" } else { "DateTime" };
            native(Scalar::DateTime, &digits(word, *precision))
        }
        DataType::Year => native(Scalar::Int, "Year"),
        DataType::Json => plain(Scalar::Json),
        DataType::Bit {
            length,
            is_varying: false,
        } => match length.unwrap_or(1) {
            1 => native(Scalar::Boolean, "Bit(1)"),
            length => native(Scalar::Bytes, &format!("Bit({length})")),
        },
        DataType::Varchar(None)
        | DataType::Bit { .. }
        | DataType::Oid
        | DataType::Money
        | DataType::Citext
        | DataType::Interval(_)
        | DataType::Uuid
        | DataType::Jsonb
        | DataType::Xml
        | DataType::Enum(_)
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Array(_)
        | DataType::Named { .. }
        | DataType::Untyped
        | DataType::Unreadable => None,
    }
}

fn integer(bits: u8, is_unsigned: bool) -> (Scalar, Option<String>) {
    let (scalar, word) = match bits {
        8 => (Scalar::Int, "TinyInt"),
        16 => (Scalar::Int, "SmallInt"),
        24 => (Scalar::Int, "MediumInt"),
        64 => (Scalar::BigInt, "BigInt"),
        _ => (Scalar::Int, "Int"),
    };
    let native = match (is_unsigned, bits) {
        (true, _) => Some(format!("Unsigned{word}")),
        (false, 32 | 64) => None,
        (false, _) => Some(word.to_owned()),
    };
    (scalar, native)
}

fn bytes(kind: BytesKind) -> Option<(Scalar, Option<String>)> {
    let native = match kind {
        BytesKind::Tiny => "TinyBlob".to_owned(),
        BytesKind::Regular => "Blob".to_owned(),
        BytesKind::Medium => "MediumBlob".to_owned(),
        BytesKind::Long => return Some((Scalar::Bytes, None)),
        BytesKind::Fixed(length) => format!("Binary({length})"),
        BytesKind::Varying(length) => format!("VarBinary({})", length?),
    };
    Some((Scalar::Bytes, Some(native)))
}

/// Without a precision, no fractional digits are kept.
fn digits(word: &str, precision: Option<u8>) -> String {
    format!("{word}({})", precision.unwrap_or(0))
}
