//! Owns where a statement's text stands in its file, so that what is read of it can say where.

use std::ops::Range;
use std::sync::Arc;

use schemadrift_core::origin::{Location, Origin, SourceFile};

/// The place of a text in a file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place<'a> {
    /// The text stands in this file and begins at this byte.
    Verbatim {
        file: &'a Arc<SourceFile>,
        start: usize,
    },
    /// The text was made from these bytes, and its offsets are not those of the file: a literal
    /// decoded, placeholders filled in.
    Made {
        file: &'a Arc<SourceFile>,
        start: usize,
        end: usize,
    },
}

impl<'a> Place<'a> {
    /// The place of a text that begins at this byte.
    pub(crate) fn new(file: &'a Arc<SourceFile>, start: usize) -> Self {
        Self::Verbatim { file, start }
    }

    /// The place of a text that was made from what stands at this location.
    pub(crate) fn made(location: &'a Location) -> Self {
        Self::Made {
            file: &location.file,
            start: location.span.start(),
            end: location.span.end(),
        }
    }

    /// The origin of exactly these bytes of the text.
    pub(crate) fn exact(&self, range: Range<usize>) -> Origin {
        match self {
            Self::Verbatim { .. } => Origin::Exact(self.location(range)),
            Self::Made { .. } => Origin::Enclosing(self.location(range)),
        }
    }

    /// The origin of something that stands within these bytes of the text.
    pub(crate) fn enclosing(&self, range: Range<usize>) -> Origin {
        Origin::Enclosing(self.location(range))
    }

    /// The place of a part of the text, such as the body of a `DO` block.
    pub(crate) fn part(&self, offset: usize) -> Self {
        match *self {
            Self::Verbatim { file, start } => Self::Verbatim {
                file,
                start: start + offset,
            },
            made @ Self::Made { .. } => made,
        }
    }

    /// The place of what a literal within the text spells with escapes: all of it stands
    /// somewhere within these bytes.
    pub(crate) fn literal(&self, range: Range<usize>) -> Self {
        match *self {
            Self::Verbatim { file, start } => Self::Made {
                file,
                start: start + range.start,
                end: start + range.end,
            },
            made @ Self::Made { .. } => made,
        }
    }

    fn location(&self, range: Range<usize>) -> Location {
        match self {
            Self::Verbatim { file, start } => {
                Location::new(file, start + range.start..start + range.end)
            }
            Self::Made { file, start, end } => Location::new(file, *start..*end),
        }
    }
}
