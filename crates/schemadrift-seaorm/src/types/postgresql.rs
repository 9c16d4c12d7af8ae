//! PostgreSQL. The spellings are those of sea-query's table builder; what is taken beside them is
//! what sqlx decodes for the Rust types that go with them.

use schemadrift_core::data_type::{Acceptance, ColumnType, DataType, TextSize};
use schemadrift_core::dialect::Engine;

use super::{any_of, enum_name, like};
use crate::sea_type::{Length, SeaType};
use crate::version::Release;

const ENGINE: Engine = Engine::PostgreSql;

pub(super) fn column_type(release: Release, sea_type: &SeaType) -> Option<ColumnType> {
    Some(match sea_type {
        SeaType::Char(length) => match length {
            Some(length) => any_of(ENGINE, format!("char({length})"), Vec::new()),
            None => ColumnType::family("char", DataType::Char(Some(1))),
        },
        // Generated entities lose the length of `varchar(n)` and `char(n)`.
        SeaType::String(Length::Unsaid | Length::Max) => {
            ColumnType::family("varchar", DataType::Varchar(None))
        }
        SeaType::String(Length::N(length)) => {
            any_of(ENGINE, format!("varchar({length})"), Vec::new())
        }
        SeaType::Text => any_of(ENGINE, "text", vec![DataType::Citext]),
        SeaType::Blob | SeaType::Binary(_) | SeaType::VarBinary(_) => exact("bytea"),
        SeaType::Integer { bits, is_unsigned } => integer(release, *bits, *is_unsigned),
        SeaType::Float => exact("real"),
        SeaType::Double => exact("double precision"),
        SeaType::Decimal(None) => like(ENGINE, "decimal", Vec::new()),
        SeaType::Decimal(Some((precision, scale))) => {
            exact(&format!("decimal({precision}, {scale})"))
        }
        SeaType::Money(_) => like(ENGINE, "money", vec![DataType::Decimal { precision: None }]),
        SeaType::DateTime | SeaType::Timestamp => like(ENGINE, "timestamp", Vec::new()),
        SeaType::TimestampWithTimeZone => like(ENGINE, "timestamp with time zone", Vec::new()),
        SeaType::Time => like(ENGINE, "time", Vec::new()),
        SeaType::Date => exact("date"),
        SeaType::Interval => like(ENGINE, "interval", Vec::new()),
        SeaType::Bit(None) => exact("bit"),
        SeaType::Bit(Some(length)) => exact(&format!("bit({length})")),
        SeaType::VarBit(length) => exact(&format!("varbit({length})")),
        SeaType::Boolean => exact("bool"),
        // sqlx reads both, and writes what either takes.
        SeaType::Json => any_of(ENGINE, "json", vec![DataType::Jsonb]),
        SeaType::JsonBinary => exact("jsonb"),
        SeaType::Uuid => exact("uuid"),
        // The name is looked up through the search path, wherever that leads.
        SeaType::Enum { name, .. } => ColumnType {
            text: name.clone(),
            shape: DataType::Enum(enum_name(name)),
            acceptance: Acceptance::AnyOf(vec![DataType::named(name.as_str())]),
        },
        SeaType::Array(element) => array(&column_type(release, element)?),
        SeaType::Vector(None) => like(ENGINE, "vector", Vec::new()),
        SeaType::Vector(Some(length)) => exact(&format!("vector({length})")),
        SeaType::Cidr => any_of(ENGINE, "cidr", vec![DataType::named("inet")]),
        SeaType::Inet => any_of(ENGINE, "inet", vec![DataType::named("cidr")]),
        SeaType::MacAddr => exact("macaddr"),
        SeaType::LTree => exact("ltree"),
        SeaType::Custom(text) => super::custom(ENGINE, text),
        SeaType::Year => return None,
    })
}

fn exact(text: &str) -> ColumnType {
    any_of(ENGINE, text, Vec::new())
}

/// There are no unsigned numbers: releases differ in the width they choose, and each of the
/// widths holds what the others do.
fn integer(release: Release, bits: u8, is_unsigned: bool) -> ColumnType {
    let widths = |bits: &[u8]| bits.iter().map(|bits| DataType::integer(*bits)).collect();
    match (bits, is_unsigned) {
        (8, false) => any_of(ENGINE, "smallint", Vec::new()),
        (16, false) => exact("smallint"),
        (32, false) => exact("integer"),
        (_, false) => exact("bigint"),
        (8, true) => any_of(ENGINE, "smallint", widths(&[32, 64])),
        (16, true) => any_of(
            ENGINE,
            if release.is_first() {
                "smallint"
            } else {
                "integer"
            },
            widths(&[16, 32, 64]),
        ),
        // Newer releases make a `bigint` of it, and read it from neither release's.
        (32, true) => any_of(ENGINE, "integer", vec![DataType::Oid]),
        (_, true) => like(
            ENGINE,
            "bigint",
            vec![DataType::Decimal { precision: None }],
        ),
    }
}

/// An array takes whatever its elements take.
fn array(element: &ColumnType) -> ColumnType {
    let of = |shape: &DataType| DataType::Array(Box::new(shape.clone()));
    let all = |shapes: &[DataType]| shapes.iter().map(of).collect();
    let acceptance = match &element.acceptance {
        Acceptance::Exact | Acceptance::StoredAs(_) => Acceptance::Exact,
        Acceptance::Family => Acceptance::Like(all(&[
            DataType::Text(TextSize::Regular),
            DataType::Varchar(None),
            DataType::Char(None),
            DataType::Citext,
        ])),
        Acceptance::AnyOf(shapes) => Acceptance::AnyOf(all(shapes)),
        Acceptance::Like(shapes) => Acceptance::Like(all(shapes)),
        Acceptance::Converting(shapes) => Acceptance::Converting(all(shapes)),
    };
    ColumnType {
        text: format!("{}[]", element.text),
        shape: of(&element.shape),
        acceptance,
    }
}
