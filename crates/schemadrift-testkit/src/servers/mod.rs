//! Owns database servers for tests: one that the environment names, or one that is started from
//! installed binaries and stopped with its guard. Nothing is skipped in silence: without either,
//! the error says what to do.
//!
//! The kit speaks no database protocol. It gives a superuser's URL, and whoever tests creates and
//! drops databases over the driver they test with; [`PostgresServer::database_url`] addresses
//! them.

mod account;
mod installation;
mod mariadb;
mod mysql;
mod mysql_process;
mod private;
mod url;

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use installation::Installation;
use private::PrivateServer;

pub use mariadb::{mariadb, shared_mariadb};
pub use mysql::{MySqlServer, mysql, named_mysql};

/// The variable that names a server, as a superuser's URL.
pub const POSTGRES_VARIABLE: &str = "SCHEMADRIFT_TEST_POSTGRES_URL";

/// The variable that names a MariaDB server, as a superuser's URL.
pub const MARIADB_VARIABLE: &str = "SCHEMADRIFT_TEST_MARIADB_URL";

/// The variable that names a MySQL server, as a superuser's URL. Tests start none of their
/// own: without the variable, what is for MySQL runs on MariaDB.
pub const MYSQL_VARIABLE: &str = "SCHEMADRIFT_TEST_MYSQL_URL";

/// The products that are started privately.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    /// PostgreSQL.
    PostgreSql,
    /// MariaDB.
    MariaDb,
    /// MySQL.
    MySql,
}

impl Product {
    /// The variable that names a server of it.
    pub fn variable(self) -> &'static str {
        match self {
            Self::PostgreSql => POSTGRES_VARIABLE,
            Self::MariaDb => MARIADB_VARIABLE,
            Self::MySql => MYSQL_VARIABLE,
        }
    }
}

impl fmt::Display for Product {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::PostgreSql => "PostgreSQL",
            Self::MariaDb => "MariaDB",
            Self::MySql => "MySQL",
        })
    }
}

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
pub enum HarnessError {
    /// Nothing names a server and nothing is installed.
    #[error(
        "no {product} for tests: set `{}` to the URL of a superuser, or install \
         the server's binaries (searched {searched})", product.variable()
    )]
    NotInstalled {
        /// What was looked for.
        product: Product,
        /// The folders that were looked at.
        searched: String,
    },
    /// The temporary folder cannot be used.
    #[error("cannot prepare a folder for a private server: {0}")]
    Folder(std::io::Error),
    /// A program cannot be run at all.
    #[error("cannot run `{}`: {error}; set `{}` to use another server", program.display(), product.variable())]
    Program {
        /// Whose program it is.
        product: Product,
        /// The program.
        program: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A program ran and failed.
    #[error("`{}` failed; set `{}` to use another server. It said:\n{output}", program.display(), product.variable())]
    Failed {
        /// Whose program it is.
        product: Product,
        /// The program.
        program: PathBuf,
        /// What it printed.
        output: String,
    },
    /// The server did not come up.
    #[error(
        "a private {product} did not start within {seconds} seconds; set `{}` to use another server. Its log says:\n{log}", product.variable()
    )]
    TooSlow {
        /// What was started.
        product: Product,
        /// How long was waited.
        seconds: u64,
        /// The end of its log.
        log: String,
    },
}

/// A PostgreSQL server that tests may do anything to. A private one stops when this is dropped.
#[derive(Debug)]
pub struct PostgresServer {
    url: String,
    /// Held for its end.
    private: Option<PrivateServer>,
}

impl PostgresServer {
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

/// A PostgreSQL server: the one that [`POSTGRES_VARIABLE`] names, else a new private one from the
/// newest installed binaries (`PATH` first). The private one listens on a free loopback port and
/// on a socket in its own temporary folder, trusts everybody and never syncs. When run by root it
/// runs as `postgres` or `nobody`.
///
/// # Errors
///
/// When nothing is installed or the server does not start; the message says what to do.
pub fn postgres() -> Result<PostgresServer, HarnessError> {
    if let Ok(url) = std::env::var(POSTGRES_VARIABLE)
        && !url.is_empty()
    {
        return Ok(PostgresServer { url, private: None });
    }
    let private = PrivateServer::start(&Installation::find()?)?;
    Ok(PostgresServer {
        url: private.url(),
        private: Some(private),
    })
}

/// The server that all tests of this process share while any of them holds it.
///
/// # Errors
///
/// As [`postgres`].
pub fn shared_postgres() -> Result<Arc<PostgresServer>, HarnessError> {
    // A static value is never dropped, so that only a weak one may be kept.
    static SHARED: Mutex<Weak<PostgresServer>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(server) = shared.upgrade() {
        return Ok(server);
    }
    let server = Arc::new(postgres()?);
    *shared = Arc::downgrade(&server);
    Ok(server)
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::{POSTGRES_VARIABLE, shared_postgres};

    #[test]
    fn a_private_server_ends_with_its_guard() {
        let one = shared_postgres().unwrap();
        let other = shared_postgres().unwrap();
        assert_eq!(one.url(), other.url());
        let is_named = std::env::var_os(POSTGRES_VARIABLE).is_some_and(|url| !url.is_empty());
        assert_eq!(one.is_private(), !is_named);
        if is_named {
            return;
        }
        let address = one.url().split('@').nth(1).unwrap().to_owned();
        let address = address.trim_end_matches("/postgres").to_owned();
        assert!(TcpStream::connect(&address).is_ok());
        drop(one);
        assert!(TcpStream::connect(&address).is_ok());
        drop(other);
        assert!(TcpStream::connect(&address).is_err());
    }
}
