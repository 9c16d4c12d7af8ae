//! Owns the lowering of a table's text to columns and constraints, which state everything that a
//! live database states of them: the text of a table leaves nothing open.

use std::collections::{HashMap, HashSet};

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{
    Check, Column, DefaultValue, ForeignKey, Generated, GeneratedStorage, Increment, Index,
    PrimaryKey, ReferentialAction, Validity,
};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::stated::Stated;

use super::constraint::{CheckText, ForeignKeyText, KeyText};
use super::create::{expression, index_part, plain_index};
use super::table::{ColumnText, GeneratedText, TableText};
use crate::change::{ColumnDefinition, ColumnPosition, Constraint, Element};
use crate::place::Place;
use crate::types::read_type;

/// Type names that SQLite gives back in upper case (<https://sqlite.org/pragma.html>).
const STANDARD_TYPES: &[&str] = &["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"];

/// The columns and constraints of a table, in the order in which they are written.
pub(super) fn elements(place: Place<'_>, table: &TableText) -> Vec<Element> {
    let lowering = Lowering::new(place, table);
    let mut constraints = lowering.constraints().into_iter().peekable();
    let mut elements = Vec::new();
    for text in &table.columns {
        while let Some((_, constraint)) =
            constraints.next_if(|(start, _)| *start < text.range.start)
        {
            elements.push(Element::Constraint(constraint));
        }
        let mut definition = ColumnDefinition {
            column: lowering.column(text),
            is_serial: false,
            constraints: Vec::new(),
            position: ColumnPosition::Last,
        };
        while let Some((_, constraint)) = constraints.next_if(|(start, _)| *start < text.range.end)
        {
            definition.constraints.push(constraint);
        }
        elements.push(Element::Column(Box::new(definition)));
    }
    elements.extend(constraints.map(|(_, constraint)| Element::Constraint(constraint)));
    elements
}

/// A table's text, by names in lower case.
struct Lowering<'a> {
    place: Place<'a>,
    table: &'a TableText,
    columns: HashMap<String, &'a ColumnText>,
    key_columns: HashSet<String>,
    /// The column that is the rowid under another name, in lower case.
    rowid: Option<String>,
}

impl<'a> Lowering<'a> {
    fn new(place: Place<'a>, table: &'a TableText) -> Self {
        let key = table.primary_key.as_ref();
        let columns: HashMap<String, &ColumnText> = table
            .columns
            .iter()
            .map(|text| (lower(&text.name), text))
            .collect();
        Self {
            place,
            table,
            key_columns: key
                .map_or_else(HashSet::new, |key| key.columns.iter().map(lower).collect()),
            rowid: key.and_then(|key| rowid(table, key, &columns)),
            columns,
        }
    }

    fn column(&self, text: &ColumnText) -> Column {
        let place = self.place;
        let name = lower(&text.name);
        let mut column = Column::new(text.name.clone(), place.exact(text.name_range.clone()));
        column.data_type = Stated::Written(column_type(&text.type_text));
        column.type_origin = text.type_range.clone().map(|range| place.exact(range));
        // Keys of `WITHOUT ROWID` and of `STRICT` tables hold no NULL
        // (<https://sqlite.org/withoutrowid.html>, <https://sqlite.org/stricttables.html>).
        let has_strict_key = self.table.is_without_rowid || self.table.is_strict;
        let is_strict_key = has_strict_key && self.key_columns.contains(&name);
        column.is_nullable = Stated::Written(!text.is_not_null && !is_strict_key);
        column.increment = Stated::Written(None);
        if self.rowid.as_ref() == Some(&name) {
            column.is_nullable = Stated::Implied(false);
            column.increment = Stated::Written(Some(if self.table.is_autoincrement() {
                Increment::Auto
            } else {
                Increment::RowId
            }));
        }
        let default = text.default.clone().map(expression);
        column.default = Stated::Written(default.map(DefaultValue::Expression));
        column.default_origin = text.default_range.clone().map(|range| place.exact(range));
        column.generated = Stated::Written(text.generated.as_ref().map(generated));
        column.collation = Stated::Written(own_collation(text).cloned());
        column
    }

    /// All constraints with where they start, in order.
    fn constraints(&self) -> Vec<(usize, Constraint)> {
        let place = self.place;
        let mut constraints = Vec::new();
        if let Some(key) = &self.table.primary_key {
            let key_constraint = Constraint::PrimaryKey(PrimaryKey {
                name: written_name(key.name.as_ref()),
                columns: key.columns.clone(),
                include: Stated::Implied(Vec::new()),
                origin: place.exact(key.range.clone()),
            });
            constraints.push((key.range.start, key_constraint));
        }
        for key in self.uniques() {
            let unique = Constraint::Unique(Box::new(self.unique(key)));
            constraints.push((key.range.start, unique));
        }
        for text in &self.table.foreign_keys {
            let key = Constraint::ForeignKey(Box::new(foreign_key(place, text)));
            constraints.push((text.range.start, key));
        }
        for text in &self.table.checks {
            let check = Constraint::Check(Box::new(check(place, text)));
            constraints.push((text.range.start, check));
        }
        constraints.sort_by_key(|(start, _)| *start);
        constraints
    }

    /// The unique constraints that SQLite makes an index for: one that repeats another key gets
    /// none (<https://sqlite.org/lang_createtable.html#unique_constraints>).
    fn uniques(&self) -> impl Iterator<Item = &'a KeyText> {
        let primary = self.table.primary_key.iter();
        let mut known: HashSet<Vec<(String, Option<String>)>> = primary
            .filter(|_| self.rowid.is_none())
            .map(|key| self.content(key))
            .collect();
        let uniques = self.table.uniques.iter();
        uniques.filter(move |key| known.insert(self.content(key)))
    }

    /// What tells one key from another: columns with their collations.
    fn content(&self, key: &KeyText) -> Vec<(String, Option<String>)> {
        let parts = key.parts.iter().map(|part| {
            let column = part.column.as_ref().map(lower);
            let text = column.as_ref().and_then(|column| self.columns.get(column));
            let own = text.and_then(|text| own_collation(text));
            let collation = part.collation.as_ref().or(own).map(lower);
            (
                column.unwrap_or_else(|| part.expression.clone()),
                collation.filter(|name| name != "binary"),
            )
        });
        parts.collect()
    }

    fn unique(&self, key: &KeyText) -> Index {
        let parts = key.parts.iter().map(|part| {
            let column = part.column.as_ref();
            let text = column.and_then(|column| self.columns.get(&lower(column)));
            index_part(part, text.and_then(|text| own_collation(text)))
        });
        let mut index = plain_index(parts.collect(), self.place.exact(key.range.clone()));
        index.name = written_name(key.name.as_ref());
        index.is_unique = true;
        index.is_constraint = Stated::Written(true);
        index
    }
}

fn lower(name: &Name) -> String {
    name.as_str().to_ascii_lowercase()
}

/// The column that is the rowid under another name. With `DESC` beside the column it is not, but
/// with `DESC` in a constraint of the table it is
/// (<https://sqlite.org/lang_createtable.html#rowids_and_the_integer_primary_key>).
fn rowid(
    table: &TableText,
    key: &KeyText,
    columns: &HashMap<String, &ColumnText>,
) -> Option<String> {
    let [part] = key.parts.as_slice() else {
        return None;
    };
    let name = lower(part.column.as_ref()?);
    let text = columns.get(&name)?;
    let is_beside = text.range.contains(&key.range.start);
    let is_rowid = !table.is_without_rowid
        && text.type_text.eq_ignore_ascii_case("integer")
        && !(is_beside && part.is_descending);
    is_rowid.then_some(name)
}

fn generated(text: &GeneratedText) -> Generated {
    Generated {
        expression: expression(text.expression.clone()),
        storage: Stated::Written(if text.is_stored {
            GeneratedStorage::Stored
        } else {
            GeneratedStorage::Virtual
        }),
    }
}

fn column_type(text: &str) -> ColumnType {
    if text.is_empty() {
        return ColumnType::exact(text, DataType::Untyped);
    }
    let standard = STANDARD_TYPES
        .iter()
        .find(|standard| standard.eq_ignore_ascii_case(text));
    let text = standard.map_or(text, |standard| *standard);
    ColumnType::exact(text, read_type(Engine::Sqlite, text))
}

/// The collation of a column, where it is not what every column has.
fn own_collation(text: &ColumnText) -> Option<&Name> {
    text.collation
        .as_ref()
        .filter(|name| !name.as_str().eq_ignore_ascii_case("binary"))
}

fn foreign_key(place: Place<'_>, text: &ForeignKeyText) -> ForeignKey {
    let action = |action: Option<ReferentialAction>| {
        Stated::Written(action.unwrap_or(ReferentialAction::NoAction))
    };
    ForeignKey {
        name: written_name(text.name.as_ref()),
        columns: text.columns.clone(),
        target: QualifiedName::bare(text.target.clone()),
        target_columns: text.target_columns.clone(),
        on_delete: action(text.on_delete),
        on_update: action(text.on_update),
        deferral: Stated::Written(text.deferral),
        validity: Stated::Implied(Validity::Valid),
        is_relation_only: false,
        origin: place.exact(text.range.clone()),
    }
}

fn check(place: Place<'_>, text: &CheckText) -> Check {
    Check {
        name: written_name(text.name.as_ref()),
        expression: expression(text.expression.clone()),
        validity: Stated::Implied(Validity::Valid),
        origin: place.exact(text.range.clone()),
    }
}

/// A name, where one is written.
pub(super) fn written_name(name: Option<&Name>) -> Stated<Name> {
    name.cloned().map_or(Stated::NotStated, Stated::Written)
}
