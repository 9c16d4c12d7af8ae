//! Owns the code quality report of GitLab
//! (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>): one list of
//! entries, in which what could not be told and what cannot be trusted are entries too.

use std::collections::BTreeMap;

use schemadrift_check::Report;
use schemadrift_check::outcome::CannotTell;
use schemadrift_core::finding::{Effect, Finding, Level};
use schemadrift_core::problem::{Problem, Severity};
use serde::Serialize;

use crate::folder::Folder;
use crate::json::database_name;
use crate::layout::{clipped, printable_sentence};
use crate::place::{Place, place_of, source_place};
use crate::position::Positions;
use crate::printable::printable;
use crate::remark::{remarks, short};

/// Characters of a problem's message that tell it from others.
const LONGEST_MARK: usize = 200;

#[derive(Debug, Serialize)]
struct Entry {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: EntryLocation,
}

#[derive(Debug, Serialize)]
struct EntryLocation {
    path: String,
    lines: Lines,
}

#[derive(Debug, Serialize)]
struct Lines {
    begin: usize,
}

/// One JSON list for one run, pretty printed, with a newline at the end.
pub fn render_gitlab(reports: &[Report], folder: &Folder) -> String {
    let mut list = List {
        folder,
        entries: Vec::new(),
        seen: BTreeMap::new(),
    };
    for (index, report) in reports.iter().enumerate() {
        let name = (reports.len() > 1).then(|| database_name(reports, index));
        list.report(report, name.as_deref());
    }
    // Only a map with keys that are no strings, or a failing writer, can fail; there is neither.
    let mut text = serde_json::to_string_pretty(&list.entries).unwrap_or_default();
    text.push('\n');
    text
}

/// The entries in the making.
struct List<'a> {
    folder: &'a Folder,
    entries: Vec<Entry>,
    /// How often each fingerprint was written: they must differ.
    seen: BTreeMap<String, usize>,
}

/// An entry without what is the same for all of a report.
struct Draft {
    check: &'static str,
    /// What stays the same while lines and values change.
    mark: String,
    severity: &'static str,
    text: String,
    place: Option<Place>,
}

impl List<'_> {
    fn report(&mut self, report: &Report, database: Option<&str>) {
        let mut positions = Positions::default();
        let doubt = report.untrusted.as_ref().map(|reason| Draft {
            check: "not-trustworthy",
            mark: "not-trustworthy".to_owned(),
            severity: "blocker",
            text: printable_sentence(reason),
            place: None,
        });
        let mut drafts: Vec<Draft> = doubt.into_iter().collect();
        for problem in &report.problems {
            drafts.push(of_problem(problem, &mut positions));
        }
        for finding in &report.findings {
            drafts.push(of_finding(finding, report, &mut positions));
        }
        drafts.extend(report.cannot_tell.iter().map(of_cannot_tell));
        for draft in drafts {
            let place = draft.place.clone().or_else(|| source_place(report));
            self.add(draft, place, database);
        }
    }

    fn add(&mut self, draft: Draft, place: Option<Place>, database: Option<&str>) {
        let (mark, text) = match database {
            Some(database) => {
                let database = printable(database);
                let text = format!("{} (database `{database}`)", draft.text);
                (format!("{database}/{}", draft.mark), text)
            }
            None => (draft.mark, draft.text),
        };
        let times = self.seen.entry(mark.clone()).or_default();
        *times += 1;
        let fingerprint = match times {
            1 => mark,
            _ => format!("{mark}-{times}"),
        };
        let line = place.as_ref().map_or(1, Place::line);
        let path = place.map_or_else(|| ".".to_owned(), |place| place.file);
        let path = self.folder.path(&path);
        self.entries.push(Entry {
            description: text,
            check_name: draft.check,
            fingerprint,
            severity: draft.severity,
            location: EntryLocation {
                path: printable(&path).into_owned(),
                lines: Lines { begin: line },
            },
        });
    }
}

fn of_finding(finding: &Finding, report: &Report, positions: &mut Positions) -> Draft {
    let mut text = printable_sentence(&finding.message);
    for remark in remarks(finding) {
        text.push_str(&format!("; {}: {}", remark.word, remark.text));
    }
    Draft {
        check: finding.rule,
        mark: finding.fingerprint(),
        severity: severity(finding.level, finding.effect),
        text,
        place: place_of(finding, report, positions),
    }
}

fn of_cannot_tell(entry: &CannotTell) -> Draft {
    let object = short(&entry.object.to_string());
    Draft {
        check: "cannot-tell",
        mark: format!("cannot-tell/{}/{}/{object}", entry.rule, entry.object.kind),
        severity: "info",
        text: format!(
            "cannot tell `{}` of {} `{object}`: {}",
            entry.rule,
            entry.object.kind,
            printable_sentence(&entry.reason)
        ),
        place: None,
    }
}

fn of_problem(problem: &Problem, positions: &mut Positions) -> Draft {
    let text = printable_sentence(&problem.message);
    let place = problem
        .origin
        .location()
        .map(|location| Place::of(location, positions));
    Draft {
        check: "problem",
        mark: format!("problem/{}", clipped(&text, LONGEST_MARK)),
        severity: match problem.severity {
            Severity::Error => "blocker",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        text,
        place,
    }
}

/// The level says whether it is shown as bad, the effect says how bad.
fn severity(level: Level, effect: Effect) -> &'static str {
    match (level, effect) {
        (Level::Error, Effect::ReadsFail | Effect::WritesFail) => "critical",
        (Level::Error, Effect::DataAtRisk | Effect::Slower | Effect::Cosmetic) => "major",
        (Level::Warning, _) => "minor",
        (Level::Note | Level::Off, _) => "info",
    }
}
