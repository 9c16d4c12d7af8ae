//! SQLite: a column holds any value, whatever type is declared, and Diesel asks for the form it
//! wants. The types accepted are those that the Diesel CLI writes this type for.

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};

use super::Shapes;

/// The declared types of one of Diesel's own types; `None` for a name that is none of them.
pub(super) fn shapes(name: &str) -> Option<Shapes> {
    Some(match name {
        "Bool" => {
            let mut shapes = vec![DataType::Boolean];
            shapes.extend(whole_numbers());
            shapes
        }
        "SmallInt" | "Int2" | "Smallint" | "Integer" | "Int4" | "BigInt" | "Int8" | "Bigint" => {
            whole_numbers()
        }
        "Float" | "Float4" | "Double" | "Float8" | "Numeric" | "Decimal" => vec![
            DataType::Float { bits: 64 },
            DataType::Float { bits: 32 },
            DataType::Decimal { precision: None },
        ],
        "Text" | "VarChar" | "Varchar" | "Char" | "Tinytext" | "Mediumtext" | "Longtext"
        | "Json" => texts(),
        "Binary" | "Blob" | "Varbinary" | "Bit" | "Jsonb" => vec![
            DataType::Bytes(BytesKind::Regular),
            DataType::Bytes(BytesKind::Varying(None)),
            // Words of MySQL, which mean bytes here too.
            DataType::named("tinyblob"),
            DataType::named("mediumblob"),
            DataType::named("longblob"),
            DataType::Untyped,
        ],
        "Date" => moment(DataType::Date),
        "Time" => moment(DataType::Time {
            precision: None,
            has_zone: false,
        }),
        "Timestamp" | "TimestamptzSqlite" | "Timestamptz" => {
            let mut shapes = moment(timestamp(false));
            shapes.push(timestamp(true));
            shapes
        }
        _ => return None,
    })
}

/// Every width is stored in the same way.
fn whole_numbers() -> Shapes {
    vec![
        DataType::integer(32),
        DataType::integer(64),
        DataType::integer(16),
        DataType::integer(8),
        DataType::integer(24),
    ]
}

fn texts() -> Shapes {
    vec![
        DataType::Text(TextSize::Regular),
        DataType::Varchar(None),
        DataType::Char(None),
        DataType::Json,
        DataType::Uuid,
    ]
}

fn timestamp(has_zone: bool) -> DataType {
    DataType::Timestamp {
        precision: None,
        has_zone,
    }
}

/// Moments are kept as text.
fn moment(own: DataType) -> Shapes {
    let mut shapes = vec![own];
    shapes.extend(texts());
    shapes
}
