//! Owns the SQL types of Diesel that stand for a live type, as `diesel print-schema` chooses them.

use schemadrift_core::data_type::{BytesKind, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::name::{Name, QualifiedName};

use super::custom::{Custom, CustomKind};
use super::identifier::upper_camel;

/// Enough for any chain of domains; one that goes round has no end.
const LONGEST_CHAIN: usize = 32;

/// A type as a table writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SqlType {
    pub(super) text: String,
    pub(super) max_length: Option<u32>,
    pub(super) custom: Option<Custom>,
}

impl SqlType {
    /// The type for a live type; `None` where Diesel has none.
    pub(super) fn of(schema: &Schema, shape: &DataType) -> Option<Self> {
        match schema.engine {
            Engine::PostgreSql => of_postgresql(schema, shape),
            Engine::Sqlite => of_sqlite(shape).map(Self::plain),
            // Enums are types of their columns there: `mysql`.
            Engine::MySql | Engine::MariaDb => None,
        }
    }

    pub(super) fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            max_length: None,
            custom: None,
        }
    }

    pub(super) fn limited(text: &str, max_length: Option<u32>) -> Self {
        Self {
            max_length,
            ..Self::plain(text)
        }
    }

    fn custom(name: &QualifiedName) -> Self {
        let struct_name = upper_camel(name.name.as_str());
        Self {
            text: struct_name.clone(),
            max_length: None,
            custom: Some(Custom {
                struct_name,
                kind: CustomKind::PostgreSql(name.clone()),
            }),
        }
    }
}

fn of_postgresql(schema: &Schema, shape: &DataType) -> Option<SqlType> {
    let shape = beneath_domains(schema, shape);
    Some(match shape {
        DataType::Array(element) => {
            let element = of_postgresql(schema, element)?;
            SqlType {
                text: format!("Array<Nullable<{}>>", element.text),
                // The length of elements has no place.
                max_length: None,
                custom: element.custom,
            }
        }
        DataType::Boolean => SqlType::plain("Bool"),
        DataType::Integer { bits: 16, .. } => SqlType::plain("Int2"),
        DataType::Integer { bits: 32, .. } => SqlType::plain("Int4"),
        DataType::Integer { bits: 64, .. } => SqlType::plain("Int8"),
        DataType::Oid => SqlType::plain("Oid"),
        DataType::Float { bits: 32 } => SqlType::plain("Float4"),
        DataType::Float { .. } => SqlType::plain("Float8"),
        DataType::Decimal { .. } => SqlType::plain("Numeric"),
        DataType::Money => SqlType::plain("Money"),
        DataType::Text(_) => SqlType::plain("Text"),
        DataType::Varchar(length) => SqlType::limited("Varchar", *length),
        DataType::Char(length) => SqlType::limited("Bpchar", *length),
        DataType::Citext => SqlType::plain("Citext"),
        DataType::Bytes(BytesKind::Regular) => SqlType::plain("Bytea"),
        DataType::Date => SqlType::plain("Date"),
        DataType::Time { has_zone, .. } => {
            if *has_zone {
                SqlType::custom(&builtin("timetz"))
            } else {
                SqlType::plain("Time")
            }
        }
        DataType::Timestamp { has_zone, .. } => SqlType::plain(if *has_zone {
            "Timestamptz"
        } else {
            "Timestamp"
        }),
        DataType::Interval(_) => SqlType::plain("Interval"),
        DataType::Uuid => SqlType::plain("Uuid"),
        DataType::Json => SqlType::plain("Json"),
        DataType::Jsonb => SqlType::plain("Jsonb"),
        DataType::Xml => SqlType::custom(&builtin("xml")),
        DataType::Bit { is_varying, .. } => {
            SqlType::custom(&builtin(if *is_varying { "varbit" } else { "bit" }))
        }
        DataType::Enum(name) => SqlType::custom(name),
        DataType::Named { name, .. } => match own_name(name.name.as_str()) {
            Some(own) if is_builtin(name) => SqlType::plain(own),
            _ => SqlType::custom(name),
        },
        DataType::Integer { .. }
        | DataType::Bytes(_)
        | DataType::Year
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Untyped
        | DataType::Unreadable => return None,
    })
}

fn builtin(name: &str) -> QualifiedName {
    QualifiedName::new("pg_catalog", name)
}

fn is_builtin(name: &QualifiedName) -> bool {
    name.schema
        .as_ref()
        .is_none_or(|schema| schema.as_str() == "pg_catalog")
}

fn own_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "char" => "CChar",
        "inet" => "Inet",
        "cidr" => "Cidr",
        "macaddr" => "Macaddr",
        "macaddr8" => "Macaddr8",
        "pg_lsn" => "PgLsn",
        "int4range" => "Int4range",
        "int8range" => "Int8range",
        "numrange" => "Numrange",
        "tsrange" => "Tsrange",
        "tstzrange" => "Tstzrange",
        "daterange" => "Daterange",
        "int4multirange" => "Int4multirange",
        "int8multirange" => "Int8multirange",
        "nummultirange" => "Nummultirange",
        "tsmultirange" => "Tsmultirange",
        "tstzmultirange" => "Tstzmultirange",
        "datemultirange" => "Datemultirange",
        _ => return None,
    })
}

/// The type beneath the domains of a schema.
fn beneath_domains<'a>(schema: &'a Schema, shape: &'a DataType) -> &'a DataType {
    let mut shape = shape;
    for _ in 0..LONGEST_CHAIN {
        let DataType::Named { name, .. } = shape else {
            break;
        };
        let is_meant = |found: &QualifiedName| {
            let own: Option<&Name> = found.schema.as_ref().or(schema.default_namespace.as_ref());
            let asked = name.schema.as_ref().or(schema.default_namespace.as_ref());
            found.name == name.name && own == asked
        };
        match schema.domains.iter().find(|domain| is_meant(&domain.name)) {
            Some(domain) => shape = &domain.base.shape,
            None => break,
        }
    }
    shape
}

fn of_sqlite(shape: &DataType) -> Option<&'static str> {
    Some(match shape {
        DataType::Boolean | DataType::Integer { bits: 8, .. } => "Bool",
        DataType::Integer { bits: 16, .. } => "SmallInt",
        DataType::Integer { bits: 64, .. } => "BigInt",
        DataType::Integer { .. } => "Integer",
        DataType::Float { bits: 32 } => "Float",
        DataType::Float { .. } | DataType::Decimal { .. } => "Double",
        DataType::Text(_)
        | DataType::Varchar(_)
        | DataType::Char(_)
        | DataType::Json
        | DataType::Uuid => "Text",
        DataType::Bytes(_) | DataType::Untyped => "Binary",
        DataType::Date => "Date",
        DataType::Time { .. } => "Time",
        DataType::Timestamp { .. } => "Timestamp",
        DataType::Oid
        | DataType::Money
        | DataType::Citext
        | DataType::Year
        | DataType::Interval(_)
        | DataType::Jsonb
        | DataType::Xml
        | DataType::Bit { .. }
        | DataType::Enum(_)
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Array(_)
        | DataType::Named { .. }
        | DataType::Unreadable => return None,
    })
}
