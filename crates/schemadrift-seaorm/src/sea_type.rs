//! Owns SeaORM's column types, as `ColumnType` of sea-query names them, and reading them from the
//! expressions that entities are written with.

use crate::expression::Expression;

/// A type of a column in SeaORM's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SeaType {
    Char(Option<u32>),
    String(Length),
    Text,
    Blob,
    Integer {
        bits: u8,
        is_unsigned: bool,
    },
    Float,
    Double,
    Decimal(Option<(u32, u32)>),
    Money(Option<(u32, u32)>),
    DateTime,
    Timestamp,
    TimestampWithTimeZone,
    Time,
    Date,
    Year,
    Interval,
    Binary(u32),
    VarBinary(Length),
    Bit(Option<u32>),
    VarBit(u32),
    Boolean,
    Json,
    JsonBinary,
    Uuid,
    /// A type by the name the database has for it.
    Custom(String),
    /// A type of its own with these labels; `None` where they are not known.
    Enum {
        name: String,
        labels: Option<Vec<String>>,
    },
    Array(Box<SeaType>),
    Vector(Option<u32>),
    Cidr,
    Inet,
    MacAddr,
    LTree,
}

/// The length of a string of varying length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// So many.
    N(u32),
    /// The longest the database has.
    Max,
    /// Nothing is said.
    Unsaid,
}

impl SeaType {
    /// A whole number.
    pub(crate) fn integer(bits: u8, is_unsigned: bool) -> Self {
        Self::Integer { bits, is_unsigned }
    }

    /// Reads the value of `column_type` or what stands before `.def()`; `None` where it is no
    /// type, or one that only running code could tell.
    pub(crate) fn read(expression: &Expression) -> Option<Self> {
        match expression {
            Expression::Path(path) => Self::plain(path.last()?),
            Expression::Call(path, arguments) => Self::with_arguments(path.last()?, arguments),
            Expression::Struct(path, fields) if path.last()? == "Enum" => Self::enumeration(fields),
            Expression::Method(receiver, name, _)
                if matches!(name.as_str(), "clone" | "to_owned" | "into") =>
            {
                Self::read(receiver)
            }
            _ => None,
        }
    }

    fn plain(name: &str) -> Option<Self> {
        Some(match name {
            "Char" => Self::Char(None),
            "Text" => Self::Text,
            "Blob" => Self::Blob,
            "TinyInteger" => Self::integer(8, false),
            "SmallInteger" => Self::integer(16, false),
            "Integer" => Self::integer(32, false),
            "BigInteger" => Self::integer(64, false),
            "TinyUnsigned" => Self::integer(8, true),
            "SmallUnsigned" => Self::integer(16, true),
            "Unsigned" => Self::integer(32, true),
            "BigUnsigned" => Self::integer(64, true),
            "Float" => Self::Float,
            "Double" => Self::Double,
            "DateTime" => Self::DateTime,
            "Timestamp" => Self::Timestamp,
            "TimestampWithTimeZone" => Self::TimestampWithTimeZone,
            "Time" => Self::Time,
            "Date" => Self::Date,
            "Year" => Self::Year,
            "Boolean" => Self::Boolean,
            "Json" => Self::Json,
            "JsonBinary" => Self::JsonBinary,
            "Uuid" => Self::Uuid,
            "Cidr" => Self::Cidr,
            "Inet" => Self::Inet,
            "MacAddr" => Self::MacAddr,
            "LTree" => Self::LTree,
            _ => return None,
        })
    }

    fn with_arguments(name: &str, arguments: &[Expression]) -> Option<Self> {
        let only = match arguments {
            [only] => Some(only),
            _ => None,
        };
        Some(match name {
            "Char" | "char" => Self::Char(optional_number(only?)?),
            "String" | "string" => Self::String(length(only?)?),
            "Decimal" => Self::Decimal(optional_pair(only?)?),
            "Money" => Self::Money(optional_pair(only?)?),
            "Interval" => Self::Interval,
            "Binary" | "binary" => match only? {
                // sea-query before 0.31: `Binary(BlobSize::Blob(None))`.
                Expression::Number(digits) => Self::Binary(digits.parse().ok()?),
                _ => Self::Blob,
            },
            "VarBinary" | "var_binary" => Self::VarBinary(length(only?)?),
            "Blob" => Self::Blob,
            "Bit" => Self::Bit(optional_number(only?)?),
            "VarBit" => Self::VarBit(number(only?)?),
            "DateTime" if is_none(only?) => Self::DateTime,
            "Timestamp" if is_none(only?) => Self::Timestamp,
            "TimestampWithTimeZone" if is_none(only?) => Self::TimestampWithTimeZone,
            "Time" if is_none(only?) => Self::Time,
            "TinyInteger" | "SmallInteger" | "Integer" | "BigInteger" | "TinyUnsigned"
            | "SmallUnsigned" | "Unsigned" | "BigUnsigned" | "Float" | "Double"
                if optional_number(only?).is_some() =>
            {
                Self::plain(name)?
            }
            "Vector" => Self::Vector(optional_number(only?)?),
            "Array" => Self::Array(Box::new(Self::inner(only?)?)),
            "Custom" | "custom" => Self::Custom(only?.text()?.to_owned()),
            _ => return None,
        })
    }

    /// The element behind `RcOrArc::new`, `Arc::new`, `SeaRc::new` or `Box::new`.
    fn inner(expression: &Expression) -> Option<Self> {
        match expression {
            Expression::Call(path, arguments) if path.last()? == "new" => {
                match arguments.as_slice() {
                    [only] => Self::read(only),
                    _ => None,
                }
            }
            other => Self::read(other),
        }
    }

    fn enumeration(fields: &[(String, Expression)]) -> Option<Self> {
        let field = |name: &str| {
            let mut fields = fields.iter();
            fields
                .find(|(field, _)| field == name)
                .map(|(_, value)| value)
        };
        let labels = match field("variants") {
            Some(Expression::List(items)) => items
                .iter()
                .map(|item| item.text().map(str::to_owned))
                .collect(),
            _ => None,
        };
        Some(Self::Enum {
            name: field("name")?.text()?.to_owned(),
            labels,
        })
    }
}

fn is_none(expression: &Expression) -> bool {
    expression.name() == Some("None")
}

fn number(expression: &Expression) -> Option<u32> {
    match expression {
        Expression::Number(digits) => digits.parse().ok(),
        _ => None,
    }
}

/// `None` or `Some(...)`.
fn optional<T>(
    expression: &Expression,
    inner: impl Fn(&Expression) -> Option<T>,
) -> Option<Option<T>> {
    match expression {
        expression if is_none(expression) => Some(None),
        Expression::Call(path, arguments) if path.last()? == "Some" => match arguments.as_slice() {
            [only] => Some(Some(inner(only)?)),
            _ => None,
        },
        _ => None,
    }
}

fn optional_number(expression: &Expression) -> Option<Option<u32>> {
    optional(expression, number)
}

fn optional_pair(expression: &Expression) -> Option<Option<(u32, u32)>> {
    optional(expression, |inner| match inner {
        Expression::Tuple(items) => match items.as_slice() {
            [precision, scale] => Some((number(precision)?, number(scale)?)),
            _ => None,
        },
        _ => None,
    })
}

/// `StringLen::N(50)`, `StringLen::Max`, `StringLen::None`, and `Some(50)` and `None` of old.
fn length(expression: &Expression) -> Option<Length> {
    match expression {
        Expression::Number(digits) => Some(Length::N(digits.parse().ok()?)),
        Expression::Path(path) => match path.last()?.as_str() {
            "None" => Some(Length::Unsaid),
            "Max" => Some(Length::Max),
            _ => None,
        },
        Expression::Call(path, arguments) => match (path.last()?.as_str(), arguments.as_slice()) {
            ("N" | "Some", [only]) => Some(Length::N(number(only)?)),
            ("default", []) => Some(Length::Unsaid),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Length, SeaType};
    use crate::expression::Expression;

    fn read(text: &str) -> Option<SeaType> {
        SeaType::read(&Expression::read(text)?)
    }

    #[test]
    fn every_spelling_of_a_type_is_read() {
        for (text, expected) in [
            ("Text", SeaType::Text),
            ("ColumnType::Text", SeaType::Text),
            ("Char(Some(3))", SeaType::Char(Some(3))),
            ("Char(None)", SeaType::Char(None)),
            ("String(StringLen::N(50))", SeaType::String(Length::N(50))),
            ("String(StringLen::Max)", SeaType::String(Length::Max)),
            ("String(StringLen::None)", SeaType::String(Length::Unsaid)),
            ("String(Some(50))", SeaType::String(Length::N(50))),
            ("String(None)", SeaType::String(Length::Unsaid)),
            ("string(None)", SeaType::String(Length::Unsaid)),
            ("TinyUnsigned", SeaType::integer(8, true)),
            ("Integer(None)", SeaType::integer(32, false)),
            ("Decimal(Some((10, 2)))", SeaType::Decimal(Some((10, 2)))),
            ("Decimal(None)", SeaType::Decimal(None)),
            ("Money(Some((16, 4)))", SeaType::Money(Some((16, 4)))),
            ("Interval(None, None)", SeaType::Interval),
            ("Binary(16)", SeaType::Binary(16)),
            ("Binary(BlobSize::Blob(None))", SeaType::Blob),
            (
                "VarBinary(StringLen::N(20))",
                SeaType::VarBinary(Length::N(20)),
            ),
            ("Bit(Some(4))", SeaType::Bit(Some(4))),
            (
                "ColumnType::var_binary(32)",
                SeaType::VarBinary(Length::N(32)),
            ),
            ("VarBit(4)", SeaType::VarBit(4)),
            ("Vector(Some(3))", SeaType::Vector(Some(3))),
            (
                "Array(RcOrArc::new(ColumnType::Integer))",
                SeaType::Array(Box::new(SeaType::integer(32, false))),
            ),
            (
                "Array(std::sync::Arc::new(ColumnType::String(StringLen::None)))",
                SeaType::Array(Box::new(SeaType::String(Length::Unsaid))),
            ),
            (
                "Custom(\"citext\".into())",
                SeaType::Custom("citext".to_owned()),
            ),
            ("custom(\"citext\")", SeaType::Custom("citext".to_owned())),
            (
                "Enum { name: Alias::new(\"tea\").into_iden(), variants: vec![Alias::new(\"a\").into_iden(), \"b\".into()] }",
                SeaType::Enum {
                    name: "tea".to_owned(),
                    labels: Some(vec!["a".to_owned(), "b".to_owned()]),
                },
            ),
        ] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_only_running_code_tells_is_no_type() {
        for text in [
            "Txt",
            "own_type()",
            "String(LIMIT)",
            "Tea::db_type()",
            "Decimal(Some(10))",
            "1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
