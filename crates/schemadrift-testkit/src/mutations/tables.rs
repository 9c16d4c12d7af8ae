//! Owns mutations of whole tables.

use schemadrift_core::data_type::{ColumnType, DataType};
use schemadrift_core::model::{Increment, Schema};
use schemadrift_core::name::Name;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::drafting::Draft;
use super::statements::{added, alter, qualified, quote};
use super::{Mutation, MutationKind, usage};
use crate::choices::Choices;
use crate::schemas::{plain_column, stated_table};

/// A table is gone. One of two or more, since the loss of all of them is a headline of its own.
pub(super) fn drop(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = unreferenced(schema);
    let position = *choices.one_of(&candidates)?;
    let mut draft = Draft::new(MutationKind::DropTable, schema);
    let table = draft.schema.tables.remove(position);
    draft
        .with_ddl([format!("DROP TABLE {}", qualified(&table.name))])
        .expect(
            "missing-table",
            ObjectPath::top(ObjectKind::Table, &table.name),
        )
        .finish()
}

/// There is one more table.
pub(super) fn add(schema: &Schema) -> Option<Mutation> {
    let mut name = schema.tables.first()?.name.clone();
    name.name = Name::from("an_added_table");
    let mut table = stated_table(name);
    let column_type = ColumnType::exact("integer", DataType::integer(32));
    table
        .columns
        .push(plain_column(Name::from("id"), column_type, false));
    let path = ObjectPath::top(ObjectKind::Table, &table.name);
    let mut draft = Draft::new(MutationKind::AddTable, schema);
    draft.schema.tables.push(table);
    let statements = added(schema, &draft.schema);
    draft
        .with_ddl(statements)
        .expect("extra-table", path)
        .finish()
}

/// A table has another name. Sequences, indexes and constraints keep theirs.
pub(super) fn rename(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    let candidates = unreferenced(schema);
    let position = *choices.one_of(&candidates)?;
    let mut draft = Draft::new(MutationKind::RenameTable, schema);
    let new_name = Name::from("a_renamed_table");
    let original = &schema.tables[position];
    let table = &mut draft.schema.tables[position];
    table.name.name = new_name.clone();
    for key in &mut table.foreign_keys {
        if key.target == original.name {
            key.target.name = new_name.clone();
        }
    }
    let renamed = ObjectPath::top(ObjectKind::Table, &table.name);
    draft
        .with_ddl([alter(original, &format!("RENAME TO {}", quote(&new_name)))])
        .expect(
            "missing-table",
            ObjectPath::top(ObjectKind::Table, &original.name),
        )
        .expect("extra-table", renamed)
        .finish()
}

/// Tables that no other one refers to, where there are others.
fn unreferenced(schema: &Schema) -> Vec<usize> {
    if schema.tables.len() < 2 {
        return Vec::new();
    }
    (0..schema.tables.len())
        .filter(|position| !usage::is_referenced_by_others(schema, &schema.tables[*position]))
        .filter(|position| !has_foreign_sequence(schema, *position))
        .collect()
}

/// A sequence in another schema than its table would stay behind in a rename.
fn has_foreign_sequence(schema: &Schema, position: usize) -> bool {
    let table = &schema.tables[position];
    table.columns.iter().any(|column| {
        matches!(
            column.increment.get(),
            Some(Some(Increment::Serial { sequence })) if sequence.schema != table.name.schema
        )
    })
}
