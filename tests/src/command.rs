//! Owns running the built `schemadrift` binary, in an environment that holds nothing of ours.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What one run of the command left behind.
#[derive(Debug, Clone)]
pub struct Run {
    /// The exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// Everything on standard output.
    pub stdout: String,
    /// Everything on standard error.
    pub stderr: String,
}

impl Run {
    /// Both streams, for searching what must appear nowhere.
    pub fn everything(&self) -> String {
        format!("{}\n{}", self.stdout, self.stderr)
    }
}

/// Variables that a program needs to start at all; everything else is left out, so that no
/// `DATABASE_URL` or `PGPASSWORD` of the machine leaks into a test.
const KEPT_VARIABLES: [&str; 5] = ["PATH", "HOME", "TMPDIR", "SystemRoot", "LD_LIBRARY_PATH"];

/// A command line under construction.
#[derive(Debug)]
pub struct Schemadrift(Command);

impl Schemadrift {
    /// The built command, without arguments.
    pub fn new() -> Self {
        Self(bare(&binary()))
    }

    /// Adds arguments.
    #[must_use]
    pub fn arguments(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.0.args(arguments);
        self
    }

    /// Adds a variable to its environment.
    #[must_use]
    pub fn variable(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.0.env(name, value);
        self
    }

    /// Starts it in this folder.
    #[must_use]
    pub fn inside(mut self, folder: &Path) -> Self {
        self.0.current_dir(folder);
        self
    }

    /// Runs it to its end.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn run(mut self) -> Run {
        let output = self.0.output().expect("the built command can be started");
        Run {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Default for Schemadrift {
    fn default() -> Self {
        Self::new()
    }
}

/// A program that gets no input, in an environment that holds nothing of ours.
pub fn bare(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear().stdin(Stdio::null());
    for name in KEPT_VARIABLES {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
}

/// The binary beside the test that runs: cargo hands a package's binaries to its own tests only,
/// and this package has none.
///
/// # Panics
/// If it has not been built.
pub fn binary() -> PathBuf {
    let test = std::env::current_exe().expect("the running test has a path");
    let name = format!("schemadrift{}", std::env::consts::EXE_SUFFIX);
    let found = test
        .ancestors()
        .skip(1)
        .map(|folder| folder.join(&name))
        .find(|path| path.is_file());
    found.unwrap_or_else(|| {
        panic!(
            "the command `{name}` is not built; run `cargo xtask test`, or `cargo build -p schemadrift-cli` first"
        )
    })
}
