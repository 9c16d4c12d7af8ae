//! Owns a private server: a cluster in a temporary folder and the process that serves it.

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::account::Account;
use super::installation::Installation;
use super::{HarnessError, Product};

/// How long a server may take to start.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);
/// How often a start is tried: between the choice of a port and its use somebody may take it.
const ATTEMPTS: usize = 3;
/// Tests share one server, and nothing has to survive a crash.
const SETTINGS: &[&str] = &[
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=64",
    "shared_buffers=32MB",
    "autovacuum=off",
];

/// A running server. Dropping it stops the process, and no other, and removes its folder.
#[derive(Debug)]
pub(super) struct PrivateServer {
    process: Child,
    port: u16,
    /// Removed after the process has ended, since fields go in order.
    _folder: TempDir,
}

impl PrivateServer {
    /// Makes a cluster and starts it.
    pub(super) fn start(installation: &Installation) -> Result<Self, HarnessError> {
        let folder = tempfile::Builder::new()
            .prefix("schemadrift-postgres-")
            .tempdir()
            .map_err(HarnessError::Folder)?;
        let account = Account::instead_of_root(folder.path()).map_err(HarnessError::Folder)?;
        if let Some(account) = account {
            account.own(folder.path()).map_err(HarnessError::Folder)?;
        }
        let data = folder.path().join("data");
        make_cluster(installation, account, &data)?;
        let mut attempt = 1;
        let (process, port) = loop {
            match serve(installation, account, folder.path(), &data) {
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

    /// The URL of its superuser.
    pub(super) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for PrivateServer {
    fn drop(&mut self) {
        stop(&mut self.process);
    }
}

pub(super) fn command(program: &Path, account: Option<Account>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    // The account may not enter the folder that tests run in.
    command.current_dir(folder).stdin(Stdio::null());
    if let Some(account) = account {
        account.apply(&mut command);
    }
    command
}

fn make_cluster(
    installation: &Installation,
    account: Option<Account>,
    data: &Path,
) -> Result<(), HarnessError> {
    let program = installation.program("initdb");
    let folder = data.parent().unwrap_or(data);
    let output = command(&program, account, folder)
        .arg("--pgdata")
        .arg(data)
        .args(["--username=postgres", "--auth=trust", "--encoding=UTF8"])
        .args(["--no-locale", "--no-sync"])
        .output()
        .map_err(|error| HarnessError::Program {
            product: Product::PostgreSql,
            program: program.clone(),
            error,
        })?;
    if output.status.success() {
        return Ok(());
    }
    Err(HarnessError::Failed {
        product: Product::PostgreSql,
        program,
        output: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// Starts the server on a free port and waits until it takes connections.
fn serve(
    installation: &Installation,
    account: Option<Account>,
    folder: &Path,
    data: &Path,
) -> Result<(Child, u16), HarnessError> {
    let program = installation.program("postgres");
    let port = free_port().map_err(HarnessError::Folder)?;
    let log_path = folder.join("log");
    let log = File::create(&log_path).map_err(HarnessError::Folder)?;
    let errors = log.try_clone().map_err(HarnessError::Folder)?;
    let mut starting = command(&program, account, folder);
    starting.arg("-D").arg(data).arg("-k").arg(folder);
    starting.args(["-p", &port.to_string()]);
    for setting in SETTINGS {
        starting.args(["-c", setting]);
    }
    let mut process = starting
        .stdout(log)
        .stderr(errors)
        .spawn()
        .map_err(|error| HarnessError::Program {
            product: Product::PostgreSql,
            program: program.clone(),
            error,
        })?;
    match wait_until_ready(&mut process, &program, data, &log_path) {
        Ok(()) => Ok((process, port)),
        Err(error) => {
            stop(&mut process);
            Err(error)
        }
    }
}

pub(super) fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn wait_until_ready(
    process: &mut Child,
    program: &Path,
    data: &Path,
    log: &Path,
) -> Result<(), HarnessError> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        let has_ended = matches!(process.try_wait(), Ok(Some(_)) | Err(_));
        if has_ended {
            return Err(HarnessError::Failed {
                product: Product::PostgreSql,
                program: PathBuf::from(program),
                output: end_of(log),
            });
        }
        if is_ready(data) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Err(HarnessError::TooSlow {
        product: Product::PostgreSql,
        seconds: PATIENCE.as_secs(),
        log: end_of(log),
    })
}

/// The eighth line of the lock file says so (`LOCK_FILE_LINE_PM_STATUS` in `miscadmin.h`).
fn is_ready(data: &Path) -> bool {
    std::fs::read_to_string(data.join("postmaster.pid")).is_ok_and(|text| {
        text.lines()
            .nth(7)
            .is_some_and(|line| line.trim() == "ready")
    })
}

pub(super) fn end_of(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

/// Ends a server: at once but in order, so that its children and shared memory go with it; only
/// if that takes too long by force.
fn stop(process: &mut Child) {
    let asked = Command::new("kill")
        .args(["-QUIT", &process.id().to_string()])
        .stderr(Stdio::null())
        .status();
    if asked.is_ok_and(|status| status.success()) {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(10) {
            if matches!(process.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    // Both fail only if the process has ended by itself.
    let _ = process.kill();
    let _ = process.wait();
}
