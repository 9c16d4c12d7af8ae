//! Owns the tree that an expression of any engine becomes. Spellings that the language itself
//! declares to be the same are one shape here already: `BETWEEN`, `!=`, `CAST` and `::`.

use schemadrift_core::data_type::DataType;

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    /// The null value.
    Null,
    /// A truth value.
    Boolean(bool),
    /// A number in digits, possibly with sign and point, never with an exponent.
    Number(String),
    /// A string, decoded.
    Text(String),
    /// A bit string's digits.
    Bits(String),
    /// A byte string in lower-case hexadecimal.
    Bytes(String),
    /// A column, possibly qualified.
    Column(Vec<String>),
    /// A value that is asked for by a keyword alone: `CURRENT_DATE`.
    Keyword(String),
    /// A function's call; the name is as stored, possibly qualified.
    Call {
        name: Vec<String>,
        arguments: Vec<Tree>,
    },
    /// A cast.
    Cast {
        operand: Box<Tree>,
        target: DataType,
    },
    /// An operator before its operand.
    Prefix {
        operator: String,
        operand: Box<Tree>,
    },
    /// An operator between its operands.
    Infix {
        operator: String,
        left: Box<Tree>,
        right: Box<Tree>,
    },
    /// `NOT`.
    Not(Box<Tree>),
    /// A chain of `AND` or of `OR`.
    Junction { is_and: bool, operands: Vec<Tree> },
    /// A test by words: `IS NULL`, `IS NOT TRUE`.
    Is { operand: Box<Tree>, test: String },
    /// `IN` over a list.
    In {
        operand: Box<Tree>,
        list: Vec<Tree>,
        is_negated: bool,
    },
    /// A comparison with any or all elements of an array.
    Quantified {
        operand: Box<Tree>,
        operator: String,
        is_all: bool,
        array: Box<Tree>,
    },
    /// `CASE`.
    Case {
        base: Option<Box<Tree>>,
        branches: Vec<(Tree, Tree)>,
        otherwise: Option<Box<Tree>>,
    },
    /// `ARRAY[…]`.
    Array(Vec<Tree>),
    /// A row of values.
    Row(Vec<Tree>),
    /// An element or, with a colon, a slice of an array.
    Subscript {
        base: Box<Tree>,
        from: Option<Box<Tree>>,
        to: Option<Box<Tree>>,
        is_slice: bool,
    },
    /// A field of a composite value.
    Field { base: Box<Tree>, name: String },
    /// `COLLATE`.
    Collate {
        operand: Box<Tree>,
        collation: Vec<String>,
    },
    /// Anything else, token by token.
    Opaque(String),
}

impl Tree {
    /// A function's call by its bare name.
    pub(super) fn call(name: &str, arguments: Vec<Tree>) -> Self {
        Self::Call {
            name: vec![name.to_owned()],
            arguments,
        }
    }

    /// A cast.
    pub(super) fn cast(operand: Tree, target: DataType) -> Self {
        Self::Cast {
            operand: Box::new(operand),
            target,
        }
    }

    /// An operator between two operands.
    pub(super) fn infix(operator: &str, left: Tree, right: Tree) -> Self {
        Self::Infix {
            operator: operator.to_owned(),
            left: Box::new(left),
            right: Box::new(right),
        }
    }

    /// `BETWEEN`, as both manuals define it: two comparisons. `None` where the operand is large:
    /// it would stand there twice, and what stands in it once more.
    pub(super) fn between(operand: Tree, low: Tree, high: Tree, is_negated: bool) -> Option<Self> {
        const LARGEST_COPY: usize = 200;
        if operand.size() > LARGEST_COPY {
            return None;
        }
        let (above, below) = if is_negated { ("<", ">") } else { (">=", "<=") };
        Some(Self::Junction {
            is_and: !is_negated,
            operands: vec![
                Self::infix(above, operand.clone(), low),
                Self::infix(below, operand, high),
            ],
        })
    }

    /// How much there is of a tree: its parts, and the text in them.
    fn size(&self) -> usize {
        let mut size = match self {
            Self::Text(text) | Self::Opaque(text) => text.len(),
            _ => 0,
        };
        self.visit(&mut |part| size += part.size());
        size + 1
    }

    /// The function's bare name and its arguments, where this is a call without a schema.
    pub(super) fn as_call(&self) -> Option<(&str, &[Tree])> {
        match self {
            Self::Call { name, arguments } if name.len() == 1 => Some((&name[0], arguments)),
            _ => None,
        }
    }

    /// The same tree with every direct part replaced.
    #[must_use]
    pub(super) fn map(mut self, change: &mut dyn FnMut(Tree) -> Tree) -> Self {
        for part in self.parts_mut() {
            let whole = std::mem::replace(part, Self::Null);
            *part = change(whole);
        }
        self
    }

    fn parts_mut(&mut self) -> Vec<&mut Tree> {
        match self {
            Self::Call {
                arguments: parts, ..
            }
            | Self::Junction {
                operands: parts, ..
            }
            | Self::Array(parts)
            | Self::Row(parts) => parts.iter_mut().collect(),
            Self::Cast { operand, .. }
            | Self::Prefix { operand, .. }
            | Self::Not(operand)
            | Self::Is { operand, .. }
            | Self::Field { base: operand, .. }
            | Self::Collate { operand, .. } => vec![operand.as_mut()],
            Self::Infix { left, right, .. } => vec![left.as_mut(), right.as_mut()],
            Self::In { operand, list, .. } => {
                std::iter::once(operand.as_mut()).chain(list).collect()
            }
            Self::Quantified { operand, array, .. } => vec![operand.as_mut(), array.as_mut()],
            Self::Case {
                base,
                branches,
                otherwise,
            } => {
                let ends = base.iter_mut().chain(otherwise).map(Box::as_mut);
                let branches = branches.iter_mut().flat_map(|(when, then)| [when, then]);
                ends.chain(branches).collect()
            }
            Self::Subscript { base, from, to, .. } => {
                let bounds = from.iter_mut().chain(to).map(Box::as_mut);
                std::iter::once(base.as_mut()).chain(bounds).collect()
            }
            Self::Null
            | Self::Boolean(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Bits(_)
            | Self::Bytes(_)
            | Self::Column(_)
            | Self::Keyword(_)
            | Self::Opaque(_) => Vec::new(),
        }
    }

    /// Shows every direct part.
    fn visit(&self, show: &mut dyn FnMut(&Tree)) {
        match self {
            Self::Call {
                arguments: parts, ..
            }
            | Self::Junction {
                operands: parts, ..
            }
            | Self::Array(parts)
            | Self::Row(parts) => parts.iter().for_each(show),
            Self::Cast { operand, .. }
            | Self::Prefix { operand, .. }
            | Self::Not(operand)
            | Self::Is { operand, .. }
            | Self::Field { base: operand, .. }
            | Self::Collate { operand, .. } => show(operand),
            Self::Infix { left, right, .. } => {
                show(left);
                show(right);
            }
            Self::In { operand, list, .. } => {
                show(operand);
                list.iter().for_each(show);
            }
            Self::Quantified { operand, array, .. } => {
                show(operand);
                show(array);
            }
            Self::Case {
                base,
                branches,
                otherwise,
            } => {
                base.iter().for_each(|part| show(part));
                otherwise.iter().for_each(|part| show(part));
                for (when, then) in branches {
                    show(when);
                    show(then);
                }
            }
            Self::Subscript { base, from, to, .. } => {
                show(base);
                from.iter().for_each(|part| show(part));
                to.iter().for_each(|part| show(part));
            }
            Self::Null
            | Self::Boolean(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Bits(_)
            | Self::Bytes(_)
            | Self::Column(_)
            | Self::Keyword(_)
            | Self::Opaque(_) => {}
        }
    }
}
