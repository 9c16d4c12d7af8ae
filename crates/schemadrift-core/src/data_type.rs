//! Owns the neutral shape of column types, the families they fall into, and how code may ask for
//! them. Spellings of a dialect are read and written elsewhere.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::dialect::Affinity;
use crate::name::{Name, QualifiedName};

/// A column's type: the text as written, and what was understood of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ColumnType {
    /// The type in the database's own words, as written or as the catalog prints it.
    pub text: String,
    /// The neutral shape.
    pub shape: DataType,
    /// Which other shapes satisfy whoever wrote this.
    pub acceptance: Acceptance,
}

impl ColumnType {
    /// A type that only its own shape satisfies.
    pub fn exact(text: impl Into<String>, shape: DataType) -> Self {
        Self {
            text: text.into(),
            shape,
            acceptance: Acceptance::Exact,
        }
    }

    /// A type that every shape of its family satisfies.
    pub fn family(text: impl Into<String>, shape: DataType) -> Self {
        Self {
            text: text.into(),
            shape,
            acceptance: Acceptance::Family,
        }
    }
}

impl fmt::Display for ColumnType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// Which live types satisfy a type that the code wrote.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Acceptance {
    /// Only the same shape.
    Exact,
    /// Every shape of the same [`Family`].
    Family,
    /// Any of these shapes, or the same.
    AnyOf(Vec<DataType>),
    /// Any of these shapes, or the same, whatever their lengths, precisions and other parameters:
    /// who reads such values never looks at those.
    Like(Vec<DataType>),
    /// Any of these shapes likewise; values of every other type are converted without a word, so
    /// that nothing fails and something may be lost.
    Converting(Vec<DataType>),
    /// Whatever type the database stores in one of these ways, where declared types are only a
    /// hint (SQLite).
    StoredAs(Vec<Affinity>),
}

/// The neutral shape of a type. Parameters are `None` where the type has none.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataType {
    /// Truth values.
    Boolean,
    /// Whole numbers of a width in bits (8, 16, 24, 32 or 64).
    Integer {
        /// Width in bits.
        bits: u8,
        /// Whether only non-negative values fit.
        is_unsigned: bool,
    },
    /// PostgreSQL object identifiers.
    Oid,
    /// Binary floating point of 32 or 64 bits.
    Float {
        /// Width in bits.
        bits: u8,
    },
    /// Exact numbers with precision and scale.
    Decimal {
        /// Digits in all and after the point; `None` where the database's own default holds.
        precision: Option<(u32, i32)>,
    },
    /// Currency amounts.
    Money,
    /// Text without a stated limit, in one of the size classes some databases have.
    Text(TextSize),
    /// Text of varying length; `None` without a limit.
    Varchar(Option<u32>),
    /// Blank-padded text; `None` is PostgreSQL's `bpchar` without a length.
    Char(Option<u32>),
    /// Case-insensitive text of the `citext` extension.
    Citext,
    /// Byte strings.
    Bytes(BytesKind),
    /// Calendar dates.
    Date,
    /// Times of day.
    Time {
        /// Fractional digits of a second.
        precision: Option<u8>,
        /// Whether an offset is kept.
        has_zone: bool,
    },
    /// Dates with a time.
    Timestamp {
        /// Fractional digits of a second.
        precision: Option<u8>,
        /// Whether the value is an instant.
        has_zone: bool,
    },
    /// MySQL's `year`.
    Year,
    /// PostgreSQL's `interval`, with its field and precision text.
    Interval(Option<String>),
    /// Universally unique identifiers.
    Uuid,
    /// JSON kept as text.
    Json,
    /// JSON kept decomposed.
    Jsonb,
    /// XML documents.
    Xml,
    /// Bit strings.
    Bit {
        /// Number of bits; `None` without a limit.
        length: Option<u32>,
        /// Whether shorter strings fit.
        is_varying: bool,
    },
    /// A named enum type.
    Enum(QualifiedName),
    /// MySQL's enum, whose labels belong to the column.
    InlineEnum(Vec<String>),
    /// MySQL's set, whose labels belong to the column.
    Set(Vec<String>),
    /// An array; nested dimensions are the same type, as PostgreSQL treats them.
    Array(Box<DataType>),
    /// Any other type by its lower-case name and its parameters: `inet`, `vector(3)`, a domain.
    Named {
        /// The type's name.
        name: QualifiedName,
        /// What stands in its parentheses, normalised.
        arguments: Option<String>,
    },
    /// No type was declared (SQLite allows that).
    Untyped,
    /// The text could not be read.
    Unreadable,
}

/// Size classes of unlimited text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextSize {
    /// MySQL `tinytext`.
    Tiny,
    /// `text`.
    Regular,
    /// MySQL `mediumtext`.
    Medium,
    /// MySQL `longtext`.
    Long,
}

/// Kinds of byte strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BytesKind {
    /// `bytea`, or `blob`.
    Regular,
    /// MySQL `tinyblob`.
    Tiny,
    /// MySQL `mediumblob`.
    Medium,
    /// MySQL `longblob`.
    Long,
    /// Fixed length.
    Fixed(u32),
    /// Varying length with a limit.
    Varying(Option<u32>),
}

/// Families of types whose members hold the same kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// Truth values.
    Boolean,
    /// Whole numbers.
    Integer,
    /// Whole numbers of 64 bits.
    BigInteger,
    /// Floating point.
    Float,
    /// Exact numbers.
    Decimal,
    /// Text of every kind.
    Text,
    /// Byte strings.
    Bytes,
    /// Dates, times and instants.
    Temporal,
    /// JSON documents.
    Json,
    /// A type of its own.
    Other,
}

impl DataType {
    /// The family this shape belongs to.
    pub fn family(&self) -> Family {
        match self {
            Self::Boolean => Family::Boolean,
            Self::Integer { bits: 64, .. } => Family::BigInteger,
            Self::Integer { .. } | Self::Oid | Self::Year => Family::Integer,
            Self::Float { .. } => Family::Float,
            Self::Decimal { .. } | Self::Money => Family::Decimal,
            Self::Text(_) | Self::Varchar(_) | Self::Char(_) | Self::Citext => Family::Text,
            Self::Bytes(_) => Family::Bytes,
            Self::Date | Self::Time { .. } | Self::Timestamp { .. } => Family::Temporal,
            Self::Json | Self::Jsonb => Family::Json,
            Self::Interval(_)
            | Self::Uuid
            | Self::Xml
            | Self::Bit { .. }
            | Self::Enum(_)
            | Self::InlineEnum(_)
            | Self::Set(_)
            | Self::Array(_)
            | Self::Named { .. }
            | Self::Untyped
            | Self::Unreadable => Family::Other,
        }
    }

    /// The same type without length, precision, scale, size class and other parameters.
    #[must_use]
    pub fn without_parameters(&self) -> Self {
        match self {
            Self::Decimal { .. } => Self::Decimal { precision: None },
            Self::Varchar(_) => Self::Varchar(None),
            Self::Char(_) => Self::Char(None),
            Self::Text(_) => Self::Text(TextSize::Regular),
            Self::Bytes(_) => Self::Bytes(BytesKind::Regular),
            Self::Time { has_zone, .. } => Self::Time {
                precision: None,
                has_zone: *has_zone,
            },
            Self::Timestamp { has_zone, .. } => Self::Timestamp {
                precision: None,
                has_zone: *has_zone,
            },
            Self::Interval(_) => Self::Interval(None),
            Self::Bit { is_varying, .. } => Self::Bit {
                length: None,
                is_varying: *is_varying,
            },
            Self::InlineEnum(_) => Self::InlineEnum(Vec::new()),
            Self::Set(_) => Self::Set(Vec::new()),
            Self::Array(element) => Self::Array(Box::new(element.without_parameters())),
            Self::Named { name, .. } => Self::Named {
                name: name.clone(),
                arguments: None,
            },
            Self::Boolean
            | Self::Integer { .. }
            | Self::Oid
            | Self::Float { .. }
            | Self::Money
            | Self::Citext
            | Self::Date
            | Self::Year
            | Self::Uuid
            | Self::Json
            | Self::Jsonb
            | Self::Xml
            | Self::Enum(_)
            | Self::Untyped
            | Self::Unreadable => self.clone(),
        }
    }

    /// The enum type this shape uses, directly or as an array's element.
    pub fn enum_name(&self) -> Option<&QualifiedName> {
        match self {
            Self::Enum(name) => Some(name),
            Self::Array(element) => element.enum_name(),
            _ => None,
        }
    }

    /// Whether this is an array.
    pub fn is_array(&self) -> bool {
        matches!(self, Self::Array(_))
    }

    /// A type known only by its name.
    pub fn named(name: impl Into<Name>) -> Self {
        Self::Named {
            name: QualifiedName::bare(name),
            arguments: None,
        }
    }

    /// A signed whole number of this width in bits.
    pub fn integer(bits: u8) -> Self {
        Self::Integer {
            bits,
            is_unsigned: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DataType;

    #[test]
    fn lengths_do_not_make_another_type_but_zones_do() {
        let timestamp = |precision, has_zone| DataType::Timestamp {
            precision,
            has_zone,
        };
        let alike =
            |one: DataType, other: DataType| one.without_parameters() == other.without_parameters();
        assert!(alike(DataType::Varchar(None), DataType::Varchar(Some(3))));
        assert!(alike(timestamp(None, true), timestamp(Some(3), true)));
        assert!(!alike(timestamp(None, true), timestamp(None, false)));
        assert!(!alike(DataType::integer(32), DataType::integer(64)));
        assert!(!alike(DataType::Varchar(None), DataType::Char(None)));
    }
}
