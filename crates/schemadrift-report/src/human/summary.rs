//! Owns the end of the page: the verdict, how much stands behind it, and the next step.

use schemadrift_check::Report;
use schemadrift_check::outcome::KindCoverage;
use schemadrift_check::report::LeftOut;
use schemadrift_core::finding::{Finding, Verdict};
use schemadrift_core::usage::UsageTally;

use super::Page;
use crate::json::database_name;
use crate::layout::{listed, pad, width};
use crate::printable::printable;
use crate::style::Ink;
use crate::tally::{counts, levels, verdict_sentence, verdict_word};
use crate::words::{count, count_kind, database_line, duration, grouped, nouns};

impl Page<'_> {
    pub(super) fn summary(&mut self, report: &Report) {
        self.verdict_line(report);
        let lines = [
            counts(report),
            was_reached(report).then(|| compared(report)),
            not_compared(report),
            self.code(report),
        ];
        for line in lines.into_iter().flatten() {
            self.hanging("  ", &line);
        }
        if self.style.is_verbose {
            self.coverage(&report.coverage);
        }
        if let Some(step) = next_step(report) {
            self.paragraph(Ink::Help, "next", &step);
        }
    }

    fn verdict_line(&mut self, report: &Report) {
        let clause = verdict_sentence(report);
        let has_doubt = report.untrusted.is_some() || report.has_unusable_input();
        let ink = if has_doubt {
            Ink::Error
        } else {
            report.verdict.into()
        };
        self.title(ink, &verdict_word(report), &clause);
    }

    /// What was read of the code, if it uses anything.
    fn code(&self, report: &Report) -> Option<String> {
        let usage = report.usage.as_ref()?;
        let unresolved = usage.unresolved.len();
        if usage.names == 0 && unresolved == 0 {
            return None;
        }
        let names = count(usage.names, "name", "names");
        let files = count(usage.files, "file", "files");
        let mut line = format!("looked up {names} in {files} of code");
        if usage.calls_met > 0 {
            line.push_str(&calls(usage));
        }
        if unresolved == 0 {
            return Some(line);
        }
        let places = count(unresolved, "place", "places");
        line.push_str(&format!("; nothing is said of {places}"));
        if self.style.is_verbose {
            let reasons = usage.by_reason().into_iter();
            let reasons = reasons.map(|(reason, number)| format!("{number}: {reason}"));
            line.push_str(&format!(" ({})", reasons.collect::<Vec<_>>().join("; ")));
        }
        Some(line)
    }

    /// The counts of each kind as a table.
    fn coverage(&mut self, coverage: &[KindCoverage]) {
        const HEADS: [&str; 6] = [
            "declared",
            "visible",
            "compared",
            "same",
            "differs",
            "cannot tell",
        ];
        let kinds = coverage.iter().map(|kind| width(nouns(kind.kind).1));
        let first = kinds.max().unwrap_or(0);
        if coverage.is_empty() {
            return;
        }
        self.line(&format!("  {}  {}", pad("", first), HEADS.join("  ")));
        for kind in coverage {
            let cells = [
                kind.declared,
                kind.visible,
                kind.compared,
                kind.same,
                kind.differs,
                kind.cannot_tell,
            ];
            let cells: Vec<String> = cells
                .iter()
                .zip(HEADS)
                .map(|(cell, head)| format!("{cell:>width$}", width = head.len()))
                .collect();
            self.line(&format!(
                "  {}  {}",
                pad(nouns(kind.kind).1, first),
                cells.join("  ")
            ));
        }
    }

    /// The verdicts of several databases, each in a line.
    pub(super) fn verdicts(&mut self, reports: &[Report]) {
        if reports.is_empty() {
            self.line("nothing was checked");
            return;
        }
        self.line(&count(reports.len(), "database", "databases"));
        for (index, report) in reports.iter().enumerate() {
            let name = database_name(reports, index);
            let levels = levels(report);
            let doubt = report
                .untrusted
                .as_ref()
                .map(|_| "NOT TRUSTWORTHY".to_owned());
            let parts: Vec<String> = [doubt, (!levels.is_empty()).then_some(levels)]
                .into_iter()
                .flatten()
                .collect();
            let tail = if parts.is_empty() {
                String::new()
            } else {
                format!(" ({})", parts.join("; "))
            };
            let ink: Ink = match &report.untrusted {
                Some(_) => Ink::Error,
                None => report.verdict.into(),
            };
            let verdict = self.style.paint(ink, &verdict_word(report));
            self.line(&format!("  `{}`: {verdict}{tail}", printable(&name)));
        }
    }
}

/// How many calls of Prisma clients were followed.
fn calls(usage: &UsageTally) -> String {
    let met = count(
        usage.calls_met,
        "call of a Prisma client",
        "calls of Prisma clients",
    );
    // Never rounded up: only all of them are 100 %.
    let share = usage.calls * 100 / usage.calls_met.max(1);
    format!(
        "; followed {} of {met} ({share} %), {} in full",
        grouped(usage.calls),
        grouped(usage.calls_whole)
    )
}

/// Whether there is a database that was seen at all.
fn was_reached(report: &Report) -> bool {
    !report.database.engine.is_empty()
}

/// What was compared with what, and how long it took.
fn compared(report: &Report) -> String {
    let kinds: Vec<String> = report
        .coverage
        .iter()
        .filter(|kind| kind.compared > 0)
        .map(|kind| count_kind(kind.compared, kind.kind))
        .collect();
    let kinds = if kinds.is_empty() {
        "nothing".to_owned()
    } else {
        kinds.join(", ")
    };
    let sources: Vec<String> = report
        .sources
        .iter()
        .map(|source| match source.place.as_str() {
            "." => "this folder".to_owned(),
            place => printable(place).into_owned(),
        })
        .collect();
    let code = if sources.is_empty() {
        "the code".to_owned()
    } else {
        listed(&sources, 3)
    };
    let database = database_line(&report.database);
    let seen_as = seen_as(report);
    let time = duration(report.elapsed);
    format!("compared {kinds} of {code} with {database}{seen_as} in {time}")
}

/// Through whose eyes the database was seen: a wrong role or schema explains many a surprise.
fn seen_as(report: &Report) -> String {
    let user = report
        .database
        .user
        .as_deref()
        .map(|user| format!("user `{}`", printable(user)));
    let schema = report
        .database
        .schema
        .as_deref()
        .map(|schema| format!("schema `{}`", printable(schema)));
    let parts: Vec<String> = [user, schema].into_iter().flatten().collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!(" ({})", parts.join(", "))
    }
}

/// What was not compared, by kind, and why.
fn not_compared(report: &Report) -> Option<String> {
    let side = |why: &str, number: fn(&KindCoverage) -> usize| {
        let kinds: Vec<String> = report
            .coverage
            .iter()
            .filter(|kind| number(kind) > kind.compared)
            .map(|kind| count_kind(number(kind) - kind.compared, kind.kind))
            .collect();
        (!kinds.is_empty()).then(|| format!("{} ({why})", kinds.join(", ")))
    };
    let mut parts: Vec<String> = [
        side("only in the code", |kind| kind.declared),
        side("only in the database", |kind| kind.visible),
    ]
    .into_iter()
    .flatten()
    .collect();
    parts.extend(left_out(&report.left_out));
    (!parts.is_empty()).then(|| format!("not compared: {}", parts.join(", ")))
}

/// How many objects were left out, by kind and reason.
fn left_out(entries: &[LeftOut]) -> impl Iterator<Item = String> {
    let mut tallies: Vec<(usize, &LeftOut)> = Vec::new();
    for entry in entries {
        let same = tallies
            .iter_mut()
            .find(|(_, other)| other.kind == entry.kind && other.reason == entry.reason);
        match same {
            Some((number, _)) => *number += 1,
            None => tallies.push((1, entry)),
        }
    }
    tallies.into_iter().map(|(number, entry)| {
        format!(
            "{} ({})",
            count_kind(number, entry.kind),
            printable(&entry.reason)
        )
    })
}

/// The step to take now: what helps most of the worst findings.
fn next_step(report: &Report) -> Option<String> {
    if report.has_unusable_input() && was_reached(report) {
        return Some("repair the input that is named above, then check again".to_owned());
    }
    if report.untrusted.is_some() {
        return Some("repair what keeps the check from seeing enough, then check again".to_owned());
    }
    let worst = report.findings.iter().map(|finding| finding.level).max();
    let Some(worst) = worst else {
        let entry = report.cannot_tell.first()?;
        return (report.verdict == Verdict::Match).then(|| {
            format!(
                "`schemadrift explain {}` shows both sides of what could not be told",
                entry.object
            )
        });
    };
    let findings = || {
        report
            .findings
            .iter()
            .filter(|finding| finding.level == worst)
    };
    let mut helps: Vec<(usize, &str)> = Vec::new();
    for help in findings().filter_map(|finding: &Finding| finding.help.as_deref()) {
        match helps.iter_mut().find(|(_, other)| *other == help) {
            Some((number, _)) => *number += 1,
            None => helps.push((1, help)),
        }
    }
    let rule = findings().next().map(|finding| finding.rule)?;
    let most = helps.iter().rev().max_by_key(|(number, _)| *number);
    Some(match most {
        Some((_, help)) => help.lines().map(str::trim).collect::<Vec<_>>().join(" "),
        None => format!("`schemadrift explain {rule}` says what it means and what to do"),
    })
}
