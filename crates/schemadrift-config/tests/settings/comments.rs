//! Owns what a comment in code is about.

use schemadrift_check::Report;
use schemadrift_config::Comments;
use schemadrift_core::finding::{Effect, Finding, LocationRole};
use schemadrift_core::origin::SourceFile;

use crate::reports::{at, finding, report};

const RULES: &[&str] = &["column-type", "missing-column", "unknown-column"];

/// Whether a comment in this file ignores a finding at `text`.
fn is_ignored(role: LocationRole, file: &str, text: &str) -> bool {
    let finding = finding("column-type", "users", "name", Effect::ReadsFail);
    let report = applied(vec![at(finding, role, "a.rs", file, text)], file);
    report.findings.is_empty()
}

fn applied(findings: Vec<Finding>, file: &str) -> Report {
    let files = [SourceFile::new("a.rs", file)];
    let comments = Comments::read(&files, RULES);
    assert!(comments.problems.is_empty(), "{:?}", comments.problems);
    let mut report = report(findings);
    comments.apply(&mut report);
    report
}

#[test]
fn a_comment_is_about_its_line_or_the_next_that_is_code() {
    let declared = LocationRole::Declared;
    for (file, expected) in [
        ("// schemadrift-ignore column-type: why\nHERE\n", true),
        ("HERE // schemadrift-ignore column-type: why\n", true),
        ("HERE /* schemadrift-ignore column-type: why */\n", true),
        ("<!-- schemadrift-ignore column-type: why -->\nHERE\n", true),
        (
            "-- schemadrift-ignore column-type: why\n\n-- more\n/* and\nmore */\nHERE\n",
            true,
        ),
        (
            "# schemadrift-ignore missing-column, column-type: why\nHERE\n",
            true,
        ),
        (
            "/*\n * schemadrift-ignore column-type: why\n * more\n */\nHERE\n",
            true,
        ),
        (
            "// schemadrift-ignore column-type: why\n#[a(\n  b = [1],\n)]\n#[c]\nHERE\n",
            true,
        ),
        (
            "// schemadrift-ignore column-type: why\ndiesel::table! {\nHERE\n",
            true,
        ),
        ("// schemadrift-ignore column-type: why\r\nHERE\r\n", true),
        // Another rule, another line, and no comment at all.
        ("// schemadrift-ignore missing-column: why\nHERE\n", false),
        (
            "// schemadrift-ignore column-type: why\nmore\nHERE\n",
            false,
        ),
        (
            "HERE\n// schemadrift-ignore column-type: why\nmore\n",
            false,
        ),
        ("more // schemadrift-ignore column-type: why\nHERE\n", false),
        (
            "let a = \"schemadrift-ignore column-type: why\";\nHERE\n",
            false,
        ),
        (
            "// write schemadrift-ignore column-type: why\nHERE\n",
            false,
        ),
        ("// schemadrift-ignored column-type: why\nHERE\n", false),
        ("2 * schemadrift-ignore column-type: why\nHERE\n", false),
        // A declaration reaches no further than its line.
        (
            "// schemadrift-ignore column-type: why\nmodel (\nHERE\n)\n",
            false,
        ),
    ] {
        assert_eq!(is_ignored(declared, file, "HERE"), expected, "{file}");
    }
}

#[test]
fn a_comment_before_a_call_is_about_the_whole_call() {
    let code = LocationRole::Code;
    for (file, expected) in [
        (
            "// schemadrift-ignore column-type: why\nlet a = query!(\n  \"SELECT\n  HERE\",\n);\n",
            true,
        ),
        (
            "// schemadrift-ignore column-type: why\nawait db`\nSELECT HERE\n`;\n",
            true,
        ),
        (
            "// schemadrift-ignore column-type: why\nlet a = query!(\n  \"b\");\nHERE\n",
            false,
        ),
        // What opens a block is no call.
        (
            "// schemadrift-ignore column-type: why\nroute(\"/\", async () => {\nHERE\n});\n",
            false,
        ),
        (
            "// schemadrift-ignore column-type: why\nlet a = query!(\n\n\n",
            false,
        ),
    ] {
        let file = format!("{file}{}", if file.contains("HERE") { "" } else { "HERE" });
        assert_eq!(is_ignored(code, &file, "HERE"), expected, "{file}");
    }
}

#[test]
fn every_use_of_a_name_must_be_accepted() {
    let mark = "// schemadrift-ignore unknown-column: why\n";
    let unknown = finding("unknown-column", "users", "nmae", Effect::ReadsFail);
    let used_twice = |file: &str| {
        let once = at(unknown.clone(), LocationRole::Code, "a.rs", file, "ONE");
        at(once, LocationRole::Code, "a.rs", file, "TWO")
    };
    let both = format!("{mark}ONE\n{mark}TWO\n");
    assert!(applied(vec![used_twice(&both)], &both).findings.is_empty());
    let first = format!("{mark}ONE\nTWO\n");
    let report = applied(vec![used_twice(&first)], &first);
    assert_eq!(report.findings.len(), 1);
    // Uses of something that is declared are what it breaks, not what it is.
    let mark = "// schemadrift-ignore missing-column: why\n";
    let file = format!("{mark}ONE\nTWO\n");
    let missing = finding("missing-column", "users", "name", Effect::ReadsFail);
    let at_use = at(
        missing.clone(),
        LocationRole::Declared,
        "a.rs",
        &file,
        "TWO",
    );
    let at_use = at(at_use, LocationRole::Code, "a.rs", &file, "ONE");
    assert_eq!(applied(vec![at_use], &file).findings.len(), 1);
}

#[test]
fn any_text_is_read() {
    let pieces = [
        "schemadrift-ignore",
        " ",
        "column-type",
        ":",
        "//",
        "/*",
        "*/",
        "`",
        "(",
        ")",
        "#[",
        "]",
        "\n",
        "é",
        "table! {",
    ];
    let mut marked = 0;
    // A small generator of its own: the same texts every time.
    let mut state = 7_u64;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..24 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        let files = [SourceFile::new("a.rs", text.as_str())];
        let comments = Comments::read(&files, RULES);
        let mut reports = [report(Vec::new())];
        comments.apply(&mut reports[0]);
        comments.report_mistakes(&mut reports);
        comments.report_unmatched(&mut reports);
        marked += usize::from(!reports[0].problems.is_empty());
        for problem in &reports[0].problems {
            assert!(
                !problem.origin.location().unwrap().text().is_empty(),
                "{text:?}"
            );
        }
    }
    assert!(marked > 300, "{marked}");
}
