//! Owns how rules put a foreign key into words.

use schemadrift_core::model::{Deferral, ForeignKey};

use super::draft::column_list;
use crate::pairing::TablePair;

/// The name of a foreign key, or its columns where it has none.
pub(super) fn name(key: &ForeignKey) -> String {
    key.name
        .get()
        .map_or_else(|| column_list(&key.columns), ToString::to_string)
}

/// The whole foreign key in a few words.
pub(super) fn definition(key: &ForeignKey) -> String {
    let mut text = format!(
        "{} references {}",
        column_list(&key.columns),
        key.target.name
    );
    if !key.target_columns.is_empty() {
        text.push_str(&column_list(&key.target_columns));
    }
    if let Some(action) = key.on_delete.get() {
        text.push_str(&format!(" on delete {}", action.to_string().to_lowercase()));
    }
    if let Some(action) = key.on_update.get() {
        text.push_str(&format!(" on update {}", action.to_string().to_lowercase()));
    }
    match key.deferral.get() {
        Some(Deferral::InitiallyImmediate) => text.push_str(" deferrable"),
        Some(Deferral::InitiallyDeferred) => text.push_str(" deferrable initially deferred"),
        Some(Deferral::NotDeferrable) | None => {}
    }
    text
}

/// Whether a foreign key of the code cannot exist because one of its columns does not.
pub(super) fn lacks_live_column(key: &ForeignKey, pair: &TablePair<'_>) -> bool {
    key.columns
        .iter()
        .any(|column| pair.lacks_live_column(column))
}
