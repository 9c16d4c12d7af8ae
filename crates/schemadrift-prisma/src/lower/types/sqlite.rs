//! SQLite's types, as Prisma declares them. A schema cannot name them.

use schemadrift_core::dialect::Engine;

use super::{NativeType, ProviderFacts, ScalarType};
use crate::lower::scalars::Scalar;

pub(super) static FACTS: ProviderFacts = ProviderFacts {
    engine: Engine::Sqlite,
    native_types: NATIVE_TYPES,
    scalars: &[
        ScalarType::new(Scalar::String, "TEXT", &[]),
        ScalarType::new(Scalar::Boolean, "BOOLEAN", &[]),
        ScalarType::new(Scalar::Int, "INTEGER", &[]),
        ScalarType::new(Scalar::BigInt, "BIGINT", &[]),
        ScalarType::new(Scalar::Float, "REAL", &[]),
        ScalarType::new(Scalar::Decimal, "DECIMAL", &[]),
        ScalarType::new(Scalar::DateTime, "DATETIME", &[]),
        ScalarType::new(Scalar::Json, "JSONB", &[]),
        ScalarType::new(Scalar::Bytes, "BLOB", &[]),
    ],
    has_native_attributes: false,
    has_lists: false,
    accepts_family: true,
    name_limit: None,
    index_method: None,
    has_prefixes: false,
    has_operator_classes: false,
    clock_names_precision: false,
    escapes_backslash: false,
    // `Int @id` becomes `INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT` with or without a default.
    numbers_integer_keys: true,
};

const NATIVE_TYPES: &[NativeType] = &[
    NativeType::plain("TEXT", &[Scalar::String], "TEXT"),
    NativeType::plain("BOOLEAN", &[Scalar::Boolean], "BOOLEAN"),
    NativeType::plain("INTEGER", &[Scalar::Int], "INTEGER"),
    NativeType::plain("BIGINT", &[Scalar::BigInt], "BIGINT"),
    NativeType::plain("REAL", &[Scalar::Float], "REAL"),
    NativeType::plain("DECIMAL", &[Scalar::Decimal], "DECIMAL"),
    NativeType::plain("DATETIME", &[Scalar::DateTime], "DATETIME"),
    NativeType::plain("JSONB", &[Scalar::Json], "JSONB"),
    NativeType::plain("BLOB", &[Scalar::Bytes], "BLOB"),
];
