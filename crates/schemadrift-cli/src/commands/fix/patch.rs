//! Owns the patch of the code: what the database has and the code does not declare, put behind the
//! last column of its table. Where that is not unambiguous it is said, and nothing is guessed.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemadrift::Sides;
use schemadrift::check::pairing::{Pairs, TablePair};
use schemadrift::core::finding::{Cause, Direction, Finding};
use schemadrift::core::model::{Column, Table};
use schemadrift::core::name::Name;
use schemadrift::core::object::{ObjectKind, ObjectPath};
use schemadrift::core::origin::{Location, SourceFile};
use schemadrift_emit::{FieldStyle, Insertion, field_lines, unified_diff};

/// A patch, and what it leaves out.
pub(super) struct Patch {
    pub(super) text: String,
    pub(super) left: Vec<(ObjectPath, String)>,
}

impl Patch {
    /// The patch for everything that the database has and the code does not declare.
    pub(super) fn of(sides: &Sides) -> Self {
        let pairs = Pairs::of(&sides.code, &sides.live);
        let mut files: BTreeMap<String, (Arc<SourceFile>, Vec<Insertion>)> = BTreeMap::new();
        let mut left = Vec::new();
        for finding in sides.report.findings.iter().filter(|own| is_of_code(own)) {
            match insertion(&pairs, finding) {
                Ok((file, insertion)) => {
                    let entry = files
                        .entry(file.path.clone())
                        .or_insert_with(|| (file, Vec::new()));
                    entry.1.push(insertion);
                }
                Err(reason) => left.push((finding.object.clone(), reason)),
            }
        }
        let text = files
            .iter()
            .map(|(path, (file, insertions))| unified_diff(path, &file.text, insertions))
            .collect();
        Self { text, left }
    }
}

/// Whether the code has to change for it, as far as anybody knows.
fn is_of_code(finding: &Finding) -> bool {
    match finding.cause {
        Some(Cause::Undeclared | Cause::Unmanaged) => true,
        None => finding.direction == Direction::LiveHasMore,
        Some(
            Cause::NoMigration
            | Cause::PendingMigration
            | Cause::Lost
            | Cause::FailedMigration
            | Cause::Untracked,
        ) => false,
    }
}

type Placed = (Arc<SourceFile>, Insertion);

fn insertion(pairs: &Pairs<'_>, finding: &Finding) -> Result<Placed, String> {
    let object = &finding.object;
    if !matches!(finding.rule, "extra-column" | "extra-required-column") {
        return Err(format!(
            "no patch is written for `{}`; `schemadrift inspect` writes what the database has in the words of your code",
            finding.rule
        ));
    }
    let is_it = |pair: &&TablePair<'_>| {
        object.table.is_some() && pair.part(ObjectKind::Column, object.name.as_str()) == *object
    };
    let pair = pairs
        .tables
        .iter()
        .find(is_it)
        .ok_or("its table is not known")?;
    let (code, live) = pair
        .both()
        .ok_or("its table stands in for something else")?;
    let name = Name::from(object.name.as_str());
    let anchor = last_column(code)?;
    let line = anchor.file.position(anchor.span.start()).line;
    let neighbour = anchor
        .file
        .text
        .lines()
        .nth(line.saturating_sub(1))
        .ok_or("the last column has no line of its own")?;
    let style = style_of(&anchor.file.path, neighbour)?;
    let lines = field_lines(pairs.live.engine, live, &name, style, neighbour)?;
    if is_taken(code, &lines) || is_in_block(&anchor.file.text, line, &lines) {
        return Err("the code has another field of this name".to_owned());
    }
    let insertion = Insertion {
        behind: line,
        lines,
    };
    Ok((Arc::clone(&anchor.file), insertion))
}

/// The place of the column that stands last in the code.
fn last_column(code: &Table) -> Result<&Location, String> {
    let places: Vec<&Location> = code
        .columns
        .iter()
        .filter_map(|column| column.origin.location())
        .collect();
    let first = places.first().ok_or("the code's columns have no place")?;
    if places.len() != code.columns.len()
        || places
            .iter()
            .any(|place| place.file.path != first.file.path)
    {
        return Err("the code declares the columns in more than one place".to_owned());
    }
    places
        .into_iter()
        .max_by_key(|place| place.span.start())
        .ok_or_else(|| "the code's columns have no place".to_owned())
}

/// The language of a declaration that stands in one line.
fn style_of(path: &str, neighbour: &str) -> Result<FieldStyle, String> {
    let line = neighbour.split("//").next().unwrap_or_default().trim();
    let is_whole = line.matches('(').count() == line.matches(')').count();
    if path.ends_with(".prisma") && is_whole {
        Ok(FieldStyle::Prisma)
    } else if path.ends_with(".rs") && line.contains("->") && line.ends_with(',') {
        Ok(FieldStyle::Diesel)
    } else if path.ends_with(".rs") && line.contains(':') && line.ends_with(',') {
        Ok(FieldStyle::SeaOrm)
    } else {
        Err("the last column of its table does not stand in a line of its own".to_owned())
    }
}

/// Whether a field of the code has the name that the lines declare.
fn is_taken(code: &Table, lines: &[String]) -> bool {
    let Some(line) = lines.last() else {
        return true;
    };
    let words = line.trim().trim_start_matches("pub ");
    let end = words.find([' ', ':']).unwrap_or(words.len());
    let name = &words[..end];
    let called = |column: &Column| column.alias.as_deref().unwrap_or(column.name.as_str()) == name;
    code.columns.iter().any(called)
}

/// Whether a line of the same block begins with the name that the lines declare: fields of relations
/// are no columns.
fn is_in_block(text: &str, behind: usize, lines: &[String]) -> bool {
    let Some(name) = lines.last().and_then(|line| line.split_whitespace().next()) else {
        return true;
    };
    let all: Vec<&str> = text.lines().collect();
    let is_edge = |line: &&&str| line.trim() == "}" || line.trim_end().ends_with('{');
    let before = all
        .iter()
        .take(behind)
        .rev()
        .take_while(|line| !is_edge(line));
    let after = all.iter().skip(behind).take_while(|line| !is_edge(line));
    name != "pub"
        && before
            .chain(after)
            .any(|line| line.split_whitespace().next() == Some(name))
}
