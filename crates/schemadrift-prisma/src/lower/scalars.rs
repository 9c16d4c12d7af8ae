//! Owns the scalar types of the language.

/// A scalar type of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scalar {
    String,
    Boolean,
    Int,
    BigInt,
    Float,
    Decimal,
    DateTime,
    Json,
    Bytes,
}

impl Scalar {
    /// Every scalar type.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 9] = [
        Self::String,
        Self::Boolean,
        Self::Int,
        Self::BigInt,
        Self::Float,
        Self::Decimal,
        Self::DateTime,
        Self::Json,
        Self::Bytes,
    ];

    /// The scalar of this name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "String" => Some(Self::String),
            "Boolean" => Some(Self::Boolean),
            "Int" => Some(Self::Int),
            "BigInt" => Some(Self::BigInt),
            "Float" => Some(Self::Float),
            "Decimal" => Some(Self::Decimal),
            "DateTime" => Some(Self::DateTime),
            "Json" => Some(Self::Json),
            "Bytes" => Some(Self::Bytes),
            _ => None,
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Boolean => "Boolean",
            Self::Int => "Int",
            Self::BigInt => "BigInt",
            Self::Float => "Float",
            Self::Decimal => "Decimal",
            Self::DateTime => "DateTime",
            Self::Json => "Json",
            Self::Bytes => "Bytes",
        }
    }

    /// Whether a database can number columns of this type.
    pub(crate) fn is_whole_number(self) -> bool {
        matches!(self, Self::Int | Self::BigInt)
    }
}
