//! Owns line and column numbers of byte offsets. Line starts are found once a file, since a
//! report may hold thousands of places in one file.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use schemadrift_core::origin::{Location, Position, SourceFile};

/// The line starts of the files of a report.
#[derive(Debug, Default)]
pub(crate) struct Positions {
    // Files are told apart by address: a report shares each file by reference count, and holds it
    // for as long as it is rendered. The map is only looked up, never walked.
    starts: HashMap<*const SourceFile, Vec<usize>>,
}

impl Positions {
    /// Line and column of the first byte, and of the one past the last.
    pub(crate) fn range(&mut self, location: &Location) -> (Position, Position) {
        let starts = self.starts(&location.file);
        let text = &location.file.text;
        (
            position(text, starts, location.span.start()),
            position(text, starts, location.span.end()),
        )
    }

    /// The offsets at which lines start.
    pub(crate) fn starts(&mut self, file: &Arc<SourceFile>) -> &[usize] {
        self.starts
            .entry(Arc::as_ptr(file))
            .or_insert_with(|| line_starts(&file.text))
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    std::iter::once(0)
        .chain(newlines.map(|(offset, _)| offset + 1))
        .collect()
}

/// The largest character boundary that is not past `offset`.
pub(crate) fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The index of the line that holds `offset`.
pub(crate) fn line_of(starts: &[usize], offset: usize) -> usize {
    starts
        .partition_point(|start| *start <= offset)
        .saturating_sub(1)
}

/// The bytes of a line, without its line break.
pub(crate) fn line_range(text: &str, starts: &[usize], line: usize) -> Range<usize> {
    let start = starts.get(line).copied().unwrap_or(text.len());
    let end = starts.get(line + 1).map_or(text.len(), |next| next - 1);
    let is_crlf = end > start && text.as_bytes().get(end - 1) == Some(&b'\r') && end < text.len();
    start..if is_crlf { end - 1 } else { end }
}

fn position(text: &str, starts: &[usize], offset: usize) -> Position {
    let offset = floor_boundary(text, offset);
    let line = line_of(starts, offset);
    let start = starts.get(line).copied().unwrap_or_default();
    Position {
        line: line + 1,
        column: text[start..offset].chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use schemadrift_core::origin::{Location, SourceFile};

    use super::{Positions, line_range, line_starts};

    proptest! {
        #[test]
        fn agrees_with_the_slow_way(text in "[a\u{e9}\u{6f22}\r\n]{0,40}", start in 0_usize..140, length in 0_usize..9) {
            let file = SourceFile::new("a", text);
            let location = Location::new(&file, start..start + length);
            let expected = (location.start(), location.end());
            prop_assert_eq!(Positions::default().range(&location), expected);
        }
    }

    #[test]
    fn a_line_ends_before_its_break() {
        let text = "ab\r\nc\n\nd\r";
        let starts = line_starts(text);
        let lines: Vec<&str> = (0..starts.len())
            .map(|line| &text[line_range(text, &starts, line)])
            .collect();
        assert_eq!(lines, ["ab", "c", "", "d\r"]);
    }
}
