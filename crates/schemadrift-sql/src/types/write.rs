//! Owns the canonical spelling of a shape: what the database itself would print.

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};
use schemadrift_core::dialect::Engine;
use schemadrift_core::name::{Name, QualifiedName};
use squawk_syntax::quote::quote_ident;

use super::read_type;

/// Writes a shape as the engine spells it. Reading the result gives the shape again, where the
/// engine has such a type.
pub fn write_type(engine: Engine, shape: &DataType) -> String {
    match engine {
        Engine::PostgreSql => postgres(shape),
        Engine::MySql | Engine::MariaDb | Engine::Sqlite => other(engine, shape),
    }
}

fn postgres(shape: &DataType) -> String {
    match shape {
        DataType::Boolean => "boolean".to_owned(),
        DataType::Integer { bits, .. } => match bits {
            0..=16 => "smallint".to_owned(),
            17..=32 => "integer".to_owned(),
            _ => "bigint".to_owned(),
        },
        DataType::Oid => "oid".to_owned(),
        DataType::Float { bits: 0..=32 } => "real".to_owned(),
        DataType::Float { .. } => "double precision".to_owned(),
        DataType::Decimal { precision } => decimal("numeric", *precision),
        DataType::Money => "money".to_owned(),
        DataType::Text(_) => "text".to_owned(),
        DataType::Varchar(length) => with_length("character varying", *length),
        DataType::Char(None) => "bpchar".to_owned(),
        DataType::Char(length) => with_length("character", *length),
        DataType::Citext => "citext".to_owned(),
        DataType::Bytes(_) => "bytea".to_owned(),
        DataType::Date => "date".to_owned(),
        DataType::Time {
            precision,
            has_zone,
        } => time("time", *precision, *has_zone),
        DataType::Timestamp {
            precision,
            has_zone,
        } => time("timestamp", *precision, *has_zone),
        DataType::Year => "smallint".to_owned(),
        DataType::Interval(None) => "interval".to_owned(),
        DataType::Interval(Some(fields)) => format!("interval {fields}").replace(" (", "("),
        DataType::Uuid => "uuid".to_owned(),
        DataType::Json => "json".to_owned(),
        DataType::Jsonb => "jsonb".to_owned(),
        DataType::Xml => "xml".to_owned(),
        // Without a length only the internal name says so.
        DataType::Bit {
            length: None,
            is_varying: false,
        } => "\"bit\"".to_owned(),
        DataType::Bit { length, is_varying } => {
            with_length(if *is_varying { "bit varying" } else { "bit" }, *length)
        }
        DataType::Enum(name) => qualified(name),
        DataType::InlineEnum(_) | DataType::Set(_) => "text".to_owned(),
        DataType::Array(element) => format!("{}[]", postgres(element)),
        DataType::Named { name, arguments } => with_arguments(&qualified(name), arguments.as_ref()),
        DataType::Untyped | DataType::Unreadable => String::new(),
    }
}

/// A name in quotes where it would otherwise be read as something else.
fn qualified(name: &QualifiedName) -> String {
    match &name.schema {
        Some(schema) => format!(
            "{}.{}",
            quote_ident(schema.as_str()),
            quote_ident(name.name.as_str())
        ),
        None => {
            let plain = quote_ident(name.name.as_str());
            let is_itself = read_type(Engine::PostgreSql, &plain)
                == DataType::Named {
                    name: name.clone(),
                    arguments: None,
                };
            if is_itself {
                plain
            } else {
                Engine::PostgreSql.dialect().quote(name.name.as_str())
            }
        }
    }
}

fn with_arguments(name: &str, arguments: Option<&String>) -> String {
    arguments.map_or_else(
        || name.to_owned(),
        |arguments| format!("{name}({arguments})"),
    )
}

fn with_length(name: &str, length: Option<u32>) -> String {
    length.map_or_else(|| name.to_owned(), |length| format!("{name}({length})"))
}

fn decimal(name: &str, precision: Option<(u32, i32)>) -> String {
    precision.map_or_else(
        || name.to_owned(),
        |(precision, scale)| format!("{name}({precision},{scale})"),
    )
}

fn time(name: &str, precision: Option<u8>, has_zone: bool) -> String {
    let zone = if has_zone { "with" } else { "without" };
    let digits = precision.filter(|digits| *digits < 6);
    let name = digits.map_or_else(|| name.to_owned(), |digits| format!("{name}({digits})"));
    format!("{name} {zone} time zone")
}

/// The spelling of MySQL, and of SQLite, which takes any words: it gets MySQL's where they are
/// understood there.
fn other(engine: Engine, shape: &DataType) -> String {
    let is_sqlite = engine == Engine::Sqlite;
    match shape {
        DataType::Boolean if is_sqlite => "boolean".to_owned(),
        DataType::Boolean => "tinyint(1)".to_owned(),
        DataType::Integer { bits, is_unsigned } => integer(is_sqlite, *bits, *is_unsigned),
        DataType::Oid => integer(is_sqlite, 32, true),
        DataType::Float { bits: 0..=32 } if !is_sqlite => "float".to_owned(),
        DataType::Float { .. } if is_sqlite => "real".to_owned(),
        DataType::Float { .. } => "double".to_owned(),
        DataType::Decimal { precision } => decimal("decimal", *precision),
        DataType::Money if is_sqlite => "money".to_owned(),
        DataType::Money => "decimal(19,4)".to_owned(),
        DataType::Text(TextSize::Tiny) if !is_sqlite => "tinytext".to_owned(),
        DataType::Text(TextSize::Medium) if !is_sqlite => "mediumtext".to_owned(),
        DataType::Text(TextSize::Long) if !is_sqlite => "longtext".to_owned(),
        DataType::Text(_) => "text".to_owned(),
        DataType::Varchar(length) => with_length("varchar", *length),
        DataType::Char(length) => with_length("char", *length),
        DataType::Citext if is_sqlite => "citext".to_owned(),
        DataType::Citext => "text".to_owned(),
        DataType::Bytes(kind) => bytes(is_sqlite, *kind),
        DataType::Date => "date".to_owned(),
        DataType::Time {
            precision,
            has_zone,
        } => {
            let name = if *has_zone && is_sqlite {
                "timetz"
            } else {
                "time"
            };
            with_digits(is_sqlite, name, *precision)
        }
        DataType::Timestamp {
            precision,
            has_zone,
        } => {
            let name = match (is_sqlite, has_zone) {
                (true, true) => "timestamptz",
                (false, true) => "timestamp",
                (_, false) => "datetime",
            };
            with_digits(is_sqlite, name, *precision)
        }
        DataType::Year => "year".to_owned(),
        DataType::Interval(_) => "interval".to_owned(),
        DataType::Uuid => "uuid".to_owned(),
        DataType::Json => "json".to_owned(),
        DataType::Jsonb if is_sqlite => "jsonb".to_owned(),
        DataType::Jsonb => "json".to_owned(),
        DataType::Xml => "xml".to_owned(),
        DataType::Bit { length, .. } => with_length("bit", *length),
        DataType::Enum(name) => name.name.as_str().to_owned(),
        DataType::InlineEnum(labels) => labelled("enum", labels),
        DataType::Set(labels) => labelled("set", labels),
        DataType::Array(element) => format!("{}[]", other(engine, element)),
        DataType::Named { name, arguments } => named(&name.name, arguments.as_ref()),
        DataType::Untyped | DataType::Unreadable => String::new(),
    }
}

fn named(name: &Name, arguments: Option<&String>) -> String {
    match (name.as_str().strip_suffix(" unsigned"), arguments) {
        (Some(base), Some(arguments)) => format!("{base}({arguments}) unsigned"),
        _ => with_arguments(name.as_str(), arguments),
    }
}

fn with_digits(is_sqlite: bool, name: &str, precision: Option<u8>) -> String {
    // MySQL's default is no digits at all.
    let digits = precision.filter(|digits| is_sqlite || *digits > 0);
    with_length(name, digits.map(u32::from))
}

fn integer(is_sqlite: bool, bits: u8, is_unsigned: bool) -> String {
    let name = match bits {
        0..=8 => "tinyint",
        9..=16 => "smallint",
        17..=24 => "mediumint",
        25..=32 if is_sqlite => "integer",
        25..=32 => "int",
        _ => "bigint",
    };
    let suffix = if is_unsigned { " unsigned" } else { "" };
    format!("{name}{suffix}")
}

fn bytes(is_sqlite: bool, kind: BytesKind) -> String {
    match kind {
        BytesKind::Tiny if !is_sqlite => "tinyblob".to_owned(),
        BytesKind::Medium if !is_sqlite => "mediumblob".to_owned(),
        BytesKind::Long if !is_sqlite => "longblob".to_owned(),
        BytesKind::Regular | BytesKind::Tiny | BytesKind::Medium | BytesKind::Long => {
            "blob".to_owned()
        }
        BytesKind::Fixed(length) => with_length("binary", Some(length)),
        BytesKind::Varying(length) => with_length("varbinary", length),
    }
}

fn labelled(name: &str, labels: &[String]) -> String {
    let labels: Vec<String> = labels
        .iter()
        .map(|label| format!("'{}'", label.replace('\\', "\\\\").replace('\'', "''")))
        .collect();
    format!("{name}({})", labels.join(","))
}
