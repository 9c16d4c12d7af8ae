//! Owns the databases on which histories are acted out statement by statement: what is refused is
//! part of the play, and what came of it is read when it is over.

use std::path::PathBuf;
use std::sync::Arc;

use schemadrift_check::{Comparison, Settings, compare};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::problem::Problem;
use schemadrift_live::{ConnectOptions, DatabaseUrl, Inquiry, LiveDatabase, UrlContext, connect};
use schemadrift_testkit::servers::{PostgresServer, shared_postgres};
use schemadrift_tests::database::MAKE_UUIDS;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, PgConnection, SqliteConnection};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A database that takes statements.
pub(crate) struct Stage {
    runtime: Runtime,
    place: Place,
}

enum Place {
    PostgreSql {
        connection: PgConnection,
        /// As in 120_000 for 12.0.
        version: i32,
        database: String,
        server: Arc<PostgresServer>,
    },
    Sqlite {
        connection: Option<SqliteConnection>,
        folder: TempDir,
    },
}

/// A schema held against what a stage holds.
pub(crate) struct Held {
    pub(crate) live: Schema,
    /// What could not be read of the stage.
    pub(crate) problems: Vec<Problem>,
    /// The schema as code.
    pub(crate) forwards: Comparison,
    /// The schema as the database.
    pub(crate) backwards: Comparison,
}

/// Takes away all that a history may have left, the session's settings among it.
const EMPTY: &str = "ROLLBACK; RESET ALL; DO $$ DECLARE own text; BEGIN
    SET LOCAL client_min_messages = error;
    FOR own IN SELECT nspname FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    LOOP EXECUTE format('DROP SCHEMA %I CASCADE', own); END LOOP;
    CREATE SCHEMA public; END $$; SET synchronous_commit = off";

/// Fails where a schema of the search path is missing, which PostgreSQL passes over: a replay cannot
/// know what else is in a database.
const PATH_IS_THERE: &str = "SELECT 1 / (array_length(current_schemas(false), 1) = \
    array_length(string_to_array(current_setting('search_path'), ','), 1))::int";

impl Stage {
    /// A new database of this engine.
    pub(crate) fn open(engine: Engine) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let place = match engine {
            Engine::PostgreSql => runtime.block_on(on_server()),
            Engine::Sqlite | Engine::MySql | Engine::MariaDb => Place::Sqlite {
                connection: None,
                folder: tempfile::tempdir().unwrap(),
            },
        };
        Self { runtime, place }
    }

    /// Empties the database.
    pub(crate) fn clear(&mut self) {
        match &mut self.place {
            Place::PostgreSql { connection, .. } => {
                let emptied = sqlx::raw_sql(EMPTY).execute(connection);
                self.runtime.block_on(emptied).unwrap();
            }
            Place::Sqlite { connection, folder } => {
                if let Some(connection) = connection.take() {
                    self.runtime.block_on(connection.close()).unwrap();
                }
                std::fs::write(file(folder), []).unwrap();
                let options = SqliteConnectOptions::new()
                    .filename(file(folder))
                    .synchronous(SqliteSynchronous::Off)
                    .journal_mode(SqliteJournalMode::Memory)
                    .foreign_keys(false);
                let opened = SqliteConnection::connect_with(&options);
                *connection = Some(self.runtime.block_on(opened).unwrap());
            }
        }
    }

    /// Runs the statements of a step. If one is refused, none of them has happened.
    pub(crate) fn run(&mut self, statements: &[String]) -> Result<(), String> {
        if self.adds_what_is_there() && statements.iter().any(|one| may_be_there(one)) {
            return Err("another version would do something else".to_owned());
        }
        let mut run: Vec<&str> = Vec::new();
        for statement in statements {
            run.push(statement);
            if statement.starts_with("SET search_path") {
                run.push(PATH_IS_THERE);
            }
        }
        if statements.len() == 1 && run.len() > 1 {
            run.insert(0, "BEGIN");
            run.push("COMMIT");
        }
        for statement in &run {
            if let Err(refusal) = self.execute(statement) {
                if run.len() > 1 {
                    // Nothing is open where the end of the transaction was refused.
                    let _ = self.execute("ROLLBACK");
                }
                return Err(refusal);
            }
        }
        Ok(())
    }

    /// Whether a column that `IF NOT EXISTS` finds to be there gets the constraints of the one that
    /// is not added, as PostgreSQL did before version 13
    /// (<https://www.postgresql.org/docs/release/13.0/>). Replays follow those after it.
    fn adds_what_is_there(&self) -> bool {
        matches!(self.place, Place::PostgreSql { version, .. } if version < 130_000)
    }

    fn execute(&mut self, statement: &str) -> Result<(), String> {
        let query = sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned()));
        match &mut self.place {
            Place::PostgreSql { connection, .. } => {
                let outcome = self.runtime.block_on(query.execute(connection));
                outcome.map(|_| ()).map_err(|error| error.to_string())
            }
            Place::Sqlite { connection, .. } => {
                let connection = connection.as_mut().expect("a cleared stage");
                let outcome = self.runtime.block_on(query.execute(connection));
                outcome.map(|_| ()).map_err(|error| error.to_string())
            }
        }
    }

    /// Reads the database and compares a schema with it, either way round. What only the server
    /// can settle, it does.
    pub(crate) fn hold(&self, schema: &Schema) -> Held {
        let url = match &self.place {
            Place::PostgreSql {
                database, server, ..
            } => server.database_url(database),
            Place::Sqlite { folder, .. } => format!("sqlite:{}", file(folder).display()),
        };
        let url = DatabaseUrl::parse(&url, &UrlContext::default()).unwrap();
        self.runtime.block_on(async {
            let mut database = connect(&url, &ConnectOptions::default()).await.unwrap();
            let reading = database.read().await.unwrap().reading;
            let live = reading.schema;
            let forwards = settled(&mut database, schema, &live).await;
            let backwards = settled(&mut database, &live, schema).await;
            database.close().await;
            Held {
                live,
                problems: reading.problems,
                forwards,
                backwards,
            }
        })
    }
}

/// Whether a statement may add a key to a column that is there.
fn may_be_there(statement: &str) -> bool {
    let statement = statement.to_ascii_lowercase();
    let has = |words: &str| statement.contains(words);
    has("add column if not exists") && (has("unique") || has("primary key"))
}

async fn settled(database: &mut LiveDatabase, code: &Schema, live: &Schema) -> Comparison {
    let settings = Settings {
        lists_everything: true,
        ..Settings::default()
    };
    let comparison = compare(code, live, &settings);
    let questions = comparison.questions();
    if questions.is_empty() {
        return comparison;
    }
    let inquiry = Inquiry {
        questions,
        ..Inquiry::default()
    };
    let answers = database.settle(&inquiry).await.unwrap().answers;
    compare(
        code,
        live,
        &Settings {
            answers,
            ..settings
        },
    )
}

async fn on_server() -> Place {
    let server = shared_postgres().unwrap_or_else(|error| panic!("{error}"));
    let database = format!("histories_{}", std::process::id());
    let mut admin = PgConnection::connect(server.url()).await.unwrap();
    let create = format!("CREATE DATABASE {database} TEMPLATE template0");
    sqlx::raw_sql(sqlx::AssertSqlSafe(create))
        .execute(&mut admin)
        .await
        .unwrap();
    admin.close().await.unwrap();
    let mut connection = PgConnection::connect(&server.database_url(&database))
        .await
        .unwrap();
    sqlx::raw_sql(MAKE_UUIDS)
        .execute(&mut connection)
        .await
        .unwrap();
    let version = sqlx::query_scalar("SELECT current_setting('server_version_num')::int")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    Place::PostgreSql {
        connection,
        version,
        database,
        server,
    }
}

fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("live.db")
}

impl Drop for Stage {
    fn drop(&mut self) {
        let Place::PostgreSql {
            database, server, ..
        } = &self.place
        else {
            return;
        };
        let leave = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
        );
        let drop = format!("DROP DATABASE IF EXISTS {database}");
        self.runtime.block_on(async {
            if let Ok(mut admin) = PgConnection::connect(server.url()).await {
                for statement in [leave, drop] {
                    let _ = sqlx::raw_sql(sqlx::AssertSqlSafe(statement))
                        .execute(&mut admin)
                        .await;
                }
            }
        });
    }
}
