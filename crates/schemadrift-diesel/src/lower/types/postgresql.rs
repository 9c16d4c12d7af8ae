//! PostgreSQL: Diesel decodes the binary form of a value, so that widths must agree, and takes
//! every form of text for text.

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};

use super::Shapes;
use crate::ast::TypeExpr;

/// The live types of one of Diesel's own types; `None` for a name that is none of them.
pub(super) fn shapes(name: &str, arguments: &[TypeExpr]) -> Option<Shapes> {
    Some(match name {
        "Text" | "VarChar" | "Varchar" | "Char" | "Tinytext" | "Mediumtext" | "Longtext"
        // An alias of `Varchar` before Diesel 2.4, and read in the same way after.
        | "Bpchar" => vec![
            DataType::Text(TextSize::Regular),
            DataType::Varchar(None),
            DataType::Char(None),
            DataType::Citext,
        ],
        "Range" | "Multirange" => return of_range(name, arguments),
        "Timetz" => vec![DataType::Time {
            precision: None,
            has_zone: true,
        }],
        _ => vec![of_own_name(name)?],
    })
}

fn of_own_name(name: &str) -> Option<DataType> {
    Some(match name {
        "Bool" => DataType::Boolean,
        "SmallInt" | "Int2" | "Smallint" | "SmallSerial" | "Smallserial" => DataType::integer(16),
        "Integer" | "Int4" | "Int" | "Serial" => DataType::integer(32),
        "BigInt" | "Int8" | "Bigint" | "BigSerial" | "Bigserial" => DataType::integer(64),
        "Float" | "Float4" => DataType::Float { bits: 32 },
        "Double" | "Float8" => DataType::Float { bits: 64 },
        "Numeric" | "Decimal" => DataType::Decimal { precision: None },
        "Money" | "Cash" => DataType::Money,
        "Oid" => DataType::Oid,
        "Citext" => DataType::Citext,
        "Binary" | "Bytea" | "Blob" | "Varbinary" | "Tinyblob" | "Mediumblob" | "Longblob" => {
            DataType::Bytes(BytesKind::Regular)
        }
        "Bit" => DataType::Bit {
            length: None,
            is_varying: false,
        },
        "Date" => DataType::Date,
        "Time" => DataType::Time {
            precision: None,
            has_zone: false,
        },
        "Timestamp" => timestamp(false),
        "Timestamptz" | "TimestampTz" => timestamp(true),
        "Interval" => DataType::Interval(None),
        "Uuid" => DataType::Uuid,
        "Json" => DataType::Json,
        "Jsonb" => DataType::Jsonb,
        "CChar" => DataType::named("char"),
        "Inet" | "Cidr" => DataType::named(name.to_ascii_lowercase()),
        "MacAddr" | "Macaddr" => DataType::named("macaddr"),
        "MacAddr8" | "Macaddr8" => DataType::named("macaddr8"),
        "PgLsn" => DataType::named("pg_lsn"),
        "Int4range" | "Int8range" | "Numrange" | "Tsrange" | "Tstzrange" | "Daterange"
        | "Int4multirange" | "Int8multirange" | "Nummultirange" | "Tsmultirange"
        | "Tstzmultirange" | "Datemultirange" => DataType::named(name.to_ascii_lowercase()),
        _ => return None,
    })
}

fn timestamp(has_zone: bool) -> DataType {
    DataType::Timestamp {
        precision: None,
        has_zone,
    }
}

fn of_range(name: &str, arguments: &[TypeExpr]) -> Option<Shapes> {
    let element = match arguments.first()?.named()?.0 {
        "Integer" | "Int4" => "int4",
        "BigInt" | "Int8" | "Bigint" => "int8",
        "Numeric" | "Decimal" => "num",
        "Timestamp" => "ts",
        "Timestamptz" | "TimestampTz" => "tstz",
        "Date" => "date",
        _ => return None,
    };
    let kind = name.to_ascii_lowercase();
    Some(vec![DataType::named(format!("{element}{kind}"))])
}

/// The shape of a type by the name that PostgreSQL gives it, where it is more than a name.
pub(super) fn of_database_name(name: &str) -> Option<DataType> {
    Some(match name {
        "citext" => DataType::Citext,
        "xml" => DataType::Xml,
        "timetz" => DataType::Time {
            precision: None,
            has_zone: true,
        },
        "bit" | "varbit" => DataType::Bit {
            length: None,
            is_varying: name == "varbit",
        },
        "bpchar" => DataType::Char(None),
        "interval" => DataType::Interval(None),
        "json" => DataType::Json,
        "jsonb" => DataType::Jsonb,
        "uuid" => DataType::Uuid,
        "money" => DataType::Money,
        "oid" => DataType::Oid,
        _ => return None,
    })
}

/// The types that a name of somebody else's may mean: the CLI writes a type's name in camel case.
pub(super) fn guessed(name: &str) -> Shapes {
    let lower = name.to_ascii_lowercase();
    let mut snake = String::new();
    for (position, character) in name.chars().enumerate() {
        if character.is_ascii_uppercase() && position > 0 {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    let mut shapes: Shapes = of_database_name(&lower).into_iter().collect();
    shapes.push(DataType::named(lower));
    shapes.push(DataType::named(snake));
    shapes
}
