//! Owns the reading of PostgreSQL's expressions: from the parser's syntax tree to ours.
//! The only place that knows the parser; syntax it does not know stays as tokens.

mod call;
mod operators;
mod parse;

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;
use squawk_syntax::ast::{self, AstNode as _};
use squawk_syntax::{SyntaxElement, SyntaxKind, SyntaxNode};

use super::number::plain_digits;
use super::opaque;
use super::tree::Tree;
use crate::types::read_type;

/// Reads an expression.
///
/// # Errors
///
/// The reason, in words, why the text is no expression.
pub(super) fn read(text: &str) -> Result<Tree, String> {
    parse::parse(text).map(|target| lower_parentheses(&target))
}

fn only_child(node: &SyntaxNode) -> Option<SyntaxNode> {
    let mut children = node.children();
    let only = children.next()?;
    children.next().is_none().then_some(only)
}

/// The expressions that are direct parts of a node.
fn expressions(node: &SyntaxNode) -> Vec<SyntaxNode> {
    node.children()
        .filter(|child| ast::Expr::can_cast(child.kind()))
        .collect()
}

/// The words and symbols that are direct parts of a node, in upper case, and those of the small
/// nodes that only group them (`IS_NOT`, `CUSTOM_OP`).
fn words(node: &SyntaxNode) -> Vec<String> {
    let mut words = Vec::new();
    for element in node.children_with_tokens() {
        match element {
            SyntaxElement::Token(token) if token.kind().is_trivia() => {}
            SyntaxElement::Token(token) => words.push(token.text().to_ascii_uppercase()),
            SyntaxElement::Node(child) if ast::Expr::can_cast(child.kind()) => {}
            SyntaxElement::Node(child) => words.extend(self::words(&child)),
        }
    }
    words
}

/// An operator's spelling: symbols joined, words apart.
fn operator(node: &SyntaxNode) -> String {
    let words = words(node);
    let is_symbolic = words
        .iter()
        .all(|word| !word.bytes().any(|byte| byte.is_ascii_alphanumeric()));
    words.join(if is_symbolic { "" } else { " " })
}

fn opaque(node: &SyntaxNode) -> Tree {
    Tree::Opaque(opaque::normal_query(&node.text().to_string()))
}

/// Lowers an expression; what is not understood stays as tokens.
fn lower(node: &SyntaxNode) -> Tree {
    understood(node).unwrap_or_else(|| opaque(node))
}

fn lower_boxed(node: &SyntaxNode) -> Box<Tree> {
    Box::new(lower(node))
}

fn understood(node: &SyntaxNode) -> Option<Tree> {
    if operators::is_chain(node) {
        return operators::lower_chain(node);
    }
    match node.kind() {
        SyntaxKind::PAREN_EXPR => Some(lower_parentheses(node)),
        SyntaxKind::LITERAL => literal(node),
        SyntaxKind::NAME_REF => name(node),
        SyntaxKind::FIELD_EXPR => field(node),
        SyntaxKind::CALL_EXPR => call::lower_call(node),
        SyntaxKind::CASE_EXPR => case(node),
        SyntaxKind::CAST_EXPR => cast(node),
        SyntaxKind::ARRAY_EXPR => array(node),
        SyntaxKind::TUPLE_EXPR => Some(Tree::Row(expressions(node).iter().map(lower).collect())),
        SyntaxKind::INDEX_EXPR | SyntaxKind::SLICE_EXPR => subscript(node),
        _ => None,
    }
}

fn lower_parentheses(node: &SyntaxNode) -> Tree {
    match only_child(node) {
        Some(inner) if ast::Expr::can_cast(inner.kind()) => lower(&inner),
        _ => opaque(node),
    }
}

fn literal(node: &SyntaxNode) -> Option<Tree> {
    let literal = ast::Literal::cast(node.clone())?;
    let token = node.first_token()?;
    let tree = match token.kind() {
        SyntaxKind::NULL_KW => Tree::Null,
        SyntaxKind::TRUE_KW => Tree::Boolean(true),
        SyntaxKind::FALSE_KW => Tree::Boolean(false),
        SyntaxKind::INT_NUMBER => Tree::Number(plain_digits(token.text())?),
        SyntaxKind::NUMERIC_NUMBER => {
            let digits = plain_digits(token.text())?;
            // `1e3` is an exact number although it shows no point.
            if digits.contains('.') {
                Tree::Number(digits)
            } else {
                Tree::cast(Tree::Number(digits), DataType::Decimal { precision: None })
            }
        }
        SyntaxKind::STRING
        | SyntaxKind::ESC_STRING
        | SyntaxKind::DOLLAR_QUOTED_STRING
        | SyntaxKind::UNICODE_ESC_STRING
        | SyntaxKind::NATIONAL_STRING => Tree::Text(literal.string_value()?),
        SyntaxKind::BIT_STRING => {
            let digits = literal.string_value()?;
            let are_bits = digits.bytes().all(|byte| matches!(byte, b'0' | b'1'));
            are_bits.then_some(Tree::Bits(digits))?
        }
        SyntaxKind::BYTE_STRING => Tree::Bits(hexadecimal_bits(&literal.string_value()?)?),
        _ => return None,
    };
    Some(tree)
}

fn hexadecimal_bits(digits: &str) -> Option<String> {
    digits
        .chars()
        .map(|digit| digit.to_digit(16).map(|value| format!("{value:04b}")))
        .collect()
}

/// Values that are asked for by a keyword alone.
const KEYWORDS: &[&str] = &[
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "localtime",
    "localtimestamp",
    "session_user",
    "system_user",
    "user",
];

fn name(node: &SyntaxNode) -> Option<Tree> {
    let name = identifier(node)?;
    let is_quoted = node.text().char_at(0.into()) == Some('"');
    if !is_quoted && KEYWORDS.contains(&name.as_str()) {
        return Some(Tree::Keyword(name.to_ascii_uppercase()));
    }
    Some(Tree::Column(vec![name]))
}

/// The identifier of a node that consists of one, unquoted and folded.
fn identifier(node: &SyntaxNode) -> Option<String> {
    let text = node.text().to_string();
    let mut tokens = crate::tokens::tokenize(Engine::PostgreSql, &text).into_iter();
    let token = tokens.next()?;
    let is_alone = tokens.next().is_none() && !token.text.starts_with(['U', 'u']);
    let is_escaped = token.kind == crate::tokens::Kind::QuotedName && !token.text.starts_with('"');
    let is_plain_word = token.kind == crate::tokens::Kind::Word;
    let is_understood = (is_alone || is_plain_word) && !is_escaped;
    let name = token.name(Engine::PostgreSql).filter(|_| is_understood)?;
    // A longer name is the one that the server has made of it.
    let dialect = Engine::PostgreSql.dialect();
    Some(dialect.truncate(&name).to_owned())
}

/// The names of a dotted path of identifiers.
fn path(node: &SyntaxNode) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for element in node.children_with_tokens() {
        match element {
            SyntaxElement::Node(child) if child.kind() == SyntaxKind::NAME_REF => {
                names.push(identifier(&child)?);
            }
            SyntaxElement::Node(child) => names.extend(path(&child)?),
            SyntaxElement::Token(token) if token.kind().is_trivia() => {}
            SyntaxElement::Token(token) if token.kind() == SyntaxKind::DOT => {}
            SyntaxElement::Token(_) if node.kind() == SyntaxKind::PATH_SEGMENT_REF => {
                return identifier(node).map(|name| vec![name]);
            }
            SyntaxElement::Token(_) => return None,
        }
    }
    (!names.is_empty()).then_some(names)
}

fn field(node: &SyntaxNode) -> Option<Tree> {
    let mut parts = node.children();
    let (base, last) = (parts.next()?, parts.next()?);
    let last = identifier(&last)?;
    if matches!(base.kind(), SyntaxKind::NAME_REF | SyntaxKind::FIELD_EXPR) {
        return match lower(&base) {
            Tree::Column(mut names) => {
                names.push(last);
                Some(Tree::Column(names))
            }
            _ => None,
        };
    }
    Some(Tree::Field {
        base: lower_boxed(&base),
        name: last,
    })
}

fn case(node: &SyntaxNode) -> Option<Tree> {
    let base = expressions(node).first().map(lower_boxed);
    let mut branches = Vec::new();
    let mut otherwise = None;
    for child in node.children() {
        match child.kind() {
            SyntaxKind::WHEN_CLAUSE_LIST => {
                for branch in child.children() {
                    let [when, then] = expressions(&branch).try_into().ok()?;
                    branches.push((lower(&when), lower(&then)));
                }
            }
            SyntaxKind::ELSE_CLAUSE => otherwise = Some(lower_boxed(&only_child(&child)?)),
            kind if ast::Expr::can_cast(kind) => {}
            _ => return None,
        }
    }
    Some(Tree::Case {
        base,
        branches,
        otherwise,
    })
}

/// `CAST(x AS type)` and `type 'x'`; `x::type` is an operator.
fn cast(node: &SyntaxNode) -> Option<Tree> {
    let cast = ast::CastExpr::cast(node.clone())?;
    if cast.treat_token().is_some() || cast.interval_qualifier().is_some() {
        return None;
    }
    let operand = expressions(node).into_iter().next()?;
    Some(Tree::cast(lower(&operand), target(&cast)?))
}

/// The type that a cast names.
fn target(cast: &ast::CastExpr) -> Option<DataType> {
    let target = read_type(Engine::PostgreSql, &cast.ty()?.syntax().text().to_string());
    (target != DataType::Unreadable).then_some(target)
}

fn array(node: &SyntaxNode) -> Option<Tree> {
    if words(node).iter().any(|word| word == "(") {
        return None;
    }
    let elements = expressions(node);
    let is_all = elements.len() == node.children().count();
    is_all.then(|| Tree::Array(elements.iter().map(lower).collect()))
}

fn subscript(node: &SyntaxNode) -> Option<Tree> {
    let mut base = None;
    let (mut from, mut to) = (None, None);
    let is_slice = node.kind() == SyntaxKind::SLICE_EXPR;
    let mut is_behind_colon = false;
    for element in node.children_with_tokens() {
        match element {
            SyntaxElement::Token(token) if token.kind() == SyntaxKind::COLON => {
                is_behind_colon = true;
            }
            SyntaxElement::Node(child) if base.is_none() => base = Some(lower_boxed(&child)),
            SyntaxElement::Node(child) if is_behind_colon => to = Some(lower_boxed(&child)),
            SyntaxElement::Node(child) => from = Some(lower_boxed(&child)),
            SyntaxElement::Token(_) => {}
        }
    }
    Some(Tree::Subscript {
        base: base?,
        from,
        to,
        is_slice,
    })
}
