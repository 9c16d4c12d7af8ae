//! PostgreSQL's words for types (<https://www.postgresql.org/docs/current/datatype.html>).

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};
use schemadrift_core::dialect::Engine;
use schemadrift_core::name::QualifiedName;

use super::{quoted, with_parameter};

/// Types that every server has under a name that needs no quotes.
const PLAIN_NAMES: &[&str] = &[
    "box",
    "cidr",
    "circle",
    "daterange",
    "hstore",
    "inet",
    "int4range",
    "int8range",
    "jsonpath",
    "line",
    "lseg",
    "ltree",
    "macaddr",
    "macaddr8",
    "name",
    "numrange",
    "path",
    "point",
    "polygon",
    "tsquery",
    "tsrange",
    "tstzrange",
    "tsvector",
];

pub(super) fn type_name(shape: &DataType) -> Option<String> {
    let text = match shape {
        DataType::Boolean => "boolean".to_owned(),
        DataType::Integer {
            bits,
            is_unsigned: false,
        } => integer(*bits)?.to_owned(),
        DataType::Oid => "oid".to_owned(),
        DataType::Float { bits: 32 } => "real".to_owned(),
        DataType::Float { .. } => "double precision".to_owned(),
        DataType::Decimal { precision } => with_parameter(
            "numeric",
            precision.map(|(precision, scale)| format!("{precision},{scale}")),
        ),
        DataType::Money => "money".to_owned(),
        DataType::Text(TextSize::Regular) => "text".to_owned(),
        DataType::Varchar(length) => with_parameter("varchar", *length),
        DataType::Char(None) => "bpchar".to_owned(),
        DataType::Char(length) => with_parameter("char", *length),
        DataType::Citext => "citext".to_owned(),
        DataType::Bytes(BytesKind::Regular) => "bytea".to_owned(),
        DataType::Date => "date".to_owned(),
        DataType::Time {
            precision,
            has_zone,
        } => with_parameter(if *has_zone { "timetz" } else { "time" }, *precision),
        DataType::Timestamp {
            precision,
            has_zone,
        } => with_parameter(
            if *has_zone {
                "timestamptz"
            } else {
                "timestamp"
            },
            *precision,
        ),
        DataType::Interval(fields) => interval(fields.as_deref()),
        DataType::Uuid => "uuid".to_owned(),
        DataType::Json => "json".to_owned(),
        DataType::Jsonb => "jsonb".to_owned(),
        DataType::Xml => "xml".to_owned(),
        DataType::Bit { length, is_varying } => {
            with_parameter(if *is_varying { "varbit" } else { "bit" }, *length)
        }
        DataType::Enum(name) => quoted(Engine::PostgreSql, name),
        DataType::Array(element) => format!("{}[]", type_name(element)?),
        DataType::Named { name, arguments } => with_parameter(&named(name), arguments.as_deref()),
        DataType::Integer {
            is_unsigned: true, ..
        }
        | DataType::Text(_)
        | DataType::Bytes(_)
        | DataType::Year
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Untyped
        | DataType::Unreadable => return None,
    };
    Some(text)
}

fn integer(bits: u8) -> Option<&'static str> {
    match bits {
        16 => Some("smallint"),
        32 => Some("integer"),
        64 => Some("bigint"),
        _ => None,
    }
}

fn interval(fields: Option<&str>) -> String {
    match fields.map(str::trim) {
        None | Some("") => "interval".to_owned(),
        Some(precision) if precision.starts_with('(') => format!("interval{precision}"),
        Some(fields) => format!("interval {fields}"),
    }
}

fn named(name: &QualifiedName) -> String {
    let is_plain = name.schema.is_none() && PLAIN_NAMES.contains(&name.name.as_str());
    if is_plain {
        name.name.to_string()
    } else {
        quoted(Engine::PostgreSql, name)
    }
}
