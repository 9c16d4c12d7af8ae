//! Owns the writing of a tree as SQL text that reads back as the same tree.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use squawk_syntax::quote::{is_reserved_word, quote_quoted_ident};

use super::tree::Tree;
use crate::types::write_type;

/// Writes a tree as SQL.
pub(super) fn print(engine: Engine, tree: &Tree) -> String {
    let mut printer = Printer {
        engine,
        text: String::new(),
    };
    printer.write(tree);
    printer.text
}

struct Printer {
    engine: Engine,
    text: String,
}

/// Functions whose names are read as special syntax unless they are quoted.
const SPECIAL_SYNTAX: &[&str] = &["extract", "normalize", "overlay", "position", "trim"];

/// Keywords that take a precision as if they were functions.
const MOMENTS: &[&str] = &[
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
];

impl Printer {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn write(&mut self, tree: &Tree) {
        match tree {
            Tree::Null => self.push("NULL"),
            Tree::Boolean(value) => self.push(if *value { "true" } else { "false" }),
            Tree::Number(digits) => self.push(digits),
            Tree::Text(text) => self.push(&format!("'{}'", text.replace('\'', "''"))),
            Tree::Bits(digits) => self.push(&format!("B'{digits}'")),
            Tree::Bytes(digits) => self.push(&format!("x'{digits}'")),
            Tree::Column(path) => self.path(path),
            Tree::Keyword(text) | Tree::Opaque(text) => self.push(text),
            Tree::Call { name, arguments } => self.call(name, arguments),
            Tree::Cast { operand, target } => self.cast(operand, target),
            Tree::Prefix { operator, operand } => self.prefix(&format!("{operator} "), operand),
            Tree::Not(operand) => self.prefix("NOT ", operand),
            Tree::Infix {
                operator,
                left,
                right,
            } => {
                self.postfix(left, &format!(" {operator} "));
                self.operand(right);
            }
            Tree::Junction { is_and, operands } => {
                let word = if *is_and { " AND " } else { " OR " };
                self.joined(operands, word, Self::condition);
            }
            Tree::Is { operand, test } => self.postfix(operand, &format!(" IS {test}")),
            Tree::In {
                operand,
                list,
                is_negated,
            } => {
                self.postfix(operand, if *is_negated { " NOT IN " } else { " IN " });
                self.list("(", list, ")");
            }
            Tree::Quantified {
                operand,
                operator,
                is_all,
                array,
            } => {
                let word = if *is_all { "ALL" } else { "ANY" };
                self.postfix(operand, &format!(" {operator} {word} "));
                self.list("(", std::slice::from_ref(array), ")");
            }
            Tree::Case {
                base,
                branches,
                otherwise,
            } => self.case(base.as_deref(), branches, otherwise.as_deref()),
            Tree::Array(elements) => self.list("ARRAY[", elements, "]"),
            Tree::Row(elements) if self.engine == Engine::PostgreSql => {
                self.list("ROW(", elements, ")");
            }
            Tree::Row(elements) => self.list("(", elements, ")"),
            Tree::Subscript {
                base,
                from,
                to,
                is_slice,
            } => self.subscript(base, from.as_deref(), to.as_deref(), *is_slice),
            Tree::Field { base, name } => {
                self.list("(", std::slice::from_ref(base), ").");
                self.name(name);
            }
            Tree::Collate { operand, collation } => {
                self.postfix(operand, " COLLATE ");
                self.path(collation);
            }
        }
    }

    fn prefix(&mut self, operator: &str, operand: &Tree) {
        self.push(operator);
        self.operand(operand);
    }

    fn postfix(&mut self, operand: &Tree, operator: &str) {
        self.operand(operand);
        self.push(operator);
    }

    fn list(&mut self, open: &str, elements: &[Tree], close: &str) {
        self.push(open);
        self.joined(elements, ", ", Self::write);
        self.push(close);
    }

    fn joined(&mut self, trees: &[Tree], separator: &str, write: fn(&mut Self, &Tree)) {
        for (index, tree) in trees.iter().enumerate() {
            if index > 0 {
                self.push(separator);
            }
            write(self, tree);
        }
    }

    /// An operand of `AND` or `OR`: comparisons and tests bind tighter and need no parentheses.
    fn condition(&mut self, tree: &Tree) {
        if matches!(
            tree,
            Tree::Infix { .. } | Tree::Is { .. } | Tree::In { .. } | Tree::Quantified { .. }
        ) {
            self.write(tree);
        } else {
            self.operand(tree);
        }
    }

    /// An operand of an operator: whatever is not whole by itself stands in parentheses.
    fn operand(&mut self, tree: &Tree) {
        let is_whole = match tree {
            Tree::Null
            | Tree::Boolean(_)
            | Tree::Text(_)
            | Tree::Bits(_)
            | Tree::Bytes(_)
            | Tree::Column(_)
            | Tree::Keyword(_)
            | Tree::Call { .. }
            | Tree::Case { .. }
            | Tree::Array(_)
            | Tree::Row(_)
            | Tree::Field { .. }
            | Tree::Subscript { .. }
            | Tree::Cast { .. } => true,
            Tree::Number(digits) => !digits.starts_with('-'),
            Tree::Opaque(text) => text.starts_with('('),
            Tree::Prefix { .. }
            | Tree::Infix { .. }
            | Tree::Not(_)
            | Tree::Junction { .. }
            | Tree::Is { .. }
            | Tree::In { .. }
            | Tree::Quantified { .. }
            | Tree::Collate { .. } => false,
        };
        if is_whole {
            self.write(tree);
        } else {
            self.push("(");
            self.write(tree);
            self.push(")");
        }
    }

    fn call(&mut self, name: &[String], arguments: &[Tree]) {
        let is_postgres = self.engine == Engine::PostgreSql;
        match (name, arguments) {
            ([name], [Tree::Text(field), value]) if is_postgres && name == "extract" => {
                self.push(&format!("EXTRACT({field} FROM "));
                self.write(value);
                self.push(")");
                return;
            }
            ([name], _) if is_postgres && MOMENTS.contains(&name.as_str()) => {
                self.push(&name.to_ascii_uppercase());
            }
            ([name], _) if is_postgres && SPECIAL_SYNTAX.contains(&name.as_str()) => {
                self.push(&Engine::PostgreSql.dialect().quote(name));
            }
            ([name], _) if is_plain(name) && !is_reserved_word(name) => self.push(name),
            _ => self.path(name),
        }
        self.push("(");
        self.joined(arguments, ", ", Self::write);
        self.push(")");
    }

    fn cast(&mut self, operand: &Tree, target: &DataType) {
        let spelling = write_type(self.engine, target);
        if self.engine == Engine::PostgreSql {
            self.operand(operand);
            self.push(&format!("::{spelling}"));
        } else {
            self.push("CAST(");
            self.write(operand);
            self.push(&format!(" AS {spelling})"));
        }
    }

    fn case(&mut self, base: Option<&Tree>, branches: &[(Tree, Tree)], otherwise: Option<&Tree>) {
        self.push("CASE");
        if let Some(base) = base {
            self.push(" ");
            self.write(base);
        }
        for (when, then) in branches {
            self.push(" WHEN ");
            self.write(when);
            self.push(" THEN ");
            self.write(then);
        }
        if let Some(otherwise) = otherwise {
            self.push(" ELSE ");
            self.write(otherwise);
        }
        self.push(" END");
    }

    fn subscript(&mut self, base: &Tree, from: Option<&Tree>, to: Option<&Tree>, is_slice: bool) {
        match base {
            Tree::Column(_) | Tree::Subscript { .. } => self.write(base),
            _ => {
                self.push("(");
                self.write(base);
                self.push(")");
            }
        }
        self.push("[");
        if let Some(from) = from {
            self.operand(from);
        }
        if is_slice {
            self.push(" : ");
        }
        if let Some(to) = to {
            self.operand(to);
        }
        self.push("]");
    }

    fn path(&mut self, path: &[String]) {
        for (index, name) in path.iter().enumerate() {
            if index > 0 {
                self.push(".");
            }
            self.name(name);
        }
    }

    fn name(&mut self, name: &str) {
        let quoted = match self.engine {
            Engine::PostgreSql => quote_quoted_ident(name),
            engine if is_plain(name) && !super::sqlite::is_keyword(name) => {
                engine.dialect().fold(name).into_owned()
            }
            engine => engine.dialect().quote(name),
        };
        self.push(&quoted);
    }
}

/// Whether a name needs no quotes as a function's.
fn is_plain(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && name
            .bytes()
            .next()
            .is_some_and(|byte| !byte.is_ascii_digit())
}
