//! Owns the filters: a choice for each of level, rule, cause and table. They appear where the script
//! runs; without it, the page shows everything.

use std::collections::BTreeMap;

use schemadrift_core::finding::Finding;

use super::escape::text;
use super::finding::table_of;
use crate::words::cause_word;

/// Tables that can be chosen at most.
const MOST_CHOICES: usize = 1000;

pub(super) fn filters(findings: &[&Finding]) -> String {
    if findings.len() < 2 {
        return String::new();
    }
    let choices = |of: fn(&Finding) -> String| {
        let mut choices: BTreeMap<String, usize> = BTreeMap::new();
        for finding in findings {
            *choices.entry(of(finding)).or_default() += 1;
        }
        choices
    };
    let selects = [
        select(
            "level",
            "Level",
            &choices(|finding| finding.level.to_string()),
        ),
        select("rule", "Rule", &choices(|finding| finding.rule.to_owned())),
        select(
            "cause",
            "Cause",
            &choices(|finding| finding.cause.map_or("unknown", cause_word).to_owned()),
        ),
        select("table", "Table", &choices(table_of)),
    ];
    format!(
        "<form class=\"filters\" aria-label=\"Filter the findings\" hidden>\n{}\
         <button type=\"reset\">Show all</button>\n\
         <p role=\"status\" aria-live=\"polite\"></p>\n</form>\n",
        selects.concat()
    )
}

fn select(key: &str, label: &str, choices: &BTreeMap<String, usize>) -> String {
    let options: String = choices
        .iter()
        .take(MOST_CHOICES)
        .map(|(choice, number)| {
            let choice = text(choice);
            format!("<option value=\"{choice}\">{choice} ({number})</option>")
        })
        .collect();
    format!(
        "<label>{label} <select name=\"{key}\"><option value=\"\">all</option>{options}</select></label>\n"
    )
}
