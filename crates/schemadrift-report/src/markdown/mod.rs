//! Owns the Markdown report, for a comment on a pull request: the verdict, the worst findings in a
//! table, everything else folded away, in a page that fits into one comment.

mod budget;
mod details;
mod escape;

use schemadrift_check::Report;
use schemadrift_core::finding::Finding;

use self::budget::Budget;
use self::escape::{code, prose};
use crate::json::database_name;
use crate::place::place_of;
use crate::position::Positions;
use crate::tally::{counts, verdict_sentence, verdict_word, worst_first};
use crate::words::{count, database_line, duration};

/// Findings that the table holds at most; all stand in the folded part.
const MOST_ROWS: usize = 20;

/// Bytes that the head of one database and the titles of its parts take at most: three sentences and a
/// name, every character of which may be written as a number.
const LONGEST_HEAD: usize = 12_000;

/// The reports of one run as one page of GitHub Flavored Markdown.
pub fn render_markdown(reports: &[Report]) -> String {
    let mut page = Page {
        budget: Budget::default(),
        positions: Positions::default(),
    };
    if reports.is_empty() {
        page.budget.must("## schemadrift: nothing was checked\n");
    }
    page.heads(reports);
    page.details(reports);
    page.budget.into_text()
}

/// A page in the making.
struct Page {
    budget: Budget,
    positions: Positions,
}

impl Page {
    /// What stands open: the verdict and the worst findings of each database.
    fn heads(&mut self, reports: &[Report]) {
        for (index, report) in reports.iter().enumerate() {
            if !self.has_room() {
                let left = count(reports.len() - index, "database", "databases");
                self.budget
                    .must(&format!("\n{left} did not fit on this page.\n"));
                return;
            }
            let name = (reports.len() > 1).then(|| database_name(reports, index));
            let head = self.head(report, name.as_deref());
            self.budget.must(&head);
            self.table(report);
        }
    }

    /// What folds away, of each database.
    fn details(&mut self, reports: &[Report]) {
        for (index, report) in reports.iter().enumerate() {
            if reports.len() > 1 {
                if !self.has_room() {
                    return;
                }
                let name = code(&database_name(reports, index));
                self.budget.must(&format!("\n### {name} in detail\n"));
            }
            self.problems(&report.problems);
            self.findings_in_full(&worst_first(report));
            self.untold(&report.cannot_tell);
            self.coverage(report);
        }
    }

    /// Whether another database has room for what must be said of it.
    fn has_room(&self) -> bool {
        self.budget.has_room_for(LONGEST_HEAD)
    }

    fn head(&self, report: &Report, name: Option<&str>) -> String {
        let whom = name.map(|name| format!(" {}", code(name)));
        let mut head = format!(
            "{}## schemadrift{}: {}\n",
            if self.budget.has_text() { "\n" } else { "" },
            whom.unwrap_or_default(),
            verdict_word(report),
        );
        if let Some(reason) = &report.untrusted {
            head.push_str(&format!("\n**Not trustworthy**: {}\n", prose(reason)));
        }
        head.push_str(&format!("\n{}\n", prose(&verdict_sentence(report))));
        if let Some(counts) = counts(report) {
            head.push_str(&format!("\n**{counts}**\n"));
        }
        head.push_str(&format!(
            "\nCompared with {} in {}.\n",
            prose(&database_line(&report.database)),
            duration(report.elapsed)
        ));
        head
    }

    fn table(&mut self, report: &Report) {
        let findings = worst_first(report);
        if findings.is_empty() {
            return;
        }
        self.budget.must(
            "\n| level | rule | what is wrong | where | what to do |\n|---|---|---|---|---|\n",
        );
        for finding in findings.iter().take(MOST_ROWS) {
            let row = self.row(finding, report);
            self.budget.may(&row);
        }
        self.say_what_was_left_away(findings.len().min(MOST_ROWS));
        if findings.len() > MOST_ROWS {
            let more = count(
                findings.len() - MOST_ROWS,
                "more finding is",
                "more findings are",
            );
            self.budget.must(&format!("\n{more} below.\n"));
        }
    }

    fn row(&mut self, finding: &Finding, report: &Report) -> String {
        let place = place_of(finding, report, &mut self.positions);
        let place = place.map(|place| code(&place.text())).unwrap_or_default();
        let help = finding.help.as_deref().map(prose).unwrap_or_default();
        format!(
            "| **{}** | {} | {} | {place} | {help} |\n",
            finding.level,
            finding.rule,
            prose(&finding.message)
        )
    }

    fn say_what_was_left_away(&mut self, of: usize) {
        let left_away = self.budget.take_left_away();
        if left_away > 0 {
            self.budget.must(&format!(
                "\n{left_away} of {of} did not fit on this page; the other formats hold all.\n"
            ));
        }
    }
}
