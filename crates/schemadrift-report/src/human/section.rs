//! Owns which findings stand together: those of one object under its name, and lonely findings of
//! one rule under the rule, so that twenty missing tables do not become twenty headings.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use schemadrift_core::finding::{Finding, Level, LocationRole};
use schemadrift_core::object::ObjectKind;

use crate::layout::listed;
use crate::printable::printable;
use crate::words::{cause_clause, count, nouns};

/// Findings under one heading.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    pub(crate) title: String,
    pub(crate) findings: Vec<&'a Finding>,
    /// What each finding says beside its message.
    remarks: Vec<Vec<Remark>>,
    /// Who says a remark, for those that several findings say. Looked up only; the order of the
    /// page comes from `shared`.
    holders: HashMap<Remark, Vec<usize>>,
    shared: Vec<Remark>,
}

/// A text that hangs under a finding, and may be the same for several.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Remark {
    pub(crate) word: Word,
    pub(crate) text: String,
}

/// What a remark is, in the order in which remarks stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Word {
    Cause,
    Note,
    Help,
}

impl Word {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Cause => "cause",
            Self::Note => "note",
            Self::Help => "help",
        }
    }
}

impl<'a> Section<'a> {
    fn new(title: String, findings: Vec<&'a Finding>) -> Self {
        let remarks: Vec<Vec<Remark>> = findings.iter().map(|finding| remarks(finding)).collect();
        let mut holders: HashMap<Remark, Vec<usize>> = HashMap::new();
        let mut shared = Vec::new();
        for (index, remarks) in remarks.iter().enumerate() {
            for remark in remarks {
                let who = holders.entry(remark.clone()).or_default();
                who.push(index);
                if who.len() == 2 {
                    shared.push(remark.clone());
                }
            }
        }
        shared.sort_by_key(|remark| remark.word);
        Self {
            title,
            findings,
            remarks,
            holders,
            shared,
        }
    }

    fn worst(&self) -> Option<Level> {
        self.findings.iter().map(|finding| finding.level).max()
    }

    /// What the finding at this place says alone; what several say is said once, behind the last.
    pub(crate) fn own_remarks(&self, index: usize) -> impl Iterator<Item = &Remark> {
        let remarks = self.remarks.get(index).map_or(&[][..], Vec::as_slice);
        remarks.iter().filter(|remark| self.who(remark).len() < 2)
    }

    /// What several findings say, where the last of them is in this range, with whom it is about.
    pub(crate) fn shared_until(&self, range: &Range<usize>) -> Vec<(&Remark, String)> {
        self.shared
            .iter()
            .filter(|remark| {
                self.who(remark)
                    .last()
                    .is_some_and(|last| range.contains(last))
            })
            .map(|remark| (remark, self.whom(remark)))
            .collect()
    }

    fn who(&self, remark: &Remark) -> &[usize] {
        self.holders.get(remark).map_or(&[], Vec::as_slice)
    }

    fn whom(&self, remark: &Remark) -> String {
        let holders: Vec<&Finding> = self
            .who(remark)
            .iter()
            .filter_map(|index| self.findings.get(*index).copied())
            .collect();
        let all = self.findings.len();
        if holders.len() == all {
            return if all == 2 {
                "both".to_owned()
            } else {
                format!("all {all}")
            };
        }
        let rule = holders.first().map_or("", |finding| finding.rule);
        let of_rule = self
            .findings
            .iter()
            .filter(|finding| finding.rule == rule)
            .count();
        let is_whole_rule =
            of_rule == holders.len() && holders.iter().all(|finding| finding.rule == rule);
        if is_whole_rule {
            return format!("the {of_rule} `{rule}`");
        }
        let names: Vec<String> = holders
            .iter()
            .map(|finding| format!("`{}`", finding.object.name))
            .collect();
        listed(&names, 3)
    }
}

/// The remarks of a finding.
fn remarks(finding: &Finding) -> Vec<Remark> {
    let cause = finding
        .cause
        .map(|cause| cause_clause(cause, finding.direction, finding.migration.as_deref()));
    [
        (Word::Cause, cause),
        (Word::Note, finding.note.clone()),
        (Word::Help, finding.help.clone()),
    ]
    .into_iter()
    .filter_map(|(word, text)| Some(Remark { word, text: text? }))
    .collect()
}

/// The sections of a report: worst first, and otherwise in the order of the findings.
///
/// `home` is the schema that goes without saying.
pub(crate) fn sections<'a>(findings: &'a [Finding], home: Option<&str>) -> Vec<Section<'a>> {
    let mut sections: Vec<Section<'a>> = gathered(groups(findings))
        .into_iter()
        .map(|mut groups| {
            // What code is known to break on comes before what it does not use.
            groups.sort_by_key(|group| !group.findings.iter().any(|finding| is_used(finding)));
            let title = title(&groups, home);
            let findings = groups
                .into_iter()
                .flat_map(|group| group.findings)
                .collect();
            Section::new(title, findings)
        })
        .collect();
    sections.sort_by_key(|section| Reverse(section.worst()));
    sections
}

fn is_used(finding: &Finding) -> bool {
    let mut locations = finding.locations.iter();
    locations.any(|location| location.role == LocationRole::Code)
}

/// An object with its findings.
struct Group<'a> {
    kind: ObjectKind,
    schema: Option<&'a str>,
    name: &'a str,
    findings: Vec<&'a Finding>,
}

fn groups(findings: &[Finding]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known = HashMap::new();
    for finding in findings {
        let kind = container(finding);
        let (schema, name) = finding.object.group();
        // A view's columns do not say that it is one.
        let space = if kind == ObjectKind::View {
            ObjectKind::Table
        } else {
            kind
        };
        let index = *known.entry((space, schema, name)).or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => {
                group.findings.push(finding);
                if finding.object.table.is_none() {
                    group.kind = kind;
                }
            }
            None => groups.push(Group {
                kind,
                schema,
                name,
                findings: vec![finding],
            }),
        }
    }
    groups
}

/// The kind of object that a finding is grouped under.
fn container(finding: &Finding) -> ObjectKind {
    match finding.object.kind {
        kind if finding.object.table.is_none() => kind,
        ObjectKind::EnumValue => ObjectKind::Enum,
        ObjectKind::Field => ObjectKind::Model,
        _ => ObjectKind::Table,
    }
}

/// Puts objects together that have one finding each, of the same rule about the same kind.
fn gathered(groups: Vec<Group<'_>>) -> Vec<Vec<Group<'_>>> {
    let mut gathered: Vec<Vec<Group<'_>>> = Vec::new();
    let mut known = HashMap::new();
    for group in groups {
        let index = match group.findings.as_slice() {
            [only] => *known
                .entry((only.rule, only.level, only.object.kind))
                .or_insert(gathered.len()),
            _ => gathered.len(),
        };
        match gathered.get_mut(index) {
            Some(others) => others.push(group),
            None => gathered.push(vec![group]),
        }
    }
    gathered
}

fn title(groups: &[Group<'_>], home: Option<&str>) -> String {
    match groups {
        [group] if group.kind == ObjectKind::Database => "the whole database".to_owned(),
        [group] => {
            let (noun, _) = nouns(group.kind);
            let schema = group.schema.filter(|schema| Some(*schema) != home);
            let schema = schema
                .map(|schema| format!("{schema}."))
                .unwrap_or_default();
            printable(&format!("{noun} {schema}{}", group.name)).into_owned()
        }
        [first, ..] => {
            let (one, many) = nouns(first.kind);
            let rule = first.findings.first().map_or("", |finding| finding.rule);
            format!("{rule}: {}", count(groups.len(), one, many))
        }
        [] => String::new(),
    }
}
