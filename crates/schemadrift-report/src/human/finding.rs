//! Owns findings on the page: each complete alone, with its place in code, both values, the cause,
//! why it hurts and what to do. Many short ones of a kind share one frame.

use std::collections::BTreeSet;

use schemadrift_check::Report;
use schemadrift_core::finding::{Direction, Finding, FindingLocation, Level, LocationRole};
use schemadrift_core::origin::Origin;

use super::Page;
use super::section::{Remark, Section, Word, sections};
use super::values::hang_values;
use crate::frame::{Frame, Mark};
use crate::layout::{listed, width};
use crate::printable::printable;
use crate::style::Ink;
use crate::tally::level_tally;
use crate::words::count;

/// Places of one finding that are drawn unless everything is; the rest is listed.
const MOST_PLACES: usize = 4;

/// Places that use an object and are drawn unless everything is; the rest is counted.
const MOST_USES: usize = 3;

/// Places that are listed unless everything is.
const MOST_LISTED: usize = 6;

/// Findings of a kind that share one frame at least.
const FEWEST_TOGETHER: usize = 3;

/// Findings that share one frame at most: messages must not be far from it.
const MOST_TOGETHER: usize = 20;

/// Values that are short enough for the label of a frame.
const LONGEST_LABEL: usize = 60;

impl Page<'_> {
    pub(super) fn findings(&mut self, report: &Report) {
        let home = report.database.schema.as_deref();
        for section in sections(&report.findings, home) {
            let levels: Vec<Level> = section
                .findings
                .iter()
                .map(|finding| finding.level)
                .collect();
            self.ruler(&section.title, &level_tally(&levels), '-');
            self.section(&section);
        }
    }

    fn section(&mut self, section: &Section<'_>) {
        let findings = section.findings.as_slice();
        let mut next = 0;
        while let Some(first) = findings.get(next) {
            let is_verbose = self.style.is_verbose;
            let is_together = |index: &usize| {
                is_alike(findings[*index], first)
                    && is_brief(section, *index)
                    && uses_and_places(findings[*index]).0 == uses_and_places(first).0
                    && !(is_verbose && findings[*index].locations.len() > 1)
            };
            let last = findings.len().min(next + MOST_TOGETHER);
            let together = (next..last).take_while(is_together).count();
            let taken = if together >= FEWEST_TOGETHER {
                together
            } else {
                1
            };
            let range = next..next + taken;
            self.block();
            match &findings[range.clone()] {
                [finding] => self.finding(finding, section.own_remarks(next)),
                several => self.together(several),
            }
            let shared = section.shared_until(&range);
            if !shared.is_empty() {
                self.block();
            }
            for (remark, whom) in shared {
                let word = format!("{} for {whom}", remark.word.as_str());
                self.paragraph(remark.word.into(), &word, &remark.text);
            }
            next = range.end;
        }
    }

    /// One finding with everything that belongs to it.
    fn finding<'r>(&mut self, finding: &Finding, remarks: impl Iterator<Item = &'r Remark>) {
        self.finding_title(finding);
        let style = *self.style;
        let mut frame = Frame::new(&style, finding.level.into());
        self.places(finding, &mut frame);
        hang_values(
            &mut frame,
            finding.expected.as_deref(),
            finding.found.as_deref(),
            &style,
        );
        if style.is_verbose {
            frame.hang("effect", &finding.effect.to_string());
        }
        for remark in remarks {
            frame.hang(remark.word.as_str(), &remark.text);
        }
        if let Some(frame) = frame.render(&style) {
            self.line(&frame);
        }
    }

    fn finding_title(&mut self, finding: &Finding) {
        let word = format!("{}[{}]", finding.level, finding.rule);
        self.title(finding.level.into(), &word, &finding.message);
    }

    /// The places of a finding: drawn, and listed where there are too many to draw.
    fn places(&mut self, finding: &Finding, frame: &mut Frame) {
        let most = if self.style.is_verbose {
            usize::MAX
        } else {
            MOST_PLACES
        };
        let (uses, places) = uses_and_places(finding);
        let most_uses = if most == usize::MAX { most } else { MOST_USES };
        let (drawn, rest) = places.split_at(places.len().min(most));
        let (drawn_uses, more_uses) = uses.split_at(uses.len().min(most_uses));
        let drawn = [drawn, drawn_uses].concat();
        let mut marks: Vec<Mark<'_>> = drawn.iter().copied().filter_map(mark).collect();
        if let Some(first) = marks.first_mut() {
            first.is_primary = true;
        }
        frame.mark(&marks, &mut self.positions);
        for location in &drawn {
            if let Origin::Catalog(address) = &location.origin {
                frame.place(&format!("in the database: {address}"));
            }
        }
        let more: Vec<String> = rest
            .iter()
            .filter_map(|location| Some(self.place_text(location.origin.location()?)))
            .collect();
        if !more.is_empty() {
            frame.hang("also at", &listed(&more, MOST_LISTED));
        }
        if !more_uses.is_empty() {
            let more = count(more_uses.len(), "more place", "more places");
            let places = self.lines_by_file(more_uses);
            frame.hang("used", &format!("and at {more}: {places}"));
        }
    }

    fn place_text(&mut self, location: &schemadrift_core::origin::Location) -> String {
        let (start, _) = self.positions.range(location);
        format!("{}:{}:{}", location.file.path, start.line, start.column)
    }

    /// Findings of a kind: their messages, then one frame with all their places.
    fn together(&mut self, findings: &[&Finding]) {
        for finding in findings {
            self.finding_title(finding);
        }
        let style = *self.style;
        let ink = findings
            .first()
            .map_or(Ink::Note, |finding| finding.level.into());
        let mut frame = Frame::new(&style, ink);
        let place = |finding: &Finding| finding.locations.first().map(|place| place.origin.clone());
        let is_one_place = findings
            .windows(2)
            .all(|pair| place(pair[0]) == place(pair[1]));
        let mut marks: Vec<Mark<'_>> = Vec::new();
        for finding in findings {
            if let Some(mut mark) = finding.locations.first().and_then(mark) {
                mark.is_primary = true;
                if !is_one_place {
                    mark.label = brief_label(finding).unwrap_or(mark.label);
                }
                marks.push(mark);
            }
        }
        frame.mark(&marks, &mut self.positions);
        if is_one_place {
            hang_sides(&mut frame, findings);
        }
        for places in self.second_places(findings) {
            frame.hang("also at", &places);
        }
        // Those that stand together are used at the same places.
        let uses = findings.first().map(|first| uses_and_places(first).0);
        let uses = uses.unwrap_or_default();
        if !uses.is_empty() {
            let number = count(uses.len(), "place", "places");
            let places = self.lines_by_file(&uses);
            frame.hang("used", &format!("at {number}: {places}"));
        }
        if let Some(frame) = frame.render(&style) {
            self.line(&frame);
        }
    }

    /// Places as files with their lines.
    fn lines_by_file(&mut self, places: &[&FindingLocation]) -> String {
        let mut files: Vec<(&str, BTreeSet<usize>)> = Vec::new();
        for location in places.iter().filter_map(|place| place.origin.location()) {
            let line = self.positions.range(location).0.line;
            let path = location.file.path.as_str();
            match files.iter_mut().find(|(known, _)| *known == path) {
                Some((_, lines)) => {
                    lines.insert(line);
                }
                None => files.push((path, BTreeSet::from([line]))),
            }
        }
        let files = files.into_iter().map(|(path, lines)| {
            let word = if lines.len() == 1 { "line" } else { "lines" };
            let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
            format!("{path}, {word} {}", listed(&lines, MOST_LISTED))
        });
        let files: Vec<String> = files.collect();
        match files.split_at(files.len().min(MOST_LISTED)) {
            (shown, []) => shown.join("; "),
            (shown, rest) => format!("{}; and {} more files", shown.join("; "), rest.len()),
        }
    }

    /// The second places of findings that share a frame: the lines of each file, with what they
    /// are labelled.
    fn second_places(&mut self, findings: &[&Finding]) -> Vec<String> {
        let mut places: Vec<((&str, &str), BTreeSet<usize>)> = Vec::new();
        for place in findings
            .iter()
            .filter_map(|finding| finding.locations.get(1))
            .filter(|place| place.role != LocationRole::Code)
        {
            let Some(location) = place.origin.location() else {
                continue;
            };
            let line = self.positions.range(location).0.line;
            let key = (location.file.path.as_str(), place.label.as_str());
            match places.iter_mut().find(|(known, _)| *known == key) {
                Some((_, lines)) => {
                    lines.insert(line);
                }
                None => places.push((key, BTreeSet::from([line]))),
            }
        }
        let shown = places.into_iter().map(|((path, label), lines)| {
            let word = if lines.len() == 1 { "line" } else { "lines" };
            let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
            format!("{path}, {word} {} ({label})", lines.join(", "))
        });
        shown.collect()
    }
}

/// The places that use what a finding is about, and the others.
fn uses_and_places(finding: &Finding) -> (Vec<&FindingLocation>, Vec<&FindingLocation>) {
    let locations = finding.locations.iter();
    locations.partition(|location| location.role == LocationRole::Code)
}

/// Hangs the values of findings that point at one place, each with its object's name.
fn hang_sides(frame: &mut Frame, findings: &[&Finding]) {
    let sides: Vec<(&str, String)> = findings
        .iter()
        .filter_map(|finding| {
            let (word, value) = side(finding)?;
            let name = &finding.object.name;
            let text = if name == value {
                name.clone()
            } else {
                format!("{name} {value}")
            };
            Some((word, text))
        })
        .collect();
    if let Some((word, _)) = sides.first() {
        let texts: Vec<&str> = sides.iter().map(|(_, text)| text.as_str()).collect();
        frame.hang(word, &texts.join(", "));
    }
}

fn mark(location: &FindingLocation) -> Option<Mark<'_>> {
    let mut mark = Mark::new(&location.origin, &location.label)?;
    mark.has_context = location.role == LocationRole::Declared;
    Some(mark)
}

/// Whether a finding says everything in its message, its place and what it shares with others.
fn is_brief(section: &Section<'_>, index: usize) -> bool {
    let Some(finding) = section.findings.get(index) else {
        return false;
    };
    let (_, places) = uses_and_places(finding);
    let has_few_places = match places.as_slice() {
        [] => true,
        [only] => only.origin.location().is_some(),
        // Where a migration makes it is told in a line.
        [first, second] => {
            first.origin.location().is_some()
                && second.origin.location().is_some()
                && second.role == LocationRole::Migration
        }
        [_, _, _, ..] => false,
    };
    let is_one_sided = match finding.direction {
        Direction::LiveLacks | Direction::LiveHasMore => true,
        Direction::Differs | Direction::WithinCode => {
            finding.expected.is_none() && finding.found.is_none()
        }
    };
    has_few_places
        && is_one_sided
        && (side(finding).is_none() || brief_label(finding).is_some())
        && section.own_remarks(index).next().is_none()
}

fn is_alike(finding: &Finding, other: &Finding) -> bool {
    finding.rule == other.rule && finding.level == other.level
}

/// The value of the side that has the object.
fn side(finding: &Finding) -> Option<(&'static str, &str)> {
    match finding.direction {
        Direction::LiveLacks => Some(("expected", finding.expected.as_deref()?)),
        Direction::LiveHasMore => Some(("found", finding.found.as_deref()?)),
        Direction::Differs | Direction::WithinCode => None,
    }
}

/// A value as the label of a frame, if it is short.
fn brief_label(finding: &Finding) -> Option<String> {
    let (word, value) = side(finding)?;
    let value = printable(value);
    (!finding.locations.is_empty() && width(&value) <= LONGEST_LABEL)
        .then(|| format!("{word}: {value}"))
}

impl From<Word> for Ink {
    fn from(word: Word) -> Self {
        match word {
            Word::Cause | Word::Note => Self::Note,
            Word::Help => Self::Help,
        }
    }
}
