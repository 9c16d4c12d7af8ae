//! Owns the walk over a spanned TOML tree: every mistake is told at its place, and the rest still
//! counts.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use schemadrift_check::rules::nearest_name;
use schemadrift_core::origin::{Location, Origin, SourceFile};
use schemadrift_core::problem::Problem;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::keys::Key;

pub(crate) type Table<'a> = DeTable<'a>;
pub(crate) type Value<'a> = Spanned<DeValue<'a>>;

/// A text and its place.
pub(crate) type Placed = (String, Range<usize>);

/// A walk over one file.
#[derive(Debug)]
pub(crate) struct Walk {
    file: Arc<SourceFile>,
    problems: Vec<Problem>,
}

/// The values of a table by key, all of them known ones.
#[derive(Debug)]
pub(crate) struct Fields<'v, 'i> {
    values: BTreeMap<&'static str, &'v Value<'i>>,
    /// The table.
    pub(crate) place: Range<usize>,
}

impl<'v, 'i> Fields<'v, 'i> {
    /// The value of a key.
    pub(crate) fn get(&self, name: &str) -> Option<&'v Value<'i>> {
        self.values.get(name).copied()
    }

    /// Where a key's value stands, or else the table.
    pub(crate) fn place_of(&self, name: &str) -> Range<usize> {
        self.get(name).map_or(self.place.clone(), Spanned::span)
    }
}

impl Walk {
    /// Walks a text. What is no TOML is told, and `read` sees the rest.
    pub(crate) fn over(path: &str, text: &str, read: impl FnOnce(&mut Self, &Table<'_>)) -> Self {
        let mut walk = Self {
            file: SourceFile::new(path, text),
            problems: Vec::new(),
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let place = error.span().unwrap_or(0..text.len());
            walk.mistake(place, error.message().trim_end(), None);
        }
        let broken: Vec<usize> = walk.problems.iter().filter_map(line_of).collect();
        let is_whole = broken.is_empty();
        read(&mut walk, table.get_ref());
        if !is_whole {
            // A line that is no TOML was told of; what was made of it means nothing.
            let mut seen = 0;
            walk.problems.retain(|problem| {
                seen += 1;
                seen <= broken.len() || line_of(problem).is_none_or(|line| !broken.contains(&line))
            });
        }
        walk
    }

    /// The mistakes, in the order of the file.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems;
        problems.sort_by_key(|problem| {
            problem
                .origin
                .location()
                .map(|place| (place.span.start(), place.span.end()))
        });
        problems
    }

    pub(crate) fn origin(&self, place: Range<usize>) -> Origin {
        Origin::Exact(Location::new(&self.file, place))
    }

    pub(crate) fn mistake(
        &mut self,
        place: Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let mut problem = Problem::error(message, self.origin(place));
        problem.help = help;
        self.problems.push(problem);
    }

    /// The values of a table. A key that is none is told, and so is what is missing.
    pub(crate) fn fields<'v, 'i>(
        &mut self,
        table: &'v Table<'i>,
        place: Range<usize>,
        what: &str,
        keys: &'static [Key],
    ) -> Fields<'v, 'i> {
        let mut values = BTreeMap::new();
        let mut is_any_mistyped = false;
        for (key, value) in table {
            match keys.iter().find(|known| known.name == key.get_ref()) {
                Some(known) => {
                    values.insert(known.name, value);
                }
                None => {
                    is_any_mistyped = true;
                    let known: Vec<&str> = keys.iter().map(|known| known.name).collect();
                    let message = format!("`{}` is not a key here", key.get_ref());
                    let help = did_you_mean(key.get_ref(), &known)
                        .unwrap_or_else(|| format!("the keys are {}", listed(&known)));
                    self.mistake(key.span(), message, Some(help));
                }
            }
        }
        let missing = keys
            .iter()
            .filter(|key| key.is_required && !values.contains_key(key.name));
        let missing: Vec<&str> = missing.map(|key| key.name).collect();
        // A mistyped key is most likely the one that is missing.
        if !missing.is_empty() && !is_any_mistyped {
            let message = format!("{what} needs {}", listed(&missing));
            self.mistake(place.clone(), message, None);
        }
        Fields { values, place }
    }

    /// The tables of a list of tables.
    pub(crate) fn tables<'v, 'i>(
        &mut self,
        value: Option<&'v Value<'i>>,
        name: &str,
    ) -> Vec<(&'v Table<'i>, Range<usize>)> {
        let Some(value) = value else {
            return Vec::new();
        };
        let DeValue::Array(entries) = value.get_ref() else {
            let message = format!("write `[[{name}]]`, with two brackets");
            self.mistake(value.span(), message, None);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for entry in entries {
            match entry.get_ref() {
                DeValue::Table(table) => tables.push((table, entry.span())),
                _ => {
                    let message = format!("an entry of `{name}` is a table");
                    self.mistake(entry.span(), message, None);
                }
            }
        }
        tables
    }

    /// A table.
    pub(crate) fn table<'v, 'i>(
        &mut self,
        value: Option<&'v Value<'i>>,
        name: &str,
    ) -> Option<(&'v Table<'i>, Range<usize>)> {
        let value = value?;
        if let DeValue::Table(table) = value.get_ref() {
            return Some((table, value.span()));
        }
        let message = format!("write `[{name}]` as a table");
        self.mistake(value.span(), message, None);
        None
    }

    /// A text that is not empty.
    pub(crate) fn text(&mut self, fields: &Fields<'_, '_>, name: &str) -> Option<Placed> {
        let text = self.string(fields.get(name)?, name)?;
        let place = fields.place_of(name);
        if text.trim().is_empty() {
            self.mistake(place, format!("`{name}` is empty"), None);
            return None;
        }
        Some((text, place))
    }

    /// One of several words.
    pub(crate) fn word(
        &mut self,
        value: &Value<'_>,
        what: &str,
        words: &[&'static str],
    ) -> Option<&'static str> {
        let text = value.get_ref().as_str().unwrap_or_default();
        let found = words.iter().find(|word| **word == text);
        if found.is_none() {
            let message = format!("{what} is one of {}", listed(words));
            self.mistake(value.span(), message, did_you_mean(text, words));
        }
        found.copied()
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, fields: &Fields<'_, '_>, name: &str) -> Option<bool> {
        let value = fields.get(name)?;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        let message = format!("`{name}` is `true` or `false`");
        self.mistake(value.span(), message, None);
        None
    }

    /// The texts of a list.
    pub(crate) fn texts(&mut self, fields: &Fields<'_, '_>, name: &str) -> Vec<Placed> {
        let Some(value) = fields.get(name) else {
            return Vec::new();
        };
        let DeValue::Array(entries) = value.get_ref() else {
            let message = format!("`{name}` is a list of strings");
            self.mistake(value.span(), message, None);
            return Vec::new();
        };
        let what = format!("an entry of `{name}`");
        let mut texts = Vec::new();
        for entry in entries {
            match entry.get_ref().as_str() {
                Some(text) if !text.trim().is_empty() => {
                    texts.push((text.to_owned(), entry.span()));
                }
                Some(_) => self.mistake(entry.span(), format!("{what} is empty"), None),
                None => self.mistake(entry.span(), format!("{what} is a string"), None),
            }
        }
        texts
    }

    /// A day, as a TOML date or as a string.
    pub(crate) fn day(&mut self, fields: &Fields<'_, '_>, name: &str) -> Option<String> {
        let value = fields.get(name)?;
        let date = match value.get_ref() {
            DeValue::Datetime(moment) => moment.date,
            DeValue::String(text) => text
                .parse::<toml::value::Datetime>()
                .ok()
                .and_then(|moment| moment.date),
            _ => None,
        };
        if date.is_none() {
            let message = format!("`{name}` is a day such as `2027-06-30`");
            self.mistake(value.span(), message, None);
        }
        date.map(|date| date.to_string())
    }

    /// A whole number from one on.
    pub(crate) fn number(&mut self, fields: &Fields<'_, '_>, name: &str) -> Option<usize> {
        let value = fields.get(name)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => usize::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let number = number.filter(|number| *number > 0);
        if number.is_none() {
            let message = format!("`{name}` is a whole number from 1 on");
            self.mistake(value.span(), message, None);
        }
        number
    }

    fn string(&mut self, value: &Value<'_>, name: &str) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.mistake(value.span(), format!("`{name}` is a string"), None);
        }
        text
    }
}

fn line_of(problem: &Problem) -> Option<usize> {
    problem.origin.location().map(|place| place.start().line)
}

/// A guess at what was meant.
pub(crate) fn did_you_mean(name: &str, known: &[&str]) -> Option<String> {
    let known: Vec<String> = known.iter().map(|name| (*name).to_owned()).collect();
    nearest_name(name, &known).map(|other| format!("did you mean `{other}`?"))
}

fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
