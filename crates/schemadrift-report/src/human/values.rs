//! Owns how what was expected and what was found stand beside each other.

use crate::frame::Frame;
use crate::layout::{pad, width, wrap_lines};
use crate::printable::printable_lines;
use crate::style::HumanStyle;

/// Values are shown in two columns where each gets at least this many characters.
const NARROWEST_COLUMN: usize = 44;

/// Lines of a value that are shown unless everything is.
const MOST_LINES: usize = 16;

/// Hangs both values under a frame: one above the other where each fits a line, side by side
/// where they are long and the page is wide, and otherwise one after the other.
pub(crate) fn hang_values(
    frame: &mut Frame,
    expected: Option<&str>,
    found: Option<&str>,
    style: &HumanStyle,
) {
    let expected = expected.map(printable_lines);
    let found = found.map(printable_lines);
    let room = frame.room(EXPECTED);
    match (&expected, &found) {
        (Some(expected), Some(found)) if fits(expected, room) && fits(found, room) => {
            frame.hang_lines(Some(EXPECTED), expected);
            let mut lines = found.clone();
            lines.extend(difference(expected, found));
            frame.hang_lines(Some(FOUND), &lines);
        }
        (Some(expected), Some(found)) if column(frame) >= NARROWEST_COLUMN => {
            let rows = side_by_side(expected, found, column(frame), style.is_verbose);
            frame.hang_lines(None, &rows);
        }
        _ => {
            // Alone, `found` needs no indent to line up with anything.
            let found_word = if expected.is_some() {
                FOUND
            } else {
                FOUND.trim_start()
            };
            for (word, value) in [(EXPECTED, expected), (found_word, found)] {
                if let Some(value) = value.filter(|value| !value.is_empty()) {
                    let lines = shortened(wrap_lines(&value, room), style.is_verbose);
                    frame.hang_lines(Some(word), &lines);
                }
            }
        }
    }
}

const EXPECTED: &str = "expected";
/// As wide as [`EXPECTED`], so that the values line up.
const FOUND: &str = "   found";

fn fits(lines: &[String], room: usize) -> bool {
    matches!(lines, [line] if width(line) <= room)
}

/// The width of one of two columns.
fn column(frame: &Frame) -> usize {
    frame.room("").saturating_sub(3) / 2
}

/// A line that marks where two long values differ, if they are alike enough for it to help.
fn difference(expected: &[String], found: &[String]) -> Option<String> {
    const SHORTEST: usize = 20;
    let ([expected], [found]) = (expected, found) else {
        return None;
    };
    let expected: Vec<char> = expected.chars().collect();
    let found: Vec<char> = found.chars().collect();
    let shorter = expected.len().min(found.len());
    let before = expected
        .iter()
        .zip(&found)
        .take_while(|(one, other)| one == other)
        .count();
    let behind = expected
        .iter()
        .rev()
        .zip(found.iter().rev())
        .take(shorter - before)
        .take_while(|(one, other)| one == other)
        .count();
    let is_alike = (before + behind) * 2 >= expected.len().max(found.len());
    if found.len() < SHORTEST || !is_alike || before + behind == found.len() {
        return None;
    }
    let columns = |characters: &[char]| width(&characters.iter().collect::<String>());
    let indent = columns(&found[..before]);
    let marked = columns(&found[before..found.len() - behind]);
    Some(format!("{}{}", " ".repeat(indent), "~".repeat(marked)))
}

/// Both values in columns; a bar stands between lines that differ.
fn side_by_side(
    expected: &[String],
    found: &[String],
    column: usize,
    is_verbose: bool,
) -> Vec<String> {
    let before = common(expected.iter(), found.iter(), usize::MAX);
    let most = expected.len().min(found.len()) - before;
    let behind = common(expected.iter().rev(), found.iter().rev(), most);
    let mut rows = vec![format!("{}   found", pad(EXPECTED, column))];
    let mut add = |left: &[String], right: &[String], is_same: bool| {
        let left = wrap_lines(left, column);
        let right = wrap_lines(right, column);
        let bar = if is_same { ' ' } else { '|' };
        for row in 0..left.len().max(right.len()) {
            let left = left.get(row).map_or("", String::as_str);
            let right = right.get(row).map_or("", String::as_str);
            rows.push(format!("{} {bar} {right}", pad(left, column)));
        }
    };
    add(&expected[..before], &found[..before], true);
    add(
        &expected[before..expected.len() - behind],
        &found[before..found.len() - behind],
        false,
    );
    add(
        &expected[expected.len() - behind..],
        &found[found.len() - behind..],
        true,
    );
    shortened(rows, is_verbose)
}

fn common<'a>(
    one: impl Iterator<Item = &'a String>,
    other: impl Iterator<Item = &'a String>,
    most: usize,
) -> usize {
    one.zip(other)
        .take(most)
        .take_while(|(one, other)| one == other)
        .count()
}

/// The first lines of a long value, and how many more there are.
fn shortened(mut lines: Vec<String>, is_verbose: bool) -> Vec<String> {
    if !is_verbose && lines.len() > MOST_LINES {
        let more = lines.len() - (MOST_LINES - 1);
        lines.truncate(MOST_LINES - 1);
        lines.push(format!("... {more} more lines"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{difference, shortened, side_by_side};

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_differing_part_of_long_values_is_marked() {
        let expected = lines("timestamp(3) without time zone");
        assert_eq!(
            difference(&expected, &lines("timestamp(6) without time zone")).unwrap(),
            "          ~"
        );
        assert_eq!(difference(&expected, &lines("text")), None);
        assert_eq!(difference(&lines("not null"), &lines("null")), None);
    }

    #[test]
    fn only_differing_lines_have_a_bar() {
        let rows = side_by_side(&lines("a\nb\nc"), &lines("a\nx\ny\nc"), 4, false);
        assert_eq!(
            rows,
            [
                "expected   found",
                "a      a",
                "b    | x",
                "     | y",
                "c      c"
            ]
        );
    }

    #[test]
    fn long_values_are_shortened_unless_everything_is_shown() {
        let long = vec!["a".to_owned(); 30];
        assert_eq!(
            shortened(long.clone(), false).last().unwrap(),
            "... 15 more lines"
        );
        assert_eq!(shortened(long, true).len(), 30);
    }
}
