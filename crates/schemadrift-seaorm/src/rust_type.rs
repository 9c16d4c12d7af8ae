//! Owns the types of fields: what a Rust type is in SeaORM's words, where it is one that SeaORM
//! itself knows.

use syn::{GenericArgument, PathArguments, Type};

use crate::attributes::segments;
use crate::sea_type::{Length, SeaType};

/// A Rust type, as far as entities use them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RustType {
    /// A path with its generic arguments.
    Path {
        segments: Vec<String>,
        arguments: Vec<RustType>,
    },
    /// Something else.
    Other,
}

/// Deeper generics are no type of a column.
const MAX_DEPTH: usize = 16;

impl RustType {
    /// Reads a type.
    pub(crate) fn read(rust_type: &Type) -> Self {
        Self::read_at(rust_type, 0)
    }

    fn read_at(rust_type: &Type, depth: usize) -> Self {
        if depth > MAX_DEPTH {
            return Self::Other;
        }
        match rust_type {
            Type::Path(path) if path.qself.is_none() => {
                let arguments = path.path.segments.last().map(|last| &last.arguments);
                let arguments = match arguments {
                    Some(PathArguments::AngleBracketed(generic)) => generic
                        .args
                        .iter()
                        .filter_map(|argument| match argument {
                            GenericArgument::Type(inner) => Some(Self::read_at(inner, depth + 1)),
                            _ => None,
                        })
                        .collect(),
                    _ => Vec::new(),
                };
                Self::Path {
                    segments: segments(&path.path),
                    arguments,
                }
            }
            Type::Reference(reference) => Self::read_at(&reference.elem, depth + 1),
            Type::Group(group) => Self::read_at(&group.elem, depth + 1),
            Type::Paren(inner) => Self::read_at(&inner.elem, depth + 1),
            _ => Self::Other,
        }
    }

    /// The last segment of a path.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Path { segments, .. } => segments.last().map_or("", String::as_str),
            Self::Other => "",
        }
    }

    /// The type within `Option`, and whether there was one.
    pub(crate) fn without_option(self) -> (Self, bool) {
        match self {
            Self::Path {
                segments,
                mut arguments,
            } if arguments.len() == 1 && segments.last().is_some_and(|name| name == "Option") => {
                (arguments.remove(0), true)
            }
            other => (other, false),
        }
    }

    /// What SeaORM makes of it by itself; `None` for every type of somebody else.
    pub(crate) fn known(&self) -> Option<SeaType> {
        let Self::Path {
            segments,
            arguments,
        } = self
        else {
            return None;
        };
        let (name, path) = segments.split_last()?;
        let library = path.first().map(String::as_str);
        match arguments.as_slice() {
            [] => {
                let is_known = path.is_empty() || library.is_some_and(is_known_library);
                known_name(name, library).filter(|_| is_known)
            }
            [inner] => match name.as_str() {
                "Vec" if inner.name() == "u8" => Some(SeaType::VarBinary(Length::Unsaid)),
                "Vec" => Some(SeaType::Array(Box::new(inner.known()?))),
                "DateTime" => Some(SeaType::TimestampWithTimeZone),
                "Cow" if inner.name() == "str" => Some(SeaType::String(Length::Unsaid)),
                "Box" if inner.name() == "str" => Some(SeaType::String(Length::Unsaid)),
                _ => None,
            },
            _ => None,
        }
    }
}

impl std::fmt::Display for RustType {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Path {
                segments,
                arguments,
            } => {
                formatter.write_str(&segments.join("::"))?;
                if arguments.is_empty() {
                    return Ok(());
                }
                let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
                write!(formatter, "<{}>", arguments.join(", "))
            }
            Self::Other => formatter.write_str("a type without a name"),
        }
    }
}

fn is_known_library(name: &str) -> bool {
    matches!(
        name,
        "std"
            | "alloc"
            | "core"
            | "sea_orm"
            | "prelude"
            | "chrono"
            | "time"
            | "jiff"
            | "uuid"
            | "serde_json"
            | "rust_decimal"
            | "bigdecimal"
            | "ipnetwork"
            | "mac_address"
            | "pgvector"
            | "string"
    )
}

/// Types by name; the libraries share some names and differ in what they mean.
fn known_name(name: &str, library: Option<&str>) -> Option<SeaType> {
    Some(match (name, library) {
        ("bool", _) => SeaType::Boolean,
        ("i8", _) => SeaType::integer(8, false),
        ("i16", _) => SeaType::integer(16, false),
        ("i32", _) => SeaType::integer(32, false),
        ("i64", _) => SeaType::integer(64, false),
        ("u8", _) => SeaType::integer(8, true),
        ("u16", _) => SeaType::integer(16, true),
        ("u32", _) => SeaType::integer(32, true),
        ("u64", _) => SeaType::integer(64, true),
        ("f32", _) => SeaType::Float,
        ("f64", _) => SeaType::Double,
        ("String" | "str" | "TextUuid", _) => SeaType::String(Length::Unsaid),
        ("char", _) => SeaType::Char(None),
        ("Date" | "ChronoDate" | "TimeDate" | "NaiveDate", _) => SeaType::Date,
        ("Time" | "ChronoTime" | "TimeTime" | "NaiveTime", _) => SeaType::Time,
        ("DateTime", Some("jiff")) => SeaType::DateTime,
        (
            "DateTime" | "ChronoDateTime" | "TimeDateTime" | "NaiveDateTime" | "PrimitiveDateTime",
            _,
        ) => SeaType::DateTime,
        (
            "DateTimeUtc"
            | "DateTimeLocal"
            | "DateTimeWithTimeZone"
            | "ChronoDateTimeUtc"
            | "ChronoDateTimeLocal"
            | "ChronoDateTimeWithTimeZone"
            | "TimeDateTimeWithTimeZone"
            | "OffsetDateTime",
            _,
        ) => SeaType::TimestampWithTimeZone,
        (
            "ChronoUnixTimestamp"
            | "ChronoUnixTimestampMillis"
            | "TimeUnixTimestamp"
            | "TimeUnixTimestampMillis",
            _,
        ) => SeaType::integer(64, false),
        ("Uuid", _) | ("Braced" | "Hyphenated" | "Simple" | "Urn", Some("uuid")) => SeaType::Uuid,
        ("Json" | "JsonValue", _) | ("Value", Some("serde_json")) => SeaType::Json,
        ("Decimal" | "BigDecimal", _) => SeaType::Decimal(None),
        ("IpNetwork", _) => SeaType::Inet,
        ("MacAddress", _) => SeaType::MacAddr,
        ("PgVector", _) | ("Vector", Some("pgvector")) => SeaType::Vector(None),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::RustType;
    use crate::sea_type::{Length, SeaType};

    fn read(text: &str) -> RustType {
        RustType::read(&syn::parse_str(text).unwrap())
    }

    #[test]
    fn types_that_sea_orm_knows() {
        for (text, expected) in [
            ("String", SeaType::String(Length::Unsaid)),
            ("std::string::String", SeaType::String(Length::Unsaid)),
            ("Vec<u8>", SeaType::VarBinary(Length::Unsaid)),
            ("Vec<Uuid>", SeaType::Array(Box::new(SeaType::Uuid))),
            ("DateTime", SeaType::DateTime),
            ("chrono::NaiveDateTime", SeaType::DateTime),
            ("DateTime<Utc>", SeaType::TimestampWithTimeZone),
            (
                "chrono::DateTime<chrono::FixedOffset>",
                SeaType::TimestampWithTimeZone,
            ),
            ("time::OffsetDateTime", SeaType::TimestampWithTimeZone),
            ("serde_json::Value", SeaType::Json),
            ("rust_decimal::Decimal", SeaType::Decimal(None)),
            ("u32", SeaType::integer(32, true)),
            ("&'static str", SeaType::String(Length::Unsaid)),
        ] {
            assert_eq!(read(text).known(), Some(expected), "{text}");
        }
    }

    #[test]
    fn types_of_others_are_not_guessed() {
        for text in [
            "Value",
            "UserId",
            "own::Uuid",
            "Vec<Tag>",
            "(i32, i32)",
            "[u8; 16]",
            "Foo<String>",
        ] {
            assert_eq!(read(text).known(), None, "{text}");
        }
    }

    #[test]
    fn options_are_looked_into() {
        for text in ["Option<i32>", "std::option::Option<i32>"] {
            assert_eq!(read(text).without_option(), (read("i32"), true));
        }
        assert_eq!(read("i32").without_option(), (read("i32"), false));
    }
}
