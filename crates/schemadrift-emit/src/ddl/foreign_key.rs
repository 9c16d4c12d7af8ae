//! Owns foreign keys.

use schemadrift_core::model::{Deferral, ForeignKey, Table, Validity};
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::grammar::Grammar;
use super::script::Script;
use crate::label;
use crate::sql_text::name_list;

/// The constraint as it stands in `CREATE TABLE` or behind `ALTER TABLE … ADD`.
pub(crate) fn inline(
    grammar: &Grammar,
    table: &Table,
    key: &ForeignKey,
    script: &mut Script,
) -> String {
    if let Some(objection) = (grammar.foreign_key_objection)(key) {
        let name = label::of_foreign_key(key);
        script.skip(
            ObjectPath::part(ObjectKind::ForeignKey, &table.name, name),
            objection,
        );
    }
    let mut text = format!(
        "{}FOREIGN KEY ({}) REFERENCES {}",
        grammar.constraint_prefix(key.name.get()),
        name_list(grammar.dialect(), &key.columns),
        grammar.quote_qualified(&key.target)
    );
    if !key.target_columns.is_empty() {
        let columns = name_list(grammar.dialect(), &key.target_columns);
        text.push_str(&format!(" ({columns})"));
    }
    if let Some(action) = key.on_delete.get() {
        text.push_str(&format!(" ON DELETE {action}"));
    }
    if let Some(action) = key.on_update.get() {
        text.push_str(&format!(" ON UPDATE {action}"));
    }
    text.push_str(match key.deferral.get() {
        Some(Deferral::InitiallyImmediate) => " DEFERRABLE",
        Some(Deferral::InitiallyDeferred) => " DEFERRABLE INITIALLY DEFERRED",
        Some(Deferral::NotDeferrable) | None => "",
    });
    if grammar.can_add_constraints {
        text.push_str(match key.validity.get() {
            Some(Validity::NotValid) => " NOT VALID",
            Some(Validity::NotEnforced) => " NOT ENFORCED",
            Some(Validity::Valid) | None => "",
        });
    }
    text
}
