//! PostgreSQL, which names the type of each value.

use schemadrift_core::dialect;
use schemadrift_tests::database::Engine;
use schemadrift_tests::trial::{BEFORE_POSTGRESQL, POSTGRESQL};

use super::Trial;
use super::fields::{all, lists};

#[test]
fn every_field_over_every_type_of_postgresql() {
    let mut fields = all();
    fields.extend(lists::all());
    let trial = Trial {
        engine: Engine::Postgresql,
        own: dialect::Engine::PostgreSql,
        fields,
        before: BEFORE_POSTGRESQL,
        types: POSTGRESQL,
        rows_are_typed: true,
        is_overstated: |_, _| false,
    };
    trial.run().assert(30, 800);
}
