//! Owns the session with a server: connecting, and sending many statements as one message of the
//! text protocol, which is one round trip. Nothing is prepared, nothing outlives the connection.

use std::borrow::Cow;
use std::time::Duration;

use futures_util::StreamExt;
use secrecy::ExposeSecret;
use sqlx::mysql::{MySqlConnectOptions, MySqlRow, MySqlSslMode};
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection, Either, Executor, MySqlConnection, Row, raw_sql,
};

use super::catalog::Query;
use super::errors;
use crate::cells::Cells;
use crate::error::{ErrorKind, LiveError};
use crate::options::ConnectOptions;
use crate::url::{Host, MySqlAddress, MySqlTls};
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
    connection: MySqlConnection,
    options: ConnectOptions,
    whom: Whom,
    is_in_transaction: bool,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Session({})", self.whom)
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

/// How far a message was answered.
#[derive(Debug)]
pub(super) struct Progress {
    /// How many statements were answered.
    pub(super) answered: usize,
    /// Why not all of them.
    pub(super) failure: Option<Failure>,
}

impl Session {
    /// Connects to the first host that answers.
    pub(super) async fn connect(
        address: &MySqlAddress,
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
        address: &MySqlAddress,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        let driver_options = driver_options(host, address);
        let whom = Whom {
            host: host.clone(),
            socket: host.name.clone(),
            user: driver_options.get_username().to_owned(),
            database: address.database.clone(),
            has_password: address.password.is_some(),
        };
        let limit = address.connect_timeout.unwrap_or(options.connect_timeout);
        match tokio::time::timeout(limit, driver_options.connect()).await {
            Ok(Ok(connection)) => Ok(Self {
                connection,
                options: options.clone(),
                whom,
                is_in_transaction: false,
            }),
            Ok(Err(error)) => Err(errors::connecting(&error, &whom)),
            Err(_) => Err(silent_server(&whom, limit)),
        }
    }

    pub(super) fn host(&self) -> &Host {
        &self.whom.host
    }

    pub(super) fn is_in_transaction(&self) -> bool {
        self.is_in_transaction
    }

    /// The statements that begin a fresh read-only snapshot with its time limits. Comments that
    /// only one server reads set what only that one has.
    pub(super) fn begin(&self) -> Vec<Step> {
        let lock = self.options.lock_timeout.as_secs().clamp(1, 31_536_000);
        let statement = self.options.statement_timeout;
        // Nought would mean no limit.
        let milliseconds = statement.as_millis().clamp(1, 4_294_967_295);
        let seconds = statement.as_secs_f64().clamp(0.001, 31_536_000.0);
        let limits = format!(
            "SET SESSION lock_wait_timeout = {lock}, innodb_lock_wait_timeout = {lock} \
             /*!50708 , max_execution_time = {milliseconds} */ \
             /*M!100101 , max_statement_time = {seconds} */"
        );
        let mut steps = Vec::new();
        if self.is_in_transaction {
            steps.push(Step::silent("ROLLBACK"));
        }
        steps.extend([
            Step::silent("SET NAMES utf8mb4"),
            Step::silent(limits),
            Step::silent("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"),
            Step::silent("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"),
        ]);
        steps
    }

    /// Sends the statements as one message and hands on every row with the number of its
    /// statement. The server stops at the first that it refuses.
    pub(super) async fn run(
        &mut self,
        steps: &[Step],
        mut on_row: impl FnMut(usize, Cells<'_>),
    ) -> Progress {
        for step in steps {
            self.options.announce(&step.sql);
        }
        let message: Vec<&str> = steps.iter().map(|step| step.sql.trim_end()).collect();
        // A comment at the end of a statement must not swallow the semicolon.
        let message = message.join("\n;\n");
        let patience = self.options.statement_timeout.saturating_add(GRACE);
        self.is_in_transaction = true;
        let mut answered = 0;
        let mut answers = self.connection.fetch_many(raw_sql(AssertSqlSafe(message)));
        let failure = loop {
            match tokio::time::timeout(patience, answers.next()).await {
                Ok(Some(Ok(Either::Left(_)))) => answered += 1,
                Ok(Some(Ok(Either::Right(row)))) => on_row(answered, cells(&row)),
                Ok(Some(Err(error))) => break Some(Failure::Driver(error)),
                Ok(None) => break None,
                Err(_) => break Some(Failure::Silence(patience)),
            }
        };
        drop(answers);
        Progress { answered, failure }
    }

    pub(super) fn error(&self, failure: &Failure) -> LiveError {
        errors::reading(failure, &self.whom, &self.options)
    }

    /// Ends the transaction and the session.
    pub(super) async fn close(mut self) {
        let goodbye = async {
            if self.is_in_transaction {
                let rollback = [Step::silent("ROLLBACK")];
                // Whatever happens now, the server ends the transaction with the connection.
                let _ended = self.run(&rollback, |_, _| {}).await;
            }
            let _closed = self.connection.close().await;
        };
        let _gone = tokio::time::timeout(GRACE, goodbye).await;
    }
}

fn cells(row: &MySqlRow) -> Cells<'_> {
    let values = (0..row.len())
        .map(|place| {
            row.try_get_unchecked::<Option<&str>, _>(place)
                .ok()
                .flatten()
        })
        .collect();
    Cells::new(values)
}

pub(super) fn driver_options(host: &Host, address: &MySqlAddress) -> MySqlConnectOptions {
    let mut driver = MySqlConnectOptions::new()
        .database(&address.database)
        .statement_cache_capacity(0)
        // What the session needs is set in the message that reads.
        .pipes_as_concat(false)
        .no_engine_substitution(false)
        .timezone(None)
        .set_names(false)
        .ssl_mode(tls_mode(host, address.tls))
        .disable_statement_logging();
    driver = if host.is_socket() {
        driver.socket(&host.name)
    } else {
        driver.host(&host.name).port(host.port)
    };
    if let Some(user) = &address.user {
        driver = driver.username(user);
    }
    if let Some(password) = &address.password {
        driver = driver.password(password.expose_secret());
    }
    if let Some(certificate) = &address.root_certificate {
        driver = driver.ssl_ca(certificate);
    }
    if let Some(certificate) = &address.client_certificate {
        driver = driver.ssl_client_cert(certificate);
    }
    if let Some(key) = &address.client_key {
        driver = driver.ssl_client_key(key);
    }
    driver
}

/// A Unix socket is never encrypted.
fn tls_mode(host: &Host, mode: MySqlTls) -> MySqlSslMode {
    if host.is_socket() {
        return MySqlSslMode::Disabled;
    }
    match mode {
        MySqlTls::Disabled => MySqlSslMode::Disabled,
        MySqlTls::Preferred => MySqlSslMode::Preferred,
        MySqlTls::Required => MySqlSslMode::Required,
        MySqlTls::VerifyCa => MySqlSslMode::VerifyCa,
        MySqlTls::VerifyIdentity => MySqlSslMode::VerifyIdentity,
    }
}
