//! Scripts with the schema that they lead to, as tables.

#[path = "replay/print.rs"]
mod print;

use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::SourceFile;
use schemadrift_sql::read_script;
use schemadrift_sql::replay::Replay;

/// The lines that a script comes to.
fn replayed(engine: Engine, script: &str) -> Vec<String> {
    let file = SourceFile::new("test.sql", script);
    let mut replay = Replay::new(engine, None);
    for statement in read_script(engine, &file, 0..script.len()) {
        replay.apply(&statement);
    }
    print::lines(&replay.finish())
}

/// A table: scripts, each with the lines that begin with `=> ` below it, or `=>` for none.
fn check(engine: Engine, table: &str, least: usize) {
    let mut cases: Vec<(String, Vec<String>)> = Vec::new();
    let mut script = String::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        if let Some(expected) = line.strip_prefix("=>") {
            if !script.trim().is_empty() {
                cases.push((std::mem::take(&mut script), Vec::new()));
            }
            let (_, lines) = cases.last_mut().unwrap();
            lines.extend(expected.strip_prefix(' ').map(str::to_owned));
        } else {
            script.push_str(line);
            script.push('\n');
        }
    }
    assert!(
        script.trim().is_empty(),
        "nothing is expected of `{script}`"
    );
    assert!(cases.len() >= least, "{} cases", cases.len());
    let mut failures = Vec::new();
    for (script, expected) in &cases {
        let found = replayed(engine, script);
        if &found != expected {
            failures.push(format!("{script}=> {}\n", found.join("\n=> ")));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} cases; found:\n\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
}

#[test]
fn scripts_of_postgresql_lead_to_what_its_server_makes() {
    check(Engine::PostgreSql, include_str!("replay/postgresql.txt"), 4);
}

#[test]
fn scripts_of_sqlite_lead_to_what_it_makes() {
    check(Engine::Sqlite, include_str!("replay/sqlite.txt"), 1);
}

// What histories on real servers have shown, see the laws of `schemadrift-tests`.

#[test]
fn what_histories_have_shown_of_postgresql_stays_so() {
    let table = include_str!("replay/histories_postgresql.txt");
    check(Engine::PostgreSql, table, 16);
}

#[test]
fn what_fuzzing_has_shown_of_mysql_stays_so() {
    check(Engine::MySql, include_str!("replay/histories_mysql.txt"), 1);
}

#[test]
fn what_histories_have_shown_of_sqlite_stays_so() {
    check(
        Engine::Sqlite,
        include_str!("replay/histories_sqlite.txt"),
        5,
    );
}

#[test]
fn sessions_of_mysql_remember_variables_and_prepared_statements() {
    check(Engine::MySql, include_str!("replay/session_mysql.txt"), 21);
}
