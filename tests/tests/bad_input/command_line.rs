//! Owns bad input: options that make no sense.

use super::*;

#[test]
fn an_option_that_nobody_knows() {
    let run = Schemadrift::new().arguments(["check", "--hurry"]).run();
    assert_eq!(run.code, Some(2), "{}", run.everything());
    assert!(run.stderr.contains("--hurry"), "{}", run.stderr);
}

#[test]
fn a_rule_that_nobody_knows_is_met_with_the_nearest_one() {
    let folder = project(&[]);
    let run = Schemadrift::new()
        .arguments(["explain", "missing-tabel"])
        .inside(folder.path())
        .run();
    is_composed(&run);
    assert_eq!(run.code, Some(2), "{}", run.everything());
    assert!(run.stderr.contains("missing-table"), "{}", run.stderr);
}

#[test]
fn a_report_that_cannot_be_written() {
    let live = Database::filled(Engine::Postgresql, USERS);
    let folder = project(&[("schema.prisma", SCHEMA)]);
    let run = check(
        folder.path(),
        &["--database", live.url(), "--output", "nowhere/report.txt"],
    );
    is_composed(&run);
    assert_eq!(run.code, Some(2), "{}", run.everything());
    assert!(run.stderr.contains("nowhere/report.txt"), "{}", run.stderr);
}

#[test]
fn every_statement_is_shown_on_request_and_no_password_with_them() {
    let live = Database::filled(Engine::Postgresql, USERS);
    let folder = project(&[("schema.prisma", SCHEMA)]);
    let url = live
        .url()
        .replacen("://postgres@", &format!("://postgres:{SECRET}@"), 1);
    let run = check(folder.path(), &["--database", &url, "--verbose"]);
    is_composed(&run);
    assert!(run.stderr.contains("READ ONLY"), "{}", run.stderr);
}
