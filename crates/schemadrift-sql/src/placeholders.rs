//! Owns what is recognised of templates in SQL: marks for text that another program fills in before
//! the database sees the statement.

use schemadrift_core::dialect::Engine;

use crate::change::Change;
use crate::cursor::Cursor;
use crate::place::Place;
use crate::tokens::{Kind, tokenize};
use crate::unclear::unclear;

/// What opens a mark, what closes it, and how it is called.
const MARKS: [(&str, &str, &str); 3] = [
    ("{{", "}}", "{{ … }}"),
    ("${", "}", "${…}"),
    ("<%", "%>", TAGS),
];

const TAGS: &str = "<% … %>";

/// The end of the reason for which a statement with a mark is not understood.
const FILLED_IN: &str = "in it is filled in by something else before it runs";

/// Says of a statement with a mark that it is not understood: the parser stumbles over it in words
/// that help nobody, or takes it for a part of a name.
pub(crate) fn explain(engine: Engine, place: Place<'_>, text: &str, changes: &mut Vec<Change>) {
    let Some(mark) = mark(engine, text) else {
        return;
    };
    let told = format!("`{mark}` {FILLED_IN}");
    let (mut is_told, mut is_of_schema) = (false, false);
    for change in changes.iter_mut() {
        match change {
            Change::Unclear { reason, .. } => {
                reason.clone_from(&told);
                is_told = true;
            }
            Change::Rows { .. } | Change::RowsGone { .. } => {}
            _ => is_of_schema = true,
        }
    }
    // These signs are operators too, so what was understood with them was understood.
    let is_sure = mark != TAGS;
    if is_of_schema && is_sure && !is_told {
        let tokens = tokenize(engine, text);
        changes.clear();
        changes.push(unclear(place, &Cursor::new(engine, text, &tokens), told));
    }
}

/// Whether a statement was not understood for the sake of a mark.
pub(crate) fn is_reason(reason: &str) -> bool {
    reason.ends_with(FILLED_IN)
}

/// The same reason for several statements of a file.
pub(crate) fn reason_of_several(reason: &str, statements: usize) -> String {
    let mark = reason.trim_end_matches(FILLED_IN);
    format!(
        "{mark}in {statements} statements of this file is filled in by something else before they run"
    )
}

/// The first kind of mark that stands in a text outside of its strings.
fn mark(engine: Engine, text: &str) -> Option<&'static str> {
    MARKS
        .iter()
        .find(|(open, close, _)| {
            let opened = text.find(open).map(|place| place + open.len());
            opened.is_some_and(|place| text[place..].contains(close))
                && stands_bare(engine, text, open)
        })
        .map(|(_, _, name)| *name)
}

/// Whether one of these marks begins in no string literal and no comment.
fn stands_bare(engine: Engine, text: &str, open: &str) -> bool {
    let tokens = tokenize(engine, text);
    text.match_indices(open).any(|(place, _)| {
        tokens
            .iter()
            .any(|token| token.kind != Kind::Text && token.start <= place && place < token.end())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_strings_and_comments() {
        for (text, expected) in [
            (
                "CREATE TABLE {{ index .Options \"Namespace\" }}.t (a int)",
                Some("{{ … }}"),
            ),
            ("CREATE TABLE ${schema}.t (a int)", Some("${…}")),
            ("CREATE TABLE <%= schema %>.t (a int)", Some("<% … %>")),
            ("CREATE TABLE t (a text DEFAULT '{{ x }}')", None),
            ("CREATE TABLE \"${schema}\".t (a int)", Some("${…}")),
            ("CREATE TABLE t (a int) -- ${schema}", None),
            ("CREATE TABLE t (a int CHECK (a <% 3))", None),
            ("", None),
        ] {
            assert_eq!(mark(Engine::PostgreSql, text), expected, "{text}");
        }
    }
}
