//! Owns bad input: what is still reported where a part cannot be read.

use super::*;

#[test]
fn one_bad_line_costs_one_problem() {
    let live = Database::filled(Engine::Postgresql, USERS);
    let schema = format!("{SCHEMA}\nmodel Team {{\n  id Int @id\n  ??? what is this\n}}\n");
    let folder = project(&[("schema.prisma", &schema)]);
    let run = check(folder.path(), &["--database", live.url()]);
    is_composed(&run);
    // The missing table is found, the bad line is named, and the whole is not trusted.
    assert!(
        run.stdout.contains("`Team` does not exist"),
        "{}",
        run.everything()
    );
    assert!(
        run.everything().contains("schema.prisma:15"),
        "{}",
        run.everything()
    );
    assert_eq!(run.code, Some(1), "{}", run.everything());
}

#[test]
fn nothing_compared_is_no_match() {
    let live = Database::filled(Engine::Postgresql, USERS);
    let schema = SCHEMA.split("model").next().unwrap();
    let folder = project(&[("schema.prisma", schema)]);
    let run = check(folder.path(), &["--database", live.url()]);
    distrusts(&run, &["declares no tables"]);
    assert!(!run.stdout.contains("match"), "{}", run.stdout);
    assert!(
        !run.stdout.contains("is what the code expects"),
        "{}",
        run.stdout
    );
}

#[test]
fn what_can_be_checked_is_reported_beside_what_cannot() {
    let live = Database::filled(
        Engine::Postgresql,
        "CREATE TABLE \"people\" (\"id\" integer);",
    );
    let settings = format!(
        "[[source]]\nkind = \"prisma\"\npath = \"one.prisma\"\ndatabase = \"one\"\n\n[[source]]\nkind = \"prisma\"\npath = \"two.prisma\"\ndatabase = \"two\"\n\n[database.one]\nurl = \"{}\"\n\n[database.two]\nurl = \"postgres://me:{SECRET}@127.0.0.1:1/x\"\n",
        live.url()
    );
    let folder = project(&[
        ("one.prisma", SCHEMA),
        ("two.prisma", SCHEMA),
        ("schemadrift.toml", &settings),
    ]);
    let run = check(folder.path(), &[]);
    assert!(
        run.stdout.contains("`users` does not exist"),
        "{}",
        run.everything()
    );
    refuses(&run, &["127.0.0.1:1"]);
}

#[test]
fn the_json_report_is_json_also_when_the_result_is_not_trusted() {
    let live = Database::filled(Engine::Postgresql, "SELECT 1");
    let folder = project(&[("schema.prisma", SCHEMA)]);
    let run = check(
        folder.path(),
        &["--database", live.url(), "--format", "json"],
    );
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(report["untrusted"].is_string(), "{}", run.stdout);
    assert_eq!(run.code, Some(3));
}
