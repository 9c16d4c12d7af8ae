//! Owns ledgers: what the rows of each tool's table mean, and what they say together with the
//! files on disk. Pure: rows are handed in as the server prints them, and no database is asked.

mod choice;
mod compare;
mod flyway;
mod goose;
mod liquibase;
mod newest;
mod prisma;
mod simple;
mod summary;
mod values;

use schemadrift_core::migration::{Entry, Ledger, LedgerReading, LedgerRow, Tool};
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;

pub use choice::{Choice, Place, choose};
pub use compare::compare;
pub use summary::{Summary, summary};

/// What rows say by the rule of one tool.
#[derive(Debug, Default)]
struct Understood {
    entries: Vec<Entry>,
    covers: Option<String>,
    problems: Vec<Problem>,
}

impl Understood {
    /// Notes a row that was not understood.
    fn reject(&mut self, message: impl Into<String>) {
        self.problems
            .push(Problem::warning(message, Origin::Unlocated));
    }
}

/// Understands a ledger by the rule of the tool that keeps it. Where several tools keep such a
/// table, the caller knows which one it is from the files.
pub fn parse(reading: &LedgerReading, tool: Tool) -> Ledger {
    let rows: &[LedgerRow] = &reading.rows;
    let understood = match tool {
        Tool::Prisma => prisma::understand(rows),
        Tool::Diesel => simple::understand(rows, &simple::DIESEL),
        Tool::Sqlx => simple::understand(rows, &simple::SQLX),
        Tool::SeaOrm => simple::understand(rows, &simple::SEA_ORM),
        Tool::Refinery => simple::understand(rows, &simple::REFINERY),
        Tool::Flyway => flyway::understand(rows),
        Tool::Dbmate | Tool::Pop | Tool::Rails => simple::understand(rows, &simple::VERSIONS),
        Tool::Goose => goose::understand(rows),
        Tool::GolangMigrate => newest::understand(rows),
        Tool::NodePgMigrate => simple::understand(rows, &simple::NODE_PG_MIGRATE),
        Tool::Supabase => simple::understand(rows, &simple::SUPABASE),
        Tool::Liquibase => liquibase::understand(rows),
        Tool::PlainFiles => Understood::default(),
    };
    Ledger {
        tool,
        table: reading.name.clone(),
        entries: understood.entries,
        covers: understood.covers,
        problems: understood.problems,
    }
}
