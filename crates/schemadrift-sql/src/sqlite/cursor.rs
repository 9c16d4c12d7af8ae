//! Owns the walk over a statement's tokens.

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::Name;

use crate::tokens::{Kind, Token, closing, tokenize, unquote};

/// A place in a run of tokens of one text.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    tokens: &'a [Token<'a>],
}

/// The tokens of a statement of SQLite's.
pub(super) fn statement_tokens(text: &str) -> Vec<Token<'_>> {
    tokenize(Engine::Sqlite, text)
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token<'a>]) -> Self {
        Self { text, tokens }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.tokens.is_empty()
    }

    pub(super) fn first(&self) -> Option<&'a Token<'a>> {
        self.tokens.first()
    }

    /// Whether these keywords come next.
    pub(super) fn sees(&self, words: &[&str]) -> bool {
        self.tokens.len() >= words.len()
            && words
                .iter()
                .zip(self.tokens)
                .all(|(word, token)| token.is_word(word))
    }

    /// Steps over these keywords, if they come next.
    pub(super) fn take(&mut self, words: &[&str]) -> bool {
        let is_next = self.sees(words);
        if is_next {
            self.tokens = &self.tokens[words.len()..];
        }
        is_next
    }

    /// Steps over one symbol, if it comes next.
    pub(super) fn take_symbol(&mut self, symbol: &str) -> bool {
        let is_next = self.first().is_some_and(|token| token.is_symbol(symbol));
        if is_next {
            self.skip();
        }
        is_next
    }

    /// Steps over one token.
    pub(super) fn skip(&mut self) -> Option<&'a Token<'a>> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    /// The name that comes next, in quotes of any kind or without.
    pub(super) fn name(&mut self) -> Option<Name> {
        let name = identifier(self.first()?)?;
        self.skip();
        Some(name)
    }

    /// The last name of a path that comes next: a schema in front says nothing here.
    pub(super) fn object_name(&mut self) -> Option<Name> {
        let mut name = self.name()?;
        while self.take_symbol(".") {
            name = self.name()?;
        }
        Some(name)
    }

    /// What stands in the parentheses that come next.
    pub(super) fn parenthesised(&mut self) -> Option<Cursor<'a>> {
        if !self.first()?.is_symbol("(") {
            return None;
        }
        let close = closing(self.tokens, 0)?;
        let inner = Cursor::new(self.text, &self.tokens[1..close]);
        self.tokens = &self.tokens[close + 1..];
        Some(inner)
    }

    /// The parts between commas outside of parentheses.
    pub(super) fn parts(&self) -> Vec<Cursor<'a>> {
        let mut parts = Vec::new();
        let (mut start, mut depth) = (0, 0_usize);
        for (index, token) in self.tokens.iter().enumerate() {
            if token.is_symbol("(") {
                depth += 1;
            } else if token.is_symbol(")") {
                depth = depth.saturating_sub(1);
            } else if depth == 0 && token.is_symbol(",") {
                parts.push(Cursor::new(self.text, &self.tokens[start..index]));
                start = index + 1;
            }
        }
        parts.push(Cursor::new(self.text, &self.tokens[start..]));
        parts
    }

    /// The text of what is left, as written.
    pub(super) fn rest(&self) -> &'a str {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => &self.text[first.start..last.end()],
            _ => "",
        }
    }

    /// The text in front of `later`, which is further on in the same run.
    pub(super) fn text_before(&self, later: &Cursor<'a>) -> &'a str {
        let count = self.tokens.len().saturating_sub(later.tokens.len());
        Cursor::new(self.text, &self.tokens[..count]).rest()
    }

    /// Takes these keywords off the end, if they stand there.
    pub(super) fn take_back(&mut self, words: &[&str]) -> bool {
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
    pub(super) fn take_collation_back(&mut self) -> Option<Name> {
        let [rest @ .., collate, name] = self.tokens else {
            return None;
        };
        if !collate.is_word("collate") {
            return None;
        }
        let name = identifier(name)?;
        self.tokens = rest;
        Some(name)
    }

    /// The only name that is left, if nothing else is.
    pub(super) fn only_name(&self) -> Option<Name> {
        match self.tokens {
            [token] => identifier(token),
            _ => None,
        }
    }
}

/// The name a token spells. SQLite takes strings for names where only a name can stand.
fn identifier(token: &Token<'_>) -> Option<Name> {
    match token.kind {
        Kind::Word => Some(Name::from(token.text)),
        Kind::QuotedName | Kind::Text => Some(Name::new(unquote(token.text))),
        Kind::Bits | Kind::Hexadecimal | Kind::Number | Kind::Symbol => None,
    }
}
