//! SQLite's palette: the types that Prisma declares, and defaults as the schema table keeps them.

use schemadrift_core::data_type::{BytesKind, ColumnType, DataType, TextSize};
use schemadrift_core::expression::Constant;

use super::palette::{Palette, TypeChoice, number, text};

pub(super) fn palette() -> Palette {
    Palette {
        common: vec![
            declared("INTEGER", DataType::integer(32))
                .numbered()
                .with_constants([("0", number("0")), ("5", number("5")), ("-1", number("-1"))]),
            declared("TEXT", DataType::Text(TextSize::Regular))
                .key()
                .text()
                .with_condition("({} <> '')")
                .with_constants([
                    ("''", text("")),
                    ("'it''s'", text("it's")),
                    (
                        "'größe 😀 \"quoted\" back\\slash'",
                        text("größe 😀 \"quoted\" back\\slash"),
                    ),
                ]),
            declared("BOOLEAN", DataType::Boolean)
                .comparable()
                .with_constants([
                    ("false", Constant::Boolean(false)),
                    ("true", Constant::Boolean(true)),
                ]),
            declared(
                "DATETIME",
                DataType::Timestamp {
                    precision: None,
                    has_zone: false,
                },
            )
            .key()
            .with_condition("({} IS NOT NULL)")
            .with_constants([("CURRENT_TIMESTAMP", Constant::Now { precision: None })]),
        ],
        rare: vec![
            declared("BIGINT", DataType::integer(64))
                .number()
                .key()
                .with_constants([("9223372036854775807", number("9223372036854775807"))]),
            declared("REAL", DataType::Float { bits: 64 })
                .number()
                .comparable()
                .with_constants([("0.5", number("0.5")), ("-0.25", number("-0.25"))]),
            declared("DECIMAL", DataType::Decimal { precision: None })
                .number()
                .key()
                .with_constants([("1.5", number("1.5"))]),
            declared("JSONB", DataType::Jsonb),
            declared("BLOB", DataType::Bytes(BytesKind::Regular))
                .comparable()
                .with_constants([("x'deadbeef'", Constant::Bytes("deadbeef".to_owned()))]),
        ],
    }
}

fn declared(text: &str, shape: DataType) -> TypeChoice {
    TypeChoice::plain(ColumnType::family(text, shape))
}
