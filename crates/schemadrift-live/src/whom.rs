//! Owns who was talked to, and as whom, and the errors of connecting that every server shares.

use std::fmt;
use std::io;
use std::time::Duration;

use crate::error::{ErrorKind, LiveError};
use crate::url::Host;

/// Who was talked to, and as whom.
#[derive(Debug, Clone)]
pub(crate) struct Whom {
    pub(crate) host: Host,
    /// The file of the socket, where the host is one.
    pub(crate) socket: String,
    pub(crate) user: String,
    pub(crate) database: String,
    pub(crate) has_password: bool,
}

impl Whom {
    /// The server, in words.
    pub(crate) fn server(&self) -> String {
        if self.host.is_socket() {
            format!("socket `{}`", self.socket)
        } else {
            format!("`{}:{}`", self.host.name, self.host.port)
        }
    }
}

impl fmt::Display for Whom {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "database `{}` as `{}` at {}",
            self.database,
            self.user,
            self.server()
        )
    }
}

/// The error for a server that takes the connection and then says nothing.
pub(crate) fn silent_server(whom: &Whom, limit: Duration) -> LiveError {
    LiveError::new(
        ErrorKind::Timeout,
        format!(
            "{} did not let us connect to {whom} within {} s",
            whom.server(),
            limit.as_secs_f64()
        ),
    )
    .with_help("check host, port and firewall, or allow more time with `connect_timeout=SECONDS`")
}

/// The error for a server that is not reached; `no_socket` helps where its socket is not found.
pub(crate) fn unreachable(trouble: &io::Error, whom: &Whom, no_socket: &'static str) -> LiveError {
    let help = match trouble.kind() {
        io::ErrorKind::ConnectionRefused => "is the server running, and is the port right?",
        io::ErrorKind::NotFound if whom.host.is_socket() => no_socket,
        io::ErrorKind::PermissionDenied => "the user who runs this may not open the socket",
        _ => "check the host's name and the network",
    };
    LiveError::new(
        ErrorKind::Unreachable,
        format!("no server answers at {}: {trouble}", whom.server()),
    )
    .with_help(help)
}
