//! Owns what a `datasource` block says: the kind of database, its address, its namespaces.

use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::{Location, Origin};
use secrecy::SecretString;

/// A `datasource` block.
#[derive(Debug, Clone)]
pub struct Datasource {
    /// The block's name; native types carry it as prefix (`@db.Text`).
    pub name: String,
    /// The kind of database.
    pub provider: Provider,
    /// The database's address, from the block or from `prisma.config`.
    pub url: Option<UrlSetting>,
    /// The address that migrations use.
    pub direct_url: Option<UrlSetting>,
    /// The namespaces; any at all turn multi-schema on.
    pub schemas: Vec<String>,
    /// Who keeps relations intact.
    pub relation_mode: RelationMode,
    /// The block's name in the file.
    pub origin: Origin,
}

/// The kinds of databases that Prisma and schemadrift both speak to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// PostgreSQL.
    PostgreSql,
    /// CockroachDB, which speaks PostgreSQL's protocol.
    CockroachDb,
    /// MySQL and MariaDB.
    MySql,
    /// SQLite.
    Sqlite,
}

impl Provider {
    /// The provider of this spelling in a `datasource` block.
    pub fn from_setting(text: &str) -> Option<Self> {
        match text {
            "postgresql" | "postgres" => Some(Self::PostgreSql),
            "cockroachdb" => Some(Self::CockroachDb),
            "mysql" => Some(Self::MySql),
            "sqlite" => Some(Self::Sqlite),
            _ => None,
        }
    }

    /// The word in a `datasource` block.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PostgreSql => "postgresql",
            Self::CockroachDb => "cockroachdb",
            Self::MySql => "mysql",
            Self::Sqlite => "sqlite",
        }
    }

    /// The engine whose facts hold.
    pub fn engine(self) -> Engine {
        match self {
            Self::PostgreSql | Self::CockroachDb => Engine::PostgreSql,
            Self::MySql => Engine::MySql,
            Self::Sqlite => Engine::Sqlite,
        }
    }
}

/// Who keeps relations intact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RelationMode {
    /// The database, by foreign keys.
    #[default]
    ForeignKeys,
    /// Prisma's client; there are no foreign keys.
    Prisma,
}

/// A database's address as the code states it.
#[derive(Debug, Clone)]
pub enum UrlSetting {
    /// It is in an environment variable.
    Environment {
        /// The variable.
        variable: String,
        /// Where it is named.
        location: Location,
    },
    /// It stands in the code. It may hold a password, so it is never printed, and its place must
    /// not be shown as a source frame.
    Literal {
        /// The address.
        text: SecretString,
        /// Where it stands.
        location: Location,
    },
}

#[cfg(test)]
mod tests {
    use schemadrift_core::origin::{Location, SourceFile};

    use super::UrlSetting;

    #[test]
    fn a_literal_address_is_never_printed() {
        let text = "postgresql://u:hunter2@h/d";
        let file = SourceFile::new("schema.prisma", text);
        let setting = UrlSetting::Literal {
            text: text.into(),
            location: Location::new(&file, 0..text.len()),
        };
        assert!(!format!("{setting:?}").contains("hunter2"));
    }
}
