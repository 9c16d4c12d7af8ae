//! Owns what else a report holds, as lists: trouble with the inputs, what could not be told, how much
//! was compared, what was ignored and what was left out.

use schemadrift_check::outcome::{CannotTell, KindCoverage};
use schemadrift_check::report::{LeftOut, Suppressed};
use schemadrift_core::problem::Problem;

use super::escape::{sentence, text};
use crate::place::Place;
use crate::position::Positions;
use crate::tally::ignored_by;
use crate::words::{count, nouns};

pub(super) fn problems(problems: &[Problem], positions: &mut Positions) -> String {
    let items: Vec<String> = problems
        .iter()
        .map(|problem| {
            let place = problem.origin.location().map(|location| {
                let place = Place::of(location, positions).text();
                format!(" <code>{}</code>", text(&place))
            });
            let help = problem.help.as_deref();
            let help = help.map(|help| format!(" Help: {}", sentence(help)));
            format!(
                "<li><strong>{}</strong>: {}{}{}</li>\n",
                problem.severity,
                sentence(&problem.message),
                place.unwrap_or_default(),
                help.unwrap_or_default()
            )
        })
        .collect();
    section("Problems with the inputs", &items)
}

pub(super) fn cannot_tell(entries: &[CannotTell]) -> String {
    let rows: Vec<String> = entries.iter().map(untold).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!(
        "<section>\n<h3>{} could not be told</h3>\n{}</section>\n",
        rows.len(),
        table(
            "What could not be told, and why",
            &["object", "rule", "reason", "expected", "found"],
            &rows
        )
    )
}

fn untold(entry: &CannotTell) -> String {
    let value = |value: Option<&String>| {
        value.map_or_else(String::new, |value| format!("<code>{}</code>", text(value)))
    };
    format!(
        "<tr><th scope=\"row\">{} <code>{}</code></th><td><code>{}</code></td><td>{}</td>\
         <td>{}</td><td>{}</td></tr>\n",
        entry.object.kind,
        text(&entry.object.to_string()),
        entry.rule,
        sentence(&entry.reason),
        value(entry.expected.as_ref()),
        value(entry.found.as_ref())
    )
}

pub(super) fn coverage(coverage: &[KindCoverage]) -> String {
    let rows: Vec<String> = coverage
        .iter()
        .map(|kind| {
            let cells = [
                kind.declared,
                kind.visible,
                kind.compared,
                kind.same,
                kind.differs,
                kind.cannot_tell,
            ];
            let cells = cells.map(|cell| format!("<td class=\"number\">{cell}</td>"));
            let noun = nouns(kind.kind).1;
            format!("<tr><th scope=\"row\">{noun}</th>{}</tr>\n", cells.concat())
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let heads = [
        "kind",
        "declared",
        "visible",
        "compared",
        "same",
        "differs",
        "cannot tell",
    ];
    format!(
        "<section>\n<h3>What was compared</h3>\n{}</section>\n",
        table("How much of each kind was compared", &heads, &rows)
    )
}

pub(super) fn suppressed(entries: &[Suppressed]) -> String {
    let items: Vec<String> = entries
        .iter()
        .map(|entry| {
            format!(
                "<li><code>{}</code> {} (ignored {}: {})</li>\n",
                entry.finding.rule,
                sentence(&entry.finding.message),
                ignored_by(entry.by),
                sentence(&entry.reason)
            )
        })
        .collect();
    let title = count(items.len(), "finding", "findings");
    folded(&format!("{title} ignored"), &items)
}

pub(super) fn left_out(entries: &[LeftOut]) -> String {
    let items: Vec<String> = entries
        .iter()
        .map(|entry| {
            format!(
                "<li>{} <code>{}</code>: {}</li>\n",
                nouns(entry.kind).0,
                text(&entry.name),
                sentence(&entry.reason)
            )
        })
        .collect();
    let title = count(items.len(), "object", "objects");
    folded(&format!("{title} left out of the comparison"), &items)
}

fn section(title: &str, items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    format!(
        "<section>\n<h3>{title}</h3>\n<ul>\n{}</ul>\n</section>\n",
        items.concat()
    )
}

fn folded(title: &str, items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    format!(
        "<details><summary>{title}</summary>\n<ul>\n{}</ul>\n</details>\n",
        items.concat()
    )
}

fn table(caption: &str, heads: &[&str], rows: &[String]) -> String {
    let heads: String = heads
        .iter()
        .map(|head| format!("<th scope=\"col\">{head}</th>"))
        .collect();
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">\n\
         <table><caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n\
         <tbody>{}</tbody></table>\n</div>\n",
        rows.concat()
    )
}
