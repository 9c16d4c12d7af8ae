//! Owns how other programs are run: cargo as cargo named itself, output passed through or kept.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use crate::failure::{Failure, OrFail};
use crate::workspace;

/// Cargo at the workspace root, the same cargo that runs us.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace::root());
    command
}

/// Runs a program with our own output and input.
///
/// # Errors
/// If it cannot be started or does not succeed.
pub(crate) fn stream(command: &mut Command) -> Result<(), Failure> {
    let shown = shown(command);
    let status = command
        .status()
        .or_fail(format!("could not start `{shown}`"))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("`{shown}` failed with {status}")))
    }
}

/// Runs a program and keeps what it prints on stdout.
///
/// # Errors
/// If it cannot be started or does not succeed; the message ends with what it printed on stderr.
pub(crate) fn capture(command: &mut Command) -> Result<String, Failure> {
    let shown = shown(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .or_fail(format!("could not start `{shown}`"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        let status = output.status;
        Err(Failure::new(format!(
            "`{shown}` failed with {status}: {}",
            said.trim()
        )))
    }
}

/// The program and its arguments as a person would type them.
fn shown(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
