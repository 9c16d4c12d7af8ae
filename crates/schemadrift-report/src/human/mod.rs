//! Owns the report for people: findings by object with their places in code, what could not be
//! told, trouble with the inputs, and at the end what was compared and what to do next.

mod cannot_tell;
mod finding;
mod left_out;
mod problem;
mod section;
mod summary;
mod values;

use schemadrift_check::Report;
use schemadrift_core::problem::Problem;

use crate::json::database_name;
use crate::layout::{clipped, width, wrap, wrap_behind};
use crate::position::Positions;
use crate::printable::printable;
use crate::style::{HumanStyle, Ink};

/// Rulers are drawn no further than this: beyond it, their right end is out of sight.
const LONGEST_RULER: usize = 120;

/// The reports of one run as text for people.
pub fn render_human(reports: &[Report], style: &HumanStyle) -> String {
    let mut page = Page {
        style,
        text: String::new(),
        positions: Positions::default(),
    };
    for (index, report) in reports.iter().enumerate() {
        if reports.len() > 1 {
            let name = database_name(reports, index);
            let title = format!("database {}", printable(&name));
            page.ruler(&title, &format!("{} of {}", index + 1, reports.len()), '=');
        }
        page.report(report);
    }
    if reports.len() != 1 {
        page.block();
        page.verdicts(reports);
    }
    page.text
}

/// Trouble with an input where there is no report, as text for people.
pub fn render_problems(problems: &[Problem], style: &HumanStyle) -> String {
    let mut page = Page {
        style,
        text: String::new(),
        positions: Positions::default(),
    };
    page.problems(problems);
    page.text
}

/// A page in the making.
pub(crate) struct Page<'a> {
    style: &'a HumanStyle,
    text: String,
    positions: Positions,
}

impl Page<'_> {
    fn report(&mut self, report: &Report) {
        if let Some(reason) = &report.untrusted {
            self.block();
            self.paragraph(Ink::Error, "NOT TRUSTWORTHY", reason);
        }
        self.problems(&report.problems);
        self.findings(report);
        self.cannot_tell(report);
        if self.style.is_verbose {
            self.suppressed(&report.suppressed);
        }
        if self.style.is_verbose || self.style.lists_left_out {
            self.left_out(&report.left_out);
        }
        self.block();
        self.summary(report);
    }

    /// Starts a block: an empty line, unless nothing stands above.
    fn block(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A title over the whole width: what it is about, and how much of it there is.
    fn ruler(&mut self, title: &str, tally: &str, stroke: char) {
        self.block();
        let columns = self.style.columns().min(LONGEST_RULER);
        let used = width(title) + width(tally) + 2;
        let strokes = columns.saturating_sub(used).max(3);
        let line = format!(
            "{} {} {}",
            self.style.paint(Ink::Heading, title),
            self.style
                .paint(Ink::Quiet, &stroke.to_string().repeat(strokes)),
            self.style.paint(Ink::Heading, tally),
        );
        self.line(&line);
    }

    /// A wrapped text behind a coloured word: `help: ...`.
    fn paragraph(&mut self, ink: Ink, word: &str, text: &str) {
        self.labelled(ink, word, text, None);
    }

    /// The same with a text that stands out: the first line of something.
    fn title(&mut self, ink: Ink, word: &str, text: &str) {
        self.labelled(ink, word, text, Some(Ink::Heading));
    }

    fn labelled(&mut self, ink: Ink, word: &str, text: &str, text_ink: Option<Ink>) {
        let lead = format!("{}: ", printable(word));
        let room = self.style.columns().saturating_sub(INDENT.len());
        let text = printable(text);
        let lines = wrap_behind(
            width(&lead),
            &clipped(&text, self.style.longest_text()),
            room,
        );
        for (index, line) in lines.iter().enumerate() {
            let shown = match text_ink {
                Some(text_ink) => self.style.paint(text_ink, line),
                None => line.clone(),
            };
            if index == 0 {
                let lead = if shown.is_empty() {
                    lead.trim_end()
                } else {
                    &lead
                };
                let lead = self.style.paint(ink, lead);
                self.line(&format!("{lead}{shown}"));
            } else {
                self.line(&format!("{INDENT}{shown}"));
            }
        }
    }

    /// A wrapped text with every line but the first one further in.
    fn hanging(&mut self, indent: &str, text: &str) {
        let room = self.style.columns().saturating_sub(indent.len() + 2);
        for (index, line) in wrap(text, room).iter().enumerate() {
            let deeper = if index == 0 { "" } else { "  " };
            self.line(&format!("{indent}{deeper}{line}"));
        }
    }
}

/// What wrapped lines of a paragraph start with.
const INDENT: &str = "    ";
