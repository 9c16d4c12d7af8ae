//! Owns `enum` blocks.

use super::Writing;
use super::block::{Line, body, string};
use super::names::EnumNames;

/// Writes every enum.
pub(super) fn write_all(writing: &mut Writing<'_>) -> Vec<String> {
    writing
        .names
        .enums()
        .iter()
        .map(|names| write(writing, names))
        .collect()
}

fn write(writing: &Writing<'_>, names: &EnumNames<'_>) -> String {
    let lines: Vec<Line> = names
        .enumeration
        .values
        .iter()
        .zip(&names.values)
        .map(|(value, identifier)| Line {
            name: identifier.clone(),
            attributes: mapping("@map", identifier, &value.label),
            ..Line::default()
        })
        .collect();
    let name = &names.enumeration.name;
    let mut attributes = mapping("@@map", &names.identifier, name.name.as_str());
    attributes.extend(writing.schema_attribute(name));
    body("enum", &names.identifier, None, &lines, &attributes)
}

/// The attribute that names the database's own spelling, where it is another one.
pub(super) fn mapping(attribute: &str, identifier: &str, name: &str) -> Vec<String> {
    if identifier == name {
        Vec::new()
    } else {
        vec![format!("{attribute}({})", string(name))]
    }
}
