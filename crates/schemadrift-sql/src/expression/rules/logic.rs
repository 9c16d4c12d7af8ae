//! Owns the rules of logic: `AND` and `OR` are flat and without order, an `ELSE NULL` is none.

use schemadrift_core::dialect::Engine;

use super::super::print::print;
use super::super::tree::Tree;

/// Chains of the same word are one chain; no engine promises an order of evaluation.
pub(super) fn flat_junction(engine: Engine, tree: Tree) -> Tree {
    let Tree::Junction { is_and, operands } = tree else {
        return tree;
    };
    let mut flat = Vec::with_capacity(operands.len());
    for operand in operands {
        match operand {
            Tree::Junction {
                is_and: same,
                operands,
            } if same == is_and => flat.extend(operands),
            other => flat.push(other),
        }
    }
    flat.sort_by_cached_key(|operand| print(engine, operand));
    Tree::Junction {
        is_and,
        operands: flat,
    }
}

/// A `CASE` without `ELSE` gives NULL, and PostgreSQL prints the `ELSE` that nobody wrote.
pub(super) fn without_empty_else(tree: Tree) -> Tree {
    let Tree::Case {
        base,
        branches,
        otherwise,
    } = tree
    else {
        return tree;
    };
    let otherwise = otherwise.filter(|value| match value.as_ref() {
        Tree::Null => false,
        Tree::Cast { operand, .. } => **operand != Tree::Null,
        _ => true,
    });
    Tree::Case {
        base,
        branches,
        otherwise,
    }
}
