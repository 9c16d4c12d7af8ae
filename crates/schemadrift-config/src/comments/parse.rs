//! Owns how a comment is written: `schemadrift-ignore RULE, RULE: reason`, and what is wrong with one.

use std::ops::Range;
use std::sync::Arc;

use schemadrift_core::finding::IGNORE_MARK;
use schemadrift_core::origin::{Location, Origin, SourceFile};
use schemadrift_core::problem::Problem;

use super::{Comment, reach};
use crate::walk::did_you_mean;

/// What may begin a comment, in any language that is read.
const OPENERS: &[&str] = &["<!--", "//", "--", "/*", "#", "*"];

const SPELLING: &str = "write `schemadrift-ignore RULE: reason`";

/// The comments of one file.
pub(super) fn comments(
    file: &Arc<SourceFile>,
    rules: &[&str],
    problems: &mut Vec<Problem>,
) -> Vec<Comment> {
    let lines: Vec<&str> = file.text.lines().collect();
    let mut comments = Vec::new();
    let mut start = 0;
    for (index, line) in file.text.split('\n').enumerate() {
        if let Some(written) = written(line) {
            let at =
                |range: &Range<usize>| Location::new(file, start + range.start..start + range.end);
            let place = at(&written.place);
            let mut mistake = |range: &Range<usize>, message: String, help: String| {
                let origin = Origin::Exact(at(range));
                problems.push(Problem::warning(message, origin).with_help(help));
            };
            let reach = reach::of(&lines, index, written.is_alone);
            match (check(&written, rules, &mut mistake), reach) {
                (Some((rules, reason)), Some(reach)) => comments.push(Comment {
                    rules,
                    reason,
                    lines: reach.lines,
                    call: reach.call,
                    place,
                }),
                (Some(_), None) => mistake(
                    &written.place,
                    "nothing stands below this comment that it could be about".to_owned(),
                    "put it on the line before a declaration or a call, or behind it".to_owned(),
                ),
                (None, _) => {}
            }
        }
        start += line.len() + 1;
    }
    comments
}

/// A comment as it is written. Ranges count from the beginning of the line.
struct Written<'a> {
    /// Nothing but the comment is on the line.
    is_alone: bool,
    /// From the mark to the end.
    place: Range<usize>,
    /// What stands behind the mark.
    rest: &'a str,
}

/// The comment of a line, if the mark is the first thing in one.
fn written(line: &str) -> Option<Written<'_>> {
    let start = line.find(IGNORE_MARK)?;
    let before = line[..start].trim_end().trim_end_matches('!');
    let opener = OPENERS.iter().find(|opener| before.ends_with(**opener))?;
    let outside = before.trim_end_matches(|character| opener.contains(character));
    let outside = outside.trim();
    // A star begins a comment's line only where nothing stands before it.
    if *opener == "*" && !outside.is_empty() {
        return None;
    }
    let rest = &line[start + IGNORE_MARK.len()..];
    if rest.starts_with(|next: char| next.is_alphanumeric() || next == '_') {
        return None;
    }
    let rest = ["*/", "-->"].iter().fold(rest, |rest, closer| {
        rest.split_once(closer).map_or(rest, |(inside, _)| inside)
    });
    let rest = rest.trim_end();
    Some(Written {
        is_alone: outside.is_empty() || outside == "{",
        place: start..start + IGNORE_MARK.len() + rest.len(),
        rest,
    })
}

/// The rules and the reason, unless something is wrong.
fn check(
    written: &Written<'_>,
    known: &[&str],
    mistake: &mut impl FnMut(&Range<usize>, String, String),
) -> Option<(Vec<String>, String)> {
    let (names, reason) = match written.rest.split_once(':') {
        Some((names, reason)) => (names, reason.trim()),
        // Without a colon, nothing tells the rules from the rest.
        None => (first_word(written.rest), ""),
    };
    let base = written.place.start + IGNORE_MARK.len();
    let mut rules = Vec::new();
    let mut is_wrong = false;
    let mut offset = base;
    for name in names.split(',') {
        let rule = name.trim();
        let start = offset + (name.len() - name.trim_start().len());
        offset += name.len() + 1;
        if rule.is_empty() {
            continue;
        }
        if known.contains(&rule) {
            rules.push(rule.to_owned());
        } else {
            is_wrong = true;
            let help = did_you_mean(rule, known)
                .unwrap_or_else(|| "`schemadrift rules` lists the rules".to_owned());
            let message =
                format!("there is no rule `{rule}`, so that this comment ignores nothing");
            mistake(&(start..start + rule.len()), message, help);
        }
    }
    if rules.is_empty() && !is_wrong {
        is_wrong = true;
        let message = "this comment names no rule, and ignores nothing".to_owned();
        mistake(&written.place, message, SPELLING.to_owned());
    }
    if reason.is_empty() {
        is_wrong = true;
        let message = "this comment gives no reason, and ignores nothing".to_owned();
        mistake(&written.place, message, SPELLING.to_owned());
    }
    (!is_wrong).then(|| (rules, reason.to_owned()))
}

/// The first word, with the spaces before it.
fn first_word(text: &str) -> &str {
    let word = text.trim_start();
    let lead = text.len() - word.len();
    let end = word.find(char::is_whitespace).unwrap_or(word.len());
    &text[..lead + end]
}
