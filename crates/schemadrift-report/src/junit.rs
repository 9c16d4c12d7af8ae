//! Owns the JUnit XML report: a suite for each database, and in it a case for each finding, for each
//! thing that could not be told, for each kind of object whose every comparison came out the same,
//! and for whether the result can be trusted.

use std::collections::BTreeMap;

use schemadrift_check::Report;
use schemadrift_check::outcome::{CannotTell, KindCoverage};
use schemadrift_check::report::Suppressed;
use schemadrift_core::finding::{Finding, Level};
use schemadrift_core::object::ObjectPath;
use schemadrift_core::problem::Severity;

use crate::json::database_name;
use crate::layout::printable_sentence;
use crate::place::Place;
use crate::position::Positions;
use crate::printable::printable;
use crate::remark::{lines, remarks, short};
use crate::tally::{ignored_by, verdict_word};
use crate::words::{count_kind, database_line, nouns};
use crate::xml::Xml;

/// Places of one finding that are listed at most.
const MOST_PLACES: usize = 50;

/// One JUnit document for one run. Findings at or above `fail_on` are failures; others pass, and
/// say what they are in their output.
pub fn render_junit(reports: &[Report], fail_on: Level) -> String {
    let suites: Vec<Suite> = (0..reports.len())
        .filter_map(|index| suite(reports, index, fail_on))
        .collect();
    let all = |number: fn(&Suite) -> usize| suites.iter().map(number).sum::<usize>().to_string();
    let mut xml = Xml::new();
    xml.open(
        "testsuites",
        &[
            ("name", "schemadrift"),
            ("tests", &all(|suite| suite.cases.len())),
            ("failures", &all(|suite| suite.number(is_failure))),
            ("errors", &all(|suite| suite.number(is_error))),
        ],
    );
    for suite in &suites {
        suite.write(&mut xml);
    }
    xml.finish()
}

/// The cases of one database.
struct Suite {
    name: String,
    database: String,
    verdict: String,
    seconds: String,
    cases: Vec<Case>,
}

struct Case {
    class: String,
    name: String,
    outcome: Outcome,
}

/// How a case came out.
enum Outcome {
    Passed {
        output: String,
    },
    Failed {
        rule: &'static str,
        message: String,
        text: String,
    },
    /// It could not be judged whether it passes.
    Broken {
        message: String,
        text: String,
    },
    Skipped {
        message: String,
    },
}

fn is_failure(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Failed { .. })
}

fn is_error(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Broken { .. })
}

fn is_skipped(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Skipped { .. })
}

fn suite(reports: &[Report], index: usize, fail_on: Level) -> Option<Suite> {
    let report = reports.get(index)?;
    let mut positions = Positions::default();
    let mut cases = vec![trust(report), inputs(report, &mut positions)];
    let findings = report.findings.iter();
    cases.extend(findings.map(|finding| case_of(finding, fail_on, &mut positions)));
    cases.extend(report.cannot_tell.iter().map(untold));
    cases.extend(report.suppressed.iter().map(ignored));
    cases.extend(report.coverage.iter().filter_map(all_the_same));
    tell_apart(&mut cases);
    Some(Suite {
        name: format!("schemadrift {}", printable(&database_name(reports, index))),
        database: database_line(&report.database),
        verdict: verdict_word(report),
        seconds: format!("{:.3}", report.elapsed.as_secs_f64()),
        cases,
    })
}

/// Whether the result can be trusted as a whole.
fn trust(report: &Report) -> Case {
    Case {
        class: "schemadrift".to_owned(),
        name: "the result can be trusted".to_owned(),
        outcome: match &report.untrusted {
            Some(reason) => Outcome::Broken {
                message: printable_sentence(reason),
                text: "nothing follows from what was not seen".to_owned(),
            },
            None => passed(),
        },
    }
}

/// Whether every input could be used, with all that is to be said of the inputs.
fn inputs(report: &Report, positions: &mut Positions) -> Case {
    let problems: Vec<String> = report
        .problems
        .iter()
        .map(|problem| {
            let place = problem
                .origin
                .location()
                .map(|location| format!("{}: ", Place::of(location, positions).text()));
            let place = place.unwrap_or_default();
            let message = printable_sentence(&problem.message);
            format!("{}{}: {message}", printable(&place), problem.severity)
        })
        .collect();
    let first = report
        .problems
        .iter()
        .find(|problem| problem.severity == Severity::Error);
    let output = problems.join("\n");
    Case {
        class: "schemadrift".to_owned(),
        name: "every input can be used".to_owned(),
        outcome: match first {
            Some(problem) => Outcome::Broken {
                message: printable_sentence(&problem.message),
                text: output,
            },
            None => Outcome::Passed { output },
        },
    }
}

fn case_of(finding: &Finding, fail_on: Level, positions: &mut Positions) -> Case {
    let places = finding
        .locations
        .iter()
        .filter_map(|location| Some((location.origin.location()?, &location.label)))
        .take(MOST_PLACES)
        .map(|(location, label)| {
            let place = Place::of(location, positions).text();
            format!("\nat {}: {}", short(&place), short(label))
        });
    let places: String = places.collect();
    let message = printable_sentence(&finding.message);
    let text = format!(
        "{}: {message}{}{places}",
        finding.level,
        lines(&remarks(finding))
    );
    Case {
        class: class(&finding.object),
        name: format!("{}: {}", finding.rule, short(&finding.object.name)),
        outcome: if finding.level >= fail_on {
            Outcome::Failed {
                rule: finding.rule,
                message,
                text,
            }
        } else {
            Outcome::Passed { output: text }
        },
    }
}

fn untold(entry: &CannotTell) -> Case {
    Case {
        class: class(&entry.object),
        name: format!("{}: {}", entry.rule, short(&entry.object.name)),
        outcome: Outcome::Skipped {
            message: format!("cannot tell: {}", printable_sentence(&entry.reason)),
        },
    }
}

fn ignored(entry: &Suppressed) -> Case {
    let finding = &entry.finding;
    Case {
        class: class(&finding.object),
        name: format!("{}: {}", finding.rule, short(&finding.object.name)),
        outcome: Outcome::Skipped {
            message: format!(
                "ignored {}: {}",
                ignored_by(entry.by),
                printable_sentence(&entry.reason)
            ),
        },
    }
}

/// A kind of which some were compared and all came out the same. Where they did not, the cases of
/// the findings say so.
fn all_the_same(kind: &KindCoverage) -> Option<Case> {
    let is_clean = kind.compared > 0 && kind.same == kind.compared;
    is_clean.then(|| Case {
        class: "schemadrift.compared".to_owned(),
        name: format!("all compared {} are the same", nouns(kind.kind).1),
        outcome: Outcome::Passed {
            output: format!("{} compared", count_kind(kind.compared, kind.kind)),
        },
    })
}

fn passed() -> Outcome {
    Outcome::Passed {
        output: String::new(),
    }
}

/// What consumers put a case under: the table, or the object itself.
fn class(object: &ObjectPath) -> String {
    let (schema, name) = object.group();
    let path = match schema {
        Some(schema) => format!("{schema}.{name}"),
        None => name.to_owned(),
    };
    short(&path)
}

/// Numbers the cases of one name, which consumers would take for one.
fn tell_apart(cases: &mut [Case]) {
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    for case in cases {
        let times = seen
            .entry((case.class.clone(), case.name.clone()))
            .or_default();
        *times += 1;
        if *times > 1 {
            case.name.push_str(&format!(" ({times})"));
        }
    }
}

impl Suite {
    fn number(&self, is_counted: fn(&Outcome) -> bool) -> usize {
        let outcomes = self.cases.iter().map(|case| &case.outcome);
        outcomes.filter(|outcome| is_counted(outcome)).count()
    }

    fn write(&self, xml: &mut Xml) {
        xml.open(
            "testsuite",
            &[
                ("name", &self.name),
                ("tests", &self.cases.len().to_string()),
                ("failures", &self.number(is_failure).to_string()),
                ("errors", &self.number(is_error).to_string()),
                ("skipped", &self.number(is_skipped).to_string()),
                ("time", &self.seconds),
            ],
        );
        xml.open("properties", &[]);
        xml.empty("property", &[("name", "verdict"), ("value", &self.verdict)]);
        xml.empty(
            "property",
            &[("name", "database"), ("value", &self.database)],
        );
        xml.close();
        for case in &self.cases {
            case.write(xml);
        }
        xml.close();
    }
}

impl Case {
    fn write(&self, xml: &mut Xml) {
        // Nothing is known of how long each took; consumers want a number all the same.
        let attributes = [
            ("classname", self.class.as_str()),
            ("name", self.name.as_str()),
            ("time", "0"),
        ];
        match &self.outcome {
            Outcome::Passed { output } if output.is_empty() => {
                xml.empty("testcase", &attributes);
                return;
            }
            Outcome::Passed { output } => {
                xml.open("testcase", &attributes);
                xml.text("system-out", &[], output);
            }
            Outcome::Failed {
                rule,
                message,
                text,
            } => {
                xml.open("testcase", &attributes);
                xml.text("failure", &[("message", message), ("type", rule)], text);
            }
            Outcome::Broken { message, text } => {
                xml.open("testcase", &attributes);
                xml.text(
                    "error",
                    &[("message", message), ("type", "cannot-check")],
                    text,
                );
            }
            Outcome::Skipped { message } => {
                xml.open("testcase", &attributes);
                xml.empty("skipped", &[("message", message)]);
            }
        }
        xml.close();
    }
}
