//! Owns lines with their places in a text. Lines end as editors see it: `\n`, `\r\n` or `\r`.

use std::ops::Range;

/// One line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// Its text without the end of line, and without the byte order mark of a file.
    pub(crate) text: &'a str,
    /// Its first byte.
    pub(crate) start: usize,
    /// The first byte of the next line.
    pub(crate) next: usize,
}

/// The lines of a text. What ends the last line begins no other.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = content_start(text);
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let ending = match rest.as_bytes().get(length..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([_, ..]) => 1,
            Some([]) | None => 0,
        };
        let line = Line {
            text: rest.get(..length)?,
            start,
            next: start + length + ending,
        };
        start = line.next;
        Some(line)
    })
}

/// Where the content of a file begins: after its byte order mark.
pub(crate) fn content_start(text: &str) -> usize {
    if text.starts_with('\u{FEFF}') { 3 } else { 0 }
}

/// The bytes of a file's content.
pub(crate) fn content(text: &str) -> Range<usize> {
    content_start(text)..text.len()
}

/// Whether a range holds more than white space.
pub(crate) fn is_blank(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone())
        .is_none_or(|part| part.trim().is_empty())
}

/// What follows a marker in a line comment: `-- marker rest`. Case of the marker does not matter.
pub(crate) fn after_marker<'a>(line: &'a str, marker: &str) -> Option<&'a str> {
    let comment = line.strip_prefix("--")?.trim_start_matches([' ', '\t']);
    let start = comment.get(..marker.len())?;
    let rest = comment.get(marker.len()..)?;
    let is_whole = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (start.eq_ignore_ascii_case(marker) && is_whole).then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use super::{after_marker, lines};

    #[test]
    fn every_end_of_line_counts_and_the_mark_does_not() {
        let text = "\u{FEFF}a\r\nb\rc\n\nd";
        let found: Vec<_> = lines(text).map(|line| (line.text, line.start)).collect();
        assert_eq!(found, [("a", 3), ("b", 6), ("c", 8), ("", 10), ("d", 11)]);
        assert_eq!(lines("a\n").count(), 1);
        assert_eq!(lines("").count(), 0);
    }

    #[test]
    fn markers_are_whole_words() {
        assert_eq!(after_marker("-- +goose Up", "+goose"), Some("Up"));
        assert_eq!(
            after_marker("--migrate:up  transaction:false", "migrate:up"),
            Some("transaction:false")
        );
        assert_eq!(after_marker("-- migrate:upwards", "migrate:up"), None);
        assert_eq!(after_marker("select 1 -- migrate:up", "migrate:up"), None);
    }
}
