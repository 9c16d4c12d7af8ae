//! Owns the marks that a statement leaves that was not understood: on the objects whose names it
//! mentions, or on the whole where none of them is known.

use schemadrift_core::model::Taint;
use schemadrift_core::name::Name;
use schemadrift_core::origin::Origin;

use super::state::State;

/// Marks what a statement may touch.
pub(super) fn taint(state: &mut State, reason: &str, touches: &[Name], origin: &Origin) {
    let taint = Taint {
        reason: reason.to_owned(),
        origin: origin.clone(),
    };
    let names = state.dialect.table_names;
    let is_touched = |name: &Name| {
        touches
            .iter()
            .any(|touched| names.same(touched.as_str(), name.as_str()))
    };
    let schema = &mut state.schema;
    let mut is_known = false;
    let tables = schema
        .tables
        .iter_mut()
        .map(|table| (&table.name.name, &mut table.taints));
    let views = schema
        .views
        .iter_mut()
        .map(|view| (&view.name.name, &mut view.taints));
    let enums = schema
        .enums
        .iter_mut()
        .map(|enum_type| (&enum_type.name.name, &mut enum_type.taints));
    for (name, taints) in tables.chain(views).chain(enums) {
        if is_touched(name) {
            is_known = true;
            taints.push(taint.clone());
        }
    }
    if !is_known {
        schema.taints.push(taint);
    }
}
