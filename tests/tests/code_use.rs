//! Owns that a column which is lost is reported with exactly the places that use it. The code in
//! `tests/code-use/` says at the end of each line what the line uses; a column is dropped from a real
//! database, and the report must list those lines and no other.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use schemadrift_tests::command::Schemadrift;
use schemadrift_tests::database::{Database, Engine};
use schemadrift_tests::fixture;
use schemadrift_tests::project::Project;
use serde_json::Value;

/// The columns that are dropped, each with the number of lines that use it.
const COLUMNS: &[(&str, &str, usize)] = &[
    ("users", "full_name", 7),
    ("users", "city", 7),
    ("users", "email", 4),
    ("orders", "note", 6),
    ("orders", "total", 4),
];

fn folder() -> PathBuf {
    fixture::folder("code-use")
}

/// The lines of a project that say that they use something, as `path:line`.
fn marked(folder: &Path, table: &str, column: &str) -> BTreeSet<String> {
    let wanted = [format!("{table}.{column}"), format!("{table}.*")];
    let mut lines = BTreeSet::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).unwrap();
            open.extend(entries.map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let shown = path.strip_prefix(folder).unwrap().display().to_string();
        for (number, line) in text.lines().enumerate() {
            let marks = line.rsplit_once("// ").or_else(|| line.rsplit_once("-- "));
            let marks = marks.map_or("", |(_, marks)| marks);
            if marks
                .split(' ')
                .any(|mark| wanted.iter().any(|own| own == mark))
            {
                lines.insert(format!("{shown}:{}", number + 1));
            }
        }
    }
    lines
}

/// The lines that the report lists for a column that is missing.
fn reported(report: &Value, table: &str, column: &str) -> BTreeSet<String> {
    let findings = report["findings"].as_array().unwrap();
    let found: Vec<&Value> = findings
        .iter()
        .filter(|finding| {
            finding["rule"] == "missing-column"
                && finding["object"]["table"] == table
                && finding["object"]["name"] == column
        })
        .collect();
    assert!(
        !found.is_empty(),
        "{column} is not found to be missing: {report}"
    );
    found
        .iter()
        .flat_map(|finding| finding["locations"].as_array().unwrap())
        .filter(|location| location["role"] == "code")
        .map(|location| {
            format!(
                "{}:{}",
                location["file"].as_str().unwrap(),
                location["line"]
            )
        })
        .collect()
}

fn check(project: &Project, live: &Database, engine: Engine) -> Value {
    let schema = project.path().join("prisma/schema.prisma");
    let text = std::fs::read_to_string(&schema).unwrap();
    let provider = format!("provider = \"{}\"", engine.as_str());
    std::fs::write(&schema, text.replace("provider = \"sqlite\"", &provider)).unwrap();
    let run = Schemadrift::new()
        .arguments(["check", "--format", "json", "--database", live.url()])
        .arguments(["--source", "prisma:prisma/schema.prisma"])
        .arguments(["--source", "diesel:service/src/schema.rs"])
        .arguments(["--source", "seaorm:service/src/entity"])
        .inside(project.path())
        .run();
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"))
}

fn every_use_is_listed(engine: Engine) {
    let script =
        std::fs::read_to_string(folder().join(format!("{}.sql", engine.as_str()))).unwrap();
    for (table, column, count) in COLUMNS {
        let project = Project::copy_of(&folder().join("project")).unwrap();
        let lines = marked(project.path(), table, column);
        assert_eq!(lines.len(), *count, "{table}.{column}: {lines:#?}");
        let live = Database::filled(engine, &script);
        live.execute(&format!("ALTER TABLE {table} DROP COLUMN {column}"));
        let report = check(&project, &live, engine);
        assert_eq!(reported(&report, table, column), lines, "{table}.{column}");
    }
}

#[test]
fn every_use_of_a_lost_column_is_listed_on_sqlite() {
    every_use_is_listed(Engine::Sqlite);
}

#[test]
fn every_use_of_a_lost_column_is_listed_on_postgresql() {
    every_use_is_listed(Engine::Postgresql);
}

#[test]
fn nothing_is_found_while_nothing_is_lost() {
    let project = Project::copy_of(&folder().join("project")).unwrap();
    let script = std::fs::read_to_string(folder().join("sqlite.sql")).unwrap();
    let live = Database::filled(Engine::Sqlite, &script);
    let report = check(&project, &live, Engine::Sqlite);
    assert_eq!(report["summary"]["error"], 0, "{report}");
    assert_eq!(report["summary"]["warning"], 0, "{report}");
    let code = &report["code"][0];
    assert_eq!(code["calls_met"], code["calls_whole"]);
    assert_eq!(code["places"].as_array().unwrap().len(), 0, "{report}");
}
