//! Owns structs that read some columns of an entity: `#[derive(DerivePartialModel)]`, and what
//! `#[derive(FromQueryResult)]` says without naming an entity.

use schemadrift_core::origin::Origin;
use schemadrift_rust_syntax::range;
use syn::{Fields, ItemStruct};

use super::Place;
use crate::attributes::Attributes;
use crate::expression::Expression;
use crate::naming;

/// A struct that reads columns.
#[derive(Debug, Clone)]
pub(crate) struct PartialModel {
    pub(crate) place: Place,
    /// The path of the entity, where the struct names one.
    pub(crate) entity: Option<Vec<String>>,
    pub(crate) columns: Vec<PartialColumn>,
}

/// A column that is read.
#[derive(Debug, Clone)]
pub(crate) struct PartialColumn {
    /// The variant of `Column`, or the name that the query gives the value.
    pub(crate) name: String,
    pub(crate) origin: Origin,
}

/// Reads a struct that derives `DerivePartialModel` or `FromQueryResult`.
pub(crate) fn read(place: &Place, item: &ItemStruct) -> PartialModel {
    let attributes = Attributes::read(&item.attrs);
    let entity = attributes.text("entity").and_then(|(text, _)| {
        let expression = Expression::read(text)?;
        expression.path().map(<[String]>::to_vec)
    });
    let is_partial = entity.is_some();
    let mut columns = Vec::new();
    if let Fields::Named(fields) = &item.fields {
        for field in &fields.named {
            let Some(identifier) = &field.ident else {
                continue;
            };
            let own = Attributes::read(&field.attrs);
            if ["skip", "nested", "from_expr"]
                .iter()
                .any(|key| own.has(key))
            {
                continue;
            }
            let (name, place_of) = match own.text("from_col").or_else(|| own.text("from_alias")) {
                Some((text, range)) => (text.to_owned(), range),
                None => (
                    naming::plain(&identifier.to_string()).to_owned(),
                    range(identifier.span()),
                ),
            };
            columns.push(PartialColumn {
                name: if is_partial {
                    naming::variant_of_field(&name)
                } else {
                    name
                },
                origin: place.exact(place_of),
            });
        }
    }
    PartialModel {
        place: place.clone(),
        entity,
        columns,
    }
}
