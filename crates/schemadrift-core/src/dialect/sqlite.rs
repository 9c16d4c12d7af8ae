//! SQLite 3.

use serde::{Deserialize, Serialize};

use super::{
    Bookkeeping, Dialect, Engine, EnumStorage, Folding, Moment, NameComparison, bookkeeping,
};
use crate::data_type::DataType;

pub(super) static SQLITE: Dialect = Dialect {
    engine: Engine::Sqlite,
    base: Engine::Sqlite,
    display_name: "SQLite",
    default_namespace: None,
    has_namespaces: false,
    identifier_quote: '"',
    folding: Folding::AsWritten,
    table_names: NameComparison::CaseInsensitive,
    column_names: NameComparison::CaseInsensitive,
    identifier_limit: None,
    default_time_precision: None,
    enums: EnumStorage::Text,
    names_primary_keys: false,
    keys_forbid_null: false,
    names_foreign_keys: false,
    // Both refuse; they differ only inside deferred transactions.
    restrict_equals_no_action: true,
    // https://sqlite.org/lang_createtrigger.html: a trigger cannot change NEW.
    triggers_fill_columns: false,
    // https://sqlite.org/lang_createtable.html#rowid
    row_number_names: &["rowid", "oid", "_rowid_"],
    invisible_key: None,
    indexes_foreign_keys: false,
    affinity: Some(affinity),
    moment,
    privileges: |_| &[],
    bookkeeping: &BOOKKEEPING,
    manual: "https://sqlite.org/lang.html",
};

static BOOKKEEPING: Bookkeeping = Bookkeeping {
    tables: bookkeeping::MIGRATION_TABLES,
    views: &[],
    platform_tables: &["d1_migrations"],
    table_prefixes: &["sqlite_", "_cf_", "_litestream_"],
    schemas: &[],
    schema_prefixes: &[],
};

/// What SQLite converts a column's values to, from its declared type
/// (<https://sqlite.org/datatype3.html#determination_of_column_affinity>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Affinity {
    /// Whole numbers.
    Integer,
    /// Text.
    Text,
    /// Anything, as it is.
    Blob,
    /// Floating point.
    Real,
    /// Numbers where possible.
    Numeric,
}

impl std::fmt::Display for Affinity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Integer => "INTEGER",
            Self::Text => "TEXT",
            Self::Blob => "BLOB",
            Self::Real => "REAL",
            Self::Numeric => "NUMERIC",
        })
    }
}

fn affinity(declared_type: &str) -> Affinity {
    let declared = declared_type.to_ascii_uppercase();
    let has = |part: &str| declared.contains(part);
    if has("INT") {
        Affinity::Integer
    } else if has("CHAR") || has("CLOB") || has("TEXT") {
        Affinity::Text
    } else if declared.is_empty() || has("BLOB") {
        Affinity::Blob
    } else if has("REAL") || has("FLOA") || has("DOUB") {
        Affinity::Real
    } else {
        Affinity::Numeric
    }
}

/// Functions of a moment and its modifiers
/// (<https://sqlite.org/lang_datefunc.html>); `unixepoch` counts seconds, `julianday` days.
const MOMENT_FUNCTIONS: &[&str] = &["datetime", "unixepoch", "julianday"];

fn moment(expression: &str, _shape: &DataType) -> Option<Moment> {
    let (function, arguments) = expression.strip_suffix(')')?.split_once('(')?;
    let mut arguments = arguments.split(", ");
    match function {
        "strftime" if !keeps_moment(arguments.next()?) => return None,
        "strftime" => {}
        function if MOMENT_FUNCTIONS.contains(&function) => {}
        _ => return None,
    }
    let asked = arguments.next().unwrap_or_default();
    if !asked.is_empty() && !asked.eq_ignore_ascii_case("'now'") {
        return None;
    }
    let modifiers: Vec<&str> = arguments.collect();
    if modifiers.is_empty() {
        // There is no other time zone than the universal one.
        return Some(Moment::Session);
    }
    let are_distances = modifiers.iter().all(|modifier| is_distance(modifier));
    (are_distances && modifiers.len() == 1).then_some(Moment::Distant)
}

/// Whether a format shows date and time, or counts the seconds.
fn keeps_moment(format: &str) -> bool {
    let has = |directive: &str| format.contains(directive);
    let has_date = has("%F") || has("%Y") && has("%m") && has("%d");
    let has_time = has("%T") || has("%H") && has("%M") && (has("%S") || has("%f"));
    format.starts_with('\'') && (has_date && has_time || matches!(format, "'%s'" | "'%J'"))
}

/// Whether a modifier moves the moment, such as `'+1 day'`.
fn is_distance(modifier: &str) -> bool {
    let inner = modifier.trim_matches('\'').trim_start_matches(['+', '-']);
    let Some((number, unit)) = inner.split_once(' ') else {
        return false;
    };
    let is_unit = ["second", "minute", "hour", "day", "month", "year"]
        .iter()
        .any(|known| unit == *known || unit.strip_suffix('s') == Some(known));
    is_unit && number.parse::<f64>().is_ok_and(|number| number != 0.0)
}

#[cfg(test)]
mod tests {
    use super::{Affinity, Moment, affinity, moment};
    use crate::data_type::DataType;

    #[test]
    fn only_now_itself_is_now() {
        for (text, expected) in [
            ("datetime('now')", Some(Moment::Session)),
            ("unixepoch()", Some(Moment::Session)),
            (
                "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
                Some(Moment::Session),
            ),
            ("strftime('%s', 'NOW')", Some(Moment::Session)),
            ("datetime('now', '+1 day')", Some(Moment::Distant)),
            (
                "strftime('%F %T', 'now', '-2.5 hours')",
                Some(Moment::Distant),
            ),
            ("datetime('now', '+0 days')", None),
            ("datetime('now', 'localtime')", None),
            ("datetime('now', '+1 day', '-1 day')", None),
            ("datetime('now', 'start of day')", None),
            ("datetime('2020-01-01')", None),
            ("strftime('%Y-%m-%d', 'now')", None),
            ("strftime('%s')", Some(Moment::Session)),
            ("date('now')", None),
            ("'now'", None),
        ] {
            assert_eq!(moment(text, &DataType::Untyped), expected, "{text}");
        }
    }

    #[test]
    fn the_order_of_the_rules_matters() {
        assert_eq!(affinity("FLOATING POINT"), Affinity::Integer);
        assert_eq!(affinity("CHARINT"), Affinity::Integer);
        assert_eq!(affinity("varchar(20)"), Affinity::Text);
        assert_eq!(affinity("DATETIME"), Affinity::Numeric);
        assert_eq!(affinity("real_decimal"), Affinity::Real);
        assert_eq!(affinity(""), Affinity::Blob);
    }
}
