//! Owns the SARIF 2.1.0 report, for code scanning: a run for each database, findings as results, what
//! could not be told and trouble with the inputs as notifications. What configuration ignores is
//! counted and not listed, since consumers that do not know suppressions would show it as open.

mod log;
mod rules;
mod uri;

use std::collections::BTreeMap;

use schemadrift_check::Report;
use schemadrift_check::outcome::CannotTell;
use schemadrift_core::finding::{Finding, FindingLocation};
use schemadrift_core::object::ObjectPath;
use schemadrift_core::problem::{Problem, Severity};

use self::log::{
    ArtifactLocation, AutomationDetails, Driver, Fingerprints, Invocation, Location, Log,
    LogicalLocation, Notification, PhysicalLocation, Reference, Region, ResultEntry,
    ResultProperties, Run, RunProperties, Text, Tool,
};
use self::rules::{NamedRules, level_word};
use crate::folder::{Folder, is_relative};
use crate::json::database_name;
use crate::layout::printable_sentence;
use crate::place::{Place, place_of, source_place};
use crate::position::Positions;
use crate::printable::printable;
use crate::remark::{lines, remarks, short};
use crate::words::cause_word;

/// Related places of a result at most: code scanning takes no more than a thousand.
const MOST_RELATED: usize = 1000;

/// One SARIF log for one run, pretty printed, with a newline at the end.
pub fn render_sarif(reports: &[Report], folder: &Folder) -> String {
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: (0..reports.len())
            .filter_map(|index| run(reports, index, folder))
            .collect(),
    };
    // Only a map with keys that are no strings, or a failing writer, can fail; there is neither.
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn run(reports: &[Report], index: usize, folder: &Folder) -> Option<Run> {
    let report = reports.get(index)?;
    let name = printable(&database_name(reports, index)).into_owned();
    let mut writer = Writer {
        report,
        folder,
        positions: Positions::default(),
        rules: NamedRules::default(),
        seen: BTreeMap::new(),
    };
    let results = report
        .findings
        .iter()
        .map(|finding| writer.result(finding))
        .collect();
    let invocation = writer.invocation();
    Some(Run {
        tool: Tool {
            driver: Driver {
                name: "schemadrift",
                semantic_version: env!("CARGO_PKG_VERSION"),
                information_uri: env!("CARGO_PKG_REPOSITORY"),
                rules: writer.rules.into_descriptors(),
            },
        },
        // Runs of one log must be of different categories.
        automation_details: (reports.len() > 1).then(|| AutomationDetails {
            id: format!("schemadrift/{name}/"),
        }),
        invocations: [invocation],
        column_kind: "unicodeCodePoints",
        results,
        properties: RunProperties {
            verdict: report.verdict.to_string(),
            database: name,
            cannot_tell: report.cannot_tell.len(),
            suppressed: report.suppressed.len(),
        },
    })
}

/// One run in the making.
struct Writer<'a> {
    report: &'a Report,
    folder: &'a Folder,
    positions: Positions,
    rules: NamedRules,
    /// How often each fingerprint was written.
    seen: BTreeMap<String, usize>,
}

impl Writer<'_> {
    fn result(&mut self, finding: &Finding) -> ResultEntry {
        let rule_index = self.rules.index(finding.rule);
        let own = finding.fingerprint();
        let times = self.seen.entry(own.clone()).or_default();
        *times += 1;
        let primary_location_line_hash = format!("{own}:{times}");
        let place = place_of(finding, self.report, &mut self.positions);
        let text = format!(
            "{}{}",
            printable_sentence(&finding.message),
            lines(&remarks(finding))
        );
        ResultEntry {
            rule_id: finding.rule,
            rule_index,
            level: level_word(finding.level),
            message: message(&text),
            locations: vec![Location {
                physical_location: place.map(|place| self.physical(&place)),
                logical_locations: vec![logical(&finding.object)],
                ..Location::default()
            }],
            related_locations: self.related(&finding.locations),
            partial_fingerprints: Fingerprints {
                primary_location_line_hash,
                own,
            },
            properties: ResultProperties {
                effect: finding.effect.to_string(),
                cause: finding.cause.map(cause_word),
                expected: finding.expected.as_deref().map(short),
                found: finding.found.as_deref().map(short),
            },
        }
    }

    fn physical(&self, place: &Place) -> PhysicalLocation {
        physical(place, self.folder)
    }

    /// Every place behind the first: migrations, and where the code uses the object.
    fn related(&mut self, locations: &[FindingLocation]) -> Vec<Location> {
        let in_files = locations.iter().filter_map(|location| {
            let place = location.origin.location()?;
            Some((place, location.label.as_str()))
        });
        in_files
            .skip(1)
            .take(MOST_RELATED)
            .enumerate()
            .map(|(index, (place, label))| Location {
                id: Some(index + 1),
                physical_location: Some(physical(
                    &Place::of(place, &mut self.positions),
                    self.folder,
                )),
                message: (!label.is_empty()).then(|| message(&printable_sentence(label))),
                ..Location::default()
            })
            .collect()
    }

    fn invocation(&mut self) -> Invocation {
        let report = self.report;
        let doubt = report.untrusted.as_ref().map(|reason| Notification {
            descriptor: Reference {
                id: "not-trustworthy",
            },
            associated_rule: None,
            level: "error",
            message: message(&printable_sentence(reason)),
            locations: Vec::new(),
        });
        let untold = report
            .cannot_tell
            .iter()
            .map(|entry| self.cannot_tell(entry));
        let untold: Vec<Notification> = untold.collect();
        Invocation {
            execution_successful: !report.has_unusable_input(),
            tool_execution_notifications: doubt.into_iter().chain(untold).collect(),
            tool_configuration_notifications: report
                .problems
                .iter()
                .map(|problem| self.problem(problem))
                .collect(),
        }
    }

    fn cannot_tell(&mut self, entry: &CannotTell) -> Notification {
        let mut text = format!("cannot tell: {}", printable_sentence(&entry.reason));
        for (word, value) in [("expected", &entry.expected), ("found", &entry.found)] {
            if let Some(value) = value {
                text.push_str(&format!("\n{word}: {}", short(value)));
            }
        }
        self.rules.index(entry.rule);
        Notification {
            descriptor: Reference { id: "cannot-tell" },
            associated_rule: Some(Reference { id: entry.rule }),
            level: "note",
            message: message(&text),
            locations: vec![Location {
                physical_location: source_place(self.report).map(|place| self.physical(&place)),
                logical_locations: vec![logical(&entry.object)],
                ..Location::default()
            }],
        }
    }

    fn problem(&mut self, problem: &Problem) -> Notification {
        let mut text = printable_sentence(&problem.message);
        if let Some(help) = &problem.help {
            text.push_str(&format!("\nhelp: {}", printable_sentence(help)));
        }
        let place = problem
            .origin
            .location()
            .map(|location| Place::of(location, &mut self.positions));
        Notification {
            descriptor: Reference { id: "problem" },
            associated_rule: None,
            level: match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            message: message(&text),
            locations: place
                .iter()
                .map(|place| Location {
                    physical_location: Some(physical(place, self.folder)),
                    ..Location::default()
                })
                .collect(),
        }
    }
}

fn physical(place: &Place, folder: &Folder) -> PhysicalLocation {
    let path = folder.path(&crate::redact::redact(&place.file));
    PhysicalLocation {
        artifact_location: ArtifactLocation {
            uri: uri::uri(&path),
            uri_base_id: is_relative(&path).then_some("%SRCROOT%"),
        },
        region: place.range.map(|(start, end)| Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        }),
    }
}

fn logical(object: &ObjectPath) -> LogicalLocation {
    LogicalLocation {
        name: printable(&object.name).into_owned(),
        fully_qualified_name: printable(&object.to_string()).into_owned(),
        kind: object.kind.as_str(),
    }
}

/// A message of plain text. What stands in square brackets before a round one would be a link
/// (section 3.11.6 of the standard), so brackets are escaped where that could be.
fn message(text: &str) -> Text {
    let text = if text.contains("](") {
        text.replace('\\', "\\\\")
            .replace('[', "\\[")
            .replace(']', "\\]")
    } else {
        text.to_owned()
    };
    Text { text }
}
