//! Owns what folds away in the Markdown report: everything of each finding, what could not be told,
//! trouble with the inputs, and how much was compared.

use schemadrift_check::Report;
use schemadrift_check::outcome::CannotTell;
use schemadrift_core::finding::Finding;
use schemadrift_core::problem::Problem;

use super::Page;
use super::escape::{code, prose};
use crate::place::Place;
use crate::remark::remarks;
use crate::words::{count, nouns};

/// Places of one finding that are listed at most.
const MOST_PLACES: usize = 10;

/// Bytes that a part needs at least: less would be a heading with nothing under it.
const LEAST: usize = 400;

impl Page {
    pub(super) fn findings_in_full(&mut self, findings: &[&Finding]) {
        let title = "Both sides, places and remedies";
        let blocks: Vec<String> = findings
            .iter()
            .map(|finding| self.finding_in_full(finding))
            .collect();
        self.folded(title, "", &blocks);
    }

    pub(super) fn untold(&mut self, entries: &[CannotTell]) {
        let title = format!("{} could not be told", entries.len());
        let rows: Vec<String> = entries.iter().map(untold_row).collect();
        let head = "| object | rule | why it cannot be told |\n|---|---|---|\n";
        self.folded(&title, head, &rows);
    }

    pub(super) fn problems(&mut self, problems: &[Problem]) {
        let title = count(problems.len(), "problem", "problems");
        let rows: Vec<String> = problems
            .iter()
            .map(|problem| self.problem_row(problem))
            .collect();
        self.folded(&format!("{title} with the inputs"), "", &rows);
    }

    pub(super) fn coverage(&mut self, report: &Report) {
        let rows: Vec<String> = report
            .coverage
            .iter()
            .map(|kind| {
                format!(
                    "| {} | {} | {} | {} | {} | {} | {} |\n",
                    nouns(kind.kind).1,
                    kind.declared,
                    kind.visible,
                    kind.compared,
                    kind.same,
                    kind.differs,
                    kind.cannot_tell
                )
            })
            .collect();
        let head = "| kind | declared | visible | compared | same | differs | cannot tell |\n\
                    |---|--:|--:|--:|--:|--:|--:|\n";
        self.folded("What was compared", head, &rows);
    }

    /// A part that is closed until it is opened. Its title holds no text from outside.
    fn folded(&mut self, title: &str, head: &str, blocks: &[String]) {
        if blocks.is_empty() {
            return;
        }
        if !self.budget.has_room_for(LEAST) {
            self.budget
                .must(&format!("\n{title}: left away, this page is full.\n"));
            return;
        }
        self.budget.must(&format!(
            "\n<details>\n<summary>{title}</summary>\n\n{head}"
        ));
        for block in blocks {
            self.budget.may(block);
        }
        self.say_what_was_left_away(blocks.len());
        self.budget.must("\n</details>\n");
    }

    fn finding_in_full(&mut self, finding: &Finding) -> String {
        let mut text = format!(
            "- **{}** {}: {}\n",
            finding.level,
            finding.rule,
            prose(&finding.message)
        );
        for remark in remarks(finding) {
            let shown = match remark.word {
                "expected" | "found" => code(&remark.text),
                _ => prose(&remark.text),
            };
            text.push_str(&format!("  - {}: {shown}\n", remark.word));
        }
        let places: Vec<(Place, &str)> = finding
            .locations
            .iter()
            .filter_map(|location| {
                let place = Place::of(location.origin.location()?, &mut self.positions);
                Some((place, location.label.as_str()))
            })
            .collect();
        for (place, label) in places.iter().take(MOST_PLACES) {
            let label = if label.is_empty() {
                String::new()
            } else {
                format!(" ({})", prose(label))
            };
            text.push_str(&format!("  - at {}{label}\n", code(&place.text())));
        }
        if places.len() > MOST_PLACES {
            let more = count(places.len() - MOST_PLACES, "more place", "more places");
            text.push_str(&format!("  - and {more}\n"));
        }
        text
    }

    fn problem_row(&mut self, problem: &Problem) -> String {
        let place = problem
            .origin
            .location()
            .map(|location| Place::of(location, &mut self.positions).text());
        let place = place.map(|place| format!(" at {}", code(&place)));
        let help = problem.help.as_deref();
        let help = help.map(|help| format!("; {}", prose(help)));
        format!(
            "- **{}**: {}{}{}\n",
            problem.severity,
            prose(&problem.message),
            place.unwrap_or_default(),
            help.unwrap_or_default()
        )
    }
}

fn untold_row(entry: &CannotTell) -> String {
    let mut why = prose(&entry.reason);
    for (word, value) in [("expected", &entry.expected), ("found", &entry.found)] {
        if let Some(value) = value {
            why.push_str(&format!("<br>{word}: {}", code(value)));
        }
    }
    format!(
        "| {} {} | {} | {why} |\n",
        entry.object.kind,
        code(&entry.object.to_string()),
        entry.rule
    )
}
