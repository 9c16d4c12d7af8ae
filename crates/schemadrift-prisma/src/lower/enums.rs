//! Owns enums: a type of its own where the database has such types.

use schemadrift_core::dialect::EnumStorage;
use schemadrift_core::model::{EnumType, EnumValue, Schema};
use schemadrift_core::problem::Problem;

use crate::ast::{Document, Enumeration, EnumerationValue};

use super::columns::enum_name;
use super::context::{self, Context};
use super::names;
use super::stray;
use super::tables::unknown;
use super::trouble::Trouble;

/// Reads every enum. Only a database that has enum types gets any; elsewhere the labels belong to
/// the columns, or nowhere.
pub(crate) fn lower<'a>(
    context: &Context<'_, 'a>,
    documents: &[Document<'a>],
    schema: &mut Schema,
    problems: &mut Vec<Problem>,
) {
    for enumeration in documents.iter().flat_map(|document| &document.enums) {
        let lowered = enum_type(context, enumeration, problems);
        match context.datasource.provider.engine().dialect().enums {
            EnumStorage::Native => schema.enums.push(lowered),
            EnumStorage::Inline | EnumStorage::Text => {}
        }
    }
}

fn enum_type<'a>(
    context: &Context<'_, 'a>,
    enumeration: &Enumeration<'a>,
    problems: &mut Vec<Problem>,
) -> EnumType {
    let mut trouble = Trouble::new(problems);
    let name = enumeration.name.text();
    stray::in_block(&enumeration.stray, "enum", name, &mut trouble);
    for attribute in &enumeration.attributes {
        if !["map", "schema"].contains(&attribute.name.text()) {
            unknown(attribute, "@@", &mut trouble);
        }
    }
    if !context.datasource.schemas.is_empty()
        && context::attribute(&enumeration.attributes, "schema").is_none()
    {
        trouble.at_with_help(
            enumeration.name,
            format!("`{name}` does not say which schema it is in"),
            "add `@@schema(\"…\")`, as every block needs it once the datasource lists `schemas`",
        );
    }
    let values = enumeration
        .values
        .iter()
        .map(|value| enum_value(value, &mut trouble))
        .collect();
    let lowered = enum_name(context, enumeration);
    EnumType {
        alias: (lowered.name.as_str() != name).then(|| name.to_owned()),
        name: lowered,
        values,
        origin: enumeration.name.origin(),
        taints: trouble.taints,
    }
}

fn enum_value(value: &EnumerationValue<'_>, trouble: &mut Trouble<'_>) -> EnumValue {
    for attribute in &value.attributes {
        if attribute.name.text() != "map" {
            unknown(attribute, "@", trouble);
        }
    }
    let name = value.name.text();
    let label = names::mapped(&value.attributes).unwrap_or_else(|| name.to_owned());
    EnumValue {
        alias: (label != name).then(|| name.to_owned()),
        label,
        origin: value.name.origin(),
    }
}
