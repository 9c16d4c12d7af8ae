//! Scratch databases and roles, dropped when they go out of scope.

use std::sync::atomic::{AtomicU32, Ordering};

use schemadrift_live::{ConnectOptions, DatabaseUrl, LiveReading, UrlContext, connect};
use sqlx::{AssertSqlSafe, Connection, PgConnection, raw_sql};

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// The URL of the server's superuser.
pub(crate) fn server_url() -> String {
    std::env::var("SCHEMADRIFT_TEST_POSTGRES_URL").expect(
        "SCHEMADRIFT_TEST_POSTGRES_URL must hold the URL of a superuser of a scratch server",
    )
}

/// A name that no other test uses.
pub(crate) fn unique(word: &str) -> String {
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    format!("schemadrift_live_{word}_{}_{number}", std::process::id())
}

/// The server's URL with another database, and another role with its password where one is given.
pub(crate) fn url_of(database: &str, role: Option<(&str, &str)>) -> String {
    let mut url = url::Url::parse(&server_url()).unwrap();
    url.set_path(database);
    if let Some((role, password)) = role {
        url.set_username(role).unwrap();
        url.set_password(Some(password)).unwrap();
    }
    url.to_string()
}

pub(crate) async fn execute(url: &str, sql: &str) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    if let Err(error) = raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(&mut connection)
        .await
    {
        panic!("{error} in {sql}");
    }
    connection.close().await.unwrap();
}

pub(crate) async fn fetch_text(url: &str, sql: &str) -> String {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let text = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
        .fetch_one(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    text
}

/// The server's major version.
pub(crate) async fn major_version() -> u32 {
    let text = fetch_text(
        &server_url(),
        "SELECT current_setting('server_version_num')",
    )
    .await;
    text.parse::<u32>().unwrap() / 10_000
}

/// A database of its own, dropped in the end.
pub(crate) struct Scratch {
    pub(crate) name: String,
    roles: std::sync::Mutex<Vec<String>>,
}

impl Scratch {
    pub(crate) async fn new(sql: &str) -> Self {
        let name = unique("db");
        execute(&server_url(), &format!("CREATE DATABASE {name}")).await;
        let scratch = Self {
            name,
            roles: std::sync::Mutex::default(),
        };
        execute(&scratch.url(), sql).await;
        scratch
    }

    pub(crate) fn url(&self) -> String {
        url_of(&self.name, None)
    }

    /// A role that may log in and nothing else, with its URL.
    pub(crate) async fn role(&self) -> (String, String) {
        let role = unique("role");
        let sql = format!(
            "SET password_encryption = 'scram-sha-256'; CREATE ROLE {role} LOGIN PASSWORD 'secret'"
        );
        execute(&self.url(), &sql).await;
        self.roles.lock().unwrap().push(role.clone());
        let url = url_of(&self.name, Some((&role, "secret")));
        (role, url)
    }

    pub(crate) async fn read(&self) -> LiveReading {
        read(&self.url()).await
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let mut sql = vec![format!("DROP DATABASE {}", self.name)];
        for role in self.roles.lock().unwrap().drain(..) {
            sql.push(format!("DROP ROLE {role}"));
        }
        let dropping = move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                for statement in sql {
                    // A session that was just closed may still be on its way out.
                    for _ in 0..50 {
                        let mut connection = PgConnection::connect(&server_url()).await.unwrap();
                        let dropped = raw_sql(AssertSqlSafe(statement.clone()))
                            .execute(&mut connection)
                            .await;
                        let _closed = connection.close().await;
                        if dropped.is_ok() {
                            break;
                        }
                        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                    }
                }
            });
        };
        // A runtime cannot be entered from within another one.
        let _dropped = std::thread::spawn(dropping).join();
    }
}

pub(crate) fn address(url: &str) -> DatabaseUrl {
    DatabaseUrl::parse(url, &UrlContext::default()).unwrap()
}

pub(crate) async fn read(url: &str) -> LiveReading {
    let mut database = connect(&address(url), &ConnectOptions::default())
        .await
        .unwrap();
    let reading = database.read().await.unwrap();
    database.close().await;
    reading
}
