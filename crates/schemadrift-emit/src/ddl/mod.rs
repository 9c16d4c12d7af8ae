//! Owns DDL: a model written as statements that build it on an empty database, in an order in
//! which each statement finds what it refers to.

pub(crate) mod column;
pub(crate) mod comment;
pub(crate) mod extension_type;
pub(crate) mod foreign_key;
pub(crate) mod grammar;
mod grant;
pub(crate) mod index;
mod mention_order;
mod mysql;
pub(crate) mod named_type;
mod postgresql;
pub(crate) mod routine;
pub(crate) mod script;
mod sqlite;
pub(crate) mod table;
pub(crate) mod trigger;
pub(crate) mod view;

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;

use crate::Skipped;
use grammar::Grammar;
use script::Script;

/// Statements that build a schema, and what they leave out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ddl {
    /// The statements, without semicolons, in the order in which they apply.
    pub statements: Vec<String>,
    /// What the statements do not build, with the reasons.
    pub skipped: Vec<Skipped>,
}

impl Ddl {
    /// The statements as one script.
    pub fn to_sql(&self) -> String {
        let mut script = String::new();
        for statement in &self.statements {
            script.push_str(statement);
            script.push_str(";\n\n");
        }
        script.truncate(script.trim_end().len());
        if !script.is_empty() {
            script.push('\n');
        }
        script
    }
}

/// Writes a schema as DDL of its own engine, for an empty database.
///
/// What its database cannot say is left out, with the reason.
pub fn ddl(schema: &Schema) -> Ddl {
    script_of(schema).finish()
}

/// The grammar of a database.
pub(crate) fn grammar_of(engine: Engine) -> &'static Grammar {
    match engine {
        Engine::PostgreSql => &postgresql::POSTGRESQL,
        Engine::Sqlite => &sqlite::SQLITE,
        Engine::MySql => &mysql::MYSQL,
        Engine::MariaDb => &mysql::MARIADB,
    }
}

/// The statements that build a schema, each with its phase.
pub(crate) fn script_of(schema: &Schema) -> Script {
    let grammar = grammar_of(schema.engine);
    let schema = &*extension_type::placed(schema);
    let mut script = Script::default();
    named_type::write_all(grammar, schema, &mut script);
    routine::write_routines(grammar, schema, &mut script);
    for table in &schema.tables {
        table::write(grammar, table, &mut script);
    }
    view::write_all(grammar, schema, &mut script);
    grant::write_all(grammar, schema, &mut script);
    script
}

#[cfg(test)]
mod tests;
