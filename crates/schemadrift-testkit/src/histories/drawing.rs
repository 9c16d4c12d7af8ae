//! Owns what steps draw from a sketch: something that exists, or a name for something new.

use schemadrift_core::model::{Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};

use crate::choices::Choices;
use crate::schemas::{COLUMN_NAMES, CONSTRAINT_NAMES, RELATION_NAMES, Taken};

/// Names that PostgreSQL cuts, two of them to the same beginning.
const TOO_LONG: &[&str] = &[
    "a_name_that_goes_on_and_on_until_postgresql_keeps_only_its_beginning_one",
    "a_name_that_goes_on_and_on_until_postgresql_keeps_only_its_beginning_two",
    "über_ä_näme_thät_göes_on_until_pöstgresql_keeps_önly_the_beginning_öf_it",
];

/// The place of a table.
pub(super) fn table(sketch: &Schema, choices: &mut Choices) -> Option<usize> {
    let places: Vec<usize> = (0..sketch.tables.len()).collect();
    choices.one_of(&places).copied()
}

/// A name for a new relation or type; now and then one that is taken.
pub(super) fn relation_name(sketch: &Schema, choices: &mut Choices) -> QualifiedName {
    let schema = if choices.happens(30) {
        choices
            .one_of(&sketch.namespaces)
            .map(|namespace| namespace.name.clone())
    } else {
        sketch.default_namespace.clone()
    };
    let mut taken = Taken::default();
    let tables = sketch.tables.iter().map(|table| &table.name);
    let views = sketch.views.iter().map(|view| &view.name);
    let enums = sketch.enums.iter().map(|enumeration| &enumeration.name);
    let sequences = sketch.sequences.iter().map(|sequence| &sequence.name);
    for name in tables.chain(views).chain(enums).chain(sequences) {
        if name.schema == schema {
            taken.insert(name.name.as_str());
        }
    }
    let name = fresh(sketch, taken, RELATION_NAMES, choices);
    QualifiedName { schema, name }
}

/// A name for a new column.
pub(super) fn column_name(sketch: &Schema, table: &Table, choices: &mut Choices) -> Name {
    let mut taken = Taken::default();
    for column in &table.columns {
        taken.insert(column.name.as_str());
    }
    fresh(sketch, taken, COLUMN_NAMES, choices)
}

/// A name for a constraint or an index: one that is derived as servers and tools do, or another.
pub(super) fn constraint_name(sketch: &Schema, derived: &str, choices: &mut Choices) -> Name {
    let mut taken = Taken::default();
    for table in &sketch.tables {
        for index in &table.indexes {
            if let Some(name) = index.name.get() {
                taken.insert(name.as_str());
            }
        }
    }
    if choices.happens(50) {
        fresh(sketch, taken, CONSTRAINT_NAMES, choices)
    } else {
        kept(sketch, derived)
    }
}

fn fresh(sketch: &Schema, mut taken: Taken, names: &[&str], choices: &mut Choices) -> Name {
    if choices.happens(6)
        && let Some(name) = choices.one_of(TOO_LONG)
    {
        return Name::from(*name);
    }
    if choices.happens(5)
        && let Some(name) = choices.one_of(names)
    {
        return Name::from(*name);
    }
    kept(sketch, taken.draw(names, choices).as_str())
}

/// A name as the database keeps it.
pub(super) fn kept(sketch: &Schema, name: &str) -> Name {
    Name::from(sketch.engine.dialect().truncate(name))
}

/// A name as the database keeps it, with its schema.
pub(super) fn kept_relation(sketch: &Schema, name: &QualifiedName) -> QualifiedName {
    QualifiedName {
        schema: name.schema.clone(),
        name: kept(sketch, name.name.as_str()),
    }
}

/// Some of a table's columns, in any order.
pub(super) fn some_columns(columns: &[Name], most: usize, choices: &mut Choices) -> Vec<Name> {
    let mut some = columns.to_vec();
    choices.shuffle(&mut some);
    some.truncate(1 + choices.below(most));
    some
}
