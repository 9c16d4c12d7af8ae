//! Owns the way from the spans of a syntax tree to places in a file.

use std::ops::Range;
use std::sync::Arc;

use proc_macro2::Span;
use schemadrift_core::origin::{Location, Origin, SourceFile};

/// The bytes of a span, which is one of the file's own tree.
pub fn range(span: Span) -> Range<usize> {
    span.byte_range()
}

/// The origin of what exactly this span states.
pub fn exact(file: &Arc<SourceFile>, span: Span) -> Origin {
    Origin::Exact(Location::new(file, range(span)))
}

/// The origin of what is stated somewhere within this span.
pub fn enclosing(file: &Arc<SourceFile>, span: Span) -> Origin {
    Origin::Enclosing(Location::new(file, range(span)))
}

/// The text as written between the two ends of a span.
pub fn text(file: &SourceFile, span: Span) -> &str {
    file.text.get(range(span)).unwrap_or_default()
}
