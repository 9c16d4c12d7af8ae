//! Owns PostgreSQL's type names: SQL's spellings, the internal names, and what `format_type`
//! prints (<https://www.postgresql.org/docs/current/datatype.html>).

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};
use schemadrift_core::dialect::Engine;
use schemadrift_core::name::{Name, QualifiedName};

use super::words::{TypeWords, normal_arguments};
use crate::tokens::{Kind, Token, closing};

/// Fractional digits that time types keep when none are asked for, and at most.
const FULL_PRECISION: u8 = 6;

pub(super) fn read(tokens: &[Token<'_>]) -> Option<DataType> {
    let (element, is_array) = without_array(tokens)?;
    let shape = base(element)?;
    Some(if is_array {
        DataType::Array(Box::new(shape))
    } else {
        shape
    })
}

/// Takes `[]`, `[3][]`, `array` and `array[3]` off the end: dimensions and bounds are not kept
/// by the server.
fn without_array<'a>(mut tokens: &'a [Token<'a>]) -> Option<(&'a [Token<'a>], bool)> {
    let mut is_array = false;
    while let [rest @ .., close] = tokens
        && close.is_symbol("]")
    {
        tokens = match rest {
            [rest @ .., open, bound] if open.is_symbol("[") && bound.kind == Kind::Number => rest,
            [rest @ .., open] if open.is_symbol("[") => rest,
            _ => return None,
        };
        is_array = true;
    }
    if let [rest @ .., word] = tokens
        && word.is_word("array")
        && !rest.is_empty()
    {
        return Some((rest, true));
    }
    Some((tokens, is_array))
}

fn base(tokens: &[Token<'_>]) -> Option<DataType> {
    let first = tokens.first()?;
    let is_qualified = tokens.get(1).is_some_and(|token| token.is_symbol("."));
    if !is_qualified && first.kind == Kind::Word {
        let words = TypeWords::read(tokens)?;
        if let Some(shape) = spelled(&words)? {
            return Some(shape);
        }
    }
    let (name, rest) = path(tokens)?;
    let parameters = parameters(rest)?;
    let is_internal = match &name.schema {
        Some(schema) => schema.as_str() == "pg_catalog",
        None => first.kind == Kind::QuotedName,
    };
    if name.schema.is_none() || is_internal {
        // The catalog's own name for an array.
        let element = name.name.as_str().strip_prefix('_');
        let element = element.and_then(|element| internal(element, parameters, rest));
        if let Some(element) = element {
            return Some(DataType::Array(Box::new(element)));
        }
    }
    if is_internal && let Some(shape) = internal(name.name.as_str(), parameters, rest) {
        return Some(shape);
    }
    // The extension's type is the same one, wherever the extension was installed.
    if name.name.as_str() == "citext" && parameters.is_none() {
        return Some(DataType::Citext);
    }
    let schema = name.schema.filter(|schema| schema.as_str() != "pg_catalog");
    Some(DataType::Named {
        name: QualifiedName {
            schema,
            name: name.name,
        },
        arguments: parameters.map(|tokens| normal_arguments(Engine::PostgreSql, tokens)),
    })
}

/// The name in front, and what follows it.
fn path<'a>(tokens: &'a [Token<'a>]) -> Option<(QualifiedName, &'a [Token<'a>])> {
    let name = |token: &Token<'_>| token.name(Engine::PostgreSql).map(Name::from);
    match tokens {
        [_, _, dot, last, ..] if dot.is_symbol(".") && last.name(Engine::PostgreSql).is_some() => {
            None
        }
        [schema, dot, last, rest @ ..] if dot.is_symbol(".") => Some((
            QualifiedName {
                schema: Some(name(schema)?),
                name: name(last)?,
            },
            rest,
        )),
        [only, rest @ ..] => Some((QualifiedName::bare(name(only)?), rest)),
        [] => None,
    }
}

/// The parameters behind a name: nothing, or one pair of parentheses and, for the internal names
/// of time types, words.
fn parameters<'a>(rest: &'a [Token<'a>]) -> Option<Option<&'a [Token<'a>]>> {
    match rest.first() {
        None => Some(None),
        Some(open) if open.is_symbol("(") => {
            let close = closing(rest, 0)?;
            (close + 1 == rest.len()).then(|| Some(&rest[1..close]))
        }
        Some(_) => None,
    }
}

/// A type by the name the catalog itself uses; such names have no SQL defaults, so `"bit"` is a
/// bit string of any length where `bit` is `bit(1)`.
fn internal(name: &str, parameters: Option<&[Token<'_>]>, rest: &[Token<'_>]) -> Option<DataType> {
    let words = TypeWords {
        name: String::new(),
        parameters: parameters.is_some().then(|| &rest[1..rest.len() - 1]),
        rest: Vec::new(),
    };
    let shape = match name {
        "bpchar" => DataType::Char(words.length()?),
        "bit" => DataType::Bit {
            length: words.length()?,
            is_varying: false,
        },
        "bool" | "int2" | "int4" | "int8" | "float4" | "float8" | "numeric" | "text"
        | "varchar" | "bytea" | "uuid" | "json" | "jsonb" | "xml" | "money" | "oid" | "date"
        | "time" | "timetz" | "timestamp" | "timestamptz" | "interval" | "varbit" => {
            return spelled(&TypeWords {
                name: name.to_owned(),
                ..words
            })
            .flatten();
        }
        _ => return None,
    };
    Some(shape)
}

/// A type by SQL's own spelling. `None` for one that is malformed, `Some(None)` for a name that
/// is not SQL's.
fn spelled(words: &TypeWords<'_>) -> Option<Option<DataType>> {
    let shape = match words.name.as_str() {
        "bool" | "boolean" => plain(words, DataType::Boolean)?,
        "int2" | "smallint" | "smallserial" | "serial2" => plain(words, DataType::integer(16))?,
        "int4" | "int" | "integer" | "serial" | "serial4" => plain(words, DataType::integer(32))?,
        "int8" | "bigint" | "bigserial" | "serial8" => plain(words, DataType::integer(64))?,
        "oid" => plain(words, DataType::Oid)?,
        "float4" | "real" => plain(words, DataType::Float { bits: 32 })?,
        "float8" | "double precision" => plain(words, DataType::Float { bits: 64 })?,
        "float" => float(words)?,
        "numeric" | "decimal" | "dec" => bare(
            words,
            DataType::Decimal {
                precision: words.precision_and_scale()?,
            },
        )?,
        "money" => plain(words, DataType::Money)?,
        "text" => plain(words, DataType::Text(TextSize::Regular))?,
        "varchar"
        | "character varying"
        | "char varying"
        | "nchar varying"
        | "national character varying"
        | "national char varying" => bare(words, DataType::Varchar(words.length()?))?,
        "char" | "character" | "nchar" | "national character" | "national char" => {
            bare(words, DataType::Char(words.length()?.or(Some(1))))?
        }
        "bpchar" => bare(words, DataType::Char(words.length()?))?,
        "citext" => plain(words, DataType::Citext)?,
        "bytea" => plain(words, DataType::Bytes(BytesKind::Regular))?,
        "uuid" => plain(words, DataType::Uuid)?,
        "json" => plain(words, DataType::Json)?,
        "jsonb" => plain(words, DataType::Jsonb)?,
        "xml" => plain(words, DataType::Xml)?,
        "bit" => bare(
            words,
            DataType::Bit {
                length: words.length()?.or(Some(1)),
                is_varying: false,
            },
        )?,
        "varbit" | "bit varying" => bare(
            words,
            DataType::Bit {
                length: words.length()?,
                is_varying: true,
            },
        )?,
        _ => return temporal(words),
    };
    Some(Some(shape))
}

/// A type that takes no parameters.
fn plain(words: &TypeWords<'_>, shape: DataType) -> Option<DataType> {
    (words.parameters.is_none() && words.rest.is_empty()).then_some(shape)
}

/// A type whose parameters are at its end.
fn bare(words: &TypeWords<'_>, shape: DataType) -> Option<DataType> {
    words.rest.is_empty().then_some(shape)
}

fn float(words: &TypeWords<'_>) -> Option<DataType> {
    let bits = match words.length()? {
        Some(1..=24) => 32,
        None | Some(25..=53) => 64,
        Some(_) => return None,
    };
    bare(words, DataType::Float { bits })
}

fn temporal(words: &TypeWords<'_>) -> Option<Option<DataType>> {
    let mut parts = words.name.split(' ');
    let head = parts.next().unwrap_or_default();
    if head == "interval" {
        return interval(words, parts).map(Some);
    }
    if words.name == "date" {
        return plain(words, DataType::Date).map(Some);
    }
    if !matches!(head, "time" | "timetz" | "timestamp" | "timestamptz") {
        return Some(None);
    }
    let behind: Vec<&str> = parts.chain(words.rest.iter().map(String::as_str)).collect();
    let has_zone = match (head, behind.as_slice()) {
        ("timetz" | "timestamptz", []) | (_, ["with", "time", "zone"]) => true,
        (_, [] | ["without", "time", "zone"]) => false,
        _ => return None,
    };
    // More digits than the server keeps are cut with a warning.
    let precision = words
        .precision()?
        .unwrap_or(FULL_PRECISION)
        .min(FULL_PRECISION);
    let precision = Some(precision);
    Some(Some(if head.starts_with("timestamp") {
        DataType::Timestamp {
            precision,
            has_zone,
        }
    } else {
        DataType::Time {
            precision,
            has_zone,
        }
    }))
}

fn interval<'a>(words: &TypeWords<'_>, fields: impl Iterator<Item = &'a str>) -> Option<DataType> {
    let mut text = fields.collect::<Vec<_>>().join(" ");
    if !words.rest.is_empty() {
        return None;
    }
    if let Some(digits) = words.precision()?
        && digits < FULL_PRECISION
    {
        text.push_str(&format!("({digits})"));
    }
    Some(DataType::Interval((!text.is_empty()).then_some(text)))
}
