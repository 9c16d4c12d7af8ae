//! Owns the reading of `schemadrift.toml` into settings.

use std::ops::Range;

use globset::GlobBuilder;
use schemadrift_core::finding::Level;
use schemadrift_core::name::QualifiedName;
use toml::de::DeValue;

use crate::keys;
use crate::walk::{Fields, Placed, Table, Value, Walk, did_you_mean};
use crate::{Address, Config, DatabaseEntry, Ignore, SourceEntry};

/// Reads a configuration. `path` names it in messages; `rules` are the rules there are.
pub fn read(path: &str, text: &str, rules: &[&str]) -> Config {
    let mut config = Config::default();
    let walk = Walk::over(path, text, |walk, table| {
        let place = 0..text.len();
        let fields = walk.fields(table, place, "the file", keys::ROOT);
        let mut reader = Reader {
            walk,
            rules,
            config: &mut config,
            sources: Vec::new(),
            databases: Vec::new(),
        };
        reader.root(&fields);
    });
    config.problems = walk.into_problems();
    config
}

pub(crate) struct Reader<'a> {
    pub(crate) walk: &'a mut Walk,
    rules: &'a [&'a str],
    pub(crate) config: &'a mut Config,
    /// The place of each source, and the database that it names.
    sources: Vec<(Range<usize>, Option<Placed>)>,
    /// The names of databases.
    databases: Vec<Placed>,
}

impl Reader<'_> {
    fn root(&mut self, fields: &Fields<'_, '_>) {
        if let Some(value) = fields.get("fail-on") {
            let word = self.walk.word(value, "`fail-on`", keys::FAIL_LEVELS);
            self.config.fail_on = word.map(level);
        }
        let baseline = self.walk.text(fields, "baseline");
        self.config.baseline = baseline.map(|(path, _)| path);
        for (table, place) in self.walk.tables(fields.get("source"), "source") {
            self.source(table, place);
        }
        if let Some((table, place)) = self.walk.table(fields.get("database"), "database") {
            self.databases(table, place);
        }
        if let Some((table, _)) = self.walk.table(fields.get("rules"), "rules") {
            self.levels(table);
        }
        if let Some((table, place)) = self.walk.table(fields.get("code"), "code") {
            self.code(table, place);
        }
        if let Some((table, place)) = self.walk.table(fields.get("expect"), "expect") {
            self.expect(table, place);
        }
        for (table, place) in self.walk.tables(fields.get("ignore"), "ignore") {
            self.ignore(table, place);
        }
        self.check_databases();
    }

    fn source(&mut self, table: &Table<'_>, place: Range<usize>) {
        let fields = self.walk.fields(table, place, "a source", keys::SOURCE);
        let kind = fields
            .get("kind")
            .and_then(|value| self.walk.word(value, "`kind`", keys::SOURCE_KINDS));
        let path = self.walk.text(&fields, "path");
        let database = self.walk.text(&fields, "database");
        let is_named = fields.get("database").is_none() || database.is_some();
        if is_named {
            self.sources.push((fields.place, database.clone()));
        }
        if let (Some(kind), Some((path, _))) = (kind, path) {
            self.config.sources.push(SourceEntry {
                source: format!("{kind}:{path}"),
                database: database.map(|(name, _)| name),
            });
        }
    }

    /// `[database]` holds the address itself, or one table for each of several databases.
    fn databases(&mut self, table: &Table<'_>, place: Range<usize>) {
        let is_table = |value: &Value<'_>| matches!(value.get_ref(), DeValue::Table(_));
        if table.is_empty() || !table.values().any(is_table) {
            self.database(None, table, place);
            return;
        }
        for (name, value) in table {
            match value.get_ref() {
                DeValue::Table(table) => {
                    let own = name.get_ref().to_string();
                    self.databases.push((own.clone(), name.span()));
                    self.database(Some(own), table, value.span());
                }
                _ => {
                    let message = format!(
                        "`{}` stands beside named databases: write a table for each",
                        name.get_ref()
                    );
                    self.walk.mistake(name.span(), message, None);
                }
            }
        }
    }

    fn database(&mut self, name: Option<String>, table: &Table<'_>, place: Range<usize>) {
        let fields = self.walk.fields(table, place, "a database", keys::DATABASE);
        let variable = self.walk.text(&fields, "env");
        let url = self.walk.text(&fields, "url");
        let address = match (variable, url) {
            (Some((variable, _)), None) => Address::Variable(variable),
            (None, Some((url, _))) => Address::Url(url),
            (Some(_), Some((_, place))) => {
                let message = "a database has `env` or `url`, not both";
                self.walk.mistake(place, message, None);
                return;
            }
            (None, None) => {
                // Whatever else stands there was told already.
                if table.is_empty() {
                    let message = "a database needs `env` or `url`";
                    self.walk.mistake(fields.place, message, None);
                }
                return;
            }
        };
        self.config.databases.push(DatabaseEntry { name, address });
    }

    fn levels(&mut self, table: &Table<'_>) {
        for (key, value) in table {
            let rule = key.get_ref().as_ref();
            let is_known = self.rule(rule, key.span());
            let what = format!("the level of `{rule}`");
            let word = self.walk.word(value, &what, keys::LEVELS);
            if let (true, Some(word)) = (is_known, word) {
                self.config.levels.insert(rule.to_owned(), level(word));
            }
        }
    }

    /// Whether there is such a rule.
    fn rule(&mut self, rule: &str, place: Range<usize>) -> bool {
        let is_known = self.rules.is_empty() || self.rules.contains(&rule);
        if !is_known {
            let help = did_you_mean(rule, self.rules)
                .unwrap_or_else(|| "`schemadrift rules` lists the rules".to_owned());
            let message = format!("there is no rule `{rule}`");
            self.walk.mistake(place, message, Some(help));
        }
        is_known
    }

    fn ignore(&mut self, table: &Table<'_>, place: Range<usize>) {
        let what = "an ignore entry";
        let fields = self.walk.fields(table, place, what, keys::IGNORE);
        let object = self.walk.text(&fields, "object");
        let rule = self.walk.text(&fields, "rule");
        let reason = self.walk.text(&fields, "reason");
        let until = self.walk.day(&fields, "until");
        if let Some((rule, place)) = &rule {
            self.rule(rule, place.clone());
        }
        let Some((object, place)) = object else {
            return;
        };
        let glob = GlobBuilder::new(&object).literal_separator(false).build();
        match (glob, reason) {
            (Ok(glob), Some((reason, _))) => self.config.ignores.push(Ignore {
                object: glob.compile_matcher(),
                rule: rule.map(|(name, _)| name),
                reason,
                until,
                origin: self.walk.origin(fields.place),
            }),
            (Ok(_), None) => {}
            (Err(error), _) => {
                let message = format!("not a glob: {}", error.kind());
                self.walk.mistake(place, message, None);
            }
        }
    }

    fn expect(&mut self, table: &Table<'_>, place: Range<usize>) {
        let fields = self.walk.fields(table, place, "`expect`", keys::EXPECT);
        let tables = self.walk.texts(&fields, "rows");
        let tables = tables.iter().map(|(name, _)| qualified(name));
        self.config.expected_rows.extend(tables);
    }

    /// A source must be about a database that there is, and say which one where there are several:
    /// what is checked against nothing, or against another one, would go unnoticed.
    fn check_databases(&mut self) {
        let names: Vec<&str> = self
            .databases
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        let mut mistakes = Vec::new();
        for (place, database) in &self.sources {
            match database {
                Some((name, place)) if !names.contains(&name.as_str()) => {
                    let message = format!("there is no `[database.{name}]`");
                    mistakes.push((place.clone(), message, did_you_mean(name, &names)));
                }
                None if names.len() > 1 => {
                    let message = "several databases are configured, and this source names none";
                    let help = "say which one in its `database`";
                    mistakes.push((place.clone(), message.to_owned(), Some(help.to_owned())));
                }
                Some(_) | None => {}
            }
        }
        let is_named = |name: &str| {
            let mut named = self.sources.iter().filter_map(|(_, own)| own.as_ref());
            named.any(|(own, _)| own == name)
        };
        for (name, place) in self.databases.iter().filter(|_| names.len() > 1) {
            if !is_named(name) {
                let message = format!("no source is checked against `[database.{name}]`");
                let help = format!("write `database = \"{name}\"` into its `[[source]]`");
                mistakes.push((place.clone(), message, Some(help)));
            }
        }
        for (place, message, help) in mistakes {
            self.walk.mistake(place, message, help);
        }
    }
}

fn level(word: &str) -> Level {
    match word {
        "off" => Level::Off,
        "note" => Level::Note,
        "warning" => Level::Warning,
        _ => Level::Error,
    }
}

fn qualified(name: &str) -> QualifiedName {
    match name.split_once('.') {
        Some((schema, name)) => QualifiedName::new(schema, name),
        None => QualifiedName::bare(name),
    }
}
