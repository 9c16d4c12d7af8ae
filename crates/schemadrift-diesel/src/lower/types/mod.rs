//! Owns which live types a SQL type of Diesel accepts, one file a database
//! (<https://docs.diesel.rs/2.3.x/diesel/sql_types/index.html>).

mod mysql;
mod postgresql;
mod sqlite;

use schemadrift_core::data_type::{Acceptance, ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Decoding;
use schemadrift_core::name::{Name, QualifiedName};

use super::custom::Custom;
use crate::ast::{TypeExpr, TypeStruct};

/// The live types that a type accepts: the one it is made for first.
type Shapes = Vec<DataType>;

/// What Diesel makes of other types than those that a SQL type accepts. On MySQL and SQLite it
/// reads every form of a number, a text or a moment.
pub(super) fn decoding(engine: Engine) -> Decoding {
    match engine {
        Engine::PostgreSql => Decoding::ByBytes,
        Engine::MySql | Engine::MariaDb | Engine::Sqlite => Decoding::Converting,
    }
}

/// The type of a column as the code states it. `find` tells what a path to a type means.
pub(super) fn column_type<'a>(
    engine: Engine,
    text: String,
    shape: &TypeExpr,
    max_length: Option<u32>,
    find: impl Fn(&[String]) -> Custom<'a>,
) -> ColumnType {
    let (shapes, is_guess) = match of_expression(engine, shape, &find) {
        Some(known) => known,
        None => (vec![DataType::Unreadable], false),
    };
    if is_guess {
        // Nothing says what the type is; if the live one has its name, it is the one.
        return ColumnType {
            text,
            shape: DataType::Unreadable,
            acceptance: Acceptance::Like(shapes),
        };
    }
    let mut shapes = shapes.into_iter();
    let first = shapes.next().unwrap_or(DataType::Unreadable);
    let others: Vec<DataType> = shapes.collect();
    if let Some(limited) = max_length.and_then(|length| limited(&first, length)) {
        return ColumnType {
            text,
            shape: limited.0,
            acceptance: Acceptance::AnyOf(limited.1),
        };
    }
    ColumnType {
        text,
        acceptance: match engine {
            // SQLite hands every value over in the form that is asked for.
            Engine::Sqlite if first != DataType::Unreadable => Acceptance::Converting(others),
            Engine::Sqlite | Engine::PostgreSql | Engine::MySql | Engine::MariaDb => {
                Acceptance::Like(others)
            }
        },
        shape: first,
    }
}

/// The shapes of a type, and whether they are only guessed by its name.
fn of_expression<'a>(
    engine: Engine,
    shape: &TypeExpr,
    find: &impl Fn(&[String]) -> Custom<'a>,
) -> Option<(Shapes, bool)> {
    let TypeExpr::Path {
        segments,
        arguments,
    } = shape
    else {
        return None;
    };
    let name = segments.last()?;
    match (name.as_str(), arguments.as_slice()) {
        // The elements of an array may be NULL in any database, whatever the code says.
        ("Nullable", [inner]) => return of_expression(engine, inner, find),
        ("Array", [inner]) if engine == Engine::PostgreSql => {
            let (shapes, is_guess) = of_expression(engine, inner, find)?;
            let arrays = shapes
                .into_iter()
                .map(|shape| DataType::Array(Box::new(shape)));
            return Some((arrays.collect(), is_guess));
        }
        ("Unsigned", [inner]) if matches!(engine, Engine::MySql | Engine::MariaDb) => {
            let (shapes, is_guess) = of_expression(engine, inner, find)?;
            let unsigned = shapes.into_iter().map(mysql::unsigned);
            return Some((unsigned.collect(), is_guess));
        }
        _ => {}
    }
    let own = |name: &str| match engine {
        Engine::PostgreSql => postgresql::shapes(name, arguments),
        Engine::MySql | Engine::MariaDb => mysql::shapes(name),
        Engine::Sqlite => sqlite::shapes(name),
    };
    let declared = |custom: &TypeStruct| match engine {
        Engine::PostgreSql => custom.postgres.as_ref().map(|(name, schema)| {
            let known = postgresql::of_database_name(name);
            vec![known.unwrap_or_else(|| named(name, schema.as_deref()))]
        }),
        Engine::MySql | Engine::MariaDb => custom.mysql.as_deref().and_then(mysql::of_wire_type),
        Engine::Sqlite => custom.sqlite.as_deref().and_then(sqlite::shapes),
    };
    match find(segments) {
        Custom::Named(custom) => Some((declared(custom)?, false)),
        Custom::Global(custom) => Some((own(name).or_else(|| declared(custom))?, false)),
        Custom::Ambiguous => Some((own(name)?, false)),
        Custom::Unknown(original) => {
            if let Some(known) = own(&original) {
                return Some((known, false));
            }
            (engine == Engine::PostgreSql).then(|| (postgresql::guessed(&original), true))
        }
    }
}

fn named(name: &str, schema: Option<&str>) -> DataType {
    DataType::Named {
        name: QualifiedName {
            schema: schema.map(Name::from),
            name: Name::from(name),
        },
        arguments: None,
    }
}

/// The types of exactly this length, for text, bytes and bits.
fn limited(shape: &DataType, length: u32) -> Option<(DataType, Vec<DataType>)> {
    use schemadrift_core::data_type::BytesKind;
    match shape {
        DataType::Text(_) | DataType::Varchar(_) | DataType::Char(_) => Some((
            DataType::Varchar(Some(length)),
            vec![DataType::Char(Some(length))],
        )),
        DataType::Bytes(_) => Some((
            DataType::Bytes(BytesKind::Varying(Some(length))),
            vec![
                DataType::Bytes(BytesKind::Fixed(length)),
                bit(length, false),
            ],
        )),
        DataType::Bit { is_varying, .. } => {
            Some((bit(length, *is_varying), vec![bit(length, !*is_varying)]))
        }
        _ => None,
    }
}

fn bit(length: u32, is_varying: bool) -> DataType {
    DataType::Bit {
        length: Some(length),
        is_varying,
    }
}
