//! Owns compiled tables: the model of what `table!` made, without any file at run time.
//!
//! Recovered are names, keys, columns, their types and whether they may be NULL. What the compiler
//! does not keep is not stated: `max_length`, joins, and what a SQL type of the program's own is
//! called in the database.
//!
//! ```
//! use schemadrift_core::dialect::Engine;
//! use schemadrift_diesel::{compiled_tables, reflect};
//!
//! mod schema {
//!     diesel::table! { users (id) { id -> Integer, name -> Nullable<Text>, } }
//! }
//!
//! let reading = reflect::read(&compiled_tables![schema::users], Engine::Sqlite);
//! assert_eq!(reading.reading.schema.tables[0].columns.len(), 2);
//! ```

use std::any::type_name;
use std::fmt::Write;

use diesel::pg::Pg;
use diesel::query_builder::QueryFragment;
use diesel::{Column, Expression, Table, debug_query};
use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::SourceFile;

use crate::reading::{DieselReading, ReadSettings};

/// A table as it was compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompiledTable {
    /// Its schema, if it names one, and its name.
    name: Vec<String>,
    /// The columns of its key.
    key: Vec<String>,
    /// Its columns, with the Rust types that stand for their SQL types.
    columns: Vec<(&'static str, &'static str)>,
}

/// Names compiled tables: `compiled_tables![schema::users, schema::posts]`.
#[macro_export]
macro_rules! compiled_tables {
    ($($($part:ident)::+),* $(,)?) => {
        [$($crate::reflect::table(&$($part)::+::table)),*]
    };
}

/// What the compiler knows of a table.
pub fn table<T>(table: &T) -> CompiledTable
where
    T: Table + QueryFragment<Pg>,
    T::PrimaryKey: QueryFragment<Pg>,
    T::AllColumns: ColumnList,
{
    let name = identifiers(&debug_query::<Pg, _>(table).to_string())
        .pop()
        .unwrap_or_default();
    let key = identifiers(&debug_query::<Pg, _>(&table.primary_key()).to_string())
        .into_iter()
        .filter_map(|mut path| path.pop())
        .collect();
    CompiledTable {
        name,
        key,
        columns: T::AllColumns::columns(),
    }
}

/// The model of compiled tables for one kind of database.
pub fn read(tables: &[CompiledTable], engine: Engine) -> DieselReading {
    let text: String = tables.iter().map(CompiledTable::written).collect();
    let settings = ReadSettings {
        connected: Some(engine),
        possible: vec![engine],
        ..ReadSettings::default()
    };
    crate::read(&[SourceFile::new("compiled tables", text)], &settings)
}

/// The columns of a table, which are a tuple.
pub trait ColumnList {
    /// The name of each, and the Rust type that stands for its SQL type.
    fn columns() -> Vec<(&'static str, &'static str)>;
}

macro_rules! column_lists {
    ($first:ident $($rest:ident)*) => {
        impl<$first, $($rest),*> ColumnList for ($first, $($rest,)*)
        where
            $first: Column + Expression,
            $($rest: Column + Expression,)*
        {
            fn columns() -> Vec<(&'static str, &'static str)> {
                vec![
                    ($first::NAME, type_name::<<$first as Expression>::SqlType>()),
                    $(($rest::NAME, type_name::<<$rest as Expression>::SqlType>()),)*
                ]
            }
        }
        column_lists!($($rest)*);
    };
    () => {};
}

column_lists!(
    C64 C63 C62 C61 C60 C59 C58 C57 C56 C55 C54 C53 C52 C51 C50 C49 C48 C47 C46 C45 C44 C43 C42
    C41 C40 C39 C38 C37 C36 C35 C34 C33 C32 C31 C30 C29 C28 C27 C26 C25 C24 C23 C22 C21 C20 C19
    C18 C17 C16 C15 C14 C13 C12 C11 C10 C9 C8 C7 C6 C5 C4 C3 C2 C1
);

impl CompiledTable {
    /// The table as `table!` would have it, with the database's names in `sql_name`.
    fn written(&self) -> String {
        let name = self.name.last().map_or("", String::as_str);
        let schema = match self.name.as_slice() {
            [schema, _] => format!("{schema}."),
            _ => String::new(),
        };
        let rust_name = |column: &str| {
            let mut names = self.columns.iter().map(|(name, _)| *name);
            let position = names.position(|name| name == column).unwrap_or_default();
            format!("column_{position}")
        };
        let keys: Vec<String> = self.key.iter().map(|key| rust_name(key)).collect();
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "diesel::table! {{\n    #[sql_name = {name:?}]\n    {schema}compiled ({}) {{",
            keys.join(", ")
        );
        for (column, sql_type) in &self.columns {
            let rust = rust_name(column);
            let sql_type = shortened(sql_type);
            let _ = writeln!(
                text,
                "        #[sql_name = {column:?}] {rust} -> {sql_type},"
            );
        }
        text.push_str("    }\n}\n");
        text
    }
}

/// A type without the modules of Diesel's own types, which are private in part.
fn shortened(sql_type: &str) -> String {
    let mut short = String::new();
    for part in sql_type.split_inclusive(['<', '>', ',', '(', ')', ' ']) {
        let (path, end) = match part.char_indices().next_back() {
            Some((at, '<' | '>' | ',' | '(' | ')' | ' ')) => part.split_at(at),
            _ => (part, ""),
        };
        let is_of_diesel = path.starts_with("diesel::");
        let name = path.rsplit("::").next().filter(|_| is_of_diesel);
        short.push_str(name.unwrap_or(path));
        short.push_str(end);
    }
    short
}

/// The quoted identifiers of a piece of SQL, those that dots join together.
fn identifiers(sql: &str) -> Vec<Vec<String>> {
    let sql = sql.split(" -- binds:").next().unwrap_or_default();
    let mut paths: Vec<Vec<String>> = Vec::new();
    let mut rest = sql;
    let mut continues = false;
    while let Some(start) = rest.find('"') {
        continues &= rest[..start].trim() == ".";
        let mut name = String::new();
        rest = &rest[start + 1..];
        loop {
            let Some(end) = rest.find('"') else {
                return paths;
            };
            name.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            match rest.strip_prefix('"') {
                Some(more) => {
                    name.push('"');
                    rest = more;
                }
                None => break,
            }
        }
        match paths.last_mut().filter(|_| continues) {
            Some(path) => path.push(name),
            None => paths.push(vec![name]),
        }
        continues = true;
    }
    paths
}
