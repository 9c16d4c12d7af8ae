//! Owns MariaDB servers for tests: the one that the environment names, or a private one, whose
//! folder is filled by the server itself from the scripts that come with it.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::account::Account;
use super::private::{PATIENCE, command, end_of, free_port};
use super::{HarnessError, MARIADB_VARIABLE, Product, url};

/// The server's program.
const PROGRAM: &str = "mariadbd";
/// Where it is beside the search path.
const FOLDERS: &[&str] = &[
    "/usr/sbin",
    "/usr/local/sbin",
    "/usr/libexec",
    "/usr/local/bin",
    "/opt/homebrew/bin",
];
/// The scripts that make the system's tables, in order
/// (<https://mariadb.com/kb/en/mariadb-install-db/>).
const SCRIPTS: &[&str] = &[
    "mysql_system_tables.sql",
    "mysql_performance_tables.sql",
    "mysql_system_tables_data.sql",
    "maria_add_gis_sp_bootstrap.sql",
];
/// How often a start is tried: between the choice of a port and its use somebody may take it.
const ATTEMPTS: usize = 3;

/// A MariaDB server that tests may do anything to. A private one stops when this is dropped.
#[derive(Debug)]
pub struct MariaDbServer {
    url: String,
    /// Held for its end.
    private: Option<Private>,
}

impl MariaDbServer {
    /// The URL of a superuser.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The same URL with another database.
    pub fn database_url(&self, database: &str) -> String {
        url::with_database(&self.url, database)
    }

    /// Whether the server was started here, and nobody else uses it.
    pub fn is_private(&self) -> bool {
        self.private.is_some()
    }
}

/// A MariaDB server: the one that [`MARIADB_VARIABLE`] names, else a new private one. The private
/// one listens on a free loopback port and lets `root` in without a password. When run by root it
/// runs as an account without rights.
///
/// # Errors
///
/// When nothing is installed or the server does not start; the message says what to do.
pub fn mariadb() -> Result<MariaDbServer, HarnessError> {
    if let Ok(url) = std::env::var(MARIADB_VARIABLE)
        && !url.is_empty()
    {
        return Ok(MariaDbServer { url, private: None });
    }
    let private = Private::start(&Installation::find()?)?;
    Ok(MariaDbServer {
        url: format!("mariadb://root@127.0.0.1:{}/mysql", private.port),
        private: Some(private),
    })
}

/// The server that all tests of this process share while any of them holds it.
///
/// # Errors
///
/// As [`mariadb`].
pub fn shared_mariadb() -> Result<Arc<MariaDbServer>, HarnessError> {
    static SHARED: Mutex<Weak<MariaDbServer>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(server) = shared.upgrade() {
        return Ok(server);
    }
    let server = Arc::new(mariadb()?);
    *shared = Arc::downgrade(&server);
    Ok(server)
}

/// The program and its scripts.
struct Installation {
    program: PathBuf,
    scripts: PathBuf,
}

impl Installation {
    fn find() -> Result<Self, HarnessError> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path)
            .chain(FOLDERS.iter().map(PathBuf::from))
            .find_map(|folder| Self::in_folder(&folder))
            .ok_or_else(|| HarnessError::NotInstalled {
                product: Product::MariaDb,
                searched: format!("`PATH`, `{}`", FOLDERS.join("`, `")),
            })
    }

    fn in_folder(folder: &Path) -> Option<Self> {
        let program = folder.join(PROGRAM);
        if !program.is_file() {
            return None;
        }
        let root = folder.parent()?;
        let scripts = ["share/mysql", "share/mariadb", "share"]
            .iter()
            .map(|shared| root.join(shared))
            .find(|shared| SCRIPTS.iter().all(|script| shared.join(script).is_file()))?;
        Some(Self { program, scripts })
    }
}

/// A running server. Dropping it ends the process, and no other, and removes its folder.
#[derive(Debug)]
struct Private {
    process: Child,
    port: u16,
    /// Removed after the process has ended, since fields go in order.
    _folder: TempDir,
}

impl Private {
    fn start(installation: &Installation) -> Result<Self, HarnessError> {
        let folder = tempfile::Builder::new()
            .prefix("schemadrift-mariadb-")
            .tempdir()
            .map_err(HarnessError::Folder)?;
        let account = Account::instead_of_root(folder.path()).map_err(HarnessError::Folder)?;
        let data = folder.path().join("data");
        std::fs::create_dir(&data).map_err(HarnessError::Folder)?;
        if let Some(account) = account {
            account.own(folder.path()).map_err(HarnessError::Folder)?;
            account.own(&data).map_err(HarnessError::Folder)?;
        }
        fill(installation, account, &data)?;
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
}

impl Drop for Private {
    fn drop(&mut self) {
        // Nothing of it has to survive. Both fail only if the process has ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What the server reads to make its own tables, one statement a line at the least.
fn bootstrap(installation: &Installation) -> std::io::Result<String> {
    let mut text = "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n".to_owned();
    for script in SCRIPTS {
        let script = std::fs::read_to_string(installation.scripts.join(script))?;
        // These lines let root in from a host by its name, which may have no name.
        for line in script
            .lines()
            .filter(|line| !line.contains("@current_hostname"))
        {
            text.push_str(line);
            text.push('\n');
        }
    }
    Ok(text)
}

fn fill(
    installation: &Installation,
    account: Option<Account>,
    data: &Path,
) -> Result<(), HarnessError> {
    let program = &installation.program;
    let cannot_run = |error| HarnessError::Program {
        product: Product::MariaDb,
        program: program.clone(),
        error,
    };
    let text = bootstrap(installation).map_err(HarnessError::Folder)?;
    let mut process = command(program, account, data)
        .args(["--no-defaults", "--bootstrap", "--log-warnings=0"])
        .args([
            "--innodb-flush-log-at-trx-commit=0",
            "--max-allowed-packet=8M",
        ])
        .arg(format!("--datadir={}", data.display()))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(cannot_run)?;
    if let Some(mut input) = process.stdin.take() {
        // A server that gave up reads no further, and says why.
        let _ = input.write_all(text.as_bytes());
    }
    let output = process.wait_with_output().map_err(cannot_run)?;
    if output.status.success() {
        return Ok(());
    }
    Err(HarnessError::Failed {
        product: Product::MariaDb,
        program: program.clone(),
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
    let port = free_port().map_err(HarnessError::Folder)?;
    let log_path = folder.join("log");
    let log = File::create(&log_path).map_err(HarnessError::Folder)?;
    let errors = log.try_clone().map_err(HarnessError::Folder)?;
    let process = command(&installation.program, account, folder)
        .arg("--no-defaults")
        .arg(format!("--datadir={}", data.display()))
        .arg(format!("--socket={}", folder.join("socket").display()))
        .arg(format!("--pid-file={}", folder.join("pid").display()))
        .arg(format!("--port={port}"))
        .args([
            "--bind-address=127.0.0.1",
            "--innodb-flush-log-at-trx-commit=0",
        ])
        .args(["--character-set-server=utf8mb4", "--max-connections=64"])
        .args(["--innodb-buffer-pool-size=32M", "--skip-name-resolve"])
        .stdout(log)
        .stderr(errors)
        .spawn()
        .map_err(|error| HarnessError::Program {
            product: Product::MariaDb,
            program: installation.program.clone(),
            error,
        })?;
    wait_until_ready(process, &installation.program, &log_path).map(|process| (process, port))
}

fn wait_until_ready(mut process: Child, program: &Path, log: &Path) -> Result<Child, HarnessError> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if matches!(process.try_wait(), Ok(Some(_)) | Err(_)) {
            return Err(HarnessError::Failed {
                product: Product::MariaDb,
                program: program.to_owned(),
                output: end_of(log),
            });
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
        product: Product::MariaDb,
        seconds: PATIENCE.as_secs(),
        log: end_of(log),
    })
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::{MARIADB_VARIABLE, shared_mariadb};

    #[test]
    fn a_private_server_ends_with_its_guard() {
        let server = shared_mariadb().unwrap();
        if std::env::var_os(MARIADB_VARIABLE).is_some_and(|url| !url.is_empty()) {
            assert!(!server.is_private());
            return;
        }
        let address = server.url().split(['@', '/']).nth(3).unwrap().to_owned();
        assert!(TcpStream::connect(&address).is_ok(), "{address}");
        drop(server);
        assert!(TcpStream::connect(&address).is_err(), "{address}");
    }
}
