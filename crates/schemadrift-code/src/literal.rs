//! Owns the way from a literal in code to the SQL it spells, and back from a place in that SQL to
//! the place in the file.

use std::ops::Range;

use schemadrift_sql::query::HOLE;

/// SQL put together from stretches of a file.
#[derive(Debug, Clone, Default)]
pub(crate) struct SqlText {
    pub(crate) text: String,
    pieces: Vec<Piece>,
}

/// A stretch of the SQL and where it comes from.
#[derive(Debug, Clone)]
struct Piece {
    start: usize,
    source: Range<usize>,
    /// Whether the stretch is spelt in the file as it is in the SQL.
    is_verbatim: bool,
}

impl SqlText {
    /// Adds text that stands in the file as it is, or is decoded from what stands there.
    pub(crate) fn push(&mut self, text: &str, source: Range<usize>, is_verbatim: bool) {
        self.pieces.push(Piece {
            start: self.text.len(),
            source,
            is_verbatim,
        });
        self.text.push_str(text);
    }

    /// Adds a part that only the running program knows.
    pub(crate) fn push_hole(&mut self, source: Range<usize>) {
        let mut buffer = [0; 4];
        self.push(HOLE.encode_utf8(&mut buffer), source, false);
    }

    /// Adds another text behind this one.
    pub(crate) fn append(&mut self, other: &Self) {
        let offset = self.text.len();
        self.pieces.extend(other.pieces.iter().map(|piece| Piece {
            start: piece.start + offset,
            ..piece.clone()
        }));
        self.text.push_str(&other.text);
    }

    /// Where in the file a part of the SQL stands.
    pub(crate) fn source(&self, range: &Range<usize>) -> Range<usize> {
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
