//! Owns what is known of the tables that must hold rows, from a database or from a dump.

use schemadrift_check::settings::{RowFact, Rows};
use schemadrift_core::name::QualifiedName;
use schemadrift_live::{LiveReading, RowPresence, Settled};

use crate::code::CodeSide;

/// The tables that must hold rows and exist: a missing one is a finding of its own.
pub(crate) fn to_look_into(wanted: &[QualifiedName], reading: &LiveReading) -> Vec<QualifiedName> {
    let dialect = reading.server.engine.dialect();
    let schema = &reading.reading.schema;
    let default = schema.default_namespace.as_ref();
    let find = |wanted: &QualifiedName| {
        let namespace = wanted.schema.as_ref().or(default);
        schema.tables.iter().find(|table| {
            dialect
                .table_names
                .same(table.name.name.as_str(), wanted.name.as_str())
                && (!dialect.has_namespaces || table.name.schema.as_ref() == namespace)
        })
    };
    wanted
        .iter()
        .filter_map(find)
        .map(|table| table.name.clone())
        .collect()
}

/// What a database said of the tables that must hold rows.
pub(crate) fn of_database(settled: &Settled) -> Vec<RowFact> {
    let fact = |(table, presence): &(QualifiedName, RowPresence)| RowFact {
        table: table.clone(),
        rows: match presence {
            RowPresence::HasRows => Rows::Some,
            RowPresence::Empty => Rows::None,
            RowPresence::NotVisible(reason) => Rows::NotVisible(reason.clone()),
        },
    };
    settled.rows.iter().map(fact).collect()
}

/// What another schema, such as a dump, says of the tables that must hold rows.
pub(crate) fn of_file(wanted: &[QualifiedName], other: &CodeSide) -> Vec<RowFact> {
    let dialect = other.reading.schema.engine.dialect();
    let same = |one: &QualifiedName, other: &QualifiedName| {
        dialect
            .table_names
            .same(one.name.as_str(), other.name.as_str())
            && (one.schema.is_none() || one.schema == other.schema)
    };
    wanted
        .iter()
        .filter_map(|wanted| {
            let (table, count) = other.rows.iter().find(|(table, _)| same(wanted, table))?;
            let rows = match (count.at_least, count.is_exact) {
                (0, true) => Rows::None,
                (0, false) => {
                    Rows::NotVisible("the file does not say how many there are".to_owned())
                }
                _ => Rows::Some,
            };
            Some(RowFact {
                table: table.clone(),
                rows,
            })
        })
        .collect()
}
