//! Owns the tokens of JavaScript and TypeScript, as far as object literals need them.

use std::ops::Range;

/// A token. Comments are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word<'t> {
    /// A word: a name, a keyword, a number.
    Name { text: &'t str, range: Range<usize> },
    /// A string, unescaped; templates with expressions are none.
    Text { text: String, range: Range<usize> },
    /// Any other character.
    Sign(char),
}

/// One `key: value` of an object literal.
pub(super) struct Setting<'w> {
    /// The keys from the outermost object inwards.
    pub(super) keys: Vec<String>,
    /// The value's tokens.
    pub(super) value: &'w [Word<'w>],
}

/// The tokens of a script. Regular expressions are taken for signs.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut offset = 0;
    while let Some(character) = text[offset..].chars().next() {
        let rest = &text[offset..];
        let length = match character {
            _ if character.is_whitespace() => character.len_utf8(),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' | '\'' | '`' => {
                let (length, plain) = string(rest, character);
                if let Some(plain) = plain {
                    words.push(Word::Text {
                        text: plain,
                        range: offset..offset + length,
                    });
                } else {
                    words.push(Word::Sign(character));
                }
                length
            }
            _ if is_name(character) => {
                let length = rest.find(|next| !is_name(next)).unwrap_or(rest.len());
                words.push(Word::Name {
                    text: &rest[..length],
                    range: offset..offset + length,
                });
                length
            }
            sign => {
                words.push(Word::Sign(sign));
                sign.len_utf8()
            }
        };
        offset += length;
    }
    words
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

/// The length of a string literal, and its value unless an expression is part of it.
fn string(text: &str, quote: char) -> (usize, Option<String>) {
    let mut plain = String::new();
    let mut is_plain = true;
    let mut characters = text.char_indices().skip(1);
    while let Some((offset, character)) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some((_, 'n')) => plain.push('\n'),
                Some((_, 't')) => plain.push('\t'),
                Some((_, escaped)) => plain.push(escaped),
                None => break,
            },
            '\n' if quote != '`' => return (offset, None),
            '$' if quote == '`' && text[offset..].starts_with("${") => is_plain = false,
            _ if character == quote => return (offset + 1, is_plain.then_some(plain)),
            other => plain.push(other),
        }
    }
    (text.len(), None)
}

/// The settings of every object literal, with the keys that lead to them. An object that is no
/// value of a key begins a new path.
pub(super) fn settings<'w>(words: &'w [Word<'w>]) -> Vec<Setting<'w>> {
    let mut settings = Vec::new();
    let mut path: Vec<Option<String>> = Vec::new();
    let mut index = 0;
    while index < words.len() {
        match &words[index] {
            Word::Sign('{') => {
                path.push(key_before(words, index));
            }
            Word::Sign('}') => {
                path.pop();
            }
            Word::Sign(':') if !path.is_empty() => {
                let value = value(&words[index + 1..]);
                if let (Some(key), false) = (key_before(words, index + 1), value.is_empty()) {
                    let start = path
                        .iter()
                        .rposition(Option::is_none)
                        .map_or(0, |root| root + 1);
                    let mut keys: Vec<String> = path[start..].iter().flatten().cloned().collect();
                    keys.push(key);
                    settings.push(Setting { keys, value });
                }
            }
            Word::Sign(_) | Word::Name { .. } | Word::Text { .. } => {}
        }
        index += 1;
    }
    settings
}

/// The key of the `key:` that ends before this token.
fn key_before(words: &[Word<'_>], index: usize) -> Option<String> {
    match words.get(index.checked_sub(2)?..index)? {
        [Word::Name { text, .. }, Word::Sign(':')] => Some((*text).to_owned()),
        [Word::Text { text, .. }, Word::Sign(':')] => Some(text.clone()),
        _ => None,
    }
}

/// The tokens up to the comma or bracket that ends a value. Objects are looked into by their own
/// keys, so a value that opens one is empty.
fn value<'w>(words: &'w [Word<'w>]) -> &'w [Word<'w>] {
    if words.first() == Some(&Word::Sign('{')) {
        return &[];
    }
    let mut depth = 0_usize;
    for (index, word) in words.iter().enumerate() {
        match word {
            Word::Sign('(' | '[' | '{') => depth += 1,
            Word::Sign(')' | ']' | '}') if depth == 0 => return &words[..index],
            Word::Sign(')' | ']' | '}') => depth -= 1,
            Word::Sign(',' | ';') if depth == 0 => return &words[..index],
            Word::Sign(_) | Word::Name { .. } | Word::Text { .. } => {}
        }
    }
    words
}
