//! Owns trials of a client: each of its types over each type of a database, what the checker
//! claims of the two, and whether that is what the client meets.

use std::collections::BTreeMap;

use schemadrift_check::{Settings, compare};
use schemadrift_core::finding::Effect;
use schemadrift_core::model::Schema;
use schemadrift_live::{ConnectOptions, DatabaseUrl, UrlContext};

/// A type of a database, with values as SQL writes them: a plain one first.
#[derive(Debug)]
pub struct Kept {
    /// The type's name.
    pub name: &'static str,
    /// The values.
    pub values: &'static [&'static str],
}

/// A type with its values.
pub const fn kept(name: &'static str, values: &'static [&'static str]) -> Kept {
    Kept { name, values }
}

impl Kept {
    /// A table `held` whose column `value` is of this type, with a row for each value, numbered
    /// from 1 on.
    pub fn script(&self) -> String {
        let rows = (1..)
            .zip(self.values)
            .map(|(id, value)| format!("INSERT INTO held VALUES ({id}, {value});"));
        let rows: String = rows.collect();
        format!(
            "DROP TABLE IF EXISTS held; \
             CREATE TABLE held (id integer PRIMARY KEY, value {} NOT NULL); {rows}",
            self.name
        )
    }
}

/// What the types of [`POSTGRESQL`] need.
pub const BEFORE_POSTGRESQL: &str = "CREATE TYPE mood AS ENUM ('glad', 'sad');
    CREATE TYPE weather AS ENUM ('rain', 'sun');
    CREATE DOMAIN quantity AS integer CHECK (VALUE > 0);
    CREATE DOMAIN title AS varchar(30);";

/// Types of PostgreSQL.
pub const POSTGRESQL: &[Kept] = &[
    kept("smallint", &["7", "32767"]),
    kept("integer", &["7", "2147483647"]),
    kept("bigint", &["7", "9223372036854775807"]),
    kept("real", &["1.5", "1e38"]),
    kept("double precision", &["1.5", "1e300"]),
    kept("numeric", &["1.5", "1.234567"]),
    kept("numeric(12, 2)", &["1.5", "9999999999.99"]),
    kept("numeric(8, 2)", &["1.5", "999999.99"]),
    kept("boolean", &["true", "false"]),
    kept("text", &["'7'", "'glad'", "repeat('x', 300)"]),
    kept("varchar(40)", &["'7'", "'glad'"]),
    kept("varchar(20)", &["'7'", "'glad'"]),
    kept("char(4)", &["'7'", "'glad'"]),
    kept("uuid", &["'f23e4567-e89b-12d3-a456-426655440000'"]),
    kept("json", &["'{\"a\": 1}'"]),
    kept("jsonb", &["'{\"a\": 1}'"]),
    kept("date", &["'2020-02-03'"]),
    kept("time", &["'12:34:56.789'"]),
    kept("timetz", &["'12:34:56+02'"]),
    kept("timestamp", &["'2020-02-03 04:05:06'"]),
    kept("timestamp(0)", &["'2020-02-03 04:05:06'"]),
    kept("timestamptz", &["'2020-02-03 04:05:06+01'"]),
    kept("bytea", &["'\\x0102ff'"]),
    kept("mood", &["'glad'"]),
    kept("weather", &["'rain'"]),
    kept("quantity", &["7"]),
    kept("title", &["'7'", "'glad'"]),
    kept("oid", &["7"]),
    kept("money", &["1.5"]),
    kept("interval", &["'1 day'"]),
    kept("inet", &["'10.0.0.1'"]),
    kept("xml", &["'<a/>'"]),
    kept("integer[]", &["'{7}'"]),
    kept("bigint[]", &["'{7}'"]),
    kept("text[]", &["'{7}'"]),
    kept("varchar(9)[]", &["'{7}'"]),
    kept("uuid[]", &["'{f23e4567-e89b-12d3-a456-426655440000}'"]),
];

/// The worst that is claimed of two schemas, or that it cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// There is no finding.
    Match,
    /// It cannot be told.
    CannotTell,
    /// The worst effect of the findings.
    Effect(Effect),
}

impl Claim {
    /// What is claimed of code on a database.
    pub fn of(code: &Schema, live: &Schema) -> Self {
        let comparison = compare(code, live, &Settings::default());
        let effects = comparison.findings.iter().map(|finding| finding.effect);
        match effects.max() {
            Some(effect) => Self::Effect(effect),
            None if comparison.cannot_tell.is_empty() => Self::Match,
            None => Self::CannotTell,
        }
    }
}

/// What a client made of each value.
#[derive(Debug, Default)]
pub struct Seen {
    /// Rows that the database has.
    pub reads: Vec<bool>,
    /// Values of the client, a plain one first.
    pub writes: Vec<bool>,
    /// Rows that the client wrote.
    pub reads_back: Vec<bool>,
    /// Whether one of them is read as another value.
    pub is_changed: bool,
}

impl Seen {
    /// Whether this is what is claimed, where the first so many rows are ones that the client's
    /// type is made for.
    pub fn bears_out(&self, claim: Claim, known: usize) -> bool {
        let all = |outcomes: &[bool]| outcomes.iter().all(|works| *works);
        let works = all(&self.reads[..known]) && all(&self.reads_back);
        match claim {
            Claim::CannotTell => true,
            Claim::Match
            | Claim::Effect(Effect::Cosmetic | Effect::Slower | Effect::DataAtRisk) => {
                works && self.writes[0]
            }
            Claim::Effect(Effect::WritesFail) => works && !all(&self.writes),
            Claim::Effect(Effect::ReadsFail) => {
                self.is_changed || !all(&self.reads) || !all(&self.reads_back)
            }
        }
    }
}

/// How often each was claimed, and what was not borne out.
#[derive(Debug, Default)]
pub struct Tally {
    counts: BTreeMap<Claim, usize>,
    wrong: Vec<String>,
}

impl Tally {
    /// Adds a claim; `is_so` says whether it was borne out.
    pub fn add(&mut self, claim: Claim, is_so: bool, what: &str) {
        *self.counts.entry(claim).or_insert(0) += 1;
        if !is_so {
            self.wrong.push(format!("{claim:?}: {what}"));
        }
    }

    /// # Panics
    /// If something was not borne out, or matches and failing reads are too few to prove anything.
    pub fn assert(&self, matches: usize, failing_reads: usize) {
        let counts = &self.counts;
        assert!(
            self.wrong.is_empty(),
            "{counts:?}\n{}",
            self.wrong.join("\n")
        );
        let of = |claim: Claim| counts.get(&claim).copied().unwrap_or_default();
        assert!(of(Claim::Match) >= matches, "{counts:?}");
        let failing = of(Claim::Effect(Effect::ReadsFail));
        assert!(failing >= failing_reads, "{counts:?}");
        println!("{counts:?}");
    }
}

/// What the database behind a URL has.
///
/// # Panics
/// If it cannot be read.
pub async fn live_schema(url: &str) -> Schema {
    let url = DatabaseUrl::parse(url, &UrlContext::default()).expect("a URL that can be read");
    let options = ConnectOptions::default();
    let mut database = schemadrift_live::connect(&url, &options)
        .await
        .expect("the database takes connections");
    let snapshot = database.read().await.expect("the database can be read");
    database.close().await;
    snapshot.reading.schema
}
