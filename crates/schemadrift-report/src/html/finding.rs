//! Owns findings on the page: each an article with both sides, the cause, the remedy and its places.

use schemadrift_core::finding::{Direction, Finding, FindingLocation, LocationRole};

use super::escape::{lines, sentence, text};
use super::state::State;
use crate::place::Place;
use crate::position::Positions;
use crate::words::{cause_clause, cause_word, count};

/// Places that use an object and stand open; the others fold away.
const MOST_OPEN: usize = 5;

/// Places of one finding that are listed at all.
const MOST_PLACES: usize = 500;

pub(super) fn findings(findings: &[&Finding], positions: &mut Positions) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let articles: String = findings
        .iter()
        .map(|finding| article(finding, positions))
        .collect();
    format!("<section>\n<h3>Findings</h3>\n{articles}</section>\n")
}

/// What filters look at.
pub(super) fn table_of(finding: &Finding) -> String {
    let (schema, name) = finding.object.group();
    match schema {
        Some(schema) => format!("{schema}.{name}"),
        None => name.to_owned(),
    }
}

fn article(finding: &Finding, positions: &mut Positions) -> String {
    let state = State::of(finding);
    format!(
        "<article class=\"finding {level}\" data-level=\"{level}\" data-rule=\"{rule}\" \
         data-cause=\"{cause}\" data-table=\"{table}\">\n\
         <h4><span class=\"level\">{level}</span> <code>{rule}</code> {message}</h4>\n\
         <p class=\"quiet\"><span class=\"sign\" aria-hidden=\"true\">{sign}</span> {word}; \
         effect: {effect}</p>\n{sides}{remarks}{places}</article>\n",
        level = finding.level,
        rule = finding.rule,
        cause = finding.cause.map_or("unknown", cause_word),
        table = text(&table_of(finding)),
        message = sentence(&finding.message),
        sign = state.sign(),
        word = word(finding.direction, state),
        effect = finding.effect,
        sides = sides(finding),
        remarks = remarks(finding),
        places = places(&finding.locations, positions),
    )
}

/// Where the two sides of a finding are.
fn word(direction: Direction, state: State) -> &'static str {
    match direction {
        Direction::WithinCode => "within the code",
        Direction::LiveLacks | Direction::LiveHasMore | Direction::Differs => state.word(),
    }
}

fn sides(finding: &Finding) -> String {
    if finding.expected.is_none() && finding.found.is_none() {
        return String::new();
    }
    let side = |title: &str, class: &str, value: Option<&String>| {
        let value = value.map_or_else(|| "not stated".to_owned(), |value| lines(value));
        format!("<div class=\"{class}\"><h5>{title}</h5><pre tabindex=\"0\">{value}</pre></div>")
    };
    let (expected, found) = match finding.direction {
        Direction::WithinCode => ("Expected", "Found"),
        Direction::LiveLacks | Direction::LiveHasMore | Direction::Differs => {
            ("Expected by the code", "Found in the database")
        }
    };
    format!(
        "<div class=\"sides\">{}{}</div>\n",
        side(expected, "expected", finding.expected.as_ref()),
        side(found, "found", finding.found.as_ref())
    )
}

fn remarks(finding: &Finding) -> String {
    let cause = finding
        .cause
        .map(|cause| cause_clause(cause, finding.direction, finding.migration.as_deref()));
    let entries = [
        ("Cause", cause),
        ("Why it matters", finding.note.clone()),
        ("What to do", finding.help.clone()),
    ];
    let entries: String = entries
        .into_iter()
        .filter_map(|(word, value)| {
            let value = sentence(&value?);
            Some(format!("<dt>{word}</dt><dd>{value}</dd>"))
        })
        .collect();
    if entries.is_empty() {
        entries
    } else {
        format!("<dl>{entries}</dl>\n")
    }
}

fn places(locations: &[FindingLocation], positions: &mut Positions) -> String {
    let (uses, stated): (Vec<&FindingLocation>, Vec<&FindingLocation>) = locations
        .iter()
        .filter(|location| location.origin.location().is_some())
        .take(MOST_PLACES)
        .partition(|location| location.role == LocationRole::Code);
    let stated: Vec<String> = stated.iter().map(|place| item(place, positions)).collect();
    let uses: Vec<String> = uses.iter().map(|place| item(place, positions)).collect();
    let mut html = list("Where it is stated", &stated);
    let (open, folded) = uses.split_at(uses.len().min(MOST_OPEN));
    html.push_str(&list("Where the code uses it", open));
    if !folded.is_empty() {
        html.push_str(&format!(
            "<details><summary>and {}</summary><ul>{}</ul></details>\n",
            count(folded.len(), "more place", "more places"),
            folded.concat()
        ));
    }
    html
}

fn list(title: &str, items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    format!("<h5>{title}</h5>\n<ul>{}</ul>\n", items.concat())
}

fn item(location: &FindingLocation, positions: &mut Positions) -> String {
    let Some(place) = location.origin.location() else {
        return String::new();
    };
    let place = Place::of(place, positions).text();
    format!(
        "<li><code>{}</code> {}</li>",
        text(&place),
        sentence(&location.label)
    )
}
