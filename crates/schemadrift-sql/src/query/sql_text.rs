//! Owns SQL that is put together from stretches of another text, such as the literals of a program,
//! and the way back from a place in it to the place in that text.

use std::ops::Range;

/// Stands in a query's text for a part that only the running program knows.
pub const HOLE: char = '\u{fffc}';

/// SQL put together from stretches of another text, its source.
#[derive(Debug, Clone, Default)]
pub struct SqlText {
    text: String,
    pieces: Vec<Piece>,
}

/// A stretch of the SQL and where it comes from.
#[derive(Debug, Clone)]
struct Piece {
    start: usize,
    source: Range<usize>,
    /// Whether the stretch is spelt in the source as it is in the SQL.
    is_verbatim: bool,
}

impl SqlText {
    /// The SQL.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds text that stands in the source as it is, or is decoded from what stands there.
    pub fn push(&mut self, text: &str, source: Range<usize>, is_verbatim: bool) {
        self.pieces.push(Piece {
            start: self.text.len(),
            source,
            is_verbatim,
        });
        self.text.push_str(text);
    }

    /// Adds what stands nowhere in the source, such as a gap between two stretches.
    pub fn push_own(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a part that only the running program knows.
    pub fn push_hole(&mut self, source: Range<usize>) {
        let mut buffer = [0; 4];
        self.push(HOLE.encode_utf8(&mut buffer), source, false);
    }

    /// Adds another text behind this one.
    pub fn append(&mut self, other: &Self) {
        let offset = self.text.len();
        self.pieces.extend(other.pieces.iter().map(|piece| Piece {
            start: piece.start + offset,
            ..piece.clone()
        }));
        self.text.push_str(&other.text);
    }

    /// Where in the source a part of the SQL stands.
    #[must_use]
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.offset(range.start, false);
        start..self.offset(range.end, true).max(start)
    }

    fn offset(&self, at: usize, is_end: bool) -> usize {
        let index = self
            .pieces
            .partition_point(|piece| piece.start < at || (!is_end && piece.start == at));
        let Some(piece) = index
            .checked_sub(1)
            .and_then(|index| self.pieces.get(index))
        else {
            return self.pieces.first().map_or(0, |piece| piece.source.start);
        };
        if piece.is_verbatim {
            (piece.source.start + at - piece.start).min(piece.source.end)
        } else if is_end {
            piece.source.end
        } else {
            piece.source.start
        }
    }
}
