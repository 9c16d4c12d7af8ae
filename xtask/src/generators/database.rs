//! Owns a scratch database for the generators: made, filled, and dropped at the end.

use sqlx::{AnyConnection, Connection, Executor};
use tempfile::TempDir;
use url::Url;

use crate::failure::{Failure, OrFail};

/// Its name on a server; whatever has it is dropped.
const NAME: &str = "schemadrift_generators";

/// A database that lives as long as this value.
#[derive(Debug)]
pub(super) struct Database {
    url: String,
    /// The server, or the folder of a file.
    home: Home,
}

#[derive(Debug)]
enum Home {
    Server(String),
    File { _folder: TempDir },
}

impl Database {
    /// A database on a server, or a SQLite file where there is none, filled by a script.
    ///
    /// # Errors
    /// If it cannot be made, or the script does not run.
    pub(super) fn filled(server: Option<&str>, script: &str) -> Result<Self, Failure> {
        let database = match server {
            Some(server) => Self::on(server)?,
            None => Self::in_file()?,
        };
        run(&database.url, script)?;
        Ok(database)
    }

    /// Its URL.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Its URL, or the path of its file.
    pub(super) fn place(&self) -> &str {
        self.url.strip_prefix("sqlite://").unwrap_or(&self.url)
    }

    fn on(server: &str) -> Result<Self, Failure> {
        let mut url = Url::parse(server).or_fail("the server's URL")?;
        url.set_path(NAME);
        if url.scheme() == "mariadb" {
            // The generators know the one word only.
            url.set_scheme("mysql")
                .map_err(|()| Failure::new("the server's URL has another form"))?;
        }
        run(server, &format!("DROP DATABASE IF EXISTS {NAME}"))?;
        run(server, &format!("CREATE DATABASE {NAME}"))?;
        Ok(Self {
            url: url.to_string(),
            home: Home::Server(server.to_owned()),
        })
    }

    fn in_file() -> Result<Self, Failure> {
        let folder = tempfile::tempdir().or_fail("could not make a temporary folder")?;
        let path = folder.path().join("generators.db");
        std::fs::write(&path, "").or_fail("could not make a SQLite file")?;
        Ok(Self {
            url: format!("sqlite://{}", path.display()),
            home: Home::File { _folder: folder },
        })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Home::Server(server) = &self.home
            && let Err(failure) = run(server, &format!("DROP DATABASE IF EXISTS {NAME}"))
        {
            eprintln!("`{NAME}` is left behind: {}", failure.message);
        }
    }
}

fn run(url: &str, script: &str) -> Result<(), Failure> {
    sqlx::any::install_default_drivers();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .or_fail("could not start a runtime")?;
    runtime.block_on(async {
        let mut connection = AnyConnection::connect(url)
            .await
            .or_fail("could not connect")?;
        connection
            .execute(sqlx::raw_sql(sqlx::AssertSqlSafe(script)))
            .await
            .or_fail("the script does not run")?;
        connection.close().await.or_fail("could not disconnect")
    })
}
