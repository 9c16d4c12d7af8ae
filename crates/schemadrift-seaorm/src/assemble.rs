//! Owns putting entities together: a compact model with its relations, or the parts of the
//! expanded spelling.

use schemadrift_core::model::{Reach, Taint};

use crate::collect::Collected;
use crate::entity::compact::CompactModel;
use crate::entity::expanded::{Definition, EntityName, EntityStruct, Variant, nameless};
use crate::entity::{Entity, EntityColumn, ModulePath, Relation, TypeSource};
use crate::naming;

/// The entities of a collection, in the order of files.
pub(crate) fn entities(collected: &mut Collected) -> Vec<Entity> {
    let mut problems = std::mem::take(&mut collected.problems);
    let mut entities = Vec::new();
    for model in &collected.compact {
        match compact(collected, model) {
            Some(entity) => entities.push(entity),
            None => {
                // A `Model` without a table is the base of others' entities.
                let own = collected.names.contains_key(&model.place.module);
                if own || model.table.is_some() {
                    problems.push(nameless(model_origin(model)));
                }
            }
        }
    }
    for structure in &collected.entities {
        let is_compact = collected
            .compact
            .iter()
            .any(|model| model.place.module == structure.place.module);
        if is_compact {
            continue;
        }
        match expanded(collected, structure) {
            Some(entity) => entities.push(entity),
            None => problems.push(nameless(structure.origin.clone())),
        }
    }
    collected.problems = problems;
    entities
}

fn model_origin(model: &CompactModel) -> schemadrift_core::origin::Origin {
    match (model.columns.first(), &model.table) {
        (_, Some(table)) => table.origin.clone(),
        (Some(column), None) => column.origin.clone(),
        (None, None) => schemadrift_core::origin::Origin::Unlocated,
    }
}

fn within(module: &ModulePath, name: &str) -> Vec<String> {
    let mut path = module.clone();
    path.push(name.to_owned());
    path
}

fn entity_name<'a>(
    collected: &'a Collected,
    module: &ModulePath,
    identifier: &str,
) -> Option<&'a EntityName> {
    let names = collected.names.get(module)?;
    names.iter().find(|name| name.identifier == identifier)
}

fn compact(collected: &Collected, model: &CompactModel) -> Option<Entity> {
    let module = &model.place.module;
    let named = entity_name(collected, module, "Entity");
    let structure = collected
        .entities
        .iter()
        .find(|structure| &structure.place.module == module);
    let table = model
        .table
        .clone()
        .or_else(|| structure?.table.clone())
        .or_else(|| named?.table.clone())?;
    let mut relations = model.relations.clone();
    relations.extend(relations_of(collected, module, "Relation"));
    Some(Entity {
        module: module.clone(),
        identifier: "Entity".to_owned(),
        table,
        schema: model
            .schema
            .clone()
            .or_else(|| structure?.schema.clone())
            .or_else(|| named?.schema.clone()),
        comment: model.comment.clone().or_else(|| named?.comment.clone()),
        columns: model.columns.clone(),
        ignored: model.ignored.clone(),
        auto_increment: model.auto_increment,
        relations,
        taints: model.taints.clone(),
    })
}

fn relations_of(collected: &Collected, module: &ModulePath, name: &str) -> Vec<Relation> {
    let relations = collected.relations.get(&within(module, name));
    relations.cloned().unwrap_or_default()
}

fn expanded(collected: &Collected, structure: &EntityStruct) -> Option<Entity> {
    let module = &structure.place.module;
    let named = entity_name(collected, module, &structure.identifier);
    let table = structure.table.clone().or_else(|| named?.table.clone())?;
    let find = |name: &str| collected.variants.get(&within(module, name));
    let definitions = collected
        .definitions
        .get(&within(module, &structure.column))
        .map_or(&[][..], Vec::as_slice);
    let fields = collected
        .models
        .get(&within(module, &structure.model))
        .map_or(&[][..], Vec::as_slice);
    let keys = find(&structure.primary_key).map_or(&[][..], Vec::as_slice);
    let variants = find(&structure.column).map_or(&[][..], Vec::as_slice);
    let mut taints = Vec::new();
    if variants.is_empty() {
        taints.push(Taint {
            reach: Reach::More,
            reason: "its columns are not written where they can be read".to_owned(),
            origin: structure.origin.clone(),
        });
    }
    let columns = variants.iter().map(|variant| {
        let definition = definitions
            .iter()
            .find(|definition| definition.variant == variant.identifier);
        let is_key = keys.iter().any(|key| key.identifier == variant.identifier);
        let field = fields
            .iter()
            .find(|field| naming::variant_of_field(&field.name) == variant.identifier);
        column(variant, definition, is_key, field)
    });
    Some(Entity {
        module: module.clone(),
        identifier: structure.identifier.clone(),
        table,
        schema: structure.schema.clone().or_else(|| named?.schema.clone()),
        comment: named.and_then(|named| named.comment.clone()),
        columns: columns.collect(),
        ignored: Vec::new(),
        auto_increment: collected
            .auto_increments
            .get(&within(module, &structure.primary_key))
            .copied(),
        relations: relations_of(collected, module, &structure.relation),
        taints,
    })
}

fn column(
    variant: &Variant,
    definition: Option<&Definition>,
    is_key: bool,
    field: Option<&crate::entity::expanded::ModelField>,
) -> EntityColumn {
    let mut column = EntityColumn {
        variant: variant.identifier.clone(),
        name: variant.column.clone(),
        field: field.map(|field| field.name.clone()),
        type_source: TypeSource::Unclear("no definition".to_owned()),
        read_as: None,
        is_nullable: None,
        is_key,
        is_unique: false,
        is_indexed: false,
        unique_keys: Vec::new(),
        default: None,
        comment: None,
        origin: variant.origin.clone(),
        type_origin: None,
        extra: None,
    };
    let optional = field.map(|field| field.rust_type.clone().without_option());
    column.read_as = optional
        .as_ref()
        .and_then(|(rust_type, _)| rust_type.known());
    if let Some(definition) = definition {
        // A definition written as a call of something else: the field's type still tells.
        column.type_source = match (&definition.type_source, &optional) {
            (TypeSource::Unclear(_), Some((rust_type, _))) => TypeSource::Rust(rust_type.clone()),
            (source, _) => source.clone(),
        };
        column.type_origin = Some(definition.type_origin.clone());
        column.is_unique = definition.is_unique;
        column.is_indexed = definition.is_indexed;
        column.unique_keys = definition.unique_key.clone().into_iter().collect();
        column.default.clone_from(&definition.default);
        column.comment.clone_from(&definition.comment);
        column.extra.clone_from(&definition.extra);
        column.is_nullable = match &definition.type_source {
            TypeSource::Unclear(_) => None,
            TypeSource::Sea(_) | TypeSource::Rust(_) | TypeSource::Named(_) => {
                Some(definition.is_nullable)
            }
        };
    } else if let Some((rust_type, _)) = &optional {
        column.type_source = TypeSource::Rust(rust_type.clone());
    }
    // What the field takes decides whether a NULL can be read.
    if let Some((_, is_optional)) = optional {
        column.is_nullable =
            (is_optional || column.is_nullable != Some(true)).then_some(is_optional);
    }
    column
}
