//! Owns what a service asks of a checker: a check within a deadline, with events, and whether it may
//! start.

use std::time::{Duration, Instant};

use schemadrift_check::Report;

use super::{Checker, Step};
use crate::database::Database;
use crate::error::CheckError;
use crate::events;
use crate::policy::{Admission, Policy, Refusal};

/// How long [`Checker::check`] may take unless told otherwise.
pub const DEFAULT_DEADLINE: Duration = Duration::from_secs(10);

impl Checker {
    /// Checks the sources against a database, which is only read: one at a [`DatabaseUrl`](crate::DatabaseUrl), or the
    /// one behind the service's own pool or connection. It takes ten seconds at most, or what
    /// [`Checker::with_deadline`] says, and tells of its findings in `tracing` events.
    ///
    /// # Errors
    ///
    /// When the database cannot be reached or read, when it is of another kind than the code is
    /// for, and when time runs out.
    pub async fn check(&self, database: impl Into<Database>) -> Result<Report, CheckError> {
        let report = self.quietly(&database.into()).await;
        match &report {
            Ok(report) => events::report(report),
            Err(error) => events::failure(error),
        }
        report
    }

    /// Checks when a service starts, and says whether it may. `SCHEMADRIFT_POLICY` in the
    /// environment overrides the policy.
    ///
    /// # Errors
    ///
    /// Only with [`Policy::Refuse`]: when the database does not fit the code, that is when a finding
    /// is an error or nothing could be compared, and when the database could not be checked.
    pub async fn at_start(
        &self,
        database: impl Into<Database>,
        policy: Policy,
    ) -> Result<Admission, Refusal> {
        let policy = policy.overridden();
        if policy == Policy::Off {
            return Ok(Admission::Unchecked);
        }
        match (self.check(database).await, policy) {
            (Ok(report), Policy::Refuse) if !report.is_fit() => {
                Err(Refusal::Unfit(Box::new(report)))
            }
            (Ok(report), _) => Ok(Admission::Checked(Box::new(report))),
            (Err(error), Policy::Refuse) => Err(Refusal::Unknown(error)),
            (Err(error), _) => Ok(Admission::Unknown(error)),
        }
    }

    /// The same as [`Checker::check`], without events.
    pub(crate) async fn quietly(&self, database: &Database) -> Result<Report, CheckError> {
        let start = Instant::now();
        let deadline = self.deadline.unwrap_or(DEFAULT_DEADLINE);
        let check = async {
            (self.progress)(Step::Connecting);
            let mut database = database.open().await?;
            let sides = self.check_open(&mut database).await;
            database.close().await;
            sides
        };
        let sides = tokio::time::timeout(deadline, check).await;
        let mut report = sides.map_err(|_| CheckError::Deadline(deadline))??.report;
        report.elapsed = start.elapsed();
        Ok(report)
    }
}
