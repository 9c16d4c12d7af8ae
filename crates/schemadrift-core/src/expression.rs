//! Owns SQL expressions as the model keeps them: the text as written beside its normal form.
//! Normal forms are made where SQL is understood; here they are only held and compared.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An expression: a default, a check, an index key, a predicate, a view's definition.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Expression {
    /// The text as written, or as the catalog prints it.
    pub text: String,
    /// What was understood of it.
    pub normal: NormalForm,
}

impl fmt::Display for Expression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// The normal form of an expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NormalForm {
    /// A constant: two different constants of one column mean different things.
    Constant(Constant),
    /// Any other expression, rewritten; two different texts may still mean the same.
    Rewritten(String),
    /// The text could not be read, and why.
    Unreadable(String),
    /// The server has read the text anew and made of it what nobody has written, and why.
    ReadAnew(String),
}

impl NormalForm {
    /// Whether it says what the expression means.
    pub fn is_known(&self) -> bool {
        match self {
            Self::Constant(_) | Self::Rewritten(_) => true,
            Self::Unreadable(_) | Self::ReadAnew(_) => false,
        }
    }
}

impl fmt::Display for NormalForm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constant(constant) => write!(formatter, "{constant}"),
            Self::Rewritten(text) => formatter.write_str(text),
            Self::Unreadable(reason) => write!(formatter, "unreadable: {reason}"),
            Self::ReadAnew(reason) => write!(formatter, "read anew: {reason}"),
        }
    }
}

/// A constant value of an expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Constant {
    /// The null value: as a default, the same as none.
    Null,
    /// A truth value.
    Boolean(bool),
    /// A number in canonical decimal text: no sign for zero, no superfluous zeros, no exponent.
    Number(String),
    /// A string, unquoted and unescaped.
    Text(String),
    /// A bit string's digits.
    Bits(String),
    /// A byte string in lower-case hexadecimal.
    Bytes(String),
    /// An array of constants.
    Array(Vec<Constant>),
    /// The moment of the transaction: `now()`, `CURRENT_TIMESTAMP` and their synonyms.
    Now {
        /// Fractional digits where the text asks for fewer than the type keeps.
        precision: Option<u8>,
    },
    /// The current date.
    Today,
}

impl fmt::Display for Constant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => formatter.write_str("NULL"),
            Self::Boolean(value) => write!(formatter, "{value}"),
            Self::Number(digits) => formatter.write_str(digits),
            Self::Text(text) => write!(formatter, "'{}'", text.replace('\'', "''")),
            Self::Bits(digits) => write!(formatter, "B'{digits}'"),
            Self::Bytes(digits) => write!(formatter, "X'{digits}'"),
            Self::Array(elements) => {
                formatter.write_str("ARRAY[")?;
                for (index, element) in elements.iter().enumerate() {
                    let separator = if index == 0 { "" } else { ", " };
                    write!(formatter, "{separator}{element}")?;
                }
                formatter.write_str("]")
            }
            Self::Now { precision: None } => formatter.write_str("CURRENT_TIMESTAMP"),
            Self::Now {
                precision: Some(digits),
            } => {
                write!(formatter, "CURRENT_TIMESTAMP({digits})")
            }
            Self::Today => formatter.write_str("CURRENT_DATE"),
        }
    }
}
