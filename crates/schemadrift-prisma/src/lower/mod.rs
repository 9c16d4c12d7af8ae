//! Owns the way from syntax trees to the neutral model. One concept a file; what differs between
//! providers is data in [`types`].

mod columns;
mod context;
mod coverage;
mod defaults;
mod duplicates;
mod enums;
mod external;
mod indexes;
mod json;
mod literals;
mod many_to_many;
mod names;
mod operator_classes;
mod predicates;
mod primary_keys;
mod relations;
mod scalars;
mod settings;
mod stray;
mod tables;
mod trouble;
mod types;
mod views;

use schemadrift_core::model::{Extension, Namespace, Schema};
use schemadrift_core::name::Name;
use schemadrift_core::problem::Problem;

pub(crate) use settings::datasource;

use crate::ast::{Configuration, ConfigurationKind, Document, ModelKind, Value};
use crate::client::{self, ClientSchema};
use crate::datasource::Datasource;
use crate::reading::ReadSettings;
pub(crate) use columns::enum_name;
pub(crate) use context::{Context, FieldKind};
pub(crate) use names::mapped;

/// Lowers the files of one schema, and says what its clients offer.
pub(crate) fn schema(
    documents: &[Document<'_>],
    datasource: &Datasource,
    settings: &ReadSettings,
    problems: &mut Vec<Problem>,
) -> (Schema, ClientSchema) {
    let features = settings::features(documents);
    let context = Context::new(documents, datasource, features);
    let taints = stray::outside_blocks(documents, problems);
    stray::composites(documents, problems);
    duplicates::of_blocks(documents, problems);

    let extensions = documents
        .iter()
        .flat_map(|document| &document.configurations)
        .filter(|block| block.kind == ConfigurationKind::Datasource)
        .flat_map(extensions)
        .collect::<Vec<_>>();
    let coverage = coverage::of(&context, !extensions.is_empty());
    let mut schema = Schema::empty(datasource.provider.engine(), coverage);
    schema.taints = taints;
    schema.extensions = extensions;
    schema.namespaces = namespaces(documents);
    for model in documents.iter().flat_map(|document| &document.models) {
        match model.kind {
            ModelKind::Model | ModelKind::Unknown => {
                schema.tables.push(tables::table(&context, model, problems));
            }
            ModelKind::View => schema.views.push(views::view(&context, model, problems)),
            ModelKind::Composite => {}
        }
    }
    let joins = many_to_many::tables(&context, &schema.tables, problems);
    schema.tables.extend(joins);
    enums::lower(&context, documents, &mut schema, problems);
    external::leave_out(&mut schema, settings, problems);
    duplicates::of_names(&schema, problems);
    (schema, client::client(&context, documents))
}

/// The entries of a datasource's list property.
fn listed<'v, 'a>(block: &'v Configuration<'a>, key: &str) -> &'v [Value<'a>] {
    block
        .properties
        .iter()
        .find(|property| property.key.text() == key)
        .and_then(|property| property.value.as_ref())
        .map_or(&[], Value::elements)
}

fn namespaces(documents: &[Document<'_>]) -> Vec<Namespace> {
    documents
        .iter()
        .flat_map(|document| &document.configurations)
        .filter(|block| block.kind == ConfigurationKind::Datasource)
        .flat_map(|block| listed(block, "schemas"))
        .filter_map(|value| {
            Some(Namespace {
                name: Name::new(value.string()?),
                origin: value.token().origin(),
            })
        })
        .collect()
}

fn extensions(block: &Configuration<'_>) -> Vec<Extension> {
    listed(block, "extensions")
        .iter()
        .filter_map(|value| {
            let Value::Reference(reference) = value else {
                return None;
            };
            let argument = |name: &str| {
                reference
                    .arguments
                    .iter()
                    .flatten()
                    .find(|argument| argument.name.is_some_and(|label| label.text() == name))
                    .and_then(|argument| argument.value.string())
            };
            Some(Extension {
                name: argument("map").map_or_else(|| reference.name.text().into(), Name::new),
                schema: trouble::written(argument("schema").map(Name::new)),
                version: trouble::written(argument("version")),
                origin: reference.token.origin(),
            })
        })
        .collect()
}
