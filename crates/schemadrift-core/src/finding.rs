//! Owns findings: what a rule concluded about one object, with its effect on running code.
//! Findings stay structured; renderers turn them into text.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::object::ObjectPath;
use crate::origin::Origin;

/// The result of a rule about one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// How loud it is, after configuration.
    pub level: Level,
    /// What it does to running code.
    pub effect: Effect,
    /// Which way the two sides disagree.
    pub direction: Direction,
    /// The object.
    pub object: ObjectPath,
    /// What is wrong, complete in one line.
    pub message: String,
    /// What the code expects, as text.
    pub expected: Option<String>,
    /// What the database has, as text.
    pub found: Option<String>,
    /// Which of four sides is the odd one out, where that is known.
    pub cause: Option<Cause>,
    /// The migration the cause names.
    pub migration: Option<String>,
    /// Places in files, most important first.
    pub locations: Vec<FindingLocation>,
    /// Why it hurts at run time.
    pub note: Option<String>,
    /// One concrete next step.
    pub help: Option<String>,
    /// Whether the help is a guess at what happened, put as a question: it is worth more than any
    /// general remedy.
    pub is_help_a_guess: bool,
}

impl Finding {
    /// A stable mark of this finding: the same for the same rule and object, whatever the lines or
    /// values are.
    pub fn fingerprint(&self) -> String {
        fingerprint(self.rule, &self.object)
    }
}

/// The stable mark of what a rule says of an object.
pub fn fingerprint(rule: &str, object: &ObjectPath) -> String {
    let address = format!(
        "{rule}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{}",
        object.kind,
        object.schema.as_deref().unwrap_or_default(),
        object.table.as_deref().unwrap_or_default(),
        object.name,
    );
    format!("{:016x}", fnv1a(address.as_bytes()))
}

/// What a comment begins with that ignores a finding where it points at.
pub const IGNORE_MARK: &str = "schemadrift-ignore";

/// The 64-bit FNV-1a hash: small, stable across releases, and no secret depends on it.
fn fnv1a(bytes: &[u8]) -> u64 {
    const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    bytes.iter().fold(OFFSET_BASIS, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(PRIME)
    })
}

/// A place that a finding points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingLocation {
    /// What stands there.
    pub role: LocationRole,
    /// Where it is.
    pub origin: Origin,
    /// A short label for the source frame.
    pub label: String,
}

/// What stands at a finding's location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LocationRole {
    /// The code declares the object here.
    Declared,
    /// A migration makes or changes it here.
    Migration,
    /// The code uses it here.
    Code,
}

/// How loud a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Not reported.
    Off,
    /// Worth knowing.
    Note,
    /// Should be looked at.
    Warning,
    /// Breaks the build.
    Error,
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Off => "off",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// What a difference does to running code, worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nothing breaks.
    Cosmetic,
    /// Queries get slower.
    Slower,
    /// Data can become wrong without anyone noticing.
    DataAtRisk,
    /// Writes fail.
    WritesFail,
    /// Reads fail, and writes with them.
    ReadsFail,
}

impl Effect {
    /// The level a finding of this effect has unless configured otherwise.
    pub fn default_level(self) -> Level {
        match self {
            Self::Cosmetic => Level::Note,
            Self::Slower => Level::Warning,
            Self::DataAtRisk | Self::WritesFail | Self::ReadsFail => Level::Error,
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Cosmetic => "cosmetic",
            Self::Slower => "slower",
            Self::DataAtRisk => "data-at-risk",
            Self::WritesFail => "writes-fail",
            Self::ReadsFail => "reads-fail",
        })
    }
}

/// Which way the two sides disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The database lacks what the code expects.
    LiveLacks,
    /// The database has more than the code knows.
    LiveHasMore,
    /// Both have it, in different shape.
    Differs,
    /// The code disagrees with itself, whatever the database has.
    WithinCode,
}

/// Which of declaration, migrations, ledger and live database is the odd one out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Declared, but no migration makes it.
    NoMigration,
    /// A migration makes it and has not been applied.
    PendingMigration,
    /// Its migration was applied, and it is gone.
    Lost,
    /// Its migration failed.
    FailedMigration,
    /// A migration made it; the code does not declare it.
    Undeclared,
    /// Made by hand: neither declared nor in a migration.
    Unmanaged,
    /// Declared and live, but in no migration.
    Untracked,
}

/// One word for the whole comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The database is what the code expects.
    Match,
    /// The database has more; this code still works.
    Ahead,
    /// The database lacks something this code needs.
    Behind,
    /// Both have it in different shapes; this code and this database do not work together.
    Incompatible,
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Match => "match",
            Self::Ahead => "ahead",
            Self::Behind => "behind",
            Self::Incompatible => "incompatible",
        })
    }
}

impl Verdict {
    /// The word for these findings.
    ///
    /// A cosmetic difference in shape leaves the verdict alone, and so does code that disagrees with
    /// itself. A table, a column or a useful index that is missing makes it `behind`; anything the
    /// code cannot live with that a deploy would not add makes it `incompatible`; extra objects
    /// that hurt nobody make it `ahead`.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        findings
            .into_iter()
            .map(Self::of_one)
            .max_by_key(|verdict| verdict.rank())
            .unwrap_or(Self::Match)
    }

    fn of_one(finding: &Finding) -> Self {
        match (finding.direction, finding.effect) {
            (Direction::LiveLacks, _) => Self::Behind,
            (Direction::LiveHasMore, Effect::Cosmetic | Effect::Slower) => Self::Ahead,
            (Direction::Differs, Effect::Cosmetic) | (Direction::WithinCode, _) => Self::Match,
            (Direction::Differs, Effect::Slower) => Self::Behind,
            (Direction::LiveHasMore | Direction::Differs, _) => Self::Incompatible,
        }
    }

    fn rank(self) -> u8 {
        match self {
            Self::Match => 0,
            Self::Ahead => 1,
            Self::Behind => 2,
            Self::Incompatible => 3,
        }
    }
}
