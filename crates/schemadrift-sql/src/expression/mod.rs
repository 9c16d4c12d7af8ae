//! Owns the normal forms of expressions: what a text becomes so that two texts that mean the
//! same are equal. It never makes equal what means different things; what it cannot decide stays
//! different and can be put to a live server.

mod constant;
mod default;
mod interval;
mod json_column;
mod mysql;
mod number;
mod opaque;
mod postgres;
mod print;
mod repeated;
mod rules;
mod sqlite;
mod stable;
mod temporal;
mod tree;

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};

pub use default::read_default;
pub use json_column::fold_json;
pub use repeated::DefaultReader;
pub use stable::leaves_open;

use crate::nesting::is_too_deep;
use crate::tokens::tokenize;
use rules::Context;
use tree::Tree;

/// Reads an expression: a check, a predicate, an index key, a generation expression. The normal
/// form is [`NormalForm::Rewritten`] or, for text that is no expression,
/// [`NormalForm::Unreadable`].
///
/// Where the types of the columns are known, [`read_row_expression`] understands more.
pub fn read_expression(engine: Engine, text: &str) -> Expression {
    read_row_expression(engine, text, &|_| None)
}

/// Reads an expression over columns whose types are known. Both sides of a comparison must be
/// read alike: types decide which casts mean nothing.
///
/// `columns` answers with the type of the column of this name.
pub fn read_row_expression(
    engine: Engine,
    text: &str,
    columns: &dyn Fn(&str) -> Option<DataType>,
) -> Expression {
    let normal = match normal_tree(Context { engine, columns }, text) {
        Ok(Some(tree)) => NormalForm::Rewritten(print::print(engine, &tree)),
        Ok(None) => NormalForm::Rewritten(mysql::normal_text(engine, text)),
        Err(reason) => NormalForm::Unreadable(reason),
    };
    Expression {
        text: text.to_owned(),
        normal,
    }
}

/// Reads a query, such as a view's: its tokens in one spelling, nothing else is understood.
pub fn read_query(engine: Engine, text: &str) -> Expression {
    read_query_in(engine, text, None)
}

/// Reads a query as [`read_query`] does, where names in this schema may be written without it.
pub fn read_query_in(engine: Engine, text: &str, namespace: Option<&str>) -> Expression {
    let normal = opaque::normal_tokens_in(engine, text, namespace);
    let normal = normal.trim_end_matches([';', ' ']).to_owned();
    Expression {
        text: text.to_owned(),
        normal: if normal.is_empty() {
            NormalForm::Unreadable("empty".to_owned())
        } else {
            NormalForm::Rewritten(normal)
        },
    }
}

/// Reads what a routine does, as [`read_query`] does, where words and space mean in its language
/// what they mean in SQL.
pub fn read_body(engine: Engine, language: &str, text: &str) -> Expression {
    if ["sql", "plpgsql"].contains(&language) {
        return read_query(engine, text);
    }
    Expression {
        text: text.to_owned(),
        normal: NormalForm::Unreadable(format!("written in `{language}`")),
    }
}

/// The normal tree of an expression; `None` where it stays tokens.
fn normal_tree(context: Context<'_>, text: &str) -> Result<Option<Tree>, String> {
    let tree = match context.engine {
        Engine::PostgreSql => {
            check(context.engine, text)?;
            postgres::read(text)?
        }
        Engine::Sqlite => {
            check(context.engine, text)?;
            sqlite::read(text)?
        }
        Engine::MySql | Engine::MariaDb => {
            check(context.engine, text)?;
            match mysql::read(context.engine, text) {
                Some(tree) => tree,
                None => return Ok(None),
            }
        }
    };
    Ok(Some(rules::normalise(context, tree)))
}

/// Refuses what no parser should see.
fn check(engine: Engine, text: &str) -> Result<(), String> {
    let tokens = tokenize(engine, text);
    if tokens.is_empty() {
        return Err("empty".to_owned());
    }
    if text.contains('\0') {
        return Err("holds a zero byte".to_owned());
    }
    if is_too_deep(text, &tokens) {
        return Err("nested too deep".to_owned());
    }
    Ok(())
}
