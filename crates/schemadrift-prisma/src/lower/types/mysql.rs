//! MySQL's types, as `COLUMN_TYPE` prints them.

use schemadrift_core::dialect::Engine;

use super::{NativeType, Parameters, ProviderFacts, ScalarType};
use crate::lower::scalars::Scalar;

pub(super) static FACTS: ProviderFacts = ProviderFacts {
    engine: Engine::MySql,
    native_types: NATIVE_TYPES,
    scalars: &[
        ScalarType::new(Scalar::String, "VarChar", &[191]),
        ScalarType::new(Scalar::Boolean, "TinyInt", &[]),
        ScalarType::new(Scalar::Int, "Int", &[]),
        ScalarType::new(Scalar::BigInt, "BigInt", &[]),
        ScalarType::new(Scalar::Float, "Double", &[]),
        ScalarType::new(Scalar::Decimal, "Decimal", &[65, 30]),
        ScalarType::new(Scalar::DateTime, "DateTime", &[3]),
        ScalarType::new(Scalar::Json, "Json", &[]),
        ScalarType::new(Scalar::Bytes, "LongBlob", &[]),
    ],
    has_native_attributes: true,
    has_lists: false,
    accepts_family: false,
    name_limit: Some(64),
    index_method: Some("btree"),
    has_prefixes: true,
    has_operator_classes: false,
    clock_names_precision: true,
    escapes_backslash: true,
    numbers_integer_keys: false,
};

const NATIVE_TYPES: &[NativeType] = &[
    // On `Boolean` both become `tinyint(1)`, which is how MySQL spells truth values.
    NativeType::new(
        "TinyInt",
        &[Scalar::Boolean],
        Parameters::Idle,
        "tinyint(1)",
    ),
    NativeType::new(
        "UnsignedTinyInt",
        &[Scalar::Boolean],
        Parameters::Idle,
        "tinyint(1)",
    ),
    // On `Int`, `tinyint(1)` holds the same numbers.
    NativeType::new("TinyInt", &[Scalar::Int], Parameters::Idle, "tinyint").or("tinyint(1)"),
    NativeType::new(
        "UnsignedTinyInt",
        &[Scalar::Int],
        Parameters::Idle,
        "tinyint unsigned",
    ),
    NativeType::plain("SmallInt", &[Scalar::Int], "smallint"),
    NativeType::plain("UnsignedSmallInt", &[Scalar::Int], "smallint unsigned"),
    NativeType::plain("MediumInt", &[Scalar::Int], "mediumint"),
    NativeType::plain("UnsignedMediumInt", &[Scalar::Int], "mediumint unsigned"),
    NativeType::plain("Int", &[Scalar::Int], "int"),
    NativeType::plain("UnsignedInt", &[Scalar::Int], "int unsigned"),
    NativeType::plain("BigInt", &[Scalar::BigInt], "bigint"),
    NativeType::plain("UnsignedBigInt", &[Scalar::BigInt], "bigint unsigned"),
    NativeType::plain("Year", &[Scalar::Int], "year"),
    NativeType::new("Decimal", &[Scalar::Decimal], Parameters::Pair, "decimal{}"),
    NativeType::plain("Float", &[Scalar::Float], "float"),
    NativeType::plain("Double", &[Scalar::Float], "double"),
    NativeType::new(
        "Bit",
        &[Scalar::Boolean, Scalar::Bytes],
        Parameters::Required,
        "bit{}",
    ),
    NativeType::new("Char", &[Scalar::String], Parameters::Required, "char{}"),
    NativeType::new(
        "VarChar",
        &[Scalar::String],
        Parameters::Required,
        "varchar{}",
    ),
    NativeType::plain("TinyText", &[Scalar::String], "tinytext"),
    NativeType::plain("Text", &[Scalar::String], "text"),
    NativeType::plain("MediumText", &[Scalar::String], "mediumtext"),
    NativeType::plain("LongText", &[Scalar::String], "longtext"),
    NativeType::new("Binary", &[Scalar::Bytes], Parameters::Required, "binary{}"),
    NativeType::new(
        "VarBinary",
        &[Scalar::Bytes],
        Parameters::Required,
        "varbinary{}",
    ),
    NativeType::plain("TinyBlob", &[Scalar::Bytes], "tinyblob"),
    NativeType::plain("Blob", &[Scalar::Bytes], "blob"),
    NativeType::plain("MediumBlob", &[Scalar::Bytes], "mediumblob"),
    NativeType::plain("LongBlob", &[Scalar::Bytes], "longblob"),
    NativeType::plain("Date", &[Scalar::DateTime], "date"),
    NativeType::new("Time", &[Scalar::DateTime], Parameters::Optional, "time{}"),
    NativeType::new(
        "DateTime",
        &[Scalar::DateTime],
        Parameters::Optional,
        "datetime{}",
    ),
    NativeType::new(
        "Timestamp",
        &[Scalar::DateTime],
        Parameters::Optional,
        "timestamp{}",
    ),
    // MariaDB keeps JSON as `longtext`, and Prisma takes the two for equal.
    NativeType::plain("Json", &[Scalar::Json], "json").or("longtext"),
];
