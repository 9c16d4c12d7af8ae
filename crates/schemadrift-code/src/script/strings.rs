//! Owns SQL in scripts: tagged templates, what is handed to methods that run SQL, and strings
//! that read as SQL.

use std::collections::BTreeSet;
use std::sync::Arc;

use oxc_ast::AstKind;
use oxc_ast::ast::{BinaryExpression, BinaryOperator, Expression, StringLiteral, TemplateLiteral};
use oxc_semantic::Semantic;
use oxc_span::{GetSpan, Span};
use schemadrift_core::origin::SourceFile;

use super::Scripts;
use super::objects::range;
use crate::reference::{References, Via};
use crate::sql::{add, looks_like_sql};
use schemadrift_sql::query::SqlText;

/// Tags and methods of a Prisma client that take SQL.
const PRISMA: &[&str] = &[
    "$queryRaw",
    "$executeRaw",
    "$queryRawUnsafe",
    "$executeRawUnsafe",
    "$queryRawTyped",
];
/// Tags and methods of others that take SQL.
pub(super) const OTHERS: &[&str] = &[
    "sql",
    "SQL",
    "query",
    "raw",
    "execute",
    "prepare",
    "exec",
    "unsafe",
    "queryRaw",
    "executeRaw",
    "queryRows",
    "queryOne",
];

/// Adds the references of all SQL of a file.
pub(super) fn collect(
    semantic: &Semantic<'_>,
    file: &Arc<SourceFile>,
    scripts: &Scripts<'_>,
    references: &mut References,
) {
    let Some(catalog) = scripts.catalog else {
        return;
    };
    let mut done = BTreeSet::new();
    let mut take = |sql: &SqlText, span: Span, via: Via| {
        add(file, sql, via, catalog, references);
        done.insert((span.start, span.end));
    };
    // What is called SQL comes first: its strings are then no plain strings any more.
    for node in semantic.nodes().iter() {
        match node.kind() {
            AstKind::TaggedTemplateExpression(tagged) => {
                if let Some(via) = via(&tagged.tag) {
                    take(&template(&tagged.quasi, file), tagged.quasi.span, via);
                }
            }
            AstKind::CallExpression(call) => {
                let argument = call
                    .arguments
                    .first()
                    .and_then(|argument| argument.as_expression());
                if let (Some(via), Some(argument)) = (via(&call.callee), argument)
                    && let Some(sql) = text(argument, file)
                    && is_statement(sql.text())
                {
                    take(&sql, argument.get_inner_expression().span(), via);
                }
            }
            _ => {}
        }
    }
    // Nodes come outside in: the parts of what was read are not read once more.
    let (mut end, mut end_of_sums) = (0, 0);
    for node in semantic.nodes().iter() {
        let span = node.kind().span();
        let is_literal = matches!(
            node.kind(),
            AstKind::BinaryExpression(_) | AstKind::TemplateLiteral(_) | AstKind::StringLiteral(_)
        );
        let is_done = |span: Span| {
            done.range(..=(span.start, u32::MAX))
                .next_back()
                .is_some_and(|(_, done)| span.end <= *done)
        };
        let is_sum = matches!(node.kind(), AstKind::BinaryExpression(_));
        if !is_literal || span.end <= end || (is_sum && span.end <= end_of_sums) || is_done(span) {
            continue;
        }
        let sql = match node.kind() {
            AstKind::BinaryExpression(sum) => concatenated(sum, file),
            AstKind::TemplateLiteral(literal) => Some(template(literal, file)),
            AstKind::StringLiteral(literal) => Some(string(literal, file)),
            _ => None,
        };
        let Some(sql) = sql else { continue };
        if looks_like_sql(sql.text()) {
            end = span.end;
            add(file, &sql, Via::PlainString, catalog, references);
        } else if is_sum {
            // Its strings may be SQL each; the sums in it are its parts.
            end_of_sums = end_of_sums.max(span.end);
        }
    }
}

/// How the SQL behind a tag or in a call is found, if it is SQL.
fn via(callee: &Expression<'_>) -> Option<Via> {
    let callee = callee.get_inner_expression();
    let name = match callee {
        Expression::Identifier(name) => name.name.as_str(),
        _ => {
            let member = callee.get_member_expr()?;
            let is_prisma = matches!(
                member.object().get_inner_expression(),
                Expression::Identifier(name) if name.name == "Prisma"
            );
            let name = member.static_property_name()?;
            if is_prisma && matches!(name, "sql" | "raw") {
                return Some(Via::PrismaClient);
            }
            name
        }
    };
    if PRISMA.contains(&name) {
        Some(Via::PrismaClient)
    } else {
        OTHERS.contains(&name).then_some(Via::Sql)
    }
}

/// Words that begin a statement.
pub(super) const STATEMENTS: &[&str] = &[
    "select", "insert", "update", "delete", "with", "merge", "replace", "create", "alter",
    "explain", "values",
];

/// Whether a text begins like a statement: `query` takes other things than SQL too.
fn is_statement(text: &str) -> bool {
    let text = text.trim_start_matches(|first: char| first.is_whitespace() || first == '(');
    let end = text
        .find(|character: char| !character.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let first = text[..end].to_ascii_lowercase();
    STATEMENTS.contains(&first.as_str()) && text[end..].starts_with(char::is_whitespace)
}

/// The text that an expression spells, with holes for what only the running program knows.
fn text(expression: &Expression<'_>, file: &SourceFile) -> Option<SqlText> {
    match expression.get_inner_expression() {
        Expression::StringLiteral(literal) => Some(string(literal, file)),
        Expression::TemplateLiteral(literal) => Some(template(literal, file)),
        Expression::BinaryExpression(sum) => concatenated(sum, file),
        _ => None,
    }
}

fn string(literal: &StringLiteral<'_>, file: &SourceFile) -> SqlText {
    let mut sql = SqlText::default();
    let span = range(literal.span);
    let inner = span.start + 1..span.end.saturating_sub(1).max(span.start + 1);
    let written = file.text.get(inner.clone()).unwrap_or_default();
    let is_verbatim = written == literal.value.as_str();
    sql.push(literal.value.as_str(), inner, is_verbatim);
    sql
}

fn template(literal: &TemplateLiteral<'_>, file: &SourceFile) -> SqlText {
    let mut sql = SqlText::default();
    for (index, quasi) in literal.quasis.iter().enumerate() {
        let cooked = quasi
            .value
            .cooked
            .as_ref()
            .map_or("", |cooked| cooked.as_str());
        let span = range(quasi.span);
        let written = file.text.get(span.clone()).unwrap_or_default();
        sql.push(cooked, span, written == cooked);
        if let Some(expression) = literal.expressions.get(index) {
            sql.push_hole(range(expression.span()));
        }
    }
    sql
}

fn concatenated(sum: &BinaryExpression<'_>, file: &SourceFile) -> Option<SqlText> {
    if sum.operator != BinaryOperator::Addition {
        return None;
    }
    // A loop: sums nest to the left.
    let mut parts = vec![&sum.right];
    let mut left = &sum.left;
    while let Expression::BinaryExpression(inner) = left.get_inner_expression() {
        if inner.operator != BinaryOperator::Addition {
            break;
        }
        parts.push(&inner.right);
        left = &inner.left;
    }
    parts.push(left);
    let mut sql = SqlText::default();
    let mut has_text = false;
    for part in parts.into_iter().rev() {
        match part.get_inner_expression() {
            Expression::StringLiteral(literal) => {
                has_text = true;
                sql.append(&string(literal, file));
            }
            Expression::TemplateLiteral(literal) => {
                has_text = true;
                sql.append(&template(literal, file));
            }
            other => sql.push_hole(range(other.span())),
        }
    }
    has_text.then_some(sql)
}
