//! PostgreSQL: one connection, one read-only transaction, one round trip for everything.

mod catalog;
mod connection;
mod describe;
mod errors;
mod lower;
mod platform;
mod rows;
mod scratch;
mod session;
mod settle;

use std::collections::HashMap;

use async_trait::async_trait;
use schemadrift_core::dialect::Engine;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::query::{CachedQuery, Description};
use sqlx::PgPool;

use crate::database::Driver;
use crate::error::LiveError;
use crate::options::ConnectOptions;
use crate::reading::{Inquiry, LiveReading, ReadingSize, Server, Settled};
use crate::url::PostgreSqlAddress;
use catalog::{Catalog, Query};
use lower::Wishes;
use session::{Session, Step};

pub(crate) use scratch::run as run_on_scratch;

/// A connection to a PostgreSQL server.
#[derive(Debug)]
pub(crate) struct PostgreSqlDatabase {
    session: Session,
    namespace: Option<String>,
    keeps_everything: bool,
    /// Schemas in which unqualified names are looked up when questions are settled.
    search_path: Vec<String>,
    /// Why the rows of some tables cannot be judged.
    unreadable: HashMap<QualifiedName, String>,
}

impl PostgreSqlDatabase {
    pub(crate) async fn connect(
        address: &PostgreSqlAddress,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        let namespace = address.namespace.as_ref().map(ToString::to_string);
        let session = Session::connect(address, options).await?;
        Ok(Self::on(session, namespace, options))
    }

    /// Borrows a connection of a pool for as long as the check takes.
    pub(crate) async fn borrow(pool: &PgPool, options: &ConnectOptions) -> Result<Self, LiveError> {
        let session = Session::borrow(pool, options).await?;
        Ok(Self::on(session, None, options))
    }

    fn on(session: Session, namespace: Option<String>, options: &ConnectOptions) -> Self {
        Self {
            session,
            search_path: vec![namespace.clone().unwrap_or_else(|| "public".to_owned())],
            namespace,
            keeps_everything: options.with_every_schema,
            unreadable: HashMap::new(),
        }
    }

    fn server(&self, catalog: &Catalog) -> Server {
        let row = &catalog.server;
        let host = self.session.host();
        Server {
            engine: Engine::PostgreSql,
            version: row.version.clone(),
            version_number: row.version_number,
            database: row.database.clone(),
            user: row.user.clone(),
            host: Some(host.name.clone()),
            port: Some(host.port),
            variant: platform::platforms(catalog).product().map(str::to_owned),
        }
    }
}

#[async_trait]
impl Driver for PostgreSqlDatabase {
    /// Reads the catalog in one message: the transaction is begun, set up and queried at once.
    async fn read(&mut self) -> Result<LiveReading, LiveError> {
        let mut steps = self.session.begin();
        steps.push(Step::query(Query::Server));
        steps.extend(session::deparse_settings());
        steps.extend(Query::CATALOG.map(Step::query));
        let mut catalog = Catalog::default();
        let statements = steps.len();
        self.session
            .run(&steps, |query, cells| catalog.take(query, cells))
            .await?;
        let wishes = Wishes {
            namespace: self.namespace.as_deref(),
            keeps_everything: self.keeps_everything,
        };
        let lowered = lower::lower(&catalog, wishes);
        self.search_path = search_path(&catalog, wishes);
        self.unreadable = lowered
            .visible
            .unreadable_tables
            .iter()
            .map(|table| (table.name.clone(), table.reason.clone()))
            .collect();
        Ok(LiveReading {
            reading: lowered.reading,
            server: self.server(&catalog),
            left_out: lowered.left_out,
            visible: lowered.visible,
            size: ReadingSize {
                round_trips: 1,
                statements,
                rows: catalog.row_count,
            },
        })
    }

    async fn settle(&mut self, inquiry: &Inquiry) -> Result<Settled, LiveError> {
        settle::settle(self, inquiry).await
    }

    async fn describe(&mut self, queries: &[CachedQuery]) -> Result<Vec<Description>, LiveError> {
        describe::describe(self, queries).await
    }

    async fn close(self: Box<Self>) {
        self.session.close().await;
    }
}

/// Where unqualified names are looked up: the default schema, then where the role looks, then
/// wherever extensions live.
fn search_path(catalog: &Catalog, wishes: Wishes<'_>) -> Vec<String> {
    let mut path = vec![lower::default_namespace(catalog, wishes)];
    let extensions = catalog.extensions.iter().map(|row| &row.namespace);
    for schema in catalog.server.search_path.iter().chain(extensions) {
        if !path.contains(schema) {
            path.push(schema.clone());
        }
    }
    path
}
