//! SQLite, where a declared type is a hint and what counts is how values are stored: a column is
//! taken where the values that the code binds come back as what it reads.
//!
//! sqlx reads by the type of each stored value: a whole number that a `REAL` column has made a
//! fraction is no whole number any more, and a fraction that a `NUMERIC` or `INTEGER` column has
//! made whole is no fraction (<https://sqlite.org/datatype3.html#type_affinity>).

use schemadrift_core::data_type::{Acceptance, ColumnType};
use schemadrift_core::dialect::{Affinity, Engine};
use schemadrift_sql::types::read_type;

use crate::sea_type::{Length, SeaType};
use crate::version::Release;

pub(super) fn column_type(release: Release, sea_type: &SeaType) -> ColumnType {
    let text = spelling(release, sea_type);
    ColumnType {
        shape: read_type(Engine::Sqlite, &text),
        acceptance: Acceptance::StoredAs(stored(sea_type).to_vec()),
        text,
    }
}

/// What sea-query's table builder writes.
fn spelling(release: Release, sea_type: &SeaType) -> String {
    let wide = if release.is_first() {
        "bigint"
    } else {
        "integer"
    };
    match sea_type {
        SeaType::Char(None) => "char".to_owned(),
        SeaType::Char(Some(length)) => format!("char({length})"),
        SeaType::String(Length::N(length)) => format!("varchar({length})"),
        SeaType::String(Length::Unsaid | Length::Max) => "varchar".to_owned(),
        SeaType::Text => "text".to_owned(),
        SeaType::Integer { bits, .. } => match bits {
            8 => "tinyint",
            16 => "smallint",
            32 => "integer",
            _ => wide,
        }
        .to_owned(),
        SeaType::Float => "float".to_owned(),
        SeaType::Double => "double".to_owned(),
        SeaType::Decimal(Some((precision, scale))) => format!("real({precision}, {scale})"),
        SeaType::Decimal(None) if release.is_first() => "real".to_owned(),
        SeaType::Decimal(None) => "real_decimal".to_owned(),
        SeaType::Money(Some((precision, scale))) => format!("real_money({precision}, {scale})"),
        SeaType::Money(None) => "real_money".to_owned(),
        SeaType::DateTime => "datetime_text".to_owned(),
        SeaType::Timestamp => "timestamp_text".to_owned(),
        SeaType::TimestampWithTimeZone => "timestamp_with_timezone_text".to_owned(),
        SeaType::Time => "time_text".to_owned(),
        SeaType::Date => "date_text".to_owned(),
        SeaType::Binary(length) => format!("blob({length})"),
        SeaType::VarBinary(Length::N(length)) => format!("varbinary_blob({length})"),
        SeaType::VarBinary(Length::Unsaid | Length::Max) => "varbinary_blob".to_owned(),
        SeaType::Blob | SeaType::Bit(_) | SeaType::VarBit(_) => "blob".to_owned(),
        SeaType::Boolean => "boolean".to_owned(),
        SeaType::Json => "json_text".to_owned(),
        SeaType::JsonBinary => "jsonb_text".to_owned(),
        SeaType::Uuid => "uuid_text".to_owned(),
        SeaType::Enum { .. } => "enum_text".to_owned(),
        SeaType::Custom(text) => text.clone(),
        SeaType::Year => "integer".to_owned(),
        SeaType::Interval
        | SeaType::Array(_)
        | SeaType::Vector(_)
        | SeaType::Cidr
        | SeaType::Inet
        | SeaType::MacAddr
        | SeaType::LTree => "text".to_owned(),
    }
}

fn stored(sea_type: &SeaType) -> &'static [Affinity] {
    match sea_type {
        SeaType::Integer { .. } | SeaType::Boolean | SeaType::Year => {
            &[Affinity::Integer, Affinity::Numeric, Affinity::Blob]
        }
        SeaType::Float | SeaType::Double => &[Affinity::Real, Affinity::Blob],
        // They are written as text, and read as fractions.
        SeaType::Decimal(_) | SeaType::Money(_) => &[Affinity::Real],
        SeaType::Char(_) | SeaType::String(_) | SeaType::Text | SeaType::Enum { .. } => {
            &[Affinity::Text, Affinity::Blob]
        }
        // Their texts never look like numbers, so no column changes them.
        SeaType::DateTime
        | SeaType::Timestamp
        | SeaType::TimestampWithTimeZone
        | SeaType::Time
        | SeaType::Date => &[
            Affinity::Text,
            Affinity::Numeric,
            Affinity::Blob,
            Affinity::Integer,
            Affinity::Real,
        ],
        SeaType::Json | SeaType::JsonBinary => &[Affinity::Text, Affinity::Numeric, Affinity::Blob],
        // Byte strings stay what they are in every column.
        SeaType::Blob
        | SeaType::Binary(_)
        | SeaType::VarBinary(_)
        | SeaType::Bit(_)
        | SeaType::VarBit(_)
        | SeaType::Uuid => &[Affinity::Blob, Affinity::Text, Affinity::Numeric],
        SeaType::Interval
        | SeaType::Custom(_)
        | SeaType::Array(_)
        | SeaType::Vector(_)
        | SeaType::Cidr
        | SeaType::Inet
        | SeaType::MacAddr
        | SeaType::LTree => &[Affinity::Text, Affinity::Blob],
    }
}
