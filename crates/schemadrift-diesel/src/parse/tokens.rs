//! Owns a cursor over the tokens of a macro.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use schemadrift_rust_syntax::unraw;

/// Tokens that are read from the front.
pub(super) struct Tokens {
    tokens: std::iter::Peekable<proc_macro2::token_stream::IntoIter>,
    last: Span,
}

impl Tokens {
    /// `start` is what stands before them.
    pub(super) fn new(tokens: TokenStream, start: Span) -> Self {
        Self {
            tokens: tokens.into_iter().peekable(),
            last: start,
        }
    }

    pub(super) fn next(&mut self) -> Option<TokenTree> {
        let token = self.tokens.next()?;
        self.last = token.span();
        Some(token)
    }

    /// The span of what was taken last, or of what stands before if nothing was.
    pub(super) fn last(&self) -> Span {
        self.last
    }

    pub(super) fn is_done(&mut self) -> bool {
        self.tokens.peek().is_none()
    }

    pub(super) fn is_at(&mut self, character: char) -> bool {
        matches!(self.tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == character)
    }

    pub(super) fn is_at_word(&mut self, word: &str) -> bool {
        matches!(self.tokens.peek(), Some(TokenTree::Ident(ident)) if ident == word)
    }

    /// Takes a character of punctuation, if it comes next.
    pub(super) fn take(&mut self, character: char) -> bool {
        let is_next = self.is_at(character);
        if is_next {
            self.next();
        }
        is_next
    }

    /// Takes `->`, if it comes next.
    pub(super) fn take_arrow(&mut self) -> bool {
        self.take('-') && self.take('>')
    }

    pub(super) fn identifier(&mut self) -> Option<Ident> {
        match self.tokens.peek() {
            Some(TokenTree::Ident(_)) => match self.next() {
                Some(TokenTree::Ident(identifier)) => Some(identifier),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn group(&mut self, delimiter: Delimiter) -> Option<Group> {
        match self.tokens.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => match self.next() {
                Some(TokenTree::Group(group)) => Some(group),
                _ => None,
            },
            _ => None,
        }
    }

    /// A path such as `crate::sql_types::Mood`, without generic arguments.
    pub(super) fn path(&mut self) -> Vec<String> {
        let mut segments = Vec::new();
        loop {
            while self.take(':') {}
            match self.identifier() {
                Some(segment) => segments.push(unraw(&segment)),
                None => return segments,
            }
            if !self.is_at(':') {
                return segments;
            }
        }
    }

    /// Skips to behind the next character of this kind.
    pub(super) fn skip_past(&mut self, character: char) {
        while !self.is_done() && !self.take(character) {
            self.next();
        }
    }
}
