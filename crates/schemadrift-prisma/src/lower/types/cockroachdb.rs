//! CockroachDB's types, as its `format_type` prints them: PostgreSQL's names for its own types
//! (<https://www.cockroachlabs.com/docs/stable/data-types>).

use schemadrift_core::dialect::Engine;

use super::{NativeType, Parameters, ProviderFacts, ScalarType};
use crate::lower::scalars::Scalar;

pub(super) static FACTS: ProviderFacts = ProviderFacts {
    engine: Engine::PostgreSql,
    native_types: NATIVE_TYPES,
    scalars: &[
        ScalarType::new(Scalar::String, "String", &[]),
        ScalarType::new(Scalar::Boolean, "Bool", &[]),
        ScalarType::new(Scalar::Int, "Int4", &[]),
        ScalarType::new(Scalar::BigInt, "Int8", &[]),
        ScalarType::new(Scalar::Float, "Float8", &[]),
        ScalarType::new(Scalar::Decimal, "Decimal", &[65, 30]),
        ScalarType::new(Scalar::DateTime, "Timestamp", &[3]),
        ScalarType::new(Scalar::Json, "JsonB", &[]),
        ScalarType::new(Scalar::Bytes, "Bytes", &[]),
    ],
    has_native_attributes: true,
    has_lists: true,
    accepts_family: false,
    name_limit: Some(63),
    // The catalog calls its ordinary index `prefix`, so an unnamed method is no claim.
    index_method: None,
    has_prefixes: false,
    has_operator_classes: false,
    clock_names_precision: false,
    escapes_backslash: false,
    numbers_integer_keys: false,
};

const NATIVE_TYPES: &[NativeType] = &[
    NativeType::plain("Bool", &[Scalar::Boolean], "boolean"),
    NativeType::plain("Int2", &[Scalar::Int], "smallint"),
    NativeType::plain("Int4", &[Scalar::Int], "integer"),
    NativeType::plain("Int8", &[Scalar::BigInt], "bigint"),
    NativeType::plain("Oid", &[Scalar::Int], "oid"),
    NativeType::plain("Float4", &[Scalar::Float], "real"),
    NativeType::plain("Float8", &[Scalar::Float], "double precision"),
    NativeType::new("Decimal", &[Scalar::Decimal], Parameters::Pair, "numeric{}"),
    // `STRING(n)` is printed as `character varying(n)`, `STRING` as `text`.
    NativeType::new(
        "String",
        &[Scalar::String],
        Parameters::Required,
        "character varying{}",
    ),
    NativeType::plain("String", &[Scalar::String], "text"),
    NativeType::new("Char", &[Scalar::String], Parameters::OrOne, "character{}"),
    NativeType::plain("CatalogSingleChar", &[Scalar::String], "\"char\""),
    NativeType::new("Bit", &[Scalar::String], Parameters::OrOne, "bit{}"),
    NativeType::new(
        "VarBit",
        &[Scalar::String],
        Parameters::Optional,
        "bit varying{}",
    ),
    NativeType::plain("Inet", &[Scalar::String], "inet"),
    NativeType::plain("Uuid", &[Scalar::String], "uuid"),
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
    NativeType::plain("Bytes", &[Scalar::Bytes], "bytea"),
    NativeType::plain("JsonB", &[Scalar::Json], "jsonb"),
];
