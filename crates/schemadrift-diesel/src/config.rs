//! Owns `diesel.toml`: which files the Diesel CLI writes, and of which part of the database
//! (<https://diesel.rs/guides/configuring-diesel-cli>).

use toml::Table;

/// What `diesel.toml` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DieselConfig {
    /// `[print_schema]`, or every `[print_schema.KEY]`.
    pub print_schema: Vec<PrintSchema>,
    /// `[migrations_directory] dir`.
    pub migrations: Option<String>,
}

/// One file that `diesel print-schema` writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintSchema {
    /// The key of an entry among several.
    pub key: Option<String>,
    /// The file, relative to `diesel.toml`.
    pub file: Option<String>,
    /// The database schema that is printed; `None` prints the default one.
    pub schema: Option<String>,
    /// Some tables are left out.
    pub is_filtered: bool,
    /// Views are printed too.
    pub includes_views: bool,
}

impl DieselConfig {
    /// Reads the text of a `diesel.toml`; what is not understood is left out.
    pub fn parse(text: &str) -> Self {
        let Ok(table) = text.parse::<Table>() else {
            return Self::default();
        };
        let mut print_schema = Vec::new();
        if let Some(entry) = table.get("print_schema").and_then(toml::Value::as_table) {
            let several = entry
                .iter()
                .filter(|(key, _)| !matches!(key.as_str(), "filter" | "with_docs_config"))
                .filter_map(|(key, value)| Some((key, value.as_table()?)));
            for (key, entry) in several {
                print_schema.push(PrintSchema {
                    key: Some(key.clone()),
                    ..PrintSchema::of(entry)
                });
            }
            if print_schema.is_empty() {
                print_schema.push(PrintSchema::of(entry));
            }
        }
        let migrations = table.get("migrations_directory");
        Self {
            print_schema,
            migrations: migrations
                .and_then(|entry| entry.get("dir")?.as_str())
                .map(str::to_owned),
        }
    }
}

impl PrintSchema {
    fn of(entry: &Table) -> Self {
        let text = |key: &str| {
            entry
                .get(key)
                .and_then(toml::Value::as_str)
                .map(str::to_owned)
        };
        let is_on = |key: &str| entry.get(key).and_then(toml::Value::as_bool) == Some(true);
        let filter = entry.get("filter").and_then(toml::Value::as_table);
        Self {
            key: None,
            file: text("file"),
            schema: text("schema"),
            is_filtered: filter.is_some_and(|filter| !filter.is_empty()),
            includes_views: is_on("include_views"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_entry_and_several_are_read() {
        let one = DieselConfig::parse(
            "[print_schema]\nfile = \"src/schema.rs\"\nfilter = { only_tables = [\"a\"] }\n[print_schema.with_docs_config]\nx = 1\n",
        );
        assert_eq!(one.print_schema.len(), 1);
        assert!(one.print_schema[0].is_filtered);
        assert_eq!(one.print_schema[0].file.as_deref(), Some("src/schema.rs"));
        let several = DieselConfig::parse(
            "[print_schema.a]\nfile = \"a.rs\"\n[print_schema.b]\nfile = \"b.rs\"\nschema = \"b\"\n[migrations_directory]\ndir = \"m\"\n",
        );
        assert_eq!(several.print_schema.len(), 2);
        assert_eq!(several.print_schema[1].schema.as_deref(), Some("b"));
        assert_eq!(several.migrations.as_deref(), Some("m"));
        assert_eq!(DieselConfig::parse("= nothing"), DieselConfig::default());
    }
}
