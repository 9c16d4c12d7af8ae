//! Owns the tokens of expressions.

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// An identifier or a keyword, without the prefix of raw ones.
    Word(String),
    /// A number's digits.
    Number(String),
    /// A string's value.
    Text(String),
    /// Anything else.
    Symbol(&'static str),
}

/// Every symbol that has a meaning to the parser; `::` before `:`.
const SYMBOLS: &[&str] = &[
    "::", "(", ")", "[", "]", "{", "}", "<", ">", ",", ".", "&", "*", "-", "!", "?", ":", "=", "|",
    "+", "/", ";", "@", "#", "%", "^",
];

/// Takes a text apart; `None` where a character starts no token.
pub(super) fn tokenize(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = if let Some((value, after)) = string(rest) {
            (Token::Text(value), after)
        } else if first.is_alphabetic() || first == '_' {
            word(rest)
        } else if first.is_ascii_digit() {
            number(rest)
        } else if let Some(after) = comment(rest) {
            rest = after.trim_start();
            continue;
        } else {
            let symbol = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol))?;
            (Token::Symbol(symbol), &rest[symbol.len()..])
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    Some(tokens)
}

fn comment(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("//")?;
    Some(inner.find('\n').map_or("", |end| &inner[end..]))
}

fn word(text: &str) -> (Token, &str) {
    let text = text.strip_prefix("r#").unwrap_or(text);
    let (word, rest) = split_while(text, |character| {
        character.is_alphanumeric() || character == '_'
    });
    (Token::Word(word.to_owned()), rest)
}

fn number(text: &str) -> (Token, &str) {
    let (written, rest) = split_while(text, |character| {
        character.is_ascii_alphanumeric() || character == '_'
    });
    // A point belongs to the number where digits follow.
    let (written, rest) = match rest.strip_prefix('.') {
        Some(after) if after.starts_with(|next: char| next.is_ascii_digit()) => {
            let (_, end) = split_while(after, |character| character.is_ascii_alphanumeric());
            (&text[..text.len() - end.len()], end)
        }
        _ => (written, rest),
    };
    let digits: String = written
        .chars()
        .filter(|character| *character != '_')
        .take_while(|character| character.is_ascii_digit() || *character == '.')
        .collect();
    (Token::Number(digits), rest)
}

fn split_while(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text
        .find(|character: char| !belongs(character))
        .unwrap_or(text.len());
    text.split_at(end)
}

/// A string literal's value and what follows it.
fn string(text: &str) -> Option<(String, &str)> {
    if let Some(raw) = text.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if let Some(inner) = raw[hashes..].strip_prefix('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let end = inner.find(&close)?;
            return Some((inner[..end].to_owned(), &inner[end + close.len()..]));
        }
    }
    let inner = text.strip_prefix('"')?;
    let mut value = String::new();
    let mut characters = inner.char_indices();
    while let Some((offset, character)) = characters.next() {
        match character {
            '"' => return Some((value, &inner[offset + 1..])),
            '\\' => match characters.next()?.1 {
                'n' => value.push('\n'),
                't' => value.push('\t'),
                'r' => value.push('\r'),
                '0' => value.push('\0'),
                escaped @ ('\\' | '"' | '\'') => value.push(escaped),
                _ => return None,
            },
            character => value.push(character),
        }
    }
    None
}
