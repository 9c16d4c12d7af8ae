//! Owns models: a model is a table.

use schemadrift_core::Stated;
use schemadrift_core::model::Table;
use schemadrift_core::problem::Problem;

use crate::ast::{Attribute, Model};

use super::context::{Context, FieldKind, ModelEntry};
use super::trouble::Trouble;
use super::{columns, indexes, predicates, primary_keys, relations, stray};

/// Block attributes that the language knows.
const BLOCK_ATTRIBUTES: [&str; 8] = [
    "id", "unique", "index", "fulltext", "map", "schema", "ignore", "shardKey",
];

/// The table of a model.
pub(crate) fn table<'d, 'a>(
    context: &Context<'d, 'a>,
    model: &'d Model<'a>,
    problems: &mut Vec<Problem>,
) -> Table {
    let mut trouble = Trouble::new(problems);
    let entry = ModelEntry::new(model);
    stray::in_block(
        &model.stray,
        stray::kind_name(model),
        model.name.text(),
        &mut trouble,
    );
    let mut table = Table::new(context.table_name(model), model.name.origin());
    table.alias = Some(model.name.text().to_owned());
    let key = primary_keys::find(model);
    table.columns = columns::of_table(context, &entry, &key, &mut trouble);
    table.primary_key = Stated::Implied(None);
    if let Some(key) = primary_keys::lower(context, &entry, &key, &mut trouble) {
        table.primary_key = Stated::Written(Some(key));
    } else if key.is_some() {
        table.primary_key = Stated::NotStated;
    }
    table.indexes = indexes::of_model(context, &entry, &mut trouble);
    predicates::read_over(context, &table.columns, &mut table.indexes);
    for field in &model.fields {
        match context.kind(field) {
            FieldKind::Relation(target) => {
                let lowered = relations::lower(context, &entry, field, target, &mut trouble);
                table.foreign_keys.extend(lowered);
            }
            FieldKind::Scalar(_)
            | FieldKind::Enum(_)
            | FieldKind::Unsupported(_)
            | FieldKind::Unknown(_) => {}
        }
    }
    attributes(context, model, &mut trouble);
    table.taints = trouble.taints;
    table
}

/// Block attributes that are not known, and a schema that is missing.
pub(crate) fn attributes(context: &Context<'_, '_>, model: &Model<'_>, trouble: &mut Trouble<'_>) {
    for attribute in &model.attributes {
        if !BLOCK_ATTRIBUTES.contains(&attribute.name.text()) {
            unknown(attribute, "@@", trouble);
        }
    }
    if !context.datasource.schemas.is_empty()
        && super::context::attribute(&model.attributes, "schema").is_none()
    {
        trouble.at_with_help(
            model.name,
            format!("`{}` does not say which schema it is in", model.name.text()),
            "add `@@schema(\"…\")`, as every block needs it once the datasource lists `schemas`",
        );
    }
}

/// An attribute that the language does not know.
pub(crate) fn unknown(attribute: &Attribute<'_>, sign: &str, trouble: &mut Trouble<'_>) {
    trouble.at(
        attribute.token,
        format!("attribute `{sign}{}` is not known", attribute.name.text()),
    );
}
