//! MySQL and MariaDB: Diesel asks for the wire type of a value, and takes every form of text for
//! text and every form of bytes for bytes.

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};

use super::Shapes;

/// The live types of one of Diesel's own types; `None` for a name that is none of them.
pub(super) fn shapes(name: &str) -> Option<Shapes> {
    Some(match name {
        "Bool" => vec![DataType::Boolean, DataType::integer(8)],
        "TinyInt" | "Tinyint" => vec![DataType::integer(8), DataType::Boolean],
        "SmallInt" | "Int2" | "Smallint" => vec![DataType::integer(16)],
        // `mediumint` is sent in the form of an `int`; Diesel has no type of its own for it.
        "Integer" | "Int4" | "Mediumint" => vec![DataType::integer(32), DataType::integer(24)],
        "BigInt" | "Int8" | "Bigint" => vec![DataType::integer(64)],
        "Float" | "Float4" => vec![DataType::Float { bits: 32 }],
        "Double" | "Float8" => vec![DataType::Float { bits: 64 }],
        "Numeric" | "Decimal" => vec![DataType::Decimal { precision: None }],
        "Text" | "VarChar" | "Varchar" | "Char" | "Tinytext" | "Mediumtext" | "Longtext" => texts(),
        "Binary" | "Varbinary" | "Blob" | "Tinyblob" | "Mediumblob" | "Longblob" | "Bit" => bytes(),
        "Date" => vec![DataType::Date],
        "Time" => vec![DataType::Time {
            precision: None,
            has_zone: false,
        }],
        // Both are read in the same form.
        "Datetime" | "Timestamp" => vec![moment(false), moment(true)],
        "Year" => vec![DataType::Year],
        // MariaDB's `json` is an alias of `longtext`.
        "Json" => vec![DataType::Json, DataType::Text(TextSize::Long)],
        _ => return None,
    })
}

/// The live types behind `mysql_type(name = "…")`.
pub(super) fn of_wire_type(name: &str) -> Option<Shapes> {
    Some(match name {
        "Enum" => vec![DataType::InlineEnum(Vec::new())],
        "Set" => vec![DataType::Set(Vec::new())],
        "String" => {
            let mut shapes = texts();
            shapes.extend([DataType::InlineEnum(Vec::new()), DataType::Set(Vec::new())]);
            shapes
        }
        "Blob" => bytes(),
        // What `diesel print-schema` writes; Diesel has no such types, and the program brings some.
        "Mediumint" => vec![DataType::integer(24), DataType::integer(32)],
        "Year" => vec![DataType::Year],
        _ => return None,
    })
}

pub(super) fn unsigned(shape: DataType) -> DataType {
    match shape {
        DataType::Integer { bits, .. } => DataType::Integer {
            bits,
            is_unsigned: true,
        },
        other => other,
    }
}

fn moment(has_zone: bool) -> DataType {
    DataType::Timestamp {
        precision: None,
        has_zone,
    }
}

fn texts() -> Shapes {
    vec![
        DataType::Text(TextSize::Regular),
        DataType::Text(TextSize::Tiny),
        DataType::Text(TextSize::Medium),
        DataType::Text(TextSize::Long),
        DataType::Varchar(None),
        DataType::Char(None),
    ]
}

fn bytes() -> Shapes {
    vec![
        DataType::Bytes(BytesKind::Regular),
        DataType::Bytes(BytesKind::Tiny),
        DataType::Bytes(BytesKind::Medium),
        DataType::Bytes(BytesKind::Long),
        DataType::Bytes(BytesKind::Varying(None)),
        DataType::Bit {
            length: None,
            is_varying: false,
        },
    ]
}
