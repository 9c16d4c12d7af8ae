//! Owns Diesel schemas: a model written as the text of a `schema.rs`, in the form of `diesel print-schema`.

mod custom;
mod identifier;
mod mysql;
mod sql_type;

use std::collections::BTreeMap;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Column, ForeignKey, Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use crate::Skipped;
use custom::Custom;
use identifier::{is_identifier, rust_name, upper_camel};
use sql_type::SqlType;

/// A written Diesel schema, and what it leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DieselText {
    /// The text of the file.
    pub text: String,
    /// What the text does not say, with the reasons.
    pub skipped: Vec<Skipped>,
}

/// What Diesel's tables never speak of.
const UNSPOKEN: &str =
    "tables of Diesel say nothing of defaults, indexes, checks, views and the values of enums";

/// Writes a schema as the tables of a `schema.rs` for its own engine.
pub fn diesel(schema: &Schema) -> DieselText {
    let database = ObjectPath::top(
        ObjectKind::Database,
        &QualifiedName::bare(schema.engine.to_string()),
    );
    let mut writing = Writing {
        schema,
        customs: BTreeMap::new(),
        skipped: vec![Skipped::new(database, UNSPOKEN)],
    };
    let mut tables = Vec::new();
    let mut written: BTreeMap<String, &Table> = BTreeMap::new();
    for table in &schema.tables {
        let name = rust_name(table.name.name.as_str(), &[]);
        if let Some(other) = written.get(&name) {
            let reason = format!("its name in Rust is that of `{}` too", other.name);
            writing.skip(table, reason);
            continue;
        }
        if let Some(text) = writing.table(table, &name) {
            tables.push(text);
            written.insert(name, table);
        }
    }
    let mut blocks = Vec::new();
    blocks.extend(writing.custom_types());
    blocks.extend(tables);
    blocks.extend(writing.joins(&written));
    if written.len() > 1 {
        let names: Vec<&str> = written.keys().map(String::as_str).collect();
        blocks.push(format!(
            "diesel::allow_tables_to_appear_in_same_query!({});\n",
            names.join(", ")
        ));
    }
    DieselText {
        text: blocks.join("\n"),
        skipped: writing.skipped,
    }
}

struct Writing<'a> {
    schema: &'a Schema,
    /// The types of the database's own that columns use, by the name of their struct.
    customs: BTreeMap<String, Custom>,
    skipped: Vec<Skipped>,
}

impl Writing<'_> {
    fn skip(&mut self, table: &Table, reason: impl Into<String>) {
        let path = ObjectPath::top(ObjectKind::Table, &table.name);
        self.skipped.push(Skipped::new(path, reason));
    }

    /// One `table!`; `None` for what Diesel has no words for.
    fn table(&mut self, table: &Table, name: &str) -> Option<String> {
        let prefix = match self.namespace(&table.name) {
            Some(namespace) if !is_identifier(namespace) => {
                self.skip(table, "its schema has no name that Rust can write");
                return None;
            }
            Some(namespace) => format!("{namespace}."),
            None => String::new(),
        };
        let mut keys = table.primary_key_columns().to_vec();
        let mut lines = Vec::new();
        if keys.is_empty() {
            if self.schema.engine != Engine::Sqlite {
                self.skip(table, "Diesel wants a primary key, and it has none");
                return None;
            }
            // SQLite numbers the rows of such a table itself.
            let row_number = row_number(self.schema, table)?;
            lines.push(format!("        {row_number} -> Integer,\n"));
            keys.push(Name::from(row_number));
        }
        let mut taken: Vec<String> = vec![name.to_owned()];
        let mut names: BTreeMap<&str, String> = BTreeMap::new();
        let mut used = Vec::new();
        for column in &table.columns {
            let Some(data_type) = self.column_type(table, column) else {
                self.skip(
                    table,
                    format!("Diesel has no type for its column `{}`", column.name),
                );
                return None;
            };
            let rust = rust_name(column.name.as_str(), &taken);
            lines.push(column_lines(column, &rust, &data_type));
            if let Some(custom) = data_type.custom {
                used.push(custom.struct_name.clone());
                self.customs.insert(custom.struct_name.clone(), custom);
            }
            taken.push(rust.clone());
            names.insert(column.name.as_str(), rust);
        }
        let keys: Vec<&str> = keys
            .iter()
            .map(|key| names.get(key.as_str()).map_or(key.as_str(), String::as_str))
            .collect();
        used.sort();
        used.dedup();
        let imports = if used.is_empty() {
            String::new()
        } else {
            let used: Vec<String> = used
                .iter()
                .map(|name| format!("    use super::sql_types::{name};\n"))
                .collect();
            format!("    use diesel::sql_types::*;\n{}\n", used.concat())
        };
        let sql_name = sql_name(table.name.name.as_str(), name, 4);
        Some(format!(
            "diesel::table! {{\n{imports}{sql_name}    {prefix}{name} ({}) {{\n{}    }}\n}}\n",
            keys.join(", "),
            lines.concat()
        ))
    }

    /// The schema that a table's name has to carry.
    fn namespace<'n>(&self, name: &'n QualifiedName) -> Option<&'n str> {
        let dialect = self.schema.engine.dialect();
        let namespace = name.schema.as_ref().filter(|_| dialect.has_namespaces)?;
        (Some(namespace.as_str()) != dialect.default_namespace).then_some(namespace.as_str())
    }

    fn column_type(&mut self, table: &Table, column: &Column) -> Option<SqlType> {
        let data_type = column.data_type.get()?;
        let mut found = match self.schema.engine {
            Engine::PostgreSql | Engine::Sqlite => SqlType::of(self.schema, &data_type.shape)?,
            Engine::MySql | Engine::MariaDb => mysql::sql_type(table, column, &data_type.shape)?,
        };
        if let Some(custom) = &mut found.custom {
            // Types of one name in several schemas need several structs.
            let is_other = self
                .customs
                .get(&custom.struct_name)
                .is_some_and(|known| known.kind != custom.kind);
            if is_other {
                let namespace = custom.kind.namespace();
                let renamed = format!("{}{}", upper_camel(namespace), custom.struct_name);
                found.text = found.text.replace(&custom.struct_name, &renamed);
                custom.struct_name = renamed;
            }
        }
        Some(found)
    }

    fn custom_types(&self) -> Option<String> {
        if self.customs.is_empty() {
            return None;
        }
        let structs: Vec<String> = self.customs.values().map(Custom::declaration).collect();
        Some(format!("pub mod sql_types {{\n{}}}\n", structs.join("\n")))
    }

    /// `joinable!` for every foreign key that Diesel can follow: of one column, to the whole key of
    /// another table, and the only one between both.
    fn joins(&self, written: &BTreeMap<String, &Table>) -> Option<String> {
        let mut lines = Vec::new();
        for (name, table) in written {
            for key in &table.foreign_keys {
                let target = written
                    .iter()
                    .find(|(_, target)| self.is_same(&target.name, &key.target));
                let Some((target_name, target)) = target else {
                    continue;
                };
                let is_only_one = table
                    .foreign_keys
                    .iter()
                    .filter(|other| self.is_same(&other.target, &key.target))
                    .count()
                    == 1;
                let back = target
                    .foreign_keys
                    .iter()
                    .any(|other| self.is_same(&other.target, &table.name));
                if is_only_one && !back && target_name != name && is_followed(key, target) {
                    let mut taken = vec![name.clone()];
                    let mut column = None;
                    for own in &table.columns {
                        let rust = rust_name(own.name.as_str(), &taken);
                        if key.columns.first() == Some(&own.name) {
                            column = Some(rust.clone());
                        }
                        taken.push(rust);
                    }
                    let column = column?;
                    lines.push(format!(
                        "diesel::joinable!({name} -> {target_name} ({column}));\n"
                    ));
                }
            }
        }
        (!lines.is_empty()).then(|| lines.concat())
    }

    fn is_same(&self, one: &QualifiedName, other: &QualifiedName) -> bool {
        one.name == other.name && self.namespace(one) == self.namespace(other)
    }
}

fn is_followed(key: &ForeignKey, target: &Table) -> bool {
    let [_] = key.columns.as_slice() else {
        return false;
    };
    let keys = target.primary_key_columns();
    keys.len() == 1 && (key.target_columns.is_empty() || key.target_columns == keys)
}

fn column_lines(column: &Column, rust: &str, data_type: &SqlType) -> String {
    let mut lines = sql_name(column.name.as_str(), rust, 8);
    if let Some(length) = data_type.max_length {
        lines.push_str(&format!("        #[max_length = {length}]\n"));
    }
    let is_nullable = column.is_nullable.get() != Some(&false);
    let text = &data_type.text;
    lines.push_str(&if is_nullable {
        format!("        {rust} -> Nullable<{text}>,\n")
    } else {
        format!("        {rust} -> {text},\n")
    });
    lines
}

/// The line that says what a name is called in the database, where Rust has another.
fn sql_name(name: &str, rust: &str, indent: usize) -> String {
    if name == rust {
        return String::new();
    }
    format!("{:indent$}#[sql_name = {name:?}]\n", "")
}

/// A name for the row number that no column has.
fn row_number(schema: &Schema, table: &Table) -> Option<&'static str> {
    let names = schema.engine.dialect().row_number_names;
    let is_free = |name: &&&'static str| {
        let mut columns = table.columns.iter();
        !columns.any(|column| column.name.as_str().eq_ignore_ascii_case(name))
    };
    names.iter().find(is_free).copied()
}

#[cfg(test)]
mod tests;
