//! Owns MySQL servers for tests: the one that the environment names, or a private one. Tests take
//! only the first, since MySQL is rarely installed; who runs them may start the second.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::account::Account;
use super::mysql_process::{Private, Program, find};
use super::private::command;
use super::{HarnessError, MYSQL_VARIABLE, Product, url};

/// The server's program.
const PROGRAM: &str = "mysqld";

/// No files are read or written by statements: the folder that packages name for them may not exist.
const NO_FILES: &str = "--secure-file-priv=NULL";

/// A MySQL or MariaDB server that tests may do anything to. A private one stops when this is
/// dropped.
#[derive(Debug)]
pub struct MySqlServer {
    url: String,
    /// Held for its end.
    private: Option<Private>,
}

impl MySqlServer {
    /// The server that a variable names, if it does.
    pub(super) fn named(variable: &str) -> Option<Self> {
        let url = std::env::var(variable).ok().filter(|url| !url.is_empty())?;
        Some(Self { url, private: None })
    }

    /// A server that was started here.
    pub(super) fn private(scheme: &str, private: Private) -> Self {
        Self {
            url: format!("{scheme}://root@127.0.0.1:{}/mysql", private.port),
            private: Some(private),
        }
    }

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

/// The MySQL server that [`MYSQL_VARIABLE`] names, if it names one.
pub fn named_mysql() -> Option<MySqlServer> {
    MySqlServer::named(MYSQL_VARIABLE)
}

/// A MySQL server: the one that [`MYSQL_VARIABLE`] names, else a new private one, which listens on
/// a free loopback port and lets `root` in without a password. When run by root it runs as an
/// account without rights.
///
/// # Errors
///
/// When nothing is installed or the server does not start; the message says what to do.
pub fn mysql() -> Result<MySqlServer, HarnessError> {
    if let Some(server) = named_mysql() {
        return Ok(server);
    }
    let program = Program {
        product: Product::MySql,
        path: find(Product::MySql, in_folder)?,
        // Its root may come from `localhost` alone, so addresses have to be resolved.
        settings: &[NO_FILES, "--mysqlx=OFF", "--skip-log-bin"],
    };
    let private = Private::start(&program, |account, data| fill(&program, account, data))?;
    Ok(MySqlServer::private("mysql", private))
}

/// The program in this folder, if it is MySQL's: MariaDB's has gone by the same name.
fn in_folder(folder: &Path) -> Option<PathBuf> {
    let path = folder.join(PROGRAM);
    if !path.is_file() {
        return None;
    }
    let said = Command::new(&path).arg("--version").output().ok()?;
    let is_mysql = said.status.success() && is_of_mysql(&String::from_utf8_lossy(&said.stdout));
    is_mysql.then_some(path)
}

/// Whether a program that says this of itself is MySQL's.
fn is_of_mysql(version: &str) -> bool {
    !version.is_empty() && !version.contains("MariaDB")
}

/// Makes the system's tables (<https://dev.mysql.com/doc/refman/9.0/en/data-directory-initialization.html>).
fn fill(program: &Program, account: Option<Account>, data: &Path) -> Result<(), HarnessError> {
    let output = command(&program.path, account, data)
        .args(["--no-defaults", "--initialize-insecure", NO_FILES])
        .arg(format!("--datadir={}", data.display()))
        .output()
        .map_err(|error| program.cannot_run(error))?;
    if output.status.success() {
        return Ok(());
    }
    Err(program.failed(String::from_utf8_lossy(&output.stderr)))
}

#[cfg(test)]
mod tests {
    use super::is_of_mysql;

    #[test]
    fn mariadb_by_the_same_name_is_not_mysql() {
        assert!(is_of_mysql(
            "mysqld  Ver 9.7.4 for Linux on x86_64 ((Debian))"
        ));
        assert!(!is_of_mysql(
            "mysqld  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64"
        ));
        assert!(!is_of_mysql(""));
    }
}
