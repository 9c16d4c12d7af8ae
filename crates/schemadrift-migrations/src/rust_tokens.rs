//! Owns Rust text cut into words, string literals and symbols, as far as SeaORM's migrations need
//! it. Comments and white space are dropped; nothing is ever refused.

use std::ops::Range;

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind<'a>,
    pub(crate) range: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind<'a> {
    /// An identifier, a keyword or a number.
    Word(&'a str),
    /// A string literal with its value.
    Text(String),
    /// A character, a lifetime, or one piece of punctuation.
    Symbol(char),
}

impl Token<'_> {
    pub(crate) fn is_word(&self, word: &str) -> bool {
        matches!(self.kind, Kind::Word(own) if own == word)
    }

    pub(crate) fn is_symbol(&self, symbol: char) -> bool {
        self.kind == Kind::Symbol(symbol)
    }
}

/// The tokens of a text.
pub(crate) fn tokenize(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (kind, length) = next(rest);
        let length = length.max(1);
        if let Some(kind) = kind {
            tokens.push(Token {
                kind,
                range: at..at + length,
            });
        }
        at += length;
    }
    tokens
}

fn next(rest: &str) -> (Option<Kind<'_>>, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    if rest.starts_with("//") {
        return (None, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (None, comment_length(rest));
    }
    if let Some((value, length)) = string(rest) {
        return (Some(Kind::Text(value)), length);
    }
    if first == '\'' {
        return (Some(Kind::Symbol('\'')), character_length(rest));
    }
    if is_word_character(first) {
        let length = rest
            .find(|character| !is_word_character(character))
            .unwrap_or(rest.len());
        return (rest.get(..length).map(Kind::Word), length);
    }
    let kind = (!first.is_whitespace()).then_some(Kind::Symbol(first));
    (kind, first.len_utf8())
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn comment_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(pair) = bytes.get(at..at + 2) {
        match pair {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// The length of a character literal, or one for the quote of a lifetime.
fn character_length(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => rest
            .get(3..)
            .and_then(|tail| tail.find('\''))
            .map_or(1, |end| end + 4),
        Some(_) => match characters.next() {
            Some((end, '\'')) => end + 1,
            Some(_) | None => 1,
        },
        None => 1,
    }
}

/// The value and length of a string literal of any kind.
fn string(rest: &str) -> Option<(String, usize)> {
    let prefix = rest.len() - rest.trim_start_matches(['b', 'c']).len();
    let after = rest.get(prefix.min(1)..)?;
    let prefix = prefix.min(1);
    if let Some(raw) = after.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let body = raw.get(hashes..)?.strip_prefix('"')?;
        let closing = format!("\"{}", "#".repeat(hashes));
        let end = body.find(&closing).unwrap_or(body.len());
        let length = prefix + 1 + hashes + 1 + (end + closing.len()).min(body.len());
        return Some((body.get(..end)?.to_owned(), length));
    }
    let body = after.strip_prefix('"')?;
    let (value, length) = escaped(body);
    Some((value, prefix + 1 + length))
}

/// The value of an ordinary literal's body, and its length with the closing quote.
fn escaped(body: &str) -> (String, usize) {
    let mut value = String::new();
    let mut characters = body.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (value, at + 1),
            '\\' => match characters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, 't')) => value.push('\t'),
                Some((_, 'r')) => value.push('\r'),
                Some((_, '0')) => value.push('\0'),
                // A line that goes on: what is indented does not count.
                Some((_, '\n' | '\r')) => {
                    while characters
                        .next_if(|(_, next)| next.is_whitespace())
                        .is_some()
                    {}
                }
                Some((_, other)) => value.push(other),
                None => {}
            },
            other => value.push(other),
        }
    }
    (value, body.len())
}

/// The index of the bracket that closes the one at `open`.
pub(crate) fn closing(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Symbol('(' | '[' | '{') => depth += 1,
            Kind::Symbol(')' | ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(index);
                }
            }
            Kind::Symbol(_) | Kind::Word(_) | Kind::Text(_) => {}
        }
    }
    None
}

/// The tokens between the braces of a function.
pub(crate) fn body<'t, 'a>(tokens: &'t [Token<'a>], function: &str) -> Option<&'t [Token<'a>]> {
    let name = tokens.windows(2).position(
        |pair| matches!(pair, [one, two] if one.is_word("fn") && two.is_word(function)),
    )?;
    let parameters = closing(tokens, name + 2)?;
    let open = tokens
        .iter()
        .skip(parameters)
        .position(|token| token.is_symbol('{') || token.is_symbol(';'))?
        + parameters;
    if tokens.get(open)?.is_symbol(';') {
        return None;
    }
    tokens.get(open + 1..closing(tokens, open)?)
}

#[cfg(test)]
mod tests {
    use super::{Kind, body, tokenize};

    fn texts(text: &str) -> Vec<String> {
        tokenize(text)
            .into_iter()
            .filter_map(|token| match token.kind {
                Kind::Text(value) => Some(value),
                Kind::Word(_) | Kind::Symbol(_) => None,
            })
            .collect()
    }

    #[test]
    fn literals_are_decoded() {
        assert_eq!(texts(r#"f("a\"b\n", b"c")"#), ["a\"b\n", "c"]);
        assert_eq!(texts("r#\"a \"b\" \\n\"# r\"c\""), ["a \"b\" \\n", "c"]);
        assert_eq!(texts("\"a \\\n     b\""), ["a b"]);
        assert_eq!(texts("// \"a\"\n/* \"b\" /* */ \"c\" */ \"d\""), ["d"]);
        assert_eq!(texts("'\"' '\\'' 'a \"x\" crate::r"), ["x"]);
    }

    #[test]
    fn a_function_has_a_body() {
        let tokens = tokenize("fn up(&self); fn down(&self) -> X { a { b } } fn z() {}");
        assert_eq!(body(&tokens, "down").unwrap().len(), 4);
        assert_eq!(body(&tokens, "up"), None);
        assert_eq!(body(&tokens, "other"), None);
    }

    #[test]
    fn what_never_ends_ends_with_the_text() {
        for text in [
            "\"a", "r#\"a\"", "/* a", "'", "'\\", "b", "r", "br#", "\"a\\",
        ] {
            tokenize(text);
        }
    }
}
