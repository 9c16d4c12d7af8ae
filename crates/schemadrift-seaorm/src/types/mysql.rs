//! MySQL and MariaDB. The spellings are those of sea-query's table builder; what is taken beside
//! them is what sqlx decodes for the Rust types that go with them.

use schemadrift_core::data_type::{BytesKind, ColumnType, DataType, TextSize};
use schemadrift_core::dialect::Engine;
use schemadrift_sql::types::read_type;

use super::{any_of, like};
use crate::sea_type::{Length, SeaType};

pub(super) fn column_type(engine: Engine, sea_type: &SeaType) -> Option<ColumnType> {
    let exact = |text: &str| any_of(engine, text, Vec::new());
    let family = |text: &str| ColumnType::family(text, read_type(engine, text));
    let shape = |text: &str| read_type(engine, text);
    Some(match sea_type {
        SeaType::Char(None) => family("char"),
        SeaType::Char(Some(length)) => exact(&format!("char({length})")),
        // Generated entities lose the length of `varchar(n)` and `char(n)`.
        SeaType::String(Length::Unsaid) => family("varchar(255)"),
        SeaType::String(Length::Max) => family("varchar(65535)"),
        SeaType::String(Length::N(length)) => exact(&format!("varchar({length})")),
        // Which of the sizes of text it is, generated entities do not say.
        SeaType::Text => like(engine, "text", vec![DataType::Text(TextSize::Regular)]),
        SeaType::Blob => family("blob"),
        // Generated entities say this of `blob`.
        SeaType::Binary(255) => any_of(
            engine,
            "binary(255)",
            vec![DataType::Bytes(BytesKind::Regular)],
        ),
        SeaType::Binary(length) => exact(&format!("binary({length})")),
        SeaType::VarBinary(Length::Unsaid | Length::Max) => family("varbinary(255)"),
        SeaType::VarBinary(Length::N(length)) => exact(&format!("varbinary({length})")),
        SeaType::Integer { bits, is_unsigned } => integer(engine, *bits, *is_unsigned),
        SeaType::Float => exact("float"),
        SeaType::Double => exact("double"),
        SeaType::Decimal(None) | SeaType::Money(None) => like(engine, "decimal", Vec::new()),
        SeaType::Decimal(Some((precision, scale))) | SeaType::Money(Some((precision, scale))) => {
            exact(&format!("decimal({precision}, {scale})"))
        }
        SeaType::DateTime => like(engine, "datetime", Vec::new()),
        SeaType::Timestamp | SeaType::TimestampWithTimeZone => {
            like(engine, "timestamp", vec![shape("datetime")])
        }
        SeaType::Time => like(engine, "time", Vec::new()),
        SeaType::Date => exact("date"),
        SeaType::Year => exact("year"),
        SeaType::Bit(None) => exact("bit"),
        SeaType::Bit(Some(length)) => exact(&format!("bit({length})")),
        // A single bit holds a truth value too.
        SeaType::Boolean => any_of(engine, "bool", vec![shape("bit(1)")]),
        // MariaDB keeps documents as text.
        SeaType::Json | SeaType::JsonBinary => {
            any_of(engine, "json", vec![DataType::Text(TextSize::Long)])
        }
        SeaType::Uuid => any_of(
            engine,
            "binary(16)",
            vec![DataType::Uuid, DataType::Bytes(BytesKind::Fixed(16))],
        ),
        SeaType::Enum { labels, .. } => inline_enum(labels.as_ref()?),
        SeaType::Custom(text) => super::custom(engine, text),
        SeaType::Interval
        | SeaType::VarBit(_)
        | SeaType::Array(_)
        | SeaType::Vector(_)
        | SeaType::Cidr
        | SeaType::Inet
        | SeaType::MacAddr
        | SeaType::LTree => return None,
    })
}

fn integer(engine: Engine, bits: u8, is_unsigned: bool) -> ColumnType {
    let name = match bits {
        8 => "tinyint",
        16 => "smallint",
        32 => "int",
        _ => "bigint",
    };
    let text = if is_unsigned {
        format!("{name} unsigned")
    } else {
        name.to_owned()
    };
    // `tinyint(1)` is a number like any other, and reads as a truth value to most tools.
    let others = match (bits, is_unsigned) {
        (8, false) => vec![DataType::Boolean],
        (32, false) => vec![DataType::Integer {
            bits: 24,
            is_unsigned: false,
        }],
        (32, true) => vec![DataType::Integer {
            bits: 24,
            is_unsigned: true,
        }],
        _ => Vec::new(),
    };
    any_of(engine, text, others)
}

fn inline_enum(labels: &[String]) -> ColumnType {
    let quoted: Vec<String> = labels
        .iter()
        .map(|label| format!("'{}'", label.replace('\'', "''")))
        .collect();
    ColumnType::exact(
        format!("enum({})", quoted.join(",")),
        DataType::InlineEnum(labels.to_vec()),
    )
}
