//! Owns the reading of the file: a walk over the spanned TOML tree, so that every mistake is
//! reported at its place and the rest still counts.

use std::ops::Range;
use std::sync::Arc;

use globset::GlobBuilder;
use schemadrift_core::finding::Level;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::{Location, Origin, SourceFile};
use schemadrift_core::problem::Problem;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::{Address, Config, DatabaseEntry, Ignore, SourceEntry};

/// Reads a configuration. `path` names it in messages; `rules` are the rules there are.
pub fn read(path: &str, text: &str, rules: &[&str]) -> Config {
    let mut reader = Reader {
        file: SourceFile::new(path, text),
        rules,
        config: Config::default(),
    };
    match DeTable::parse(text) {
        Ok(table) => reader.root(table.get_ref()),
        Err(error) => {
            let span = error.span().unwrap_or(0..text.len());
            reader.mistake(span, error.message().trim_end().to_owned(), None);
        }
    }
    reader.config
}

pub(crate) type Table<'a> = DeTable<'a>;
pub(crate) type Value<'a> = Spanned<DeValue<'a>>;

pub(crate) struct Reader<'a> {
    file: Arc<SourceFile>,
    rules: &'a [&'a str],
    pub(crate) config: Config,
}

impl Reader<'_> {
    fn origin(&self, span: Range<usize>) -> Origin {
        Origin::Exact(Location::new(&self.file, span))
    }

    pub(crate) fn mistake(&mut self, span: Range<usize>, message: String, help: Option<String>) {
        let mut problem = Problem::error(message, self.origin(span));
        problem.help = help;
        self.config.problems.push(problem);
    }

    fn root(&mut self, table: &Table<'_>) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "source" => self.each_table(value, "source", Self::source),
                "database" => self.databases(value),
                "rules" => self.rules(value),
                "ignore" => self.each_table(value, "ignore", Self::ignore),
                "expect" => self.expect(value),
                "code" => self.code(value),
                "fail-on" => self.config.fail_on = self.level(value),
                _ => self.unknown_key(
                    key,
                    &[
                        "source", "database", "rules", "ignore", "expect", "code", "fail-on",
                    ],
                ),
            }
        }
        self.check_database_names();
    }

    pub(crate) fn unknown_key(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, known: &[&str]) {
        let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        self.mistake(
            key.span(),
            format!("`{}` is not a key here", key.get_ref()),
            Some(format!("the keys are {}", known.join(", "))),
        );
    }

    fn each_table(
        &mut self,
        value: &Value<'_>,
        name: &str,
        read: fn(&mut Self, &Table<'_>, Range<usize>),
    ) {
        let DeValue::Array(entries) = value.get_ref() else {
            self.mistake(
                value.span(),
                format!("write `[[{name}]]`, with two brackets"),
                None,
            );
            return;
        };
        for entry in entries {
            match entry.get_ref() {
                DeValue::Table(table) => read(self, table, entry.span()),
                _ => self.mistake(
                    entry.span(),
                    format!("an entry of `{name}` is a table"),
                    None,
                ),
            }
        }
    }

    pub(crate) fn string(&mut self, value: &Value<'_>, name: &str) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                self.mistake(value.span(), format!("`{name}` is a string"), None);
                None
            }
        }
    }

    fn source(&mut self, table: &Table<'_>, span: Range<usize>) {
        let (mut kind, mut path, mut database) = (None, None, None);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "kind" => kind = self.string(value, "kind"),
                "path" => path = self.string(value, "path"),
                "database" => database = self.string(value, "database"),
                _ => self.unknown_key(key, &["kind", "path", "database"]),
            }
        }
        match (kind, path) {
            (Some(kind), Some(path)) => {
                self.config.sources.push(SourceEntry {
                    source: format!("{kind}:{path}"),
                    database,
                });
            }
            _ => self.mistake(span, "a source needs `kind` and `path`".to_owned(), None),
        }
    }

    /// `[database]` holds the address itself, or one table for each of several databases.
    fn databases(&mut self, value: &Value<'_>) {
        let DeValue::Table(table) = value.get_ref() else {
            self.mistake(
                value.span(),
                "write `[database]` as a table".to_owned(),
                None,
            );
            return;
        };
        let is_several = !table.is_empty()
            && table
                .values()
                .all(|entry| matches!(entry.get_ref(), DeValue::Table(_)));
        if !is_several {
            self.database(None, table, value.span());
            return;
        }
        for (name, entry) in table {
            if let DeValue::Table(table) = entry.get_ref() {
                self.database(Some(name.get_ref().to_string()), table, entry.span());
            }
        }
    }

    fn database(&mut self, name: Option<String>, table: &Table<'_>, span: Range<usize>) {
        let mut address = None;
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "env" => address = self.string(value, "env").map(Address::Variable),
                "url" => address = self.string(value, "url").map(Address::Url),
                _ => self.unknown_key(key, &["env", "url"]),
            }
        }
        match address {
            Some(address) => self.config.databases.push(DatabaseEntry { name, address }),
            None => self.mistake(span, "a database needs `env` or `url`".to_owned(), None),
        }
    }

    fn rules(&mut self, value: &Value<'_>) {
        let DeValue::Table(table) = value.get_ref() else {
            self.mistake(value.span(), "write `[rules]` as a table".to_owned(), None);
            return;
        };
        for (key, value) in table {
            let rule = key.get_ref().as_ref();
            if !self.rules.is_empty() && !self.rules.contains(&rule) {
                self.unknown_rule(rule, key.span());
            } else if let Some(level) = self.level(value) {
                self.config.levels.insert(rule.to_owned(), level);
            }
        }
    }

    fn unknown_rule(&mut self, rule: &str, span: Range<usize>) {
        let help = Some("`schemadrift rules` lists the rules".to_owned());
        self.mistake(span, format!("there is no rule `{rule}`"), help);
    }

    fn level(&mut self, value: &Value<'_>) -> Option<Level> {
        let level = match value.get_ref().as_str() {
            Some("off") => Level::Off,
            Some("note") => Level::Note,
            Some("warning") => Level::Warning,
            Some("error") => Level::Error,
            _ => {
                let message = "a level is `off`, `note`, `warning` or `error`".to_owned();
                self.mistake(value.span(), message, None);
                return None;
            }
        };
        Some(level)
    }

    fn ignore(&mut self, table: &Table<'_>, span: Range<usize>) {
        let (mut object, mut rule, mut reason, mut until) = (None, None, None, None);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "object" => {
                    object = self
                        .string(value, "object")
                        .map(|text| (text, value.span()));
                }
                "rule" => rule = self.string(value, "rule").map(|text| (text, value.span())),
                "reason" => reason = self.string(value, "reason"),
                "until" => until = self.date(value),
                _ => self.unknown_key(key, &["object", "rule", "reason", "until"]),
            }
        }
        if let Some((name, place)) = &rule
            && !self.rules.is_empty()
            && !self.rules.contains(&name.as_str())
        {
            self.unknown_rule(name, place.clone());
        }
        let reason = reason.filter(|reason| !reason.trim().is_empty());
        let (Some((object, place)), Some(reason)) = (object, reason) else {
            self.mistake(
                span,
                "an ignore entry needs `object` and a `reason`".to_owned(),
                None,
            );
            return;
        };
        match GlobBuilder::new(&object).literal_separator(false).build() {
            Ok(glob) => self.config.ignores.push(Ignore {
                object: glob.compile_matcher(),
                rule: rule.map(|(name, _)| name),
                reason,
                until,
                origin: self.origin(span),
            }),
            Err(error) => self.mistake(place, format!("not a glob: {}", error.kind()), None),
        }
    }

    /// A day, as a TOML date or as a string.
    fn date(&mut self, value: &Value<'_>) -> Option<String> {
        let text = match value.get_ref() {
            DeValue::Datetime(datetime) => datetime.date.map(|date| date.to_string()),
            DeValue::String(text) => text
                .parse::<toml::value::Datetime>()
                .ok()
                .and_then(|datetime| datetime.date)
                .map(|date| date.to_string()),
            _ => None,
        };
        if text.is_none() {
            self.mistake(
                value.span(),
                "`until` is a date such as `2027-06-30`".to_owned(),
                None,
            );
        }
        text
    }

    fn expect(&mut self, value: &Value<'_>) {
        let DeValue::Table(table) = value.get_ref() else {
            self.mistake(value.span(), "write `[expect]` as a table".to_owned(), None);
            return;
        };
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("rows", DeValue::Array(entries)) => {
                    for entry in entries {
                        if let Some(name) = self.string(entry, "a table's name") {
                            self.config.expected_rows.push(qualified(&name));
                        }
                    }
                }
                ("rows", _) => {
                    self.mistake(value.span(), "`rows` is a list of tables".to_owned(), None);
                }
                _ => self.unknown_key(key, &["rows"]),
            }
        }
    }

    fn check_database_names(&mut self) {
        let known = |name: &String| {
            self.config
                .databases
                .iter()
                .any(|entry| entry.name.as_ref() == Some(name))
        };
        let unknown: Vec<String> = self
            .config
            .sources
            .iter()
            .filter_map(|source| source.database.clone())
            .filter(|name| !known(name))
            .collect();
        for name in unknown {
            let help = Some(format!("write `[database.{name}]`"));
            let span = 0..self.file.text.len();
            self.mistake(
                span,
                format!("a source names the database `{name}`, which is not configured"),
                help,
            );
        }
    }
}

fn qualified(name: &str) -> QualifiedName {
    match name.split_once('.') {
        Some((schema, name)) => QualifiedName::new(schema, name),
        None => QualifiedName::bare(name),
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::finding::Level;

    use super::read;

    const RULES: &[&str] = &["extra-table", "missing-table"];

    fn mistakes(text: &str) -> Vec<String> {
        let config = read("s.toml", text, RULES);
        let line = |problem: &schemadrift_core::problem::Problem| {
            let place = problem.origin.location().unwrap().start();
            format!("{}:{} {}", place.line, place.column, problem.message)
        };
        config.problems.iter().map(line).collect()
    }

    #[test]
    fn a_whole_file_is_read() {
        let text = "fail-on = 'warning'\n[[source]]\nkind='prisma'\npath='a'\ndatabase='shop'\n\
            [database.shop]\nenv='SHOP'\n[rules]\nextra-table='off'\n\
            [[ignore]]\nobject='legacy_*'\nreason='old'\nuntil=2027-01-31\n[expect]\nrows=['users','app.t']\n";
        let config = read("s.toml", text, RULES);
        assert!(config.problems.is_empty(), "{:?}", config.problems);
        assert_eq!(config.fail_on, Some(Level::Warning));
        assert_eq!(config.levels["extra-table"], Level::Off);
        assert_eq!(config.ignores[0].until.as_deref(), Some("2027-01-31"));
        assert_eq!(config.expected_rows[1].to_string(), "app.t");
        assert!(config.database_of(Some("shop")).is_some());
    }

    #[test]
    fn mistakes_are_told_at_their_place() {
        assert_eq!(mistakes("sauce = 1\n"), ["1:1 `sauce` is not a key here"]);
        assert_eq!(
            mistakes("[rules]\nnope = 'off'\n"),
            ["2:1 there is no rule `nope`"]
        );
        assert_eq!(
            mistakes("[rules]\nextra-table = 'loud'\n"),
            ["2:15 a level is `off`, `note`, `warning` or `error`"]
        );
        assert_eq!(
            mistakes("[[ignore]]\nobject = 'x'\n"),
            ["1:1 an ignore entry needs `object` and a `reason`"]
        );
        assert_eq!(mistakes("[[source]\n").len(), 1);
    }

    #[test]
    fn a_url_is_never_debug_printed() {
        let config = read(
            "s.toml",
            "[database]\nurl='postgres://u:hunter2@h/d'\n",
            RULES,
        );
        assert!(!format!("{:?}", config.databases).contains("hunter2"));
    }
}
