//! Owns the decision which objects belong to somebody else: extensions, migration tools,
//! platforms.

use schemadrift_core::dialect::{Bookkeeping, Engine};

/// Decides by name whom a schema, a table or a view belongs to.
#[derive(Debug)]
pub(crate) struct Belonging {
    bookkeeping: &'static Bookkeeping,
    /// A schema that is wanted whatever its name, since the URL names it.
    wanted_schema: Option<String>,
    /// Schemas of the platform the database runs on.
    platform: Option<(&'static str, &'static [&'static str])>,
    keeps_everything: bool,
}

impl Belonging {
    pub(crate) fn new(engine: Engine, wanted_schema: Option<&str>, keeps_everything: bool) -> Self {
        Self {
            bookkeeping: engine.dialect().bookkeeping,
            wanted_schema: wanted_schema.map(str::to_owned),
            platform: None,
            keeps_everything,
        }
    }

    /// The same decision on a platform that keeps these schemas for itself.
    #[must_use]
    pub(crate) fn on_platform(
        mut self,
        platform: Option<(&'static str, &'static [&'static str])>,
    ) -> Self {
        self.platform = platform;
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
        let (platform, schemas) = self.platform?;
        schemas
            .contains(&schema)
            .then(|| format!("the schema `{schema}` belongs to {platform}"))
    }

    /// Whom a table belongs to.
    pub(crate) fn of_table(&self, schema: Option<&str>, table: &str) -> Option<String> {
        if let Some(reason) = schema.and_then(|schema| self.of_schema(schema)) {
            return Some(reason);
        }
        let is_kept = !self.keeps_everything && self.bookkeeping.is_table(table);
        is_kept.then(|| "kept by a migration tool or a platform".to_owned())
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

    use super::Belonging;

    const PLATFORM: Option<(&str, &[&str])> = Some(("a platform", &["auth"]));

    #[test]
    fn tools_and_platforms_are_known_by_name() {
        let belonging = Belonging::new(Engine::PostgreSql, None, false).on_platform(PLATFORM);
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
    }

    #[test]
    fn what_was_asked_for_is_kept() {
        let named = Belonging::new(Engine::PostgreSql, Some("auth"), false).on_platform(PLATFORM);
        assert!(named.of_table(Some("auth"), "users").is_none());
        let all = Belonging::new(Engine::PostgreSql, None, true).on_platform(PLATFORM);
        assert!(all.of_table(Some("auth"), "_prisma_migrations").is_none());
    }
}
