//! Owns the live database as a [`SchemaSource`], for those who need nothing but its schema.

use async_trait::async_trait;
use schemadrift_core::dialect::Engine;
use schemadrift_core::source::{ReadError, Reading, SchemaSource, SourceDescription};

use crate::database::connect;
use crate::options::ConnectOptions;
use crate::url::DatabaseUrl;

/// A live database as a source: connects, reads and closes.
#[derive(Debug, Clone)]
pub struct LiveSource {
    /// Which database.
    pub url: DatabaseUrl,
    /// How it is approached.
    pub options: ConnectOptions,
}

#[async_trait]
impl SchemaSource for LiveSource {
    fn description(&self) -> SourceDescription {
        let kind = match self.url.engine() {
            Engine::PostgreSql => "postgresql",
            Engine::MySql => "mysql",
            Engine::MariaDb => "mariadb",
            Engine::Sqlite => "sqlite",
        };
        SourceDescription {
            kind: kind.to_owned(),
            place: self.url.redacted(),
        }
    }

    async fn read(&self) -> Result<Reading, ReadError> {
        let mut database = connect(&self.url, &self.options).await?;
        let reading = database.read().await;
        database.close().await;
        Ok(reading?.reading)
    }
}
