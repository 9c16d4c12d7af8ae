//! Owns chains of operators. How they bind is decided here, by the table of PostgreSQL's own
//! grammar (<https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-PRECEDENCE>):
//! the parser's tree is only read from left to right, since it binds `BETWEEN` otherwise.

use squawk_syntax::ast::{self, AstNode as _};
use squawk_syntax::{SyntaxKind, SyntaxNode};

use super::super::rules::IMPLIED_SCHEMAS;
use super::super::tree::Tree;
use super::{expressions, lower, only_child, opaque, operator, path, target, words};

/// How tight an operator binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Anything,
    Or,
    And,
    Not,
    Is,
    Comparison,
    Pattern,
    Operator,
    Addition,
    Multiplication,
    Power,
    TimeZone,
    Collation,
    Sign,
    Cast,
}

impl Binding {
    /// The next tighter one: what the right side of a left-associative operator needs.
    fn tighter(self) -> Self {
        match self {
            Self::Anything => Self::Or,
            Self::Or => Self::And,
            Self::And => Self::Not,
            Self::Not => Self::Is,
            Self::Is => Self::Comparison,
            Self::Comparison => Self::Pattern,
            Self::Pattern => Self::Operator,
            Self::Operator => Self::Addition,
            Self::Addition => Self::Multiplication,
            Self::Multiplication => Self::Power,
            Self::Power => Self::TimeZone,
            Self::TimeZone => Self::Collation,
            Self::Collation => Self::Sign,
            Self::Sign | Self::Cast => Self::Cast,
        }
    }
}

/// One link of a chain.
enum Link {
    Operand(SyntaxNode),
    Operator(String),
    Cast(ast::CastExpr),
    Collate(SyntaxNode),
}

/// Whether a node is part of a chain: an operator with what stands beside it.
pub(super) fn is_chain(node: &SyntaxNode) -> bool {
    match node.kind() {
        SyntaxKind::BIN_EXPR
        | SyntaxKind::PREFIX_EXPR
        | SyntaxKind::POSTFIX_EXPR
        | SyntaxKind::BETWEEN_EXPR
        | SyntaxKind::COLLATE => true,
        SyntaxKind::CAST_EXPR => {
            ast::CastExpr::cast(node.clone()).is_some_and(|cast| cast.colon_colon().is_some())
        }
        _ => false,
    }
}

/// Lowers a chain. `None` where it is none that we know.
pub(super) fn lower_chain(node: &SyntaxNode) -> Option<Tree> {
    let mut links = Vec::new();
    linearise(node, &mut links)?;
    let mut chain = Chain {
        links: links.into_iter().peekable(),
    };
    let tree = chain.expression(Binding::Anything)?;
    chain.links.next().is_none().then_some(tree)
}

/// Reads a chain from left to right.
fn linearise(node: &SyntaxNode, links: &mut Vec<Link>) -> Option<()> {
    if !is_chain(node) {
        links.push(Link::Operand(node.clone()));
        return Some(());
    }
    let parts = expressions(node);
    match (node.kind(), parts.as_slice()) {
        (SyntaxKind::BIN_EXPR, [left, right]) => {
            linearise(left, links)?;
            links.push(Link::Operator(operator(node)));
            linearise(right, links)
        }
        (SyntaxKind::PREFIX_EXPR, [operand]) => {
            links.push(Link::Operator(operator(node)));
            linearise(operand, links)
        }
        (SyntaxKind::POSTFIX_EXPR, [operand]) => {
            linearise(operand, links)?;
            links.push(Link::Operator(operator(node)));
            Some(())
        }
        (SyntaxKind::BETWEEN_EXPR, [operand, low, high]) => {
            let words = words(node);
            linearise(operand, links)?;
            // All words but the `AND` at the end.
            let (_, between) = words.split_last()?;
            links.push(Link::Operator(between.join(" ")));
            linearise(low, links)?;
            links.push(Link::Operator("AND".to_owned()));
            linearise(high, links)
        }
        (SyntaxKind::COLLATE, [operand]) => {
            linearise(operand, links)?;
            links.push(Link::Collate(node.clone()));
            Some(())
        }
        (SyntaxKind::CAST_EXPR, [operand]) => {
            linearise(operand, links)?;
            links.push(Link::Cast(ast::CastExpr::cast(node.clone())?));
            Some(())
        }
        _ => None,
    }
}

struct Chain {
    links: std::iter::Peekable<std::vec::IntoIter<Link>>,
}

impl Chain {
    /// The operator that comes next, if it binds at least as tight as asked.
    fn operator(&mut self, least: Binding) -> Option<(String, Binding)> {
        let Some(Link::Operator(operator)) = self.links.peek() else {
            return None;
        };
        let binding = infix_binding(operator)?;
        if binding < least {
            return None;
        }
        let operator = operator.clone();
        self.links.next();
        Some((operator, binding))
    }

    fn operand(&mut self) -> Option<SyntaxNode> {
        match self.links.next()? {
            Link::Operand(node) => Some(node),
            Link::Operator(_) | Link::Cast(_) | Link::Collate(_) => None,
        }
    }

    fn expression(&mut self, least: Binding) -> Option<Tree> {
        let mut left = self.prefixed()?;
        loop {
            left = match self.links.peek() {
                Some(Link::Cast(_)) => self.cast(left)?,
                Some(Link::Collate(_)) if least <= Binding::Collation => self.collate(left)?,
                _ => match self.operator(least) {
                    Some((operator, binding)) => self.infix(left, &operator, binding)?,
                    None => return Some(left),
                },
            };
        }
    }

    fn prefixed(&mut self) -> Option<Tree> {
        let operator = match self.links.next()? {
            Link::Operand(node) => return Some(lower(&node)),
            Link::Operator(operator) => operator,
            Link::Cast(_) | Link::Collate(_) => return None,
        };
        match operator.as_str() {
            "NOT" => {
                let operand = self.expression(Binding::Not)?;
                Some(Tree::Not(Box::new(operand)))
            }
            // A sign in front of a value says nothing, whatever its type.
            "+" => self.expression(Binding::Sign),
            symbol if is_symbolic(symbol) => {
                let binding = if symbol == "-" {
                    Binding::Sign
                } else {
                    Binding::Operator.tighter()
                };
                let operand = self.expression(binding)?;
                Some(Tree::Prefix {
                    operator,
                    operand: Box::new(operand),
                })
            }
            _ => None,
        }
    }

    fn cast(&mut self, operand: Tree) -> Option<Tree> {
        match self.links.next()? {
            Link::Cast(cast) => Some(Tree::cast(operand, target(&cast)?)),
            Link::Operand(_) | Link::Operator(_) | Link::Collate(_) => None,
        }
    }

    fn collate(&mut self, operand: Tree) -> Option<Tree> {
        let Link::Collate(node) = self.links.next()? else {
            return None;
        };
        let collation = node
            .children()
            .find(|child| child.kind() == SyntaxKind::COLLATION_REF)?;
        Some(Tree::Collate {
            operand: Box::new(operand),
            collation: path(&collation)?,
        })
    }

    fn infix(&mut self, left: Tree, operator: &str, binding: Binding) -> Option<Tree> {
        match operator {
            "AND" | "OR" => Some(Tree::Junction {
                is_and: operator == "AND",
                operands: vec![left, self.expression(binding.tighter())?],
            }),
            "IS" | "IS NOT" => self.test(left, operator == "IS NOT"),
            "ISNULL" => Some(is(left, "NULL")),
            "NOTNULL" => Some(is(left, "NOT NULL")),
            "IN" | "NOT IN" => self.membership(left, operator == "NOT IN"),
            "BETWEEN" | "NOT BETWEEN" | "BETWEEN ASYMMETRIC" | "NOT BETWEEN ASYMMETRIC" => {
                self.between(left, operator.starts_with("NOT"))
            }
            "LIKE" | "~~" => self.pattern(left, "LIKE", binding),
            "NOT LIKE" | "!~~" => self.pattern(left, "NOT LIKE", binding),
            "ILIKE" | "~~*" => self.pattern(left, "ILIKE", binding),
            "NOT ILIKE" | "!~~*" => self.pattern(left, "NOT ILIKE", binding),
            "SIMILAR TO" => self.similar(left, "~", binding),
            "NOT SIMILAR TO" => self.similar(left, "!~", binding),
            "IS DISTINCT FROM" | "IS NOT DISTINCT FROM" => {
                let right = self.expression(binding.tighter())?;
                Some(Tree::infix(operator, left, right))
            }
            "AT TIME ZONE" => {
                let zone = self.expression(binding.tighter())?;
                Some(Tree::call("timezone", vec![zone, left]))
            }
            other => match other.strip_prefix("IS ") {
                Some(test) => Some(is(left, test)),
                None => self.symbol(left, &symbol_of(other)?, binding),
            },
        }
    }

    fn test(&mut self, left: Tree, is_negated: bool) -> Option<Tree> {
        let word = self.operand()?.text().to_string().to_ascii_uppercase();
        if !matches!(word.as_str(), "NULL" | "TRUE" | "FALSE" | "UNKNOWN") {
            return None;
        }
        let not = if is_negated { "NOT " } else { "" };
        Some(is(left, &format!("{not}{word}")))
    }

    fn membership(&mut self, left: Tree, is_negated: bool) -> Option<Tree> {
        let list = self.operand()?;
        let elements = match list.kind() {
            SyntaxKind::TUPLE_EXPR | SyntaxKind::PAREN_EXPR => expressions(&list),
            _ => return None,
        };
        if elements.is_empty() || words(&list).first().is_some_and(|word| word == "ROW") {
            return None;
        }
        Some(Tree::In {
            operand: Box::new(left),
            list: elements.iter().map(lower).collect(),
            is_negated,
        })
    }

    fn between(&mut self, left: Tree, is_negated: bool) -> Option<Tree> {
        let low = self.expression(Binding::Comparison)?;
        match self.links.next()? {
            Link::Operator(and) if and == "AND" => {}
            _ => return None,
        }
        let high = self.expression(Binding::Pattern.tighter())?;
        Tree::between(left, low, high, is_negated)
    }

    /// A pattern, and the `ESCAPE` behind it.
    fn escaped(&mut self, binding: Binding) -> Option<(Tree, Option<Tree>)> {
        let pattern = self.expression(binding.tighter())?;
        let has_escape =
            matches!(self.links.peek(), Some(Link::Operator(word)) if word == "ESCAPE");
        if !has_escape {
            return Some((pattern, None));
        }
        self.links.next();
        let escape = self.expression(binding.tighter())?;
        Some((pattern, Some(escape)))
    }

    fn pattern(&mut self, left: Tree, operator: &str, binding: Binding) -> Option<Tree> {
        if let Some((is_all, array)) = self.quantifier() {
            return Some(quantified(left, operator, is_all, array));
        }
        let pattern = match self.escaped(binding)? {
            (pattern, None) => pattern,
            (pattern, Some(escape)) => Tree::call("like_escape", vec![pattern, escape]),
        };
        Some(Tree::infix(operator, left, pattern))
    }

    fn similar(&mut self, left: Tree, operator: &str, binding: Binding) -> Option<Tree> {
        let (pattern, escape) = self.escaped(binding)?;
        let arguments = std::iter::once(pattern).chain(escape).collect();
        let pattern = Tree::call("similar_to_escape", arguments);
        Some(Tree::infix(operator, left, pattern))
    }

    fn symbol(&mut self, left: Tree, symbol: &str, binding: Binding) -> Option<Tree> {
        if let Some((is_all, array)) = self.quantifier() {
            return Some(quantified(left, symbol, is_all, array));
        }
        let right = self.expression(binding.tighter())?;
        Some(Tree::infix(symbol, left, right))
    }

    /// `ANY (array)` or `ALL (array)`, if that comes next: whether it is `ALL`, and the array.
    fn quantifier(&mut self) -> Option<(bool, Tree)> {
        let Some(Link::Operand(node)) = self.links.peek() else {
            return None;
        };
        if node.kind() != SyntaxKind::CALL_EXPR {
            return None;
        }
        let quantifier = only_child(node)?;
        let is_all = match quantifier.kind() {
            SyntaxKind::ALL_FN => true,
            SyntaxKind::ANY_FN | SyntaxKind::SOME_FN => false,
            _ => return None,
        };
        let array = only_child(&quantifier)?;
        let array = if ast::Expr::can_cast(array.kind()) {
            lower(&array)
        } else {
            opaque(&array)
        };
        self.links.next();
        Some((is_all, array))
    }
}

fn is(operand: Tree, test: &str) -> Tree {
    Tree::Is {
        operand: Box::new(operand),
        test: test.to_owned(),
    }
}

fn quantified(left: Tree, operator: &str, is_all: bool, array: Tree) -> Tree {
    Tree::Quantified {
        operand: Box::new(left),
        operator: operator.to_owned(),
        is_all,
        array: Box::new(array),
    }
}

fn is_symbolic(operator: &str) -> bool {
    !operator.is_empty()
        && operator
            .bytes()
            .all(|byte| b"+-*/<>=~!@#%^&|`?".contains(&byte))
}

/// The symbol of an operator, `OPERATOR(pg_catalog.+)` included. Dumps name the schema of every
/// operator that is not the catalog's own.
fn symbol_of(operator: &str) -> Option<String> {
    let symbol = match operator.strip_prefix("OPERATOR ( ") {
        Some(named) => {
            let named = named.strip_suffix(" )")?;
            let named = IMPLIED_SCHEMAS
                .iter()
                .find_map(|schema| {
                    let upper = schema.to_ascii_uppercase();
                    named.strip_prefix(&upper)?.strip_prefix(" . ")
                })
                .unwrap_or(named);
            named.replace(' ', "")
        }
        None => operator.to_owned(),
    };
    let symbol = if symbol == "!=" {
        "<>".to_owned()
    } else {
        symbol
    };
    is_symbolic(&symbol).then_some(symbol)
}

/// How tight an operator binds that stands behind an operand.
fn infix_binding(operator: &str) -> Option<Binding> {
    Some(match operator {
        "OR" => Binding::Or,
        "AND" => Binding::And,
        "<" | ">" | "=" | "<=" | ">=" | "<>" | "!=" => Binding::Comparison,
        "IN" | "NOT IN" | "LIKE" | "NOT LIKE" | "ILIKE" | "NOT ILIKE" | "SIMILAR TO"
        | "NOT SIMILAR TO" => Binding::Pattern,
        "+" | "-" => Binding::Addition,
        "*" | "/" | "%" => Binding::Multiplication,
        "^" => Binding::Power,
        "AT TIME ZONE" => Binding::TimeZone,
        "ISNULL" | "NOTNULL" | "IS" => Binding::Is,
        other if other.starts_with("IS ") => Binding::Is,
        other if other.contains("BETWEEN") => Binding::Pattern,
        other if is_symbolic(other) || other.starts_with("OPERATOR ") => Binding::Operator,
        _ => return None,
    })
}
