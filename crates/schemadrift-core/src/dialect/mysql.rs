//! MySQL 8.0 and later.

use super::{
    Bookkeeping, Dialect, Engine, EnumStorage, Folding, IdentifierLimit, NameComparison,
    bookkeeping,
};
use crate::model::GrantClass;

pub(super) static MYSQL: Dialect = Dialect {
    engine: Engine::MySql,
    base: Engine::MySql,
    display_name: "MySQL",
    default_namespace: None,
    has_namespaces: false,
    identifier_quote: '`',
    folding: Folding::AsWritten,
    // True for `lower_case_table_names = 0`, the default on Linux.
    table_names: NameComparison::CaseSensitive,
    column_names: NameComparison::CaseInsensitive,
    identifier_limit: Some(IdentifierLimit::Characters(64)),
    default_time_precision: Some(0),
    enums: EnumStorage::Inline,
    names_primary_keys: false,
    keys_forbid_null: true,
    names_foreign_keys: true,
    // InnoDB checks at once in both cases.
    restrict_equals_no_action: true,
    triggers_fill_columns: true,
    row_number_names: &[],
    // https://dev.mysql.com/doc/refman/en/constraint-foreign-key.html
    // https://dev.mysql.com/doc/refman/9.0/en/create-table-gipks.html
    invisible_key: Some("my_row_id"),
    indexes_foreign_keys: true,
    affinity: None,
    // Synonyms are settled where expressions are read; no other form is known.
    moment: |_, _| None,
    privileges,
    bookkeeping: &BOOKKEEPING,
    manual: "https://dev.mysql.com/doc/refman/en/",
};

/// <https://dev.mysql.com/doc/refman/en/privileges-provided.html>
fn privileges(class: GrantClass) -> &'static [&'static str] {
    match class {
        GrantClass::Database => &[
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "CREATE",
            "DROP",
            "REFERENCES",
            "INDEX",
            "ALTER",
            "CREATE TEMPORARY TABLES",
            "LOCK TABLES",
            "EXECUTE",
            "CREATE VIEW",
            "SHOW VIEW",
            "CREATE ROUTINE",
            "ALTER ROUTINE",
            "EVENT",
            "TRIGGER",
        ],
        GrantClass::Table => &[
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "CREATE",
            "DROP",
            "REFERENCES",
            "INDEX",
            "ALTER",
            "CREATE VIEW",
            "SHOW VIEW",
            "TRIGGER",
        ],
        GrantClass::Routine => &["EXECUTE", "ALTER ROUTINE"],
        GrantClass::Schema | GrantClass::Sequence => &[],
    }
}

pub(super) static BOOKKEEPING: Bookkeeping = Bookkeeping {
    tables: bookkeeping::MIGRATION_TABLES,
    views: &[],
    platform_tables: &[],
    table_prefixes: &["_vt_"],
    schemas: &["mysql", "sys", "performance_schema", "information_schema"],
    schema_prefixes: &[],
};
