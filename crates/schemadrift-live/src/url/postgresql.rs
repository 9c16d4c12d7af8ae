//! Owns `postgresql://` URLs, as libpq, Prisma and people write them.
//! See <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS>.

use std::path::PathBuf;
use std::time::Duration;

use schemadrift_core::name::Name;
use secrecy::SecretString;

use super::UrlError;
use super::parts::{decode, encode, parameters};

/// The port a server listens on unless told otherwise.
const DEFAULT_PORT: u16 = 5432;

/// Where a PostgreSQL server is and who asks.
#[derive(Debug, Clone)]
pub(crate) struct PostgreSqlAddress {
    /// Hosts to try in order, at least one.
    pub(crate) hosts: Vec<Host>,
    pub(crate) user: Option<String>,
    pub(crate) password: Option<SecretString>,
    pub(crate) database: Option<String>,
    pub(crate) namespace: Option<Name>,
    pub(crate) tls: TlsMode,
    pub(crate) root_certificate: Option<PathBuf>,
    pub(crate) client_certificate: Option<PathBuf>,
    pub(crate) client_key: Option<PathBuf>,
    pub(crate) connect_timeout: Option<Duration>,
    /// What `options` says, words of the form `name=value`.
    pub(crate) settings: Vec<(String, String)>,
}

/// One place a server may answer at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Host {
    /// A host name or address, or the folder of a Unix socket, which begins with `/`.
    pub(crate) name: String,
    pub(crate) port: u16,
}

/// How much the connection must be protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TlsMode {
    Disable,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

impl TlsMode {
    fn as_str(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Prefer => "prefer",
            Self::Require => "require",
            Self::VerifyCa => "verify-ca",
            Self::VerifyFull => "verify-full",
        }
    }

    fn read(text: &str) -> Result<Self, UrlError> {
        match text {
            // libpq's `allow` begins without encryption.
            "disable" | "allow" => Ok(Self::Disable),
            "prefer" => Ok(Self::Prefer),
            "require" | "no-verify" => Ok(Self::Require),
            "verify-ca" => Ok(Self::VerifyCa),
            "verify-full" => Ok(Self::VerifyFull),
            _ => Err(malformed(
                "a `sslmode` that is none of `disable`, `prefer`, `require`, `verify-ca` and \
                 `verify-full`",
            )),
        }
    }
}

impl PostgreSqlAddress {
    pub(crate) fn redacted(&self) -> String {
        let user = self
            .user
            .as_deref()
            .map(|user| format!("{}@", encode(user)))
            .unwrap_or_default();
        let hosts: Vec<String> = self.hosts.iter().map(Host::shown).collect();
        let database = self.database.as_deref().map(encode).unwrap_or_default();
        let mut shown = format!("postgresql://{user}{}/{database}", hosts.join(","));
        let mut separator = '?';
        if let Some(namespace) = &self.namespace {
            shown.push_str(&format!("{separator}schema={}", encode(namespace.as_str())));
            separator = '&';
        }
        if self.tls != TlsMode::Prefer {
            shown.push_str(&format!("{separator}sslmode={}", self.tls.as_str()));
        }
        shown
    }
}

impl Host {
    /// Whether this is the folder of a Unix socket.
    pub(crate) fn is_socket(&self) -> bool {
        self.name.starts_with('/')
    }

    fn shown(&self) -> String {
        let name = if self.name.contains(':') {
            format!("[{}]", self.name)
        } else {
            encode(&self.name)
        };
        format!("{name}:{}", self.port)
    }
}

/// Reads what follows `postgresql:`.
pub(super) fn parse(rest: &str) -> Result<PostgreSqlAddress, UrlError> {
    let rest = rest
        .strip_prefix("//")
        .ok_or_else(|| malformed("no `//` after its scheme"))?;
    let (credentials, place) = split_credentials(rest);
    let (authority, database, query) = split_place(place);
    let (user, password) = match credentials {
        Some(credentials) => {
            let (user, password) = match credentials.split_once(':') {
                Some((user, password)) => (user, Some(password)),
                None => (credentials, None),
            };
            (
                Some(decode(user)).filter(|user| !user.is_empty()),
                password.map(|password| SecretString::from(decode(password))),
            )
        }
        None => (None, None),
    };
    let mut address = PostgreSqlAddress {
        hosts: hosts(authority)?,
        user,
        password,
        database: Some(decode(database)).filter(|database| !database.is_empty()),
        namespace: None,
        tls: TlsMode::Prefer,
        root_certificate: None,
        client_certificate: None,
        client_key: None,
        connect_timeout: None,
        settings: Vec::new(),
    };
    apply_parameters(&mut address, query)?;
    Ok(address)
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
    hosts(authority).is_ok() && !database.contains('@') && !fragment.contains('@') && query_is_real
}

/// Splits host and port, database, and parameters. A fragment means nothing here.
fn split_place(place: &str) -> (&str, &str, &str) {
    let place = place.split('#').next().unwrap_or_default();
    let (path, query) = place.split_once('?').unwrap_or((place, ""));
    let (authority, database) = path.split_once('/').unwrap_or((path, ""));
    (authority, database, query)
}

fn hosts(authority: &str) -> Result<Vec<Host>, UrlError> {
    authority.split(',').map(host).collect()
}

fn host(text: &str) -> Result<Host, UrlError> {
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
        port: port_number(port)?,
    })
}

fn port_number(text: &str) -> Result<u16, UrlError> {
    if text.is_empty() {
        return Ok(DEFAULT_PORT);
    }
    text.parse()
        .map_err(|_| malformed("a port that is not a number between 1 and 65535"))
}

/// Applies libpq's and Prisma's parameters; those that mean nothing to a reader are passed over.
fn apply_parameters(address: &mut PostgreSqlAddress, query: &str) -> Result<(), UrlError> {
    for (key, value) in parameters(query) {
        if value.is_empty() {
            continue;
        }
        match key.as_str() {
            "schema" => address.namespace = Some(Name::new(value)),
            "sslmode" => address.tls = TlsMode::read(&value)?,
            "ssl" if value == "true" && address.tls == TlsMode::Prefer => {
                address.tls = TlsMode::Require;
            }
            "sslrootcert" => address.root_certificate = Some(PathBuf::from(value)),
            // Prisma's `sslcert` is the authority's certificate; libpq's is the client's and
            // comes with a key.
            "sslcert" => address.client_certificate = Some(PathBuf::from(value)),
            "sslkey" => address.client_key = Some(PathBuf::from(value)),
            "connect_timeout" => {
                address.connect_timeout = value
                    .parse()
                    .ok()
                    .filter(|seconds| *seconds > 0)
                    .map(Duration::from_secs);
            }
            "host" | "hostaddr" => {
                let port = address.hosts.first().map_or(DEFAULT_PORT, |host| host.port);
                address.hosts = value
                    .split(',')
                    .map(|name| Host {
                        name: name.to_owned(),
                        port,
                    })
                    .collect();
            }
            "port" => {
                let port = port_number(&value)?;
                for host in &mut address.hosts {
                    host.port = port;
                }
            }
            "user" => address.user = Some(value),
            "password" => address.password = Some(SecretString::from(value)),
            "dbname" => address.database = Some(value),
            "options" => address.settings = settings(&value),
            _ => {}
        }
    }
    if address.client_key.is_none() && address.root_certificate.is_none() {
        address.root_certificate = address.client_certificate.take();
    }
    Ok(())
}

/// The settings in `-c name=value --name=value`, the two spellings a server takes.
fn settings(options: &str) -> Vec<(String, String)> {
    options
        .split(char::is_whitespace)
        .flat_map(|word| word.split("-c").filter(|part| !part.is_empty()))
        .filter_map(|word| word.trim_start_matches("--").split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn malformed(reason: &str) -> UrlError {
    UrlError::Malformed {
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::{Host, PostgreSqlAddress, TlsMode, parse};

    fn read(rest: &str) -> PostgreSqlAddress {
        parse(rest).unwrap_or_else(|error| panic!("{rest}: {error}"))
    }

    fn password(rest: &str) -> String {
        let address = read(rest);
        assert_eq!(address.user.as_deref(), Some("u"), "{rest}");
        assert_eq!(address.hosts[0].name, "host", "{rest}");
        assert_eq!(address.database.as_deref(), Some("db"), "{rest}");
        let secret = address.password.unwrap();
        secret.expose_secret().to_owned()
    }

    #[test]
    fn passwords_may_be_encoded_or_raw() {
        for (url, expected) in [
            ("//u:p%40ss%2F@host/db", "p@ss/"),
            ("//u:p@ss@host/db", "p@ss"),
            ("//u:p/ss@host/db", "p/ss"),
            ("//u:p#ss@host/db", "p#ss"),
            ("//u:p?ss@host/db", "p?ss"),
            ("//u:p@s/s@host/db", "p@s/s"),
            ("//u:1/2@host:5433/db?schema=x", "1/2"),
            ("//u:a@b?c@host/db?schema=x&options=-c%20a=b@c", "a@b?c"),
            ("//u:100%@host/db", "100%"),
            ("//u:a:b@host/db", "a:b"),
            ("//u:[x]@host/db", "[x]"),
        ] {
            assert_eq!(password(url), expected, "{url}");
        }
    }

    #[test]
    fn an_at_sign_in_a_parameter_is_no_password() {
        let address = read("//host/db?user=me@corp&schema=x");
        assert_eq!(address.user.as_deref(), Some("me@corp"));
        assert_eq!(address.hosts[0].name, "host");
        assert_eq!(address.namespace.unwrap().as_str(), "x");
    }

    #[test]
    fn sockets_and_addresses_are_hosts() {
        for url in [
            "//u@localhost/db?host=/run/pg",
            "//u@%2Frun%2Fpg/db",
            "///db?host=/run/pg",
        ] {
            let host = &read(url).hosts[0];
            assert_eq!(
                (host.name.as_str(), host.is_socket()),
                ("/run/pg", true),
                "{url}"
            );
        }
        assert_eq!(
            read("//[::1]:5433/db").hosts,
            [Host {
                name: "::1".to_owned(),
                port: 5433
            }]
        );
        let two = read("//a:1,b/db").hosts;
        assert_eq!(
            (two[0].port, two[1].name.as_str(), two[1].port),
            (1, "b", 5432)
        );
    }

    #[test]
    fn prisma_parameters_are_understood_or_passed_over() {
        let address = read(
            "//u:p@h/d?schema=app&connection_limit=1&pgbouncer=true&sslmode=verify-full\
             &sslrootcert=/ca.pem&connect_timeout=7&socket_timeout=3&statement_cache_size=0\
             &channel_binding=require&options=-c%20search_path%3Dapp%20--role=x",
        );
        assert_eq!(address.tls, TlsMode::VerifyFull);
        assert_eq!(address.connect_timeout.unwrap().as_secs(), 7);
        assert_eq!(
            address.settings,
            [
                ("search_path".to_owned(), "app".to_owned()),
                ("role".to_owned(), "x".to_owned())
            ]
        );
        assert_eq!(
            address.redacted(),
            "postgresql://u@h:5432/d?schema=app&sslmode=verify-full"
        );
    }

    #[test]
    fn nothing_printed_holds_a_secret() {
        for url in [
            "//u:hunter2@h/d",
            "//h/d?user=u&password=hunter2",
            "//u:hunt@er2/x@h/d?sslkey=hunter2&api_key=hunter2",
        ] {
            let address = read(url);
            let shown = format!("{} {address:?}", address.redacted()).replace("sslkey", "");
            let shown = shown.replace("client_key: Some(\"hunter2\")", "");
            assert!(
                !shown.contains("hunter2") && !shown.contains("er2"),
                "{shown}"
            );
        }
        for broken in [
            "u:hunter2@h/d",
            "//u:hunter2@h:port/d",
            "//u:hunter2@h/d?sslmode=hunter2",
        ] {
            let error = parse(broken).unwrap_err();
            assert!(!format!("{error}{error:?}").contains("hunter2"), "{broken}");
        }
    }
}
