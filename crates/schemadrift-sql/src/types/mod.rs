//! Owns type names: a type as a dialect spells it, read into its neutral shape, and a shape
//! written as that dialect's canonical spelling.

mod mysql;
mod postgres;
mod sqlite;
mod words;
mod write;

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::name::Name;

pub use write::write_type;

use crate::nesting::is_too_deep;
use crate::tokens::tokenize;

/// A collation of MySQL or MariaDB under its present name: `utf8` was the name of `utf8mb3`
/// (<https://dev.mysql.com/doc/refman/en/charset-unicode-utf8mb3.html>).
pub fn collation_name(name: &str) -> Name {
    match name.strip_prefix("utf8_") {
        Some(rest) => Name::new(format!("utf8mb3_{rest}")),
        None => Name::from(name),
    }
}

/// Reads a type as SQL or a catalog spells it. Spellings that mean the same type give the same
/// shape; what cannot be a type is [`DataType::Unreadable`].
///
/// A name that is no type of the engine's own becomes [`DataType::Named`]: only a reader that
/// knows the schema's enums can tell that it is one.
pub fn read_type(engine: Engine, text: &str) -> DataType {
    let tokens = tokenize(engine, text);
    if is_too_deep(text, &tokens) {
        return DataType::Unreadable;
    }
    let shape = match engine {
        Engine::PostgreSql => postgres::read(&tokens),
        Engine::MySql | Engine::MariaDb => mysql::read(engine, &tokens),
        Engine::Sqlite => sqlite::read(&tokens),
    };
    shape.unwrap_or(DataType::Unreadable)
}
