//! Owns MariaDB servers for tests: the one that the environment names, or a private one, whose
//! folder is filled by the server itself from the scripts that come with it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::account::Account;
use super::mysql::MySqlServer;
use super::mysql_process::{Private, Program, find};
use super::private::command;
use super::{HarnessError, MARIADB_VARIABLE, Product};

/// The server's program.
const PROGRAM: &str = "mariadbd";
/// The scripts that make the system's tables, in order, each under the names that it has had
/// (<https://mariadb.com/kb/en/mariadb-install-db/>).
const SCRIPTS: &[&[&str]] = &[
    &["mariadb_system_tables.sql", "mysql_system_tables.sql"],
    &[
        "mariadb_performance_tables.sql",
        "mysql_performance_tables.sql",
    ],
    &[
        "mariadb_system_tables_data.sql",
        "mysql_system_tables_data.sql",
    ],
    &["maria_add_gis_sp_bootstrap.sql"],
];

/// A MariaDB server: the one that [`MARIADB_VARIABLE`] names, else a new private one. The private
/// one listens on a free loopback port and lets `root` in without a password. When run by root it
/// runs as an account without rights.
///
/// # Errors
///
/// When nothing is installed or the server does not start; the message says what to do.
pub fn mariadb() -> Result<MySqlServer, HarnessError> {
    if let Some(server) = MySqlServer::named(MARIADB_VARIABLE) {
        return Ok(server);
    }
    let installation = find(Product::MariaDb, Installation::in_folder)?;
    let program = Program {
        product: Product::MariaDb,
        path: installation.program.clone(),
        settings: &["--skip-name-resolve"],
    };
    let private = Private::start(&program, |account, data| {
        fill(&program, &installation.scripts, account, data)
    })?;
    Ok(MySqlServer::private("mariadb", private))
}

/// The server that all tests of this process share while any of them holds it.
///
/// # Errors
///
/// As [`mariadb`].
pub fn shared_mariadb() -> Result<Arc<MySqlServer>, HarnessError> {
    static SHARED: Mutex<Weak<MySqlServer>> = Mutex::new(Weak::new());
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
    scripts: Vec<PathBuf>,
}

impl Installation {
    fn in_folder(folder: &Path) -> Option<Self> {
        let program = folder.join(PROGRAM);
        if !program.is_file() {
            return None;
        }
        let root = folder.parent()?;
        let scripts = ["share/mysql", "share/mariadb", "share"]
            .iter()
            .find_map(|shared| scripts(&root.join(shared)))?;
        Some(Self { program, scripts })
    }
}

/// All the scripts, if this folder has them.
fn scripts(folder: &Path) -> Option<Vec<PathBuf>> {
    let present = |names: &&[&str]| {
        let mut paths = names.iter().map(|name| folder.join(name));
        paths.find(|path| path.is_file())
    };
    SCRIPTS.iter().map(present).collect()
}

/// What the server reads to make its own tables, one statement a line at the least.
fn bootstrap(scripts: &[PathBuf]) -> std::io::Result<String> {
    let mut text = "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n".to_owned();
    for script in scripts {
        let script = std::fs::read_to_string(script)?;
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
    program: &Program,
    scripts: &[PathBuf],
    account: Option<Account>,
    data: &Path,
) -> Result<(), HarnessError> {
    let text = bootstrap(scripts).map_err(HarnessError::Folder)?;
    let mut process = command(&program.path, account, data)
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
        .map_err(|error| program.cannot_run(error))?;
    if let Some(mut input) = process.stdin.take() {
        // A server that gave up reads no further, and says why.
        let _ = input.write_all(text.as_bytes());
    }
    let output = process
        .wait_with_output()
        .map_err(|error| program.cannot_run(error))?;
    if output.status.success() {
        return Ok(());
    }
    Err(program.failed(String::from_utf8_lossy(&output.stderr)))
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
