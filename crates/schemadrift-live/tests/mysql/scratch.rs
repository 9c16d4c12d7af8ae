//! Databases and users that live as long as a test.

use std::sync::atomic::{AtomicU32, Ordering};

use schemadrift_live::{ConnectOptions, DatabaseUrl, LiveReading, UrlContext, connect};
use sqlx::{AssertSqlSafe, Connection, MySqlConnection, raw_sql};

/// The servers to test on.
pub(crate) fn servers() -> Vec<String> {
    let named = |variable: &str| std::env::var(variable).ok().filter(|url| !url.is_empty());
    let mariadb = named("SCHEMADRIFT_TEST_MARIADB_URL")
        .expect("SCHEMADRIFT_TEST_MARIADB_URL names a server; `cargo xtask test` starts one");
    std::iter::once(mariadb)
        .chain(named("SCHEMADRIFT_TEST_MYSQL_URL"))
        .collect()
}

/// A database, and perhaps a user, on a server.
pub(crate) struct Scratch {
    pub(crate) server: String,
    pub(crate) name: String,
}

impl Scratch {
    pub(crate) async fn new(server: &str, script: &str) -> Self {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = format!("schemadrift_live_{}_{number}", std::process::id());
        let scratch = Self {
            server: server.to_owned(),
            name,
        };
        let name = &scratch.name;
        run(
            server,
            &format!("CREATE DATABASE `{name}` CHARACTER SET utf8mb4"),
        )
        .await;
        run(&scratch.url(), script).await;
        scratch
    }

    pub(crate) fn url(&self) -> String {
        let mut url = url::Url::parse(&self.server).unwrap();
        url.set_path(&self.name);
        url.to_string()
    }

    /// The URL of a user who has these rights and no password.
    pub(crate) async fn user(&self, grants: &str) -> String {
        // Names of users are short.
        let user = self.name.replace("schemadrift_live", "sdl");
        let database = &self.name;
        let grants = grants.replace("{user}", &format!("'{user}'@'%'"));
        let grants = grants.replace("{database}", database);
        let script = format!("CREATE USER '{user}'@'%' IDENTIFIED BY 'it''s'; {grants}");
        run(&self.server, &script).await;
        let mut url = url::Url::parse(&self.url()).unwrap();
        url.set_username(&user).unwrap();
        url.set_password(Some("it's")).unwrap();
        url.to_string()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let server = self.server.clone();
        let user = self.name.replace("schemadrift_live", "sdl");
        let script = format!(
            "DROP DATABASE IF EXISTS `{}`; DROP USER IF EXISTS '{user}'@'%'",
            self.name
        );
        // A test's own runtime cannot wait here.
        let ended = std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap()
                .block_on(run(&server, &script));
        });
        let _joined = ended.join();
    }
}

pub(crate) async fn run(url: &str, script: &str) {
    let url = url.replacen("mariadb://", "mysql://", 1);
    let mut connection = MySqlConnection::connect(&url).await.unwrap();
    if !script.is_empty() {
        let outcome = raw_sql(AssertSqlSafe(script.to_owned()))
            .execute(&mut connection)
            .await;
        if let Err(error) = outcome {
            panic!("{error}\n{script}");
        }
    }
    connection.close().await.unwrap();
}

pub(crate) fn address(url: &str) -> DatabaseUrl {
    DatabaseUrl::parse(url, &UrlContext::default()).unwrap()
}

pub(crate) async fn read(url: &str) -> LiveReading {
    let mut database = connect(&address(url), &ConnectOptions::default())
        .await
        .unwrap();
    let live = database.read().await.unwrap();
    database.close().await;
    live
}
