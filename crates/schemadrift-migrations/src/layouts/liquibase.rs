//! Liquibase with formatted SQL: files of changesets, in the order of the changelog that names
//! them, else of their names. Checksums run over statements that Liquibase has parsed, and are
//! never computed. <https://docs.liquibase.com/concepts/changelogs/sql-format.html>

use std::ops::Range;

use schemadrift_core::dialect::Engine;
use schemadrift_core::migration::{Migration, Splitting, Transaction};
use schemadrift_core::origin::{Location, Origin};
use schemadrift_core::problem::Problem;

use super::liquibase_preconditions::{PRECONDITIONS, guard, preconditions};
use super::listing::{Listing, part, without_sql};
use crate::disk::FileText;
use crate::folder::Folder;
use crate::lines::{Line, is_blank, lines};

const CHANGELOG_ENDINGS: [&str; 4] = [".xml", ".yaml", ".yml", ".json"];

pub(super) fn recognises(folder: &Folder) -> bool {
    folder
        .files_ending(".sql")
        .any(|name| folder.file(name).is_some_and(|file| is_formatted(&file)))
}

/// What follows `--liquibase formatted sql` in the first line.
fn header(file: &FileText) -> Option<&str> {
    let line = lines(file.text()).next()?;
    let rest = directive(line.text, "liquibase")?;
    let rest = strip_word(rest, "formatted")?;
    strip_word(rest, "sql")
}

fn is_formatted(file: &FileText) -> bool {
    header(file).is_some()
}

/// What follows a directive in a comment: `--changeset …` or `-- changeset …`.
pub(super) fn directive<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let comment = line.trim_start().strip_prefix("--")?;
    strip_word(comment, name)
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let text = text.trim_start();
    let start = text.get(..word.len())?;
    start
        .eq_ignore_ascii_case(word)
        .then(|| text.get(word.len()..))?
}

pub(super) fn list(folder: &Folder, wanted: Option<Engine>) -> Listing {
    let mut listing = Listing::default();
    for path in ordered_files(folder, &mut listing) {
        let Some(file) = folder.file(&path) else {
            continue;
        };
        match header(&file) {
            Some(attributes) => {
                let logical = attribute(attributes, "logicalFilePath");
                let place = logical.unwrap_or_else(|| file.source.path.clone());
                listing.migrations.extend(changesets(&file, &place, wanted));
            }
            None => listing.leave(
                folder,
                &path,
                "its first line is not `--liquibase formatted sql`",
            ),
        }
    }
    listing
}

/// The SQL files, those that a changelog names first and in its order.
fn ordered_files(folder: &Folder, listing: &mut Listing) -> Vec<String> {
    let mut paths: Vec<String> = folder.files_below();
    let changelogs: Vec<String> = paths
        .iter()
        .filter(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            name.contains("changelog") && CHANGELOG_ENDINGS.iter().any(|end| name.ends_with(end))
        })
        .cloned()
        .collect();
    paths.retain(|path| path.ends_with(".sql"));
    for changelog in changelogs {
        let Some(file) = folder.file(&changelog) else {
            continue;
        };
        let place = |path: &String| {
            let name = path.rsplit('/').next().unwrap_or(path);
            file.text().find(name).unwrap_or(usize::MAX)
        };
        paths.sort_by_key(place);
        listing.problems.push(Problem::note(
            "of the changelog only the order in which it names SQL files is read",
            Origin::Enclosing(super::listing::first_line(&file)),
        ));
    }
    paths
}

fn changesets(file: &FileText, place: &str, wanted: Option<Engine>) -> Vec<Migration> {
    let text = file.text();
    let starts: Vec<(Line<'_>, &str)> = lines(text)
        .filter_map(|line| Some((line, directive(line.text, "changeset")?)))
        .collect();
    let ends = starts
        .iter()
        .skip(1)
        .map(|(next, _)| next.start)
        .chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .filter(|((_, attributes), _)| audience(attributes, wanted) != Some(false))
        .map(|((line, attributes), end)| {
            let mut migration = changeset(file, place, line, attributes, end);
            if wanted == Some(Engine::PostgreSql) {
                guard(&mut migration, &preconditions(file, line.next..end));
            }
            if audience(attributes, wanted).is_none()
                && let Some(dbms) = attribute(attributes, "dbms")
            {
                let condition = format!("it runs only on `{dbms}`");
                migration.conditions.insert(0, condition);
            }
            migration
        })
        .collect()
}

/// Whether a changeset is for the wanted database, of which Liquibase otherwise takes no notice;
/// `None` where nothing tells.
fn audience(attributes: &str, wanted: Option<Engine>) -> Option<bool> {
    let name = match wanted? {
        Engine::PostgreSql => "postgresql",
        Engine::MySql => "mysql",
        Engine::MariaDb => "mariadb",
        Engine::Sqlite => "sqlite",
    };
    let Some(list) = attribute(attributes, "dbms") else {
        return Some(true);
    };
    let entries: Vec<&str> = list.split(',').map(str::trim).collect();
    let is_named = |entry: &&str| entry.eq_ignore_ascii_case(name) || *entry == "all";
    let is_refused = |entry: &&str| {
        let refused = entry.strip_prefix('!');
        refused.is_some_and(|refused| refused.trim().eq_ignore_ascii_case(name))
    };
    let is_of_refusals = entries.iter().all(|entry| entry.starts_with('!'));
    let is_refused = entries.iter().any(is_refused);
    Some(!is_refused && (is_of_refusals || entries.iter().any(is_named)))
}

fn changeset(
    file: &FileText,
    place: &str,
    line: &Line<'_>,
    attributes: &str,
    end: usize,
) -> Migration {
    let identity = attributes.split_whitespace().next().unwrap_or_default();
    let (author, id) = identity.split_once(':').unwrap_or(("", identity));
    let logical = attribute(attributes, "logicalFilePath");
    let place = logical.as_deref().unwrap_or(place);
    let name = format!("{place}::{id}::{author}");
    let mut migration = without_sql(file, name, identity);
    migration.location = Location::new(&file.source, line.start..line.start + line.text.len());
    migration.conditions = conditions(file, attributes, line.next..end);
    migration.doubts = doubts(file, line.next..end);
    if attribute(attributes, "runInTransaction").as_deref() == Some("false") {
        migration.transaction = Transaction::Off;
    }
    let is_whole = attribute(attributes, "splitStatements").as_deref() == Some("false");
    for range in body(file, line.next..end) {
        let mut part = part(file, range);
        if is_whole {
            part.splitting = Splitting::One;
        }
        migration.up.push(part);
    }
    migration
}

/// The changeset's text without the lines that it tells to ignore. Rollbacks are comments, and so
/// never run.
fn body(file: &FileText, range: Range<usize>) -> Vec<Range<usize>> {
    let text = file.text();
    let mut ranges = Vec::new();
    let mut open = Some(range.start);
    let mut left_out = 0_usize;
    for line in lines_within(text, &range) {
        if left_out > 0 {
            left_out -= 1;
            if left_out == 0 {
                open = Some(line.next);
            }
            continue;
        }
        let Some(argument) = directive(line.text, "ignoreLines:") else {
            continue;
        };
        match argument.trim() {
            "end" => open = open.or(Some(line.next)),
            count => {
                ranges.extend(open.take().map(|start| start..line.start));
                left_out = count.parse().unwrap_or_default();
            }
        }
    }
    ranges.extend(open.map(|start| start..range.end));
    ranges.retain(|range| !is_blank(text, range));
    ranges
}

pub(super) fn lines_within<'a>(
    text: &'a str,
    range: &Range<usize>,
) -> impl Iterator<Item = Line<'a>> {
    let range = range.clone();
    lines(text)
        .skip_while(move |line| line.start < range.start)
        .take_while(move |line| line.start < range.end)
}

/// Whether it runs at all may hang on what is not known here.
fn conditions(file: &FileText, attributes: &str, range: Range<usize>) -> Vec<String> {
    let known = [
        ("context", "it runs only in the context `{}`"),
        ("contextFilter", "it runs only in the context `{}`"),
        ("labels", "it runs only under the labels `{}`"),
    ];
    let mut conditions: Vec<String> = known
        .into_iter()
        .filter_map(|(key, sentence)| Some(sentence.replace("{}", &attribute(attributes, key)?)))
        .collect();
    if preconditions(file, range).skips {
        conditions.push(PRECONDITIONS.to_owned());
    }
    conditions
}

/// What is put into a text is not known here.
fn doubts(file: &FileText, range: Range<usize>) -> Vec<String> {
    let body = file.text().get(range).unwrap_or_default();
    if body.contains("${") {
        vec!["properties are put into it before it runs".to_owned()]
    } else {
        Vec::new()
    }
}

/// The value of `key:value`, which may be in quotes.
pub(super) fn attribute(attributes: &str, key: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        let at = rest.find(key)?;
        let is_word = rest
            .get(..at)
            .is_none_or(|before| before.is_empty() || before.ends_with(char::is_whitespace));
        rest = rest.get(at + key.len()..)?;
        let Some(value) = rest.strip_prefix(':').filter(|_| is_word) else {
            continue;
        };
        let quoted = value
            .strip_prefix('"')
            .and_then(|inner| inner.split_once('"'))
            .map(|(inner, _)| inner);
        return quoted
            .or_else(|| value.split_whitespace().next())
            .map(str::to_owned);
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::dialect::Engine;

    use super::{attribute, audience};

    #[test]
    fn a_changeset_is_for_the_databases_that_it_names() {
        let of = |dbms: &str| audience(&format!("a:1 {dbms}"), Some(Engine::PostgreSql));
        for own in [
            "",
            "dbms:postgresql",
            "dbms:\"h2, postgresql\"",
            "dbms:!h2",
            "dbms:all",
        ] {
            assert_eq!(of(own), Some(true), "{own}");
        }
        for other in ["dbms:mysql,h2", "dbms:!postgresql", "dbms:none"] {
            assert_eq!(of(other), Some(false), "{other}");
        }
        assert_eq!(audience("a:1 dbms:mysql", None), None);
    }

    #[test]
    fn attributes_are_whole_words_and_may_be_quoted() {
        let text = "me:1 mydbms:no dbms:postgresql,h2 labels:\"a or b\"";
        assert_eq!(attribute(text, "dbms").as_deref(), Some("postgresql,h2"));
        assert_eq!(attribute(text, "labels").as_deref(), Some("a or b"));
        assert_eq!(attribute(text, "context"), None);
        assert_eq!(attribute("dbms", "dbms"), None);
    }
}
