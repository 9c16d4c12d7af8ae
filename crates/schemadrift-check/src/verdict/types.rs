//! Owns the question "does the code accept the live type?", and what happens if it does not.

use schemadrift_core::data_type::{Acceptance, ColumnType, DataType, Family};
use schemadrift_core::dialect::Affinity;
use schemadrift_core::finding::Effect;
use schemadrift_core::name::QualifiedName;

use super::domains;
use crate::pairing::{Pairs, Resolver};

/// Whether the code accepts a live type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeVerdict {
    /// It does.
    Accepted,
    /// It does not, with what happens and why.
    Refused {
        /// What happens.
        effect: Effect,
        /// Why, as one sentence.
        why: &'static str,
    },
    /// It cannot be told, and why.
    Unsure(String),
}

/// Judges a live type by what the code expects.
pub fn judge(pairs: &Pairs<'_>, expected: &ColumnType, found: &ColumnType) -> TypeVerdict {
    let names = &pairs.names;
    if let (Acceptance::StoredAs(affinities), Some(affinity)) =
        (&expected.acceptance, pairs.dialect.affinity)
    {
        return if affinities.contains(&affinity(&found.text)) {
            TypeVerdict::Accepted
        } else {
            TypeVerdict::Refused {
                effect: Effect::ReadsFail,
                why: "the column stores values in another way than the code reads them",
            }
        };
    }
    if same(names, &expected.shape, &found.shape) || is_listed(pairs, expected, found) {
        return TypeVerdict::Accepted;
    }
    // MariaDB keeps documents as text that a check guards: who declares such text reads it
    // (<https://mariadb.com/docs/server/reference/data-types/string-data-types/json>).
    if found.shape == DataType::Json && expected.text.eq_ignore_ascii_case(&found.text) {
        return TypeVerdict::Accepted;
    }
    if expected.shape == DataType::Unreadable || found.shape == DataType::Unreadable {
        return if expected.text.eq_ignore_ascii_case(&found.text) {
            TypeVerdict::Accepted
        } else {
            TypeVerdict::Unsure("one of the types could not be read".to_owned())
        };
    }
    if expected.acceptance == Acceptance::Family
        && expected.shape.family() == found.shape.family()
        && found.shape.family() != Family::Other
    {
        return TypeVerdict::Accepted;
    }
    if let Some(affinity) = pairs.dialect.affinity
        && affinity(&expected.text) == affinity(&found.text)
    {
        // Numbers where possible: too much is kept in this way for one of it to mean another.
        let is_stored_as_asked = affinity(&found.text) != Affinity::Numeric;
        if is_stored_as_asked && matches!(expected.acceptance, Acceptance::Converting(_)) {
            return TypeVerdict::Accepted;
        }
        return TypeVerdict::Refused {
            effect: Effect::Cosmetic,
            why: "the declared types differ, but SQLite stores both in the same way",
        };
    }
    if let Some(base) = domains::beneath(names, pairs.live, found) {
        return match judge(pairs, expected, &base) {
            // Who asks for the values alone takes a domain over them too.
            TypeVerdict::Accepted if matches!(expected.acceptance, Acceptance::Like(_)) => {
                TypeVerdict::Accepted
            }
            TypeVerdict::Accepted => TypeVerdict::Refused {
                effect: Effect::Cosmetic,
                why: "the live type is a domain over the expected type: values fit, its rules are extra",
            },
            verdict => verdict,
        };
    }
    if let Some(base) = domains::beneath(names, pairs.code, expected) {
        return match judge(pairs, &base, found) {
            TypeVerdict::Accepted => TypeVerdict::Refused {
                effect: Effect::DataAtRisk,
                why: "the expected type is a domain over the live one: nothing keeps its rules",
            },
            verdict => verdict,
        };
    }
    if matches!(expected.acceptance, Acceptance::Converting(_)) {
        return TypeVerdict::Refused {
            effect: Effect::DataAtRisk,
            why: "values of the live type are converted when they are read, and may lose something",
        };
    }
    consequence(&expected.shape, &found.shape)
}

/// The live type as a reader knows it: a domain with the type beneath, where that is refused.
pub fn shown(pairs: &Pairs<'_>, expected: &ColumnType, found: &ColumnType) -> String {
    match domains::beneath(&pairs.names, pairs.live, found) {
        Some(base) if !fits(&judge(pairs, expected, &base)) => {
            format!("{}, a domain over {}", found.text, base.text)
        }
        Some(_) | None => found.text.clone(),
    }
}

fn fits(verdict: &TypeVerdict) -> bool {
    match verdict {
        TypeVerdict::Accepted => true,
        TypeVerdict::Refused { effect, .. } => *effect == Effect::Cosmetic,
        TypeVerdict::Unsure(_) => false,
    }
}

/// A verdict on the live type of a view's column, which is held to less.
///
/// A view's columns have the types of its query, in which lengths, precisions and widths get
/// lost; only another kind of value is a difference.
pub fn in_view(expected: &ColumnType, found: &ColumnType, verdict: TypeVerdict) -> TypeVerdict {
    let is_number = |shape: &DataType| matches!(shape, DataType::Integer { .. });
    match verdict {
        TypeVerdict::Refused { effect, .. }
            if effect == Effect::Cosmetic
                || same_kind(&expected.shape, &found.shape)
                || is_number(&expected.shape) && is_number(&found.shape) =>
        {
            TypeVerdict::Accepted
        }
        verdict => verdict,
    }
}

fn is_listed(pairs: &Pairs<'_>, expected: &ColumnType, found: &ColumnType) -> bool {
    match &expected.acceptance {
        Acceptance::AnyOf(shapes) => shapes
            .iter()
            .any(|shape| same(&pairs.names, shape, &found.shape)),
        Acceptance::Like(shapes) | Acceptance::Converting(shapes) => {
            let found = found.shape.without_parameters();
            let mut shapes = std::iter::once(&expected.shape).chain(shapes);
            shapes.any(|shape| same(&pairs.names, &shape.without_parameters(), &found))
        }
        Acceptance::Exact | Acceptance::Family | Acceptance::StoredAs(_) => false,
    }
}

/// Whether two shapes are the same type once names are resolved.
pub fn same(names: &Resolver<'_>, expected: &DataType, found: &DataType) -> bool {
    match (expected, found) {
        (DataType::Array(expected), DataType::Array(found)) => same(names, expected, found),
        (DataType::Enum(expected), DataType::Enum(found)) => names.same(expected, found),
        (
            DataType::Named {
                name: expected,
                arguments: expected_arguments,
            },
            DataType::Named {
                name: found,
                arguments: found_arguments,
            },
        ) => same_type_name(names, expected, found) && expected_arguments == found_arguments,
        (
            DataType::Timestamp {
                precision: expected,
                has_zone: expected_zone,
            },
            DataType::Timestamp {
                precision: found,
                has_zone: found_zone,
            },
        )
        | (
            DataType::Time {
                precision: expected,
                has_zone: expected_zone,
            },
            DataType::Time {
                precision: found,
                has_zone: found_zone,
            },
        ) => {
            // A type written without a precision has the database's own.
            let default = names.default_time_precision();
            expected_zone == found_zone && expected.or(default) == found.or(default)
        }
        // The code names a type without saying that it is an enum.
        (
            DataType::Named {
                name: expected,
                arguments: None,
            },
            DataType::Enum(found),
        )
        | (
            DataType::Enum(expected),
            DataType::Named {
                name: found,
                arguments: None,
            },
        ) => same_type_name(names, expected, found),
        // `citext` may live in any schema.
        (
            DataType::Citext,
            DataType::Named {
                name,
                arguments: None,
            },
        ) => name.name.as_str() == "citext",
        _ => expected == found,
    }
}

/// A bare type name in code is found through the search path, so that any schema satisfies it:
/// types of extensions live wherever the extension was put.
fn same_type_name(names: &Resolver<'_>, expected: &QualifiedName, found: &QualifiedName) -> bool {
    if expected.schema.is_none() || found.schema.is_none() {
        names.same_column(&expected.name, &found.name)
    } else {
        names.same(expected, found)
    }
}

fn consequence(expected: &DataType, found: &DataType) -> TypeVerdict {
    let (effect, why) = match (expected, found) {
        (DataType::Array(expected), DataType::Array(found)) => return consequence(expected, found),
        // https://www.postgresql.org/docs/current/datatype-character.html: without a length both
        // take any text, and compare alike.
        (DataType::Text(_), DataType::Varchar(None))
        | (DataType::Varchar(None), DataType::Text(_)) => (
            Effect::Cosmetic,
            "both types take text of any length, and the database treats them alike",
        ),
        (DataType::Integer { bits: expected, .. }, DataType::Integer { bits: found, .. })
            if found < expected =>
        {
            (
                Effect::WritesFail,
                "numbers that the code may write do not fit the column",
            )
        }
        (DataType::Integer { .. }, DataType::Integer { .. }) => (
            Effect::ReadsFail,
            "the column may hold numbers that do not fit the code's type",
        ),
        _ => match (text_limit(expected), text_limit(found)) {
            (Some(expected), Some(found)) if found < expected => (
                Effect::WritesFail,
                "values that the code may write are too long for the column",
            ),
            (Some(_), Some(_)) => (
                Effect::DataAtRisk,
                "the column takes values that the code does not expect",
            ),
            _ if same_kind(expected, found) => (
                Effect::DataAtRisk,
                "values are rounded, shifted or compared in another way",
            ),
            _ => (
                Effect::ReadsFail,
                "the code cannot read values of the live type",
            ),
        },
    };
    TypeVerdict::Refused { effect, why }
}

/// The longest text of a type in characters.
fn text_limit(shape: &DataType) -> Option<u32> {
    match shape {
        DataType::Varchar(limit) | DataType::Char(limit) => Some(limit.unwrap_or(u32::MAX)),
        DataType::Text(_) | DataType::Citext => Some(u32::MAX),
        _ => None,
    }
}

fn same_kind(expected: &DataType, found: &DataType) -> bool {
    match (expected, found) {
        (DataType::Array(expected), DataType::Array(found)) => same_kind(expected, found),
        (DataType::Named { name: expected, .. }, DataType::Named { name: found, .. }) => {
            expected.name == found.name
        }
        (DataType::Bit { .. }, DataType::Bit { .. })
        | (DataType::Interval(_), DataType::Interval(_)) => true,
        _ => expected.family() != Family::Other && expected.family() == found.family(),
    }
}
