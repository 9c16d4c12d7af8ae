//! Every folder in `fixtures` is a project: what is found in it, and what is read of that, is
//! compared with its `expected.txt`. `SCHEMADRIFT_BLESS=1` rewrites it.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::{Migration, MigrationKind, Splitting, Transaction};
use schemadrift_migrations::{Found, Verdict, find, read, read_for};

#[test]
fn every_project_is_read_as_expected() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut projects: Vec<PathBuf> = std::fs::read_dir(&fixtures)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    projects.sort();
    assert!(projects.len() >= 15);
    let wrong: Vec<String> = projects.iter().filter_map(|path| check(path)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check(project: &Path) -> Option<String> {
    let said = describe(project);
    let file = project.join("expected.txt");
    if std::env::var_os("SCHEMADRIFT_BLESS").is_some_and(|value| value != "0") {
        std::fs::write(&file, said).unwrap();
        return None;
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    (expected != said).then(|| format!("`{}` expects something else\n{said}", file.display()))
}

fn describe(project: &Path) -> String {
    let mut text = String::new();
    for candidate in find(project) {
        match &candidate.verdict {
            Verdict::LeftAlone { reason } => {
                writeln!(text, "{}: left alone, {reason}\n", candidate.place).unwrap();
            }
            Verdict::Migrations { layout, count, .. } => {
                let found = read(&candidate.path, project).unwrap();
                assert_eq!((found.layout, found.migrations.len()), (*layout, *count));
                describe_found(&candidate.place, &found, &mut text);
                for engine in wanted(project) {
                    describe_for(&candidate.path, project, engine, &mut text);
                }
            }
        }
    }
    text
}

/// The databases that `wanted.txt` names, for which a project is read besides.
fn wanted(project: &Path) -> Vec<Engine> {
    let names = std::fs::read_to_string(project.join("wanted.txt")).unwrap_or_default();
    let engine = |name: &str| match name {
        "postgresql" => Engine::PostgreSql,
        "mysql" => Engine::MySql,
        "mariadb" => Engine::MariaDb,
        "sqlite" => Engine::Sqlite,
        other => panic!("`{other}` is no database"),
    };
    names.lines().map(engine).collect()
}

fn describe_for(path: &Path, project: &Path, engine: Engine, text: &mut String) {
    writeln!(text, "read for {engine}:").unwrap();
    match read_for(path, project, Some(engine)) {
        Ok(found) => describe_found(&found.place, &found, text),
        Err(error) => writeln!(text, "  refused: {error}\n").unwrap(),
    }
}

fn describe_found(place: &str, found: &Found, text: &mut String) {
    let engine = found
        .engine
        .map_or("any engine".to_owned(), |engine| engine.to_string());
    write!(text, "{place}: {} for {engine}", found.layout).unwrap();
    match &found.ledger {
        Some(ledger) => writeln!(text, ", ledger {ledger}").unwrap(),
        None => writeln!(text).unwrap(),
    }
    for migration in &found.migrations {
        describe_migration(migration, text);
    }
    for problem in &found.problems {
        let place = problem
            .origin
            .location()
            .map(|place| format!(" at {place}"));
        let place = place.unwrap_or_default();
        writeln!(text, "  {}{place}: {}", problem.severity, problem.message).unwrap();
    }
    for left in &found.left_alone {
        writeln!(text, "  not read: {}: {}", left.path, left.reason).unwrap();
    }
    writeln!(text).unwrap();
}

fn describe_migration(migration: &Migration, text: &mut String) {
    let kind = match migration.kind {
        MigrationKind::Versioned => "",
        MigrationKind::Repeatable => ", repeatable",
        MigrationKind::Dump => ", a dump",
    };
    let transaction = match migration.transaction {
        Transaction::ToolDefault => "",
        Transaction::Off => ", no transaction",
    };
    let version = migration.version.as_deref().unwrap_or("-");
    writeln!(
        text,
        "  `{}` {version} ({}){kind}{transaction} at {}",
        migration.name, migration.label, migration.location
    )
    .unwrap();
    for checksum in &migration.checksums {
        writeln!(text, "    checksum {checksum}").unwrap();
    }
    for doubt in &migration.doubts {
        writeln!(text, "    doubt: {doubt}").unwrap();
    }
    for condition in &migration.conditions {
        writeln!(text, "    condition: {condition}").unwrap();
    }
    for part in &migration.up {
        let how = match part.splitting {
            Splitting::Statements => "",
            Splitting::One => ", one statement",
        };
        writeln!(text, "    up {}{how}", part.location).unwrap();
        for line in part.sql().lines() {
            writeln!(text, "      | {line}").unwrap();
        }
    }
}
