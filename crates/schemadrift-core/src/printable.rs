//! Owns the making printable of text from outside: a name in a schema must not move the cursor,
//! change colours, fake a line of the report or show a password.

use std::borrow::Cow;
use std::fmt::Write;

use crate::redact::{mask, redact};

/// The text as one line that a terminal shows as it is: control and direction characters are
/// escaped, and passwords are hidden.
pub fn printable(text: &str) -> Cow<'_, str> {
    match redact(text) {
        Cow::Borrowed(text) => escape(text, false),
        Cow::Owned(text) => Cow::Owned(escape(&text, false).into_owned()),
    }
}

/// The same, with line breaks kept.
pub fn printable_lines(text: &str) -> Vec<String> {
    let text = redact(text);
    text.lines()
        .map(|line| escape(line.trim_end(), true).into_owned())
        .collect()
}

fn escape(text: &str, keeps_tabs: bool) -> Cow<'_, str> {
    if !text.chars().any(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' if keeps_tabs => escaped.push_str("    "),
            '\t' => escaped.push_str("\\t"),
            _ if is_unprintable(character) => {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{{{:x}}}", u32::from(character));
            }
            _ => escaped.push(character),
        }
    }
    Cow::Owned(escaped)
}

/// Whether a terminal would act on the character, or show nothing where something is.
///
/// C0 and C1 controls move the cursor and change colours (ECMA-48); the others turn the direction
/// of text or take no room (<https://www.unicode.org/reports/tr36/>).
pub fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{061c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Lines of a source file for a frame: passwords hidden and characters that the frame renderer
/// lets through made visible, **byte for byte**, so that spans still fit.
pub fn frame_source(text: &str) -> Cow<'_, str> {
    let text = mask(text);
    if !text.chars().any(is_hidden_in_frames) {
        return text;
    }
    let visible = text.chars().map(|character| {
        match (is_hidden_in_frames(character), character.len_utf8()) {
            (true, 2) => '\u{bf}',
            (true, 3) => '\u{fffd}',
            _ => character,
        }
    });
    Cow::Owned(visible.collect())
}

/// What the frame renderer does not make visible itself: it replaces C0 controls and the
/// direction embeddings only. Tabs are its to lay out, and line breaks are its lines.
fn is_hidden_in_frames(character: char) -> bool {
    !character.is_ascii() && is_unprintable(character)
}

#[cfg(test)]
mod tests {
    use super::{frame_source, printable, printable_lines};

    #[test]
    fn what_a_terminal_would_act_on_is_escaped() {
        assert_eq!(printable("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(printable("a\u{9b}31m\u{202e}b"), "a\\u{9b}31m\\u{202e}b");
        assert_eq!(printable("a\r\nerror: b\t"), "a\\r\\nerror: b\\t");
        assert_eq!(printable("größe 漢字"), "größe 漢字");
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(printable_lines("a \r\n\tb\u{7}"), ["a", "    b\\u{7}"]);
    }

    #[test]
    fn a_frame_keeps_every_byte_in_its_place() {
        let text = "a\u{9b}\u{200f}\u{feff}é postgres://u:secret@h/d b";
        let shown = frame_source(text);
        assert_eq!(shown.len(), text.len());
        assert_eq!(shown, "a\u{bf}\u{fffd}\u{fffd}é postgres://u:******@h/d b");
    }
}
