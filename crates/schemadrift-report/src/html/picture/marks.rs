//! Owns what was found about tables and their parts, looked up by name.

use std::collections::{BTreeMap, BTreeSet};

use schemadrift_check::Report;
use schemadrift_check::pairing::TablePair;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::Row;
use crate::html::state::State;
use crate::words::nouns;

/// The rule whose one finding says that every table is missing.
const NEVER_MIGRATED: &str = "never-migrated";

/// A table's name with its schema.
type Owner<'a> = (Option<&'a str>, &'a str);

/// What a part of a table is, and its name.
type Part<'a> = (ObjectKind, &'a str);

/// What was found, by table and by part.
#[derive(Debug, Default)]
pub(super) struct Marks<'a> {
    home: Option<&'a str>,
    tables: BTreeMap<Owner<'a>, State>,
    parts: BTreeMap<Owner<'a>, BTreeMap<Part<'a>, Mark<'a>>>,
    /// One finding says that nothing of the code is there.
    is_everything_missing: bool,
}

#[derive(Debug)]
struct Mark<'a> {
    state: State,
    expected: Option<&'a str>,
    found: Option<&'a str>,
}

impl<'a> Marks<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let mut marks = Self {
            home: report.database.schema.as_deref(),
            ..Self::default()
        };
        for finding in &report.findings {
            marks.is_everything_missing |= finding.rule == NEVER_MIGRATED;
            let values = (finding.expected.as_deref(), finding.found.as_deref());
            marks.add(&finding.object, State::of(finding), values);
        }
        for entry in &report.cannot_tell {
            let values = (entry.expected.as_deref(), entry.found.as_deref());
            marks.add(&entry.object, State::Unsure, values);
        }
        marks
    }

    fn add(
        &mut self,
        object: &'a ObjectPath,
        state: State,
        (expected, found): (Option<&'a str>, Option<&'a str>),
    ) {
        let owner = object.group();
        match &object.table {
            None if matches!(object.kind, ObjectKind::Table | ObjectKind::View) => {
                raise(self.tables.entry(owner).or_insert(State::Same), state);
            }
            Some(_) if is_of_tables(object.kind) => {
                let part = (object.kind, object.name.as_str());
                let parts = self.parts.entry(owner).or_default();
                let mark = parts.entry(part).or_insert(Mark {
                    state: State::Same,
                    expected: None,
                    found: None,
                });
                raise(&mut mark.state, state);
                mark.expected = mark.expected.or(expected);
                mark.found = mark.found.or(found);
            }
            None | Some(_) => {}
        }
    }

    /// The schema that goes without saying.
    pub(super) fn home(&self) -> Option<&'a str> {
        self.home
    }

    /// Every table that something was found about, the worst first.
    pub(super) fn tables(&self) -> Vec<Owner<'a>> {
        let owners: BTreeSet<Owner<'a>> = self
            .tables
            .keys()
            .chain(self.parts.keys())
            .copied()
            .collect();
        let mut owners: Vec<Owner<'a>> = owners.into_iter().collect();
        owners.sort_by_key(|(schema, name)| {
            std::cmp::Reverse(
                self.table(*schema, name)
                    .max(self.worst_part(*schema, name)),
            )
        });
        owners
    }

    pub(super) fn table(&self, schema: Option<&str>, name: &str) -> State {
        let state = self.tables.get(&(schema, name));
        state.copied().unwrap_or(State::Same)
    }

    /// The same, where one finding may have said it of all.
    pub(super) fn table_of_pair(&self, pair: &TablePair<'_>) -> State {
        let is_missing = pair.code.is_some() && pair.live.is_none() && pair.live_view.is_none();
        if self.is_everything_missing && is_missing {
            return State::Missing;
        }
        let schema = pair.name.schema.as_ref().map(ToString::to_string);
        self.table(schema.as_deref(), pair.name.name.as_str())
    }

    pub(super) fn part(
        &self,
        schema: Option<&str>,
        table: &str,
        kind: ObjectKind,
        name: &str,
    ) -> State {
        let parts = self.parts.get(&(schema, table));
        let mark = parts.and_then(|parts| parts.get(&(kind, name)));
        mark.map_or(State::Same, |mark| mark.state)
    }

    pub(super) fn worst_part(&self, schema: Option<&str>, table: &str) -> State {
        let parts = self.parts.get(&(schema, table));
        let states = parts.into_iter().flatten().map(|(_, mark)| mark.state);
        states.max().unwrap_or(State::Same)
    }

    /// The parts of a table that something was found about, apart from columns of these names.
    pub(super) fn parts(
        &self,
        schema: Option<&str>,
        table: &str,
        columns: &BTreeSet<&str>,
    ) -> Vec<Row> {
        let parts = self.parts.get(&(schema, table)).into_iter().flatten();
        parts
            .filter(|((kind, name), _)| *kind != ObjectKind::Column || !columns.contains(name))
            .map(|((kind, name), mark)| Row {
                name: (*name).to_owned(),
                role: match kind {
                    ObjectKind::Column => "",
                    kind => nouns(*kind).0,
                },
                data_type: String::new(),
                expected: mark.expected.map(str::to_owned),
                found: mark.found.map(str::to_owned),
                state: mark.state,
            })
            .collect()
    }
}

fn raise(state: &mut State, to: State) {
    *state = (*state).max(to);
}

/// Whether a part of this kind belongs to a table: values belong to enums, fields to models.
fn is_of_tables(kind: ObjectKind) -> bool {
    match kind {
        ObjectKind::Column
        | ObjectKind::PrimaryKey
        | ObjectKind::Unique
        | ObjectKind::Index
        | ObjectKind::ForeignKey
        | ObjectKind::Check
        | ObjectKind::Exclusion
        | ObjectKind::Trigger
        | ObjectKind::Policy
        | ObjectKind::Partition
        | ObjectKind::Grant => true,
        ObjectKind::Database
        | ObjectKind::Schema
        | ObjectKind::Extension
        | ObjectKind::Enum
        | ObjectKind::EnumValue
        | ObjectKind::Domain
        | ObjectKind::CompositeType
        | ObjectKind::Sequence
        | ObjectKind::Table
        | ObjectKind::View
        | ObjectKind::Function
        | ObjectKind::Migration
        | ObjectKind::Model
        | ObjectKind::Field
        | ObjectKind::Query => false,
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_check::rules::RULES;

    use super::NEVER_MIGRATED;

    #[test]
    fn the_headline_is_a_rule() {
        assert!(RULES.iter().any(|rule| rule.name == NEVER_MIGRATED));
    }
}
