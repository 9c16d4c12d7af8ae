//! Owns source frames: places in files as `annotate-snippets` draws them, with the text around
//! them made printable. Spans that do not fit their file are drawn where they come nearest.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin as FrameOrigin, Snippet};
use schemadrift_core::origin::{Location, Origin, SourceFile};

use crate::layout::{clipped, width, wrap};
use crate::position::{Positions, floor_boundary, line_of, line_range};
use crate::printable::{frame_source, printable};
use crate::style::{HumanStyle, Ink, frame_level};

/// Spans over more lines than this are underlined on their first line only.
const MOST_LINES: usize = 6;

/// Labels stand on one line and are cut to so many characters: the values are said below.
const LONGEST_LABEL: usize = 200;

/// How far up the opening line of a block is looked for.
const FARTHEST_OPENING: usize = 500;

/// A place to underline.
#[derive(Debug, Clone)]
pub(crate) struct Mark<'a> {
    pub(crate) location: &'a Location,
    pub(crate) label: String,
    pub(crate) is_primary: bool,
    /// Whether the bytes themselves state the thing; otherwise it is somewhere among them.
    pub(crate) is_exact: bool,
    /// Whether the line that opens the block around it is shown too: the model of a field.
    pub(crate) has_context: bool,
}

impl<'a> Mark<'a> {
    /// The mark of an origin that has a file.
    pub(crate) fn new(origin: &'a Origin, label: &str) -> Option<Self> {
        let label = match origin {
            Origin::Implied { rule, .. } if label.is_empty() => format!("implied: {rule}"),
            Origin::Implied { rule, .. } => format!("{label} (implied: {rule})"),
            Origin::Exact(_) | Origin::Enclosing(_) | Origin::Catalog(_) | Origin::Unlocated => {
                label.to_owned()
            }
        };
        Some(Self {
            location: origin.location()?,
            label,
            is_primary: false,
            is_exact: matches!(origin, Origin::Exact(_)),
            has_context: false,
        })
    }
}

/// A frame in the making: places, then lines that hang under them.
#[derive(Debug)]
pub(crate) struct Frame {
    group: Group<'static>,
    is_empty: bool,
    digits: usize,
    columns: usize,
    longest_text: usize,
}

impl Frame {
    /// A frame without places.
    pub(crate) fn new(style: &HumanStyle, ink: Ink) -> Self {
        Self {
            group: Group::with_level(frame_level(ink)),
            is_empty: true,
            digits: 0,
            columns: style.columns(),
            longest_text: style.longest_text(),
        }
    }

    fn push(&mut self, element: impl Into<Element<'static>>) {
        let empty = Group::with_level(Level::INFO);
        self.group = std::mem::replace(&mut self.group, empty).element(element);
        self.is_empty = false;
    }

    /// Adds places, file by file in the order in which files first appear.
    pub(crate) fn mark(&mut self, marks: &[Mark<'_>], positions: &mut Positions) {
        let mut files: Vec<&Arc<SourceFile>> = Vec::new();
        for mark in marks {
            if !files
                .iter()
                .any(|file| Arc::ptr_eq(file, &mark.location.file))
            {
                files.push(&mark.location.file);
            }
        }
        for file in files {
            let marks: Vec<&Mark<'_>> = marks
                .iter()
                .filter(|mark| Arc::ptr_eq(file, &mark.location.file))
                .collect();
            let (snippet, last_line) = snippet(file, &marks, positions.starts(file), self.columns);
            self.digits = self.digits.max(last_line.to_string().len());
            self.push(snippet);
        }
    }

    /// Adds a place that is no file.
    pub(crate) fn place(&mut self, address: &str) {
        self.push(FrameOrigin::path(printable(address).into_owned()));
    }

    /// Columns that are left for the text of a line under this name.
    pub(crate) fn room(&self, name: &str) -> usize {
        self.columns.saturating_sub(self.digits + width(name) + 5)
    }

    /// Hangs a wrapped text under the places.
    pub(crate) fn hang(&mut self, name: &str, text: &str) {
        let lines: Vec<String> = text
            .lines()
            .flat_map(|line| {
                let line = printable(line);
                wrap(&clipped(&line, self.longest_text), self.room(name))
            })
            .collect();
        self.hang_lines(Some(name), &lines);
    }

    /// Hangs finished lines under the places.
    pub(crate) fn hang_lines(&mut self, name: Option<&str>, lines: &[String]) {
        let level = Level::INFO.with_name(name.map(str::to_owned));
        self.push(level.message(lines.join("\n")));
    }

    /// The frame as text without a line break at the end; nothing if it is empty.
    pub(crate) fn render(self, style: &HumanStyle) -> Option<String> {
        (!self.is_empty).then(|| {
            let text = style.frames().render(&[self.group]);
            let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
            lines.join("\n")
        })
    }
}

/// The lines of a file that the marks need, with the number of the last one.
fn snippet(
    file: &SourceFile,
    marks: &[&Mark<'_>],
    starts: &[usize],
    columns: usize,
) -> (
    Snippet<'static, annotate_snippets::Annotation<'static>>,
    usize,
) {
    let text = file.text.as_str();
    let ranges: Vec<Range<usize>> = marks
        .iter()
        .map(|mark| visible_range(text, starts, mark))
        .collect();
    // Lines that are too long are cut around what is marked; nothing of an opening would be left.
    let is_cut = ranges.iter().any(|range| {
        let line = line_range(text, starts, line_of(starts, range.start));
        width(&text[line]) + 8 > columns
    });
    let openings: Vec<usize> = marks
        .iter()
        .zip(&ranges)
        .filter(|(mark, _)| mark.has_context && !is_cut)
        .filter_map(|(_, range)| opening_line(text, starts, line_of(starts, range.start)))
        .collect();
    let lines = || ranges.iter().map(|range| line_of(starts, range.start));
    let first = lines().chain(openings.iter().copied()).min().unwrap_or(0);
    let last = ranges
        .iter()
        .map(|range| line_of(starts, range.end))
        .max()
        .unwrap_or(first);
    let window = line_range(text, starts, first).start..line_range(text, starts, last).end;
    let source = text.get(window.clone()).unwrap_or_default();

    let mut snippet = Snippet::source(frame_source(source).into_owned())
        .path(printable(&file.path).into_owned())
        .line_start(first + 1);
    for line in openings {
        let range = line_range(text, starts, line);
        let span = range.start - window.start..range.start - window.start;
        snippet = snippet.annotation(AnnotationKind::Visible.span(span));
    }
    let mut drawn: Vec<&Range<usize>> = Vec::new();
    for (mark, range) in marks.iter().zip(&ranges) {
        // Several findings may point at one place; one line under it is enough.
        if drawn.contains(&range) {
            continue;
        }
        drawn.push(range);
        let kind = if mark.is_primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let label = printable(&mark.label);
        let label = (!mark.label.is_empty()).then(|| clipped(&label, LONGEST_LABEL).into_owned());
        let span = range.start - window.start..range.end - window.start;
        snippet = snippet.annotation(kind.span(span).label(label));
    }
    (snippet, last + 1)
}

/// The bytes to underline: inside the text, on character boundaries, and short enough to read.
fn visible_range(text: &str, starts: &[usize], mark: &Mark<'_>) -> Range<usize> {
    let span = mark.location.span;
    let start = floor_boundary(text, span.start());
    let first = line_of(starts, start);
    let first_range = line_range(text, starts, first);
    let start = start.min(first_range.end);
    let mut end = floor_boundary(text, span.end()).max(start);
    let last = line_of(starts, end.saturating_sub(1).max(start));
    let is_short = mark.is_exact && last - first < MOST_LINES;
    let last_range = line_range(text, starts, if is_short { last } else { first });
    let is_cut = last_range.end < end;
    end = end.min(last_range.end).max(start);
    let ends = |character: char| {
        character.is_whitespace() || (is_cut && matches!(character, '{' | '(' | '['))
    };
    let trimmed = text[start..end].trim_end_matches(ends).len();
    let end = if trimmed > 0 { start + trimmed } else { end };
    start..end
}

/// The line that opens the block around a line, by indentation: true of every language we read,
/// as people and formatters write them. A wrong guess shows one needless line.
fn opening_line(text: &str, starts: &[usize], line: usize) -> Option<usize> {
    let line_text = |line: usize| &text[line_range(text, starts, line)];
    let depth = indent(line_text(line));
    (line.saturating_sub(FARTHEST_OPENING)..line)
        .rev()
        .find(|candidate| {
            let candidate = line_text(*candidate);
            let trimmed = candidate.trim();
            !trimmed.is_empty()
                && !matches!(trimmed, "(" | "{" | "[")
                && !["//", "--", "#", "/*", "*"]
                    .iter()
                    .any(|mark| trimmed.starts_with(mark))
                && indent(candidate) < depth
        })
        .filter(|candidate| {
            !line_text(*candidate)
                .trim_start()
                .starts_with(['}', ')', ']'])
        })
}

fn indent(line: &str) -> usize {
    line.chars()
        .map_while(|character| match character {
            ' ' => Some(1),
            '\t' => Some(4),
            _ => None,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use schemadrift_core::origin::{Location, Origin, SourceFile};

    use super::{Frame, Mark};
    use crate::position::Positions;
    use crate::style::{HumanStyle, Ink};

    fn drawn(text: &str, range: std::ops::Range<usize>, has_context: bool) -> String {
        let file = SourceFile::new("a.sql", text);
        let origin = Origin::Exact(Location::new(&file, range));
        let mut mark = Mark::new(&origin, "here").unwrap();
        mark.has_context = has_context;
        let style = HumanStyle::default();
        let mut frame = Frame::new(&style, Ink::Error);
        frame.mark(&[mark], &mut Positions::default());
        frame.render(&style).unwrap()
    }

    #[test]
    fn a_span_behind_the_end_is_drawn_at_the_end() {
        assert!(drawn("ab\ncd", 90..95, false).contains("2 | cd\n  |   - here"));
        assert!(drawn("", 0..1, false).contains(" --> a.sql:1:1"));
    }

    #[test]
    fn a_span_inside_a_character_is_drawn_at_it() {
        assert!(drawn("xé", 2..3, false).contains("1 | xé\n  |  - here"));
    }

    #[test]
    fn a_long_span_is_drawn_on_its_first_line() {
        let text = format!("create table a (\n{})", "  b int,\n".repeat(9));
        let frame = drawn(&text, 0..text.len(), false);
        assert!(
            frame.contains("1 | create table a (\n  | -------------- here"),
            "{frame}"
        );
        assert!(!frame.contains("b int"));
    }

    #[test]
    fn the_block_around_is_shown() {
        let text = "model A {\n  // no\n  a Int\n\n  b Int\n}\n";
        let offset = text.find("b Int").unwrap();
        let frame = drawn(text, offset..offset + 1, true);
        assert!(
            frame.contains("1 | model A {\n...\n5 |   b Int\n  |   - here"),
            "{frame}"
        );
    }
}
