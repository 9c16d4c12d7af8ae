//! MySQL and MariaDB: one connection, one read-only snapshot, one round trip for everything.

mod catalog;
mod errors;
mod flavour;
mod lower;
mod rights;
mod rows;
mod scratch;
mod session;
mod settle;

use async_trait::async_trait;
use schemadrift_core::dialect::Engine;
use schemadrift_core::query::{CachedQuery, Description};

use crate::database::Driver;
use crate::error::LiveError;
use crate::options::ConnectOptions;
use crate::reading::{Inquiry, LiveReading, ReadingSize, Server, Settled};
use crate::url::MySqlAddress;
use catalog::{Catalog, Query};
use flavour::Flavour;
use session::{Session, Step};

pub(crate) use scratch::run as run_on_scratch;

/// A connection to a MySQL or MariaDB server.
#[derive(Debug)]
pub(crate) struct MySqlDatabase {
    session: Session,
    /// What the server turned out to be; until it was read, what its URL says.
    engine: Engine,
    keeps_everything: bool,
}

impl MySqlDatabase {
    pub(crate) async fn connect(
        address: &MySqlAddress,
        options: &ConnectOptions,
    ) -> Result<Self, LiveError> {
        Ok(Self {
            session: Session::connect(address, options).await?,
            engine: address.engine,
            keeps_everything: options.with_every_schema,
        })
    }

    fn server(&self, catalog: &Catalog, flavour: &Flavour) -> Server {
        let row = &catalog.server;
        let host = self.session.host();
        Server {
            engine: flavour.engine,
            version: row.version.clone(),
            version_number: flavour.version_number,
            database: row.database.clone(),
            user: row.user.clone(),
            host: Some(host.name.clone()),
            port: (!host.is_socket()).then_some(host.port),
            variant: flavour.variant.map(str::to_owned),
        }
    }
}

#[async_trait]
impl Driver for MySqlDatabase {
    /// Reads the catalog in one message: the snapshot is begun and queried at once. A query that
    /// the server refuses ends the message; the rest goes in another one, and what the refused
    /// one was about is not judged.
    async fn read(&mut self) -> Result<LiveReading, LiveError> {
        let mut steps = self.session.begin();
        steps.extend(Query::ALL.map(Step::query));
        let mut catalog = Catalog::default();
        let mut size = ReadingSize::default();
        while !steps.is_empty() {
            let progress = self
                .session
                .run(&steps, |step, cells| {
                    if let Some(query) = steps.get(step).and_then(|step| step.query) {
                        catalog.take(query, cells);
                    }
                })
                .await;
            size.round_trips += 1;
            size.statements += progress.answered;
            let Some(failure) = progress.failure else {
                break;
            };
            let refused = steps.get(progress.answered).and_then(|step| step.query);
            match (
                refused.filter(|query| query.can_fail()),
                errors::said(&failure),
            ) {
                (Some(query), Some(reason)) if !errors::is_limit(&failure) => {
                    catalog.refused.push((query, reason));
                }
                _ => return Err(self.session.error(&failure)),
            }
            steps.drain(..=progress.answered);
        }
        size.rows = catalog.row_count;
        let flavour = Flavour::of(&catalog.server);
        self.engine = flavour.engine;
        let lowered = lower::lower(&catalog, flavour.engine, self.keeps_everything);
        Ok(LiveReading {
            reading: lowered.reading,
            server: self.server(&catalog, &flavour),
            left_out: lowered.left_out,
            visible: lowered.visible,
            size,
        })
    }

    async fn settle(&mut self, inquiry: &Inquiry) -> Result<Settled, LiveError> {
        settle::settle(&mut self.session, self.engine, inquiry).await
    }

    async fn describe(&mut self, queries: &[CachedQuery]) -> Result<Vec<Description>, LiveError> {
        let unknown = || {
            let reason = format!("queries are not put to {}", self.engine);
            Description::Unknown(reason)
        };
        Ok(queries.iter().map(|_| unknown()).collect())
    }

    async fn close(self: Box<Self>) {
        self.session.close().await;
    }
}
