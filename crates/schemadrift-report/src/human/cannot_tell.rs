//! Owns what could not be told, on the page: which object, why, and both normal forms.

use std::collections::HashMap;

use schemadrift_check::{CannotTell, Report};
use schemadrift_core::object::ObjectKind;

use super::Page;
use super::values::hang_values;
use crate::frame::Frame;
use crate::printable::printable;
use crate::style::Ink;
use crate::words::{count, count_kind, nouns};

/// Objects with one reason that are shown unless everything is.
const MOST_OBJECTS: usize = 5;

impl Page<'_> {
    pub(super) fn cannot_tell(&mut self, report: &Report) {
        let entries = report.cannot_tell.as_slice();
        if entries.is_empty() {
            return;
        }
        let home = report.database.schema.as_deref();
        self.ruler("could not be told", &how_many(entries.iter()), '-');
        for entries in by_reason(entries) {
            self.block();
            match entries.as_slice() {
                [entry] => {
                    self.reason(entry, &object(entry, home));
                    self.normal_forms(entry, "");
                }
                [first, ..] => {
                    self.reason(first, &how_many(entries.iter().copied()));
                    self.objects(&entries, home);
                }
                [] => {}
            }
        }
    }

    fn reason(&mut self, entry: &CannotTell, whom: &str) {
        let word = format!("cannot tell[{}]", entry.rule);
        self.title(Ink::Warning, &word, &format!("{whom}: {}", entry.reason));
    }

    fn objects(&mut self, entries: &[&CannotTell], home: Option<&str>) {
        let most = if self.style.is_verbose {
            usize::MAX
        } else {
            MOST_OBJECTS
        };
        for entry in entries.iter().take(most) {
            self.hanging("  ", &printable(&object(entry, home)));
            self.normal_forms(entry, "   ");
        }
        let more = entries.len().saturating_sub(most);
        if more > 0 {
            self.line(&format!("  and {more} more"));
        }
    }

    fn normal_forms(&mut self, entry: &CannotTell, indent: &str) {
        let mut style = *self.style;
        style.width = style.columns().saturating_sub(indent.len());
        let mut frame = Frame::new(&style, Ink::Warning);
        hang_values(
            &mut frame,
            entry.expected.as_deref(),
            entry.found.as_deref(),
            &style,
        );
        for line in frame.render(&style).iter().flat_map(|frame| frame.lines()) {
            self.line(&format!("{indent}{line}"));
        }
    }
}

/// Entries of one rule and reason stand together, in the order of the first.
fn by_reason(entries: &[CannotTell]) -> Vec<Vec<&CannotTell>> {
    let mut groups: Vec<Vec<&CannotTell>> = Vec::new();
    let mut known = HashMap::new();
    for entry in entries {
        let index = *known
            .entry((entry.rule, entry.reason.as_str()))
            .or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    groups
}

/// An object with its kind; the schema that goes without saying is left away.
fn object(entry: &CannotTell, home: Option<&str>) -> String {
    let (noun, _) = nouns(entry.object.kind);
    let mut path = entry.object.clone();
    path.schema = path.schema.filter(|schema| Some(schema.as_str()) != home);
    format!("{noun} `{path}`")
}

/// A count of objects, by their kind where it is one.
fn how_many<'a>(entries: impl Iterator<Item = &'a CannotTell>) -> String {
    let kinds: Vec<ObjectKind> = entries.map(|entry| entry.object.kind).collect();
    match kinds.first() {
        Some(kind) if kinds.iter().all(|other| other == kind) => count_kind(kinds.len(), *kind),
        _ => count(kinds.len(), "object", "objects"),
    }
}
