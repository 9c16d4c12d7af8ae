//! Owns annotations of GitHub Actions: workflow commands, a line each, the worst first since a step
//! shows ten of each level
//! (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>).

use schemadrift_check::Report;
use schemadrift_check::outcome::CannotTell;
use schemadrift_core::finding::{Finding, Level};
use schemadrift_core::problem::{Problem, Severity};

use crate::folder::Folder;
use crate::json::database_name;
use crate::layout::{listed, printable_sentence};
use crate::place::{Place, place_of};
use crate::position::Positions;
use crate::printable::printable;
use crate::remark::{lines, remarks, short};
use crate::tally::{counts, verdict_sentence, verdict_word, worst_first};
use crate::words::count;

/// Objects that are named where several could not be told for one reason.
const MOST_NAMED: usize = 5;

/// The annotations of one run, and a line with each verdict.
pub fn render_github(reports: &[Report], folder: &Folder) -> String {
    let mut text = String::new();
    for (index, report) in reports.iter().enumerate() {
        let name = (reports.len() > 1).then(|| database_name(reports, index));
        let whole = format!("database {} of {}", index + 1, reports.len());
        let mut page = Annotations {
            order: name.as_ref().map(|_| whole),
            database: name.as_deref(),
            folder,
            positions: Positions::default(),
            text: &mut text,
        };
        page.report(report);
    }
    text
}

/// What an annotation is; GitHub knows no other levels.
#[derive(Debug, Clone, Copy)]
enum Command {
    Error,
    Warning,
    Notice,
}

impl Command {
    fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

impl From<Level> for Command {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Note | Level::Off => Self::Notice,
        }
    }
}

impl From<Severity> for Command {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Note => Self::Notice,
        }
    }
}

struct Annotations<'a> {
    /// The database's name, where there are several.
    database: Option<&'a str>,
    /// Which of them it is, in words of our own.
    order: Option<String>,
    folder: &'a Folder,
    positions: Positions,
    text: &'a mut String,
}

impl Annotations<'_> {
    fn report(&mut self, report: &Report) {
        if let Some(reason) = &report.untrusted {
            self.write(
                Command::Error,
                None,
                "not trustworthy",
                &printable_sentence(reason),
            );
        }
        for problem in &report.problems {
            self.problem(problem);
        }
        for finding in worst_first(report) {
            self.finding(finding, report);
        }
        for group in alike(&report.cannot_tell) {
            self.cannot_tell(&group);
        }
        self.verdict(report);
    }

    fn problem(&mut self, problem: &Problem) {
        let place = problem
            .origin
            .location()
            .map(|location| Place::of(location, &mut self.positions));
        let mut message = printable_sentence(&problem.message);
        if let Some(help) = &problem.help {
            message.push_str(&format!("\nhelp: {}", printable_sentence(help)));
        }
        self.write(
            problem.severity.into(),
            place.as_ref(),
            "problem with the inputs",
            &message,
        );
    }

    fn finding(&mut self, finding: &Finding, report: &Report) {
        let place = place_of(finding, report, &mut self.positions);
        let message = format!(
            "{}{}",
            printable_sentence(&finding.message),
            lines(&remarks(finding))
        );
        self.write(finding.level.into(), place.as_ref(), finding.rule, &message);
    }

    /// What could not be told for one reason: it would use up the ten that are shown.
    fn cannot_tell(&mut self, group: &[&CannotTell]) {
        let Some(first) = group.first() else {
            return;
        };
        let names: Vec<String> = group
            .iter()
            .map(|entry| format!("`{}`", short(&entry.object.to_string())))
            .collect();
        let message = format!(
            "cannot tell {} of {}: {}",
            count(group.len(), "thing", "things"),
            listed(&names, MOST_NAMED),
            printable_sentence(&first.reason)
        );
        let title = format!("cannot tell: {}", first.rule);
        self.write(Command::Notice, None, &title, &message);
    }

    /// A line of the log, which holds no text from outside.
    fn verdict(&mut self, report: &Report) {
        let counts = counts(report).map(|counts| format!(" ({counts})"));
        let order = self.order.as_ref().map(|order| format!(" ({order})"));
        self.text.push_str(&format!(
            "schemadrift{}: {}: {}{}\n",
            order.unwrap_or_default(),
            verdict_word(report),
            verdict_sentence(report),
            counts.unwrap_or_default()
        ));
    }

    fn write(&mut self, command: Command, place: Option<&Place>, title: &str, message: &str) {
        let mut properties = place
            .map(|place| place_properties(place, self.folder))
            .unwrap_or_default();
        let title = match self.database {
            Some(database) => format!("schemadrift: {title} ({})", printable(database)),
            None => format!("schemadrift: {title}"),
        };
        properties.push(("title", title));
        let properties: Vec<String> = properties
            .iter()
            .map(|(key, value)| format!("{key}={}", escaped_property(value)))
            .collect();
        self.text.push_str(&format!(
            "::{} {}::{}\n",
            command.as_str(),
            properties.join(","),
            escaped_data(message)
        ));
    }
}

/// The file, and the lines and columns. Columns mean something within one line only.
fn place_properties(place: &Place, folder: &Folder) -> Vec<(&'static str, String)> {
    let file = folder.path(&place.file);
    let mut properties = vec![("file", printable(&file).into_owned())];
    if let Some((start, end)) = place.range {
        properties.push(("line", start.line.to_string()));
        if start.line == end.line {
            properties.push(("col", start.column.to_string()));
            properties.push(("endColumn", end.column.to_string()));
        } else {
            properties.push(("endLine", end.line.to_string()));
        }
    }
    properties
}

/// What could not be told, those of one rule and reason together, in the order of the first.
fn alike(entries: &[CannotTell]) -> Vec<Vec<&CannotTell>> {
    let mut groups: Vec<Vec<&CannotTell>> = Vec::new();
    let mut known = std::collections::HashMap::new();
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

/// The message of a command (`escapeData` of the toolkit of GitHub Actions).
fn escaped_data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property (`escapeProperty` of the same).
fn escaped_property(text: &str) -> String {
    escaped_data(text).replace(':', "%3A").replace(',', "%2C")
}
