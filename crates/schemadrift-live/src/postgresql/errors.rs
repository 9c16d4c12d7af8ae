//! Turns what the driver and the server say into errors that name server, database and role.

use super::session::Failure;
use crate::error::{ErrorKind, LiveError};
use crate::options::ConnectOptions;
use crate::whom::{Whom, unreachable};

/// What helps where the socket is not found.
const NO_SOCKET: &str = "the folder of the socket, or the port in its name, is not right";

/// The error for a connection that was not made.
pub(super) fn connecting(error: &sqlx::Error, whom: &Whom) -> LiveError {
    match error {
        sqlx::Error::Database(answer) => refused(answer.code().as_deref(), answer.message(), whom),
        sqlx::Error::Tls(reason) => LiveError::new(
            ErrorKind::Tls,
            format!("no encrypted connection to {whom}: {reason}"),
        )
        .with_help(
            "`sslmode=disable` connects without encryption; `sslrootcert=PATH` names the \
             authority's certificate",
        ),
        sqlx::Error::Io(trouble) => unreachable(trouble, whom, NO_SOCKET),
        other => LiveError::new(
            ErrorKind::Server,
            format!(
                "{} does not answer as PostgreSQL does: {other}",
                whom.server()
            ),
        )
        .with_help("check host and port: another kind of server may listen there"),
    }
}

/// The error for a message that was not answered in full.
pub(super) fn reading(failure: &Failure, whom: &Whom, options: &ConnectOptions) -> LiveError {
    match failure {
        Failure::Silence(patience) => LiveError::new(
            ErrorKind::Timeout,
            format!("no answer from {whom} for {} s", patience.as_secs_f64()),
        ),
        Failure::Driver(sqlx::Error::Database(answer)) => {
            let message = answer.message();
            match answer.code().as_deref() {
                Some("57014") => LiveError::new(
                    ErrorKind::Timeout,
                    format!(
                        "a statement on {whom} took longer than {} s",
                        options.statement_timeout.as_secs_f64()
                    ),
                ),
                Some("55P03") => LiveError::new(
                    ErrorKind::Timeout,
                    format!(
                        "a lock on {whom} was not free within {} s",
                        options.lock_timeout.as_secs_f64()
                    ),
                )
                .with_help("try again when no migration is running"),
                Some("42501") => LiveError::new(
                    ErrorKind::Rights,
                    format!("the role may not read {whom}: {message}"),
                ),
                _ => LiveError::new(ErrorKind::Server, format!("{whom} answered: {message}")),
            }
        }
        Failure::Driver(sqlx::Error::Io(trouble)) => LiveError::new(
            ErrorKind::Unreachable,
            format!("the connection to {whom} broke: {trouble}"),
        ),
        Failure::Driver(other) => {
            LiveError::new(ErrorKind::Server, format!("reading {whom} failed: {other}"))
        }
    }
}

/// What the server says when it turns a role away
/// (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn refused(code: Option<&str>, message: &str, whom: &Whom) -> LiveError {
    match code {
        Some("28P01") => {
            let help = if whom.has_password {
                "check user and password; odd characters in a URL must be percent-encoded"
            } else {
                "the URL holds no password: write `postgresql://user:password@host/database`"
            };
            LiveError::new(
                ErrorKind::Authentication,
                format!("wrong password for {whom}"),
            )
            .with_help(help)
        }
        Some("28000") => LiveError::new(
            ErrorKind::Authentication,
            format!("the server refuses {whom}: {message}"),
        )
        .with_help("check the role, and the server's `pg_hba.conf`"),
        Some("3D000") => LiveError::new(
            ErrorKind::NoSuchDatabase,
            format!(
                "the server at {} has no database `{}`",
                whom.server(),
                whom.database
            ),
        )
        .with_help("check the name, or create the database and run its migrations"),
        Some("42501") => LiveError::new(
            ErrorKind::Rights,
            format!("the role may not connect to {whom}: {message}"),
        )
        .with_help(format!(
            "grant it: `GRANT CONNECT ON DATABASE \"{}\" TO \"{}\"`",
            whom.database, whom.user
        )),
        Some("57P03") => LiveError::new(
            ErrorKind::Unreachable,
            format!("the server at {} is not ready: {message}", whom.server()),
        ),
        _ => LiveError::new(ErrorKind::Server, format!("{whom} was refused: {message}")),
    }
}
