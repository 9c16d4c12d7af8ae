//! Owns the checks of the JSON report: its keys, their order, and what several reports become.

use crate::reports::{
    clean, drifted, missing_column, missing_table, problems, schema, unsure, used_table, with,
};
use schemadrift_check::Report;
use schemadrift_report::{VERSION, render_json};
use serde_json::{Value, json};

fn parsed(reports: &[Report]) -> Value {
    let text = render_json(reports);
    assert!(text.ends_with("}\n"), "{text}");
    assert!(!text.contains("hunter2"), "a password is shown:\n{text}");
    serde_json::from_str(&text).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

/// The keys of the contract, in its order, stand before any that were added since.
fn assert_begins(value: &Value, contract: &[&str]) {
    assert_eq!(keys(value)[..contract.len()], *contract);
}

#[test]
fn every_key_stands_in_its_place() {
    let mut report = drifted();
    report.problems = problems(&schema());
    let document = parsed(&[report]);
    assert_begins(
        &document,
        &[
            "version",
            "verdict",
            "sources",
            "database",
            "summary",
            "coverage",
            "findings",
            "problems",
            "cannot_tell",
        ],
    );
    assert_eq!(document["version"], VERSION);
    assert_begins(&document["sources"][0], &["kind", "place"]);
    assert_begins(
        &document["database"],
        &[
            "engine",
            "version",
            "database",
            "user",
            "host",
            "port",
            "schema",
            "round_trips",
        ],
    );
    assert_begins(
        &document["summary"],
        &["error", "warning", "note", "cannot_tell", "suppressed"],
    );
    assert_begins(
        &document["coverage"][0],
        &[
            "kind",
            "declared",
            "visible",
            "compared",
            "same",
            "differs",
            "cannot_tell",
        ],
    );
}

#[test]
fn every_key_of_an_entry_stands_in_its_place() {
    let mut report = drifted();
    report.problems = problems(&schema());
    let document = parsed(&[report]);
    for finding in document["findings"].as_array().unwrap() {
        assert_begins(
            finding,
            &[
                "rule",
                "level",
                "effect",
                "object",
                "message",
                "expected",
                "found",
                "cause",
                "migration",
                "locations",
                "help",
                "fingerprint",
            ],
        );
        assert_eq!(
            keys(&finding["object"]),
            ["kind", "schema", "table", "name"]
        );
        assert_begins(
            &finding["locations"][0],
            &["role", "file", "line", "column", "end_line", "end_column"],
        );
        assert!(finding.get("database").is_none());
    }
    for problem in document["problems"].as_array().unwrap() {
        assert_eq!(keys(problem), ["severity", "message", "help", "location"]);
    }
    assert_eq!(
        keys(&document["cannot_tell"][0]),
        ["object", "rule", "reason", "expected", "found",]
    );
}

#[test]
fn a_finding_is_said_in_full() {
    let document = parsed(&[drifted()]);
    let finding = &document["findings"][4];
    let mut expected = json!({
        "rule": "missing-column",
        "level": "error",
        "effect": "reads-fail",
        "object": {"kind": "column", "schema": "public", "table": "User", "name": "username"},
        "message": "column `username` of `User` does not exist in the database",
        "expected": "text",
        "found": "no column",
        "cause": "pending-migration",
        "migration": "20260212132000_add_missing_user_columns",
        "locations": [{
            "role": "declared",
            "file": "prisma/schema.prisma",
            "line": 9,
            "column": 3,
            "end_line": 9,
            "end_column": 11,
            "label": "declared here",
        }],
        "help": "deploy the pending migration: `npx prisma migrate deploy`",
        "note": "every query that reads or writes it fails",
    });
    let fingerprint = finding["fingerprint"].as_str().unwrap();
    assert_eq!(fingerprint.len(), 16);
    expected["fingerprint"] = json!(fingerprint);
    assert_eq!(*finding, expected);
    assert_eq!(document["verdict"], "incompatible");
    assert_eq!(
        document["summary"],
        json!({"error": 9, "warning": 1, "note": 0, "cannot_tell": 1, "suppressed": 1})
    );
    assert_eq!(document["suppressed"][0]["reason"], "being built this week");
    assert_eq!(document["suppressed"][0]["by"], "configuration");
}

#[test]
fn what_is_absent_is_null() {
    let mut finding = missing_table(&schema(), "Wallet");
    finding.locations.clear();
    finding.cause = None;
    finding.help = None;
    finding.expected = None;
    finding.found = None;
    finding.object.schema = None;
    let mut report = with(vec![finding]);
    report.problems = problems(&schema());
    let document = parsed(&[report]);
    let finding = &document["findings"][0];
    for key in ["expected", "found", "cause", "migration", "help"] {
        assert_eq!(finding[key], Value::Null, "{key}");
    }
    assert_eq!(finding["object"]["schema"], Value::Null);
    assert_eq!(finding["object"]["table"], Value::Null);
    assert_eq!(finding["locations"], json!([]));
    assert_eq!(document["problems"][0]["location"], Value::Null);
    assert_eq!(
        document["problems"][1]["location"],
        json!({"file": "prisma/schema.prisma", "line": 28, "column": 20, "end_line": 28, "end_column": 37})
    );
    assert_eq!(document["untrusted"], Value::Null);
}

#[test]
fn every_use_in_code_has_its_place() {
    let document = parsed(&[with(vec![used_table()])]);
    let locations = document["findings"][0]["locations"].as_array().unwrap();
    assert_eq!(locations.len(), 9);
    assert_eq!(locations[1]["role"], "code");
    assert_eq!(locations[8]["line"], 6);
}

#[test]
fn a_clean_report_is_empty_and_counted() {
    let document = parsed(&[clean()]);
    assert_eq!(document["verdict"], "match");
    assert_eq!(document["findings"], json!([]));
    assert_eq!(document["cannot_tell"], json!([]));
    assert_eq!(document["coverage"][1]["compared"], 489);
    assert_eq!(document["elapsed_ms"], 184);
    assert_eq!(
        document["left_out"][0],
        json!({"kind": "table", "name": "_prisma_migrations", "reason": "bookkeeping of Prisma Migrate"})
    );
}

#[test]
fn several_databases_are_merged() {
    let mut other = clean();
    other.database.database = "billing".to_owned();
    other.untrusted = Some("the role sees nothing".to_owned());
    other.cannot_tell.push(unsure("email"));
    let document = parsed(&[other, drifted()]);
    assert_eq!(document["verdict"], "incompatible");
    assert_eq!(document["database"], Value::Null);
    assert_eq!(document["sources"].as_array().unwrap().len(), 1);
    assert_eq!(document["summary"]["cannot_tell"], 2);
    assert_eq!(document["coverage"][0]["compared"], 102);
    assert_eq!(document["untrusted"], "billing: the role sees nothing");
    for finding in document["findings"].as_array().unwrap() {
        assert_eq!(finding["database"], "shop");
    }
    assert_eq!(document["cannot_tell"][0]["database"], "billing");
    assert_eq!(document["cannot_tell"][1]["database"], "shop");
    let databases = document["databases"].as_array().unwrap();
    assert_eq!(databases[0]["name"], "billing");
    assert_eq!(databases[0]["verdict"], "match");
    assert_eq!(databases[1]["verdict"], "incompatible");
    assert_eq!(databases[1]["database"]["engine"], "PostgreSQL");
}

#[test]
fn databases_of_one_name_are_told_apart() {
    let mut other = clean();
    other.database.host = Some("replica.internal".to_owned());
    let document = parsed(&[clean(), other]);
    assert_eq!(document["databases"][0]["name"], "db.internal:5432/shop");
    assert_eq!(
        document["databases"][1]["name"],
        "replica.internal:5432/shop"
    );
    let document = parsed(&[clean(), clean()]);
    assert_eq!(document["databases"][1]["name"], "shop (2)");
}

#[test]
fn passwords_are_hidden_everywhere() {
    let secret = "postgres://app:hunter2@db/shop";
    let mut report = drifted();
    let finding = &mut report.findings[0];
    finding.message = secret.to_owned();
    finding.expected = Some(secret.to_owned());
    finding.found = Some(secret.to_owned());
    finding.note = Some(secret.to_owned());
    finding.help = Some(secret.to_owned());
    finding.migration = Some(secret.to_owned());
    finding.locations[0].label = secret.to_owned();
    finding.object.name = secret.to_owned();
    report.sources[0].place = secret.to_owned();
    report.database.database = secret.to_owned();
    report.untrusted = Some(secret.to_owned());
    report.left_out[0].reason = secret.to_owned();
    report.left_out[0].name = secret.to_owned();
    report.problems = problems(&schema());
    report.problems[0].message = secret.to_owned();
    report.cannot_tell[0].reason = secret.to_owned();
    let document = parsed(&[report]);
    assert_eq!(
        document["findings"][0]["message"],
        "postgres://app:***@db/shop"
    );
}

#[test]
fn control_characters_are_escaped() {
    let mut finding = missing_table(&schema(), "Wallet");
    finding.message = "a\u{1b}[2J".to_owned();
    let text = render_json(&[with(vec![finding])]);
    assert!(!text.contains('\u{1b}'));
    assert!(text.contains("a\\u001b[2J"));
}

#[test]
fn no_report_at_all_is_a_document() {
    let document = parsed(&[]);
    assert_eq!(document["verdict"], "match");
    assert_eq!(document["findings"], json!([]));
}

#[test]
fn a_message_that_quotes_megabytes_is_bounded_and_values_are_whole() {
    let long = "x".repeat(1_000_000);
    let mut finding = missing_column(&schema(), "username", "text");
    finding.message = format!("column `{long}` of `users`");
    finding.note = Some(long.clone());
    finding.help = Some(long.clone());
    finding.found = Some(long.clone());
    let mut report = with(vec![finding]);
    report.problems = problems(&schema());
    report.problems[0].message = format!("`{long}` is not known");
    report.cannot_tell = vec![unsure("email")];
    report.cannot_tell[0].reason.clone_from(&long);
    let document = parsed(&[report]);
    let finding = &document["findings"][0];
    let sentences = [
        &finding["message"],
        &finding["note"],
        &finding["help"],
        &document["problems"][0]["message"],
        &document["cannot_tell"][0]["reason"],
    ];
    for sentence in sentences {
        let sentence = sentence.as_str().unwrap();
        assert!(sentence.len() < 2100, "{} bytes", sentence.len());
        assert!(sentence.contains("x ... x"));
    }
    let message = finding["message"].as_str().unwrap();
    assert!(message.starts_with("column `x") && message.ends_with("x` of `users`"));
    assert_eq!(finding["found"], long);
}
