//! Owns the compact spelling and its relatives: `#[derive(DeriveEntityModel)] struct Model`, with
//! relations in an enum of their own, or among the fields (`#[sea_orm::model]`).

use schemadrift_core::model::{Reach, Taint};
use schemadrift_core::problem::Problem;
use schemadrift_rust_syntax::range;
use syn::spanned::Spanned;
use syn::{Field, Fields, ItemStruct};

use super::fields::{
    FIELD_KEYS, RELATION_FIELD_KEYS, STRUCT_KEYS, column_type, default, report_unknown,
};
use super::relations::{self, RelationField};
use super::{EntityColumn, Place, Relation, TypeSource, Written};
use crate::attributes::Attributes;
use crate::naming::{self, CaseStyle};
use crate::rust_type::RustType;

/// A struct that is an entity.
#[derive(Debug, Clone)]
pub(crate) struct CompactModel {
    pub(crate) place: Place,
    pub(crate) table: Option<Written>,
    pub(crate) schema: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) columns: Vec<EntityColumn>,
    pub(crate) ignored: Vec<String>,
    pub(crate) auto_increment: Option<bool>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) taints: Vec<Taint>,
}

/// Reads a struct that derives `DeriveEntityModel`.
pub(crate) fn read(place: &Place, item: &ItemStruct, problems: &mut Vec<Problem>) -> CompactModel {
    let attributes = Attributes::read(&item.attrs);
    report_unknown(&attributes, STRUCT_KEYS, place, problems);
    let written = |key: &str| {
        attributes.text(key).map(|(text, range)| Written {
            text: text.to_owned(),
            origin: place.exact(range),
        })
    };
    let mut model = CompactModel {
        place: place.clone(),
        table: written("table_name"),
        schema: written("schema_name").map(|schema| schema.text),
        comment: written("comment").map(|comment| comment.text),
        columns: Vec::new(),
        ignored: Vec::new(),
        auto_increment: None,
        relations: Vec::new(),
        taints: unreadable(&attributes, place),
    };
    let rename_all = rename_all(&attributes, place, &mut model, problems);
    let Fields::Named(fields) = &item.fields else {
        return model;
    };
    for field in &fields.named {
        read_field(field, rename_all, &mut model, problems);
    }
    model
}

fn unreadable(attributes: &Attributes, place: &Place) -> Vec<Taint> {
    let taint = |range: &std::ops::Range<usize>| Taint {
        reach: Reach::More,
        reason: "an attribute of it cannot be read".to_owned(),
        origin: place.exact(range.clone()),
    };
    attributes.unreadable.iter().map(taint).collect()
}

fn rename_all(
    attributes: &Attributes,
    place: &Place,
    model: &mut CompactModel,
    problems: &mut Vec<Problem>,
) -> Option<CaseStyle> {
    let (text, range) = attributes.text("rename_all")?;
    let style = CaseStyle::read(text);
    if style.is_none() {
        let message = format!("`rename_all` has no style `{text}`");
        model.taints.push(Taint {
            reach: Reach::More,
            reason: message.clone(),
            origin: place.exact(range.clone()),
        });
        problems.push(Problem::warning(message, place.exact(range)));
    }
    style
}

fn read_field(
    field: &Field,
    rename_all: Option<CaseStyle>,
    model: &mut CompactModel,
    problems: &mut Vec<Problem>,
) {
    let Some(identifier) = &field.ident else {
        return;
    };
    let place = model.place.clone();
    let attributes = Attributes::read(&field.attrs);
    let rust_type = RustType::read(&field.ty);
    if let Some(relation) = RelationField::of(&rust_type) {
        report_unknown(&attributes, RELATION_FIELD_KEYS, &place, problems);
        let origin = place.exact(range(identifier.span()));
        let relation = relations::of_field(&relation, &attributes, origin);
        model.relations.extend(relation);
        return;
    }
    report_unknown(&attributes, FIELD_KEYS, &place, problems);
    model.taints.extend(unreadable(&attributes, &place));
    let name = identifier.to_string();
    let enum_name = attributes.text("enum_name").map(|(text, _)| text);
    let column = match attributes.text("column_name") {
        Some((text, _)) => text.to_owned(),
        None => naming::column_of_field(&name, rename_all, enum_name),
    };
    if attributes.has("ignore") {
        model.ignored.push(column);
        return;
    }
    if let Some(is_numbered) = attributes.flag("auto_increment") {
        model.auto_increment = Some(is_numbered);
    }
    let (rust_type, is_optional) = rust_type.without_option();
    let read_as = rust_type.known();
    let (type_source, type_range) = match column_type(&attributes) {
        Some((source, range)) => (source, range),
        None => (TypeSource::Rust(rust_type), range(field.ty.span())),
    };
    model.columns.push(EntityColumn {
        variant: enum_name.map_or_else(|| naming::variant_of_field(&name), str::to_owned),
        name: column,
        field: Some(naming::plain(&name).to_owned()),
        type_source,
        read_as,
        // A field that takes no NULL never writes one, whatever the column allows.
        is_nullable: (is_optional || !attributes.has("nullable")).then_some(is_optional),
        is_key: attributes.has("primary_key"),
        is_unique: attributes.has("unique"),
        is_indexed: attributes.has("indexed"),
        // Of several, the macros keep the last.
        unique_keys: Vec::from_iter(
            attributes
                .text("unique_key")
                .map(|(text, _)| text.to_owned()),
        ),
        default: default(&attributes, &place),
        comment: attributes.text("comment").map(|(text, _)| text.to_owned()),
        origin: place.exact(range(identifier.span())),
        type_origin: Some(place.exact(type_range)),
        extra: attributes.text("extra").map(|(text, range)| Written {
            text: text.to_owned(),
            origin: place.exact(range),
        }),
    });
}
