//! SQLite 3.

use super::{Bookkeeping, Dialect, Engine, EnumStorage, Folding, NameComparison, bookkeeping};

pub(super) static SQLITE: Dialect = Dialect {
    engine: Engine::Sqlite,
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
    names_foreign_keys: false,
    // Both refuse; they differ only inside deferred transactions.
    restrict_equals_no_action: true,
    affinity: Some(affinity),
    bookkeeping: &BOOKKEEPING,
    manual: "https://sqlite.org/lang.html",
};

static BOOKKEEPING: Bookkeeping = Bookkeeping {
    tables: bookkeeping::MIGRATION_TABLES,
    views: &[],
    platform_tables: &[
        "d1_migrations",
        "libsql_wasm_func_table",
        "libsql_vector_meta_shadow",
    ],
    table_prefixes: &["sqlite_", "_cf_", "_litestream_"],
    schemas: &[],
    schema_prefixes: &[],
};

/// What SQLite converts a column's values to, from its declared type
/// (<https://sqlite.org/datatype3.html#determination_of_column_affinity>).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

#[cfg(test)]
mod tests {
    use super::{Affinity, affinity};

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
