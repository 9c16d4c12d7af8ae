//! What holds for every input: nothing panics, a normal form is its own normal form, and what is
//! written is read back.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod generate;

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use schemadrift_core::data_type::{BytesKind, DataType, TextSize};
use schemadrift_core::dialect::Engine;
use schemadrift_core::expression::NormalForm;
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_sql::expression::{read_default, read_expression, read_query};
use schemadrift_sql::sqlite::{
    read_create_index, read_create_table, read_create_trigger, read_create_view,
};
use schemadrift_sql::types::{read_type, write_type};

const ENGINES: [Engine; 4] = [
    Engine::PostgreSql,
    Engine::MySql,
    Engine::MariaDb,
    Engine::Sqlite,
];

fn read_everything(text: &str) {
    for engine in ENGINES {
        let shape = read_type(engine, text);
        write_type(engine, &shape);
        read_expression(engine, text);
        read_query(engine, text);
        for column_type in [
            DataType::integer(32),
            DataType::Text(TextSize::Regular),
            DataType::Boolean,
            DataType::Array(Box::new(DataType::Bytes(BytesKind::Regular))),
            DataType::Timestamp {
                precision: Some(3),
                has_zone: true,
            },
            DataType::Bit {
                length: Some(3),
                is_varying: false,
            },
            shape,
        ] {
            read_default(engine, text, &column_type);
        }
    }
    read_create_table(text);
    read_create_index(text);
    read_create_trigger(text);
    read_create_view(text);
}

/// Pieces that SQL is made of, so that parsers get past their first token.
const PIECES: &str = r#"( ) [ ] , . ; :: ' " ` $$ $a$ E' X' U&' -- /* */ + - = <> || ->> \ a b1
    "C" 'x' ''' 1 1.5 1e 0x NULL NOT AND OR IN IS BETWEEN LIKE ESCAPE ANY ALL ARRAY CASE WHEN THEN
    ELSE END CAST AS interval timestamp with time zone AT COLLATE SELECT FROM EXISTS EXTRACT TRIM
    CREATE TABLE INDEX VIEW TRIGGER ON USING UNIQUE PRIMARY KEY CHECK REFERENCES DEFAULT
    CONSTRAINT é {1,2} int numeric(1,2) enum unsigned"#;

fn pieces() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.split_whitespace().chain(["\0"]).collect();
    let piece = prop::sample::select(pieces);
    prop::collection::vec((piece, any::<bool>()), 0..24).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(piece, has_space)| {
                if has_space {
                    format!("{piece} ")
                } else {
                    piece.to_owned()
                }
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(Config::with_cases(400))]

    #[test]
    fn any_bytes_survive(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        read_everything(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_pieces_of_sql_survive(text in pieces()) {
        read_everything(&text);
        read_everything(&format!("CREATE TABLE t ({text})"));
        read_everything(&format!("'{text}'"));
    }
}

#[test]
fn deep_and_long_input_survives() {
    for piece in [
        "(",
        "[",
        "NOT ",
        "- ",
        "CASE ",
        "CASE WHEN ",
        "a + ",
        "a AND ",
        "a OR NOT ",
        "a::",
        "f(",
        "a[",
        "~",
        "a IS ",
        "a IN (",
        "'a' || ",
        "interval ",
        "select ",
        "a.",
        "/*",
        "int[]",
        "a = ANY (",
        "CAST(",
        "exists(",
        "array",
        "a COLLATE ",
        "a AT TIME ZONE ",
        "a BETWEEN b AND ",
        "case a when 1 then ",
        "x join ",
        "row(",
        "@ ",
    ] {
        for count in [100, 190, 399, 5_000] {
            let text = format!("{}a", piece.repeat(count));
            for engine in ENGINES {
                read_type(engine, &text);
                read_expression(engine, &text);
                read_query(engine, &text);
            }
            read_create_table(&format!("CREATE TABLE t ({text}"));
        }
    }
    let list = format!("a IN ({}1)", "1, ".repeat(5_000));
    let normal = read_expression(Engine::PostgreSql, &list).normal;
    assert_eq!(normal, NormalForm::Rewritten("a = 1".to_owned()));
}

fn assert_own_normal_form(engine: Engine) {
    let visited = Cell::new(0_u32);
    let mut runner = TestRunner::new(Config::with_cases(600));
    runner
        .run(&generate::condition(engine), |text| {
            let NormalForm::Rewritten(once) = read_expression(engine, &text).normal else {
                return Err(TestCaseError::fail(format!("not read: {text}")));
            };
            let twice = read_expression(engine, &once).normal;
            prop_assert_eq!(twice, NormalForm::Rewritten(once), "{}", text);
            visited.set(visited.get() + 1);
            Ok(())
        })
        .unwrap();
    assert!(visited.get() >= 600, "only {} expressions", visited.get());
}

#[test]
fn a_normal_form_is_its_own_in_postgresql() {
    assert_own_normal_form(Engine::PostgreSql);
}

#[test]
fn a_normal_form_is_its_own_in_sqlite() {
    assert_own_normal_form(Engine::Sqlite);
}

fn name() -> impl Strategy<Value = QualifiedName> {
    let part = prop_oneof!["[a-z_][a-z0-9_]{0,8}", "[A-Za-z \"é]{1,6}"];
    (prop::option::of(part.clone()), part).prop_map(|(schema, name)| QualifiedName {
        schema: schema
            .filter(|schema| schema != "pg_catalog")
            .map(Name::from),
        name: Name::from(name),
    })
}

fn postgresql_shape() -> impl Strategy<Value = DataType> {
    let length = || prop::option::of(1_u32..200);
    let digits = || (0_u8..=6).prop_map(Some);
    let scalar = prop_oneof![
        prop::sample::select(vec![
            DataType::Boolean,
            DataType::integer(16),
            DataType::integer(32),
            DataType::integer(64),
            DataType::Oid,
            DataType::Float { bits: 32 },
            DataType::Float { bits: 64 },
            DataType::Decimal { precision: None },
            DataType::Money,
            DataType::Text(TextSize::Regular),
            DataType::Citext,
            DataType::Bytes(BytesKind::Regular),
            DataType::Date,
            DataType::Interval(None),
            DataType::Interval(Some("day to second(3)".to_owned())),
            DataType::Interval(Some("(2)".to_owned())),
            DataType::Uuid,
            DataType::Json,
            DataType::Jsonb,
            DataType::Xml,
            DataType::named("char"),
            DataType::named("integer"),
            DataType::named("select"),
        ]),
        (1_u32..1000, -5_i32..500).prop_map(|precision| DataType::Decimal {
            precision: Some(precision),
        }),
        length().prop_map(DataType::Varchar),
        length().prop_map(DataType::Char),
        (length(), any::<bool>())
            .prop_map(|(length, is_varying)| DataType::Bit { length, is_varying }),
        (digits(), any::<bool>()).prop_map(|(precision, has_zone)| DataType::Time {
            precision,
            has_zone,
        }),
        (digits(), any::<bool>()).prop_map(|(precision, has_zone)| DataType::Timestamp {
            precision,
            has_zone,
        }),
        name().prop_filter_map("a type of PostgreSQL's own", |name| {
            let quoted = Engine::PostgreSql.dialect().quote(name.name.as_str());
            let is_foreign = matches!(
                read_type(Engine::PostgreSql, &quoted),
                DataType::Named { .. }
            );
            is_foreign.then_some(DataType::Named {
                name,
                arguments: None,
            })
        }),
        Just(DataType::Named {
            name: QualifiedName::bare("geometry"),
            arguments: Some("point,4326".to_owned()),
        }),
    ];
    (scalar, any::<bool>()).prop_map(|(scalar, is_array)| {
        if is_array {
            DataType::Array(Box::new(scalar))
        } else {
            scalar
        }
    })
}

proptest! {
    #[test]
    fn a_written_type_is_read_back(shape in postgresql_shape()) {
        let written = write_type(Engine::PostgreSql, &shape);
        prop_assert_eq!(read_type(Engine::PostgreSql, &written), shape, "{}", written);
    }

    #[test]
    fn a_written_enum_is_read_back(labels in prop::collection::vec("[a-z'\\\\,é]{1,5}", 1..5)) {
        let shape = DataType::InlineEnum(labels);
        let written = write_type(Engine::MySql, &shape);
        prop_assert_eq!(read_type(Engine::MySql, &written), shape, "{}", written);
    }
}
