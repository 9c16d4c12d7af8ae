//! PostgreSQL's types, as `format_type` prints them.

use schemadrift_core::dialect::Engine;

use super::{NativeType, Parameters, ProviderFacts, ScalarType};
use crate::lower::scalars::Scalar;

pub(super) static FACTS: ProviderFacts = ProviderFacts {
    engine: Engine::PostgreSql,
    native_types: NATIVE_TYPES,
    scalars: &[
        ScalarType::new(Scalar::String, "Text", &[]),
        ScalarType::new(Scalar::Boolean, "Boolean", &[]),
        ScalarType::new(Scalar::Int, "Integer", &[]),
        ScalarType::new(Scalar::BigInt, "BigInt", &[]),
        ScalarType::new(Scalar::Float, "DoublePrecision", &[]),
        ScalarType::new(Scalar::Decimal, "Decimal", &[65, 30]),
        ScalarType::new(Scalar::DateTime, "Timestamp", &[3]),
        ScalarType::new(Scalar::Json, "JsonB", &[]),
        ScalarType::new(Scalar::Bytes, "ByteA", &[]),
    ],
    has_native_attributes: true,
    has_lists: true,
    accepts_family: false,
    name_limit: Some(63),
    index_method: Some("btree"),
    has_prefixes: false,
    has_operator_classes: true,
    clock_names_precision: false,
    escapes_backslash: false,
    numbers_integer_keys: false,
};

const NATIVE_TYPES: &[NativeType] = &[
    NativeType::plain("SmallInt", &[Scalar::Int], "smallint"),
    NativeType::plain("Integer", &[Scalar::Int], "integer"),
    NativeType::plain("BigInt", &[Scalar::BigInt], "bigint"),
    NativeType::plain("Oid", &[Scalar::Int], "oid"),
    NativeType::plain("Real", &[Scalar::Float], "real"),
    NativeType::plain("DoublePrecision", &[Scalar::Float], "double precision"),
    NativeType::new("Decimal", &[Scalar::Decimal], Parameters::Pair, "numeric{}"),
    NativeType::plain("Money", &[Scalar::Decimal], "money"),
    NativeType::plain("Text", &[Scalar::String], "text"),
    NativeType::plain("Citext", &[Scalar::String], "citext"),
    NativeType::plain("Xml", &[Scalar::String], "xml"),
    NativeType::plain("Inet", &[Scalar::String], "inet"),
    NativeType::plain("Uuid", &[Scalar::String], "uuid"),
    NativeType::new(
        "VarChar",
        &[Scalar::String],
        Parameters::Optional,
        "character varying{}",
    ),
    NativeType::new("Char", &[Scalar::String], Parameters::OrOne, "character{}"),
    NativeType::new("Bit", &[Scalar::String], Parameters::OrOne, "bit{}"),
    NativeType::new(
        "VarBit",
        &[Scalar::String],
        Parameters::Optional,
        "bit varying{}",
    ),
    NativeType::new(
        "Timestamp",
        &[Scalar::DateTime],
        Parameters::Optional,
        "timestamp{} without time zone",
    ),
    NativeType::new(
        "Timestamptz",
        &[Scalar::DateTime],
        Parameters::Optional,
        "timestamp{} with time zone",
    ),
    NativeType::new(
        "Time",
        &[Scalar::DateTime],
        Parameters::Optional,
        "time{} without time zone",
    ),
    NativeType::new(
        "Timetz",
        &[Scalar::DateTime],
        Parameters::Optional,
        "time{} with time zone",
    ),
    NativeType::plain("Date", &[Scalar::DateTime], "date"),
    NativeType::plain("ByteA", &[Scalar::Bytes], "bytea"),
    NativeType::plain("Boolean", &[Scalar::Boolean], "boolean"),
    NativeType::plain("Json", &[Scalar::Json], "json"),
    NativeType::plain("JsonB", &[Scalar::Json], "jsonb"),
];
