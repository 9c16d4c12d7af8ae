//! Owns texts as TOML writes them, always on one line.

use std::fmt::Write as _;

use schemadrift_core::printable::printable;

/// A text as a basic string, <https://toml.io/en/v1.0.0#string>.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if is_shown(character) => quoted.push(character),
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(quoted, "\\U{:08X}", u32::from(character));
            }
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a character can be seen for what it is.
fn is_shown(character: char) -> bool {
    let text = character.to_string();
    printable(&text) == text
}
