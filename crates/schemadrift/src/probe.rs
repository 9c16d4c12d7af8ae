//! Owns the probe for health endpoints: the last answer is kept for a while, one check runs at a
//! time, and an answer never takes longer than a limit.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use schemadrift_check::Report;
use schemadrift_core::finding::{Level, Verdict};

use crate::checker::Checker;
use crate::database::Database;
use crate::events;

/// A database is not asked again for this long after it could not be checked, however short
/// answers are kept.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(1);

/// Answers health endpoints.
///
/// However many requests come in, one check runs at a time. While it runs, others get the last
/// answer at once, or wait for the first one. An answer that cannot be had within the time limit is
/// [`Status::Unknown`].
#[derive(Debug)]
pub struct Probe {
    checker: Checker,
    database: Database,
    max_age: Duration,
    time_limit: Duration,
    last: Mutex<Option<Answer>>,
    /// Held by whoever checks.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug, Clone)]
struct Answer {
    health: Health,
    at: Instant,
}

/// How a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// One word for it.
    pub status: Status,
    /// Whether this code can run on it; unknown where it could not be checked.
    pub is_fit: Option<bool>,
    /// How many findings are errors.
    pub errors: usize,
    /// How many findings are warnings.
    pub warnings: usize,
    /// Why it is unknown.
    pub reason: Option<String>,
    /// How old the answer is.
    pub age: Duration,
}

/// One word for the health of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// It is what the code expects.
    Ok,
    /// It has more; this code works on it.
    Ahead,
    /// It lacks something that this code needs.
    Behind,
    /// Both have it in different shapes.
    Incompatible,
    /// It could not be checked.
    Unknown,
}

impl Status {
    /// The word as a health endpoint shows it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Ahead => "ahead",
            Self::Behind => "behind",
            Self::Incompatible => "incompatible",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl From<Verdict> for Status {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Match => Self::Ok,
            Verdict::Ahead => Self::Ahead,
            Verdict::Behind => Self::Behind,
            Verdict::Incompatible => Self::Incompatible,
        }
    }
}

impl Health {
    fn of(report: &Report) -> Self {
        // Where nothing was compared, no difference says nothing.
        let is_blind = report.has_unusable_input()
            || report.untrusted.is_some() && !report.compares_relations();
        let status = match report.verdict {
            Verdict::Match | Verdict::Ahead if is_blind => Status::Unknown,
            verdict => verdict.into(),
        };
        Self {
            status,
            is_fit: (status != Status::Unknown).then(|| report.is_fit()),
            errors: report.count(Level::Error),
            warnings: report.count(Level::Warning),
            reason: report.untrusted.clone().filter(|_| is_blind),
            age: Duration::ZERO,
        }
    }

    fn unknown(reason: String) -> Self {
        Self {
            status: Status::Unknown,
            is_fit: None,
            errors: 0,
            warnings: 0,
            reason: Some(reason),
            age: Duration::ZERO,
        }
    }
}

impl Probe {
    /// A probe whose answers are kept for a minute and take two seconds at most.
    pub fn new(checker: Checker, database: impl Into<Database>) -> Self {
        Self {
            checker,
            database: database.into(),
            max_age: Duration::from_secs(60),
            time_limit: Duration::from_secs(2),
            last: Mutex::new(None),
            turn: tokio::sync::Mutex::new(()),
        }
    }

    /// Sets how long an answer is kept.
    #[must_use]
    pub fn with_max_age(mut self, max_age: Duration) -> Self {
        self.max_age = max_age;
        self
    }

    /// Sets how long an answer may take.
    #[must_use]
    pub fn with_time_limit(mut self, time_limit: Duration) -> Self {
        self.time_limit = time_limit;
        self
    }

    /// How the database is, from memory where that is fresh.
    pub async fn health(&self) -> Health {
        if let Some(health) = self.remembered(true) {
            return health;
        }
        if let Ok(_turn) = self.turn.try_lock() {
            return self.ask().await;
        }
        // Somebody asks already.
        if let Some(health) = self.remembered(false) {
            return health;
        }
        match tokio::time::timeout(self.time_limit, self.turn.lock()).await {
            Ok(_turn) => match self.remembered(true) {
                Some(health) => health,
                None => self.ask().await,
            },
            Err(_) => Health::unknown(self.too_slow()),
        }
    }

    /// The last answer: one that is fresh, or any.
    fn remembered(&self, must_be_fresh: bool) -> Option<Health> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = last.as_ref()?;
        let age = answer.at.elapsed();
        (!must_be_fresh || age < self.keeps_for(answer.health.status)).then(|| Health {
            age,
            ..answer.health.clone()
        })
    }

    /// Checks, and remembers the answer. Whoever calls holds the turn.
    async fn ask(&self) -> Health {
        let check = self.checker.quietly(&self.database);
        let health = match tokio::time::timeout(self.time_limit, check).await {
            Ok(Ok(report)) => {
                self.tell(&report);
                Health::of(&report)
            }
            Ok(Err(error)) => Health::unknown(error.to_string()),
            Err(_) => Health::unknown(self.too_slow()),
        };
        let answer = Answer {
            health: health.clone(),
            at: Instant::now(),
        };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
        health
    }

    fn keeps_for(&self, status: Status) -> Duration {
        match status {
            Status::Unknown => self.max_age.min(PAUSE_AFTER_FAILURE),
            Status::Ok | Status::Ahead | Status::Behind | Status::Incompatible => self.max_age,
        }
    }

    /// Events come once for each change, not with every look.
    fn tell(&self, report: &Report) {
        let status = Health::of(report).status;
        let before = self.remembered(false).map(|health| health.status);
        if before != Some(status) {
            events::report(report);
        }
    }

    fn too_slow(&self) -> String {
        format!("no answer within {} s", self.time_limit.as_secs_f64())
    }
}
