//! Owns the reading of column defaults, whose literals mean what the column's type makes of them.

use schemadrift_core::data_type::{DataType, Family};
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Constant, Expression, NormalForm};

use super::constant;
use super::rules::{self, Context, same_type};
use super::tree::Tree;
use super::{interval, mysql, normal_tree, print, sqlite};

/// Reads a column's default. The column's type decides what its literals mean: `'5'` on a number
/// is a number. `None` is the answer for a default that means "no default": `NULL`, or no text.
///
/// A [`NormalForm::Constant`] is only given for a value that is understood in full, so two
/// different constants of one column are two different values.
pub fn read_default(engine: Engine, text: &str, column_type: &DataType) -> Option<Expression> {
    if text.trim().is_empty() {
        return None;
    }
    let normal = match engine {
        Engine::PostgreSql => postgres(text, column_type),
        Engine::Sqlite => sqlite_default(text, column_type),
        Engine::MySql | Engine::MariaDb => mysql_default(engine, text, column_type),
    }?;
    Some(Expression {
        text: text.to_owned(),
        normal,
    })
}

fn tree_of(engine: Engine, text: &str) -> Result<Tree, String> {
    let context = Context {
        engine,
        columns: &|_| None,
    };
    normal_tree(context, text)?.ok_or_else(|| "not an expression".to_owned())
}

fn postgres(text: &str, column_type: &DataType) -> Option<NormalForm> {
    let tree = match tree_of(Engine::PostgreSql, text) {
        Ok(tree) => tree,
        Err(reason) => return Some(NormalForm::Unreadable(reason)),
    };
    let tree = without_collation(tree);
    if is_null(&tree) {
        return None;
    }
    if column_type.family() == Family::Temporal && is_clock_word(&tree) {
        return Some(NormalForm::ReadAnew(format!(
            "the server stores the moment at which `{text}` was set"
        )));
    }
    Some(match constant::postgres(&tree, column_type) {
        Some(constant) => NormalForm::Constant(constant),
        None => {
            let tree = match (without_own_cast(tree, column_type), column_type) {
                (Tree::Text(text), DataType::Interval(None)) => {
                    Tree::Text(interval::canonical(&text).unwrap_or(text))
                }
                (tree, _) => tree,
            };
            rewritten(Engine::PostgreSql, &tree)
        }
    })
}

/// A collation at the very outside decides how a value compares, and a default is not compared: the
/// value that is stored is the same.
fn without_collation(tree: Tree) -> Tree {
    match tree {
        Tree::Collate { operand, .. } => without_collation(*operand),
        other => other,
    }
}

fn is_null(tree: &Tree) -> bool {
    match tree {
        Tree::Null => true,
        Tree::Cast { operand, .. } => is_null(operand),
        _ => false,
    }
}

/// Words that a literal of a time type may hold, of which the server makes the moment at which it reads them
/// (<https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-DATETIME-SPECIAL-VALUES>).
const CLOCK_WORDS: &[&str] = &["now", "today", "tomorrow", "yesterday"];

/// Whether it is a literal of a time type that holds such a word.
fn is_clock_word(tree: &Tree) -> bool {
    match tree {
        Tree::Text(text) => text.split_ascii_whitespace().any(|word| {
            CLOCK_WORDS
                .iter()
                .any(|known| word.eq_ignore_ascii_case(known))
        }),
        Tree::Cast { operand, target } => {
            target.family() == Family::Temporal && is_clock_word(operand)
        }
        _ => false,
    }
}

/// The value becomes the column's type anyway, so a cast to it at the very outside says nothing,
/// unless it cuts what the column would refuse.
fn without_own_cast(tree: Tree, column_type: &DataType) -> Tree {
    let Tree::Cast { operand, target } = tree else {
        return tree;
    };
    let column_type = rules::unqualified(column_type.clone());
    let is_literal = matches!(
        operand.as_ref(),
        Tree::Text(_) | Tree::Number(_) | Tree::Array(_)
    );
    let says_nothing = if is_literal && !has_length(&target) {
        same_type(&target, &column_type)
    } else {
        target == column_type && !has_length(&target)
    };
    if says_nothing {
        *operand
    } else {
        Tree::Cast { operand, target }
    }
}

/// Whether an explicit cast to the type cuts or rounds where an assignment may do otherwise.
fn has_length(target: &DataType) -> bool {
    match target {
        DataType::Varchar(length) | DataType::Bit { length, .. } => length.is_some(),
        DataType::Char(length) => length.is_some(),
        DataType::Array(element) => has_length(element),
        _ => false,
    }
}

fn mysql_default(engine: Engine, text: &str, column_type: &DataType) -> Option<NormalForm> {
    match mysql::default(engine, text, column_type)? {
        NormalForm::Rewritten(tokens) => Some(match tree_of(engine, text) {
            Ok(tree) => rewritten(engine, &tree),
            Err(_) => NormalForm::Rewritten(tokens),
        }),
        normal => Some(normal),
    }
}

fn sqlite_default(text: &str, column_type: &DataType) -> Option<NormalForm> {
    // As a default a bare or quoted name is a string.
    let tree = match sqlite::bare_name(text) {
        Some(name) => Tree::Text(name),
        None => match tree_of(Engine::Sqlite, text) {
            Ok(tree) => tree,
            Err(reason) => return Some(NormalForm::Unreadable(reason)),
        },
    };
    Some(match constant::sqlite(&tree, column_type) {
        Some(Constant::Null) => return None,
        Some(constant) => NormalForm::Constant(constant),
        None => rewritten(Engine::Sqlite, &tree),
    })
}

fn rewritten(engine: Engine, tree: &Tree) -> NormalForm {
    NormalForm::Rewritten(print::print(engine, tree))
}
