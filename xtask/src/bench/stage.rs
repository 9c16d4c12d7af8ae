//! Owns what is measured: the programs, built or found, and the databases they look at.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;
use url::Url;

use super::schema;
use crate::failure::{Failure, OrFail};
use crate::{process, workspace};

/// The measured programs.
#[derive(Debug)]
pub(super) struct Programs {
    schemadrift: PathBuf,
    psql: PathBuf,
    pg_dump: PathBuf,
}

impl Programs {
    /// Builds the command as it is released, and finds PostgreSQL's own clients.
    ///
    /// # Errors
    /// If the build fails, or a client is not installed.
    pub(super) fn build() -> Result<Self, Failure> {
        let mut build = process::cargo();
        build.args(["build", "--release", "--package", "schemadrift-cli"]);
        process::stream(&mut build)?;
        let target = target_folder()?;
        Ok(Self {
            schemadrift: target.join("release").join("schemadrift"),
            psql: client("psql")?,
            pg_dump: client("pg_dump")?,
        })
    }

    /// The check of the staged project, silent or failing.
    pub(super) fn check(&self, stage: &Stage, url: &str) -> Command {
        let mut command = Command::new(&self.schemadrift);
        command.arg("check").arg(stage.folder.path()).args([
            "--database",
            url,
            "--format",
            "json",
            "--fail-on",
            "note",
        ]);
        command
    }

    /// The catalog read, lowered and written as a snapshot; no code, no comparison.
    pub(super) fn inspect(&self, url: &str) -> Command {
        let mut command = Command::new(&self.schemadrift);
        command.args(["inspect", url]);
        command
    }

    /// The six bare catalog queries.
    pub(super) fn catalog_queries(&self, url: &str) -> Command {
        let mut command = self.psql(url);
        command
            .args(["-At", "-f"])
            .arg(workspace::root().join("xtask/src/bench/floor.sql"));
        command
    }

    /// A process, a connection, and nothing else.
    pub(super) fn select_one(&self, url: &str) -> Command {
        let mut command = self.psql(url);
        command.args(["-c", "SELECT 1"]);
        command
    }

    /// PostgreSQL's own reading of the whole schema.
    pub(super) fn dump(&self, url: &str) -> Command {
        let mut command = Command::new(&self.pg_dump);
        command.args(["--schema-only", "--dbname", url]);
        command
    }

    fn psql(&self, url: &str) -> Command {
        let mut command = Command::new(&self.psql);
        command.args(["-X", "-v", "ON_ERROR_STOP=1", "-d", url]);
        command
    }

    /// Checks the staged project once, and gives back the round trips that took.
    ///
    /// # Errors
    /// If anything at all is reported: a wrong answer has no speed.
    pub(super) fn silent_check(&self, stage: &Stage) -> Result<u64, Failure> {
        let text = process::capture(&mut self.check(stage, &stage.url))?;
        let report: Value = serde_json::from_str(&text).or_fail("the check's report")?;
        let is_silent = report["verdict"] == "match"
            && ["findings", "cannot_tell", "problems"]
                .iter()
                .all(|key| report[key].as_array().is_some_and(Vec::is_empty));
        if !is_silent {
            return Err(Failure::new(format!(
                "the check of {} tables is not silent: {text}",
                stage.tables
            )));
        }
        report["database"]["round_trips"]
            .as_u64()
            .or_fail("the report does not say how many round trips it took")
    }
}

/// A project and a database of so many tables.
#[derive(Debug)]
pub(super) struct Stage {
    /// How many tables there are.
    pub(super) tables: usize,
    /// The database.
    pub(super) url: String,
    folder: TempDir,
}

impl Stage {
    /// Makes the project's folder and fills a database of its own.
    ///
    /// # Errors
    /// If the server does not take it.
    pub(super) fn set(server: &str, tables: usize) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().or_fail("could not make a temporary folder")?;
        let write = |name: &str, text: String| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).or_fail(format!("could not write `{name}`"))?;
            Ok::<PathBuf, Failure>(path)
        };
        write("schema.prisma", schema::prisma(tables))?;
        let ddl = write("schema.sql", schema::ddl(tables))?;
        let database = format!("schemadrift_bench_{tables}");
        let mut url = Url::parse(server).or_fail("the server's URL")?;
        let psql = client("psql")?;
        for statement in [
            format!("DROP DATABASE IF EXISTS {database}"),
            format!("CREATE DATABASE {database}"),
        ] {
            let arguments = [
                "-X",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                server,
                "-c",
                &statement,
            ];
            process::capture(Command::new(&psql).args(arguments))?;
        }
        url.set_path(&database);
        let url = url.to_string();
        let arguments = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-1", "-d", &url, "-f"];
        process::capture(Command::new(&psql).args(arguments).arg(ddl))?;
        process::capture(Command::new(&psql).args([
            "-X",
            "-q",
            "-d",
            &url,
            "-c",
            "VACUUM ANALYZE",
        ]))?;
        Ok(Self {
            tables,
            url,
            folder,
        })
    }

    /// Where the server listens.
    ///
    /// # Errors
    /// If the server is reached through a socket of this machine.
    pub(super) fn server_address(&self) -> Result<String, Failure> {
        let url = Url::parse(&self.url).or_fail("the server's URL")?;
        let host = url
            .host_str()
            .filter(|host| !host.is_empty() && !host.starts_with('%'))
            .or_fail("the delaying proxy needs a server that listens on TCP")?;
        Ok(format!("{host}:{}", url.port().unwrap_or(5432)))
    }

    /// The database's URL, through a proxy.
    ///
    /// # Errors
    /// If the URL has no host to replace.
    pub(super) fn url_through(&self, proxy: SocketAddr) -> Result<String, Failure> {
        let mut url = Url::parse(&self.url).or_fail("the server's URL")?;
        url.set_ip_host(proxy.ip())
            .and_then(|()| url.set_port(Some(proxy.port())))
            .map_err(|()| Failure::new("the server's URL has no host to replace"))?;
        Ok(url.to_string())
    }
}

/// Where cargo puts what it builds.
fn target_folder() -> Result<PathBuf, Failure> {
    let text = process::capture(process::cargo().args([
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
        "--offline",
    ]))?;
    let metadata: Value = serde_json::from_str(&text).or_fail("cargo metadata")?;
    metadata["target_directory"]
        .as_str()
        .map(PathBuf::from)
        .or_fail("cargo metadata names no target folder")
}

/// One of PostgreSQL's own programs: the newest that Debian's packages installed, else the one on
/// the path.
fn client(name: &str) -> Result<PathBuf, Failure> {
    let installed = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let newest = installed
        .flatten()
        .filter_map(|entry| {
            let major: u32 = entry.file_name().to_str()?.parse().ok()?;
            let program = entry.path().join("bin").join(name);
            program.is_file().then_some((major, program))
        })
        .max();
    if let Some((_, program)) = newest {
        return Ok(program);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
        .or_fail(format!(
            "`{name}` is not installed; the benchmark compares with it: install PostgreSQL's client programs"
        ))
}
