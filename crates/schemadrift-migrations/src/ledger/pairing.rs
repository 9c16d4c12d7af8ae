//! Owns which ledger belongs to which migrations, where a project or a database has several.

use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::LedgerReading;

use crate::found::Found;

/// Migrations and ledgers put together.
#[derive(Debug, Default)]
pub struct Pairing<'a> {
    /// Migrations, each with its ledger if the database has it.
    pub pairs: Vec<(&'a Found, Option<&'a LedgerReading>)>,
    /// Ledgers for which there are no migrations on disk.
    pub unclaimed: Vec<&'a LedgerReading>,
    /// Migrations for databases of other kinds.
    pub elsewhere: Vec<&'a Found>,
}

impl Pairing<'_> {
    /// Whether several tools have recorded something in the same database.
    pub fn has_several_tools(&self) -> bool {
        let used = self.pairs.iter().filter_map(|(_, ledger)| *ledger);
        let mut tables: Vec<_> = used
            .chain(self.unclaimed.iter().copied())
            .filter(|ledger| !ledger.rows.is_empty())
            .map(|ledger| &ledger.name)
            .collect();
        tables.sort();
        tables.dedup();
        tables.len() > 1
    }
}

/// Puts migrations and the ledgers of one database together.
pub fn pair<'a>(founds: &'a [Found], engine: Engine, ledgers: &'a [LedgerReading]) -> Pairing<'a> {
    let mut pairing = Pairing::default();
    for found in founds {
        if found.engine.is_some_and(|own| !is_alike(own, engine)) {
            pairing.elsewhere.push(found);
            continue;
        }
        let ledger = ledgers.iter().find(|ledger| belongs(found, ledger));
        pairing.pairs.push((found, ledger));
    }
    pairing.unclaimed = ledgers
        .iter()
        .filter(|ledger| {
            let mut pairs = pairing.pairs.iter();
            !pairs.any(|(found, _)| belongs(found, ledger))
        })
        .collect();
    pairing
}

fn belongs(found: &Found, ledger: &LedgerReading) -> bool {
    let is_of_tool = ledger.table.tools.contains(&found.tool);
    let is_named = found.ledger.as_ref().is_none_or(|own| {
        own.name == ledger.name.name && (own.schema.is_none() || own.schema == ledger.name.schema)
    });
    is_of_tool && is_named
}

/// Migrations say MySQL and mean MariaDB as well.
fn is_alike(one: Engine, other: Engine) -> bool {
    let family = |engine: Engine| match engine {
        Engine::MySql | Engine::MariaDb => Engine::MySql,
        Engine::PostgreSql => Engine::PostgreSql,
        Engine::Sqlite => Engine::Sqlite,
    };
    family(one) == family(other)
}
