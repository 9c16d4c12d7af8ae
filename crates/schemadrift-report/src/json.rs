//! Owns the JSON report: reports into the shapes of [`crate::wire`].

use std::collections::BTreeMap;

use schemadrift_check::Report;
use schemadrift_check::outcome::KindCoverage;
use schemadrift_check::report::{DatabaseDescription, SuppressedBy};
use schemadrift_core::finding::{Level, Verdict};
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::origin::Location;
use schemadrift_core::source::SourceDescription;
use schemadrift_core::usage::UsageTally;

use crate::position::Positions;
use crate::redact::redact;
use crate::wire;
use crate::words::{cause_word, rank, role_word};

/// One JSON document for one run, pretty printed, with a newline at the end.
///
/// Several reports are merged: `verdict` is the worst, `database` is `null`, `databases` names
/// each, and each entry of the lists says in `database` which one it is about.
pub fn render_json(reports: &[Report]) -> String {
    let mut document = document(reports);
    let mut positions = Positions::default();
    for (index, report) in reports.iter().enumerate() {
        let name = (reports.len() > 1).then(|| database_name(reports, index));
        append(&mut document, report, name.as_deref(), &mut positions);
    }
    // Only a map with keys that are no strings, or a failing writer, can fail; there is neither.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// Everything that is not a list of entries.
fn document(reports: &[Report]) -> wire::Document<'_> {
    let verdict = reports
        .iter()
        .map(|report| report.verdict)
        .max_by_key(|verdict| rank(*verdict))
        .unwrap_or(Verdict::Match);
    let (database, databases) = match reports {
        [only] => (Some(self::database(&only.database)), Vec::new()),
        _ => (None, checked_databases(reports)),
    };
    wire::Document {
        version: wire::VERSION,
        verdict: verdict.to_string(),
        sources: all_sources(reports),
        database,
        summary: summary(reports),
        coverage: coverage(reports),
        findings: Vec::new(),
        problems: Vec::new(),
        cannot_tell: Vec::new(),
        suppressed: Vec::new(),
        left_out: Vec::new(),
        untrusted: untrusted(reports),
        elapsed_ms: reports.iter().map(elapsed_ms).fold(0, u64::saturating_add),
        databases,
        code: Vec::new(),
    }
}

/// Puts the entries of one report behind those of the others.
fn append<'a>(
    document: &mut wire::Document<'a>,
    report: &'a Report,
    name: Option<&str>,
    positions: &mut Positions,
) {
    let database = || name.map(str::to_owned);
    if let Some(usage) = &report.usage {
        let mut code = code(usage, positions);
        code.database = database();
        document.code.push(code);
    }
    for entry in &report.findings {
        let mut finding = finding(entry, positions);
        finding.database = database();
        document.findings.push(finding);
    }
    document
        .problems
        .extend(report.problems.iter().map(|problem| {
            wire::Problem {
                severity: problem.severity.to_string(),
                message: wire::Text::sentence(&problem.message),
                help: problem.help.as_deref().map(wire::Text::sentence),
                location: problem
                    .origin
                    .location()
                    .map(|location| place(location, positions)),
                database: database(),
            }
        }));
    document
        .cannot_tell
        .extend(report.cannot_tell.iter().map(|entry| wire::CannotTell {
            object: object(&entry.object),
            rule: entry.rule,
            reason: wire::Text::sentence(&entry.reason),
            expected: entry.expected.as_ref().map(Into::into),
            found: entry.found.as_ref().map(Into::into),
            database: database(),
        }));
    document
        .suppressed
        .extend(report.suppressed.iter().map(|entry| wire::Suppressed {
            rule: entry.finding.rule,
            object: object(&entry.finding.object),
            message: wire::Text::sentence(&entry.finding.message),
            fingerprint: entry.finding.fingerprint(),
            reason: (&entry.reason).into(),
            by: suppressed_by(entry.by),
            database: database(),
        }));
    document
        .left_out
        .extend(report.left_out.iter().map(|entry| wire::LeftOut {
            kind: entry.kind.as_str(),
            name: (&entry.name).into(),
            reason: (&entry.reason).into(),
            database: database(),
        }));
}

fn finding<'a>(
    finding: &'a schemadrift_core::finding::Finding,
    positions: &mut Positions,
) -> wire::Finding<'a> {
    wire::Finding {
        rule: finding.rule,
        level: finding.level.to_string(),
        effect: finding.effect.to_string(),
        object: object(&finding.object),
        message: wire::Text::sentence(&finding.message),
        expected: finding.expected.as_ref().map(Into::into),
        found: finding.found.as_ref().map(Into::into),
        cause: finding.cause.map(cause_word),
        migration: finding.migration.as_ref().map(Into::into),
        locations: finding
            .locations
            .iter()
            .filter_map(|location| {
                Some(wire::Location {
                    role: role_word(location.role),
                    place: place(location.origin.location()?, positions),
                    label: wire::Text::sentence(&location.label),
                })
            })
            .collect(),
        help: finding.help.as_deref().map(wire::Text::sentence),
        fingerprint: finding.fingerprint(),
        note: finding.note.as_deref().map(wire::Text::sentence),
        database: None,
    }
}

fn code<'a>(usage: &'a UsageTally, positions: &mut Positions) -> wire::Code<'a> {
    wire::Code {
        files: usage.files,
        calls_met: usage.calls_met,
        calls: usage.calls,
        calls_whole: usage.calls_whole,
        names: usage.names,
        unresolved: usage
            .by_reason()
            .into_iter()
            .map(|(reason, count)| wire::Unresolved { reason, count })
            .collect(),
        places: usage
            .unresolved
            .iter()
            .map(|entry| wire::UnresolvedPlace {
                reason: entry.reason,
                place: place(&entry.place, positions),
            })
            .collect(),
        database: None,
    }
}

fn suppressed_by(by: SuppressedBy) -> &'static str {
    match by {
        SuppressedBy::Configuration => "configuration",
        SuppressedBy::Baseline => "baseline",
        SuppressedBy::Comment => "comment",
    }
}

fn object(path: &ObjectPath) -> wire::Object<'_> {
    wire::Object {
        kind: path.kind.as_str(),
        schema: path.schema.as_ref().map(Into::into),
        table: path.table.as_ref().map(Into::into),
        name: (&path.name).into(),
    }
}

fn place<'a>(location: &'a Location, positions: &mut Positions) -> wire::Place<'a> {
    let (start, end) = positions.range(location);
    wire::Place {
        file: (&location.file.path).into(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

fn database(description: &DatabaseDescription) -> wire::Database<'_> {
    wire::Database {
        engine: (&description.engine).into(),
        version: (&description.version).into(),
        database: (&description.database).into(),
        user: description.user.as_ref().map(Into::into),
        host: description.host.as_ref().map(Into::into),
        port: description.port,
        schema: description.schema.as_ref().map(Into::into),
        round_trips: description.round_trips,
    }
}

fn checked_databases(reports: &[Report]) -> Vec<wire::CheckedDatabase<'_>> {
    let entry = |(index, report)| {
        let single: &[Report] = std::slice::from_ref(report);
        wire::CheckedDatabase {
            name: database_name(reports, index),
            verdict: report.verdict.to_string(),
            sources: all_sources(single),
            database: database(&report.database),
            summary: summary(single),
            coverage: coverage(single),
            untrusted: untrusted(single),
            elapsed_ms: elapsed_ms(report),
        }
    };
    reports.iter().enumerate().map(entry).collect()
}

/// What a report calls its database where there are several: as the project does, or else its own name,
/// with as much of the server as it takes to tell it from the others.
pub(crate) fn database_name(reports: &[Report], index: usize) -> String {
    let reports: Vec<&Report> = reports.iter().collect();
    database_name_among(&reports, index)
}

/// The same, for reports that lie apart.
pub(crate) fn database_name_among(reports: &[&Report], index: usize) -> String {
    let Some(report) = reports.get(index) else {
        return String::new();
    };
    let candidates: [fn(&DatabaseDescription) -> String; 4] = [
        |database| {
            let name = database.name.as_ref();
            name.unwrap_or(&database.database).clone()
        },
        |database| database.database.clone(),
        |database| format!("{}/{}", server(database), database.database),
        |database| {
            let schema = database.schema.as_deref().unwrap_or_default();
            format!("{}/{}/{schema}", server(database), database.database)
        },
    ];
    for candidate in candidates {
        let name = candidate(&report.database);
        let others = reports
            .iter()
            .filter(|other| candidate(&other.database) == name);
        if others.count() == 1 {
            return redact(&name).into_owned();
        }
    }
    format!("{} ({})", redact(&report.database.database), index + 1)
}

fn server(database: &DatabaseDescription) -> String {
    let host = database.host.as_deref().unwrap_or(&database.engine);
    match database.port {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// The sources of all reports, each once, in order.
fn all_sources(reports: &[Report]) -> Vec<wire::Source<'_>> {
    let mut unique: Vec<&SourceDescription> = Vec::new();
    for source in reports.iter().flat_map(|report| &report.sources) {
        if !unique.contains(&source) {
            unique.push(source);
        }
    }
    unique
        .into_iter()
        .map(|source| wire::Source {
            kind: (&source.kind).into(),
            place: (&source.place).into(),
        })
        .collect()
}

fn summary(reports: &[Report]) -> wire::Summary {
    let total = |number: fn(&Report) -> usize| reports.iter().map(number).sum();
    wire::Summary {
        error: total(|report| report.count(Level::Error)),
        warning: total(|report| report.count(Level::Warning)),
        note: total(|report| report.count(Level::Note)),
        cannot_tell: total(|report| report.cannot_tell.len()),
        suppressed: total(|report| report.suppressed.len()),
    }
}

/// The coverage by kind, summed over the reports, in the order in which kinds first appear.
fn coverage(reports: &[Report]) -> Vec<wire::Coverage> {
    let mut order: Vec<ObjectKind> = Vec::new();
    let mut sums: BTreeMap<ObjectKind, wire::Coverage> = BTreeMap::new();
    for kind in reports.iter().flat_map(|report| &report.coverage) {
        let sum = sums.entry(kind.kind).or_insert_with(|| {
            order.push(kind.kind);
            nothing_covered(kind)
        });
        sum.declared += kind.declared;
        sum.visible += kind.visible;
        sum.compared += kind.compared;
        sum.same += kind.same;
        sum.differs += kind.differs;
        sum.cannot_tell += kind.cannot_tell;
    }
    order.iter().filter_map(|kind| sums.remove(kind)).collect()
}

fn nothing_covered(kind: &KindCoverage) -> wire::Coverage {
    wire::Coverage {
        kind: kind.kind.as_str(),
        declared: 0,
        visible: 0,
        compared: 0,
        same: 0,
        differs: 0,
        cannot_tell: 0,
    }
}

/// Why the whole cannot be trusted, if any part cannot.
fn untrusted(reports: &[Report]) -> Option<String> {
    let reasons: Vec<String> = reports
        .iter()
        .enumerate()
        .filter_map(|(index, report)| {
            let reason = redact(report.untrusted.as_deref()?);
            Some(if reports.len() > 1 {
                format!("{}: {reason}", database_name(reports, index))
            } else {
                reason.into_owned()
            })
        })
        .collect();
    (!reasons.is_empty()).then(|| reasons.join("; "))
}

fn elapsed_ms(report: &Report) -> u64 {
    u64::try_from(report.elapsed.as_millis()).unwrap_or(u64::MAX)
}
