//! Owns the scripts of the GitHub action: run as a workflow would run them, with its files and variables.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use schemadrift_tests::command;
use schemadrift_tests::database::{Database, Engine};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// A step of a workflow: its folder, and the files by which it answers.
struct Step {
    folder: TempDir,
}

impl Step {
    fn new() -> Self {
        let step = Self {
            folder: TempDir::new().expect("a temporary folder can be made"),
        };
        fs::create_dir(step.path("bin")).expect("a folder can be made");
        for file in ["output", "summary", "path"] {
            fs::write(step.path(file), "").expect("a file can be written");
        }
        step
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file is there")
    }

    fn script(&self, name: &str, text: &str) {
        let path = self.path("bin").join(name);
        fs::write(&path, format!("#!/usr/bin/env bash\n{text}\n")).expect("a file can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be run");
    }

    fn run(&self, script: &str, variables: &[(&str, &str)]) -> Output {
        let script = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../.github/action")
            .join(script);
        let bin = self.path("bin");
        let mut step: Command = command::bare(&script);
        step.current_dir(self.folder.path())
            .env(
                "PATH",
                format!("{}:/usr/local/bin:/usr/bin:/bin", bin.display()),
            )
            .env("GITHUB_OUTPUT", self.path("output"))
            .env("GITHUB_STEP_SUMMARY", self.path("summary"))
            .env("GITHUB_PATH", self.path("path"))
            .env("RUNNER_TEMP", self.path("temporary"))
            .envs(variables.iter().copied());
        step.output().expect("the script can be started")
    }
}

#[test]
fn the_check_answers_in_annotations_summary_outputs_and_exit_code() {
    let step = Step::new();
    let binary = command::binary();
    step.script(
        "schemadrift",
        &format!("exec '{}' \"$@\"", binary.display()),
    );
    fs::write(step.path("schema.sql"), "CREATE TABLE kept (id INTEGER PRIMARY KEY);\nCREATE TABLE lost (id INTEGER PRIMARY KEY);\n")
        .expect("a file can be written");
    let database = Database::filled(Engine::Sqlite, "CREATE TABLE kept (id INTEGER PRIMARY KEY)");

    let run = step.run(
        "check.sh",
        &[
            ("SCHEMADRIFT_DATABASE", database.url()),
            (
                "SCHEMADRIFT_ARGUMENTS",
                "--source sql:schema.sql --fail-on error",
            ),
            ("SCHEMADRIFT_SARIF", "drift.sarif"),
        ],
    );

    let log = String::from_utf8_lossy(&run.stdout).into_owned();
    assert_eq!(
        run.status.code(),
        Some(1),
        "{log}{}",
        String::from_utf8_lossy(&run.stderr)
    );
    assert!(log.contains("::error file=schema.sql,line=2"), "{log}");
    assert_eq!(step.read("output"), "exit-code=1\nverdict=behind\n");
    assert!(step.read("summary").contains("missing-table"));
    assert!(step.read("drift.sarif").contains("\"missing-table\""));

    database.execute("CREATE TABLE lost (id INTEGER PRIMARY KEY)");
    fs::write(step.path("output"), "").expect("a file can be written");
    let arguments = ("SCHEMADRIFT_ARGUMENTS", "--source sql:schema.sql");
    let run = step.run(
        "check.sh",
        &[("SCHEMADRIFT_DATABASE", database.url()), arguments],
    );
    assert_eq!(run.status.code(), Some(0));
    assert_eq!(step.read("output"), "exit-code=0\nverdict=match\n");
}

#[test]
fn a_check_that_cannot_look_says_so_without_a_verdict() {
    let step = Step::new();
    let binary = command::binary();
    step.script(
        "schemadrift",
        &format!("exec '{}' \"$@\"", binary.display()),
    );
    let run = step.run("check.sh", &[("SCHEMADRIFT_DATABASE", "file:absent.db")]);
    assert_eq!(run.status.code(), Some(2));
    assert_eq!(step.read("output"), "exit-code=2\nverdict=\n");
}

/// A release in a folder, in place of the one that `curl` would fetch.
fn release(step: &Step, checksum_of: &[u8]) {
    let name = format!("schemadrift-{}", target());
    let folder = step.path("release");
    let unpacked = folder.join(&name);
    fs::create_dir_all(&unpacked).expect("a folder can be made");
    let program = unpacked.join("schemadrift");
    fs::write(&program, "#!/bin/sh\necho schemadrift 1.2.3\n").expect("a file can be written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it can be run");
    let archive = format!("{name}.tar.gz");
    let packed = Command::new("tar")
        .args(["--create", "--gzip", "--file", &archive, &name])
        .current_dir(&folder)
        .status();
    assert!(packed.expect("tar can be started").success());
    let bytes = fs::read(folder.join(&archive)).expect("the archive is there");
    let digest = Sha256::digest(if checksum_of.is_empty() {
        &bytes
    } else {
        checksum_of
    });
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(
        folder.join(format!("{archive}.sha256")),
        format!("{digest}  {archive}\n"),
    )
    .expect("a file can be written");
    // The address comes last; everything else is for the real one.
    step.script(
        "curl",
        &format!("cp '{}'/\"$(basename \"${{@: -1}}\")\" .", folder.display()),
    );
}

fn target() -> &'static str {
    match std::env::consts::ARCH {
        "aarch64" => "aarch64-unknown-linux-musl",
        _ => "x86_64-unknown-linux-musl",
    }
}

#[test]
fn a_release_is_installed_if_its_checksum_is_right() {
    let step = Step::new();
    release(&step, b"");
    let run = step.run("install.sh", &[("SCHEMADRIFT_ACTION_REF", "v1.2.3")]);
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    assert!(String::from_utf8_lossy(&run.stdout).contains("schemadrift 1.2.3"));
    let path = step.read("path");
    assert!(
        Path::new(path.trim()).join("schemadrift").is_file(),
        "{path}"
    );
}

#[test]
fn a_release_with_another_checksum_is_not_run() {
    let step = Step::new();
    release(&step, b"something else");
    let run = step.run("install.sh", &[("SCHEMADRIFT_VERSION", "1.2.3")]);
    assert!(!run.status.success());
    assert_eq!(step.read("path"), "");
    assert!(!String::from_utf8_lossy(&run.stdout).contains("schemadrift 1.2.3"));
}

#[test]
fn a_branch_is_no_release() {
    let step = Step::new();
    let run = step.run("install.sh", &[("SCHEMADRIFT_ACTION_REF", "main")]);
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stdout).contains("::error::"));
}
