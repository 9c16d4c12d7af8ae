//! Owns `mysql://` and `mariadb://` URLs, as Prisma, the servers' own tools and people write them.
//! See <https://www.prisma.io/docs/orm/core-concepts/supported-databases/mysql> and
//! <https://dev.mysql.com/doc/refman/en/connecting-using-uri-or-key-value-pairs.html>.

use std::path::PathBuf;
use std::time::Duration;

use schemadrift_core::dialect::Engine;
use secrecy::SecretString;

use super::UrlError;
use super::authority::{Authority, Host, malformed, port_number};
use super::parts::{encode, parameters};

/// The port a server listens on unless told otherwise.
const DEFAULT_PORT: u16 = 3306;

/// Where a MySQL or MariaDB server is and who asks.
#[derive(Debug, Clone)]
pub(crate) struct MySqlAddress {
    /// What the scheme says; the server itself decides.
    pub(crate) engine: Engine,
    /// Hosts to try in order, at least one. A Unix socket's name is its path.
    pub(crate) hosts: Vec<Host>,
    pub(crate) user: Option<String>,
    pub(crate) password: Option<SecretString>,
    pub(crate) database: String,
    pub(crate) tls: MySqlTls,
    pub(crate) root_certificate: Option<PathBuf>,
    pub(crate) client_certificate: Option<PathBuf>,
    pub(crate) client_key: Option<PathBuf>,
    pub(crate) connect_timeout: Option<Duration>,
}

/// How much the connection must be protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MySqlTls {
    Disabled,
    Preferred,
    Required,
    VerifyCa,
    VerifyIdentity,
}

impl MySqlTls {
    fn as_str(self) -> &'static str {
        match self {
            Self::Disabled => "DISABLED",
            Self::Preferred => "PREFERRED",
            Self::Required => "REQUIRED",
            Self::VerifyCa => "VERIFY_CA",
            Self::VerifyIdentity => "VERIFY_IDENTITY",
        }
    }

    fn read(text: &str) -> Result<Self, UrlError> {
        match text.to_ascii_lowercase().replace('-', "_").as_str() {
            "disabled" | "disable" => Ok(Self::Disabled),
            "preferred" | "prefer" => Ok(Self::Preferred),
            "required" | "require" => Ok(Self::Required),
            "verify_ca" => Ok(Self::VerifyCa),
            "verify_identity" | "verify_full" => Ok(Self::VerifyIdentity),
            _ => Err(malformed(
                "a `ssl-mode` that is none of `DISABLED`, `PREFERRED`, `REQUIRED`, `VERIFY_CA` and \
                 `VERIFY_IDENTITY`",
            )),
        }
    }
}

impl MySqlAddress {
    pub(crate) fn redacted(&self) -> String {
        let scheme = match self.engine {
            Engine::MariaDb => "mariadb",
            Engine::MySql | Engine::PostgreSql | Engine::Sqlite => "mysql",
        };
        let user = self
            .user
            .as_deref()
            .map(|user| format!("{}@", encode(user)))
            .unwrap_or_default();
        let hosts: Vec<String> = self.hosts.iter().map(Host::shown).collect();
        let mut shown = format!(
            "{scheme}://{user}{}/{}",
            hosts.join(","),
            encode(&self.database)
        );
        if self.tls != MySqlTls::Preferred {
            shown.push_str(&format!("?ssl-mode={}", self.tls.as_str()));
        }
        shown
    }
}

/// Reads what follows `mysql:` or `mariadb:`.
pub(super) fn parse(engine: Engine, rest: &str) -> Result<MySqlAddress, UrlError> {
    let rest = rest
        .strip_prefix("//")
        .ok_or_else(|| malformed("no `//` after its scheme"))?;
    let authority = Authority::read(rest, DEFAULT_PORT)?;
    let mut address = MySqlAddress {
        engine,
        hosts: authority.hosts,
        user: authority.user,
        password: authority.password,
        database: authority.database.unwrap_or_default(),
        tls: MySqlTls::Preferred,
        root_certificate: None,
        client_certificate: None,
        client_key: None,
        connect_timeout: None,
    };
    apply_parameters(&mut address, authority.query)?;
    if address.database.is_empty() {
        return Err(malformed("no database after its host"));
    }
    Ok(address)
}

/// Applies the parameters of Prisma and of the servers' own tools; those that mean nothing to a
/// reader are passed over.
fn apply_parameters(address: &mut MySqlAddress, query: &str) -> Result<(), UrlError> {
    for (key, value) in parameters(query) {
        if value.is_empty() {
            continue;
        }
        match key.as_str() {
            "socket" | "host" => address.hosts = at(&value, address),
            "port" => {
                let port = port_number(&value, DEFAULT_PORT)?;
                for host in &mut address.hosts {
                    host.port = port;
                }
            }
            "user" => address.user = Some(value),
            "password" => address.password = Some(SecretString::from(value)),
            "ssl-mode" | "sslmode" | "ssl_mode" => address.tls = MySqlTls::read(&value)?,
            "sslaccept" => {
                address.tls = match value.as_str() {
                    "strict" => MySqlTls::VerifyIdentity,
                    _ => MySqlTls::Required,
                };
            }
            "ssl" if value == "true" && address.tls == MySqlTls::Preferred => {
                address.tls = MySqlTls::Required;
            }
            // Prisma's `sslcert` is the authority's certificate.
            "ssl-ca" | "sslca" | "ssl_ca" | "sslcert" => {
                address.root_certificate = Some(PathBuf::from(value));
            }
            "ssl-cert" | "ssl_cert" => address.client_certificate = Some(PathBuf::from(value)),
            "ssl-key" | "ssl_key" => address.client_key = Some(PathBuf::from(value)),
            "connect_timeout" | "connect-timeout" => {
                address.connect_timeout = value
                    .parse()
                    .ok()
                    .filter(|seconds| *seconds > 0)
                    .map(Duration::from_secs);
            }
            _ => {}
        }
    }
    Ok(())
}

fn at(name: &str, address: &MySqlAddress) -> Vec<Host> {
    let port = address.hosts.first().map_or(DEFAULT_PORT, |host| host.port);
    vec![Host {
        name: name.to_owned(),
        port,
    }]
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;
    use secrecy::ExposeSecret;

    use super::{MySqlAddress, MySqlTls, parse};

    fn read(rest: &str) -> MySqlAddress {
        parse(Engine::MySql, rest).unwrap_or_else(|error| panic!("{rest}: {error}"))
    }

    #[test]
    fn prisma_parameters_are_understood_or_passed_over() {
        let address = read(
            "//u:p%40ss@h/d?connection_limit=5&sslaccept=strict&sslcert=/ca.pem&connect_timeout=7\
             &pool_timeout=3&socket_timeout=4",
        );
        assert_eq!(address.tls, MySqlTls::VerifyIdentity);
        assert_eq!(address.connect_timeout.unwrap().as_secs(), 7);
        assert_eq!(address.hosts[0].port, 3306);
        assert_eq!(address.password.as_ref().unwrap().expose_secret(), "p@ss");
        assert_eq!(
            address.redacted(),
            "mysql://u@h:3306/d?ssl-mode=VERIFY_IDENTITY"
        );
    }

    #[test]
    fn sockets_are_hosts() {
        for rest in [
            "//u@localhost/d?socket=/run/m.sock",
            "//u@%2Frun%2Fm.sock/d",
        ] {
            let host = &read(rest).hosts[0];
            assert!(host.is_socket(), "{rest}");
            assert_eq!(host.name, "/run/m.sock");
        }
    }

    #[test]
    fn nothing_printed_holds_a_secret() {
        let address = read("//u:hunter2@h/d?ssl-mode=DISABLED");
        assert!(!format!("{} {address:?}", address.redacted()).contains("hunter2"));
        for broken in [
            "//u:hunter2@h",
            "//u:hunter2@h/d?ssl-mode=hunter2",
            "u:hunter2@h/d",
        ] {
            let error = parse(Engine::MySql, broken).unwrap_err();
            assert!(!format!("{error}{error:?}").contains("hunter2"), "{broken}");
        }
    }
}
