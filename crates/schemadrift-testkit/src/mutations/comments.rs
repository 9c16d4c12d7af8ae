//! Owns mutations of comments.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::Schema;
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::stated::Stated;

use super::drafting::Draft;
use super::{Mutation, MutationKind};
use crate::choices::Choices;

/// A comment is gone, or there is one where none was.
fn another(comment: &Stated<Option<String>>) -> Stated<Option<String>> {
    Stated::Written(match comment.get() {
        Some(Some(_)) => None,
        Some(None) | None => Some("what it's for: \\".to_owned()),
    })
}

/// A table has another comment.
pub(super) fn change_of_table(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    if schema.engine == Engine::Sqlite {
        return None;
    }
    let mut draft = Draft::new(MutationKind::ChangeTableComment, schema);
    let place = choices.below(schema.tables.len());
    let table = draft.schema.tables.get_mut(place)?;
    table.comment = another(&table.comment);
    let path = ObjectPath::top(ObjectKind::Table, &table.name);
    draft.expect("comment", path).finish()
}

/// A column has another comment.
pub(super) fn change_of_column(schema: &Schema, choices: &mut Choices) -> Option<Mutation> {
    if schema.engine == Engine::Sqlite {
        return None;
    }
    let mut draft = Draft::new(MutationKind::ChangeColumnComment, schema);
    let place = choices.below(schema.tables.len());
    let table = draft.schema.tables.get_mut(place)?;
    let place = choices.below(table.columns.len());
    let column = table.columns.get_mut(place)?;
    column.comment = another(&column.comment);
    let path = ObjectPath::part(ObjectKind::Column, &table.name, column.name.as_str());
    draft.expect("comment", path).finish()
}
