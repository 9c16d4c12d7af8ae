//! Owns the real databases that laws act on: one PostgreSQL database that is emptied between
//! cases, since making one takes far longer than emptying it, and fresh SQLite files.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use proptest::test_runner::TestCaseError;
use schemadrift_check::{Comparison, Settings, compare};
use schemadrift_core::dialect::Engine;
use schemadrift_core::finding::Level;
use schemadrift_core::model::Schema;
use schemadrift_emit::ddl;
use schemadrift_live::{ConnectOptions, DatabaseUrl, Inquiry, LiveReading, UrlContext, connect};
use schemadrift_testkit::mutations::Mutation;
use schemadrift_testkit::servers::{
    MySqlServer, PostgresServer, named_mysql, shared_mariadb, shared_postgres,
};
use schemadrift_tests::database::MAKE_UUIDS;
use sqlx::{Connection, MySqlConnection, PgConnection, SqliteConnection};
use tempfile::TempDir;
use tokio::runtime::Runtime;

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// Statements of one kind of change: on top of the original, or the whole changed schema.
fn statements(schema: &Schema, mutation: &Mutation) -> Vec<Vec<String>> {
    match &mutation.ddl {
        Some(change) => vec![ddl(schema).statements, change.clone()],
        None => vec![ddl(&mutation.mutated).statements],
    }
}

/// What is set for a comparison: rules that speak only where they are asked to are asked.
pub(crate) fn asked() -> Settings {
    let levels = ["comment", "grants"].map(|rule| (rule.to_owned(), Level::Error));
    Settings {
        levels: levels.into(),
        ..Settings::default()
    }
}

/// Compares with a live database; what only the server can settle, it does.
async fn compare_with(url: &str, code: &Schema, is_backwards: bool) -> Comparison {
    look_at(url, code, is_backwards).await.1
}

/// The same with what was read of the database.
async fn look_at(url: &str, code: &Schema, is_backwards: bool) -> (Schema, Comparison) {
    let url = DatabaseUrl::parse(url, &UrlContext::default()).unwrap();
    let mut database = connect(&url, &ConnectOptions::default()).await.unwrap();
    let live: LiveReading = database.read().await.unwrap();
    assert!(
        live.reading.problems.is_empty(),
        "{:#?}",
        live.reading.problems
    );
    let sides = |settings: &Settings| {
        if is_backwards {
            let mut schema = live.reading.schema.clone();
            // Every database has `plpgsql`, and no generated schema speaks of it.
            schema.extensions.clear();
            compare(&schema, code, settings)
        } else {
            compare(code, &live.reading.schema, settings)
        }
    };
    let mut comparison = sides(&asked());
    let inquiry = Inquiry {
        questions: comparison.questions(),
        ..Inquiry::default()
    };
    if !inquiry.is_empty() {
        let settled = database.settle(&inquiry).await.unwrap();
        comparison = sides(&Settings {
            answers: settled.answers,
            ..asked()
        });
    }
    database.close().await;
    (live.reading.schema, comparison)
}

/// A database that takes more statements once it was made.
pub(crate) trait Alterable {
    /// Makes it hold the changed schema and nothing else.
    fn make(&mut self, schema: &Schema, mutation: &Mutation) -> Result<(), TestCaseError>;
    /// Runs a script on top.
    fn run(&mut self, script: &str) -> Result<(), String>;
    /// The number that a query gives.
    fn number(&mut self, query: &str) -> Result<i64, String>;
    /// What it holds, and how that compares with the schema as code.
    fn look(&self, code: &Schema) -> (Schema, Comparison);
}

impl Alterable for PostgresScene {
    fn make(&mut self, schema: &Schema, mutation: &Mutation) -> Result<(), TestCaseError> {
        self.build(schema, mutation)
    }

    fn run(&mut self, script: &str) -> Result<(), String> {
        let run = sqlx::raw_sql(sqlx::AssertSqlSafe(script.to_owned()));
        let ran = self.runtime.block_on(run.execute(&mut self.connection));
        ran.map(|_| ()).map_err(|error| error.to_string())
    }

    fn number(&mut self, query: &str) -> Result<i64, String> {
        let asked = sqlx::query_scalar(sqlx::AssertSqlSafe(query.to_owned()));
        let number = self.runtime.block_on(asked.fetch_one(&mut self.connection));
        number.map_err(|error| error.to_string())
    }

    fn look(&self, code: &Schema) -> (Schema, Comparison) {
        let url = self.server.database_url(&self.database);
        self.runtime.block_on(look_at(&url, code, false))
    }
}

impl Alterable for MySqlScene {
    fn make(&mut self, _: &Schema, mutation: &Mutation) -> Result<(), TestCaseError> {
        self.build(mutation)
    }

    fn run(&mut self, script: &str) -> Result<(), String> {
        let run = sqlx::raw_sql(sqlx::AssertSqlSafe(script.to_owned()));
        let ran = self.runtime.block_on(run.execute(&mut self.connection));
        ran.map(|_| ()).map_err(|error| error.to_string())
    }

    fn number(&mut self, query: &str) -> Result<i64, String> {
        let asked = sqlx::query_scalar(sqlx::AssertSqlSafe(query.to_owned()));
        let number = self.runtime.block_on(asked.fetch_one(&mut self.connection));
        number.map_err(|error| error.to_string())
    }

    fn look(&self, code: &Schema) -> (Schema, Comparison) {
        let url = self.server.database_url(&self.database);
        self.runtime.block_on(look_at(&url, code, false))
    }
}

impl Alterable for SqliteScene {
    fn make(&mut self, schema: &Schema, mutation: &Mutation) -> Result<(), TestCaseError> {
        self.build(schema, mutation)
    }

    fn run(&mut self, script: &str) -> Result<(), String> {
        self.runtime.block_on(async {
            let mut connection = self.connect().await;
            let run = sqlx::raw_sql(sqlx::AssertSqlSafe(script.to_owned()));
            let ran = run.execute(&mut connection).await;
            connection.close().await.unwrap();
            ran.map(|_| ()).map_err(|error| error.to_string())
        })
    }

    fn number(&mut self, query: &str) -> Result<i64, String> {
        self.runtime.block_on(async {
            let mut connection = self.connect().await;
            let asked = sqlx::query_scalar(sqlx::AssertSqlSafe(query.to_owned()));
            let number = asked.fetch_one(&mut connection).await;
            connection.close().await.unwrap();
            number.map_err(|error| error.to_string())
        })
    }

    fn look(&self, code: &Schema) -> (Schema, Comparison) {
        let url = format!("sqlite:{}", self.file().display());
        self.runtime.block_on(look_at(&url, code, false))
    }
}

/// A PostgreSQL database.
pub(crate) struct PostgresScene {
    runtime: Runtime,
    connection: PgConnection,
    database: String,
    server: Arc<PostgresServer>,
}

impl PostgresScene {
    /// A new database on the shared server.
    pub(crate) fn open() -> Self {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let server = shared_postgres().unwrap_or_else(|error| panic!("{error}"));
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let database = format!("laws_{}_{number}", std::process::id());
        let runtime = runtime();
        let connection = runtime.block_on(async {
            let mut admin = PgConnection::connect(server.url()).await.unwrap();
            let statement = format!("CREATE DATABASE {database} TEMPLATE template0");
            run_postgres(&mut admin, &statement).await.unwrap();
            admin.close().await.unwrap();
            let mut connection = PgConnection::connect(&server.database_url(&database))
                .await
                .unwrap();
            run_postgres(&mut connection, MAKE_UUIDS).await.unwrap();
            connection
        });
        Self {
            runtime,
            connection,
            database,
            server,
        }
    }

    /// Makes the database hold this schema and nothing else.
    pub(crate) fn apply_schema(&mut self, schema: &Schema) -> Result<(), TestCaseError> {
        self.apply(&[ddl(schema).statements])
    }

    /// Makes the database hold the changed schema.
    pub(crate) fn build(
        &mut self,
        schema: &Schema,
        mutation: &Mutation,
    ) -> Result<(), TestCaseError> {
        self.apply(&statements(schema, mutation))
    }

    /// Empties the database and runs scripts in it.
    pub(crate) fn apply(&mut self, scripts: &[Vec<String>]) -> Result<(), TestCaseError> {
        const EMPTY: &str = "DO $$ DECLARE own text; BEGIN
            SET LOCAL client_min_messages = warning;
            FOR own IN SELECT nspname FROM pg_namespace
                WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
            LOOP EXECUTE format('DROP SCHEMA %I CASCADE', own); END LOOP;
            CREATE SCHEMA public; END $$";
        self.runtime.block_on(async {
            run_postgres(&mut self.connection, EMPTY).await?;
            for script in scripts {
                run_postgres(&mut self.connection, &script.join(";\n")).await?;
            }
            Ok(())
        })
    }

    /// Compares the schema as code with the database.
    pub(crate) fn compare(&self, code: &Schema) -> Comparison {
        let url = self.server.database_url(&self.database);
        self.runtime.block_on(compare_with(&url, code, false))
    }

    /// Reads the database.
    pub(crate) fn read(&self) -> Schema {
        let url = self.server.database_url(&self.database);
        let url = DatabaseUrl::parse(&url, &UrlContext::default()).unwrap();
        self.runtime.block_on(async {
            let mut database = connect(&url, &ConnectOptions::default()).await.unwrap();
            let live = database.read().await.unwrap();
            database.close().await;
            assert_eq!(live.reading.problems, Vec::new());
            live.reading.schema
        })
    }

    /// Compares the database as code with the schema.
    pub(crate) fn compare_backwards(&self, live: &Schema) -> Comparison {
        let url = self.server.database_url(&self.database);
        self.runtime.block_on(compare_with(&url, live, true))
    }
}

impl Drop for PostgresScene {
    fn drop(&mut self) {
        // A private server goes as a whole; on another one nothing may stay behind.
        let statement = format!("DROP DATABASE IF EXISTS {}", self.database);
        let leave = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'",
            self.database
        );
        let url = self.server.url().to_owned();
        self.runtime.block_on(async {
            if let Ok(mut admin) = PgConnection::connect(&url).await {
                for statement in [leave, statement] {
                    let _ = sqlx::raw_sql(sqlx::AssertSqlSafe(statement))
                        .execute(&mut admin)
                        .await;
                }
            }
        });
    }
}

async fn run_postgres(connection: &mut PgConnection, script: &str) -> Result<(), TestCaseError> {
    sqlx::raw_sql(sqlx::AssertSqlSafe(script.to_owned()))
        .execute(connection)
        .await
        .map(|_| ())
        .map_err(|error| refused(&error, script))
}

/// The failure of a script that the database does not take.
fn refused(error: &sqlx::Error, script: &str) -> TestCaseError {
    TestCaseError::fail(format!("{error}\n{script}"))
}

/// A database of MySQL or MariaDB.
pub(crate) struct MySqlScene {
    runtime: Runtime,
    connection: MySqlConnection,
    database: String,
    server: Arc<MySqlServer>,
}

impl MySqlScene {
    /// A database on the server for this engine, made anew for every case. None where no MySQL is
    /// named: MariaDB, which always is there, takes the same cases.
    pub(crate) fn open(engine: Engine) -> Option<Self> {
        let server = if engine == Engine::MySql {
            Arc::new(named_mysql()?)
        } else {
            shared_mariadb().unwrap_or_else(|error| panic!("{error}"))
        };
        Some(Self::on(server))
    }

    fn on(server: Arc<MySqlServer>) -> Self {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let runtime = runtime();
        // The driver knows one scheme.
        let url = server.url().replacen("mariadb://", "mysql://", 1);
        let connection = runtime.block_on(MySqlConnection::connect(&url)).unwrap();
        Self {
            runtime,
            connection,
            database: format!("laws_{}_{number}", std::process::id()),
            server,
        }
    }

    /// Makes the database hold this schema and nothing else.
    pub(crate) fn apply_schema(&mut self, schema: &Schema) -> Result<(), TestCaseError> {
        self.apply(&[ddl(schema).statements])
    }

    /// Makes the database hold the changed schema, as it is written anew.
    pub(crate) fn build(&mut self, mutation: &Mutation) -> Result<(), TestCaseError> {
        self.apply_schema(&mutation.mutated)
    }

    fn apply(&mut self, scripts: &[Vec<String>]) -> Result<(), TestCaseError> {
        let database = &self.database;
        let fresh = format!(
            "DROP DATABASE IF EXISTS `{database}`; \
             CREATE DATABASE `{database}` CHARACTER SET utf8mb4; USE `{database}`"
        );
        self.runtime.block_on(async {
            run_mysql(&mut self.connection, &fresh).await?;
            for script in scripts {
                run_mysql(&mut self.connection, &script.join(";\n")).await?;
            }
            Ok(())
        })
    }

    /// Compares the schema as code with the database.
    pub(crate) fn compare(&self, code: &Schema) -> Comparison {
        let url = self.server.database_url(&self.database);
        self.runtime.block_on(compare_with(&url, code, false))
    }
}

impl Drop for MySqlScene {
    fn drop(&mut self) {
        // A private server goes as a whole; on another one nothing may stay behind.
        let statement = format!("DROP DATABASE IF EXISTS `{}`", self.database);
        let _ = self
            .runtime
            .block_on(run_mysql(&mut self.connection, &statement));
    }
}

async fn run_mysql(connection: &mut MySqlConnection, script: &str) -> Result<(), TestCaseError> {
    if script.is_empty() {
        return Ok(());
    }
    sqlx::raw_sql(sqlx::AssertSqlSafe(script.to_owned()))
        .execute(connection)
        .await
        .map(|_| ())
        .map_err(|error| refused(&error, script))
}

/// A SQLite file.
pub(crate) struct SqliteScene {
    runtime: Runtime,
    folder: TempDir,
}

impl SqliteScene {
    /// A folder for the file.
    pub(crate) fn open() -> Self {
        Self {
            runtime: runtime(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("live.db")
    }

    /// As most programs connect: rows are held to foreign keys.
    async fn connect(&self) -> SqliteConnection {
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(self.file())
            .create_if_missing(true)
            .foreign_keys(true);
        SqliteConnection::connect_with(&options).await.unwrap()
    }

    /// Makes the file hold this schema and nothing else.
    pub(crate) fn apply_schema(&self, schema: &Schema) -> Result<(), TestCaseError> {
        self.apply(&[ddl(schema).statements])
    }

    /// Makes the file hold the changed schema.
    pub(crate) fn build(&self, schema: &Schema, mutation: &Mutation) -> Result<(), TestCaseError> {
        self.apply(&statements(schema, mutation))
    }

    fn apply(&self, scripts: &[Vec<String>]) -> Result<(), TestCaseError> {
        std::fs::write(self.file(), []).unwrap();
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(self.file())
            .foreign_keys(false);
        self.runtime.block_on(async {
            let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
            for script in scripts {
                let script = script.join(";\n");
                sqlx::raw_sql(sqlx::AssertSqlSafe(script.clone()))
                    .execute(&mut connection)
                    .await
                    .map_err(|error| refused(&error, &script))?;
            }
            connection.close().await.unwrap();
            Ok(())
        })
    }

    /// Compares the schema as code with the file.
    pub(crate) fn compare(&self, code: &Schema) -> Comparison {
        let url = format!("sqlite:{}", self.file().display());
        self.runtime.block_on(compare_with(&url, code, false))
    }
}
