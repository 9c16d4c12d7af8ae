//! Owns patches of code: lines put behind a line of a file, as a unified diff that `git apply` and
//! `patch -p1` take. What the lines say is written by whoever writes whole schemas.

mod field;

use std::fmt::Write as _;

pub use field::{FieldStyle, field_lines};

/// Lines that are put behind a line of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Insertion {
    /// The line, counted from one.
    pub behind: usize,
    /// The lines, without their ends.
    pub lines: Vec<String>,
}

/// So many lines are shown around a change.
const CONTEXT: usize = 3;

/// The patch that makes these insertions into a file.
pub fn unified_diff(path: &str, text: &str, insertions: &[Insertion]) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut sorted = insertions.to_vec();
    sorted.sort();
    let mut diff = format!("--- a/{path}\n+++ b/{path}\n");
    let mut added = 0;
    for hunk in hunks(&sorted) {
        added += push_hunk(&lines, hunk, added, &mut diff);
    }
    diff
}

/// Insertions whose surroundings touch stand in one hunk.
fn hunks(insertions: &[Insertion]) -> Vec<&[Insertion]> {
    insertions
        .chunk_by(|one, other| other.behind <= one.behind + 2 * CONTEXT)
        .collect()
}

/// Writes a hunk and gives back how many lines it adds.
fn push_hunk(lines: &[&str], hunk: &[Insertion], shift: usize, diff: &mut String) -> usize {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
        return 0;
    };
    let start = first.behind.saturating_sub(CONTEXT);
    let end = (last.behind + CONTEXT).min(lines.len());
    let added: usize = hunk.iter().map(|own| own.lines.len()).sum();
    let kept = end.saturating_sub(start);
    // Writing to a string cannot fail.
    let _ = writeln!(
        diff,
        "@@ -{},{kept} +{},{} @@",
        start + 1,
        start + 1 + shift,
        kept + added
    );
    for (position, line) in lines.iter().enumerate().take(end).skip(start) {
        push_line(' ', line, diff);
        let end_of_line = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
        for insertion in hunk.iter().filter(|own| own.behind == position + 1) {
            for own in &insertion.lines {
                push_line('+', &format!("{own}{end_of_line}"), diff);
            }
        }
    }
    added
}

fn push_line(mark: char, line: &str, diff: &mut String) {
    diff.push(mark);
    diff.push_str(line);
    if !line.ends_with('\n') {
        diff.push_str("\n\\ No newline at end of file\n");
    }
}

#[cfg(test)]
mod tests {
    use super::{Insertion, unified_diff};

    #[test]
    fn what_is_near_stands_in_one_hunk() {
        let text: String = (1..=20).map(|number| format!("line {number}\n")).collect();
        let insertion = |behind, line: &str| Insertion {
            behind,
            lines: vec![line.to_owned()],
        };
        let diff = unified_diff(
            "a/file",
            text.trim_end(),
            &[
                insertion(18, "far"),
                insertion(2, "first"),
                insertion(4, "near"),
            ],
        );
        assert_eq!(
            diff,
            "--- a/a/file\n+++ b/a/file\n\
             @@ -1,7 +1,9 @@\n line 1\n line 2\n+first\n line 3\n line 4\n+near\n line 5\n line 6\n line 7\n\
             @@ -16,5 +18,6 @@\n line 16\n line 17\n line 18\n+far\n line 19\n line 20\n\
             \\ No newline at end of file\n"
        );
    }
}
