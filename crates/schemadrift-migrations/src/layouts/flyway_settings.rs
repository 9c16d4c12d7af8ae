//! Owns what a project tells Flyway: `flyway.conf` and `flyway.toml`.
//! <https://documentation.red-gate.com/fd/parameters-184127474.html>

use std::collections::BTreeMap;

use schemadrift_core::name::QualifiedName;
use toml::Value;

use crate::project::Project;

/// Settings that decide which files are migrations and what is in them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Settings {
    pub(super) versioned_prefix: String,
    pub(super) repeatable_prefix: String,
    pub(super) undo_prefix: String,
    pub(super) baseline_prefix: String,
    pub(super) separator: String,
    pub(super) suffixes: Vec<String>,
    pub(super) replaces_placeholders: bool,
    pub(super) placeholder_start: String,
    pub(super) placeholder_end: String,
    pub(super) placeholders: BTreeMap<String, String>,
    pub(super) table: Option<QualifiedName>,
}

impl Settings {
    /// What a project says, Flyway's own defaults for the rest.
    pub(super) fn of(project: &Project) -> Self {
        let told = project.nearest(|level| {
            level
                .text("flyway.conf")
                .map(|text| from_properties(&text))
                .or_else(|| level.toml("flyway.toml").map(|table| from_toml(&table)))
        });
        Self::from_pairs(&told.unwrap_or_default())
    }

    fn from_pairs(told: &BTreeMap<String, String>) -> Self {
        let text = |key: &str, default: &str| {
            let value = told.get(&key.to_ascii_lowercase());
            value.map_or(default, String::as_str).to_owned()
        };
        let suffixes = text("sqlMigrationSuffixes", ".sql");
        let placeholders = told.iter().filter_map(|(key, value)| {
            Some((key.strip_prefix("placeholders.")?.to_owned(), value.clone()))
        });
        Self {
            versioned_prefix: text("sqlMigrationPrefix", "V"),
            repeatable_prefix: text("repeatableSqlMigrationPrefix", "R"),
            undo_prefix: text("undoSqlMigrationPrefix", "U"),
            baseline_prefix: text("baselineMigrationPrefix", "B"),
            separator: text("sqlMigrationSeparator", "__"),
            suffixes: suffixes
                .split(',')
                .map(|part| part.trim().to_owned())
                .collect(),
            replaces_placeholders: text("placeholderReplacement", "true") != "false",
            placeholder_start: text("placeholderPrefix", "${"),
            placeholder_end: text("placeholderSuffix", "}"),
            placeholders: placeholders.collect(),
            table: told.get("table").map(|table| QualifiedName {
                schema: told
                    .get("defaultschema")
                    .map(|schema| schema.as_str().into()),
                name: table.as_str().into(),
            }),
        }
    }

    /// A script with its placeholders filled in, and the names of those without a value.
    pub(super) fn fill(&self, script: &str) -> (String, Vec<String>) {
        let mut filled = String::with_capacity(script.len());
        let mut unknown = Vec::new();
        let mut rest = script;
        while let Some((before, after)) = rest.split_once(self.placeholder_start.as_str()) {
            filled.push_str(before);
            let named = after.split_once(self.placeholder_end.as_str());
            let Some((name, tail)) = named.filter(|(name, _)| !name.contains('\n')) else {
                filled.push_str(&self.placeholder_start);
                rest = after;
                continue;
            };
            match self.placeholders.get(&name.trim().to_ascii_lowercase()) {
                Some(value) => filled.push_str(value),
                None => {
                    unknown.push(name.trim().to_owned());
                    filled.push_str(&self.placeholder_start);
                    filled.push_str(name);
                    filled.push_str(&self.placeholder_end);
                }
            }
            rest = tail;
        }
        filled.push_str(rest);
        (filled, unknown)
    }
}

/// `flyway.key=value` lines. Keys are told apart without regard to case.
fn from_properties(text: &str) -> BTreeMap<String, String> {
    text.lines()
        .filter_map(|line| {
            let (key, value) = line.trim().strip_prefix("flyway.")?.split_once('=')?;
            Some((key.trim().to_ascii_lowercase(), value.trim().to_owned()))
        })
        .collect()
}

/// The table `[flyway]`, with tables below it.
fn from_toml(table: &toml::Table) -> BTreeMap<String, String> {
    let mut pairs = BTreeMap::new();
    let Some(flyway) = table.get("flyway").and_then(Value::as_table) else {
        return pairs;
    };
    for (key, value) in flyway {
        let key = key.to_ascii_lowercase();
        match value {
            Value::String(text) => {
                pairs.insert(key, text.clone());
            }
            Value::Boolean(value) => {
                pairs.insert(key, value.to_string());
            }
            Value::Array(values) => {
                let texts: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
                pairs.insert(key, texts.join(","));
            }
            Value::Table(inner) => {
                for (name, value) in inner {
                    if let Some(text) = value.as_str() {
                        pairs.insert(
                            format!("{key}.{}", name.to_ascii_lowercase()),
                            text.to_owned(),
                        );
                    }
                }
            }
            Value::Integer(_) | Value::Float(_) | Value::Datetime(_) => {}
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::{Settings, from_properties, from_toml};

    #[test]
    fn both_files_say_the_same() {
        let conf = "# comment\nflyway.table=log\nflyway.defaultSchema = app\n\
                    flyway.placeholders.Owner=me\nflyway.sqlMigrationSuffixes=.sql,.pgsql\n";
        let toml = "[flyway]\ntable = \"log\"\ndefaultSchema = \"app\"\n\
                    sqlMigrationSuffixes = [\".sql\", \".pgsql\"]\n\
                    [flyway.placeholders]\nOwner = \"me\"\n";
        let settings = Settings::from_pairs(&from_properties(conf));
        assert_eq!(
            settings,
            Settings::from_pairs(&from_toml(&toml.parse().unwrap()))
        );
        assert_eq!(settings.table.unwrap().to_string(), "app.log");
        assert_eq!(settings.suffixes, [".sql", ".pgsql"]);
    }

    #[test]
    fn placeholders_are_filled_in_or_named() {
        let settings = Settings::from_pairs(&from_properties("flyway.placeholders.a=1"));
        let (filled, unknown) = settings.fill("${a} ${A} ${b} ${");
        assert_eq!(filled, "1 1 ${b} ${");
        assert_eq!(unknown, ["b"]);
    }
}
