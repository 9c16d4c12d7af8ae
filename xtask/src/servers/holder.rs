//! Owns the process that holds a private server: this program once more, which starts the server
//! through the test kit and ends it in order as soon as its input ends, whatever ended its parent.

use std::any::Any;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use schemadrift_testkit::servers::{HarnessError, Product, mariadb, mysql, postgres};

use crate::failure::{Failure, OrFail};
use crate::matrix;

/// The argument that makes this program a holder.
const COMMAND: &str = "hold-server";

/// The exit code that says that nothing is installed.
const NOT_INSTALLED: u8 = 66;

/// A private server, held by a process of its own.
#[derive(Debug)]
pub(super) struct Held {
    /// A superuser's URL.
    pub(super) url: String,
    process: Child,
}

/// Why there is no private server.
#[derive(Debug)]
pub(super) enum Refusal {
    /// There are no binaries.
    NotInstalled,
    /// Something else.
    Failed(Failure),
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl Held {
    /// Starts a private server, from these binaries if some are named.
    ///
    /// # Errors
    /// If nothing is installed, or the server does not start.
    pub(super) fn start(product: Product, binaries: Option<&Path>) -> Result<Self, Refusal> {
        let mut process = command(product, binaries)?
            .spawn()
            .or_fail("could not start a process for the server")?;
        let mut url = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output)
                .read_line(&mut url)
                .or_fail("could not read the server's URL")?;
        }
        if !url.is_empty() {
            return Ok(Self {
                url: url.trim_end().to_string(),
                process,
            });
        }
        let status = process
            .wait()
            .or_fail("could not wait for the server's process")?;
        if status.code() == Some(NOT_INSTALLED.into()) {
            return Err(Refusal::NotInstalled);
        }
        Err(Failure::new(format!("no private {product} server (see above)")).into())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // The end of its input ends the holder; if it has ended before, nothing is left to do.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

fn command(product: Product, binaries: Option<&Path>) -> Result<Command, Failure> {
    let program = this_program()?;
    let mut command = Command::new(program);
    command
        .arg(COMMAND)
        .arg(matrix::word(product))
        .env_remove(product.variable())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    if let Some(binaries) = binaries {
        command.env("PATH", with_first(binaries)?);
    }
    detach(&mut command);
    Ok(command)
}

/// This program, also where a build has put another one in its place meanwhile: the system keeps
/// what runs.
fn this_program() -> Result<PathBuf, Failure> {
    let program = std::env::current_exe().or_fail("could not find this program")?;
    let running = PathBuf::from("/proc/self/exe");
    let is_replaced = !program.is_file() && running.exists();
    Ok(if is_replaced { running } else { program })
}

/// The search path with this folder before all others.
fn with_first(folder: &Path) -> Result<OsString, Failure> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&path));
    std::env::join_paths(folders).or_fail("could not put the binaries on the path")
}

/// Keeps Ctrl-C from the holder and its server, so that they end in order after us.
#[cfg(unix)]
fn detach(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn detach(_: &mut Command) {}

fn held<T: 'static>(url: String, server: T) -> (String, Box<dyn Any>) {
    (url, Box::new(server))
}

/// Holds a private server: prints its URL, waits for the end of the input, ends the server.
pub(crate) fn hold(product: &str) -> ExitCode {
    let Some(product) = matrix::product(product) else {
        eprintln!("`{product}` is no product whose server is held");
        return ExitCode::FAILURE;
    };
    let started = match product {
        Product::PostgreSql => postgres().map(|server| held(server.url().to_owned(), server)),
        Product::MariaDb => mariadb().map(|server| held(server.url().to_owned(), server)),
        Product::MySql => mysql().map(|server| held(server.url().to_owned(), server)),
    };
    // The server lives as long as its guard.
    let (url, _guard) = match started {
        Ok(started) => started,
        Err(HarnessError::NotInstalled { .. }) => return ExitCode::from(NOT_INSTALLED),
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut output = std::io::stdout().lock();
    let told = writeln!(output, "{url}").and_then(|()| output.flush());
    if told.is_err() || super::wait_for_end(std::io::stdin().lock()).is_err() {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_binaries_come_before_installed_ones() {
        let path = with_first(Path::new("/some/bin")).unwrap();
        let first = std::env::split_paths(&path).next();
        assert_eq!(first.as_deref(), Some(Path::new("/some/bin")));
    }
}
