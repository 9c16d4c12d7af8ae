//! Owns views and materialised views.

use schemadrift_core::model::{Schema, View};
use schemadrift_core::name::Name;
use schemadrift_core::object::{ObjectKind, ObjectPath};

use super::grammar::Grammar;
use super::mention_order::{Mentioning, in_order};
use super::script::{Phase, Script};
use super::{index, trigger};
use crate::sql_text::{name_list, without_semicolon};

/// Writes every view, after those it reads from.
pub(crate) fn write_all(grammar: &Grammar, schema: &Schema, script: &mut Script) {
    let mentioning: Vec<Mentioning<'_, View>> = schema
        .views
        .iter()
        .map(|view| Mentioning {
            object: view,
            name: view.name.name.as_str(),
            text: view
                .definition
                .get()
                .map(|definition| definition.text.clone())
                .unwrap_or_default(),
        })
        .collect();
    for view in in_order(&mentioning) {
        write(grammar, view, script);
    }
}

fn write(grammar: &Grammar, view: &View, script: &mut Script) {
    let path = ObjectPath::top(ObjectKind::View, &view.name);
    let Some(definition) = view.definition.get() else {
        script.skip(path, "its query is not stated");
        return;
    };
    let is_materialized = view.is_materialized.is_true();
    if is_materialized && !grammar.has_materialized_views {
        script.skip(path, format!("{} stores no views", grammar.engine));
        return;
    }
    let materialized = if is_materialized { "MATERIALIZED " } else { "" };
    let name = grammar.quote_qualified(&view.name);
    let columns: Vec<Name> = view
        .columns
        .iter()
        .map(|column| column.name.clone())
        .collect();
    let columns = if columns.is_empty() {
        String::new()
    } else {
        format!(" ({})", name_list(grammar.dialect(), &columns))
    };
    let query = without_semicolon(&definition.text).trim_start();
    script.push(
        Phase::Views,
        format!("CREATE {materialized}VIEW {name}{columns} AS\n{query}"),
    );
    for own in &view.indexes {
        index::write(grammar, &view.name, own, Phase::Views, script);
    }
    trigger::write_all(grammar, &view.name, &view.triggers, script);
}
