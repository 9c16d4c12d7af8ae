//! Owns what happens when the input is bad: one clear message that names the thing and the way
//! out, the right exit code, no panic, no secret, and whatever could still be done is done.

mod addresses;
mod command_line;
mod databases;
mod env_files;
mod files;
mod partial_results;
mod servers;
mod several_schemas;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;

use schemadrift_tests::command::{Run, Schemadrift};
use schemadrift_tests::database::{self, Database, Engine};
use tempfile::TempDir;

/// A password that would be noticed anywhere.
const SECRET: &str = "hunter2-Zq9";

const SCHEMA: &str = "datasource db {\n  provider = \"postgresql\"\n  url      = env(\"DATABASE_URL\")\n}\n\nmodel User {\n  id    Int    @id\n  email String\n\n  @@map(\"users\")\n}\n";

const USERS: &str = "CREATE TABLE \"users\" (\"id\" integer PRIMARY KEY, \"email\" text NOT NULL);";

fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> Run {
    Schemadrift::new()
        .arguments(["check"])
        .arguments(arguments)
        .inside(folder)
        .run()
}

fn check_against(url: &str) -> Run {
    let folder = project(&[("schema.prisma", SCHEMA)]);
    check(folder.path(), &["--database", url])
}

/// Nothing went wrong in an uncontrolled way.
#[track_caller]
fn is_composed(run: &Run) {
    let everything = run.everything();
    assert!(!everything.contains("panicked"), "{everything}");
    assert!(
        !everything.contains(SECRET),
        "the password is printed:\n{everything}"
    );
}

/// The run could not check: it says why in one message with these words, and names the way out.
#[track_caller]
fn refuses(run: &Run, words: &[&str]) {
    is_composed(run);
    assert_eq!(run.code, Some(2), "{}", run.everything());
    let errors = run
        .stderr
        .lines()
        .filter(|line| line.starts_with("error: "))
        .count();
    assert_eq!(errors, 1, "one message, please:\n{}", run.stderr);
    for word in words {
        assert!(run.stderr.contains(word), "no `{word}` in:\n{}", run.stderr);
    }
    assert!(
        run.stderr.lines().any(|line| line.starts_with("help: ")),
        "no way out:\n{}",
        run.stderr
    );
}

/// The run ended without a result that can be trusted, and says why.
#[track_caller]
fn distrusts(run: &Run, words: &[&str]) {
    is_composed(run);
    assert_eq!(run.code, Some(3), "{}", run.everything());
    for word in words {
        assert!(
            run.everything().contains(word),
            "no `{word}` in:\n{}",
            run.everything()
        );
    }
}
