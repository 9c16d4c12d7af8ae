//! Owns the HTML report: one file that needs no network, readable without its script, with the
//! verdict, a diagram of the tables in question, both sides of each, findings that can be filtered,
//! and what could not be told.

mod definitions;
mod diagram;
mod escape;
mod filters;
mod finding;
mod lists;
mod picture;
mod state;

use schemadrift_check::Report;
use schemadrift_core::finding::Finding;
use schemadrift_core::model::Schema;

use self::escape::{sentence, text};
use self::picture::picture;
use crate::json::database_name_among;
use crate::position::Positions;
use crate::tally::{counts, verdict_sentence, verdict_word, worst_first};
use crate::words::{database_line, duration};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// What the browser may run and load: this style and this script, told by its hash, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; \
                      script-src 'sha256-zYMAOXoGg9hOhxx/o76D3i8Bxp6SyhQuCyYFy4IYNPE='; base-uri 'none'; form-action 'none'";

/// A report with both schemas that it is about, where they are at hand: relations and columns without
/// findings are drawn from them.
#[derive(Debug, Clone, Copy)]
pub struct HtmlPage<'a> {
    /// The report.
    pub report: &'a Report,
    /// Both sides.
    pub sides: Option<Sides<'a>>,
}

/// Both schemas of a comparison.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// What the code expects.
    pub code: &'a Schema,
    /// What the database has.
    pub live: &'a Schema,
}

/// The reports of one run as one page.
pub fn render_html(pages: &[HtmlPage<'_>]) -> String {
    let title = match pages {
        [] => "nothing was checked".to_owned(),
        [only] => verdict_word(only.report),
        several => format!("{} databases", several.len()),
    };
    let findings: Vec<&Finding> = pages
        .iter()
        .flat_map(|page| &page.report.findings)
        .collect();
    let sections: String = (0..pages.len())
        .map(|index| section(pages, index))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <title>schemadrift: {title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to the findings</a>\n\
         <header><h1>schemadrift: {title}</h1></header>\n<main id=\"main\">\n\
         {filters}{sections}</main>\n\
         <footer><p>Both sides were only read. Every rule has a page: \
         <code>schemadrift explain RULE</code>.</p></footer>\n\
         <script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        filters = filters::filters(&findings),
    )
}

/// Everything about one database.
fn section(pages: &[HtmlPage<'_>], index: usize) -> String {
    let Some(page) = pages.get(index) else {
        return String::new();
    };
    let report = page.report;
    let all: Vec<&Report> = pages.iter().map(|page| page.report).collect();
    let mut positions = Positions::default();
    let mut html = format!("<section class=\"database\" aria-labelledby=\"d{index}\">\n");
    html.push_str(&verdict(report, index, &database_name_among(&all, index)));
    html.push_str(&lists::problems(&report.problems, &mut positions));
    let picture = picture(report, page.sides.as_ref());
    if !picture.tables.is_empty() {
        html.push_str("<section class=\"tables\">\n<h3>The tables in question</h3>\n");
        html.push_str(&format!(
            "<figure>\n{}</figure>\n",
            diagram::diagram(&picture)
        ));
        html.push_str(&definitions::definitions(&picture));
        html.push_str("</section>\n");
    }
    html.push_str(&finding::findings(&worst_first(report), &mut positions));
    html.push_str(&lists::cannot_tell(&report.cannot_tell));
    html.push_str(&lists::coverage(&report.coverage));
    html.push_str(&lists::suppressed(&report.suppressed));
    html.push_str(&lists::left_out(&report.left_out));
    html.push_str("</section>\n");
    html
}

fn verdict(report: &Report, index: usize, name: &str) -> String {
    let doubt = report.untrusted.as_deref().map(|reason| {
        format!(
            "<p class=\"doubt\"><strong>Not trustworthy</strong>: {}</p>\n",
            sentence(reason)
        )
    });
    let counts = counts(report).map(|counts| format!("<p><strong>{counts}</strong></p>\n"));
    format!(
        "<h2 id=\"d{index}\">Database <code>{name}</code>: \
         <span class=\"verdict {word}\">{verdict}</span></h2>\n\
         {doubt}<p>{clause}</p>\n{counts}\
         <p class=\"quiet\">Compared with {database} in {time}.</p>\n",
        name = text(name),
        word = report.verdict,
        verdict = verdict_word(report),
        doubt = doubt.unwrap_or_default(),
        clause = sentence(&verdict_sentence(report)),
        counts = counts.unwrap_or_default(),
        database = sentence(&database_line(&report.database)),
        time = duration(report.elapsed),
    )
}
