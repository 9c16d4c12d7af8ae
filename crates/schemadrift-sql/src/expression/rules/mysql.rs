//! Owns the rules of MySQL and MariaDB: what their servers make of an expression when they print
//! it. A truth value is a number there, so that conditions are rewritten freely.

use super::super::tree::Tree;
use super::literal;

/// Names of one function.
const SYNONYMS: &[(&str, &str)] = &[
    ("lcase", "lower"),
    ("ucase", "upper"),
    ("substring", "substr"),
    ("mid", "substr"),
    ("octet_length", "length"),
    ("character_length", "char_length"),
    ("ceil", "ceiling"),
    ("power", "pow"),
    ("current_timestamp", "now"),
    ("localtime", "now"),
    ("localtimestamp", "now"),
    ("current_date", "curdate"),
    ("current_time", "curtime"),
    ("session_user", "user"),
    ("system_user", "user"),
    ("schema", "database"),
    ("day", "dayofmonth"),
    ("std", "stddev_pop"),
];

/// Comparisons with what they say from the other side, and what denies them.
const COMPARISONS: &[(&str, &str, &str)] = &[
    ("=", "=", "<>"),
    ("<>", "<>", "="),
    ("<", ">", ">="),
    (">", "<", "<="),
    ("<=", ">=", ">"),
    (">=", "<=", "<"),
];

/// Rewrites one node whose parts are rewritten already.
pub(super) fn rewrite(tree: Tree) -> Tree {
    let tree = literal::fold_sign(call(tree));
    match tree {
        Tree::Not(operand) => negated(truth(*operand)),
        Tree::Junction { is_and, operands } => Tree::Junction {
            is_and,
            operands: operands.into_iter().map(truth).collect(),
        },
        Tree::Infix {
            operator,
            left,
            right,
        } => infix(&operator, *left, *right),
        Tree::Is { operand, test } if !test.ends_with("NULL") => Tree::Is {
            operand: Box::new(truth(*operand)),
            test,
        },
        Tree::Case {
            base: None,
            branches,
            otherwise,
        } => Tree::Case {
            base: None,
            branches: branches
                .into_iter()
                .map(|(when, then)| (truth(when), then))
                .collect(),
            otherwise,
        },
        tree => tree,
    }
}

fn infix(operator: &str, left: Tree, right: Tree) -> Tree {
    if operator == "XOR" {
        return Tree::infix("XOR", truth(left), truth(right));
    }
    // A row is compared part by part.
    if operator == "="
        && let (Tree::Row(ones), Tree::Row(others)) = (&left, &right)
        && ones.len() == others.len()
    {
        let pairs = ones.iter().cloned().zip(others.iter().cloned());
        return Tree::Junction {
            is_and: true,
            operands: pairs.map(|(one, other)| infix("=", one, other)).collect(),
        };
    }
    let mirrored = COMPARISONS.iter().find(|(own, ..)| *own == operator);
    match mirrored {
        Some((_, mirrored, _)) if is_constant(&left) && !is_constant(&right) => {
            Tree::infix(mirrored, right, left)
        }
        Some(_) | None => Tree::infix(operator, left, right),
    }
}

fn is_constant(tree: &Tree) -> bool {
    matches!(tree, Tree::Number(_) | Tree::Text(_) | Tree::Null)
}

fn is_nought(tree: &Tree) -> bool {
    matches!(tree, Tree::Number(digits) if digits == "0")
}

/// What counts only as true or false: `x <> 0` is `x`.
fn truth(tree: Tree) -> Tree {
    match tree {
        Tree::Infix {
            operator,
            left,
            right,
        } if operator == "<>" && is_nought(&right) => *left,
        tree => tree,
    }
}

/// The opposite of a condition; of NULL it is NULL in every form.
fn negated(tree: Tree) -> Tree {
    match tree {
        Tree::Infix {
            operator,
            left,
            right,
        } => {
            let denied = COMPARISONS.iter().find(|(own, ..)| *own == operator);
            let denied = denied.map(|(_, _, denied)| *denied);
            let denied = denied.or(match operator.as_str() {
                "LIKE" => Some("NOT LIKE"),
                "NOT LIKE" => Some("LIKE"),
                _ => None,
            });
            match denied {
                Some(denied) => Tree::infix(denied, *left, *right),
                None => is_nothing(Tree::Infix {
                    operator,
                    left,
                    right,
                }),
            }
        }
        Tree::Junction { is_and, operands } => Tree::Junction {
            is_and: !is_and,
            operands: operands
                .into_iter()
                .map(|operand| truth(negated(truth(operand))))
                .collect(),
        },
        Tree::Is { operand, test } => Tree::Is {
            operand,
            test: match test.strip_prefix("NOT ") {
                Some(test) => test.to_owned(),
                None => format!("NOT {test}"),
            },
        },
        Tree::In {
            operand,
            list,
            is_negated,
        } => Tree::In {
            operand,
            list,
            is_negated: !is_negated,
        },
        tree => is_nothing(tree),
    }
}

fn is_nothing(tree: Tree) -> Tree {
    Tree::infix("=", tree, Tree::Number("0".to_owned()))
}

fn call(tree: Tree) -> Tree {
    let Tree::Call {
        name,
        mut arguments,
    } = tree
    else {
        return tree;
    };
    let [own] = name.as_slice() else {
        return Tree::Call { name, arguments };
    };
    let name = SYNONYMS
        .iter()
        .find(|(synonym, _)| synonym == own)
        .map_or(own.as_str(), |(_, name)| name);
    match (name, arguments.as_slice()) {
        // No fractional digits are asked for in any case.
        ("now" | "curtime", [Tree::Number(digits)]) if digits == "0" => {
            Tree::call(name, Vec::new())
        }
        ("mod", [_, _]) => two(arguments, |left, right| Tree::infix("%", left, right)),
        ("isnull", [_]) => Tree::Is {
            operand: Box::new(arguments.remove(0)),
            test: "NULL".to_owned(),
        },
        ("date_add" | "adddate", [_, Tree::Call { name, .. }]) if name == &["interval"] => {
            two(arguments, |left, right| Tree::infix("+", left, right))
        }
        ("date_sub" | "subdate", [_, Tree::Call { name, .. }]) if name == &["interval"] => {
            two(arguments, |left, right| Tree::infix("-", left, right))
        }
        ("if", [_, _, _]) => {
            let condition = truth(arguments.remove(0));
            arguments.insert(0, condition);
            Tree::call(name, arguments)
        }
        _ => Tree::call(name, arguments),
    }
}

fn two(mut arguments: Vec<Tree>, make: impl Fn(Tree, Tree) -> Tree) -> Tree {
    let right = arguments.pop().unwrap_or(Tree::Null);
    let left = arguments.pop().unwrap_or(Tree::Null);
    make(left, right)
}
