//! Owns text from outside in Markdown: no character of it is ever markup, a link, a mention or the
//! end of a table's cell.

use crate::layout::clipped;
use crate::printable::printable;

/// Characters of one name or value at most: the page is one comment.
const LONGEST_CODE: usize = 200;

/// Characters of one sentence at most.
const LONGEST_PROSE: usize = 400;

/// A name or a value, in the type of code. GitHub looks for no mentions, issues or links in it.
pub(super) fn code(text: &str) -> String {
    let text = printable(text);
    if text.is_empty() {
        return "<code>&#32;</code>".to_owned();
    }
    format!("<code>{}</code>", entities(&clipped(&text, LONGEST_CODE)))
}

/// A sentence of ours with names in backticks: those become code, the rest is text.
pub(super) fn prose(text: &str) -> String {
    let text = printable(text);
    let text = clipped(&text, LONGEST_PROSE);
    let parts: Vec<&str> = text.split('`').collect();
    // An odd number of backticks pairs the wrong ones.
    if parts.len().is_multiple_of(2) {
        return plain(&text);
    }
    let parts = parts.iter().enumerate().map(|(index, part)| {
        if index % 2 == 1 && !part.is_empty() {
            format!("<code>{}</code>", entities(part))
        } else {
            plain(part)
        }
    });
    parts.collect()
}

/// Text outside of code. A mention or the number of an issue is looked for in the finished page, so
/// their signs stand in elements of their own.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for part in text.split_inclusive(['@', '#']) {
        match part.strip_suffix(['@', '#']) {
            Some(before) => {
                let sign = &part[before.len()..];
                escaped.push_str(&entities(before));
                escaped.push_str(&format!("<span>{}</span>", entities(sign)));
            }
            None => escaped.push_str(&entities(part)),
        }
    }
    escaped
}

/// Every character that may mean something as a reference by number: those are text and nothing
/// else (<https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references>).
fn entities(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if is_plain(character) {
            escaped.push(character);
        } else {
            escaped.push_str(&format!("&#{};", u32::from(character)));
        }
    }
    escaped
}

fn is_plain(character: char) -> bool {
    !character.is_ascii()
        || character.is_ascii_alphanumeric()
        || matches!(character, ' ' | ',' | ';' | '/' | '-' | '(' | ')')
}
