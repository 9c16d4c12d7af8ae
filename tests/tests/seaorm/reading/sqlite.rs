//! SQLite, where each value has a type of its own: what counts is whether what SeaORM writes comes
//! back as what it reads.

use schemadrift_core::dialect;
use schemadrift_tests::database::Engine;
use schemadrift_tests::trial::{Kept, kept};

use super::Trial;
use super::fields::all;

const TYPES: &[Kept] = &[
    kept("integer", &["7"]),
    kept("bigint", &["7"]),
    kept("real", &["1.5"]),
    kept("double", &["1.5"]),
    kept("numeric", &["1.5"]),
    kept("decimal(12, 2)", &["1.5"]),
    kept("boolean", &["1"]),
    kept("text", &["'7'"]),
    kept("varchar(40)", &["'7'"]),
    kept("uuid_text", &["'123e4567-e89b-12d3-a456-426655440000'"]),
    kept("json", &["'[1]'"]),
    kept("date_text", &["'2020-02-03'"]),
    kept("time_text", &["'12:34:56'"]),
    kept("datetime_text", &["'2020-02-03 04:05:06'"]),
    kept("timestamp", &["'2020-02-03 04:05:06'"]),
    kept("blob", &["x'0102ff'"]),
];

#[test]
fn every_field_over_every_type_of_sqlite() {
    let trial = Trial {
        engine: Engine::Sqlite,
        own: dialect::Engine::Sqlite,
        fields: all(),
        before: "",
        types: TYPES,
        rows_are_typed: false,
        is_overstated: |_, _| false,
    };
    trial.run().assert(150, 100);
}
