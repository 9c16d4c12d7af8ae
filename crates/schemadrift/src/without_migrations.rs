//! Stands in for [`Migrations`] in a build without the feature `migrations`: a type of which
//! there is no value.

use schemadrift_check::history::History;
use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::{LedgerReading, LedgerTable};
use schemadrift_core::model::Schema;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::problem::Problem;
use schemadrift_live::{ConnectOptions, DatabaseUrl, LedgerOutcome, LedgerPlace};

use crate::error::CheckError;
use crate::ledgers::Ledgers;

/// A project's migrations, which this build cannot read.
#[derive(Debug, Clone)]
pub enum Migrations {}

impl Migrations {
    pub(crate) fn engine(&self) -> Engine {
        match *self {}
    }

    pub(crate) fn read_as(&self, _engine: Engine) -> Self {
        match *self {}
    }

    pub(crate) fn proven(&self) -> Option<&Schema> {
        match *self {}
    }

    pub(crate) async fn proven_on(
        self,
        _url: &DatabaseUrl,
        _options: &ConnectOptions,
    ) -> Result<Self, CheckError> {
        match self {}
    }

    pub(crate) fn ledgers(&self, _all: &[LedgerPlace], _namespace: Option<&Name>) -> Ledgers {
        match *self {}
    }

    pub(crate) fn renamed_ledgers(&self) -> Vec<(QualifiedName, &'static LedgerTable)> {
        match *self {}
    }

    pub(crate) fn history(
        &self,
        _namespace: Option<&Name>,
        _outcome: Option<&LedgerOutcome>,
        _others: &[&LedgerReading],
    ) -> (History, Vec<Problem>) {
        match *self {}
    }
}
