//! Owns the reports of a check in the formats for machines, comments and browsers, as files that are
//! the same on every machine.

use std::path::Path;

use crate::expectation;
use crate::project::Check;
use crate::transcript::Masks;

/// Formats, and what their files are called.
const FORMATS: [(&str, &str); 6] = [
    ("sarif", "sarif"),
    ("junit", "junit.xml"),
    ("github", "github.txt"),
    ("gitlab", "gitlab.json"),
    ("markdown", "md"),
    ("html", "html.txt"),
];

/// Compares the report in each format with the file `STATE.FORMAT` of the folder.
///
/// # Errors
/// If any is not what its file expects.
pub fn compare(check: &Check<'_>, folder: &Path, state: &str) -> Result<(), String> {
    let mut faults = Vec::new();
    for (format, ending) in FORMATS {
        let said = masked(format, &check.run(format).stdout, check.masks);
        let file = folder.join(format!("{state}.{ending}"));
        faults.extend(expectation::compare(&file, &said).err());
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}

/// A report without what depends on the machine, and without what is the same in every report: pages
/// of rules, and the markup of a page.
fn masked(format: &str, text: &str, masks: &Masks) -> String {
    let text = match format {
        "html" => words(text),
        _ => text.to_owned(),
    };
    // Markdown writes these as numbers, in the name of a database too.
    let text = [("&#95;", "_"), ("&#46;", "."), ("&#58;", ":")]
        .iter()
        .fold(text, |text, (number, sign)| text.replace(number, sign));
    let text = masks.replace(&text);
    let lines = text.lines().filter(|line| !is_page(line));
    lines
        .map(|line| format!("{}\n", without_measures(line)))
        .collect()
}

/// What a page says, without its markup, style and script: those are compared where it is made.
fn words(page: &str) -> String {
    let page = cut(page, "<style>", "</style>");
    let page = cut(&page, "<script>", "</script>");
    let mut words = String::new();
    for part in page.split('<') {
        let text = part.split_once('>').map_or("", |(_, text)| text);
        if !words.is_empty() && !words.ends_with(['\n', ' ']) && !text.trim().is_empty() {
            words.push(' ');
        }
        words.push_str(text);
    }
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

/// Whether a line of SARIF holds the page of a rule.
fn is_page(line: &str) -> bool {
    let line = line.trim_start();
    ["\"text\": \"# ", "\"markdown\": \"# "]
        .iter()
        .any(|page| line.starts_with(page))
}

/// Masks versions of servers and durations.
fn without_measures(line: &str) -> String {
    let mut line = line.to_owned();
    for (before, after) in [
        ("PostgreSQL ", " `"),
        ("PostgreSQL ", " <code>"),
        ("PostgreSQL ", " <"),
        ("SQLite ", " `"),
        ("SQLite ", " <code>"),
        ("SQLite ", " "),
        (" time=\"", "\""),
        ("</code> in ", "s."),
        (" in ", "s."),
    ] {
        if let Some(start) = line.find(before).map(|start| start + before.len())
            && line[start..].starts_with(|first: char| first.is_ascii_digit())
            && let Some(length) = line[start..].find(after)
        {
            line.replace_range(start..start + length, "<measure>");
        }
    }
    line
}

/// The text without what stands between two marks.
fn cut(text: &str, opening: &str, closing: &str) -> String {
    let Some((before, rest)) = text.split_once(opening) else {
        return text.to_owned();
    };
    let after = rest.split_once(closing).map_or("", |(_, after)| after);
    format!("{before}{opening}{closing}{after}")
}
