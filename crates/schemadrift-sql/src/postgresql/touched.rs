//! Owns what is said of a statement that was not understood: the names that it may touch.

use std::collections::BTreeSet;

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::Name;
use squawk_syntax::quote::is_reserved_word;

use super::reader::{Reader, token_name};
use crate::change::Change;
use crate::tokens::{Kind, Token, decode_text, tokenize};

/// How deep to look for names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// Literals are values.
    Surface,
    /// Literals may hold names, as they do in dynamic SQL.
    InLiterals,
}

/// Words of statements and of PL/pgSQL that hardly ever name anything.
const CONTROL: &[&str] = &[
    "add",
    "alter",
    "begin",
    "cascade",
    "constant",
    "declare",
    "delete",
    "drop",
    "duplicate_column",
    "duplicate_object",
    "duplicate_table",
    "elseif",
    "elsif",
    "exception",
    "execute",
    "exists",
    "format",
    "if",
    "insert",
    "instead",
    "loop",
    "notice",
    "of",
    "others",
    "perform",
    "raise",
    "record",
    "rename",
    "replace",
    "return",
    "set",
    "undefined_object",
    "undefined_table",
    "update",
    "values",
    "while",
];

impl Reader<'_> {
    /// A statement that was not understood.
    pub(super) fn unclear(&self, reason: String, depth: Depth) -> Change {
        let tokens = tokenize(Engine::PostgreSql, self.text);
        self.unclear_part(reason, &tokens, depth)
    }

    /// A part of a statement that was not understood.
    pub(super) fn unclear_part(
        &self,
        reason: String,
        tokens: &[Token<'_>],
        depth: Depth,
    ) -> Change {
        let start = tokens.first().map_or(0, |token| token.start);
        let end = tokens.last().map_or(self.text.len(), Token::end);
        Change::Unclear {
            reason,
            touches: names(tokens, depth),
            origin: self.place.enclosing(start..end),
        }
    }

    /// A statement that writes to a catalog by hand: only names that it looks up tell where.
    pub(super) fn catalog_write(&self, catalog: &Name, tokens: &[Token<'_>]) -> Change {
        const LOOKED_UP: &[&str] = &[
            "conname", "nspname", "proname", "regclass", "regtype", "relname", "typname",
        ];
        let reason = format!("it writes to `{catalog}`");
        if tokens.iter().any(|token| token.is_one_of(LOOKED_UP)) {
            self.unclear_part(reason, tokens, Depth::InLiterals)
        } else {
            self.anything(&reason)
        }
    }

    /// A statement that may touch anything.
    pub(super) fn anything(&self, reason: &str) -> Change {
        Change::Unclear {
            reason: reason.to_owned(),
            touches: Vec::new(),
            origin: self.statement(),
        }
    }
}

/// The names among tokens, each once, in order. Words that are keywords in some places only are
/// taken for names: to suspect too much is the safe side.
pub(super) fn names(tokens: &[Token<'_>], depth: Depth) -> Vec<Name> {
    let mut found = Found::default();
    found.collect(tokens, depth, 0);
    found.names
}

#[derive(Default)]
struct Found {
    names: Vec<Name>,
    seen: BTreeSet<Name>,
}

/// How deep literals may stand in literals.
const DEEPEST: usize = 4;

impl Found {
    fn collect(&mut self, tokens: &[Token<'_>], depth: Depth, level: usize) {
        for token in tokens {
            let is_keyword = token.kind == Kind::Word
                && (is_reserved_word(token.text) || token.is_one_of(CONTROL));
            if is_keyword {
                continue;
            }
            if let Some(name) = token_name(token) {
                self.add(name);
            } else if token.kind == Kind::Text && depth == Depth::InLiterals && level < DEEPEST {
                let Some(text) = decode_text(Engine::PostgreSql, token.text) else {
                    continue;
                };
                // A name in a literal may stand there as the catalog keeps it.
                if !text.is_empty() && !text.contains(char::is_whitespace) {
                    self.add(Name::from(text.as_str()));
                }
                self.collect(&tokenize(Engine::PostgreSql, &text), depth, level + 1);
            }
        }
    }

    fn add(&mut self, name: Name) {
        if self.seen.insert(name.clone()) {
            self.names.push(name);
        }
    }
}
