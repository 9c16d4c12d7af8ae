//! PostgreSQL's palette: every type that Prisma can name, some that it cannot, and defaults as
//! the catalog prints them (`format_type`, `pg_get_expr`).

use schemadrift_core::data_type::{BytesKind, ColumnType, DataType, TextSize};
use schemadrift_core::expression::{Constant, NormalForm};
use schemadrift_core::model::EnumType;

use super::expressions::{printed_name, string_literal};
use super::palette::{Palette, TypeChoice, expression, number, text};

/// The types, those of a schema's enums among them.
pub(super) fn palette(enums: &[EnumType]) -> Palette {
    let mut rare = numbers();
    rare.extend(texts());
    rare.extend(moments());
    rare.extend(documents());
    rare.extend(unnamed());
    for enumeration in enums {
        rare.push(enum_choice(enumeration));
        rare.push(enum_array(enumeration));
    }
    rare.extend(arrays());
    Palette {
        common: common(),
        rare,
    }
}

fn exact(text: &str, shape: DataType) -> TypeChoice {
    TypeChoice::plain(ColumnType::exact(text, shape))
}

fn common() -> Vec<TypeChoice> {
    vec![
        exact("integer", DataType::integer(32))
            .numbered()
            .with_index("brin", None)
            .with_constants([
                ("0", number("0")),
                ("5", number("5")),
                ("'-1'::integer", number("-1")),
                ("2147483647", number("2147483647")),
            ])
            .with_expressions(["(1 + 2)"]),
        exact("text", DataType::Text(TextSize::Regular))
            .key()
            .text()
            .with_index("btree", Some("text_pattern_ops"))
            .with_condition("({} <> ''::text)")
            .with_constants([
                ("''::text", text("")),
                ("'it''s'::text", text("it's")),
                (
                    "'line\nbreak\t\"quoted\" back\\slash'::text",
                    text("line\nbreak\t\"quoted\" back\\slash"),
                ),
                ("'größe 😀'::text", text("größe 😀")),
                ("'now()'::text", text("now()")),
            ])
            .with_expressions(["lower('ABC'::text)", "CURRENT_USER"]),
        exact("bigint", DataType::integer(64))
            .numbered()
            .with_constants([
                ("0", number("0")),
                (
                    "'9223372036854775807'::bigint",
                    number("9223372036854775807"),
                ),
            ]),
        exact("boolean", DataType::Boolean)
            .comparable()
            .with_condition("({} = true)")
            .with_constants([
                ("false", Constant::Boolean(false)),
                ("true", Constant::Boolean(true)),
            ]),
        exact("timestamp(3) without time zone", timestamp(Some(3), false))
            .key()
            .with_condition("({} IS NOT NULL)")
            .with_constants([
                ("CURRENT_TIMESTAMP", Constant::Now { precision: None }),
                ("now()", Constant::Now { precision: None }),
                (
                    "'2020-01-02 03:04:05.006'::timestamp without time zone",
                    text("2020-01-02 03:04:05.006"),
                ),
            ]),
        exact("uuid", DataType::Uuid)
            .key()
            .with_index("hash", None)
            .with_constants([(
                "'00000000-0000-0000-0000-00000000000a'::uuid",
                text("00000000-0000-0000-0000-00000000000a"),
            )])
            .with_expressions(["gen_random_uuid()"]),
    ]
}

fn numbers() -> Vec<TypeChoice> {
    let decimal = |precision| DataType::Decimal { precision };
    vec![
        exact("smallint", DataType::integer(16))
            .numbered()
            .with_constants([("7", number("7")), ("'-7'::integer", number("-7"))]),
        exact("real", DataType::Float { bits: 32 })
            .number()
            .comparable()
            .with_constants([("0.5", number("0.5"))]),
        exact("double precision", DataType::Float { bits: 64 })
            .number()
            .comparable()
            .with_constants([
                ("'-0.25'::numeric", number("-0.25")),
                (
                    "'100000000000000000000'::numeric",
                    number("100000000000000000000"),
                ),
            ]),
        exact("numeric(65,30)", decimal(Some((65, 30))))
            .number()
            .key()
            .with_constants([("1.5", number("1.5"))]),
        exact("numeric(10,2)", decimal(Some((10, 2))))
            .number()
            .comparable()
            .with_constants([("1.50", number("1.5")), ("'-1.5'::numeric", number("-1.5"))]),
        exact("numeric(3,0)", decimal(Some((3, 0))))
            .number()
            .comparable(),
        exact("numeric", decimal(None)).number().key(),
        exact("money", DataType::Money)
            .comparable()
            .with_constants([("5", number("5"))]),
        exact("oid", DataType::Oid)
            .comparable()
            .with_constants([("5", number("5"))]),
    ]
}

fn texts() -> Vec<TypeChoice> {
    let bit = |length, is_varying| DataType::Bit { length, is_varying };
    vec![
        exact("character varying(20)", DataType::Varchar(Some(20)))
            .key()
            .text()
            .with_constants([("'a''b'::character varying", text("a'b"))]),
        exact("character varying(1)", DataType::Varchar(Some(1)))
            .comparable()
            .text(),
        exact("character varying", DataType::Varchar(None))
            .key()
            .text()
            .with_constants([("'x'::character varying", text("x"))]),
        exact("character(3)", DataType::Char(Some(3)))
            .comparable()
            .with_constants([("'abc'::bpchar", text("abc"))]),
        exact("bytea", DataType::Bytes(BytesKind::Regular))
            .comparable()
            .with_constants([
                (
                    "'\\xdeadbeef'::bytea",
                    Constant::Bytes("deadbeef".to_owned()),
                ),
                ("'\\x'::bytea", Constant::Bytes(String::new())),
            ]),
        exact("bit(3)", bit(Some(3), false))
            .comparable()
            .with_constants([("'101'::\"bit\"", Constant::Bits("101".to_owned()))]),
        exact("bit(1)", bit(Some(1), false)).comparable(),
        exact("bit varying(8)", bit(Some(8), true)).comparable(),
        exact("bit varying", bit(None, true)).comparable(),
        exact("inet", DataType::named("inet"))
            .comparable()
            .with_index("gist", Some("inet_ops"))
            .with_constants([("'127.0.0.1'::inet", text("127.0.0.1"))]),
        exact("xml", DataType::Xml).with_constants([("'<a/>'::xml", text("<a/>"))]),
    ]
}

fn moments() -> Vec<TypeChoice> {
    let now = || ("CURRENT_TIMESTAMP", Constant::Now { precision: None });
    let time = |precision, has_zone| DataType::Time {
        precision,
        has_zone,
    };
    vec![
        exact("date", DataType::Date).key().with_constants([
            ("CURRENT_DATE", Constant::Today),
            ("'2020-01-02'::date", text("2020-01-02")),
        ]),
        exact("timestamp without time zone", timestamp(None, false))
            .comparable()
            .with_constants([now()]),
        exact("timestamp(0) without time zone", timestamp(Some(0), false)).comparable(),
        exact("timestamp with time zone", timestamp(None, true))
            .key()
            .with_constants([now()])
            .with_expressions(["(now() + '01:00:00'::interval)"]),
        exact("timestamp(3) with time zone", timestamp(Some(3), true))
            .comparable()
            .with_constants([now()]),
        exact("time(2) without time zone", time(Some(2), false)).comparable(),
        exact("time without time zone", time(None, false)).comparable(),
        exact("time with time zone", time(None, true)).comparable(),
        exact("time(0) with time zone", time(Some(0), true)).comparable(),
    ]
}

fn timestamp(precision: Option<u8>, has_zone: bool) -> DataType {
    DataType::Timestamp {
        precision,
        has_zone,
    }
}

fn documents() -> Vec<TypeChoice> {
    vec![
        exact("jsonb", DataType::Jsonb)
            .with_index("gin", Some("jsonb_path_ops"))
            .with_constants([
                ("'{}'::jsonb", text("{}")),
                (
                    "'{\"a\": [1, null, \"x\"]}'::jsonb",
                    text("{\"a\": [1, null, \"x\"]}"),
                ),
            ]),
        exact("json", DataType::Json).with_constants([
            ("'[]'::json", text("[]")),
            ("'{\"b\":1}'::json", text("{\"b\":1}")),
        ]),
    ]
}

/// Types that Prisma has no name for.
fn unnamed() -> Vec<TypeChoice> {
    vec![
        exact("interval", DataType::Interval(None))
            .with_constants([("'01:00:00'::interval", text("01:00:00"))]),
        exact("cidr", DataType::named("cidr")),
        exact("tsvector", DataType::named("tsvector")).with_index("gin", None),
        exact("int4range", DataType::named("int4range")).with_index("gist", None),
        exact("bpchar", DataType::Char(None)),
        exact("point", DataType::named("point")),
    ]
}

fn arrays() -> Vec<TypeChoice> {
    let array = |text: &str, element| exact(text, DataType::Array(Box::new(element)));
    let list = |items: &[&str]| Constant::Array(items.iter().map(|item| text(item)).collect());
    let numbers = |items: &[&str]| Constant::Array(items.iter().map(|item| number(item)).collect());
    vec![
        array("integer[]", DataType::integer(32))
            .with_index("gin", None)
            .with_constants([
                ("ARRAY[]::integer[]", numbers(&[])),
                ("ARRAY[1, 2, 3]", numbers(&["1", "2", "3"])),
            ]),
        array("text[]", DataType::Text(TextSize::Regular))
            .with_index("gin", None)
            .with_constants([
                ("'{}'::text[]", list(&[])),
                (
                    "ARRAY['a'::text, 'it''s \"b\"'::text]",
                    list(&["a", "it's \"b\""]),
                ),
            ]),
        array("character varying(20)[]", DataType::Varchar(Some(20))),
        array(
            "timestamp(3) without time zone[]",
            timestamp(Some(3), false),
        ),
        array("jsonb[]", DataType::Jsonb),
        array("uuid[]", DataType::Uuid),
        array("boolean[]", DataType::Boolean),
        array(
            "numeric(65,30)[]",
            DataType::Decimal {
                precision: Some((65, 30)),
            },
        ),
        array("inet[]", DataType::named("inet")),
        array("bytea[]", DataType::Bytes(BytesKind::Regular)),
    ]
}

fn enum_choice(enumeration: &EnumType) -> TypeChoice {
    let type_text = printed_name(&enumeration.name);
    let shape = DataType::Enum(enumeration.name.clone());
    let mut choice = exact(&type_text, shape).key();
    for value in &enumeration.values {
        choice.defaults.push(expression(
            format!("{}::{type_text}", string_literal(&value.label)),
            NormalForm::Constant(text(&value.label)),
        ));
    }
    choice
}

fn enum_array(enumeration: &EnumType) -> TypeChoice {
    let type_text = printed_name(&enumeration.name);
    let shape = DataType::Array(Box::new(DataType::Enum(enumeration.name.clone())));
    let mut choice = exact(&format!("{type_text}[]"), shape);
    if let Some(value) = enumeration.values.first() {
        choice.defaults.push(expression(
            format!("ARRAY[{}::{type_text}]", string_literal(&value.label)),
            NormalForm::Constant(Constant::Array(vec![text(&value.label)])),
        ));
    }
    choice.defaults.push(expression(
        format!("ARRAY[]::{type_text}[]"),
        NormalForm::Constant(Constant::Array(Vec::new())),
    ));
    choice
}
