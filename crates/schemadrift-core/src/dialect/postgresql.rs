//! PostgreSQL 12 to 18.

use super::{
    Bookkeeping, Dialect, Engine, EnumStorage, Folding, IdentifierLimit, NameComparison,
    bookkeeping,
};

pub(super) static POSTGRESQL: Dialect = Dialect {
    engine: Engine::PostgreSql,
    display_name: "PostgreSQL",
    default_namespace: Some("public"),
    has_namespaces: true,
    identifier_quote: '"',
    folding: Folding::Lower,
    table_names: NameComparison::CaseSensitive,
    column_names: NameComparison::CaseSensitive,
    // NAMEDATALEN - 1; longer identifiers are cut with a notice.
    identifier_limit: Some(IdentifierLimit::Bytes(63)),
    // `timestamp` stores microseconds: the same as `timestamp(6)`.
    default_time_precision: Some(6),
    enums: EnumStorage::Native,
    names_primary_keys: true,
    names_foreign_keys: true,
    restrict_equals_no_action: false,
    affinity: None,
    bookkeeping: &BOOKKEEPING,
    manual: "https://www.postgresql.org/docs/current/",
};

static BOOKKEEPING: Bookkeeping = Bookkeeping {
    tables: bookkeeping::MIGRATION_TABLES,
    views: &[
        "geometry_columns",
        "geography_columns",
        "raster_columns",
        "raster_overviews",
        "pg_buffercache",
        "pg_stat_statements",
    ],
    platform_tables: &["spatial_ref_sys"],
    table_prefixes: &[],
    schemas: &[
        "prisma_contract",
        "supabase_migrations",
        "_sqlx_test",
        "atlas_schema_revisions",
        "drizzle",
        "sqitch",
        "pgroll",
        "hdb_catalog",
        "graphile_worker",
        "graphile_migrate",
        "tiger",
        "tiger_data",
        "topology",
        "citus",
        "citus_internal",
        "columnar",
        "columnar_internal",
        "crdb_internal",
        "pg_extension",
        "neon",
        "neon_migration",
        "timescaledb_experimental",
        "timescaledb_information",
        "toolkit_experimental",
        "cron",
        "partman",
    ],
    schema_prefixes: &["_timescaledb_"],
};
