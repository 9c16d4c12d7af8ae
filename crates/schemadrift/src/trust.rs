//! Owns whether a result can be trusted.

use schemadrift_core::coverage::Completeness;
use schemadrift_core::model::Schema;
use schemadrift_core::name::QualifiedName;

/// Why the result cannot be trusted as a whole, if so.
pub(crate) fn untrusted(code: &Schema, live: &Schema) -> Option<String> {
    let has_relations = !code.tables.is_empty() || !code.views.is_empty();
    let has_enums = code.coverage.enums != Completeness::None && !code.enums.is_empty();
    if !has_relations && !has_enums {
        return Some("the code declares no tables, so nothing was compared".to_owned());
    }
    if has_relations && live.tables.is_empty() && live.views.is_empty() {
        return Some("the database has no tables at all".to_owned());
    }
    let is_declared = |name: &QualifiedName| {
        let declared = code.views.iter().map(|view| &view.name);
        declared
            .chain(code.tables.iter().map(|table| &table.name))
            .any(|own| own.name == name.name)
    };
    let all_of = |schema: &Schema| {
        let tables = schema
            .tables
            .iter()
            .map(|table| table.taints.len())
            .sum::<usize>();
        let enums = schema
            .enums
            .iter()
            .map(|enum_type| enum_type.taints.len())
            .sum::<usize>();
        schema.taints.len() + tables + enums
    };
    // A broken view that no code knows puts nothing in doubt.
    let views = code
        .views
        .iter()
        .chain(live.views.iter().filter(|view| is_declared(&view.name)))
        .map(|view| view.taints.len())
        .sum::<usize>();
    let tainted = all_of(code) + all_of(live) + views;
    match tainted {
        0 => None,
        1 => Some("one part of the input could not be read".to_owned()),
        _ => Some(format!("{tainted} parts of the input could not be read")),
    }
}
