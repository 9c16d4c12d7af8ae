//! Owns the call of the parser, and the repair of what it is known to read wrongly.

use squawk_syntax::ast::{self, AstNode as _};
use squawk_syntax::{SourceFile, SyntaxKind, SyntaxNode};

use super::{expressions, only_child};

/// How often a text is repaired: each time mends every place of one level of nesting.
const MOST_REPAIRS: usize = 8;

/// The syntax of the parenthesised expression that a text becomes.
///
/// # Errors
///
/// The reason, in words, why the text is no expression.
pub(super) fn parse(text: &str) -> Result<SyntaxNode, String> {
    // The parentheses keep an alias or a clause from being read behind the expression, the line
    // breaks a comment at its end from swallowing them.
    let mut statement = format!("SELECT (\n{text}\n)");
    for _ in 0..=MOST_REPAIRS {
        let parse = SourceFile::parse(&statement);
        if let Some(error) = parse.errors().first() {
            return Err(error.message().to_owned());
        }
        let root = parse.syntax_node();
        let lost = lost_operands(&root).ok_or_else(|| "`BETWEEN` has no left side".to_owned())?;
        if lost.is_empty() {
            return only_target(&root)
                .filter(|target| target.kind() == SyntaxKind::PAREN_EXPR)
                .ok_or_else(|| "not a single expression".to_owned());
        }
        for (start, end) in lost.into_iter().rev() {
            statement.insert(end, ')');
            statement.insert(start, '(');
        }
    }
    Err("`BETWEEN` is nested too deep".to_owned())
}

/// Where operands of `BETWEEN` stand that the parser left outside of it, in order: it does so
/// with `x::type`, which in parentheses is the same to PostgreSQL and read well by the parser.
/// `None` where there is no such operand.
fn lost_operands(root: &SyntaxNode) -> Option<Vec<(usize, usize)>> {
    let mut lost = Vec::new();
    for node in root.descendants() {
        if node.kind() != SyntaxKind::BETWEEN_EXPR || expressions(&node).len() == 3 {
            continue;
        }
        let operand = node
            .ancestors()
            .find_map(|above| above.prev_sibling())
            .filter(|before| ast::CastExpr::can_cast(before.kind()))?;
        let range = operand.text_range();
        let range = (usize::from(range.start()), usize::from(range.end()));
        // What overlaps is mended in the next round.
        if lost.last().is_none_or(|(_, end)| *end <= range.0) {
            lost.push(range);
        }
    }
    Some(lost)
}

/// The one expression that the statement selects, where it selects one and does nothing else.
fn only_target(root: &SyntaxNode) -> Option<SyntaxNode> {
    let mut node = root.clone();
    for kind in [
        SyntaxKind::SELECT,
        SyntaxKind::SELECT_CLAUSE,
        SyntaxKind::TARGET_LIST,
        SyntaxKind::TARGET,
    ] {
        node = only_child(&node).filter(|child| child.kind() == kind)?;
    }
    only_child(&node)
}
