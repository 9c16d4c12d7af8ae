//! Owns the reading of SQLite's expressions: from the parser's tree to ours. The only place that
//! knows the parser's expressions; syntax it does not know stays as tokens.

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};
use schemadrift_core::dialect::{Affinity, Engine};
use sqlite3_parser::ast::{
    Cmd, Expr, LikeOperator, Literal, OneSelect, Operator, ResultColumn, Select, SelectBody, Stmt,
    Type, UnaryOperator,
};
use sqlite3_parser::lexer::sql::Parser;
use sqlite3_parser::{Bump, FallibleIterator as _};

use super::number::{canonical, is_whole, plain_digits};
use super::opaque::normal_tokens;
use super::tree::Tree;
use crate::tokens::{Kind, tokenize, unquote};

/// Reads an expression.
///
/// # Errors
///
/// The reason, in words, why the text is no expression.
pub(super) fn read(text: &str) -> Result<Tree, String> {
    let statement = format!("SELECT (\n{text}\n)");
    let arena = Bump::new();
    let mut parser = Parser::new(&arena, statement.as_bytes());
    let command = parser.next().map_err(|error| reason(&error))?;
    let tree = match &command {
        Some(Cmd::Stmt(Stmt::Select(select))) => only_expression(select).map(lower),
        _ => None,
    };
    match (tree, parser.next()) {
        (Some(tree), Ok(None)) => Ok(tree),
        (_, Err(error)) => Err(reason(&error)),
        _ => Err("not a single expression".to_owned()),
    }
}

/// The parser's message without positions, which would be those of our own statement.
fn reason(error: &sqlite3_parser::lexer::sql::Error) -> String {
    match error {
        sqlite3_parser::lexer::sql::Error::ParserError(error, _) => error.to_string(),
        _ => "not an expression".to_owned(),
    }
}

fn only_expression<'a>(select: &'a Select<'a>) -> Option<&'a Expr<'a>> {
    let Select {
        with: None,
        body:
            SelectBody {
                select:
                    OneSelect::Select {
                        distinctness: None,
                        columns: [ResultColumn::Expr(expression, None)],
                        from: None,
                        where_clause: None,
                        group_by: None,
                        having: None,
                        window_clause: None,
                    },
                compounds: None,
            },
        order_by: None,
        limit: None,
    } = select
    else {
        return None;
    };
    match expression {
        Expr::Parenthesized(inner) if inner.len() == 1 => inner.first(),
        _ => None,
    }
}

/// The name that is all of a text, inside parentheses or not: as a default it is a string.
pub(super) fn bare_name(text: &str) -> Option<String> {
    let tokens = tokenize(Engine::Sqlite, text);
    match tokens.as_slice() {
        [token] if token.kind == Kind::QuotedName => Some(unquote(token.text)),
        [token] if token.kind == Kind::Word => {
            let is_truth = token.is_one_of(&["true", "false"]);
            (!is_keyword(token.text) && !is_truth).then(|| token.text.to_owned())
        }
        _ => None,
    }
}

/// Whether SQLite knows the word (<https://sqlite.org/lang_keywords.html>).
pub(super) fn is_keyword(word: &str) -> bool {
    // The parser's own table holds no shorter words and may not be asked for them.
    word.len() >= 2 && sqlite3_parser::dialect::keyword_token(word.as_bytes()).is_some()
}

fn opaque(expression: &Expr<'_>) -> Tree {
    Tree::Opaque(normal_tokens(Engine::Sqlite, &expression.to_string()))
}

fn lower(expression: &Expr<'_>) -> Tree {
    understood(expression).unwrap_or_else(|| opaque(expression))
}

fn lower_all(expressions: &[Expr<'_>]) -> Vec<Tree> {
    expressions.iter().map(lower).collect()
}

fn boxed(expression: &Expr<'_>) -> Box<Tree> {
    Box::new(lower(expression))
}

fn understood(expression: &Expr<'_>) -> Option<Tree> {
    let tree = match expression {
        Expr::Parenthesized(inner) => match inner.as_slice() {
            [only] => lower(only),
            several => Tree::Row(lower_all(several)),
        },
        Expr::Literal(literal) => self::literal(literal)?,
        Expr::Id(name) => name_or_truth(name.0),
        Expr::Name(name) => Tree::Column(vec![column_name(name.0)]),
        Expr::Qualified(table, column) => {
            Tree::Column(vec![column_name(table.0), column_name(column.0)])
        }
        Expr::Unary(operator, operand) => match operator {
            UnaryOperator::Not => Tree::Not(boxed(operand)),
            UnaryOperator::Negative => prefix("-", operand),
            // A sign in front takes a column's affinity away, a number has none.
            UnaryOperator::Positive => match lower(operand) {
                number @ Tree::Number(_) => number,
                _ => prefix("+", operand),
            },
            UnaryOperator::BitwiseNot => prefix("~", operand),
        },
        Expr::Binary(left, operator, right) => binary(left, *operator, right),
        Expr::Between {
            lhs,
            not,
            start,
            end,
        } => Tree::between(lower(lhs), lower(start), lower(end), *not)?,
        Expr::IsNull(operand) => is(operand, "NULL"),
        Expr::NotNull(operand) => is(operand, "NOT NULL"),
        Expr::InList { lhs, not, rhs } => Tree::In {
            operand: boxed(lhs),
            list: lower_all((*rhs)?),
            is_negated: *not,
        },
        Expr::Like {
            lhs,
            not,
            op,
            rhs,
            escape: None,
        } => pattern(lhs, *not, *op, rhs),
        Expr::Case {
            base,
            when_then_pairs,
            else_expr,
        } => Tree::Case {
            base: base.map(boxed),
            branches: when_then_pairs
                .iter()
                .map(|(when, then)| (lower(when), lower(then)))
                .collect(),
            otherwise: else_expr.map(boxed),
        },
        Expr::Cast { expr, type_name } => Tree::cast(lower(expr), cast_type(type_name.as_ref()?)?),
        Expr::Collate(operand, collation) => Tree::Collate {
            operand: boxed(operand),
            collation: vec![unquote(collation).to_ascii_lowercase()],
        },
        Expr::FunctionCall {
            name,
            distinctness: None,
            args,
            order_by: None,
            filter_over: None,
        } => Tree::Call {
            name: vec![unquote(name.0).to_ascii_lowercase()],
            arguments: lower_all(args.unwrap_or(&[])),
        },
        _ => return None,
    };
    Some(tree)
}

fn prefix(operator: &str, operand: &Expr<'_>) -> Tree {
    Tree::Prefix {
        operator: operator.to_owned(),
        operand: boxed(operand),
    }
}

fn is(operand: &Expr<'_>, test: &str) -> Tree {
    Tree::Is {
        operand: boxed(operand),
        test: test.to_owned(),
    }
}

fn name_or_truth(name: &str) -> Tree {
    if name.eq_ignore_ascii_case("true") {
        Tree::Boolean(true)
    } else if name.eq_ignore_ascii_case("false") {
        Tree::Boolean(false)
    } else {
        Tree::Column(vec![column_name(name)])
    }
}

/// A column's name as it compares. In double quotes it may be a string after all, whose case
/// matters, so capitals inside such quotes stay.
fn column_name(name: &str) -> String {
    let unquoted = unquote(name);
    if name.starts_with('"') {
        unquoted
    } else {
        unquoted.to_ascii_lowercase()
    }
}

fn literal(literal: &Literal<'_>) -> Option<Tree> {
    Some(match literal {
        Literal::Null => Tree::Null,
        Literal::Numeric(text) => number(text)?,
        Literal::String(text) => Tree::Text(unquote(text)),
        // The digits come without the quotes.
        Literal::Blob(digits) => Tree::Bytes(digits.to_ascii_lowercase()),
        Literal::CurrentDate => Tree::Keyword("CURRENT_DATE".to_owned()),
        Literal::CurrentTime => Tree::Keyword("CURRENT_TIME".to_owned()),
        Literal::CurrentTimestamp => Tree::Keyword("CURRENT_TIMESTAMP".to_owned()),
        Literal::Keyword(_) => return None,
    })
}

/// A number: whole ones stay whole, others keep a point, since that makes their type.
fn number(text: &str) -> Option<Tree> {
    let digits = plain_digits(text)?;
    let has_point = text.contains('.') || (!text.starts_with("0x") && text.contains(['e', 'E']));
    let value = canonical(&digits);
    Some(Tree::Number(if has_point && is_whole(&value) {
        format!("{value}.0")
    } else {
        value
    }))
}

fn binary(left: &Expr<'_>, operator: Operator, right: &Expr<'_>) -> Tree {
    let symbol = match operator {
        Operator::And | Operator::Or => {
            return Tree::Junction {
                is_and: operator == Operator::And,
                operands: vec![lower(left), lower(right)],
            };
        }
        Operator::Is | Operator::IsNot => {
            return match (lower(right), operator) {
                (Tree::Null, Operator::Is) => is(left, "NULL"),
                (Tree::Null, _) => is(left, "NOT NULL"),
                (other, Operator::Is) => Tree::infix("IS", lower(left), other),
                (other, _) => Tree::infix("IS NOT", lower(left), other),
            };
        }
        Operator::Add => "+",
        Operator::ArrowRight => "->",
        Operator::ArrowRightShift => "->>",
        Operator::BitwiseAnd => "&",
        Operator::BitwiseOr => "|",
        Operator::Concat => "||",
        Operator::Equals => "=",
        Operator::Divide => "/",
        Operator::Greater => ">",
        Operator::GreaterEquals => ">=",
        Operator::LeftShift => "<<",
        Operator::Less => "<",
        Operator::LessEquals => "<=",
        Operator::Modulus => "%",
        Operator::Multiply => "*",
        Operator::NotEquals => "<>",
        Operator::RightShift => ">>",
        Operator::Subtract => "-",
    };
    Tree::infix(symbol, lower(left), lower(right))
}

fn pattern(left: &Expr<'_>, is_negated: bool, operator: LikeOperator, right: &Expr<'_>) -> Tree {
    let word = match operator {
        LikeOperator::Glob => "GLOB",
        LikeOperator::Like => "LIKE",
        LikeOperator::Match => "MATCH",
        LikeOperator::Regexp => "REGEXP",
    };
    let word = if is_negated {
        format!("NOT {word}")
    } else {
        word.to_owned()
    };
    Tree::infix(&word, lower(left), lower(right))
}

/// Only a type's affinity matters to a cast (<https://sqlite.org/lang_expr.html#castexpr>).
fn cast_type(declared: &Type<'_>) -> Option<DataType> {
    let affinity = Engine::Sqlite.dialect().affinity?;
    Some(match affinity(declared.name) {
        Affinity::Integer => DataType::integer(32),
        Affinity::Text => DataType::Text(TextSize::Regular),
        Affinity::Blob => DataType::Bytes(BytesKind::Regular),
        Affinity::Real => DataType::Float { bits: 64 },
        Affinity::Numeric => DataType::Decimal { precision: None },
    })
}
