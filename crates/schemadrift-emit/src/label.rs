//! Owns what an object is called when it is left out: by its name, or by what it is made of where
//! it has none.

use schemadrift_core::model::{Check, Exclusion, ForeignKey, Index, IndexKey};

pub(crate) fn of_index(index: &Index) -> String {
    let keys = || {
        columns(index.parts.iter().map(|part| match &part.key {
            IndexKey::Column(name) => name.as_str(),
            IndexKey::Expression(expression) => expression.text.as_str(),
        }))
    };
    index.name.get().map_or_else(keys, ToString::to_string)
}

pub(crate) fn of_foreign_key(key: &ForeignKey) -> String {
    let own = || columns(key.columns.iter().map(AsRef::as_ref));
    key.name.get().map_or_else(own, ToString::to_string)
}

pub(crate) fn of_check(check: &Check) -> String {
    let text = || check.expression.text.clone();
    check.name.get().map_or_else(text, ToString::to_string)
}

pub(crate) fn of_exclusion(exclusion: &Exclusion) -> String {
    let text = || exclusion.definition.text.clone();
    exclusion.name.get().map_or_else(text, ToString::to_string)
}

fn columns<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!("({})", names.collect::<Vec<_>>().join(", "))
}
