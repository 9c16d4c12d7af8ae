//! Owns how a live database is approached: time limits, and who listens to what is sent.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Called with every statement before it is sent.
pub type StatementListener = Arc<dyn Fn(&str) + Send + Sync>;

/// How a live database is approached.
#[derive(Clone)]
pub struct ConnectOptions {
    /// How long connecting and authenticating may take. A `connect_timeout` in the URL wins.
    pub connect_timeout: Duration,
    /// How long one statement may run.
    pub statement_timeout: Duration,
    /// How long a statement may wait for a lock, and SQLite for a writer.
    pub lock_timeout: Duration,
    /// Called with every statement before it is sent.
    pub statements: Option<StatementListener>,
    /// Keeps what belongs to migration tools and platforms in the reading instead of leaving it
    /// out. Members of extensions stay out.
    pub with_every_schema: bool,
    /// The name under which the server lists the session.
    pub application_name: String,
}

impl Default for ConnectOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            statement_timeout: Duration::from_secs(30),
            lock_timeout: Duration::from_secs(2),
            statements: None,
            with_every_schema: false,
            application_name: "schemadrift".to_owned(),
        }
    }
}

impl ConnectOptions {
    /// Tells the listener what is about to be sent.
    pub(crate) fn announce(&self, statement: &str) {
        if let Some(listener) = &self.statements {
            listener(statement);
        }
    }
}

impl fmt::Debug for ConnectOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ConnectOptions")
            .field("connect_timeout", &self.connect_timeout)
            .field("statement_timeout", &self.statement_timeout)
            .field("lock_timeout", &self.lock_timeout)
            .field("has_listener", &self.statements.is_some())
            .field("with_every_schema", &self.with_every_schema)
            .field("application_name", &self.application_name)
            .finish()
    }
}
