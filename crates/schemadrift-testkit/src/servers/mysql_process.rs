//! Owns a private server of MySQL or MariaDB: a folder that its product has filled, and the process
//! that serves it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::account::Account;
use super::private::{PATIENCE, command, end_of, free_port};
use super::{HarnessError, Product};

/// How often a start is tried: between the choice of a port and its use somebody may take it.
const ATTEMPTS: usize = 3;

/// What both products are told; a test kit's server keeps nothing beyond its process.
const SETTINGS: &[&str] = &[
    "--bind-address=127.0.0.1",
    "--innodb-flush-log-at-trx-commit=0",
    "--character-set-server=utf8mb4",
    "--max-connections=64",
    "--innodb-buffer-pool-size=32M",
];

/// A program, and what it is told besides [`SETTINGS`].
pub(super) struct Program {
    pub(super) product: Product,
    pub(super) path: PathBuf,
    pub(super) settings: &'static [&'static str],
}

impl Program {
    /// The error of a program that the system does not run.
    pub(super) fn cannot_run(&self, error: std::io::Error) -> HarnessError {
        HarnessError::Program {
            product: self.product,
            program: self.path.clone(),
            error,
        }
    }

    /// The error of a program that ran and failed, with what it said.
    pub(super) fn failed(&self, output: impl Into<String>) -> HarnessError {
        HarnessError::Failed {
            product: self.product,
            program: self.path.clone(),
            output: output.into(),
        }
    }
}

/// A running server. Dropping it ends the process, and no other, and removes its folder.
#[derive(Debug)]
pub(super) struct Private {
    process: Child,
    pub(super) port: u16,
    /// Removed after the process has ended, since fields go in order.
    _folder: TempDir,
}

impl Private {
    /// Starts a server in a new folder, which `fill` fills first.
    pub(super) fn start(
        program: &Program,
        fill: impl Fn(Option<Account>, &Path) -> Result<(), HarnessError>,
    ) -> Result<Self, HarnessError> {
        let folder = tempfile::Builder::new()
            .prefix("schemadrift-mysql-")
            .tempdir()
            .map_err(HarnessError::Folder)?;
        let account = Account::instead_of_root(folder.path()).map_err(HarnessError::Folder)?;
        let data = folder.path().join("data");
        std::fs::create_dir(&data).map_err(HarnessError::Folder)?;
        if let Some(account) = account {
            account.own(folder.path()).map_err(HarnessError::Folder)?;
            account.own(&data).map_err(HarnessError::Folder)?;
        }
        fill(account, &data)?;
        let mut attempt = 1;
        let (process, port) = loop {
            match serve(program, account, folder.path(), &data) {
                Err(HarnessError::Failed { .. }) if attempt < ATTEMPTS => attempt += 1,
                result => break result?,
            }
        };
        Ok(Self {
            process,
            port,
            _folder: folder,
        })
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        // Nothing of it has to survive. Both fail only if the process has ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Starts the server on a free port and waits until it takes connections.
fn serve(
    program: &Program,
    account: Option<Account>,
    folder: &Path,
    data: &Path,
) -> Result<(Child, u16), HarnessError> {
    let port = free_port().map_err(HarnessError::Folder)?;
    let log_path = folder.join("log");
    let log = File::create(&log_path).map_err(HarnessError::Folder)?;
    let errors = log.try_clone().map_err(HarnessError::Folder)?;
    let process = command(&program.path, account, folder)
        .arg("--no-defaults")
        .arg(format!("--datadir={}", data.display()))
        .arg(format!("--socket={}", folder.join("socket").display()))
        .arg(format!("--pid-file={}", folder.join("pid").display()))
        .arg(format!("--port={port}"))
        .args(SETTINGS)
        .args(program.settings)
        .stdout(log)
        .stderr(errors)
        .spawn()
        .map_err(|error| program.cannot_run(error))?;
    wait_until_ready(process, program, &log_path).map(|process| (process, port))
}

fn wait_until_ready(
    mut process: Child,
    program: &Program,
    log: &Path,
) -> Result<Child, HarnessError> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if matches!(process.try_wait(), Ok(Some(_)) | Err(_)) {
            return Err(program.failed(end_of(log)));
        }
        let said = std::fs::read_to_string(log).unwrap_or_default();
        if said.contains("ready for connections") {
            return Ok(process);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    // Both fail only if the process has ended by itself.
    let _ = process.kill();
    let _ = process.wait();
    Err(HarnessError::TooSlow {
        product: program.product,
        seconds: PATIENCE.as_secs(),
        log: end_of(log),
    })
}

/// Folders with servers' programs beside the search path.
const FOLDERS: &[&str] = &[
    "/usr/sbin",
    "/usr/local/sbin",
    "/usr/libexec",
    "/usr/local/bin",
    "/opt/homebrew/bin",
];

/// What a folder on the search path, or beside it, has to offer: the first that `take` takes.
pub(super) fn find<T>(
    product: Product,
    take: impl Fn(&Path) -> Option<T>,
) -> Result<T, HarnessError> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(FOLDERS.iter().map(PathBuf::from))
        .find_map(|folder| take(&folder))
        .ok_or_else(|| HarnessError::NotInstalled {
            product,
            searched: format!("`PATH`, `{}`", FOLDERS.join("`, `")),
        })
}
