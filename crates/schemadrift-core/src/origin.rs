//! Owns where a thing was stated: a span in a source file, an address in a live catalog, or a
//! rule of the source's language. Byte spans inside; line and column only at the edge.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// One file that was read, with its whole text, shared by everything that points into it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SourceFile {
    /// The path as the user would write it, relative to the checked folder where possible.
    pub path: String,
    /// The text, with invalid UTF-8 replaced.
    pub text: String,
}

impl SourceFile {
    /// A shared file from its path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self {
            path: path.into(),
            text: text.into(),
        })
    }

    /// The line and column of a byte offset. Offsets past the end give the end.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl fmt::Debug for SourceFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SourceFile({})", self.path)
    }
}

/// A line and a column, both counted from one; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from one.
    pub line: usize,
    /// Column in characters, from one.
    pub column: usize,
}

/// A range of bytes in one file. Never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The span of these bytes; an empty range is widened to one byte, since every origin must
    /// be visible.
    pub fn new(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end.max(range.start + 1),
        }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// A span in a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Location {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The bytes.
    pub span: Span,
}

impl Location {
    /// A location from a file and a byte range.
    pub fn new(file: &Arc<SourceFile>, range: Range<usize>) -> Self {
        Self {
            file: Arc::clone(file),
            span: Span::new(range),
        }
    }

    /// Line and column of the first byte.
    pub fn start(&self) -> Position {
        self.file.position(self.span.start)
    }

    /// Line and column one past the last byte.
    pub fn end(&self) -> Position {
        self.file.position(self.span.end)
    }

    /// The bytes themselves, or nothing if the span does not fit the file.
    pub fn text(&self) -> &str {
        let range: Range<usize> = self.span.into();
        self.file.text.get(range).unwrap_or_default()
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = self.start();
        write!(
            formatter,
            "{}:{}:{}",
            self.file.path, start.line, start.column
        )
    }
}

/// Where an object or a property comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Origin {
    /// Exactly these bytes state it.
    Exact(Location),
    /// It is stated somewhere within these bytes.
    Enclosing(Location),
    /// It was read from a live database, where this address names it.
    Catalog(String),
    /// Nobody wrote it; the named rule implies it, and this is what the rule was applied to.
    Implied {
        /// The rule in a few words, such as `implicit many-to-many table`.
        rule: &'static str,
        /// The place the rule was applied to.
        location: Location,
    },
    /// A snapshot or a model built in memory: no file can be shown.
    #[default]
    Unlocated,
}

impl Origin {
    /// The place to show to a person, if there is a file.
    pub fn location(&self) -> Option<&Location> {
        match self {
            Self::Exact(location) | Self::Enclosing(location) | Self::Implied { location, .. } => {
                Some(location)
            }
            Self::Catalog(_) | Self::Unlocated => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Location, Position, SourceFile};

    #[test]
    fn columns_count_characters() {
        let file = SourceFile::new("a", "één\nüx");
        let location = Location::new(&file, 8..9);
        assert_eq!(location.start(), Position { line: 2, column: 2 });
        assert_eq!(location.text(), "x");
    }

    #[test]
    fn a_span_outside_the_file_is_survived() {
        let file = SourceFile::new("a", "x");
        let location = Location::new(&file, 7..9);
        assert_eq!(location.start(), Position { line: 1, column: 2 });
        assert_eq!(location.text(), "");
    }
}
