//! Owns types that come with an extension: where a schema of its own is given to the extension, its
//! types are found there and nowhere else
//! (<https://www.postgresql.org/docs/current/sql-createextension.html>).

use std::borrow::Cow;

use schemadrift_core::Stated;
use schemadrift_core::data_type::DataType;
use schemadrift_core::model::Schema;
use schemadrift_core::name::{Name, QualifiedName};

/// Schemas in which names are found without saying so.
const SEARCHED: [&str; 2] = ["public", "pg_catalog"];

/// The model with the types of extensions under their full names. Types are known to be an
/// extension's by its name, as `citext`, `hstore`, `ltree` and `vector` are.
pub(crate) fn placed(schema: &Schema) -> Cow<'_, Schema> {
    let places: Vec<QualifiedName> = schema
        .extensions
        .iter()
        .filter_map(|extension| {
            let place = extension.schema.get()?;
            let is_searched = SEARCHED.contains(&place.as_str())
                || schema.default_namespace.as_ref() == Some(place);
            (!is_searched).then(|| QualifiedName::new(place.clone(), extension.name.clone()))
        })
        .collect();
    if places.is_empty() {
        return Cow::Borrowed(schema);
    }
    let mut schema = schema.clone();
    let columns = schema
        .tables
        .iter_mut()
        .flat_map(|table| &mut table.columns)
        .map(|column| &mut column.data_type);
    let fields = schema
        .composites
        .iter_mut()
        .flat_map(|composite| &mut composite.fields)
        .map(|field| &mut field.data_type);
    for data_type in columns.chain(fields) {
        if let Stated::Written(stated) | Stated::Implied(stated) = data_type {
            place(&mut stated.shape, &places);
        }
    }
    for domain in &mut schema.domains {
        place(&mut domain.base.shape, &places);
    }
    Cow::Owned(schema)
}

fn place(shape: &mut DataType, places: &[QualifiedName]) {
    let in_place = |name: &Name| places.iter().find(|place| place.name == *name).cloned();
    if let DataType::Array(element) = shape {
        place(element, places);
    } else if *shape == DataType::Citext {
        if let Some(name) = in_place(&Name::from("citext")) {
            *shape = DataType::Named {
                name,
                arguments: None,
            };
        }
    } else if let DataType::Named { name, .. } = shape
        && name.schema.is_none()
        && let Some(full) = in_place(&name.name)
    {
        *name = full;
    }
}
