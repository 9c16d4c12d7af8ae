//! Owns the reading of calls: ordinary ones, and those with a syntax of their own, which the
//! manual declares to be ordinary functions
//! (<https://www.postgresql.org/docs/current/functions-string.html>).

use squawk_syntax::ast::{self, AstNode as _};
use squawk_syntax::{SyntaxElement, SyntaxKind, SyntaxNode};

use super::super::tree::Tree;
use super::{expressions, identifier, lower, only_child, path, words};

pub(super) fn lower_call(node: &SyntaxNode) -> Option<Tree> {
    if let Some(special) = only_child(node) {
        return special_syntax(&special);
    }
    let mut parts = node.children();
    let (function, list) = (parts.next()?, parts.next()?);
    // `FILTER`, `OVER` and `WITHIN GROUP` belong to aggregates and stay as tokens.
    if list.kind() != SyntaxKind::ARG_LIST || parts.next().is_some() {
        return None;
    }
    let name = match function.kind() {
        SyntaxKind::NAME_REF => vec![identifier(&function)?],
        SyntaxKind::FIELD_EXPR => path(&function)?,
        _ => return None,
    };
    Some(Tree::Call {
        name,
        arguments: arguments(&list)?,
    })
}

/// Plain arguments; `None` where there is more to them: `DISTINCT`, `ORDER BY`, names, `*`.
fn arguments(list: &SyntaxNode) -> Option<Vec<Tree>> {
    let mut arguments = Vec::new();
    for element in list.children_with_tokens() {
        match element {
            SyntaxElement::Token(token) => match token.kind() {
                SyntaxKind::L_PAREN | SyntaxKind::R_PAREN | SyntaxKind::COMMA => {}
                kind if kind.is_trivia() => {}
                _ => return None,
            },
            SyntaxElement::Node(argument) => {
                let value = only_child(&argument)?;
                let is_plain = argument.kind() == SyntaxKind::ARG
                    && ast::Expr::can_cast(value.kind())
                    && words(&argument).is_empty();
                if !is_plain {
                    return None;
                }
                arguments.push(lower(&value));
            }
        }
    }
    Some(arguments)
}

fn special_syntax(node: &SyntaxNode) -> Option<Tree> {
    match node.kind() {
        SyntaxKind::EXTRACT_FN => extract(node),
        SyntaxKind::POSITION_FN => {
            let [part, whole] = expressions(node).try_into().ok()?;
            Some(Tree::call("position", vec![lower(&whole), lower(&part)]))
        }
        SyntaxKind::SUBSTRING_FN => substring(node),
        SyntaxKind::OVERLAY_FN => {
            let inner = only_child(node)?;
            let values = expressions(&inner);
            let is_plain = (3..=4).contains(&values.len());
            is_plain.then(|| Tree::call("overlay", values.iter().map(lower).collect()))
        }
        SyntaxKind::TRIM_FN => trim(node),
        _ => None,
    }
}

fn extract(node: &SyntaxNode) -> Option<Tree> {
    let field = node.children().find(|child| {
        matches!(
            child.kind(),
            SyntaxKind::EXTRACT_FIELD_NAME | SyntaxKind::EXTRACT_FIELD_LITERAL
        )
    })?;
    let field = field.text().to_string();
    let field = field.trim_matches(['\'', '"']).to_ascii_lowercase();
    if !field
        .bytes()
        .all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
    {
        return None;
    }
    let [value] = expressions(node).try_into().ok()?;
    Some(Tree::call(
        "extract",
        vec![Tree::Text(field), lower(&value)],
    ))
}

fn substring(node: &SyntaxNode) -> Option<Tree> {
    let inner = only_child(node)?;
    let words = words(&inner);
    let values: Vec<Tree> = expressions(&inner).iter().map(lower).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let arguments = match (words.as_slice(), <[Tree; 3]>::try_from(values)) {
        (["FROM", "FOR"] | [",", ","], Ok([text, from, length])) => vec![text, from, length],
        (["FOR", "FROM"], Ok([text, length, from])) => vec![text, from, length],
        (["FROM"] | [","], Err(values)) => values,
        (["FOR"], Err(values)) => {
            let [text, length] = values.try_into().ok()?;
            vec![text, Tree::Number("1".to_owned()), length]
        }
        _ => return None,
    };
    Some(Tree::call("substring", arguments))
}

fn trim(node: &SyntaxNode) -> Option<Tree> {
    let mut side = "btrim";
    let mut values = Vec::new();
    let mut characters = Vec::new();
    for child in node.children() {
        match child.kind() {
            SyntaxKind::TRIM_BOTH => {}
            SyntaxKind::TRIM_LEADING => side = "ltrim",
            SyntaxKind::TRIM_TRAILING => side = "rtrim",
            SyntaxKind::TRIM_FROM => values.extend(expressions(&child)),
            SyntaxKind::TRIM_EXPR_FROM => {
                let mut parts = expressions(&child);
                characters.extend(parts.drain(..1.min(parts.len())));
                values.extend(parts);
            }
            kind if ast::Expr::can_cast(kind) => values.push(child),
            _ => values.extend(expressions(&child)),
        }
    }
    values.extend(characters);
    let is_plain = (1..=2).contains(&values.len());
    is_plain.then(|| Tree::call(side, values.iter().map(lower).collect()))
}
