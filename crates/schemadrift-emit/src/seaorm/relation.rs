//! Owns relations: the foreign keys of a table as variants of `Relation`.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;
use schemadrift_core::model::{ForeignKey, ReferentialAction};
use schemadrift_core::name::Name;
use schemadrift_core::object::{ObjectKind, ObjectPath};
use schemadrift_core::stated::Stated;

use super::names::EntityNames;
use super::{Writing, identifier, literal};
use crate::label;

/// The enum of an entity's relations, and the `Related` of each entity that one relation leads to.
pub(super) fn write(writing: &mut Writing<'_>, entity: &EntityNames<'_>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut variants = Vec::new();
    let mut targets: Vec<(String, String)> = Vec::new();
    for key in &entity.table.foreign_keys {
        match variant(writing, entity, key, &mut taken) {
            Ok((lines, name, module)) => {
                variants.extend(lines);
                targets.push((module, name));
            }
            Err(reason) => {
                let name = label::of_foreign_key(key);
                let path = ObjectPath::part(ObjectKind::ForeignKey, &entity.table.name, name);
                writing.skip(path, reason);
            }
        }
    }
    let mut lines = vec![
        "    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]".to_owned(),
        if variants.is_empty() {
            "    pub enum Relation {}".to_owned()
        } else {
            format!("    pub enum Relation {{\n{}\n    }}", variants.join("\n"))
        },
        String::new(),
    ];
    for (module, name) in &targets {
        let is_only_one = targets.iter().filter(|(other, _)| other == module).count() == 1;
        if is_only_one && *module != entity.module {
            lines.push(related(module, name));
        }
    }
    lines
}

fn related(module: &str, variant: &str) -> String {
    let module = identifier::written(module);
    format!(
        "    impl Related<super::{module}::Entity> for Entity {{\n        \
         fn to() -> RelationDef {{\n            Relation::{variant}.def()\n        }}\n    }}\n"
    )
}

type Variant = (Vec<String>, String, String);

fn variant(
    writing: &Writing<'_>,
    entity: &EntityNames<'_>,
    key: &ForeignKey,
    taken: &mut BTreeSet<String>,
) -> Result<Variant, &'static str> {
    let target = writing
        .names
        .entity(&key.target)
        .ok_or("it refers to a table that becomes no entity")?;
    let target_columns = if key.target_columns.is_empty() {
        target.table.primary_key_columns()
    } else {
        &key.target_columns
    };
    let is_self = target.module == entity.module;
    let path = if is_self {
        String::new()
    } else {
        format!("super::{}::", identifier::written(&target.module))
    };
    let from = columns(entity, &key.columns, "")?;
    let to = columns(target, target_columns, &path)?;
    let mut entries = vec![
        format!("belongs_to = {}", literal(&format!("{path}Entity"))),
        format!("from = {}", literal(&from)),
        format!("to = {}", literal(&to)),
    ];
    entries.extend(action("on_update", &key.on_update));
    entries.extend(action("on_delete", &key.on_delete));
    if let Some(name) = key.name.get() {
        entries.push(format!("fk_name = {}", literal(name.as_str())));
    }
    let own = key.columns.first().map_or("", Name::as_str);
    let preferred = if is_self {
        format!("self_{own}")
    } else if taken.contains(&target.module.to_upper_camel_case()) {
        format!("{}_{own}", target.module)
    } else {
        target.module.clone()
    };
    let name = identifier::camel(&preferred, "Relation", taken);
    let lines = vec![
        format!("        #[sea_orm({})]", entries.join(", ")),
        format!("        {name},"),
    ];
    Ok((lines, name, target.module.clone()))
}

/// One column, or several in parentheses.
fn columns(entity: &EntityNames<'_>, names: &[Name], path: &str) -> Result<String, &'static str> {
    let columns: Option<Vec<String>> = names
        .iter()
        .map(|name| {
            let variant = entity.field(name)?.to_upper_camel_case();
            Some(format!("{path}Column::{variant}"))
        })
        .collect();
    let columns = columns.ok_or("it is over a column that the table does not have")?;
    match columns.as_slice() {
        [only] => Ok(only.clone()),
        several => Ok(format!("({})", several.join(", "))),
    }
}

fn action(key: &str, action: &Stated<ReferentialAction>) -> Option<String> {
    let word = match action.get()? {
        ReferentialAction::NoAction => "NoAction",
        ReferentialAction::Restrict => "Restrict",
        ReferentialAction::Cascade => "Cascade",
        ReferentialAction::SetNull => "SetNull",
        ReferentialAction::SetDefault => "SetDefault",
    };
    Some(format!("{key} = \"{word}\""))
}
