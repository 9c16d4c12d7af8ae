//! Owns what a difference of types means to the reader of a column, where the code's source says
//! how values are read.

use schemadrift_core::data_type::{BytesKind, ColumnType, DataType, Family, TextSize};
use schemadrift_core::finding::Effect;
use schemadrift_core::model::Decoding;

use super::domains;
use super::types::TypeVerdict;
use crate::pairing::Pairs;

/// What becomes of using a type that is not the expected one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Every read fails.
    ReadsFail,
    /// Reads give other values than there are, or fail.
    Misread,
    /// No read fails, and some writes do.
    WritesFail,
    /// Nothing fails, whatever comes out of it.
    Works,
    /// It depends on the values, or is what it is for everybody.
    AsUsual,
}

/// A verdict on two types as the reader of the column meets it.
pub fn as_read(
    pairs: &Pairs<'_>,
    decoding: Decoding,
    (expected, found): (&ColumnType, &ColumnType),
    verdict: TypeVerdict,
) -> TypeVerdict {
    let TypeVerdict::Refused { effect, why } = verdict else {
        return verdict;
    };
    if effect == Effect::Cosmetic {
        return TypeVerdict::Refused { effect, why };
    }
    let (effect, why) = match outcome(pairs, decoding, expected, found) {
        Use::ReadsFail => (
            Effect::ReadsFail,
            "the client does not convert: it fails at every value of the live type",
        ),
        Use::Misread => (
            Effect::ReadsFail,
            "the client takes the bytes of the live type for those of its own, and gets other values",
        ),
        Use::WritesFail => (
            Effect::WritesFail,
            "the client reads the live type, which does not take every value that it may write",
        ),
        Use::Works if effect == Effect::ReadsFail => (
            Effect::DataAtRisk,
            "the client takes values of the live type for its own, and may get others out of them",
        ),
        Use::Works | Use::AsUsual => (effect, why),
    };
    TypeVerdict::Refused { effect, why }
}

/// Whether no read of the live type gives what is there.
pub fn always_fails(
    pairs: &Pairs<'_>,
    decoding: Decoding,
    (expected, found): (&ColumnType, &ColumnType),
) -> bool {
    matches!(
        outcome(pairs, decoding, expected, found),
        Use::ReadsFail | Use::Misread
    )
}

fn outcome(
    pairs: &Pairs<'_>,
    decoding: Decoding,
    expected: &ColumnType,
    found: &ColumnType,
) -> Use {
    // The server sends the values of a domain as those of the type beneath.
    let (expected, found) = (&expected.shape, domains::base_shape(pairs, found));
    match decoding {
        Decoding::Converting => Use::AsUsual,
        Decoding::ByName => by_name(expected, &found),
        Decoding::ByKind => by_kind(expected, &found),
        Decoding::ByBytes => by_bytes(expected, &found),
    }
}

fn by_name(expected: &DataType, found: &DataType) -> Use {
    match (expected, found) {
        (DataType::Array(expected), DataType::Array(found)) => by_name(expected, found),
        // Values of enums are asked for as text, which everything can be.
        (DataType::Enum(_), _) => Use::AsUsual,
        _ if name(expected) == name(found) => Use::AsUsual,
        _ => Use::ReadsFail,
    }
}

/// The type that stands for all that are read alike.
fn name(shape: &DataType) -> DataType {
    match shape.without_parameters() {
        DataType::Varchar(_) | DataType::Char(_) | DataType::Citext => {
            DataType::Text(TextSize::Regular)
        }
        DataType::Jsonb => DataType::Json,
        DataType::Bit { length, .. } => DataType::Bit {
            length,
            is_varying: true,
        },
        other => other,
    }
}

fn by_kind(expected: &DataType, found: &DataType) -> Use {
    match (expected, found) {
        // Everything but nought is true.
        (DataType::Boolean, DataType::Integer { bits: 8, .. } | DataType::Bit { .. }) => Use::Works,
        (DataType::Boolean, DataType::Integer { .. }) => Use::AsUsual,
        (DataType::Integer { is_unsigned, .. }, _) => number_by_kind(*is_unsigned, found),
        // Texts are sent for all of these.
        (
            DataType::Text(_) | DataType::Varchar(_) | DataType::Char(_),
            DataType::InlineEnum(_) | DataType::Set(_) | DataType::Uuid,
        ) => Use::WritesFail,
        // Those of a fixed length stand for a UUID, which not every value is.
        (DataType::Bytes(BytesKind::Fixed(_)), _) => Use::AsUsual,
        (DataType::Bytes(_), found) if is_sent_as_text(found) => Use::WritesFail,
        _ => match (kind(expected), kind(found)) {
            (Some(Kind::Text | Kind::Bytes), Some(Kind::Text | Kind::Bytes)) => Use::AsUsual,
            (Some(expected), Some(found)) if expected != found => Use::ReadsFail,
            _ => Use::AsUsual,
        },
    }
}

fn number_by_kind(is_unsigned: bool, found: &DataType) -> Use {
    match found {
        DataType::Boolean if !is_unsigned => Use::WritesFail,
        DataType::Year | DataType::Bit { .. } if is_unsigned => Use::WritesFail,
        DataType::Year => Use::ReadsFail,
        DataType::Integer {
            is_unsigned: found, ..
        } if *found == is_unsigned => Use::AsUsual,
        found if kind(found).is_some() => Use::ReadsFail,
        _ => Use::AsUsual,
    }
}

fn is_sent_as_text(shape: &DataType) -> bool {
    kind(shape) == Some(Kind::Text) || matches!(shape, DataType::Set(_) | DataType::Uuid)
}

/// What the protocol of MySQL tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Signed,
    Unsigned,
    Fraction,
    Exact,
    Text,
    Bytes,
    Date,
    Time,
    /// A moment without a zone.
    Local,
    /// A moment in the session's zone.
    Instant,
}

fn kind(shape: &DataType) -> Option<Kind> {
    Some(match shape {
        DataType::Boolean => Kind::Signed,
        DataType::Integer { is_unsigned, .. } if *is_unsigned => Kind::Unsigned,
        DataType::Integer { .. } => Kind::Signed,
        DataType::Float { .. } => Kind::Fraction,
        DataType::Decimal { .. } => Kind::Exact,
        DataType::Text(_) | DataType::Varchar(_) | DataType::Char(_) | DataType::InlineEnum(_) => {
            Kind::Text
        }
        DataType::Bytes(_) => Kind::Bytes,
        DataType::Date => Kind::Date,
        DataType::Time { .. } => Kind::Time,
        DataType::Timestamp { has_zone, .. } if *has_zone => Kind::Instant,
        DataType::Timestamp { .. } => Kind::Local,
        DataType::Oid
        | DataType::Money
        | DataType::Citext
        | DataType::Year
        | DataType::Interval(_)
        | DataType::Uuid
        | DataType::Json
        | DataType::Jsonb
        | DataType::Xml
        | DataType::Bit { .. }
        | DataType::Enum(_)
        | DataType::Set(_)
        | DataType::Array(_)
        | DataType::Named { .. }
        | DataType::Untyped
        | DataType::Unreadable => return None,
    })
}

fn by_bytes(expected: &DataType, found: &DataType) -> Use {
    match (expected, found) {
        (DataType::Array(expected), DataType::Array(found)) => by_bytes(expected, found),
        (DataType::Json, DataType::Jsonb) | (DataType::Jsonb, DataType::Json) => Use::ReadsFail,
        // They are sent as their text, and take none without a cast.
        (
            DataType::Text(_) | DataType::Varchar(_) | DataType::Char(_),
            DataType::Enum(_) | DataType::Json | DataType::Xml,
        ) => Use::WritesFail,
        (DataType::Timestamp { .. }, DataType::Timestamp { .. }) => Use::AsUsual,
        _ => match (width(expected), width(found)) {
            (Some(expected), Some(found)) if expected != found => Use::ReadsFail,
            (Some(_), Some(_)) if expected.family() == Family::Integer => Use::AsUsual,
            (Some(_), Some(_)) => Use::Misread,
            _ => Use::AsUsual,
        },
    }
}

/// The bytes of a value in PostgreSQL's binary form, where each has as many
/// (<https://www.postgresql.org/docs/current/datatype.html>).
fn width(shape: &DataType) -> Option<u8> {
    Some(match shape {
        DataType::Boolean => 1,
        DataType::Integer { bits, .. } | DataType::Float { bits } => bits / 8,
        DataType::Oid | DataType::Date => 4,
        DataType::Money
        | DataType::Timestamp { .. }
        | DataType::Time {
            has_zone: false, ..
        } => 8,
        DataType::Time { has_zone: true, .. } => 12,
        DataType::Interval(_) | DataType::Uuid => 16,
        DataType::Decimal { .. }
        | DataType::Text(_)
        | DataType::Varchar(_)
        | DataType::Char(_)
        | DataType::Citext
        | DataType::Bytes(_)
        | DataType::Year
        | DataType::Json
        | DataType::Jsonb
        | DataType::Xml
        | DataType::Bit { .. }
        | DataType::Enum(_)
        | DataType::InlineEnum(_)
        | DataType::Set(_)
        | DataType::Array(_)
        | DataType::Named { .. }
        | DataType::Untyped
        | DataType::Unreadable => return None,
    })
}
