//! Owns the rules about comparisons: membership in a list, literals beside what they are
//! compared with.

use schemadrift_core::data_type::{DataType, TextSize};
use schemadrift_core::dialect::Engine;

use super::super::interval;
use super::super::number::{canonical, is_whole, significant_digits};
use super::super::print::print;
use super::super::tree::Tree;
use super::Context;
use super::literal::EXACT_DIGITS;
use super::types::{same_type, type_of};

const COMPARISONS: &[&str] = &[
    "=",
    "<>",
    "<",
    "<=",
    ">",
    ">=",
    "IS DISTINCT FROM",
    "IS NOT DISTINCT FROM",
];

/// Operators that take a string of the left side's type on their right, besides comparisons.
const PATTERNS: &[&str] = &[
    "LIKE",
    "NOT LIKE",
    "ILIKE",
    "NOT ILIKE",
    "~",
    "!~",
    "~*",
    "!~*",
    "@>",
    "<@",
    "&&",
];

/// Whole numbers that every floating point type of 32 bits holds exactly: 24 bits of them.
const EXACT_IN_REAL: i64 = 1 << 24;

/// PostgreSQL compares `character varying` as text and prints the detour:
/// `(v)::text = ANY ((ARRAY['a'::character varying])::text[])` is `v IN ('a')`. Elements that are
/// `character varying` on their way to text are what only such a column leaves behind.
pub(super) fn without_varchar_detour(tree: Tree) -> Tree {
    let Tree::Quantified {
        operand,
        operator,
        is_all,
        array,
    } = tree
    else {
        return tree;
    };
    let operand = match *operand {
        Tree::Cast {
            operand: column,
            target: DataType::Text(TextSize::Regular),
        } if is_varchar_list(&array) => column,
        operand => Box::new(operand),
    };
    Tree::Quantified {
        operand,
        operator,
        is_all,
        array,
    }
}

/// Whether this is what the server prints for a list compared with a varchar: an array of
/// varchars cast to text as a whole, or, printed twice, element by element.
fn is_varchar_list(array: &Tree) -> bool {
    let is_varchar = |tree: &Tree| {
        matches!(tree, Tree::Cast { operand, target: DataType::Varchar(None) }
            if matches!(operand.as_ref(), Tree::Text(_)))
    };
    let is_detour = |tree: &Tree| {
        matches!(tree, Tree::Cast { operand, target: DataType::Text(TextSize::Regular) }
            if is_varchar(operand))
    };
    match array {
        Tree::Cast { operand, target } => {
            let is_text = matches!(target, DataType::Array(element)
                if **element == DataType::Text(TextSize::Regular));
            let all = |elements: &[Tree]| !elements.is_empty() && elements.iter().all(is_varchar);
            is_text && matches!(operand.as_ref(), Tree::Array(elements) if all(elements))
        }
        Tree::Array(elements) => !elements.is_empty() && elements.iter().all(is_detour),
        _ => false,
    }
}

/// `= ANY (ARRAY[…])` is `IN`, `<> ALL (ARRAY[…])` is `NOT IN`.
pub(super) fn as_membership(tree: Tree) -> Tree {
    match tree {
        Tree::Quantified {
            operand,
            operator,
            is_all,
            array,
        } => match *array {
            Tree::Array(list)
                if !list.is_empty()
                    && !list.iter().any(|part| matches!(part, Tree::Array(_)))
                    && ((operator == "=" && !is_all) || (operator == "<>" && is_all)) =>
            {
                Tree::In {
                    operand,
                    list,
                    is_negated: is_all,
                }
            }
            array => Tree::Quantified {
                operand,
                operator,
                is_all,
                array: Box::new(array),
            },
        },
        tree => tree,
    }
}

/// A list is a set; a list of one is a comparison.
pub(super) fn sorted_membership(engine: Engine, tree: Tree) -> Tree {
    let Tree::In {
        operand,
        mut list,
        is_negated,
    } = tree
    else {
        return tree;
    };
    list.sort_by_cached_key(|element| print(engine, element));
    list.dedup();
    let is_literal = |tree: &Tree| matches!(tree, Tree::Text(_) | Tree::Number(_));
    // SQLite compares a column in a list by other rules than a column alone.
    let may_be_alone = engine == Engine::PostgreSql || list.iter().all(is_literal);
    if let ([_], true) = (list.as_slice(), may_be_alone)
        && let Some(element) = list.pop()
    {
        let operator = if is_negated { "<>" } else { "=" };
        return Tree::infix(operator, *operand, element);
    }
    Tree::In {
        operand,
        list,
        is_negated,
    }
}

/// Literals beside what they are compared with: a number is compared by its value, a string
/// takes the other side's type.
pub(super) fn plain_operands(context: Context<'_>, tree: Tree) -> Tree {
    match tree {
        Tree::Infix {
            operator,
            left,
            right,
        } if COMPARISONS.contains(&operator.as_str()) => {
            let (left, right) = (number(*left), number(*right));
            let (left, right) = integral_date_part(left, right);
            let plain_left = plain_string(left.clone(), type_of(context, &right).as_ref());
            let plain_right = plain_string(right, type_of(context, &left).as_ref());
            Tree::infix(&operator, plain_left, plain_right)
        }
        Tree::Infix {
            operator,
            left,
            right,
        } if PATTERNS.contains(&operator.as_str()) => {
            let right = plain_string(*right, type_of(context, &left).as_ref());
            Tree::infix(&operator, *left, right)
        }
        Tree::In {
            operand,
            list,
            is_negated,
        } => {
            let operand = number(*operand);
            let operand_type = type_of(context, &operand);
            let list = list
                .into_iter()
                .map(|element| plain_string(number(element), operand_type.as_ref()))
                .collect();
            Tree::In {
                operand: Box::new(operand),
                list,
                is_negated,
            }
        }
        Tree::Quantified {
            operand,
            operator,
            is_all,
            array,
        } if COMPARISONS.contains(&operator.as_str()) => Tree::Quantified {
            operand: Box::new(number(*operand)),
            operator,
            is_all,
            array,
        },
        Tree::Call { name, arguments } if takes_one_type(&name) => {
            let first = arguments.first().and_then(|first| type_of(context, first));
            let arguments = arguments
                .into_iter()
                .map(|argument| plain_string(argument, first.as_ref()))
                .collect();
            Tree::Call { name, arguments }
        }
        tree => tree,
    }
}

/// Functions whose arguments all become the type of the first.
fn takes_one_type(name: &[String]) -> bool {
    matches!(name, [name] if matches!(name.as_str(), "coalesce" | "greatest" | "least" | "nullif"))
}

/// A number as comparisons see it: its value, whatever exact type it is cast to.
fn number(tree: Tree) -> Tree {
    match tree {
        Tree::Number(digits) => Tree::Number(canonical(&digits)),
        Tree::Cast { operand, target } => match *operand {
            Tree::Number(digits) if holds_exactly(&target, &digits) => {
                Tree::Number(canonical(&digits))
            }
            operand => Tree::cast(operand, target),
        },
        tree => tree,
    }
}

fn holds_exactly(target: &DataType, digits: &str) -> bool {
    if !is_whole(digits) || significant_digits(digits) > EXACT_DIGITS {
        return false;
    }
    match target {
        DataType::Integer { .. }
        | DataType::Decimal { precision: None }
        | DataType::Float { bits: 64 } => true,
        DataType::Float { .. } => digits
            .parse::<i64>()
            .is_ok_and(|value| value.abs() <= EXACT_IN_REAL),
        _ => false,
    }
}

/// A string literal without the cast that the other side's type implies.
fn plain_string(tree: Tree, other: Option<&DataType>) -> Tree {
    match tree {
        Tree::Text(text) if other == Some(&DataType::Interval(None)) => {
            Tree::Text(interval::canonical(&text).unwrap_or(text))
        }
        Tree::Cast { operand, target } => {
            let is_implied = other.is_some_and(|other| same_type(other, &target));
            match *operand {
                Tree::Text(text) if is_implied => Tree::Text(text),
                // A number is cast to the wider float before it is compared with one; the
                // narrower would round it.
                Tree::Number(digits)
                    if other == Some(&target) && target == (DataType::Float { bits: 64 }) =>
                {
                    Tree::Number(canonical(&digits))
                }
                operand => Tree::cast(operand, target),
            }
        }
        tree => tree,
    }
}

/// Fields of a date that are whole numbers, so that the type in which they come does not matter
/// to a comparison with a whole number.
const WHOLE_FIELDS: &[&str] = &[
    "century",
    "day",
    "decade",
    "dow",
    "doy",
    "hour",
    "isodow",
    "isoyear",
    "millennium",
    "minute",
    "month",
    "quarter",
    "week",
    "year",
];

/// `EXTRACT` was printed as `date_part` before PostgreSQL 14 and gives another numeric type since.
fn integral_date_part(left: Tree, right: Tree) -> (Tree, Tree) {
    let is_whole_number = |tree: &Tree| matches!(tree, Tree::Number(digits) if is_whole(digits));
    let rewrite = |tree: Tree| match tree {
        Tree::Call { name, arguments }
            if matches!(name.as_slice(), [name] if name == "date_part")
                && matches!(arguments.as_slice(), [Tree::Text(field), _]
                    if WHOLE_FIELDS.contains(&field.to_ascii_lowercase().as_str())) =>
        {
            let mut arguments = arguments;
            if let Some(Tree::Text(field)) = arguments.first_mut() {
                field.make_ascii_lowercase();
            }
            Tree::call("extract", arguments)
        }
        tree => tree,
    };
    if is_whole_number(&right) {
        (rewrite(left), right)
    } else if is_whole_number(&left) {
        (left, rewrite(right))
    } else {
        (left, right)
    }
}
