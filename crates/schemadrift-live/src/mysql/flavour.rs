//! Owns which product answers, and in which version.

use schemadrift_core::dialect::Engine;
use schemadrift_core::platform::{Platforms, Signs};

use super::rows::ServerRow;

/// What a server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flavour {
    pub(super) engine: Engine,
    /// `80036` for MySQL 8.0.36, `101119` for MariaDB 10.11.19.
    pub(super) version_number: u32,
    pub(super) variant: Option<&'static str>,
}

impl Flavour {
    pub(super) fn of(server: &ServerRow) -> Self {
        let said = format!("{} {}", server.version, server.comment).to_ascii_lowercase();
        let engine = if said.contains("mariadb") {
            Engine::MariaDb
        } else {
            Engine::MySql
        };
        let signs = Signs {
            banner: said,
            ..Signs::default()
        };
        let variant = Platforms::of(engine, &signs).product();
        Self {
            engine,
            version_number: version_number(&server.version, engine),
            variant,
        }
    }
}

/// `9.7.4-2` as `90704`. MariaDB may pretend to be an old MySQL first: `5.5.5-10.11.19-MariaDB`.
fn version_number(version: &str, engine: Engine) -> u32 {
    let version = match engine {
        Engine::MariaDb => version.strip_prefix("5.5.5-").unwrap_or(version),
        Engine::MySql | Engine::PostgreSql | Engine::Sqlite => version,
    };
    version
        .split(['.', '-', '+', ' '])
        .chain(std::iter::repeat("0"))
        .take(3)
        .fold(0, |number, part| {
            number * 100 + part.parse::<u32>().unwrap_or(0).min(99)
        })
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;

    use super::Flavour;
    use crate::mysql::rows::ServerRow;

    fn flavour(version: &str, comment: &str) -> Flavour {
        Flavour::of(&ServerRow {
            version: version.to_owned(),
            comment: comment.to_owned(),
            ..ServerRow::default()
        })
    }

    #[test]
    fn servers_are_told_by_their_own_words() {
        let mariadb = flavour("5.5.5-10.11.19-MariaDB-0+deb12u1", "Debian 12");
        assert_eq!(mariadb.engine, Engine::MariaDb);
        assert_eq!(mariadb.version_number, 101_119);
        let mysql = flavour("9.7.4-2", "(Debian)");
        assert_eq!((mysql.engine, mysql.variant), (Engine::MySql, None));
        assert_eq!(mysql.version_number, 90_704);
        assert_eq!(flavour("8.0.11-TiDB-v8.5.1", "").variant, Some("TiDB"));
        assert_eq!(flavour("8.0.34-Vitess", "").variant, Some("Vitess"));
        assert_eq!(flavour("", "").version_number, 0);
    }
}
