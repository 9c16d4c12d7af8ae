//! Owns the walk over a statement's tokens.

use std::ops::Range;

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::{Name, QualifiedName};

use crate::tokens::{Kind, Token, closing, unquote};

/// A place in a run of tokens of one text.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'a> {
    engine: Engine,
    text: &'a str,
    tokens: &'a [Token<'a>],
}

/// Something that was read, with the bytes that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written<T> {
    pub(crate) value: T,
    pub(crate) range: Range<usize>,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(engine: Engine, text: &'a str, tokens: &'a [Token<'a>]) -> Self {
        Self {
            engine,
            text,
            tokens,
        }
    }

    /// The same place with other tokens in front.
    fn with(&self, tokens: &'a [Token<'a>]) -> Self {
        Self { tokens, ..*self }
    }

    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.tokens.is_empty()
    }

    pub(crate) fn first(&self) -> Option<&'a Token<'a>> {
        self.tokens.first()
    }

    /// Whether these keywords come next.
    pub(crate) fn sees(&self, words: &[&str]) -> bool {
        self.tokens.len() >= words.len()
            && words
                .iter()
                .zip(self.tokens)
                .all(|(word, token)| token.is_word(word))
    }

    /// Steps over these keywords, if they come next.
    pub(crate) fn take(&mut self, words: &[&str]) -> bool {
        let is_next = self.sees(words);
        if is_next {
            self.tokens = &self.tokens[words.len()..];
        }
        is_next
    }

    /// Steps over one symbol, if it comes next.
    pub(crate) fn take_symbol(&mut self, symbol: &str) -> bool {
        let is_next = self.first().is_some_and(|token| token.is_symbol(symbol));
        if is_next {
            self.skip();
        }
        is_next
    }

    /// Steps over one token.
    pub(crate) fn skip(&mut self) -> Option<&'a Token<'a>> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    /// Whether every parenthesis has its counterpart. Where one has not, looking for it again and
    /// again would take forever.
    pub(crate) fn is_balanced(&self) -> bool {
        let mut depth = 0_usize;
        for token in self.tokens {
            if token.is_symbol("(") {
                depth += 1;
            } else if token.is_symbol(")") {
                let Some(outer) = depth.checked_sub(1) else {
                    return false;
                };
                depth = outer;
            }
        }
        depth == 0
    }

    /// Steps up to the first of these keywords and symbols outside of parentheses, or to the end;
    /// gives what stands in front of it.
    pub(crate) fn until(&mut self, words: &[&str]) -> Cursor<'a> {
        let mut depth = 0_usize;
        let found = self.tokens.iter().position(|token| {
            if token.is_symbol("(") {
                depth += 1;
            } else if token.is_symbol(")") {
                depth = depth.saturating_sub(1);
            }
            depth == 0
                && words
                    .iter()
                    .any(|word| token.is_word(word) || token.is_symbol(word))
        });
        let (front, rest) = self.tokens.split_at(found.unwrap_or(self.tokens.len()));
        self.tokens = rest;
        self.with(front)
    }

    /// Steps behind the last of these keywords outside of parentheses, if there is one.
    pub(crate) fn skip_to_last(&mut self, words: &[&str]) -> bool {
        let mut found = false;
        let mut ahead = self.clone();
        loop {
            ahead.until(words);
            if ahead.skip().is_none() {
                return found;
            }
            found = true;
            *self = ahead.clone();
        }
    }

    /// The name that comes next, in quotes of any kind or without.
    pub(crate) fn name(&mut self) -> Option<Name> {
        Some(self.written_name()?.value)
    }

    /// The name that comes next, with its place.
    pub(crate) fn written_name(&mut self) -> Option<Written<Name>> {
        let token = self.first()?;
        let value = identifier(self.engine, token)?;
        self.skip();
        Some(Written {
            value,
            range: token.start..token.end(),
        })
    }

    /// The path that comes next: a name with the schema in front, if one is written. Its place is
    /// that of the name alone.
    pub(crate) fn path(&mut self) -> Option<Written<QualifiedName>> {
        let mut name = self.written_name()?;
        let mut schema = None;
        while self.take_symbol(".") {
            schema = Some(name.value);
            name = self.written_name()?;
        }
        Some(Written {
            value: QualifiedName {
                schema,
                name: name.value,
            },
            range: name.range,
        })
    }

    /// The last name of a path that comes next: a schema in front says nothing here.
    pub(crate) fn object_name(&mut self) -> Option<Name> {
        Some(self.path()?.value.name)
    }

    /// What stands in the parentheses that come next.
    pub(crate) fn parenthesised(&mut self) -> Option<Cursor<'a>> {
        if !self.first()?.is_symbol("(") {
            return None;
        }
        let close = closing(self.tokens, 0)?;
        let inner = self.with(&self.tokens[1..close]);
        self.tokens = &self.tokens[close + 1..];
        Some(inner)
    }

    /// The parts between commas outside of parentheses.
    pub(crate) fn parts(&self) -> Vec<Cursor<'a>> {
        let mut parts = Vec::new();
        let (mut start, mut depth) = (0, 0_usize);
        for (index, token) in self.tokens.iter().enumerate() {
            if token.is_symbol("(") {
                depth += 1;
            } else if token.is_symbol(")") {
                depth = depth.saturating_sub(1);
            } else if depth == 0 && token.is_symbol(",") {
                parts.push(self.with(&self.tokens[start..index]));
                start = index + 1;
            }
        }
        parts.push(self.with(&self.tokens[start..]));
        parts
    }

    /// The bytes of what is left.
    pub(crate) fn range(&self) -> Range<usize> {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => first.start..last.end(),
            _ => self.text.len()..self.text.len(),
        }
    }

    /// The tokens that are left.
    pub(crate) fn tokens(&self) -> &'a [Token<'a>] {
        self.tokens
    }

    /// The text of what is left, as written.
    pub(crate) fn rest(&self) -> &'a str {
        self.text.get(self.range()).unwrap_or_default()
    }

    /// What stands in front of `later`, which is further on in the same run.
    pub(crate) fn before(&self, later: &Cursor<'a>) -> Cursor<'a> {
        let count = self.tokens.len().saturating_sub(later.tokens.len());
        self.with(&self.tokens[..count])
    }

    /// Takes these keywords off the end, if they stand there.
    pub(crate) fn take_back(&mut self, words: &[&str]) -> bool {
        let Some(start) = self.tokens.len().checked_sub(words.len()) else {
            return false;
        };
        let is_last = words
            .iter()
            .zip(&self.tokens[start..])
            .all(|(word, token)| token.is_word(word));
        if is_last {
            self.tokens = &self.tokens[..start];
        }
        is_last
    }

    /// Takes `COLLATE name` off the end, if it stands there outside of parentheses.
    pub(crate) fn take_collation_back(&mut self) -> Option<Name> {
        let [rest @ .., collate, name] = self.tokens else {
            return None;
        };
        if !collate.is_word("collate") {
            return None;
        }
        let name = identifier(self.engine, name)?;
        self.tokens = rest;
        Some(name)
    }

    /// The only name that is left, if nothing else is.
    pub(crate) fn only_name(&self) -> Option<Name> {
        match self.tokens {
            [token] => identifier(self.engine, token),
            _ => None,
        }
    }
}

/// The name a token spells. SQLite takes strings for names where only a name can stand.
fn identifier(engine: Engine, token: &Token<'_>) -> Option<Name> {
    match token.kind {
        Kind::Text if engine == Engine::Sqlite => Some(Name::new(unquote(token.text))),
        Kind::Word | Kind::QuotedName => token.name(engine).map(Name::new),
        Kind::Text | Kind::Bits | Kind::Hexadecimal | Kind::Number | Kind::Symbol => None,
    }
}
