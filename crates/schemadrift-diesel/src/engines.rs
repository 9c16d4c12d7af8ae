//! Owns the question which kind of database a program is for: by the features of its libraries,
//! by the types it uses, or by the database it is compared with.

use std::collections::BTreeSet;
use std::path::Path;

use schemadrift_core::dialect::Engine;
use schemadrift_rust_syntax::library;

use crate::ast::{Declarations, TableDecl, TypeExpr};
use crate::selection;

/// The libraries whose features name a database.
const LIBRARIES: [&str; 2] = ["diesel", "diesel-async"];

/// The databases that the features of a crate's libraries speak of; empty where none does.
pub(crate) fn of_features(path: &Path) -> Vec<Engine> {
    let libraries: Vec<_> = LIBRARIES
        .iter()
        .filter_map(|name| library(path, name))
        .collect();
    let named = |features: &BTreeSet<String>| -> Vec<Engine> {
        let features = features.iter().filter_map(|feature| of_feature(feature));
        let named: BTreeSet<Engine> = features.flatten().collect();
        named.into_iter().collect()
    };
    let always: Vec<Engine> = libraries
        .iter()
        .flat_map(|library| named(&library.features))
        .collect();
    let optional = libraries
        .iter()
        .flat_map(|library| named(&library.optional_features));
    let all: BTreeSet<Engine> = always.into_iter().chain(optional).collect();
    all.into_iter().collect()
}

fn of_feature(feature: &str) -> Option<Vec<Engine>> {
    Some(match feature {
        "postgres" | "postgres_backend" => vec![Engine::PostgreSql],
        "mysql" | "mysql_backend" => vec![Engine::MySql, Engine::MariaDb],
        "mariadb" => vec![Engine::MariaDb],
        "sqlite" => vec![Engine::Sqlite],
        _ => return None,
    })
}

/// The kind of database to read for. `possible` are those that the program may be for, and
/// `connected` is the one that it is compared with. `None` where nothing tells.
pub(crate) fn choose(
    declarations: &Declarations,
    possible: &[Engine],
    connected: Option<Engine>,
) -> Option<Engine> {
    let possible = match possible {
        [] => of_declarations(declarations),
        some => some.to_vec(),
    };
    match connected {
        Some(engine) if possible.is_empty() || possible.contains(&engine) => Some(engine),
        _ => possible.first().copied(),
    }
}

/// The databases that a program's own types and modules speak of.
fn of_declarations(declarations: &Declarations) -> Vec<Engine> {
    let mark = |table: &TableDecl| {
        let own = table.engines.clone();
        own.or_else(|| selection::of_module(&table.module, &declarations.modules))
    };
    let marks: Vec<_> = declarations.tables.iter().map(mark).collect();
    // Where every table is for some database, these are the ones.
    if !marks.is_empty() && marks.iter().all(Option::is_some) {
        let marked: BTreeSet<Engine> = marks.into_iter().flatten().flatten().collect();
        return marked.into_iter().collect();
    }
    let unmarked = declarations
        .tables
        .iter()
        .zip(&marks)
        .filter(|(_, mark)| mark.is_none());
    let columns = unmarked.flat_map(|(table, _)| &table.columns);
    let mut engines = columns.filter_map(|column| of_type(&column.data_type.shape));
    match engines.next() {
        Some(Engine::MySql) => vec![Engine::MySql, Engine::MariaDb],
        Some(engine) => vec![engine],
        None if declarations
            .types
            .iter()
            .any(|custom| custom.postgres.is_some()) =>
        {
            vec![Engine::PostgreSql]
        }
        None => Vec::new(),
    }
}

/// The database that alone has a type.
fn of_type(shape: &TypeExpr) -> Option<Engine> {
    let (name, arguments) = shape.named()?;
    match name {
        "Array" | "Jsonb" | "Uuid" | "Timestamptz" | "TimestampTz" | "Citext" | "Inet" | "Cidr"
        | "Bytea" | "Range" | "Multirange" | "Money" | "Oid" | "Bpchar" | "MacAddr" | "Macaddr"
        | "Serial" | "BigSerial" | "Bigserial" | "Tsvector" | "TsVector" => {
            Some(Engine::PostgreSql)
        }
        "Unsigned" | "Datetime" | "Tinyint" | "TinyInt" | "Tinytext" | "Mediumtext"
        | "Longtext" | "Tinyblob" | "Mediumblob" | "Longblob" => Some(Engine::MySql),
        _ => arguments.iter().find_map(of_type),
    }
}

/// The same database under all its names: whoever reads for one of `engines` reads for it.
pub(crate) fn allows(engines: Option<&Vec<Engine>>, engine: Engine) -> bool {
    engines.is_none_or(|engines| engines.contains(&engine))
}
