//! Owns the ledgers: which table each tool keeps, with which columns, its rows as the server
//! prints them, and what they say once understood.

use super::Tool;
use crate::name::QualifiedName;
use crate::problem::Problem;

/// A table in which a tool records what it applied.
#[derive(Debug, PartialEq, Eq)]
pub struct LedgerTable {
    /// The tools that keep this very table. Where there are several, the files on disk decide.
    pub tools: &'static [Tool],
    /// Its schema, where it does not live in the connection's own.
    pub schema: Option<&'static str>,
    /// Its usual name.
    pub table: &'static str,
    /// The columns to read. A table without one of them is not this ledger.
    pub columns: &'static [&'static str],
    /// Columns to read where they exist.
    pub optional_columns: &'static [&'static str],
    /// Those of the columns that hold bytes, to be read as hexadecimal digits.
    pub binary_columns: &'static [&'static str],
    /// The order of its rows, where their order says something.
    pub order_by: &'static [&'static str],
    /// Whether only a table with no other columns is this ledger, since other tools use the name.
    pub is_exact: bool,
}

impl LedgerTable {
    /// Whether a table with these columns is this ledger. Names compare without regard to case.
    pub fn fits(&self, columns: &[&str]) -> bool {
        let has = |known: &[&str], column: &str| {
            known.iter().any(|known| known.eq_ignore_ascii_case(column))
        };
        let has_all = self.columns.iter().all(|column| has(columns, column));
        let has_others = columns
            .iter()
            .any(|column| !has(self.columns, column) && !has(self.optional_columns, column));
        has_all && !(self.is_exact && has_others)
    }

    /// The ledger that a table of this name and with these columns is.
    pub fn named(schema: Option<&str>, table: &str, columns: &[&str]) -> Option<&'static Self> {
        LEDGER_TABLES.iter().find(|known| {
            let is_in_schema = known
                .schema
                .is_none_or(|own| schema.is_some_and(|schema| schema.eq_ignore_ascii_case(own)));
            is_in_schema && known.table.eq_ignore_ascii_case(table) && known.fits(columns)
        })
    }
}

/// Every ledger that is understood. Of two that share a name, the one that asks for more is first.
pub static LEDGER_TABLES: &[LedgerTable] = &[
    LedgerTable {
        columns: &[
            "migration_name",
            "checksum",
            "started_at",
            "finished_at",
            "rolled_back_at",
            "logs",
        ],
        order_by: &["started_at"],
        ..ledger(&[Tool::Prisma], "_prisma_migrations")
    },
    LedgerTable {
        columns: &["version", "run_on"],
        order_by: &["version"],
        ..ledger(&[Tool::Diesel], "__diesel_schema_migrations")
    },
    LedgerTable {
        columns: &["version", "description", "success", "checksum"],
        optional_columns: &["installed_on"],
        binary_columns: &["checksum"],
        order_by: &["version"],
        ..ledger(&[Tool::Sqlx], "_sqlx_migrations")
    },
    LedgerTable {
        columns: &["version", "applied_at"],
        order_by: &["version"],
        ..ledger(&[Tool::SeaOrm], "seaql_migrations")
    },
    LedgerTable {
        columns: &["version", "name", "applied_on", "checksum"],
        order_by: &["version"],
        ..ledger(&[Tool::Refinery], "refinery_schema_history")
    },
    LedgerTable {
        columns: &[
            "installed_rank",
            "version",
            "description",
            "type",
            "script",
            "checksum",
            "success",
        ],
        optional_columns: &["installed_on"],
        order_by: &["installed_rank"],
        ..ledger(&[Tool::Flyway], "flyway_schema_history")
    },
    LedgerTable {
        columns: &["id", "version_id", "is_applied"],
        optional_columns: &["tstamp"],
        order_by: &["id"],
        ..ledger(&[Tool::Goose], "goose_db_version")
    },
    LedgerTable {
        columns: &["name", "run_on"],
        optional_columns: &["id"],
        order_by: &["run_on", "id"],
        ..ledger(&[Tool::NodePgMigrate], "pgmigrations")
    },
    LedgerTable {
        columns: &["id", "author", "filename", "orderexecuted", "exectype"],
        optional_columns: &["dateexecuted"],
        order_by: &["orderexecuted"],
        ..ledger(&[Tool::Liquibase], "databasechangelog")
    },
    LedgerTable {
        columns: &["version"],
        optional_columns: &["version_self"],
        order_by: &["version"],
        is_exact: true,
        ..ledger(&[Tool::Pop], "schema_migration")
    },
    LedgerTable {
        schema: Some("supabase_migrations"),
        columns: &["version"],
        optional_columns: &["name"],
        order_by: &["version"],
        ..ledger(&[Tool::Supabase], "schema_migrations")
    },
    LedgerTable {
        columns: &["version", "dirty"],
        is_exact: true,
        ..ledger(&[Tool::GolangMigrate], "schema_migrations")
    },
    LedgerTable {
        columns: &["version"],
        order_by: &["version"],
        is_exact: true,
        ..ledger(&[Tool::Dbmate, Tool::Rails], "schema_migrations")
    },
];

const fn ledger(tools: &'static [Tool], table: &'static str) -> LedgerTable {
    LedgerTable {
        tools,
        schema: None,
        table,
        columns: &[],
        optional_columns: &[],
        binary_columns: &[],
        order_by: &[],
        is_exact: false,
    }
}

/// One row of a ledger: its columns, each with its value as the server prints it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LedgerRow {
    /// Names and values. `None` is NULL.
    pub columns: Vec<(String, Option<String>)>,
}

impl LedgerRow {
    /// The value of a column, unless it is NULL or was not read.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.columns
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(column))
            .and_then(|(_, value)| value.as_deref())
    }
}

/// A ledger as it was read, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerReading {
    /// Which ledger it is.
    pub table: &'static LedgerTable,
    /// Where it was found.
    pub name: QualifiedName,
    /// Its rows.
    pub rows: Vec<LedgerRow>,
}

/// A ledger understood by the rule of the tool that keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// The tool.
    pub tool: Tool,
    /// The table.
    pub table: QualifiedName,
    /// What it says, each migration once.
    pub entries: Vec<Entry>,
    /// The version up to which it says that everything is applied, recorded or not.
    pub covers: Option<String>,
    /// Rows that were not understood.
    pub problems: Vec<Problem>,
}

/// What a ledger says of one migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it calls the migration.
    pub name: String,
    /// What a person would call it.
    pub label: String,
    /// What happened.
    pub outcome: Outcome,
    /// The checksum it recorded.
    pub checksum: Option<String>,
    /// When, as the server prints it.
    pub applied_at: Option<String>,
}

/// What happened to a migration by its ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was applied.
    Applied,
    /// It was started and not finished.
    Failed {
        /// What the ledger says of the reason.
        reason: Option<String>,
    },
    /// It was applied or started, and then taken back.
    RolledBack,
    /// It was looked at and left out.
    Skipped,
}

#[cfg(test)]
mod tests {
    use super::{LEDGER_TABLES, LedgerTable};
    use crate::dialect::Engine;
    use crate::migration::Tool;

    fn tools(schema: Option<&str>, table: &str, columns: &[&str]) -> &'static [Tool] {
        LedgerTable::named(schema, table, columns).map_or(&[], |table| table.tools)
    }

    #[test]
    fn tables_of_one_name_are_told_apart_by_their_columns() {
        let named = |columns| tools(Some("public"), "schema_migrations", columns);
        assert_eq!(named(&["version", "dirty"]), [Tool::GolangMigrate]);
        assert_eq!(named(&["version"]), [Tool::Dbmate, Tool::Rails]);
        assert_eq!(named(&["version", "inserted_at"]), []);
        assert_eq!(
            tools(
                Some("supabase_migrations"),
                "schema_migrations",
                &["version", "statements", "name"]
            ),
            [Tool::Supabase]
        );
    }

    #[test]
    fn case_of_names_does_not_matter_and_new_columns_are_borne() {
        assert_eq!(
            tools(
                None,
                "DATABASECHANGELOG",
                &[
                    "ID",
                    "AUTHOR",
                    "FILENAME",
                    "ORDEREXECUTED",
                    "EXECTYPE",
                    "NEW"
                ]
            ),
            [Tool::Liquibase]
        );
        assert_eq!(tools(None, "_sqlx_migrations", &["version"]), []);
    }

    #[test]
    fn every_ledger_is_left_out_of_comparisons() {
        for engine in [
            Engine::PostgreSql,
            Engine::MySql,
            Engine::MariaDb,
            Engine::Sqlite,
        ] {
            let bookkeeping = engine.dialect().bookkeeping;
            for ledger in LEDGER_TABLES {
                assert!(bookkeeping.is_table(ledger.table), "{}", ledger.table);
            }
        }
    }

    #[test]
    fn every_tool_with_a_ledger_has_one_here() {
        for tool in Tool::ALL {
            let is_listed = LEDGER_TABLES
                .iter()
                .any(|table| table.tools.contains(&tool));
            assert_eq!(is_listed, tool != Tool::PlainFiles, "{tool}");
        }
    }
}
