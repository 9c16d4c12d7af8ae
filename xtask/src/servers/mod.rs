//! Owns the servers that tests and benchmarks run against: the one that the environment
//! names, or private ones, which end with whoever asked for them.

mod binaries;
mod debian;
mod holder;

use std::io::Read;
use std::path::Path;

use clap::Args;
use schemadrift_testkit::servers::{MARIADB_VARIABLE, POSTGRES_VARIABLE, Product};

use crate::failure::{Failure, OrFail};
use crate::matrix::{self, Supply, Tested};
use holder::{Held, Refusal};

pub(crate) use holder::hold;

/// Which servers to start.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Names from xtask/matrix.toml, such as `postgresql-12` or `mysql-9`
    #[arg(required = true)]
    names: Vec<String>,
}

/// A server, there as long as this value.
#[derive(Debug)]
pub(crate) struct Server {
    /// A superuser's URL.
    pub(crate) url: String,
    /// What keeps a private server alive.
    _held: Option<Held>,
}

impl Server {
    /// A server that somebody else started.
    pub(crate) fn elsewhere(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            _held: None,
        }
    }

    fn private(held: Held) -> Self {
        Self {
            url: held.url.clone(),
            _held: Some(held),
        }
    }
}

/// The server that the environment names, else a private one from what is installed, else from
/// what can be installed.
///
/// # Errors
/// If there is none to be had; the message says what to do.
pub(crate) fn one() -> Result<Server, Failure> {
    if let Some(url) = std::env::var(POSTGRES_VARIABLE)
        .ok()
        .filter(|url| !url.is_empty())
    {
        println!("PostgreSQL: the server that `{POSTGRES_VARIABLE}` names");
        return Ok(Server::elsewhere(&url));
    }
    match Held::start(Product::PostgreSql, None) {
        Ok(held) => {
            println!("PostgreSQL: a private server of the installed version");
            Ok(Server::private(held))
        }
        Err(Refusal::Failed(failure)) => Err(failure),
        Err(Refusal::NotInstalled) => {
            println!("PostgreSQL: not installed");
            let folder = binaries::install()?;
            started(Product::PostgreSql, folder.as_deref()).map(Server::private)
        }
    }
}

/// A MariaDB server: the one that the environment names, else a private one from what is
/// installed, else from Debian's package.
///
/// # Errors
/// If there is none to be had; the message says what to do.
pub(crate) fn mariadb() -> Result<Server, Failure> {
    if let Some(url) = std::env::var(MARIADB_VARIABLE)
        .ok()
        .filter(|url| !url.is_empty())
    {
        println!("MariaDB: the server that `{MARIADB_VARIABLE}` names");
        return Ok(Server::elsewhere(&url));
    }
    match Held::start(Product::MariaDb, None) {
        Err(Refusal::NotInstalled) => {
            println!("MariaDB: not installed");
            binaries::install_mariadb()?;
        }
        Err(Refusal::Failed(failure)) => return Err(failure),
        Ok(held) => {
            println!("MariaDB: a private server of the installed version");
            return Ok(Server::private(held));
        }
    }
    started(Product::MariaDb, None).map(Server::private)
}

/// A private server of a row of the matrix.
///
/// # Errors
/// If its binaries are neither installed nor to be had.
pub(crate) fn of(product: Product, version: &str, supply: &Supply) -> Result<Server, Failure> {
    let binaries = match supply {
        Supply::Npm(npm) => binaries::postgresql(version, npm)?,
        Supply::Suite(suite) => binaries::of_suite(product, suite)?,
        Supply::WorkflowOnly => {
            return Err(Failure::new(format!(
                "{product} {version} runs in the workflow's container only"
            )));
        }
    };
    started(product, Some(&binaries)).map(Server::private)
}

fn started(product: Product, binaries: Option<&Path>) -> Result<Held, Failure> {
    Held::start(product, binaries).map_err(|refusal| match refusal {
        Refusal::Failed(failure) => failure,
        Refusal::NotInstalled => Failure::new(format!(
            "{product} was installed, and its programs are still not found"
        )),
    })
}

/// Starts the servers and keeps them until this program is interrupted.
///
/// # Errors
/// If one does not start.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    let mut servers = Vec::new();
    for entry in matrix::named(&options.names)? {
        let Tested::Server {
            product,
            version,
            supply,
        } = &entry.tested
        else {
            println!("{entry}: part of the program");
            continue;
        };
        let server = of(*product, version, supply)?;
        println!("{entry}: {}", server.url);
        servers.push(server);
    }
    println!("until Ctrl-C");
    loop {
        // Parked threads may wake without a reason.
        std::thread::park();
    }
}

/// Reads until the input ends, and throws away what comes.
fn wait_for_end(mut input: impl Read) -> Result<(), Failure> {
    std::io::copy(&mut input, &mut std::io::sink())
        .map(|_| ())
        .or_fail("could not wait for the end of the input")
}
