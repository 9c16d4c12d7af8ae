//! Owns tables that are on both sides, and those that are to go.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Schema, Table};

use super::plan::Plan;
use super::{FixStep, Hazard, mysql, postgresql, sqlite};
use crate::ddl::script::Phase;

/// Plans what tables need that are there already.
pub(super) fn plan(found: &Schema, aimed: &Schema, plan: &mut Plan) {
    for table in &aimed.tables {
        match table_of(found, table) {
            Some(own) if own != table => change(own, table, aimed, plan),
            Some(_) | None => {}
        }
    }
    for table in &found.tables {
        if table_of(aimed, table).is_none() && !plan.is_renamed(&table.name) {
            let name = plan.grammar.quote_qualified(&table.name);
            let step = FixStep::of(format!("DROP TABLE {name}"))
                .note("the code does not have this table")
                .hazard(Hazard::DataLoss("the table with all its rows"));
            plan.hold_back(Phase::Tables, step);
        }
    }
}

fn table_of<'a>(schema: &'a Schema, table: &Table) -> Option<&'a Table> {
    schema.tables.iter().find(|own| own.name == table.name)
}

fn change(found: &Table, aimed: &Table, schema: &Schema, plan: &mut Plan) {
    match plan.grammar.engine {
        Engine::PostgreSql => postgresql::change(found, aimed, plan),
        Engine::MySql | Engine::MariaDb => mysql::change(found, aimed, plan),
        Engine::Sqlite => sqlite::change(found, aimed, schema, plan),
    }
}
