//! Owns the platforms and products that run our databases, extend them or speak like them, as data: how each is
//! known, what it keeps in a database for itself, and in what it differs from the database that it is based on.

mod mysql;
mod postgresql;
mod sqlite;

use crate::dialect::Engine;
use crate::model::{Column, DefaultValue, Index, Schema};
use crate::stated::Stated;

/// A platform or a product.
#[derive(Debug)]
pub struct Platform {
    /// The name as its makers write it.
    pub name: &'static str,
    /// The database that it is based on.
    pub base: Engine,
    /// How it is known.
    pub marks: Marks,
    /// What it keeps for itself.
    pub own: Own,
    /// In what it differs from its base.
    pub except: &'static [Exception],
    /// Where the facts are from.
    pub evidence: Evidence,
}

/// How a platform is known. Nothing is known by what is empty.
#[derive(Debug)]
pub struct Marks {
    /// A word that what the server says of its version holds, in lower case.
    pub banner: Option<&'static str>,
    /// Schemas, all of which it has: one of them alone may well be the project's own.
    pub schemas: &'static [&'static str],
    /// Extensions, one of which is installed.
    pub extensions: &'static [&'static str],
    /// Tables, one of which it has.
    pub tables: &'static [&'static str],
}

/// What a platform keeps in a database for itself.
#[derive(Debug)]
pub struct Own {
    /// Schemas.
    pub schemas: &'static [&'static str],
    /// How names of its schemas begin.
    pub schema_prefixes: &'static [&'static str],
    /// Whether it keeps the schema that its extension is in, unless that is everybody's.
    pub keeps_schema_of_extension: bool,
    /// Triggers that it puts on tables.
    pub triggers: &'static [&'static str],
    /// How names of its tables end.
    pub table_suffixes: &'static [&'static str],
}

/// Something that is not as in the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exception {
    /// A table without a primary key gets this column as one, with this default.
    HiddenKey {
        /// The column.
        column: &'static str,
        /// Its default.
        default: &'static str,
    },
    /// What the base calls one index method has another name.
    IndexMethod {
        /// The name here.
        own: &'static str,
        /// The name of the base.
        base: &'static str,
    },
}

/// Where the facts about a platform are from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// It was run, in this version.
    Run(&'static str),
    /// It was only read about, here.
    Read(&'static str),
}

const NO_MARKS: Marks = Marks {
    banner: None,
    schemas: &[],
    extensions: &[],
    tables: &[],
};

const NOTHING: Own = Own {
    schemas: &[],
    schema_prefixes: &[],
    keeps_schema_of_extension: false,
    triggers: &[],
    table_suffixes: &[],
};

/// Every platform, by the engine that it is based on.
pub fn all() -> impl Iterator<Item = &'static Platform> {
    let engines = [postgresql::PLATFORMS, mysql::PLATFORMS, sqlite::PLATFORMS];
    engines.into_iter().flatten()
}

/// What a database shows of itself.
#[derive(Debug, Clone, Default)]
pub struct Signs<'a> {
    /// What the server says of its version.
    pub banner: String,
    /// Its schemas.
    pub schemas: Vec<&'a str>,
    /// Its extensions, each with the schema that it is in.
    pub extensions: Vec<(&'a str, &'a str)>,
    /// Its tables.
    pub tables: Vec<&'a str>,
}

/// The platforms that a database runs on, and those that extend it.
#[derive(Debug, Clone, Default)]
pub struct Platforms {
    known: Vec<&'static Platform>,
    /// Schemas that extensions are in which keep those for themselves.
    schemas: Vec<(String, &'static str)>,
}

impl Platforms {
    /// The platforms whose marks a database bears.
    pub fn of(engine: Engine, signs: &Signs<'_>) -> Self {
        let mut platforms = Self::default();
        for platform in all().filter(|platform| platform.base.is_kin_of(engine)) {
            let extension = signs
                .extensions
                .iter()
                .find(|(name, _)| platform.marks.extensions.contains(name));
            if extension.is_none() && !platform.marks.are_borne(signs) {
                continue;
            }
            platforms.known.push(platform);
            if let Some((_, schema)) = extension
                && platform.own.keeps_schema_of_extension
                && engine.dialect().default_namespace != Some(*schema)
            {
                platforms
                    .schemas
                    .push(((*schema).to_owned(), platform.name));
            }
        }
        platforms
    }

    /// The product that answers in place of the database that it speaks like.
    pub fn product(&self) -> Option<&'static str> {
        let mut known = self.known.iter();
        known
            .find(|platform| platform.marks.banner.is_some())
            .map(|platform| platform.name)
    }

    /// The platform that keeps this schema for itself.
    pub fn keeper_of_schema(&self, schema: &str) -> Option<&'static str> {
        let of_extension = self.schemas.iter().find(|(own, _)| own == schema);
        let by_name = || {
            let mut known = self.known.iter();
            known.find(|platform| platform.own.has_schema(schema))
        };
        of_extension
            .map(|(_, name)| *name)
            .or_else(|| by_name().map(|platform| platform.name))
    }

    /// The platform that keeps a table of this name for itself.
    pub fn keeper_of_table(&self, table: &str) -> Option<&'static str> {
        let is_own = |platform: &&&Platform| {
            let mut suffixes = platform.own.table_suffixes.iter();
            platform.marks.tables.contains(&table) || suffixes.any(|suffix| table.ends_with(suffix))
        };
        let mut known = self.known.iter();
        known.find(is_own).map(|platform| platform.name)
    }

    /// The platform that puts a trigger of this name on tables.
    pub fn keeper_of_trigger(&self, trigger: &str) -> Option<&'static str> {
        let mut known = self.known.iter();
        let found = known.find(|platform| platform.own.triggers.contains(&trigger));
        found.map(|platform| platform.name)
    }

    /// Says in the words of the base what the platforms say in words of their own.
    pub fn translate(&self, schema: &mut Schema) {
        let exceptions = self.known.iter().flat_map(|platform| platform.except);
        for exception in exceptions {
            for table in &mut schema.tables {
                match exception {
                    Exception::IndexMethod { own, base } => {
                        let indexes = table.indexes.iter_mut();
                        indexes.for_each(|index| rename_method(index, own, base));
                    }
                    Exception::HiddenKey { column, default } => {
                        for own in &mut table.columns {
                            own.is_made_by_server |=
                                own.name.as_str() == *column && has_default(own, default);
                        }
                    }
                }
            }
        }
    }
}

impl Marks {
    fn are_borne(&self, signs: &Signs<'_>) -> bool {
        let has_all_schemas = !self.schemas.is_empty()
            && self
                .schemas
                .iter()
                .all(|schema| signs.schemas.contains(schema));
        self.banner
            .is_some_and(|word| signs.banner.to_ascii_lowercase().contains(word))
            || has_all_schemas
            || self.tables.iter().any(|table| signs.tables.contains(table))
    }
}

impl Own {
    fn has_schema(&self, schema: &str) -> bool {
        let mut prefixes = self.schema_prefixes.iter();
        self.schemas.contains(&schema) || prefixes.any(|prefix| schema.starts_with(prefix))
    }
}

fn has_default(column: &Column, default: &str) -> bool {
    match column.default.get().and_then(Option::as_ref) {
        Some(DefaultValue::Expression(expression)) => expression.text.contains(default),
        Some(DefaultValue::Unknown) | None => false,
    }
}

fn rename_method(index: &mut Index, own: &str, base: &str) {
    if index.method.get().is_some_and(|method| method == own) {
        index.method = Stated::Written(base.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::{Platforms, Signs, all};
    use crate::dialect::Engine;

    #[test]
    fn a_platform_needs_all_its_schemas() {
        let of = |schemas: &[&'static str]| {
            let signs = Signs {
                schemas: schemas.to_vec(),
                ..Signs::default()
            };
            Platforms::of(Engine::PostgreSql, &signs)
        };
        assert_eq!(of(&["auth", "public"]).keeper_of_schema("auth"), None);
        let supabase = of(&["auth", "public", "storage"]);
        assert_eq!(supabase.keeper_of_schema("auth"), Some("Supabase"));
        assert_eq!(supabase.keeper_of_schema("public"), None);
    }

    #[test]
    fn products_are_told_by_their_banner() {
        let product = |engine, banner: &str| {
            let signs = Signs {
                banner: banner.to_owned(),
                ..Signs::default()
            };
            Platforms::of(engine, &signs).product()
        };
        let postgresql = |banner| product(Engine::PostgreSql, banner);
        assert_eq!(postgresql("PostgreSQL 15.4 on x86_64-pc-linux-gnu"), None);
        assert_eq!(postgresql("CockroachDB CCL v24.1"), Some("CockroachDB"));
        assert_eq!(postgresql("PostgreSQL 15.2-YB-2.25.0"), Some("YugabyteDB"));
        assert_eq!(product(Engine::MySql, "8.0.11-TiDB-v8.5.1"), Some("TiDB"));
        assert_eq!(product(Engine::MariaDb, "10.11.19-MariaDB"), None);
    }

    #[test]
    fn an_extension_may_keep_the_schema_that_it_is_in() {
        let of = |schema| {
            let signs = Signs {
                extensions: vec![("pg_partman", schema)],
                ..Signs::default()
            };
            Platforms::of(Engine::PostgreSql, &signs)
        };
        assert_eq!(of("parts").keeper_of_schema("parts"), Some("pg_partman"));
        assert_eq!(of("parts").keeper_of_schema("public"), None);
        assert_eq!(of("public").keeper_of_schema("public"), None);
    }

    #[test]
    fn every_platform_is_known_by_something() {
        for platform in all() {
            let marks = &platform.marks;
            let is_known = marks.banner.is_some()
                || !marks.schemas.is_empty()
                || !marks.extensions.is_empty()
                || !marks.tables.is_empty();
            assert!(is_known, "{}", platform.name);
            let word = marks.banner.unwrap_or_default();
            assert_eq!(word, word.to_lowercase(), "{}", platform.name);
        }
        assert!(all().count() > 20);
    }
}
