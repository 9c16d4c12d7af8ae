//! MariaDB, whose protocol knows kinds of values rather than types.

use schemadrift_core::dialect;
use schemadrift_tests::database::Engine;
use schemadrift_tests::trial::{Kept, kept};

use super::Trial;
use super::fields::{all, of_mysql};

const TYPES: &[Kept] = &[
    kept("tinyint", &["7", "127"]),
    kept("tinyint(1)", &["7", "0"]),
    kept("smallint", &["7", "32767"]),
    kept("mediumint", &["7", "8388607"]),
    kept("int", &["7", "2147483647"]),
    kept("int unsigned", &["7", "300", "4294967295"]),
    kept("bigint", &["7", "9223372036854775807"]),
    kept("bigint unsigned", &["7", "300", "18446744073709551615"]),
    kept("float", &["1.5", "1e38"]),
    kept("double", &["1.5", "1e300"]),
    kept("decimal(12, 2)", &["1.5", "9999999999.99"]),
    kept("decimal(8, 2)", &["1.5", "999999.99"]),
    kept("varchar(40)", &["'7'", "'glad'"]),
    kept("varchar(20)", &["'7'", "'glad'"]),
    kept("char(4)", &["'7'", "'glad'"]),
    kept("text", &["'7'", "'glad'"]),
    kept("longtext", &["'7'"]),
    kept("json", &["'{\"a\": 1}'"]),
    kept("date", &["'2020-02-03'"]),
    kept("time", &["'12:34:56'"]),
    kept("datetime", &["'2020-02-03 04:05:06'"]),
    kept("timestamp", &["'2020-02-03 04:05:06'"]),
    kept("year", &["2020"]),
    kept("blob", &["x'000102030405060708090a0b0c0d0eff'"]),
    kept("varbinary(255)", &["x'000102030405060708090a0b0c0d0eff'"]),
    kept("binary(16)", &["x'000102030405060708090a0b0c0d0eff'"]),
    kept("uuid", &["'123e4567-e89b-12d3-a456-426655440000'"]),
    kept("bit(1)", &["b'1'"]),
    kept("bit(8)", &["b'10000001'"]),
    kept("enum('glad', 'sad')", &["'glad'"]),
    kept("enum('rain', 'sun')", &["'rain'"]),
    kept("set('glad', 'sad')", &["'glad,sad'"]),
];

#[test]
fn every_field_over_every_type_of_mariadb() {
    let mut fields = all();
    fields.extend(of_mysql::all());
    let trial = Trial {
        engine: Engine::Mariadb,
        own: dialect::Engine::MariaDb,
        fields,
        before: "",
        types: TYPES,
        rows_are_typed: true,
        is_overstated: |field, kept| {
            // MySQL has documents as a type, which nothing else reads; to MariaDB they are text,
            // which refuses to be written.
            kept == "json" && matches!(field, "words" | "limited" | "text" | "bytes")
        },
    };
    trial.run().assert(35, 500);
}
