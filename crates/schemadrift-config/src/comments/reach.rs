//! Owns which lines a comment is about: the one it stands on, or the next that is no comment, with the
//! attributes of Rust before a declaration; for uses in code, the whole call that begins there.

use std::ops::RangeInclusive;

/// The lines, from one.
pub(super) struct Reach {
    pub(super) lines: RangeInclusive<usize>,
    pub(super) call: RangeInclusive<usize>,
}

/// How many lines a call may have: beyond, the brackets are none of code.
const LONGEST_CALL: usize = 200;

/// What a comment on this line, counted from zero, is about.
pub(super) fn of(lines: &[&str], line: usize, is_alone: bool) -> Option<Reach> {
    let (first, last) = if is_alone {
        let first = next_code(lines, line)?;
        let last = behind_attributes(lines, first);
        (first, behind_macro(lines, last))
    } else {
        (line, line)
    };
    Some(Reach {
        lines: first + 1..=last + 1,
        call: first + 1..=end_of_call(lines, last) + 1,
    })
}

/// The next line that is code.
fn next_code(lines: &[&str], comment: usize) -> Option<usize> {
    let own = lines.get(comment)?.trim_start();
    let mut is_in_block = (own.starts_with("/*") || own.starts_with('*')) && !own.contains("*/");
    let mut is_in_markup = own.starts_with("<!--") && !own.contains("-->");
    for (index, line) in lines.iter().enumerate().skip(comment + 1) {
        let text = line.trim();
        if is_in_block || is_in_markup {
            is_in_block &= !text.contains("*/");
            is_in_markup &= !text.contains("-->");
        } else if text.starts_with("/*") {
            is_in_block = !text.contains("*/");
        } else if !text.is_empty() && !is_line_comment(text) {
            return Some(index);
        }
    }
    None
}

fn is_line_comment(text: &str) -> bool {
    ["//", "--", "<!--", "# "]
        .iter()
        .any(|opener| text.starts_with(opener))
}

/// The line of a declaration that attributes stand before.
fn behind_attributes(lines: &[&str], first: usize) -> usize {
    let mut line = first;
    while lines[line].trim_start().starts_with("#[") {
        let end = closing(lines, line, '[', ']');
        let is_alone = lines[end].trim_end().ends_with(']');
        match next_code(lines, end) {
            Some(next) if is_alone => line = next,
            Some(_) | None => return end,
        }
    }
    line
}

/// The line on which a declaration begins that a macro holds: `table! {`.
fn behind_macro(lines: &[&str], line: usize) -> usize {
    let text = lines[line].trim_end();
    let name = text.strip_suffix(['{', '(']).map(str::trim_end);
    if name.is_some_and(|name| name.ends_with("table!") || name.ends_with("view!")) {
        return next_code(lines, line).unwrap_or(line);
    }
    line
}

/// The last line of a call that begins here. What opens a block is no call.
fn end_of_call(lines: &[&str], first: usize) -> usize {
    let line = lines[first].trim_end();
    if line.ends_with('{') {
        return first;
    }
    if line.matches('`').count() % 2 == 1 {
        let rest = lines.iter().enumerate().skip(first + 1).take(LONGEST_CALL);
        let closed = rest.into_iter().find(|(_, line)| line.contains('`'));
        return closed.map_or(first, |(index, _)| index);
    }
    closing(lines, first, '(', ')')
}

/// The line on which every bracket is closed that this line opens; the line itself if that is too far.
fn closing(lines: &[&str], first: usize, open: char, close: char) -> usize {
    let mut depth = 0_usize;
    for (index, line) in lines.iter().enumerate().skip(first).take(LONGEST_CALL) {
        for character in line.chars() {
            if character == open {
                depth += 1;
            } else if character == close {
                depth = depth.saturating_sub(1);
            }
        }
        if depth == 0 {
            return index;
        }
    }
    first
}
