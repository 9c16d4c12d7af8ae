//! The palette of MySQL and MariaDB: the types that Prisma makes, and defaults as the catalog keeps
//! them; and what of a schema they do not take.

use schemadrift_core::data_type::{BytesKind, ColumnType, DataType, TextSize};
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::Constant;
use schemadrift_core::model::Schema;
use schemadrift_core::name::Name;
use schemadrift_core::stated::Stated;

use super::palette::{Palette, TypeChoice, number, text};

/// The collation of all text: it tells case and accents apart, and every server has it.
const COLLATION: &str = "utf8mb4_bin";

pub(super) fn palette() -> Palette {
    let mut palette = types();
    // There are no partial indexes to put a condition on.
    let choices = palette.common.iter_mut().chain(&mut palette.rare);
    choices.for_each(|choice| choice.condition = None);
    palette
}

fn types() -> Palette {
    Palette {
        common: vec![
            of(DataType::integer(32)).numbered().with_constants([
                ("0", number("0")),
                ("5", number("5")),
                ("-1", number("-1")),
            ]),
            of(DataType::Varchar(Some(40)))
                .key()
                .text()
                .with_constants([
                    ("''", text("")),
                    ("'it''s'", text("it's")),
                    (
                        "'größe \"quoted\" back\\\\slash'",
                        text("größe \"quoted\" back\\slash"),
                    ),
                ]),
            of(DataType::Boolean).comparable().with_constants([
                ("0", Constant::Boolean(false)),
                ("1", Constant::Boolean(true)),
            ]),
            of(DataType::Timestamp {
                precision: Some(3),
                has_zone: false,
            })
            .key()
            .with_constants([("CURRENT_TIMESTAMP(3)", Constant::Now { precision: None })]),
        ],
        rare: vec![
            of(DataType::integer(64))
                .numbered()
                .with_constants([("9223372036854775807", number("9223372036854775807"))]),
            of(DataType::Integer {
                bits: 32,
                is_unsigned: true,
            })
            .numbered(),
            of(DataType::integer(8)).comparable(),
            of(DataType::Float { bits: 64 })
                .comparable()
                .with_constants([("0.5", number("0.5")), ("-0.25", number("-0.25"))]),
            of(DataType::Decimal {
                precision: Some((20, 4)),
            })
            .key()
            .with_constants([("1.5", number("1.5"))]),
            of(DataType::Text(TextSize::Regular)),
            of(DataType::Text(TextSize::Long)),
            of(DataType::Json),
            of(DataType::Bytes(BytesKind::Long)),
            of(DataType::Bytes(BytesKind::Fixed(16))).key(),
            of(DataType::Date).key(),
            of(DataType::Year).comparable(),
            of(DataType::InlineEnum(vec![
                "a".to_owned(),
                "it's".to_owned(),
                "Größe".to_owned(),
            ]))
            .comparable()
            .with_constants([("'it''s'", text("it's"))]),
        ],
    }
}

fn of(shape: DataType) -> TypeChoice {
    let text = schemadrift_emit::type_name(Engine::MySql, &shape).unwrap_or_default();
    TypeChoice::plain(ColumnType::exact(text, shape))
}

/// A name that the servers take: of the characters beyond the first 65,536 they know none
/// (<https://dev.mysql.com/doc/refman/en/identifiers.html>).
pub(super) fn name(name: &Name) -> Name {
    let known = |character: char| u32::from(character) <= 0xffff;
    Name::new(
        name.as_str()
            .chars()
            .map(|character| if known(character) { character } else { 'ø' })
            .collect::<String>(),
    )
}

/// States collations as a live catalog does: of text, and of nothing else.
pub(super) fn state_collations(schema: &mut Schema) {
    for column in schema
        .tables
        .iter_mut()
        .flat_map(|table| &mut table.columns)
    {
        let holds_text = column.data_type.get().is_some_and(|column_type| {
            matches!(
                column_type.shape,
                DataType::Varchar(_) | DataType::Text(_) | DataType::InlineEnum(_)
            )
        });
        column.collation = if holds_text {
            Stated::Written(Some(Name::from(COLLATION)))
        } else {
            Stated::NotStated
        };
    }
}
