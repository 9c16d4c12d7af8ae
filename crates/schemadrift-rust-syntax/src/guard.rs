//! Owns the guard in front of the parser: how deep a tree the tokens of a file can become. The
//! parser recurses, and so does whoever drops its tree; deep recursion aborts the process. The
//! guard itself does not recurse.

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Punct, Spacing, Span, TokenStream, TokenTree};
use schemadrift_core::limits::MAX_NESTING;

/// How many things may be open at once that nest without a bracket: prefix operators, branches of
/// an `if`, right sides of assignments, angle brackets.
const MOST_RECURSING: usize = 400;

/// How many links a chain of calls, fields and operators may have: the parser takes it in a loop,
/// but its tree is as deep as the chain is long.
const LONGEST_CHAIN: usize = 20_000;

/// Words after which another expression, pattern or type begins.
const OPENING_WORDS: [&str; 24] = [
    "async", "become", "box", "break", "const", "dyn", "else", "fn", "for", "if", "impl", "in",
    "let", "loop", "match", "move", "mut", "raw", "ref", "return", "static", "unsafe", "while",
    "yield",
];

/// Where the tokens nest deeper than the parser can bear.
pub(crate) fn too_deep(tokens: &TokenStream) -> Option<Span> {
    let mut open = vec![Level::of(tokens.clone())];
    // What the levels that are open count together.
    let mut total = Weight::default();
    while let Some(level) = open.last_mut() {
        let Some(token) = level.tokens.next() else {
            total.take_off(level.weight);
            open.pop();
            continue;
        };
        let before = level.weight;
        level.take(&token);
        total.take_off(before);
        total.add(level.weight);
        if total.recursing > MOST_RECURSING || total.chained > LONGEST_CHAIN {
            return Some(token.span());
        }
        if let TokenTree::Group(group) = token {
            if open.len() > MAX_NESTING {
                return Some(group.span_open());
            }
            open.push(Level::of(group.stream()));
        }
    }
    None
}

/// What is open at one place.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    recursing: usize,
    chained: usize,
}

impl Weight {
    fn add(&mut self, other: Self) {
        self.recursing += other.recursing;
        self.chained += other.chained;
    }

    fn take_off(&mut self, other: Self) {
        self.recursing = self.recursing.saturating_sub(other.recursing);
        self.chained = self.chained.saturating_sub(other.chained);
    }
}

/// The inside of one bracket, or the file.
struct Level {
    tokens: IntoIter,
    weight: Weight,
    /// Angle brackets that are open, if they are brackets and not comparisons.
    angles: usize,
    previous: Previous,
}

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Previous {
    /// Nothing, or a word or an operator that wants something behind it.
    Opening,
    /// `else`.
    Else,
    /// The first character of an operator between two values, and the next one touches it.
    Infix(char),
    /// The first character of an operator before a value, and the next one touches it.
    Prefix(char),
    /// The `#` of an attribute.
    Hash,
    /// The `#!` of an attribute of what is around it, as every line of `//!` is one.
    InnerAttribute,
    /// The end of a value, a name, or a type.
    Operand,
    /// A block, which may end a statement or an item.
    Block,
}

impl Level {
    fn of(tokens: TokenStream) -> Self {
        Self {
            tokens: tokens.into_iter(),
            weight: Weight::default(),
            angles: 0,
            previous: Previous::Opening,
        }
    }

    fn take(&mut self, token: &TokenTree) {
        match token {
            TokenTree::Ident(word) => {
                let word = word.to_string();
                let continues = word == "else" || word == "as";
                if self.previous == Previous::Block && !continues {
                    self.begin_anew();
                }
                self.previous = if OPENING_WORDS.contains(&word.as_str()) {
                    // An `if` behind its `else` is counted with it.
                    let is_counted = word == "if" && self.previous == Previous::Else;
                    self.weight.recursing += usize::from(!is_counted);
                    if word == "else" {
                        self.end_angles();
                        Previous::Else
                    } else {
                        Previous::Opening
                    }
                } else if word == "as" {
                    self.weight.chained += 1;
                    Previous::Opening
                } else {
                    Previous::Operand
                };
            }
            TokenTree::Literal(_) => self.previous = Previous::Operand,
            // It stands before everything else, and the parser takes them in a loop.
            TokenTree::Group(group)
                if self.previous == Previous::InnerAttribute
                    && group.delimiter() == Delimiter::Bracket =>
            {
                self.begin_anew();
                self.previous = Previous::Opening;
            }
            TokenTree::Group(group) => {
                self.weight.chained += 1;
                let is_block = group.delimiter() == Delimiter::Brace;
                if self.previous == Previous::Block && is_block {
                    self.begin_anew();
                }
                self.previous = if is_block {
                    Previous::Block
                } else {
                    Previous::Operand
                };
            }
            TokenTree::Punct(punct) => self.take_punct(punct),
        }
    }

    fn take_punct(&mut self, punct: &Punct) {
        let character = punct.as_char();
        match character {
            ';' => {
                self.begin_anew();
                self.previous = Previous::Opening;
                return;
            }
            ',' => {
                self.weight = Weight {
                    recursing: self.angles,
                    chained: 0,
                };
                self.previous = Previous::Opening;
                return;
            }
            // An attribute, or a label.
            '#' | '\'' if self.previous == Previous::Block => self.begin_anew(),
            '?' => {
                self.weight.chained += 1;
                return;
            }
            '!' if self.previous == Previous::Hash => {
                self.previous = Previous::InnerAttribute;
                return;
            }
            _ => {}
        }
        let is_second = matches!(
            (self.previous, character),
            (Previous::Infix('|'), '|')
                | (Previous::Infix('&'), '&')
                | (Previous::Infix('='), '=' | '>')
                | (Previous::Infix('!' | '<' | '>' | '*'), '=')
        );
        let is_arrow_head = matches!(
            self.previous,
            Previous::Infix('-' | '=') | Previous::Prefix('-' | '=')
        ) && character == '>';
        let is_infix = matches!(self.previous, Previous::Operand | Previous::Block);
        if is_arrow_head || is_second {
            self.previous = Previous::Opening;
            return;
        }
        match character {
            '<' => {
                self.angles += 1;
                self.weight.recursing += 1;
            }
            '>' => {
                let closes = self.angles.min(1);
                self.angles -= closes;
                self.weight.recursing -= closes.min(self.weight.recursing);
                // What an angle bracket closes is a type.
                if closes == 1 {
                    self.previous = Previous::Operand;
                    return;
                }
            }
            '=' | '@' | '-' => self.weight.recursing += 1,
            _ if is_infix => self.weight.chained += 1,
            _ => self.weight.recursing += 1,
        }
        self.previous = match (punct.spacing(), is_infix) {
            _ if character == '#' => Previous::Hash,
            (Spacing::Alone, _) => Previous::Opening,
            (Spacing::Joint, true) => Previous::Infix(character),
            (Spacing::Joint, false) => Previous::Prefix(character),
        };
    }

    /// What looked like open angle brackets before `else` were comparisons.
    fn end_angles(&mut self) {
        self.weight.recursing = self.weight.recursing.saturating_sub(self.angles);
        self.angles = 0;
    }

    fn begin_anew(&mut self) {
        self.weight = Weight::default();
        self.angles = 0;
    }
}
