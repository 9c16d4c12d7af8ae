//! Owns `postgresql://` URLs, as libpq, Prisma and people write them.
//! See <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS>.

use std::path::PathBuf;
use std::time::Duration;

use schemadrift_core::name::Name;
use secrecy::SecretString;

use super::UrlError;
use super::authority::{Authority, Host, malformed, port_number};
use super::parts::{encode, parameters};

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

/// Reads what follows `postgresql:`.
pub(super) fn parse(rest: &str) -> Result<PostgreSqlAddress, UrlError> {
    let rest = rest
        .strip_prefix("//")
        .ok_or_else(|| malformed("no `//` after its scheme"))?;
    let authority = Authority::read(rest, DEFAULT_PORT)?;
    let mut address = PostgreSqlAddress {
        hosts: authority.hosts,
        user: authority.user,
        password: authority.password,
        database: authority.database,
        namespace: None,
        tls: TlsMode::Prefer,
        root_certificate: None,
        client_certificate: None,
        client_key: None,
        connect_timeout: None,
        settings: Vec::new(),
    };
    apply_parameters(&mut address, authority.query)?;
    Ok(address)
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
                let port = port_number(&value, DEFAULT_PORT)?;
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

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::{PostgreSqlAddress, TlsMode, parse};
    use crate::url::Host;

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
