//! Owns the PostgreSQL servers that tests and benchmarks run against: the one that the environment
//! names, or private ones, which end with whoever asked for them.

mod binaries;
mod holder;

use std::io::Read;
use std::path::Path;

use clap::Args;
use schemadrift_testkit::servers::{MARIADB_VARIABLE, POSTGRES_VARIABLE, Product};

use crate::failure::{Failure, OrFail};
use holder::{Held, Refusal};

pub(crate) use holder::hold;

/// Which servers to start.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Major versions, such as 12 or 18
    #[arg(required = true, value_delimiter = ',')]
    majors: Vec<u32>,
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
        return Ok(Server { url, _held: None });
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
            started(folder.as_deref()).map(Server::private)
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
        return Ok(Server { url, _held: None });
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
    match Held::start(Product::MariaDb, None) {
        Ok(held) => Ok(Server::private(held)),
        Err(Refusal::Failed(failure)) => Err(failure),
        Err(Refusal::NotInstalled) => Err(Failure::new(
            "MariaDB was installed, and its program `mariadbd` is still not found",
        )),
    }
}

/// A private server of this major version.
///
/// # Errors
/// If its binaries are neither installed nor to be had.
pub(crate) fn of_major(major: u32) -> Result<Server, Failure> {
    started(Some(&binaries::of_major(major)?)).map(Server::private)
}

fn started(binaries: Option<&Path>) -> Result<Held, Failure> {
    Held::start(Product::PostgreSql, binaries).map_err(|refusal| match refusal {
        Refusal::Failed(failure) => failure,
        Refusal::NotInstalled => Failure::new(
            "PostgreSQL was installed, and its programs `postgres` and `initdb` are still not found",
        ),
    })
}

/// Starts the servers and keeps them until this program is interrupted.
///
/// # Errors
/// If one does not start.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    let mut servers = Vec::new();
    for major in &options.majors {
        let server = of_major(*major)?;
        println!("PostgreSQL {major}: {}", server.url);
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
