//! Owns the measuring, wrapping and aligning of text without colours; colour is put on after.

use std::borrow::Cow;

use schemadrift_core::printable::printable;

/// Text is wrapped no narrower than this.
const NARROWEST: usize = 8;

/// Characters of a message that any report holds, however long the text is that it quotes.
pub(crate) const LONGEST_SENTENCE: usize = 2000;

/// How many columns a terminal gives to a text.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(character_width).sum()
}

/// Columns of one character: two for the wide ones of East Asia and pictures, none for marks that
/// combine (<https://www.unicode.org/reports/tr11/>).
fn character_width(character: char) -> usize {
    match u32::from(character) {
        0x20..=0x7e => 1,
        0x300..=0x36f | 0x1ab0..=0x1aff | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f => 0,
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3041..=0x4dbf
        | 0x4e00..=0xa4cf
        | 0xa960..=0xa97c
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1f64f
        | 0x1f680..=0x1f6ff
        | 0x1f900..=0x1f9ff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// The text with spaces behind it up to a width.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

/// The text in lines of at most `columns`, broken at spaces; words in backticks stay whole where
/// they fit, and a word that fits no line is cut.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    wrap_behind(0, text, columns)
}

/// The same, where the first line has lost `lead` columns to what stands before it.
pub(crate) fn wrap_behind(lead: usize, text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(NARROWEST);
    let mut lines = Vec::new();
    let mut line = String::new();
    for (spaces, word) in words(text) {
        let lost = if lines.is_empty() { lead } else { 0 };
        let used = lost + width(&line);
        if used > 0 && used + spaces.len() + width(word) > columns {
            lines.push(std::mem::take(&mut line));
        } else if used > lost {
            line.push_str(spaces);
        }
        cut_into(&mut lines, &mut line, word, columns);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Words of a text with the spaces before them. What stands in backticks is one word if it is
/// short: a command or a name that is broken cannot be copied.
fn words(text: &str) -> Vec<(&str, &str)> {
    const LONGEST_WHOLE: usize = 60;
    let mut words = Vec::new();
    let mut rest = text;
    loop {
        let word = rest.trim_start_matches(' ');
        if word.is_empty() {
            return words;
        }
        let spaces = &rest[..rest.len() - word.len()];
        let end = match word.find(' ') {
            None => word.len(),
            Some(space) => quoted_end(word)
                .filter(|end| *end > space && *end <= LONGEST_WHOLE)
                .map_or(space, |end| {
                    word[end..].find(' ').map_or(word.len(), |more| end + more)
                }),
        };
        words.push((spaces, &word[..end]));
        rest = &word[end..];
    }
}

/// Where the backticks end that open in the first word.
fn quoted_end(text: &str) -> Option<usize> {
    let opening = text.find('`')?;
    if text[..opening].contains(' ') {
        return None;
    }
    let closing = text[opening + 1..].find('`')?;
    Some(opening + 1 + closing + 1)
}

/// Puts a word behind a line, and on further lines where it fits none.
fn cut_into(lines: &mut Vec<String>, line: &mut String, word: &str, columns: usize) {
    let mut used = width(line);
    for character in word.chars() {
        let more = character_width(character);
        if used + more > columns {
            lines.push(std::mem::take(line));
            used = 0;
        }
        line.push(character);
        used += more;
    }
}

/// Lines of a value, each wrapped. A value that was written over several lines keeps its lines.
pub(crate) fn wrap_lines(lines: &[String], columns: usize) -> Vec<String> {
    lines
        .iter()
        .flat_map(|line| {
            let indent: String = line
                .chars()
                .take_while(|character| *character == ' ')
                .collect();
            if indent.len() * 2 > columns {
                return wrap(line, columns);
            }
            let inner = wrap(line, columns - indent.len());
            inner
                .into_iter()
                .map(|part| format!("{indent}{part}"))
                .collect()
        })
        .collect()
}

/// A text of at most so many characters: of a longer one, its beginning and its end.
pub(crate) fn clipped(text: &str, most: usize) -> Cow<'_, str> {
    let length = text.chars().count();
    if length <= most {
        return Cow::Borrowed(text);
    }
    let behind = most / 4;
    let beginning: String = text.chars().take(most - behind).collect();
    let end: String = text.chars().skip(length - behind).collect();
    Cow::Owned(format!("{beginning} ... {end}"))
}

/// A message as one printable line, which loses its middle where a text of megabytes is quoted in
/// it.
pub fn printable_sentence(text: &str) -> String {
    clipped(&printable(text), LONGEST_SENTENCE).into_owned()
}

/// Items joined as prose, at most `limit` of them: ``a, b and 3 more``.
pub(crate) fn listed(items: &[String], limit: usize) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] if items.len() <= limit => format!("{} and {last}", most.join(", ")),
        _ => format!(
            "{} and {} more",
            items[..limit].join(", "),
            items.len() - limit
        ),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{clipped, listed, pad, width, wrap, wrap_behind};

    #[test]
    fn long_texts_lose_their_middle() {
        assert_eq!(clipped("abcdefgh", 8), "abcdefgh");
        assert_eq!(clipped("abcdefghi", 8), "abcdef ... hi");
        assert_eq!(clipped("ééééééééééé", 4), "ééé ... é");
        assert_eq!(clipped("", 0), "");
        assert_eq!(clipped("abc", usize::MAX), "abc");
    }

    #[test]
    fn lines_break_at_spaces_and_not_in_backticks() {
        assert_eq!(
            wrap("run `npx prisma migrate deploy` now", 28),
            ["run", "`npx prisma migrate deploy`", "now"]
        );
        assert_eq!(wrap("aaaaaaaaaaaa b", 8), ["aaaaaaaa", "aaaa b"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("'a  b'", 8), ["'a  b'"]);
    }

    #[test]
    fn the_first_line_makes_room_for_what_stands_before() {
        assert_eq!(wrap_behind(6, "aaa bbb ccc", 10), ["aaa", "bbb ccc"]);
        assert_eq!(wrap_behind(9, "aaa bbb", 10), ["", "aaa bbb"]);
    }

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(width("a漢e\u{301}"), 4);
        assert_eq!(pad("漢", 4), "漢  ");
    }

    #[test]
    fn long_lists_are_counted() {
        let names: Vec<String> = ["a", "b", "c", "d"].map(String::from).into();
        assert_eq!(listed(&names, 4), "a, b, c and d");
        assert_eq!(listed(&names, 2), "a, b and 2 more");
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_and_fits(text in "[a-c`\u{6f22} ]{0,80}", columns in 8_usize..40) {
            let lines = wrap(&text, columns);
            for line in &lines {
                prop_assert!(width(line) <= columns, "{:?}", line);
            }
            let kept: String = lines.concat().split(' ').collect();
            let whole: String = text.split(' ').collect();
            prop_assert_eq!(kept, whole);
        }
    }
}
