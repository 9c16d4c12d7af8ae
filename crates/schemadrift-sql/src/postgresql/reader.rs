//! Owns what every part of the reader needs of a statement: its text, where its parts stand, and
//! the names, types and expressions that they spell.

use std::ops::Range;

use schemadrift_core::data_type::ColumnType;
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::{Expression, NormalForm};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use squawk_syntax::ast::{self, AstNode};
use squawk_syntax::{SyntaxElement, SyntaxKind, SyntaxNode};

use crate::place::Place;
use crate::tokens::{Kind, Token, decode_text, tokenize};
use crate::types::read_type;

/// What was read, or the reason why not as one clause.
pub(super) type Read<T> = Result<T, String>;

/// A statement that is being read.
#[derive(Debug, Clone)]
pub(super) struct Reader<'a> {
    pub(super) place: Place<'a>,
    pub(super) text: &'a str,
    /// The schema of names without one, inside `CREATE SCHEMA`.
    pub(super) namespace: Option<Name>,
    /// In how many other statements the statement stands as text.
    pub(super) level: usize,
}

/// A part that the grammar demands.
pub(super) fn required<T>(part: Option<T>) -> Read<T> {
    part.ok_or_else(|| "a part of it is missing".to_owned())
}

/// The name that a token spells, folded and cut as the server does.
pub(super) fn token_name(token: &Token<'_>) -> Option<Name> {
    let is_escaped = token.kind == Kind::QuotedName && !token.text.starts_with('"');
    let name = if is_escaped {
        decode_text(Engine::PostgreSql, token.text)?
    } else {
        token.name(Engine::PostgreSql)?
    };
    Some(Name::from(Engine::PostgreSql.dialect().truncate(&name)))
}

/// An expression as written.
pub(super) fn expression(text: &str) -> Expression {
    Expression {
        text: text.to_owned(),
        normal: NormalForm::Rewritten(text.to_owned()),
    }
}

/// A type as written.
pub(super) fn column_type(text: &str) -> ColumnType {
    ColumnType::exact(text, read_type(Engine::PostgreSql, text))
}

impl<'a> Reader<'a> {
    pub(super) fn new(place: Place<'a>, text: &'a str) -> Self {
        Self {
            place,
            text,
            namespace: None,
            level: 0,
        }
    }

    /// A statement, or a script of them, that stands in this one as text.
    pub(super) fn within<'b>(&self, place: Place<'b>, text: &'b str) -> Reader<'b> {
        Reader {
            place,
            text,
            namespace: None,
            level: self.level + 1,
        }
    }

    /// The bytes of a node without the space and the comments at its edges.
    pub(super) fn range(node: &SyntaxNode) -> Range<usize> {
        let mut tokens = node
            .descendants_with_tokens()
            .filter_map(SyntaxElement::into_token)
            .filter(|token| !token.kind().is_trivia());
        let Some(first) = tokens.next() else {
            return node.text_range().into();
        };
        let last = tokens.last().unwrap_or_else(|| first.clone());
        usize::from(first.text_range().start())..usize::from(last.text_range().end())
    }

    /// These bytes of the text, without space at the edges.
    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default().trim()
    }

    /// A node as written.
    pub(super) fn written(&self, node: &impl AstNode) -> &'a str {
        self.slice(Self::range(node.syntax()))
    }

    /// The origin of exactly this node.
    pub(super) fn exact(&self, node: &impl AstNode) -> Origin {
        self.place.exact(Self::range(node.syntax()))
    }

    /// The origin of something that stands within this node.
    pub(super) fn enclosing(&self, node: &impl AstNode) -> Origin {
        self.place.enclosing(Self::range(node.syntax()))
    }

    /// The origin of the whole statement.
    pub(super) fn statement(&self) -> Origin {
        self.place.enclosing(self.statement_range())
    }

    /// The bytes of the whole statement, without the comments in front of it and behind.
    pub(super) fn statement_range(&self) -> Range<usize> {
        let tokens = tokenize(Engine::PostgreSql, self.text);
        let start = tokens.first().map_or(0, |token| token.start);
        start..tokens.last().map_or(self.text.len(), Token::end)
    }

    /// The parts of a dotted name.
    pub(super) fn path(&self, node: &impl AstNode) -> Read<Vec<Name>> {
        let tokens = tokenize(Engine::PostgreSql, self.written(node));
        let mut names = Vec::new();
        for (index, token) in tokens.iter().enumerate() {
            if index % 2 == 0 {
                names.push(token_name(token).ok_or("a name is spelled in an unknown way")?);
            } else if !token.is_symbol(".") {
                return Err("a name is spelled in an unknown way".to_owned());
            }
        }
        Ok(names)
    }

    /// The last part of a name.
    pub(super) fn name(&self, node: &impl AstNode) -> Read<Name> {
        required(self.path(node)?.pop())
    }

    /// A name with the schema that is written in front of it.
    pub(super) fn qualified(&self, node: &impl AstNode) -> Read<QualifiedName> {
        let mut path = self.path(node)?;
        let name = required(path.pop())?;
        Ok(QualifiedName {
            schema: path.pop().or_else(|| self.namespace.clone()),
            name,
        })
    }

    /// The origin of the last part of a name.
    pub(super) fn name_origin(&self, node: &impl AstNode) -> Origin {
        let range = Self::range(node.syntax());
        let tokens = tokenize(Engine::PostgreSql, self.slice(range.clone()));
        let inner = tokens
            .last()
            .map_or(0..range.len(), |token| token.start..token.end());
        self.place
            .exact(range.start + inner.start..range.start + inner.end)
    }

    /// The names in a list of nodes.
    pub(super) fn names<N: AstNode>(&self, nodes: impl Iterator<Item = N>) -> Read<Vec<Name>> {
        nodes.map(|node| self.name(&node)).collect()
    }

    /// A type as written.
    pub(super) fn column_type(&self, node: &ast::Type) -> ColumnType {
        column_type(self.written(node))
    }

    /// The bytes between the first parenthesis that stands directly in a node and its partner.
    /// The tree does not tell: the parser leaves some operands outside of their expression.
    pub(super) fn parentheses(node: &SyntaxNode) -> Read<Range<usize>> {
        let tokens: Vec<_> = node
            .children_with_tokens()
            .filter_map(SyntaxElement::into_token)
            .collect();
        let open = tokens
            .iter()
            .find(|token| token.kind() == SyntaxKind::L_PAREN);
        let close = tokens
            .iter()
            .rfind(|token| token.kind() == SyntaxKind::R_PAREN);
        match (open, close) {
            (Some(open), Some(close)) => {
                Ok(usize::from(open.text_range().end())..usize::from(close.text_range().start()))
            }
            _ => Err("a parenthesis is missing".to_owned()),
        }
    }

    /// The expression in a node's parentheses.
    pub(super) fn inside(&self, node: &impl AstNode) -> Read<Expression> {
        Ok(expression(self.slice(Self::parentheses(node.syntax())?)))
    }

    /// The bytes from behind a keyword of a node to the end of the last expression in it. The
    /// tree does not tell: see [`Self::parentheses`].
    pub(super) fn behind(node: &SyntaxNode, keyword: SyntaxKind) -> Read<Range<usize>> {
        let expressions = node
            .children()
            .filter(|child| ast::Expr::can_cast(child.kind()));
        let last = required(expressions.last())?;
        let keyword = node
            .children_with_tokens()
            .filter_map(SyntaxElement::into_token)
            .find(|token| token.kind() == keyword);
        let start = usize::from(required(keyword)?.text_range().end());
        let text_start = node
            .children_with_tokens()
            .filter(|element| usize::from(element.text_range().start()) >= start)
            .find(|element| !element.kind().is_trivia())
            .map_or(start, |element| usize::from(element.text_range().start()));
        Ok(text_start..Self::range(&last).end)
    }
}

/// The text of a string literal.
pub(super) fn literal(node: Option<ast::Literal>) -> Read<String> {
    required(node)?
        .string_value()
        .ok_or_else(|| "a string cannot be read".to_owned())
}

/// The collation that a clause names; `None` for the database's own.
pub(super) fn collation(reader: &Reader<'_>, clause: &ast::Collate) -> Read<Option<Name>> {
    let name = reader.name(&required(clause.collation_ref())?)?;
    Ok((name.as_str() != "default").then_some(name))
}
