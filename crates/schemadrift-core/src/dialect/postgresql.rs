//! PostgreSQL 12 to 18.

use super::{
    Bookkeeping, Dialect, Engine, EnumStorage, Folding, IdentifierLimit, Moment, NameComparison,
    bookkeeping,
};
use crate::data_type::DataType;
use crate::model::GrantClass;

pub(super) static POSTGRESQL: Dialect = Dialect {
    engine: Engine::PostgreSql,
    base: Engine::PostgreSql,
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
    keys_forbid_null: true,
    names_foreign_keys: true,
    restrict_equals_no_action: false,
    triggers_fill_columns: true,
    row_number_names: &[],
    invisible_key: None,
    indexes_foreign_keys: false,
    affinity: None,
    moment,
    privileges,
    bookkeeping: &BOOKKEEPING,
    manual: "https://www.postgresql.org/docs/current/",
};

/// <https://www.postgresql.org/docs/current/ddl-priv.html>; `MAINTAIN` came with version 17.
fn privileges(class: GrantClass) -> &'static [&'static str] {
    match class {
        GrantClass::Database => &[],
        GrantClass::Schema => &["USAGE", "CREATE"],
        GrantClass::Table => &[
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "TRUNCATE",
            "REFERENCES",
            "TRIGGER",
        ],
        GrantClass::Sequence => &["USAGE", "SELECT", "UPDATE"],
        GrantClass::Routine => &["EXECUTE"],
    }
}

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
    ],
    schema_prefixes: &[],
};

/// Clocks that a session reads, without their precision
/// (<https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT>).
const CLOCKS: &[&str] = &[
    "now()",
    "clock_timestamp()",
    "statement_timestamp()",
    "CURRENT_TIMESTAMP",
    "LOCALTIMESTAMP",
];
/// Clocks that show no date.
const CLOCKS_OF_DAY: &[&str] = &["CURRENT_TIME", "LOCALTIME"];
/// Names of universal time, which are read in any case.
const UNIVERSAL_ZONES: &[&str] = &["utc", "etc/utc", "gmt"];

fn moment(expression: &str, shape: &DataType) -> Option<Moment> {
    let expression = without_harmless_casts(expression, shape);
    let zoned = expression
        .strip_prefix("timezone('")
        .and_then(|rest| rest.strip_suffix(')'))
        .and_then(|rest| rest.split_once("', "));
    if let Some((zone, clock)) = zoned {
        let is_universal = UNIVERSAL_ZONES
            .iter()
            .any(|known| known.eq_ignore_ascii_case(zone));
        // What shows no zone of its own would be read as if it were universal time.
        let shows_zone = clock != "LOCALTIMESTAMP" && CLOCKS.contains(&without_precision(clock));
        return (is_universal && shows_zone).then_some(Moment::Universal);
    }
    let clock = without_precision(expression);
    let is_clock = CLOCKS.contains(&clock)
        || matches!(shape, DataType::Time { .. }) && CLOCKS_OF_DAY.contains(&clock);
    is_clock.then_some(Moment::Session)
}

/// Takes off the casts that keep whatever the column keeps.
fn without_harmless_casts<'a>(expression: &'a str, shape: &DataType) -> &'a str {
    let mut expression = expression;
    while let Some((operand, target)) = expression.rsplit_once("::") {
        let is_harmless = match shape {
            DataType::Date => target == "date" || target.starts_with("timestamp"),
            DataType::Time { .. } => target.starts_with("time"),
            _ => target.starts_with("timestamp"),
        };
        if !is_harmless {
            break;
        }
        expression = operand;
    }
    expression
}

fn without_precision(clock: &str) -> &str {
    match clock
        .strip_suffix(')')
        .and_then(|rest| rest.split_once('('))
    {
        Some((word, digits))
            if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            word
        }
        _ => clock,
    }
}

#[cfg(test)]
mod tests {
    use super::{Moment, moment};
    use crate::data_type::DataType;

    const STAMP: DataType = DataType::Timestamp {
        precision: Some(3),
        has_zone: false,
    };
    const TIME: DataType = DataType::Time {
        precision: None,
        has_zone: false,
    };

    #[test]
    fn clocks_are_known_by_their_whole_form() {
        for (text, shape, expected) in [
            ("clock_timestamp()", STAMP, Some(Moment::Session)),
            ("LOCALTIMESTAMP(3)", STAMP, Some(Moment::Session)),
            (
                "clock_timestamp()::timestamp(0) without time zone",
                STAMP,
                Some(Moment::Session),
            ),
            ("timezone('UTC', now())", STAMP, Some(Moment::Universal)),
            (
                "timezone('utc', CURRENT_TIMESTAMP(3))",
                STAMP,
                Some(Moment::Universal),
            ),
            ("CURRENT_TIME(3)", TIME, Some(Moment::Session)),
            (
                "now()::time(3) without time zone",
                TIME,
                Some(Moment::Session),
            ),
            (
                "timezone('utc', now())::date",
                DataType::Date,
                Some(Moment::Universal),
            ),
            ("timezone('utc', now())::date", STAMP, None),
            ("CURRENT_TIME", STAMP, None),
            ("timezone('Asia/Tokyo', now())", STAMP, None),
            ("timezone('utc', LOCALTIMESTAMP)", STAMP, None),
            ("now() + '1 day'::interval", STAMP, None),
            ("date_trunc('day', now())", STAMP, None),
            ("greatest(now(), clock_timestamp())", STAMP, None),
            ("my_now()", STAMP, None),
        ] {
            assert_eq!(moment(text, &shape), expected, "{text}");
        }
    }
}
