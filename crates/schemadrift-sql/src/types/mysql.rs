//! Owns the type names of MySQL and MariaDB
//! (<https://dev.mysql.com/doc/refman/en/data-types.html>).

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};
use schemadrift_core::dialect::Engine;
use schemadrift_core::name::{Name, QualifiedName};

use super::words::{TypeWords, labels, normal_arguments};
use crate::tokens::Token;

/// The most bytes one character takes in `utf8mb4`, by which `text(n)` finds its size class.
const BYTES_PER_CHARACTER: u64 = 4;

pub(super) fn read(engine: Engine, tokens: &[Token<'_>]) -> Option<DataType> {
    let words = TypeWords::read(tokens)?;
    let attributes = Attributes::read(&words);
    let shape = match attributes.name.as_str() {
        "bool" | "boolean" => DataType::Boolean,
        "tinyint" | "int1" if words.length()? == Some(1) && !attributes.is_unsigned => {
            DataType::Boolean
        }
        "tinyint" | "int1" => attributes.integer(8),
        "smallint" | "int2" => attributes.integer(16),
        "mediumint" | "int3" | "middleint" => attributes.integer(24),
        "int" | "integer" | "int4" => attributes.integer(32),
        "bigint" | "int8" => attributes.integer(64),
        "serial" => DataType::Integer {
            bits: 64,
            is_unsigned: true,
        },
        "decimal" | "dec" | "fixed" | "numeric" if !attributes.is_unsigned => DataType::Decimal {
            precision: Some(words.precision_and_scale()?.unwrap_or((10, 0))),
        },
        "float" | "float4" | "double" | "double precision" | "real" | "float8"
            if !attributes.is_unsigned =>
        {
            float(engine, &attributes.name, &words)?
        }
        "bit" => DataType::Bit {
            length: words.length()?.or(Some(1)),
            is_varying: false,
        },
        "char" | "character" | "nchar" | "national char" | "national character" => {
            DataType::Char(words.length()?.or(Some(1)))
        }
        "varchar"
        | "character varying"
        | "char varying"
        | "nvarchar"
        | "national varchar"
        | "national char varying"
        | "national character varying"
        | "nchar varying"
        | "nchar varchar" => DataType::Varchar(words.length()?),
        "tinytext" => DataType::Text(TextSize::Tiny),
        "text" => DataType::Text(text_size(words.length()?)),
        "mediumtext" | "long" | "long varchar" => DataType::Text(TextSize::Medium),
        "longtext" => DataType::Text(TextSize::Long),
        "binary" => DataType::Bytes(BytesKind::Fixed(words.length()?.unwrap_or(1))),
        "varbinary" => DataType::Bytes(BytesKind::Varying(words.length()?)),
        "tinyblob" => DataType::Bytes(BytesKind::Tiny),
        "blob" => DataType::Bytes(blob_size(words.length()?)),
        "mediumblob" | "long varbinary" => DataType::Bytes(BytesKind::Medium),
        "longblob" => DataType::Bytes(BytesKind::Long),
        "json" => DataType::Json,
        "uuid" => DataType::Uuid,
        "enum" => DataType::InlineEnum(trimmed_labels(engine, &words)?),
        "set" => DataType::Set(trimmed_labels(engine, &words)?),
        name => match temporal(name, &words)? {
            Some(shape) => shape,
            None => attributes.named(engine, &words)?,
        },
    };
    Some(shape)
}

/// What stands around a type's name and parameters.
struct Attributes {
    name: String,
    is_unsigned: bool,
}

impl Attributes {
    fn read(words: &TypeWords<'_>) -> Self {
        let mut is_unsigned = false;
        let mut name: Vec<&str> = Vec::new();
        let mut is_at_name = true;
        for word in words.name.split(' ').filter(|word| !word.is_empty()) {
            match word {
                "unsigned" | "zerofill" => is_unsigned = true,
                "signed" => {}
                // What follows says how text is stored, not what the type is.
                "charset" | "collate" | "ascii" | "unicode" | "byte" if !name.is_empty() => {
                    is_at_name = false;
                }
                // `char binary` and `character set`, but not the types of these names.
                "binary" | "set" if !name.is_empty() => is_at_name = false,
                _ if is_at_name => name.push(word),
                _ => {}
            }
        }
        is_unsigned |= words
            .rest
            .iter()
            .any(|word| matches!(word.as_str(), "unsigned" | "zerofill"));
        let is_charset = words.name.contains("character set");
        if is_charset && name.len() > 1 && name.last() == Some(&"character") {
            name.pop();
        }
        Self {
            name: name.join(" "),
            is_unsigned,
        }
    }

    fn integer(&self, bits: u8) -> DataType {
        DataType::Integer {
            bits,
            is_unsigned: self.is_unsigned,
        }
    }

    /// A type without a shape of its own, `decimal unsigned` included.
    fn named(&self, engine: Engine, words: &TypeWords<'_>) -> Option<DataType> {
        if self.name.is_empty() {
            return None;
        }
        let name = match self.name.as_str() {
            "dec" | "fixed" | "numeric" => "decimal",
            "double precision" | "real" | "float8" => "double",
            name => name,
        };
        let suffix = if self.is_unsigned { " unsigned" } else { "" };
        Some(DataType::Named {
            name: QualifiedName::bare(Name::new(format!("{name}{suffix}"))),
            arguments: words
                .parameters
                .map(|tokens| normal_arguments(engine, tokens)),
        })
    }
}

fn float(engine: Engine, name: &str, words: &TypeWords<'_>) -> Option<DataType> {
    let is_single = matches!(name, "float" | "float4");
    match words.numbers()?.as_slice() {
        [] => Some(DataType::Float {
            bits: if is_single { 32 } else { 64 },
        }),
        [digits @ 0..=53] if is_single => Some(DataType::Float {
            bits: if *digits <= 24 { 32 } else { 64 },
        }),
        // A number of digits rounds what is stored: a type of its own.
        [_, _] => Some(DataType::Named {
            name: QualifiedName::bare(if is_single { "float" } else { "double" }),
            arguments: words
                .parameters
                .map(|tokens| normal_arguments(engine, tokens)),
        }),
        _ => None,
    }
}

fn temporal(name: &str, words: &TypeWords<'_>) -> Option<Option<DataType>> {
    let precision = || Some(Some(words.precision()?.unwrap_or(0)));
    Some(Some(match name {
        "date" => DataType::Date,
        "year" => DataType::Year,
        "time" => DataType::Time {
            precision: precision()?,
            has_zone: false,
        },
        "datetime" => DataType::Timestamp {
            precision: precision()?,
            has_zone: false,
        },
        "timestamp" => DataType::Timestamp {
            precision: precision()?,
            has_zone: true,
        },
        _ => return Some(None),
    }))
}

fn text_size(length: Option<u32>) -> TextSize {
    let Some(length) = length else {
        return TextSize::Regular;
    };
    match u64::from(length) * BYTES_PER_CHARACTER {
        0..=0xff => TextSize::Tiny,
        0x100..=0xffff => TextSize::Regular,
        0x1_0000..=0xff_ffff => TextSize::Medium,
        _ => TextSize::Long,
    }
}

fn blob_size(length: Option<u32>) -> BytesKind {
    match length {
        None | Some(0x100..=0xffff) => BytesKind::Regular,
        Some(0..=0xff) => BytesKind::Tiny,
        Some(0x1_0000..=0xff_ffff) => BytesKind::Medium,
        Some(_) => BytesKind::Long,
    }
}

/// The server drops the spaces at the end of a label.
fn trimmed_labels(engine: Engine, words: &TypeWords<'_>) -> Option<Vec<String>> {
    let labels = labels(engine, words.parameters?)?;
    Some(
        labels
            .iter()
            .map(|label| label.trim_end_matches(' ').to_owned())
            .collect(),
    )
}
