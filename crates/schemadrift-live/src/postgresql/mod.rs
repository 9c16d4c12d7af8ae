//! PostgreSQL: one connection, one read-only transaction, one round trip for everything.

mod catalog;
mod errors;
mod lower;
mod platform;
mod rows;
mod scratch;
mod session;
mod settle;

use std::collections::HashMap;

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::QualifiedName;

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
        Ok(Self {
            session: Session::connect(address, options).await?,
            search_path: vec![namespace.clone().unwrap_or_else(|| "public".to_owned())],
            namespace,
            keeps_everything: options.with_every_schema,
            unreadable: HashMap::new(),
        })
    }

    /// Reads the catalog in one message: the transaction is begun, set up and queried at once.
    pub(crate) async fn read(&mut self) -> Result<LiveReading, LiveError> {
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

    pub(crate) async fn settle(&mut self, inquiry: &Inquiry) -> Result<Settled, LiveError> {
        settle::settle(self, inquiry).await
    }

    pub(crate) async fn close(self) {
        self.session.close().await;
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
            variant: platform::variant(&row.banner).map(str::to_owned),
        }
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
