//! Owns the real databases that tests look at: a fresh one on the PostgreSQL server named by the
//! environment, or a fresh SQLite file, filled by a script and removed afterwards.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use schemadrift_testkit::servers::{MARIADB_VARIABLE, MYSQL_VARIABLE};
use sqlx::{Connection, MySqlConnection, PgConnection, SqliteConnection};
use tempfile::TempDir;

/// The variable that names a server on which tests may create databases.
pub const SERVER_VARIABLE: &str = "SCHEMADRIFT_TEST_POSTGRES_URL";

/// Gives a database of PostgreSQL 12 the function that later versions have by themselves
/// (<https://www.postgresql.org/docs/13/functions-uuid.html>).
pub const MAKE_UUIDS: &str = "DO $$ BEGIN
    IF to_regprocedure('gen_random_uuid()') IS NULL THEN
        CREATE FUNCTION pg_catalog.gen_random_uuid() RETURNS uuid LANGUAGE sql VOLATILE
            AS 'SELECT md5(random()::text || clock_timestamp()::text)::uuid';
    END IF; END $$";

/// A kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    /// PostgreSQL, on a server.
    Postgresql,
    /// SQLite, in a file.
    Sqlite,
    /// MySQL where the environment names one, else MariaDB, which takes the same statements.
    Mysql,
    /// MariaDB, on a server.
    Mariadb,
}

impl Engine {
    /// The word for it in file names and in a Prisma datasource.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Postgresql => "postgresql",
            Self::Sqlite => "sqlite",
            Self::Mysql => "mysql",
            Self::Mariadb => "mariadb",
        }
    }
}

/// A database that lives as long as this value.
#[derive(Debug)]
pub struct Database {
    url: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Server { name: String },
    MySqlServer { server: String, name: String },
    File { _folder: TempDir, path: PathBuf },
}

impl Database {
    /// A fresh database, filled by `script`.
    ///
    /// # Panics
    /// If there is no server, or the script does not run.
    pub fn filled(engine: Engine, script: &str) -> Self {
        let database = match engine {
            Engine::Postgresql => Self::on_server(None),
            Engine::Sqlite => Self::in_file(),
            Engine::Mysql | Engine::Mariadb => Self::on_mysql(&mysql_server(engine)),
        };
        database.execute(script);
        database
    }

    /// A copy of a PostgreSQL database or SQLite file, which nobody else may be using.
    ///
    /// # Panics
    /// If it cannot be copied.
    pub fn copy_of(other: &Self) -> Self {
        match &other.place {
            Place::Server { name } => Self::on_server(Some(name)),
            Place::MySqlServer { .. } => panic!("databases of MySQL cannot be copied"),
            Place::File { path, .. } => {
                let copy = Self::in_file();
                if let Place::File { path: target, .. } = &copy.place {
                    std::fs::copy(path, target).expect("the SQLite file can be copied");
                }
                copy
            }
        }
    }

    /// Its URL, as a user would give it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its name on the server, or its file.
    pub fn name(&self) -> String {
        match &self.place {
            Place::Server { name } | Place::MySqlServer { name, .. } => name.clone(),
            Place::File { path, .. } => path.display().to_string(),
        }
    }

    /// Runs a script of any number of statements.
    ///
    /// # Panics
    /// If a statement fails: a fixture that does not run proves nothing.
    pub fn execute(&self, script: &str) {
        let outcome = match &self.place {
            Place::Server { .. } => wait_for(run_on_server(&self.url, script)),
            Place::MySqlServer { .. } => wait_for(run_on_mysql(&self.url, script)),
            Place::File { path, .. } => wait_for(run_in_file(path, script)),
        };
        if let Err(error) = outcome {
            panic!("the fixture's script does not run: {error}\n{script}");
        }
    }

    /// The same database through the server's unix socket, if the server is on this machine and
    /// lets us in that way.
    pub fn socket_url(&self) -> Option<String> {
        let Place::Server { name } = &self.place else {
            return None;
        };
        let (folders, port) = wait_for(socket_settings(server())).ok()?;
        let user = server().split("://").nth(1)?.split(['@', '/']).next()?;
        folders
            .split(',')
            .map(|folder| folder.trim().trim_matches('"'))
            .filter(|folder| Path::new(folder).join(format!(".s.PGSQL.{port}")).exists())
            .map(|folder| format!("postgresql://{user}@localhost:{port}/{name}?host={folder}"))
            .find(|url| wait_for(run_on_server(url, "SELECT 1")).is_ok())
    }

    fn on_server(template: Option<&str>) -> Self {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = format!("schemadrift_{}_{number}", std::process::id());
        let is_fresh = template.is_none();
        let template = template.unwrap_or("template0");
        // A script may leave sessions behind for a moment, and nobody may be on a template.
        let statement = format!("CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"");
        wait_for(run_on_server(server(), &statement))
            .unwrap_or_else(|error| panic!("the test server creates no database: {error}"));
        let database = Self {
            url: with_database(server(), &name),
            place: Place::Server { name },
        };
        if is_fresh && lacks_uuids() {
            database.execute(MAKE_UUIDS);
        }
        database
    }

    fn on_mysql(server: &str) -> Self {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = format!("schemadrift_{}_{number}", std::process::id());
        let statement = format!("CREATE DATABASE `{name}` CHARACTER SET utf8mb4");
        wait_for(run_on_mysql(server, &statement))
            .unwrap_or_else(|error| panic!("the test server creates no database: {error}"));
        Self {
            url: with_database(server, &name),
            place: Place::MySqlServer {
                server: server.to_owned(),
                name,
            },
        }
    }

    fn in_file() -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let path = folder.path().join("live.db");
        std::fs::write(&path, []).expect("the SQLite file can be made");
        Self {
            url: format!("sqlite:{}", path.display()),
            place: Place::File {
                _folder: folder,
                path,
            },
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Place::Server { name } = &self.place {
            // A database that stays behind harms no later test: its name is used once.
            let statement = format!("DROP DATABASE IF EXISTS \"{name}\"");
            let _ = wait_for(run_on_server(server(), &statement));
        }
        if let Place::MySqlServer { server, name } = &self.place {
            let statement = format!("DROP DATABASE IF EXISTS `{name}`");
            let _ = wait_for(run_on_mysql(server, &statement));
        }
    }
}

/// Fills a SQLite file, which is made if it does not exist.
///
/// # Panics
/// If the script does not run.
pub fn fill_file(path: &Path, script: &str) {
    if let Err(error) = wait_for(run_in_file(path, script)) {
        panic!("the fixture's script does not run: {error}\n{script}");
    }
}

/// The URL of the test server.
///
/// # Panics
/// If the environment names none: a test that needs a server never passes without one.
pub fn server() -> &'static str {
    static SERVER: OnceLock<String> = OnceLock::new();
    SERVER.get_or_init(|| {
        std::env::var(SERVER_VARIABLE).unwrap_or_else(|_| {
            panic!(
                "this test needs a PostgreSQL server: run `cargo xtask test`, which starts one, \
                 or set {SERVER_VARIABLE} to a URL whose user may create databases"
            )
        })
    })
}

/// Whether the test server is PostgreSQL 12, which makes no UUIDs by itself.
fn lacks_uuids() -> bool {
    static LACKS: OnceLock<bool> = OnceLock::new();
    *LACKS.get_or_init(|| {
        let ask = "SELECT gen_random_uuid()";
        wait_for(run_on_server(server(), ask)).is_err()
    })
}

/// The URL of the server for databases of MySQL or MariaDB.
///
/// # Panics
/// If the environment names none: a test that needs a server never passes without one.
pub fn mysql_server(engine: Engine) -> String {
    let named = |variable: &str| std::env::var(variable).ok().filter(|url| !url.is_empty());
    let mysql = named(MYSQL_VARIABLE).filter(|_| engine == Engine::Mysql);
    mysql.or_else(|| named(MARIADB_VARIABLE)).unwrap_or_else(|| {
        panic!(
            "this test needs a MariaDB server: run `cargo xtask test`, which starts one, or set \
             {MARIADB_VARIABLE} to a URL whose user may create databases"
        )
    })
}

/// The same URL with another database.
pub fn with_database(url: &str, database: &str) -> String {
    let (base, query) = url
        .split_once('?')
        .map_or((url, None), |(base, query)| (base, Some(query)));
    let authority = base.find("://").map_or(0, |position| position + 3);
    let end = base[authority..]
        .find('/')
        .map_or(base.len(), |position| authority + position);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}/{database}{query}", &base[..end])
}

async fn run_on_server(url: &str, script: &str) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect(url).await?;
    let outcome = sqlx::raw_sql(sqlx::AssertSqlSafe(script.to_owned()))
        .execute(&mut connection)
        .await;
    connection.close().await?;
    outcome.map(|_| ())
}

async fn run_on_mysql(url: &str, script: &str) -> Result<(), sqlx::Error> {
    // An empty statement is an error there.
    if script.trim().is_empty() {
        return Ok(());
    }
    // The driver knows one scheme.
    let url = url.replacen("mariadb://", "mysql://", 1);
    let mut connection = MySqlConnection::connect(&url).await?;
    let outcome = sqlx::raw_sql(sqlx::AssertSqlSafe(script.to_owned()))
        .execute(&mut connection)
        .await;
    connection.close().await?;
    outcome.map(|_| ())
}

async fn socket_settings(url: &str) -> Result<(String, String), sqlx::Error> {
    let mut connection = PgConnection::connect(url).await?;
    let settings = sqlx::query_as(
        "SELECT current_setting('unix_socket_directories'), current_setting('port')",
    )
    .fetch_one(&mut connection)
    .await;
    connection.close().await?;
    settings
}

async fn run_in_file(path: &Path, script: &str) -> Result<(), sqlx::Error> {
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(false);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let outcome = sqlx::raw_sql(sqlx::AssertSqlSafe(script.to_owned()))
        .execute(&mut connection)
        .await;
    connection.close().await?;
    outcome.map(|_| ())
}

fn wait_for<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made")
        .block_on(work)
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_of_a_url_is_replaced_and_the_rest_kept() {
        assert_eq!(
            with_database("postgres://u@h:1/a", "b"),
            "postgres://u@h:1/b"
        );
        assert_eq!(with_database("postgres://u@h:1", "b"), "postgres://u@h:1/b");
        assert_eq!(
            with_database("postgres://u@h/a?host=/s", "b"),
            "postgres://u@h/b?host=/s"
        );
    }
}
