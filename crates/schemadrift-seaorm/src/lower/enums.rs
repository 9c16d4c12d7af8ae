//! Owns enum types.

use schemadrift_core::model::{EnumType, EnumValue};
use schemadrift_core::origin::Origin;

use crate::entity::ActiveEnum;
use crate::sea_type::SeaType;
use crate::types::enum_name;

/// The type of its own that an enum needs.
pub(super) fn enum_type(source: &ActiveEnum) -> EnumType {
    let values = source.labels.iter().map(|label| EnumValue {
        label: label.text.clone(),
        alias: Some(label.variant.clone()).filter(|variant| *variant != label.text),
        origin: label.origin.clone(),
    });
    EnumType {
        name: enum_name(&source.name.text),
        alias: Some(source.identifier.clone()).filter(|name| *name != source.name.text),
        values: values.collect(),
        origin: source.name.origin.clone(),
        taints: source.taint.clone().into_iter().collect(),
    }
}

/// The type of its own that a column type spells out, name and labels.
pub(super) fn spelled_out(sea_type: &SeaType, origin: &Origin) -> Option<EnumType> {
    match sea_type {
        SeaType::Enum {
            name,
            labels: Some(labels),
        } => Some(EnumType {
            name: enum_name(name),
            alias: None,
            values: labels
                .iter()
                .map(|label| EnumValue {
                    label: label.clone(),
                    alias: None,
                    origin: origin.clone(),
                })
                .collect(),
            origin: origin.clone(),
            taints: Vec::new(),
        }),
        SeaType::Array(element) => spelled_out(element, origin),
        _ => None,
    }
}
