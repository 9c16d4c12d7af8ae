//! Owns the subcommands, one a file.

pub(crate) mod baseline;
pub(crate) mod check;
mod checking;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod fix;
pub(crate) mod init;
pub(crate) mod inspect;
pub(crate) mod man;
pub(crate) mod rules;
pub(crate) mod status;

use schemadrift::check::Report;
use schemadrift::core::finding::Level;
use schemadrift::core::model::Schema;
use schemadrift_report::{Folder, HtmlPage, Sides};

use crate::arguments::{Judgement, Look, Output, ReportFormat};
use crate::exit::{Exit, Failure};
use crate::terminal;

/// Both schemas of a comparison, for formats that draw them.
pub(crate) struct BothSides {
    pub(crate) code: Schema,
    pub(crate) live: Schema,
}

/// What formats must know beside the reports.
pub(crate) struct Setting {
    /// Findings from this level on are failures.
    pub(crate) fail_on: Level,
    /// Where the checked folder lies.
    pub(crate) folder: Folder,
}

/// Writes reports in each wanted format, each with its schemas where those are at hand.
pub(crate) fn write_reports(
    reports: &[Report],
    sides: &[Option<BothSides>],
    output: &Output,
    look: Look,
    setting: &Setting,
) -> Result<(), Failure> {
    let copies = output
        .also
        .iter()
        .map(|copy| (copy.format, Some(&*copy.file)));
    let wanted = [(output.format, output.output.as_deref())]
        .into_iter()
        .chain(copies);
    for (format, file) in wanted {
        let text = match format {
            ReportFormat::Human => {
                let style = terminal::report_style(look, file.is_some());
                schemadrift_report::render_human(reports, &style)
            }
            ReportFormat::Json => schemadrift_report::render_json(reports),
            ReportFormat::Sarif => schemadrift_report::render_sarif(reports, &setting.folder),
            ReportFormat::Junit => schemadrift_report::render_junit(reports, setting.fail_on),
            ReportFormat::Github => schemadrift_report::render_github(reports, &setting.folder),
            ReportFormat::Gitlab => schemadrift_report::render_gitlab(reports, &setting.folder),
            ReportFormat::Markdown => schemadrift_report::render_markdown(reports),
            ReportFormat::Html => schemadrift_report::render_html(&html_pages(reports, sides)),
        };
        terminal::write_data(&text, file)?;
    }
    Ok(())
}

fn html_pages<'a>(reports: &'a [Report], sides: &'a [Option<BothSides>]) -> Vec<HtmlPage<'a>> {
    let pages = reports.iter().enumerate().map(|(index, report)| HtmlPage {
        report,
        sides: sides
            .get(index)
            .and_then(Option::as_ref)
            .map(|sides| Sides {
                code: &sides.code,
                live: &sides.live,
            }),
    });
    pages.collect()
}

/// The lowest level of findings that fails.
pub(crate) fn fail_level(judgement: &Judgement, configured: Option<Level>) -> Level {
    match (judgement.fail_on, judgement.strict) {
        (Some(level), _) => Level::from(level),
        (None, true) => Level::Note,
        (None, false) => configured.unwrap_or(Level::Error),
    }
}

/// How a command ends that yields these reports.
pub(crate) fn exit_of(
    reports: &[Report],
    judgement: &Judgement,
    configured: Option<Level>,
) -> Exit {
    let fail_on = fail_level(judgement, configured);
    let exit_of_one = |report: &Report| {
        let has_findings = report
            .findings
            .iter()
            .any(|finding| finding.level >= fail_on);
        if report.has_unusable_input() {
            Exit::CouldNotCheck
        } else if report.untrusted.is_some() && !report.compares_relations() {
            Exit::Untrusted
        } else if has_findings {
            Exit::Findings
        } else if report.untrusted.is_some() || judgement.strict && !report.cannot_tell.is_empty() {
            Exit::Untrusted
        } else {
            Exit::Clean
        }
    };
    reports
        .iter()
        .map(exit_of_one)
        .max()
        .unwrap_or(Exit::CouldNotCheck)
}

/// Today's date as `YYYY-MM-DD`, in UTC: ignore entries end on a day, not at an hour.
pub(crate) fn today() -> String {
    jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
        .to_string()
}
