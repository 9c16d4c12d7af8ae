//! Owns the call of the parser for one statement, with the guards in front of it.

use schemadrift_core::dialect::Engine;
use squawk_syntax::SourceFile;
use squawk_syntax::ast;

use super::reader::Read;
use crate::nesting::is_statement_too_deep;
use crate::tokens::{Kind, Token, tokenize};

/// The syntax of one statement.
///
/// # Errors
///
/// The reason, as one clause, why it is none.
pub(super) fn parse(text: &str) -> Read<ast::Stmt> {
    let tokens = tokenize(Engine::PostgreSql, text);
    if text.contains('\0') {
        return Err("it holds a zero byte".to_owned());
    }
    if is_statement_too_deep(text, &tokens) {
        return Err("it is nested too deep".to_owned());
    }
    let parse = SourceFile::parse(&without_bodies(text, &tokens));
    if let Some(error) = parse.errors().first() {
        return Err(format!("it cannot be read: {}", error.message()));
    }
    let mut statements = parse.tree().stmts();
    match (statements.next(), statements.next()) {
        (Some(statement), None) => Ok(statement),
        _ => Err("it is not one statement".to_owned()),
    }
}

/// The text with blanks for the bodies of routines: the parser would read those in SQL as well,
/// and no guard has seen them.
fn without_bodies(text: &str, tokens: &[Token<'_>]) -> String {
    let mut masked = text.to_owned();
    let is_routine = tokens
        .iter()
        .take(6)
        .any(|token| token.is_one_of(&["function", "procedure"]));
    if !is_routine {
        return masked;
    }
    for token in tokens.iter().filter(|token| token.kind == Kind::Text) {
        let quoted = match token.text.len() {
            0 | 1 => continue,
            length => format!("'{}'", " ".repeat(length - 2)),
        };
        masked.replace_range(token.start..token.end(), &quoted);
    }
    masked
}
