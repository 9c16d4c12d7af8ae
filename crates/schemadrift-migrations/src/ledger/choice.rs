//! Owns which of a database's ledgers is that of the project's migrations, and which others are
//! kept beside it.

use schemadrift_core::migration::LedgerTable;
use schemadrift_core::name::{Name, QualifiedName};

use crate::found::Found;

/// A ledger that a database holds: which one it is, and what it is called there.
pub type Place<'a> = (&'static LedgerTable, &'a QualifiedName);

/// Ledgers by their place in a list.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// That of the project's own tool.
    pub own: Option<usize>,
    /// Those of other tools that may speak of the same tables: they lie where the project's own
    /// does, or where their tool always keeps them.
    pub others: Vec<usize>,
}

/// Chooses among the ledgers of a database. `default` is the schema that the project's tables are
/// in, unless they say otherwise.
pub fn choose(found: &Found, default: Option<&Name>, ledgers: &[Place<'_>]) -> Choice {
    let is_own = |(table, name): &Place<'_>| {
        let is_named = found.ledger.as_ref().is_none_or(|own| {
            own.name == name.name && (own.schema.is_none() || own.schema == name.schema)
        });
        table.tools.contains(&found.tool) && is_named
    };
    // Another schema may be another program's.
    let distance = |(table, name): &Place<'_>| {
        let is_near = table.schema.is_some() || name.schema.as_ref() == default;
        u8::from(!is_near)
    };
    let own = ledgers
        .iter()
        .enumerate()
        .filter(|(_, ledger)| is_own(ledger))
        .min_by_key(|(_, ledger)| distance(ledger))
        .map(|(place, _)| place);
    let home = match own.and_then(|own| ledgers.get(own)) {
        Some((table, name)) if table.schema.is_none() => name.schema.as_ref(),
        Some(_) | None => default,
    };
    let is_other = |(table, name): &Place<'_>| {
        let is_beside = table.schema.is_some() || name.schema.as_ref() == home;
        !table.tools.contains(&found.tool) && is_beside
    };
    let others = ledgers.iter().enumerate();
    Choice {
        own,
        others: others
            .filter(|(_, ledger)| is_other(ledger))
            .map(|(place, _)| place)
            .collect(),
    }
}
