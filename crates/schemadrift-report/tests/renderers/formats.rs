//! Owns the formats for machines and for comments, as files: the same report in each.

use crate::expected::check_file;
use crate::reports::{clean, drifted, problems, schema, unsure, used_table, with};
use schemadrift_check::Report;
use schemadrift_core::finding::Level;
use schemadrift_report::{
    Folder, render_github, render_gitlab, render_junit, render_markdown, render_sarif,
};
use serde_json::Value;

/// Everything that a report can hold.
fn full() -> Report {
    let mut report = drifted();
    report.problems = problems(&schema());
    report.findings.push(used_table());
    report.untrusted = Some("the role may not see 3 tables".to_owned());
    report
}

#[test]
fn a_full_report_in_each_format() {
    let reports = [full()];
    check_file(
        "full.sarif",
        &pages_cut(&render_sarif(&reports, &Folder::default())),
    );
    check_file("full.junit.xml", &render_junit(&reports, Level::Error));
    check_file(
        "full.github.txt",
        &render_github(&reports, &Folder::default()),
    );
    check_file(
        "full.gitlab.json",
        &render_gitlab(&reports, &Folder::default()),
    );
    check_file("full.md", &render_markdown(&reports));
}

#[test]
fn a_clean_report_in_each_format() {
    let reports = [clean()];
    check_file("clean.sarif", &render_sarif(&reports, &Folder::default()));
    check_file("clean.junit.xml", &render_junit(&reports, Level::Error));
    check_file(
        "clean.github.txt",
        &render_github(&reports, &Folder::default()),
    );
    check_file(
        "clean.gitlab.json",
        &render_gitlab(&reports, &Folder::default()),
    );
    check_file("clean.md", &render_markdown(&reports));
}

/// Pages of rules have tests of their own; here, their first line will do.
fn pages_cut(sarif: &str) -> String {
    let mut log: Value = serde_json::from_str(sarif).unwrap();
    let mut pages = 0;
    for rule in log["runs"][0]["tool"]["driver"]["rules"]
        .as_array_mut()
        .unwrap()
    {
        for key in ["text", "markdown"] {
            let page = rule["help"][key].as_str().unwrap();
            assert!(page.contains("\n## "), "{page}");
            rule["help"][key] = page.lines().next().unwrap().into();
            pages += 1;
        }
    }
    assert!(pages > 4);
    serde_json::to_string_pretty(&log).unwrap() + "\n"
}

#[test]
fn findings_below_the_failing_level_pass_in_junit() {
    let reports = [drifted()];
    let failures = |level| {
        let text = render_junit(&reports, level);
        let document = roxmltree::Document::parse(&text).unwrap();
        let elements = document.descendants();
        let number = elements.filter(|node| node.has_tag_name("failure")).count();
        let stated = document.root_element().attribute("failures").unwrap();
        assert_eq!(stated, number.to_string());
        number
    };
    assert_eq!((failures(Level::Error), failures(Level::Warning)), (9, 10));
}

#[test]
fn fingerprints_outlive_edits() {
    let moved = |lines: &str| {
        let mut report = drifted();
        for finding in &mut report.findings {
            for location in &mut finding.locations {
                let place = location.origin.location().unwrap();
                let text = format!("{lines}{}", place.file.text);
                let start = place.span.start() + lines.len();
                let end = place.span.end() + lines.len();
                let file = schemadrift_core::origin::SourceFile::new("renamed.prisma", text);
                location.origin = schemadrift_core::origin::Origin::Exact(
                    schemadrift_core::origin::Location::new(&file, start..end),
                );
            }
        }
        report
    };
    let marks = |report: Report| {
        let log: Value =
            serde_json::from_str(&render_sarif(&[report], &Folder::default())).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let lines: Vec<Value> = results
            .iter()
            .map(|result| result["locations"][0]["physicalLocation"]["region"]["startLine"].clone())
            .collect();
        let marks: Vec<Value> = results
            .iter()
            .map(|result| result["partialFingerprints"].clone())
            .collect();
        (lines, marks)
    };
    let (lines, before) = marks(drifted());
    let (moved_lines, after) = marks(moved("// two\n// lines\n"));
    assert_eq!(before, after);
    assert_ne!(lines, moved_lines);
}

#[test]
fn several_databases_are_told_apart() {
    let mut billing = drifted();
    billing.database.database = "billing".to_owned();
    let reports = [drifted(), billing];
    let log: Value = serde_json::from_str(&render_sarif(&reports, &Folder::default())).unwrap();
    assert_eq!(
        log["runs"][0]["automationDetails"]["id"],
        "schemadrift/shop/"
    );
    assert_eq!(
        log["runs"][1]["automationDetails"]["id"],
        "schemadrift/billing/"
    );
    let entries: Value =
        serde_json::from_str(&render_gitlab(&reports, &Folder::default())).unwrap();
    let mut marks: Vec<&str> = entries
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["fingerprint"].as_str().unwrap())
        .collect();
    let all = marks.len();
    marks.sort_unstable();
    marks.dedup();
    assert_eq!((all, marks.len()), (22, 22));
    let suites = render_junit(&reports, Level::Error);
    assert_eq!(suites.matches("<testsuite ").count(), 2);
    assert!(
        render_markdown(&reports).contains("## schemadrift <code>billing</code>: incompatible")
    );
    assert!(
        render_github(&reports, &Folder::default())
            .contains("title=schemadrift%3A missing-table (billing)::")
    );
}

#[test]
fn a_comment_is_never_too_long() {
    let mut report = drifted();
    let finding = report.findings[0].clone();
    for number in 0..5000 {
        let mut another = finding.clone();
        another.message = format!("table `t{number}` does not exist in the database");
        report.findings.push(another);
    }
    report.cannot_tell = (0..5000)
        .map(|number| unsure(&format!("c{number}")))
        .collect();
    let page = render_markdown(&[report]);
    assert!(page.len() < 65_536, "{}", page.len());
    assert!(page.len() > 50_000, "{}", page.len());
    assert!(page.contains("4,990 more findings are below"), "{page}");
    assert!(page.contains(" of 5010 did not fit on this page"), "{page}");
    assert!(page.contains("5000 could not be told: left away, this page is full."));
    let opened = page.matches("<details>").count();
    assert_eq!(opened, page.matches("</details>").count());
    let many: Vec<Report> = (0..2000).map(|_| with(vec![used_table()])).collect();
    assert!(render_markdown(&many).len() < 65_536);
}
