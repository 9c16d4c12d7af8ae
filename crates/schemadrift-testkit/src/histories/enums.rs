//! Owns steps about enums.

use schemadrift_core::data_type::DataType;
use schemadrift_core::model::{EnumType, EnumValue, Schema};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;

use super::{drawing, spelling};
use crate::choices::Choices;
use crate::schemas::{LABELS, Taken, printed_name, string_literal};

/// `CREATE TYPE … AS ENUM`.
pub(super) fn create(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let name = drawing::relation_name(after, choices);
    let mut labels = LABELS.to_vec();
    choices.shuffle(&mut labels);
    labels.truncate(choices.below(5));
    let listed: Vec<String> = labels.iter().map(|label| string_literal(label)).collect();
    let written = spelling::relation(after, &name, choices);
    after.enums.push(EnumType {
        name: drawing::kept_relation(after, &name),
        alias: None,
        values: labels.into_iter().map(value).collect(),
        origin: Origin::Unlocated,
        taints: Vec::new(),
    });
    Some(format!(
        "CREATE TYPE {written} AS ENUM ({})",
        listed.join(", ")
    ))
}

fn value(label: &str) -> EnumValue {
    EnumValue {
        label: label.to_owned(),
        alias: None,
        origin: Origin::Unlocated,
    }
}

fn any(sketch: &Schema, choices: &mut Choices) -> Option<usize> {
    let places: Vec<usize> = (0..sketch.enums.len()).collect();
    choices.one_of(&places).copied()
}

fn new_label(enumeration: &EnumType, choices: &mut Choices) -> String {
    let mut taken = Taken::default();
    for value in &enumeration.values {
        taken.insert(&value.label);
    }
    taken.draw(LABELS, choices).to_string()
}

/// `ALTER TYPE … ADD VALUE`.
pub(super) fn add_value(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let place = any(after, choices)?;
    let enumeration = after.enums.get(place)?.clone();
    let label = new_label(&enumeration, choices);
    let name = spelling::relation(after, &enumeration.name, choices);
    let values = &mut after.enums.get_mut(place)?.values;
    if choices.happens(15)
        && let Some(old) = choices.one_of(&enumeration.values)
    {
        let old = string_literal(&old.label);
        return Some(format!("ALTER TYPE {name} ADD VALUE IF NOT EXISTS {old}"));
    }
    let written = format!("ALTER TYPE {name} ADD VALUE {}", string_literal(&label));
    let neighbours: Vec<usize> = (0..values.len()).collect();
    let neighbour = choices.one_of(&neighbours).copied();
    let Some(neighbour) = neighbour.filter(|_| choices.happens(50)) else {
        values.push(value(&label));
        return Some(written);
    };
    let beside = string_literal(&values.get(neighbour)?.label);
    let is_before = choices.happens(50);
    values.insert(neighbour + usize::from(!is_before), value(&label));
    let word = if is_before { "BEFORE" } else { "AFTER" };
    Some(format!("{written} {word} {beside}"))
}

/// `ALTER TYPE … RENAME VALUE`.
pub(super) fn rename_value(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let place = any(after, choices)?;
    let enumeration = after.enums.get(place)?.clone();
    let new = new_label(&enumeration, choices);
    let places: Vec<usize> = (0..enumeration.values.len()).collect();
    let value = choices.one_of(&places).copied()?;
    let value = after.enums.get_mut(place)?.values.get_mut(value)?;
    let old = std::mem::replace(&mut value.label, new.clone());
    Some(format!(
        "ALTER TYPE {} RENAME VALUE {} TO {}",
        spelling::relation(after, &enumeration.name, choices),
        string_literal(&old),
        string_literal(&new),
    ))
}

/// `ALTER TYPE … RENAME TO`.
pub(super) fn rename(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let place = any(after, choices)?;
    let from = after.enums.get(place)?.name.clone();
    let new = drawing::relation_name(after, choices).name;
    let to = QualifiedName {
        schema: from.schema.clone(),
        name: drawing::kept(after, new.as_str()),
    };
    let written = format!(
        "ALTER TYPE {} RENAME TO {}",
        spelling::relation(after, &from, choices),
        spelling::name(after.engine, &new, choices),
    );
    after.enums.get_mut(place)?.name = to.clone();
    let columns = after.tables.iter_mut().flat_map(|table| &mut table.columns);
    for column in columns {
        if let Stated::Written(own) = &mut column.data_type
            && retype(&mut own.shape, &from, &to)
        {
            let brackets = if own.shape.is_array() { "[]" } else { "" };
            own.text = format!("{}{brackets}", printed_name(&to));
        }
    }
    Some(written)
}

fn retype(shape: &mut DataType, from: &QualifiedName, to: &QualifiedName) -> bool {
    match shape {
        DataType::Enum(name) if name == from => {
            *name = to.clone();
            true
        }
        DataType::Array(element) => retype(element, from, to),
        _ => false,
    }
}

/// `DROP TYPE`.
pub(super) fn drop(after: &mut Schema, choices: &mut Choices) -> Option<String> {
    let place = any(after, choices)?;
    let name = after.enums.remove(place).name;
    let tolerant = spelling::maybe("IF EXISTS ", 30, choices);
    let way = spelling::maybe(" CASCADE", 30, choices);
    if !way.is_empty() {
        let mentions = |shape: &DataType| {
            let mut shape = shape.clone();
            retype(&mut shape, &name, &name)
        };
        for table in &mut after.tables {
            table.columns.retain(|column| {
                !column
                    .data_type
                    .get()
                    .is_some_and(|own| mentions(&own.shape))
            });
        }
    }
    let written = spelling::relation(after, &name, choices);
    Some(format!("DROP TYPE {tolerant}{written}{way}"))
}
