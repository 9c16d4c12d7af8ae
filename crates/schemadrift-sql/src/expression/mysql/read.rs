//! Owns the reading of MySQL's and MariaDB's expressions: tokens to a tree, by the table of
//! precedences (<https://dev.mysql.com/doc/refman/en/operator-precedence.html>). What is not
//! known here is not read at all and stays tokens.

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;

use super::super::number::plain_digits;
use super::super::tree::Tree;
use super::operand;
use crate::tokens::{Kind, Token, decode_text, tokenize};

/// How tightly operators bind: the lowest first.
const OR: u8 = 1;
const XOR: u8 = 2;
const AND: u8 = 3;
const NOT: u8 = 4;
const COMPARISON: u8 = 6;

/// Operators between operands, with how tightly they bind and their one spelling.
const BINARY: &[(&str, u8, &str)] = &[
    ("=", COMPARISON, "="),
    ("<=>", COMPARISON, "<=>"),
    (">=", COMPARISON, ">="),
    (">", COMPARISON, ">"),
    ("<=", COMPARISON, "<="),
    ("<", COMPARISON, "<"),
    ("<>", COMPARISON, "<>"),
    ("!=", COMPARISON, "<>"),
    ("|", 7, "|"),
    ("&", 8, "&"),
    ("<<", 9, "<<"),
    (">>", 9, ">>"),
    ("+", 10, "+"),
    ("-", 10, "-"),
    ("*", 11, "*"),
    ("/", 11, "/"),
    ("div", 11, "DIV"),
    ("mod", 11, "%"),
    ("%", 11, "%"),
    ("^", 12, "^"),
];

/// The deepest expression that is read: every level takes a part of the thread's stack.
const DEEPEST: usize = 100;

/// How tightly signs bind.
pub(super) const SIGN: u8 = 13;

/// Reads an expression; `None` where any of it is not known.
pub(super) fn read(engine: Engine, text: &str) -> Option<Tree> {
    let tokens = tokenize(engine, text);
    let mut reader = Reader {
        engine,
        tokens: &tokens,
        depth: 0,
    };
    let tree = reader.expression(0)?;
    reader.tokens.is_empty().then_some(tree)
}

/// The tokens that are left.
pub(super) struct Reader<'a, 'b> {
    pub(super) engine: Engine,
    tokens: &'b [Token<'a>],
    /// How many expressions stand around the one that is read.
    depth: usize,
}

impl<'a, 'b> Reader<'a, 'b> {
    pub(super) fn peek(&self) -> Option<&'b Token<'a>> {
        self.tokens.first()
    }

    pub(super) fn second(&self) -> Option<&'b Token<'a>> {
        self.tokens.get(1)
    }

    pub(super) fn skip(&mut self) -> Option<&'b Token<'a>> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    pub(super) fn take_symbol(&mut self, symbol: &str) -> Option<()> {
        self.peek().filter(|token| token.is_symbol(symbol))?;
        self.skip().map(|_| ())
    }

    pub(super) fn take_word(&mut self, word: &str) -> Option<()> {
        self.peek().filter(|token| token.is_word(word))?;
        self.skip().map(|_| ())
    }

    /// Reads what binds at least as tightly as `floor`.
    pub(super) fn expression(&mut self, floor: u8) -> Option<Tree> {
        if self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let tree = self.operators(floor);
        self.depth -= 1;
        tree
    }

    fn operators(&mut self, floor: u8) -> Option<Tree> {
        let mut left = if floor <= NOT && self.take_word("not").is_some() {
            Tree::Not(Box::new(self.expression(NOT)?))
        } else {
            operand::read(self)?
        };
        loop {
            let Some(next) = self.peek() else {
                return Some(left);
            };
            left = match self.continued(left, next, floor)? {
                Continued::Yes(tree) => tree,
                Continued::No(tree) => return Some(tree),
            };
        }
    }

    /// What follows an operand, as far as it binds tightly enough.
    fn continued(&mut self, left: Tree, next: &Token<'a>, floor: u8) -> Option<Continued> {
        let junction = if next.is_word("or") || next.is_symbol("||") {
            Some((OR, false))
        } else if next.is_word("and") || next.is_symbol("&&") {
            Some((AND, true))
        } else {
            None
        };
        if let Some((strength, is_and)) = junction {
            if strength < floor {
                return Some(Continued::No(left));
            }
            self.skip();
            let right = self.expression(strength + 1)?;
            return Some(Continued::Yes(Tree::Junction {
                is_and,
                operands: vec![left, right],
            }));
        }
        if next.is_word("xor") {
            if XOR < floor {
                return Some(Continued::No(left));
            }
            self.skip();
            let right = self.expression(XOR + 1)?;
            return Some(Continued::Yes(Tree::infix("XOR", left, right)));
        }
        let known = BINARY.iter().find(|(spelling, ..)| {
            next.is_symbol(spelling) || (next.kind == Kind::Word && next.is_word(spelling))
        });
        if let Some((_, strength, operator)) = known {
            if *strength < floor {
                return Some(Continued::No(left));
            }
            self.skip();
            let right = self.expression(strength + 1)?;
            return Some(Continued::Yes(Tree::infix(operator, left, right)));
        }
        if COMPARISON < floor || !is_predicate(next) {
            return Some(Continued::No(left));
        }
        self.predicate(left).map(Continued::Yes)
    }

    /// `IS`, `IN`, `BETWEEN`, `LIKE`, `REGEXP` behind an operand.
    fn predicate(&mut self, left: Tree) -> Option<Tree> {
        if self.take_word("is").is_some() {
            let is_negated = self.take_word("not").is_some();
            let word = self.skip()?.text.to_ascii_uppercase();
            let test = match word.as_str() {
                "UNKNOWN" | "NULL" => "NULL",
                "TRUE" => "TRUE",
                "FALSE" => "FALSE",
                _ => return None,
            };
            return Some(Tree::Is {
                operand: Box::new(left),
                test: if is_negated {
                    format!("NOT {test}")
                } else {
                    test.to_owned()
                },
            });
        }
        let is_negated = self.take_word("not").is_some();
        let verb = self.skip()?.text.to_ascii_lowercase();
        match verb.as_str() {
            "in" => Some(Tree::In {
                operand: Box::new(left),
                list: self.list()?,
                is_negated,
            }),
            "between" => {
                let low = self.expression(COMPARISON + 1)?;
                self.take_word("and")?;
                let high = self.expression(COMPARISON + 1)?;
                Tree::between(left, low, high, is_negated)
            }
            "like" => {
                let pattern = self.expression(COMPARISON + 1)?;
                if self.peek().is_some_and(|token| token.is_word("escape")) {
                    return None;
                }
                let operator = if is_negated { "NOT LIKE" } else { "LIKE" };
                Some(Tree::infix(operator, left, pattern))
            }
            "regexp" | "rlike" => {
                let pattern = self.expression(COMPARISON + 1)?;
                let call = Tree::call("regexp_like", vec![left, pattern]);
                Some(if is_negated {
                    Tree::Not(Box::new(call))
                } else {
                    call
                })
            }
            _ => None,
        }
    }

    /// Expressions in parentheses, at least one.
    pub(super) fn list(&mut self) -> Option<Vec<Tree>> {
        self.take_symbol("(")?;
        let mut list = Vec::new();
        loop {
            list.push(self.expression(0)?);
            if self.take_symbol(",").is_none() {
                self.take_symbol(")")?;
                return Some(list);
            }
        }
    }

    /// A literal, if one comes next. The character set in front of a string is the session's that
    /// wrote it; only `_binary` makes another value.
    pub(super) fn literal(&mut self) -> Option<Tree> {
        let token = self.peek()?;
        let next_is_text = self.second().is_some_and(|next| next.kind == Kind::Text);
        if token.kind == Kind::Word
            && next_is_text
            && (token.text.starts_with('_') || token.is_word("n"))
        {
            if token.is_word("_binary") {
                return None;
            }
            self.skip();
            return self.literal();
        }
        let tree = match token.kind {
            Kind::Number if token.text.starts_with("0x") || token.text.starts_with("0b") => {
                Tree::Opaque(token.text.to_ascii_lowercase())
            }
            Kind::Number => Tree::Number(number(token.text)?),
            Kind::Text => Tree::Text(decode_text(self.engine, token.text)?),
            Kind::Bits | Kind::Hexadecimal => Tree::Opaque(token.text.to_ascii_lowercase()),
            Kind::Word if token.is_word("null") => Tree::Null,
            // The words for one and nought.
            Kind::Word if token.is_word("true") => Tree::Number("1".to_owned()),
            Kind::Word if token.is_word("false") => Tree::Number("0".to_owned()),
            Kind::Word if token.is_one_of(&["date", "time", "timestamp"]) && next_is_text => {
                let word = token.text.to_ascii_uppercase();
                self.skip();
                let text = decode_text(self.engine, self.skip()?.text)?;
                return Some(Tree::Opaque(format!("{word} '{text}'")));
            }
            Kind::Word | Kind::QuotedName | Kind::Symbol => return None,
        };
        self.skip();
        Some(tree)
    }

    /// The target of a cast: words and lengths, without the character set of the session.
    pub(super) fn cast_target(&mut self) -> Option<DataType> {
        let mut words: Vec<String> = Vec::new();
        while let Some(token) = self.peek() {
            if token.is_symbol(")") {
                break;
            }
            if token.is_word("charset") || token.is_word("character") {
                self.skip();
                if token.is_word("character") {
                    self.take_word("set")?;
                }
                if self.skip()?.is_word("binary") {
                    words = vec!["binary".to_owned()];
                }
                continue;
            }
            if token.is_symbol("(") {
                let last = words.last_mut()?;
                self.skip();
                while self.peek().is_some_and(|token| !token.is_symbol(")")) {
                    last.push_str(if last.contains('(') { "" } else { "(" });
                    last.push_str(self.skip()?.text);
                }
                self.take_symbol(")")?;
                last.push(')');
                continue;
            }
            words.push(token.text.to_ascii_lowercase());
            self.skip();
        }
        let name = match words.join(" ").as_str() {
            "" => return None,
            "signed integer" => "signed".to_owned(),
            "unsigned integer" => "unsigned".to_owned(),
            name => name.to_owned(),
        };
        Some(DataType::named(name))
    }
}

enum Continued {
    Yes(Tree),
    No(Tree),
}

fn is_predicate(token: &Token<'_>) -> bool {
    token.is_one_of(&["is", "in", "between", "like", "regexp", "rlike", "not"])
}

/// A number as written: how many digits stand behind its point decides how results are rounded.
fn number(text: &str) -> Option<String> {
    plain_digits(text)?;
    Some(text.to_ascii_lowercase())
}
