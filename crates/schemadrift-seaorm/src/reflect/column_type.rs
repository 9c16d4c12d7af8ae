//! Owns the way from a compiled column type to one in our words.

use sea_orm::sea_query::{ColumnType, DynIden, StringLen};

use crate::sea_type::{Length, SeaType};

/// The type in our words; `None` for one that this release does not know.
pub(super) fn sea_type(compiled: &ColumnType) -> Option<SeaType> {
    Some(match compiled {
        ColumnType::Char(length) => SeaType::Char(*length),
        ColumnType::String(length) => SeaType::String(self::length(length)),
        ColumnType::Text => SeaType::Text,
        ColumnType::Blob => SeaType::Blob,
        ColumnType::TinyInteger => SeaType::integer(8, false),
        ColumnType::SmallInteger => SeaType::integer(16, false),
        ColumnType::Integer => SeaType::integer(32, false),
        ColumnType::BigInteger => SeaType::integer(64, false),
        ColumnType::TinyUnsigned => SeaType::integer(8, true),
        ColumnType::SmallUnsigned => SeaType::integer(16, true),
        ColumnType::Unsigned => SeaType::integer(32, true),
        ColumnType::BigUnsigned => SeaType::integer(64, true),
        ColumnType::Float => SeaType::Float,
        ColumnType::Double => SeaType::Double,
        ColumnType::Decimal(precision) => SeaType::Decimal(*precision),
        ColumnType::Money(precision) => SeaType::Money(*precision),
        ColumnType::DateTime => SeaType::DateTime,
        ColumnType::Timestamp => SeaType::Timestamp,
        ColumnType::TimestampWithTimeZone => SeaType::TimestampWithTimeZone,
        ColumnType::Time => SeaType::Time,
        ColumnType::Date => SeaType::Date,
        ColumnType::Year => SeaType::Year,
        ColumnType::Interval(_, _) => SeaType::Interval,
        ColumnType::Binary(length) => SeaType::Binary(*length),
        ColumnType::VarBinary(length) => SeaType::VarBinary(self::length(length)),
        ColumnType::Bit(length) => SeaType::Bit(*length),
        ColumnType::VarBit(length) => SeaType::VarBit(*length),
        ColumnType::Boolean => SeaType::Boolean,
        ColumnType::Json => SeaType::Json,
        ColumnType::JsonBinary => SeaType::JsonBinary,
        ColumnType::Uuid => SeaType::Uuid,
        ColumnType::Custom(name) => SeaType::Custom(text(name)),
        ColumnType::Enum { name, variants } => SeaType::Enum {
            name: text(name),
            labels: Some(variants.iter().map(text).collect()),
        },
        ColumnType::Array(element) => SeaType::Array(Box::new(sea_type(element)?)),
        ColumnType::Vector(length) => SeaType::Vector(*length),
        ColumnType::Cidr => SeaType::Cidr,
        ColumnType::Inet => SeaType::Inet,
        ColumnType::MacAddr => SeaType::MacAddr,
        ColumnType::LTree => SeaType::LTree,
        // The enum is open to types of later releases.
        _ => return None,
    })
}

fn length(length: &StringLen) -> Length {
    match length {
        StringLen::N(length) => Length::N(*length),
        StringLen::Max => Length::Max,
        StringLen::None => Length::Unsaid,
    }
}

fn text(name: &DynIden) -> String {
    name.to_string()
}
