//! Owns what stands between the scheme and the parameters of a server's URL: user, password, hosts
//! and database, read forgivingly.

use secrecy::SecretString;

use super::UrlError;
use super::parts::{decode, encode};

/// One place a server may answer at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Host {
    /// A host name or address, or the folder of a Unix socket, which begins with `/`.
    pub(crate) name: String,
    pub(crate) port: u16,
}

impl Host {
    /// Whether this is the folder of a Unix socket.
    pub(crate) fn is_socket(&self) -> bool {
        self.name.starts_with('/')
    }

    pub(super) fn shown(&self) -> String {
        let name = if self.name.contains(':') {
            format!("[{}]", self.name)
        } else {
            encode(&self.name)
        };
        format!("{name}:{}", self.port)
    }
}

/// Who asks, where, and for which database.
#[derive(Debug)]
pub(super) struct Authority<'a> {
    pub(super) hosts: Vec<Host>,
    pub(super) user: Option<String>,
    pub(super) password: Option<SecretString>,
    pub(super) database: Option<String>,
    /// The parameters, not decoded yet.
    pub(super) query: &'a str,
}

impl<'a> Authority<'a> {
    /// Reads what follows `//`.
    pub(super) fn read(rest: &'a str, default_port: u16) -> Result<Self, UrlError> {
        let (credentials, place) = split_credentials(rest);
        let (authority, database, query) = split_place(place);
        let (user, password) = match credentials.map(|both| (both, both.split_once(':'))) {
            Some((_, Some((user, password)))) => (user, Some(password)),
            Some((user, None)) => (user, None),
            None => ("", None),
        };
        Ok(Self {
            hosts: hosts(authority, default_port)?,
            user: Some(decode(user)).filter(|user| !user.is_empty()),
            password: password.map(|password| SecretString::from(decode(password))),
            database: Some(decode(database)).filter(|database| !database.is_empty()),
            query,
        })
    }
}

/// Splits at the `@` that ends user and password. The standard ends them at the first `/`, `?` or
/// `#`, which passwords that were pasted unencoded may hold; so the first `@` is meant after which
/// everything else stands where it belongs.
fn split_credentials(rest: &str) -> (Option<&str>, &str) {
    if is_clean(rest) {
        return (None, rest);
    }
    let clean = rest
        .match_indices('@')
        .map(|(at, _)| at)
        .find(|at| is_clean(&rest[at + 1..]));
    match clean.or_else(|| rest.rfind('@')) {
        Some(at) => (Some(&rest[..at]), &rest[at + 1..]),
        None => (None, rest),
    }
}

/// Whether this can be all that follows the credentials: hosts first, and no `@` but in the value
/// of a parameter.
fn is_clean(place: &str) -> bool {
    let (authority, database, query) = split_place(place);
    let fragment = place.split_once('#').map_or("", |(_, fragment)| fragment);
    let first_word = query.split('@').next().unwrap_or_default();
    let query_is_real = !query.contains('@') || first_word.contains('=');
    hosts(authority, 1).is_ok()
        && !database.contains('@')
        && !fragment.contains('@')
        && query_is_real
}

/// Splits host and port, database, and parameters. A fragment means nothing here.
fn split_place(place: &str) -> (&str, &str, &str) {
    let place = place.split('#').next().unwrap_or_default();
    let (path, query) = place.split_once('?').unwrap_or((place, ""));
    let (authority, database) = path.split_once('/').unwrap_or((path, ""));
    (authority, database, query)
}

fn hosts(authority: &str, default_port: u16) -> Result<Vec<Host>, UrlError> {
    let hosts = authority.split(',');
    hosts.map(|text| host(text, default_port)).collect()
}

fn host(text: &str, default_port: u16) -> Result<Host, UrlError> {
    let (name, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let (name, rest) = rest
                .split_once(']')
                .ok_or_else(|| malformed("an IPv6 address without its closing bracket"))?;
            (name, rest.strip_prefix(':').unwrap_or(rest))
        }
        None => text.rsplit_once(':').unwrap_or((text, "")),
    };
    if name.contains(['@', ' ']) || (!text.starts_with('[') && name.contains(':')) {
        return Err(malformed("a host that is none"));
    }
    let name = decode(name);
    Ok(Host {
        name: if name.is_empty() {
            "localhost".to_owned()
        } else {
            name
        },
        port: port_number(port, default_port)?,
    })
}

/// A port, or the default one where none is written.
pub(super) fn port_number(text: &str, default_port: u16) -> Result<u16, UrlError> {
    if text.is_empty() {
        return Ok(default_port);
    }
    text.parse()
        .map_err(|_| malformed("a port that is not a number between 1 and 65535"))
}

pub(super) fn malformed(reason: &str) -> UrlError {
    UrlError::Malformed {
        reason: reason.to_owned(),
    }
}
