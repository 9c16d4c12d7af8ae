//! Owns text from outside in HTML: in elements and in attributes, never as markup.

use crate::layout::clipped;
use crate::printable::{printable, printable_lines};

/// Characters of one text at most.
const LONGEST: usize = 2000;

/// A text as one printable line, for elements and for quoted attributes alike.
pub(super) fn text(text: &str) -> String {
    escaped(&clipped(&printable(text), LONGEST))
}

/// A value with its lines kept, for `<pre>`.
pub(super) fn lines(text: &str) -> String {
    let lines = printable_lines(text).join("\n");
    escaped(&clipped(&lines, LONGEST * 4))
}

/// A sentence of ours: what stands in backticks becomes code.
pub(super) fn sentence(text: &str) -> String {
    let text = printable(text);
    let text = clipped(&text, LONGEST);
    let parts: Vec<&str> = text.split('`').collect();
    // An odd number of backticks pairs the wrong ones.
    if parts.len().is_multiple_of(2) {
        return escaped(&text);
    }
    let parts = parts.iter().enumerate().map(|(index, part)| {
        if index % 2 == 1 {
            format!("<code>{}</code>", escaped(part))
        } else {
            escaped(part)
        }
    });
    parts.collect()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}
