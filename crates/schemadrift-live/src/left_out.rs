//! Owns the decision which objects belong to somebody else: extensions, migration tools,
//! platforms.

use schemadrift_core::dialect::{Bookkeeping, Engine};
use schemadrift_core::platform::Platforms;

/// Decides by name whom a schema, a table or a view belongs to.
#[derive(Debug)]
pub(crate) struct Belonging {
    bookkeeping: &'static Bookkeeping,
    /// A schema that is wanted whatever its name, since the URL names it.
    wanted_schema: Option<String>,
    /// The platforms that the database runs on, and those that extend it.
    platforms: Platforms,
    keeps_everything: bool,
}

impl Belonging {
    pub(crate) fn new(engine: Engine, wanted_schema: Option<&str>, keeps_everything: bool) -> Self {
        Self {
            bookkeeping: engine.dialect().bookkeeping,
            wanted_schema: wanted_schema.map(str::to_owned),
            platforms: Platforms::default(),
            keeps_everything,
        }
    }

    /// The same decision on platforms that keep something for themselves.
    #[must_use]
    pub(crate) fn on(mut self, platforms: Platforms) -> Self {
        self.platforms = platforms;
        self
    }

    /// Whom a schema belongs to, as one clause; `None` where it is the project's own.
    pub(crate) fn of_schema(&self, schema: &str) -> Option<String> {
        if self.keeps_everything || self.wanted_schema.as_deref() == Some(schema) {
            return None;
        }
        if self.bookkeeping.is_schema(schema) {
            return Some(format!(
                "the schema `{schema}` belongs to a tool or a platform"
            ));
        }
        let keeper = self.platforms.keeper_of_schema(schema)?;
        Some(format!("the schema `{schema}` belongs to {keeper}"))
    }

    /// Whom a table belongs to.
    pub(crate) fn of_table(&self, schema: Option<&str>, table: &str) -> Option<String> {
        if let Some(reason) = schema.and_then(|schema| self.of_schema(schema)) {
            return Some(reason);
        }
        if self.keeps_everything {
            return None;
        }
        if let Some(keeper) = self.platforms.keeper_of_table(table) {
            return Some(format!("kept by {keeper}"));
        }
        let is_kept = self.bookkeeping.is_table(table);
        is_kept.then(|| "kept by a migration tool or a platform".to_owned())
    }

    /// Whom a trigger belongs to.
    pub(crate) fn of_trigger(&self, trigger: &str) -> Option<String> {
        if self.keeps_everything {
            return None;
        }
        let keeper = self.platforms.keeper_of_trigger(trigger)?;
        Some(format!("put on the table by {keeper}"))
    }

    /// Whom a view belongs to.
    pub(crate) fn of_view(&self, schema: Option<&str>, view: &str) -> Option<String> {
        if let Some(reason) = schema.and_then(|schema| self.of_schema(schema)) {
            return Some(reason);
        }
        let is_kept = !self.keeps_everything && self.bookkeeping.is_view(view);
        is_kept.then(|| "kept by an extension or a platform".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;
    use schemadrift_core::platform::{Platforms, Signs};

    use super::Belonging;

    /// What Supabase and TimescaleDB keep together.
    fn platforms() -> Platforms {
        let signs = Signs {
            schemas: vec!["auth", "public", "storage"],
            extensions: vec![("timescaledb", "public")],
            ..Signs::default()
        };
        Platforms::of(Engine::PostgreSql, &signs)
    }

    #[test]
    fn tools_and_platforms_are_known_by_name() {
        let belonging = Belonging::new(Engine::PostgreSql, None, false).on(platforms());
        assert!(
            belonging
                .of_table(Some("public"), "_prisma_migrations")
                .is_some()
        );
        assert!(belonging.of_table(Some("auth"), "users").is_some());
        assert!(belonging.of_table(Some("drizzle"), "anything").is_some());
        assert!(belonging.of_table(Some("public"), "users").is_none());
        assert!(
            belonging
                .of_view(Some("public"), "pg_stat_statements")
                .is_some()
        );
        assert!(belonging.of_view(Some("public"), "active_users").is_none());
        assert!(belonging.of_trigger("ts_insert_blocker").is_some());
        assert!(belonging.of_trigger("touch").is_none());
    }

    #[test]
    fn what_was_asked_for_is_kept() {
        let named = Belonging::new(Engine::PostgreSql, Some("auth"), false).on(platforms());
        assert!(named.of_table(Some("auth"), "users").is_none());
        let all = Belonging::new(Engine::PostgreSql, None, true).on(platforms());
        assert!(all.of_table(Some("auth"), "_prisma_migrations").is_none());
    }
}
