//! Owns `cargo xtask generators`: what the generators of Diesel and SeaORM write of real databases.
//! It is kept in `tests/generated`, where tests read it back and compare it with such a database.

mod compile;
mod database;
mod tools;

use std::path::{Path, PathBuf};

use clap::Args;
use schemadrift_testkit::servers::MYSQL_VARIABLE;

use crate::failure::{Failure, OrFail};
use crate::servers::{self, Server};
use crate::workspace;
use database::Database;
use tools::Tools;

/// The formats of SeaORM's generator.
const FORMATS: [&str; 3] = ["compact", "expanded", "dense"];

/// What can be set about a run.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The folder that holds `diesel` and `sea-orm-cli`; without it they are built, which takes minutes
    #[arg(long)]
    tools: Option<PathBuf>,
    /// Only tells whether what was written before compiles
    #[arg(long)]
    compile_only: bool,
}

/// Writes `tests/generated` anew, for every kind of database of which there is a server.
///
/// # Errors
/// If a generator cannot be built, refuses a database, or writes what does not compile.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    let root = workspace::root().join("tests").join("generated");
    if options.compile_only {
        return compile::check(&root, &FORMATS);
    }
    let tools = Tools::at(options.tools.as_deref())?;
    for (engine, server) in servers()? {
        let server = server.as_ref().map(|server| server.url.as_str());
        diesel(&tools, &root.join("diesel").join(engine), server)?;
        seaorm(&tools, &root.join("seaorm").join(engine), server)?;
        println!("{engine}: written");
    }
    compile::check(&root, &FORMATS)
}

/// The kinds of databases, by the names of their folders; SQLite needs no server.
fn servers() -> Result<Vec<(&'static str, Option<Server>)>, Failure> {
    let mut servers = vec![
        ("sqlite", None),
        ("postgresql", Some(servers::one()?)),
        ("mariadb", Some(servers::mariadb()?)),
    ];
    match std::env::var(MYSQL_VARIABLE) {
        Ok(url) if !url.is_empty() => servers.push(("mysql", Some(Server::elsewhere(&url)))),
        _ => println!("MySQL: left as it is, since `{MYSQL_VARIABLE}` names no server"),
    }
    Ok(servers)
}

fn filled(folder: &Path, server: Option<&str>) -> Result<Database, Failure> {
    Database::filled(server, &workspace::read(&folder.join("schema.sql"))?)
}

fn diesel(tools: &Tools, folder: &Path, server: Option<&str>) -> Result<(), Failure> {
    let database = filled(folder, server)?;
    let written = tools.print_schema(&database)?;
    let path = folder.join("schema.rs");
    std::fs::write(&path, written).or_fail(format!("could not write `{}`", path.display()))
}

fn seaorm(tools: &Tools, folder: &Path, server: Option<&str>) -> Result<(), Failure> {
    let database = filled(folder, server)?;
    for format in FORMATS {
        let output = folder.join(format);
        if output.exists() {
            let failed = format!("could not empty `{}`", output.display());
            std::fs::remove_dir_all(&output).or_fail(failed)?;
        }
        tools.generate_entities(&database, format, &output)?;
    }
    Ok(())
}
