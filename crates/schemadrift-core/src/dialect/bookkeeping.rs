//! Owns the names of what migration tools and platforms keep in a database for themselves.
//! Such an object is left out of a comparison only if the code does not declare it.

/// Objects that belong to tools and platforms, by name.
#[derive(Debug)]
pub struct Bookkeeping {
    /// Tables of migration tools.
    pub tables: &'static [&'static str],
    /// Views of platforms and extensions.
    pub views: &'static [&'static str],
    /// Tables of platforms and extensions.
    pub platform_tables: &'static [&'static str],
    /// How names of platform tables begin.
    pub table_prefixes: &'static [&'static str],
    /// Schemas of tools and platforms.
    pub schemas: &'static [&'static str],
    /// How names of platform schemas begin.
    pub schema_prefixes: &'static [&'static str],
}

impl Bookkeeping {
    /// Whether a table of this name belongs to a tool or a platform.
    pub fn is_table(&self, name: &str) -> bool {
        has(self.tables, name)
            || has(self.platform_tables, name)
            || begins(self.table_prefixes, name)
    }

    /// Whether a view of this name belongs to a tool or a platform.
    pub fn is_view(&self, name: &str) -> bool {
        has(self.views, name)
    }

    /// Whether a schema of this name belongs to a tool or a platform.
    pub fn is_schema(&self, name: &str) -> bool {
        has(self.schemas, name) || begins(self.schema_prefixes, name)
    }
}

fn has(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn begins(prefixes: &[&str], name: &str) -> bool {
    prefixes.iter().any(|prefix| {
        name.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    })
}

/// The ledgers of migration tools, the same names on every database.
pub(super) const MIGRATION_TABLES: &[&str] = &[
    "_prisma_migrations",
    "__diesel_schema_migrations",
    "seaql_migrations",
    "_sqlx_migrations",
    "refinery_schema_history",
    "flyway_schema_history",
    "databasechangelog",
    "databasechangeloglock",
    "databasechangeloghistory",
    "schema_migration",
    "schema_migrations",
    "ar_internal_metadata",
    "goose_db_version",
    "pgmigrations",
    "atlas_schema_revisions",
    "__drizzle_migrations",
    "knex_migrations",
    "knex_migrations_lock",
    "sequelizemeta",
    "typeorm_metadata",
    "mikro_orm_migrations",
    "alembic_version",
    "django_migrations",
    "__efmigrationshistory",
    "_yoyo_migration",
    "_yoyo_log",
    "_yoyo_version",
    "yoyo_lock",
];

#[cfg(test)]
mod tests {
    use crate::dialect::Engine;

    #[test]
    fn bookkeeping_is_known_whatever_its_case() {
        let sqlite = Engine::Sqlite.dialect().bookkeeping;
        assert!(sqlite.is_table("_Prisma_Migrations"));
        assert!(sqlite.is_table("sqlite_sequence"));
        assert!(!sqlite.is_table("users"));
        assert!(
            Engine::PostgreSql
                .dialect()
                .bookkeeping
                .is_schema("supabase_migrations")
        );
    }
}
