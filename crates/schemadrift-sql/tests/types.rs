//! Type names of each engine: spellings that mean the same, and spellings that do not.

use schemadrift_core::data_type::{BytesKind, DataType, TextSize};
use schemadrift_core::dialect::Engine;
use schemadrift_core::name::QualifiedName;
use schemadrift_sql::types::{read_type, write_type};

fn assert_shapes(engine: Engine, cases: &[(DataType, &[&str])]) {
    for (shape, spellings) in cases {
        for spelling in *spellings {
            assert_eq!(
                read_type(engine, spelling),
                *shape,
                "{engine}: `{spelling}`"
            );
        }
    }
    for (index, (shape, _)) in cases.iter().enumerate() {
        let is_alone = cases[index + 1..].iter().all(|(other, _)| other != shape);
        assert!(is_alone, "{engine}: two groups are one shape: {shape:?}");
    }
}

fn named(name: &str, arguments: Option<&str>) -> DataType {
    DataType::Named {
        name: QualifiedName::bare(name),
        arguments: arguments.map(str::to_owned),
    }
}

fn timestamp(precision: Option<u8>, has_zone: bool) -> DataType {
    DataType::Timestamp {
        precision,
        has_zone,
    }
}

fn unsigned(bits: u8) -> DataType {
    DataType::Integer {
        bits,
        is_unsigned: true,
    }
}

fn decimal(precision: u32, scale: i32) -> DataType {
    DataType::Decimal {
        precision: Some((precision, scale)),
    }
}

fn bit(length: Option<u32>, is_varying: bool) -> DataType {
    DataType::Bit { length, is_varying }
}

#[test]
fn postgresql_numbers() {
    assert_shapes(
        Engine::PostgreSql,
        &[
            (
                DataType::integer(32),
                &[
                    "integer",
                    "INT",
                    "int4",
                    "serial",
                    " Serial4 ",
                    "\"int4\"",
                    "pg_catalog.int4",
                ],
            ),
            (DataType::integer(64), &["bigint", "int8", "bigserial"]),
            (
                DataType::Float { bits: 64 },
                &["double precision", "float8", "float", "float(53)"],
            ),
            (
                decimal(10, 0),
                &["numeric(10)", "decimal(10,0)", "dec( 10 , 0 )"],
            ),
            (decimal(3, -2), &["numeric(3,-2)", "numeric(3, - 2)"]),
            (
                DataType::Decimal { precision: None },
                &["numeric", "decimal"],
            ),
        ],
    );
}

#[test]
fn postgresql_text_and_time() {
    assert_shapes(
        Engine::PostgreSql,
        &[
            (
                DataType::Varchar(Some(20)),
                &[
                    "varchar(20)",
                    "character varying(20)",
                    "CHARACTER  VARYING (20)",
                ],
            ),
            (DataType::Varchar(None), &["varchar", "character varying"]),
            (
                DataType::Char(Some(1)),
                &["char", "character", "character(1)", "nchar"],
            ),
            (DataType::Char(None), &["bpchar", "\"bpchar\""]),
            (named("char", None), &["\"char\"", "pg_catalog.\"char\""]),
            (
                timestamp(Some(6), false),
                &[
                    "timestamp",
                    "timestamp(6)",
                    "timestamp without time zone",
                    "timestamp(6) without time zone",
                ],
            ),
            (
                timestamp(Some(3), true),
                &[
                    "timestamptz(3)",
                    "timestamp(3) with time zone",
                    "TIMESTAMP (3) WITH TIME ZONE",
                ],
            ),
            (bit(Some(1), false), &["bit", "bit(1)"]),
            (bit(None, false), &["\"bit\""]),
            (bit(Some(5), true), &["varbit(5)", "bit varying(5)"]),
            (DataType::Interval(None), &["interval", "interval(6)"]),
            (
                DataType::Interval(Some("day to second(3)".to_owned())),
                &["interval day to second(3)", "INTERVAL DAY TO SECOND (3)"],
            ),
        ],
    );
}

#[test]
fn postgresql_arrays_and_names() {
    let app = |name: &str| DataType::Named {
        name: QualifiedName::new("app", name),
        arguments: None,
    };
    assert_shapes(
        Engine::PostgreSql,
        &[
            (
                DataType::Array(Box::new(DataType::integer(32))),
                &[
                    "int[]",
                    "integer[][]",
                    "int array[3]",
                    "int[3]",
                    "int ARRAY",
                    "serial[]",
                    "_int4",
                ],
            ),
            (
                DataType::Array(Box::new(timestamp(Some(3), false))),
                &["timestamp(3)[]", "timestamp(3) without time zone[]"],
            ),
            (DataType::Citext, &["citext", "public.citext", "CITEXT"]),
            (named("_mood", None), &["_mood"]),
            (named("mood", None), &["mood", "Mood", "\"mood\""]),
            (named("Mood", None), &["\"Mood\""]),
            (app("mood"), &["app.mood", "\"app\".mood", "App . Mood"]),
            (
                named("vector", Some("512")),
                &["vector(512)", "VECTOR( 512 )"],
            ),
            (
                named("geometry", Some("point,4326")),
                &["geometry(Point,4326)", "geometry(POINT, 4326)"],
            ),
            (
                DataType::Unreadable,
                &[
                    "",
                    "int int",
                    "varchar(",
                    "int(3)",
                    "text(3)",
                    "a.b.c",
                    "numeric(1,2,3)",
                    "timestamp with zone",
                    "int[",
                    "float(99)",
                    "'x'",
                    "setof int",
                ],
            ),
        ],
    );
}

#[test]
fn mysql_numbers() {
    assert_shapes(
        Engine::MySql,
        &[
            (DataType::Boolean, &["tinyint(1)", "bool", "BOOLEAN"]),
            (DataType::integer(8), &["tinyint", "tinyint(4)", "int1"]),
            (unsigned(8), &["tinyint(1) unsigned", "tinyint unsigned"]),
            (
                DataType::integer(32),
                &["int", "int(11)", "INTEGER", "int signed"],
            ),
            (
                unsigned(32),
                &[
                    "int unsigned",
                    "int(10) unsigned",
                    "int(5) unsigned zerofill",
                    "int zerofill",
                ],
            ),
            (unsigned(64), &["bigint(20) unsigned", "serial"]),
            (
                decimal(10, 0),
                &["decimal", "dec(10)", "numeric(10,0)", "fixed"],
            ),
            (
                named("decimal unsigned", Some("10,2")),
                &["decimal(10,2) unsigned", "DEC(10, 2) UNSIGNED"],
            ),
            (
                DataType::Float { bits: 64 },
                &["double", "real", "double precision", "float(30)"],
            ),
            (DataType::Float { bits: 32 }, &["float", "float(10)"]),
            (named("float", Some("7,3")), &["float(7,3)"]),
        ],
    );
}

#[test]
fn mysql_text_time_and_labels() {
    assert_shapes(
        Engine::MySql,
        &[
            (
                DataType::Varchar(Some(191)),
                &[
                    "varchar(191)",
                    "varchar(191) character set utf8mb4 collate utf8mb4_bin",
                    "nvarchar(191)",
                ],
            ),
            (
                DataType::Char(Some(1)),
                &[
                    "char",
                    "char(1)",
                    "char binary",
                    "char character set latin1",
                    "char charset latin1",
                ],
            ),
            (
                DataType::Text(TextSize::Regular),
                &["text", "text(100)", "TEXT CHARACTER SET utf8mb3"],
            ),
            (DataType::Text(TextSize::Long), &["longtext"]),
            (
                DataType::Bytes(BytesKind::Fixed(1)),
                &["binary", "binary(1)"],
            ),
            (
                DataType::Bytes(BytesKind::Varying(Some(16))),
                &["varbinary(16)"],
            ),
            (DataType::Bytes(BytesKind::Long), &["longblob"]),
            (timestamp(Some(0), false), &["datetime", "datetime(0)"]),
            (timestamp(Some(3), true), &["timestamp(3)"]),
            (DataType::Year, &["year", "year(4)"]),
            (bit(Some(1), false), &["bit", "bit(1)"]),
            (
                DataType::InlineEnum(vec!["a".to_owned(), "b'c".to_owned()]),
                &[
                    "enum('a','b''c')",
                    "ENUM ( 'a' , \"b'c\" )",
                    "enum('a ','b\\'c')",
                ],
            ),
            (
                DataType::Set(vec!["x".to_owned()]),
                &["set('x')", "set('x') collate utf8mb4_bin"],
            ),
            (named("point", None), &["point", "POINT"]),
            (named("vector", Some("3")), &["vector(3)"]),
            (
                DataType::Unreadable,
                &["", "enum", "enum(1)", "varchar(x)", "('a')", "unsigned"],
            ),
        ],
    );
}

#[test]
fn sqlite() {
    assert_shapes(
        Engine::Sqlite,
        &[
            (DataType::Untyped, &["", "  "]),
            (DataType::Boolean, &["boolean", "BOOL"]),
            (DataType::integer(32), &["INTEGER", "int", "int(11)"]),
            (DataType::integer(64), &["BIGINT", "int8"]),
            (
                DataType::Float { bits: 64 },
                &["REAL", "double", "DOUBLE PRECISION", "float"],
            ),
            (
                decimal(10, 2),
                &["DECIMAL(10,2)", "numeric(10, 2)", "real(10, 2)"],
            ),
            (
                DataType::Text(TextSize::Regular),
                &["TEXT", "clob", "enum_text"],
            ),
            (
                DataType::Varchar(Some(20)),
                &["varchar(20)", "VARYING CHARACTER(20)", "nvarchar(20)"],
            ),
            (DataType::Varchar(None), &["varchar"]),
            (
                DataType::Bytes(BytesKind::Regular),
                &["BLOB", "varbinary_blob"],
            ),
            (
                timestamp(None, false),
                &["DATETIME", "timestamp", "datetime_text"],
            ),
            (
                timestamp(None, true),
                &["timestamp_with_timezone_text", "TIMESTAMPTZ"],
            ),
            (DataType::Json, &["json", "json_text"]),
            (DataType::Jsonb, &["JSONB", "jsonb_text"]),
            (DataType::Uuid, &["uuid_text", "UUID"]),
            (named("f32_blob", Some("4")), &["F32_BLOB(4)"]),
            (
                named("weird type", Some("3")),
                &["\"weird type\"(3)", "Weird  Type (3)"],
            ),
            (named("any", None), &["ANY"]),
        ],
    );
}

#[test]
fn a_shape_is_written_as_the_catalog_prints_it() {
    for printed in [
        "integer",
        "character varying(20)",
        "character(1)",
        "bpchar",
        "numeric(10,2)",
        "timestamp(3) with time zone",
        "time without time zone",
        "bit varying(5)",
        "text[]",
        "interval day to second(3)",
        "\"char\"",
        "app.\"My Type\"",
        "\"User\"",
        "vector(3)",
    ] {
        let shape = read_type(Engine::PostgreSql, printed);
        assert_eq!(write_type(Engine::PostgreSql, &shape), printed);
    }
    // A type of the user's whose name is SQL's own keeps its quotes.
    assert_eq!(
        write_type(Engine::PostgreSql, &named("integer", None)),
        "\"integer\""
    );
    assert_eq!(write_type(Engine::MySql, &unsigned(32)), "int unsigned");
}
