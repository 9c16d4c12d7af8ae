//! Owns what is drawn and set side by side: the tables in question with their columns and relations, as
//! data. Which things are missing, extra or different is taken from the findings, never judged anew.

mod definition;
mod marks;

use std::collections::{BTreeSet, HashMap};

use schemadrift_check::Report;
use schemadrift_check::pairing::{Pair, Pairs, Resolver, TablePair};
use schemadrift_check::rules::foreign_key_name;
use schemadrift_core::model::{Column, ForeignKey};
use schemadrift_core::object::ObjectKind;

use self::definition::definition;
use self::marks::Marks;
use super::Sides;
use super::state::State;

/// Tables with findings that are drawn at most; the worst come first.
const MOST_IN_QUESTION: usize = 40;

/// Tables that are drawn for their relations to those.
const MOST_NEIGHBOURS: usize = 12;

/// What is shown of one report.
#[derive(Debug, Default)]
pub(super) struct Picture {
    pub(super) tables: Vec<TableView>,
    pub(super) relations: Vec<Relation>,
    /// Tables with findings that were not drawn.
    pub(super) left_away: usize,
}

/// A table on both sides.
#[derive(Debug)]
pub(super) struct TableView {
    /// The name as messages call it.
    pub(super) name: String,
    pub(super) state: State,
    /// Whether anything was found about it; otherwise it stands there for its relations.
    pub(super) is_in_question: bool,
    pub(super) rows: Vec<Row>,
}

/// A column, or another part of a table that something was found about.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: String,
    /// `key`, `reference`, or what else it is.
    pub(super) role: &'static str,
    /// The type in short.
    pub(super) data_type: String,
    pub(super) expected: Option<String>,
    pub(super) found: Option<String>,
    pub(super) state: State,
}

/// A foreign key between two tables that are drawn.
#[derive(Debug)]
pub(super) struct Relation {
    pub(super) from: usize,
    /// The first of its columns, as an index into the rows.
    pub(super) row: Option<usize>,
    pub(super) to: usize,
    pub(super) name: String,
    pub(super) state: State,
}

/// The picture of a report; with both schemas, relations and columns without findings are in it too.
pub(super) fn picture(report: &Report, sides: Option<&Sides<'_>>) -> Picture {
    let marks = Marks::of(report);
    match sides {
        Some(sides) => of_sides(&marks, sides),
        None => of_findings(&marks),
    }
}

/// What findings alone tell.
fn of_findings(marks: &Marks<'_>) -> Picture {
    let tables = marks.tables();
    let left_away = tables.len().saturating_sub(MOST_IN_QUESTION);
    let tables = tables
        .into_iter()
        .take(MOST_IN_QUESTION)
        .map(|(schema, name)| TableView {
            name: match schema {
                Some(schema) if marks.home() != Some(schema) => format!("{schema}.{name}"),
                Some(_) | None => name.to_owned(),
            },
            state: marks.table(schema, name),
            is_in_question: true,
            rows: marks.parts(schema, name, &BTreeSet::new()),
        })
        .collect();
    Picture {
        tables,
        relations: Vec::new(),
        left_away,
    }
}

fn of_sides(marks: &Marks<'_>, sides: &Sides<'_>) -> Picture {
    let pairs = Pairs::of(sides.code, sides.live);
    let targets = Targets::of(&pairs);
    let chosen = Chosen::of(&pairs, &targets, marks);
    let tables: Vec<TableView> = chosen
        .indexes
        .iter()
        .filter_map(|index| pairs.tables.get(*index))
        .map(|pair| table_view(pair, marks))
        .collect();
    let mut relations = Vec::new();
    for (from, index) in chosen.indexes.iter().enumerate() {
        let Some(pair) = pairs.tables.get(*index) else {
            continue;
        };
        for key in foreign_keys(pair) {
            let target = targets.of_key(key);
            let to = target.and_then(|target| chosen.position(target));
            if let (Some(to), Some(view)) = (to, tables.get(from)) {
                relations.push(relation(from, to, key, pair, view, marks));
            }
        }
    }
    Picture {
        tables,
        relations,
        left_away: chosen.left_away,
    }
}

/// Which tables are drawn, as indexes into the pairs.
struct Chosen {
    indexes: Vec<usize>,
    left_away: usize,
}

impl Chosen {
    /// The tables in question, the worst first, and then their neighbours.
    fn of(pairs: &Pairs<'_>, targets: &Targets<'_>, marks: &Marks<'_>) -> Self {
        let state = |index: &usize| pairs.tables.get(*index).map(|pair| worst(pair, marks));
        let mut indexes: Vec<usize> = (0..pairs.tables.len())
            .filter(|index| state(index).is_some_and(|state| state != State::Same))
            .collect();
        indexes.sort_by_key(|index| std::cmp::Reverse(state(index)));
        let left_away = indexes.len().saturating_sub(MOST_IN_QUESTION);
        indexes.truncate(MOST_IN_QUESTION);
        let most = indexes.len() + MOST_NEIGHBOURS;
        let mut drawn: BTreeSet<usize> = indexes.iter().copied().collect();
        let question = drawn.clone();
        for (from, pair) in pairs.tables.iter().enumerate() {
            for to in foreign_keys(pair).filter_map(|key| targets.of_key(key)) {
                let neighbour = match (question.contains(&from), question.contains(&to)) {
                    (true, false) => to,
                    (false, true) => from,
                    (true, true) | (false, false) => continue,
                };
                if indexes.len() < most && drawn.insert(neighbour) {
                    indexes.push(neighbour);
                }
            }
        }
        Self { indexes, left_away }
    }

    fn position(&self, index: usize) -> Option<usize> {
        self.indexes.iter().position(|drawn| *drawn == index)
    }
}

/// How the table stands, and everything in it.
fn worst(pair: &TablePair<'_>, marks: &Marks<'_>) -> State {
    let path = pair.path();
    let own = marks.table_of_pair(pair);
    own.max(marks.worst_part(path.schema.as_deref(), &path.name))
}

fn table_view(pair: &TablePair<'_>, marks: &Marks<'_>) -> TableView {
    let path = pair.path();
    let state = marks.table_of_pair(pair);
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut rows = Vec::new();
    for column in columns(pair) {
        let name = column.code().or(column.live()).map(|column| &column.name);
        let Some(name) = name else { continue };
        known.insert(name.as_str());
        let found = marks.part(
            path.schema.as_deref(),
            &path.name,
            ObjectKind::Column,
            name.as_str(),
        );
        rows.push(column_row(column, found.max(whole(state)), pair));
    }
    rows.extend(marks.parts(path.schema.as_deref(), &path.name, &known));
    TableView {
        name: pair.shown.clone(),
        state,
        is_in_question: worst(pair, marks) != State::Same,
        rows,
    }
}

/// What a table's state means for its columns: a missing table lacks them all.
fn whole(state: State) -> State {
    match state {
        State::Missing | State::Extra => state,
        State::Same | State::Unsure | State::Differs => State::Same,
    }
}

fn column_row(column: Pair<'_, Column>, state: State, pair: &TablePair<'_>) -> Row {
    let shown = column.code().or(column.live());
    let name = shown.map(|column| column.name.to_string());
    let name = name.unwrap_or_default();
    let sides = || [pair.code, pair.live].into_iter().flatten();
    let is_in = |columns: &[schemadrift_core::name::Name]| {
        columns.iter().any(|column| column.as_str() == name)
    };
    let is_key = sides().any(|table| is_in(table.primary_key_columns()));
    let is_reference = sides().any(|table| {
        let mut keys = table.foreign_keys.iter();
        keys.any(|key| is_in(&key.columns))
    });
    let data_type = shown.and_then(|column| column.data_type.get());
    Row {
        role: match (is_key, is_reference) {
            (true, _) => "key",
            (false, true) => "reference",
            (false, false) => "",
        },
        data_type: data_type.map(ToString::to_string).unwrap_or_default(),
        expected: column.code().map(definition),
        found: column.live().map(definition),
        state,
        name,
    }
}

/// The columns of a table, paired where both sides have it.
fn columns<'a>(pair: &TablePair<'a>) -> Vec<Pair<'a, Column>> {
    match (pair.code, pair.live) {
        (Some(_), Some(_)) => pair.columns.clone(),
        (Some(code), None) => code.columns.iter().map(Pair::OnlyCode).collect(),
        (None, Some(live)) => live.columns.iter().map(Pair::OnlyLive).collect(),
        (None, None) => Vec::new(),
    }
}

/// The foreign keys of a table, each once.
fn foreign_keys<'a>(pair: &TablePair<'a>) -> impl Iterator<Item = Pair<'a, ForeignKey>> {
    let keys: Vec<Pair<'a, ForeignKey>> = match (pair.code, pair.live) {
        (Some(_), Some(_)) => pair.foreign_keys.clone(),
        (Some(code), None) => code.foreign_keys.iter().map(Pair::OnlyCode).collect(),
        (None, Some(live)) => live.foreign_keys.iter().map(Pair::OnlyLive).collect(),
        (None, None) => Vec::new(),
    };
    keys.into_iter()
}

/// The tables by the form in which names of the same table are equal. Looked up only.
struct Targets<'a> {
    names: &'a Resolver<'a>,
    indexes: HashMap<(Option<String>, String), usize>,
}

impl<'a> Targets<'a> {
    fn of(pairs: &'a Pairs<'_>) -> Self {
        let tables = pairs.tables.iter().enumerate();
        let mut indexes = HashMap::new();
        for (index, pair) in tables {
            // Of a name that is declared twice, the first counts.
            indexes.entry(pairs.names.key(&pair.name)).or_insert(index);
        }
        Self {
            names: &pairs.names,
            indexes,
        }
    }

    /// The table that a foreign key refers to.
    fn of_key(&self, key: Pair<'_, ForeignKey>) -> Option<usize> {
        let target = &key.code().or(key.live())?.target;
        self.indexes.get(&self.names.key(target)).copied()
    }
}

fn relation(
    from: usize,
    to: usize,
    key: Pair<'_, ForeignKey>,
    pair: &TablePair<'_>,
    view: &TableView,
    marks: &Marks<'_>,
) -> Relation {
    let path = pair.path();
    let names: Vec<String> = [key.code(), key.live()]
        .into_iter()
        .flatten()
        .map(foreign_key_name)
        .collect();
    let found = names.iter().map(|name| {
        marks.part(
            path.schema.as_deref(),
            &path.name,
            ObjectKind::ForeignKey,
            name,
        )
    });
    let state = found.max().unwrap_or(State::Same).max(whole(view.state));
    let column = key
        .code()
        .or(key.live())
        .and_then(|key| key.columns.first());
    let row = column.and_then(|column| {
        let mut rows = view.rows.iter();
        rows.position(|row| row.name == column.as_str())
    });
    Relation {
        from,
        row,
        to,
        name: names.into_iter().next().unwrap_or_default(),
        state,
    }
}
