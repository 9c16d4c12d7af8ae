//! Owns tokens: SQL text cut into words, quoted names, literals and symbols by the lexical rules
//! of one engine. Comments and white space are dropped; nothing is ever refused.

mod comment;
mod decode;
mod scan;

use schemadrift_core::dialect::Engine;

pub(crate) use decode::{decode_text, unquote};
pub(crate) use scan::{Scanner, tokenize};

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its text, quotes and prefixes included.
    pub(crate) text: &'a str,
    /// The offset of its first byte.
    pub(crate) start: usize,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A keyword or an unquoted identifier.
    Word,
    /// An identifier in quotes.
    QuotedName,
    /// A string literal.
    Text,
    /// A bit string literal.
    Bits,
    /// A literal in hexadecimal digits.
    Hexadecimal,
    /// A number without sign.
    Number,
    /// An operator or a piece of punctuation.
    Symbol,
}

impl<'a> Token<'a> {
    /// The offset after its last byte.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this keyword, in any case.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these keywords.
    pub(crate) fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is_word(word))
    }

    /// Whether it is this symbol.
    pub(crate) fn is_symbol(&self, symbol: &str) -> bool {
        self.kind == Kind::Symbol && self.text == symbol
    }

    /// The identifier it spells, unquoted and folded by the engine's rule.
    pub(crate) fn name(&self, engine: Engine) -> Option<String> {
        match self.kind {
            Kind::Word => Some(engine.dialect().fold(self.text).into_owned()),
            Kind::QuotedName => Some(unquote(self.text)),
            Kind::Text | Kind::Bits | Kind::Hexadecimal | Kind::Number | Kind::Symbol => None,
        }
    }
}

/// The index of the bracket that closes the one at `open`.
pub(crate) fn closing(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        if token.is_symbol("(") {
            depth += 1;
        } else if token.is_symbol(")") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(index);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;

    use super::{Kind, Token, decode_text, tokenize};

    fn texts(engine: Engine, text: &str) -> Vec<(Kind, &str)> {
        tokenize(engine, text)
            .iter()
            .map(|token| (token.kind, token.text))
            .collect()
    }

    #[test]
    fn comments_and_space_are_dropped() {
        assert_eq!(
            texts(Engine::PostgreSql, "a -- x\n /* b /* c */ d */ + 1"),
            [(Kind::Word, "a"), (Kind::Symbol, "+"), (Kind::Number, "1")]
        );
        assert_eq!(
            texts(Engine::Sqlite, "a /* b /* c */ d"),
            [(Kind::Word, "a"), (Kind::Word, "d")]
        );
        assert_eq!(texts(Engine::MySql, "a # b\nc").len(), 2);
    }

    #[test]
    fn each_engine_has_its_own_quotes() {
        assert_eq!(
            texts(Engine::Sqlite, "[a b]"),
            [(Kind::QuotedName, "[a b]")]
        );
        assert_eq!(texts(Engine::MySql, "\"a\""), [(Kind::Text, "\"a\"")]);
        assert_eq!(
            texts(Engine::PostgreSql, "$x$it's$x$ $1"),
            [(Kind::Text, "$x$it's$x$"), (Kind::Word, "$1")]
        );
        assert_eq!(
            texts(Engine::PostgreSql, "E'a\\'b' B'10' x'ff' e"),
            [
                (Kind::Text, "E'a\\'b'"),
                (Kind::Bits, "B'10'"),
                (Kind::Hexadecimal, "x'ff'"),
                (Kind::Word, "e"),
            ]
        );
    }

    #[test]
    fn operators_stay_whole() {
        assert_eq!(texts(Engine::PostgreSql, "a::int")[1].1, "::");
        assert_eq!(texts(Engine::PostgreSql, "a->>'b'")[1].1, "->>");
        assert_eq!(texts(Engine::PostgreSql, "a<=-1")[1].1, "<=");
        assert_eq!(texts(Engine::PostgreSql, "a--b").len(), 1);
        assert_eq!(texts(Engine::PostgreSql, "f(-1)")[2].1, "-");
    }

    #[test]
    fn strings_are_decoded() {
        let decode = |engine, text: &'static str| {
            let tokens: Vec<Token<'_>> = tokenize(engine, text);
            decode_text(engine, tokens[0].text)
        };
        assert_eq!(decode(Engine::PostgreSql, "'it''s'").unwrap(), "it's");
        assert_eq!(decode(Engine::PostgreSql, "'a\\n'").unwrap(), "a\\n");
        assert_eq!(
            decode(Engine::PostgreSql, "E'a\\n\\x41\\101'").unwrap(),
            "a\nAA"
        );
        assert_eq!(decode(Engine::PostgreSql, "U&'\\0041'").unwrap(), "A");
        assert_eq!(decode(Engine::MySql, "'a\\'\\n%'").unwrap(), "a'\n%");
        assert_eq!(decode(Engine::Sqlite, "'a\\n'").unwrap(), "a\\n");
    }
}
