//! Owns the session with a server: connecting, and sending many statements as one message of the
//! simple protocol, which is one round trip and works through connection poolers. Nothing is
//! prepared, nothing is set beyond the transaction.

use std::borrow::Cow;
use std::time::Duration;

use futures_util::StreamExt;
use schemadrift_core::dialect::Engine;
use secrecy::ExposeSecret;
use sqlx::postgres::{PgConnectOptions, PgRow, PgSslMode};
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Either, Executor, PgConnection, PgPool, Row, ValueRef,
    raw_sql,
};

use super::catalog::Query;
use super::connection::Connection;
use super::errors;
use crate::cells::Cells;
use crate::error::{ErrorKind, LiveError, pool_is_busy, pool_is_closed};
use crate::options::ConnectOptions;
use crate::url::{Host, PostgreSqlAddress, TlsMode};
use crate::whom::{Whom, silent_server};

/// How long after its own limit a silent server is given up.
const GRACE: Duration = Duration::from_secs(5);

/// One statement of a message.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) sql: Cow<'static, str>,
    /// The query whose rows the statement gives.
    pub(super) query: Option<Query>,
}

impl Step {
    pub(super) fn query(query: Query) -> Self {
        Self {
            sql: Cow::Borrowed(query.sql()),
            query: Some(query),
        }
    }

    pub(super) fn silent(sql: impl Into<Cow<'static, str>>) -> Self {
        Self {
            sql: sql.into(),
            query: None,
        }
    }
}

/// A session with a server.
pub(super) struct Session {
    connection: Connection,
    options: ConnectOptions,
    whom: Whom,
    is_in_transaction: bool,
    /// Whether a message was left without an answer: nothing more is said on this connection.
    is_lost: bool,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Session({})", self.whom)
    }
}

impl Session {
    /// Connects to the first host that answers.
    pub(super) async fn connect(
        address: &PostgreSqlAddress,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        let mut last = None;
        for host in &address.hosts {
            match Self::connect_to(host, address, options).await {
                Ok(session) => return Ok(session),
                Err(error)
                    if matches!(error.kind(), ErrorKind::Unreachable | ErrorKind::Timeout) =>
                {
                    last = Some(error);
                }
                Err(error) => return Err(error),
            }
        }
        Err(last.unwrap_or_else(|| LiveError::new(ErrorKind::Url, "the database URL has no host")))
    }

    async fn connect_to(
        host: &Host,
        address: &PostgreSqlAddress,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        let driver_options = driver_options(host, address, options);
        let whom = Whom {
            host: host.clone(),
            socket: socket_file(host),
            user: driver_options.get_username().to_owned(),
            // A server takes the role's name where no database is named.
            database: address
                .database
                .clone()
                .unwrap_or_else(|| driver_options.get_username().to_owned()),
            has_password: address.password.is_some(),
        };
        let limit = address.connect_timeout.unwrap_or(options.connect_timeout);
        match tokio::time::timeout(limit, driver_options.connect()).await {
            Ok(Ok(connection)) => Ok(Self {
                connection: Connection::Own(connection),
                options: options.clone(),
                whom,
                is_in_transaction: false,
                is_lost: false,
            }),
            Ok(Err(error)) => Err(errors::connecting(&error, &whom)),
            Err(_) => Err(silent_server(&whom, limit)),
        }
    }

    /// Borrows a connection of somebody's pool.
    pub(super) async fn borrow(pool: &PgPool, options: &ConnectOptions) -> Result<Self, LiveError> {
        let whom = whom_of_pool(pool);
        let limit = options.connect_timeout;
        match tokio::time::timeout(limit, pool.acquire()).await {
            Ok(Ok(connection)) => Ok(Self {
                connection: Connection::lent(connection),
                options: options.clone(),
                whom,
                is_in_transaction: false,
                is_lost: false,
            }),
            Ok(Err(sqlx::Error::PoolTimedOut)) => Err(pool_is_busy(&whom.to_string(), None)),
            Ok(Err(sqlx::Error::PoolClosed)) => Err(pool_is_closed(&whom.to_string())),
            Ok(Err(error)) => Err(errors::connecting(&error, &whom)),
            Err(_) => Err(pool_is_busy(&whom.to_string(), Some(limit))),
        }
    }

    pub(super) fn host(&self) -> &Host {
        &self.whom.host
    }

    pub(super) fn is_in_transaction(&self) -> bool {
        self.is_in_transaction
    }

    /// The statements that begin a fresh read-only transaction with its time limits.
    pub(super) fn begin(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        if self.is_in_transaction {
            steps.push(Step::silent("ROLLBACK"));
        }
        let limit = |name: &str, limit: Duration| {
            // Nought would mean no limit.
            let milliseconds = limit.as_millis().clamp(1, 2_147_483_647);
            Step::silent(format!("SET LOCAL {name} = {milliseconds}"))
        };
        steps.push(Step::silent(
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        ));
        steps.push(limit("statement_timeout", self.options.statement_timeout));
        steps.push(limit("lock_timeout", self.options.lock_timeout));
        steps
    }

    /// Sends the statements as one message and hands on every row of those that are queries.
    pub(super) async fn run(
        &mut self,
        steps: &[Step],
        mut on_row: impl FnMut(Query, Cells<'_>),
    ) -> Result<(), LiveError> {
        self.run_each(steps, |step, row| {
            if let Some(query) = steps.get(step).and_then(|step| step.query) {
                on_row(query, cells(row));
            }
        })
        .await
        .map_err(|failure| errors::reading(&failure, &self.whom, &self.options))
    }

    /// The same, handing on rows with the number of their statement.
    pub(super) async fn run_each(
        &mut self,
        steps: &[Step],
        mut on_row: impl FnMut(usize, &PgRow),
    ) -> Result<(), Failure> {
        for step in steps {
            self.options.announce(&step.sql);
        }
        let message: Vec<&str> = steps.iter().map(|step| step.sql.trim_end()).collect();
        // A comment at the end of a statement must not swallow the semicolon.
        let message = message.join("\n;\n");
        let patience = self.patience();
        self.is_in_transaction = true;
        let mut step = 0;
        let mut answers = self.connection.fetch_many(raw_sql(AssertSqlSafe(message)));
        loop {
            match tokio::time::timeout(patience, answers.next()).await {
                Ok(Some(Ok(Either::Left(_)))) => step += 1,
                Ok(Some(Ok(Either::Right(row)))) => on_row(step, &row),
                Ok(Some(Err(error))) => return Err(Failure::Driver(error)),
                Ok(None) => break,
                Err(_) => {
                    self.is_lost = true;
                    return Err(Failure::Silence(patience));
                }
            }
        }
        drop(answers);
        self.is_in_transaction = !ends_transaction(steps);
        Ok(())
    }

    /// Sends the statements as one message and hands on every row with the number of its statement.
    pub(super) async fn run_texts(
        &mut self,
        steps: &[Step],
        mut on_row: impl FnMut(usize, Cells<'_>),
    ) -> Result<(), LiveError> {
        self.run_each(steps, |step, row| on_row(step, cells(row)))
            .await
            .map_err(|failure| errors::reading(&failure, &self.whom, &self.options))
    }

    /// Tells whoever listens what is about to be sent.
    pub(super) fn announce(&self, statement: &str) {
        self.options.announce(statement);
    }

    /// How long a silent server is waited for.
    pub(super) fn patience(&self) -> Duration {
        self.options.statement_timeout.saturating_add(GRACE)
    }

    /// The driver's connection.
    pub(super) fn driver(&mut self) -> &mut PgConnection {
        &mut self.connection
    }

    pub(super) fn error(&self, failure: &Failure) -> LiveError {
        errors::reading(failure, &self.whom, &self.options)
    }

    /// Ends the transaction, so that whoever uses the connection next finds it as it was, and the
    /// session. A borrowed connection on which that fails is closed instead of given back.
    pub(super) async fn close(mut self) {
        if self.is_lost {
            return;
        }
        let goodbye = async {
            if self.is_in_transaction {
                let rollback = [Step::silent("ROLLBACK")];
                // Whatever happens now, the server ends the transaction with the connection.
                let _ended = self.run_each(&rollback, |_, _| {}).await;
            }
            let is_clean = !self.is_in_transaction;
            self.connection.give_back(is_clean).await;
        };
        let _gone = tokio::time::timeout(GRACE, goodbye).await;
    }
}

/// The file of a socket, in the folder that stands for the host
/// (<https://www.postgresql.org/docs/current/runtime-config-connection.html>).
fn socket_file(host: &Host) -> String {
    format!("{}/.s.PGSQL.{}", host.name, host.port)
}

/// Whom a pool connects to, and as whom.
fn whom_of_pool(pool: &PgPool) -> Whom {
    let options = pool.connect_options();
    let name = match options.get_socket() {
        Some(folder) => folder.display().to_string(),
        None => options.get_host().to_owned(),
    };
    let user = options.get_username().to_owned();
    let host = Host {
        name,
        port: options.get_port(),
    };
    Whom {
        socket: socket_file(&host),
        host,
        database: options.get_database().unwrap_or(&user).to_owned(),
        user,
        has_password: true,
    }
}

/// Why a message was not answered in full.
#[derive(Debug)]
pub(super) enum Failure {
    /// The driver or the server says so.
    Driver(sqlx::Error),
    /// Nothing came for so long.
    Silence(Duration),
}

impl Failure {
    /// Whether nothing more comes of this session: the connection is gone, or an administrator or a shutdown ended it
    /// (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
    pub(super) fn ends_the_session(&self) -> bool {
        let Self::Driver(sqlx::Error::Database(answer)) = self else {
            return true;
        };
        answer
            .code()
            .is_some_and(|code| code.starts_with("08") || code.starts_with("57P"))
    }
}

fn ends_transaction(steps: &[Step]) -> bool {
    steps.last().is_some_and(|step| step.sql == "ROLLBACK")
}

/// What the text of expressions depends on. Every name is printed with its schema, so that the
/// text is the same whoever reads.
pub(super) fn deparse_settings() -> impl Iterator<Item = Step> {
    [
        "SET LOCAL search_path = ''",
        "SET LOCAL datestyle = 'ISO, YMD'",
        "SET LOCAL intervalstyle = 'postgres'",
        "SET LOCAL timezone = 'UTC'",
        "SET LOCAL bytea_output = 'hex'",
        "SET LOCAL extra_float_digits = 1",
        "SET LOCAL quote_all_identifiers = off",
        "SET LOCAL standard_conforming_strings = on",
        // Compiling a catalog query takes longer than running it.
        "SET LOCAL jit = off",
    ]
    .into_iter()
    .map(Step::silent)
}

/// An identifier in quotes.
pub(super) fn quoted(name: &str) -> String {
    Engine::PostgreSql.dialect().quote(name)
}

fn cells(row: &PgRow) -> Cells<'_> {
    let values = (0..row.len())
        .map(|place| {
            let value = row.try_get_raw(place).ok()?;
            if value.is_null() {
                return None;
            }
            value.as_str().ok()
        })
        .collect();
    Cells::new(values)
}

pub(super) fn driver_options(
    host: &Host,
    address: &PostgreSqlAddress,
    options: &ConnectOptions,
) -> PgConnectOptions {
    // The driver takes over what the environment says; what decides whom we talk to and as whom
    // comes from the URL alone.
    let mut driver = PgConnectOptions::new_without_pgpass()
        .host(&host.name)
        .port(host.port)
        .password("")
        .application_name(&options.application_name)
        .statement_cache_capacity(0)
        // Poolers refuse start-up parameters that they do not track.
        .extra_float_digits(None)
        .ssl_mode(tls_mode(host, address.tls))
        .disable_statement_logging();
    if let Some(user) = &address.user {
        driver = driver.username(user);
    }
    let database = address
        .database
        .clone()
        .unwrap_or_else(|| driver.get_username().to_owned());
    driver = driver.database(&database);
    if let Some(password) = &address.password {
        driver = driver.password(password.expose_secret());
    }
    if let Some(certificate) = &address.root_certificate {
        driver = driver.ssl_root_cert(certificate);
    }
    if let Some(certificate) = &address.client_certificate {
        driver = driver.ssl_client_cert(certificate);
    }
    if let Some(key) = &address.client_key {
        driver = driver.ssl_client_key(key);
    }
    if address.settings.is_empty() {
        driver
    } else {
        driver.options(address.settings.iter().map(|(name, value)| (name, value)))
    }
}

/// A Unix socket is never encrypted.
fn tls_mode(host: &Host, mode: TlsMode) -> PgSslMode {
    if host.is_socket() {
        return PgSslMode::Disable;
    }
    match mode {
        TlsMode::Disable => PgSslMode::Disable,
        TlsMode::Prefer => PgSslMode::Prefer,
        TlsMode::Require => PgSslMode::Require,
        TlsMode::VerifyCa => PgSslMode::VerifyCa,
        TlsMode::VerifyFull => PgSslMode::VerifyFull,
    }
}
