//! Owns what it takes to give a column another type: whether every value survives, and whether
//! every row is written anew.

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};
use schemadrift_core::dialect::Engine;

/// What a change of type does to the values that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conversion {
    /// Nothing: the rows stay as they are.
    InPlace,
    /// Every value is kept, and written anew.
    Rewrites,
    /// A value may be lost, or refused.
    Loses,
}

/// What it takes to make a column of one type one of another.
pub(super) fn between(engine: Engine, found: &DataType, aimed: &DataType) -> Conversion {
    if found == aimed {
        return Conversion::InPlace;
    }
    match engine {
        Engine::Sqlite => Conversion::Loses,
        Engine::MySql | Engine::MariaDb => on_mysql(found, aimed),
        Engine::PostgreSql => on_postgresql(found, aimed),
    }
}

fn on_postgresql(found: &DataType, aimed: &DataType) -> Conversion {
    // https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
    match (found, aimed) {
        (DataType::Varchar(_), DataType::Varchar(None) | DataType::Text(_))
        | (DataType::Text(_), DataType::Varchar(None))
        | (DataType::Decimal { .. }, DataType::Decimal { precision: None }) => Conversion::InPlace,
        (DataType::Integer { .. }, DataType::Decimal { precision: None }) => Conversion::Rewrites,
        (DataType::Varchar(Some(from)), DataType::Varchar(Some(to))) if to >= from => {
            Conversion::InPlace
        }
        (
            DataType::Bit {
                length: from,
                is_varying: true,
            },
            DataType::Bit {
                length: to,
                is_varying: true,
            },
        ) if grows(from.as_ref(), to.as_ref()) => Conversion::InPlace,
        _ => of_numbers_and_moments(found, aimed),
    }
}

/// Numbers and moments, which both databases widen alike.
fn of_numbers_and_moments(found: &DataType, aimed: &DataType) -> Conversion {
    match (found, aimed) {
        (
            DataType::Integer {
                bits: from,
                is_unsigned: was_unsigned,
            },
            DataType::Integer {
                bits: to,
                is_unsigned,
            },
        ) if to >= from && was_unsigned == is_unsigned || to > from && !is_unsigned => {
            Conversion::Rewrites
        }
        (DataType::Float { bits: 32 }, DataType::Float { bits: 64 }) => Conversion::Rewrites,
        (
            DataType::Decimal {
                precision: Some((from, from_scale)),
            },
            DataType::Decimal {
                precision: Some((to, to_scale)),
            },
        ) => of_decimals((*from, *from_scale), (*to, *to_scale)),
        (
            DataType::Timestamp {
                precision: from,
                has_zone: had_zone,
            },
            DataType::Timestamp {
                precision: to,
                has_zone,
            },
        )
        | (
            DataType::Time {
                precision: from,
                has_zone: had_zone,
            },
            DataType::Time {
                precision: to,
                has_zone,
            },
        ) if had_zone == has_zone && digits(*to) >= digits(*from) => Conversion::InPlace,
        _ => Conversion::Loses,
    }
}

fn of_decimals((from, from_scale): (u32, i32), (to, to_scale): (u32, i32)) -> Conversion {
    let whole = |precision: u32, scale: i32| i64::from(precision) - i64::from(scale);
    if to_scale < from_scale || whole(to, to_scale) < whole(from, from_scale) {
        Conversion::Loses
    } else if to_scale == from_scale {
        Conversion::InPlace
    } else {
        Conversion::Rewrites
    }
}

/// Fractional digits that are kept; all six where nothing is said.
fn digits(precision: Option<u8>) -> u8 {
    precision.unwrap_or(6)
}

fn grows(from: Option<&u32>, to: Option<&u32>) -> bool {
    match (from, to) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(from), Some(to)) => to >= from,
    }
}

fn on_mysql(found: &DataType, aimed: &DataType) -> Conversion {
    // https://dev.mysql.com/doc/refman/en/alter-table.html
    match (found, aimed) {
        (DataType::Varchar(Some(from)), DataType::Varchar(Some(to))) if to >= from => {
            Conversion::Rewrites
        }
        (DataType::Text(from), DataType::Text(to)) if size(*to) >= size(*from) => {
            Conversion::Rewrites
        }
        (DataType::Bytes(from), DataType::Bytes(to)) if bytes_grow(*from, *to) => {
            Conversion::Rewrites
        }
        (DataType::InlineEnum(from), DataType::InlineEnum(to))
            if from.iter().all(|label| to.contains(label)) =>
        {
            if to.starts_with(from) {
                Conversion::InPlace
            } else {
                Conversion::Rewrites
            }
        }
        (
            DataType::Timestamp {
                precision: from,
                has_zone: had_zone,
            },
            DataType::Timestamp {
                precision: to,
                has_zone,
            },
        ) if had_zone == has_zone => {
            if to.unwrap_or(0) >= from.unwrap_or(0) {
                Conversion::Rewrites
            } else {
                Conversion::Loses
            }
        }
        (
            DataType::Time {
                precision: from, ..
            },
            DataType::Time { precision: to, .. },
        ) => {
            if to.unwrap_or(0) >= from.unwrap_or(0) {
                Conversion::Rewrites
            } else {
                Conversion::Loses
            }
        }
        _ => of_numbers_and_moments(found, aimed),
    }
}

fn size(size: TextSize) -> u8 {
    match size {
        TextSize::Tiny => 0,
        TextSize::Regular => 1,
        TextSize::Medium => 2,
        TextSize::Long => 3,
    }
}

fn bytes_grow(from: BytesKind, to: BytesKind) -> bool {
    let rank = |kind: BytesKind| match kind {
        BytesKind::Tiny => Some(0),
        BytesKind::Regular => Some(1),
        BytesKind::Medium => Some(2),
        BytesKind::Long => Some(3),
        BytesKind::Fixed(_) | BytesKind::Varying(_) => None,
    };
    match (from, to) {
        (BytesKind::Varying(Some(from)), BytesKind::Varying(Some(to))) => to >= from,
        (from, to) => rank(from)
            .zip(rank(to))
            .is_some_and(|(from, to)| to >= from),
    }
}
