//! Owns the walk over the files: everything that has to do with entities is collected as it
//! stands, to be put together when all files are known.

use std::collections::HashMap;
use std::sync::Arc;

use schemadrift_core::origin::SourceFile;
use schemadrift_core::problem::Problem;
use schemadrift_rust_syntax::{Hidden, ItemVisitor, range, visit_items, with_trees};
use syn::spanned::Spanned;
use syn::{Attribute, Fields, Item, ItemEnum, ItemImpl, ItemStruct, Macro, UseTree};

use crate::attributes::{derives, segments};
use crate::entity::compact::{self, CompactModel};
use crate::entity::expanded::{self, Definition, EntityName, EntityStruct, ModelField, Variant};
use crate::entity::{ModulePath, Place, Relation, ValueType, active_enum, relations, value_type};
use crate::naming::plain;
use crate::reading::ProgramFile;

/// The path of an item: its module, then its name.
pub(crate) type ItemPath = Vec<String>;

/// An import: what a name in a module stands for.
#[derive(Debug, Clone)]
pub(crate) struct Import {
    /// The path as written in that module.
    pub(crate) path: Vec<String>,
}

/// Everything that was met.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    pub(crate) compact: Vec<CompactModel>,
    pub(crate) entities: Vec<EntityStruct>,
    pub(crate) names: HashMap<ModulePath, Vec<EntityName>>,
    pub(crate) variants: HashMap<ItemPath, Vec<Variant>>,
    pub(crate) definitions: HashMap<ItemPath, Vec<Definition>>,
    pub(crate) models: HashMap<ItemPath, Vec<ModelField>>,
    pub(crate) auto_increments: HashMap<ItemPath, bool>,
    pub(crate) relations: HashMap<ItemPath, Vec<Relation>>,
    pub(crate) value_types: HashMap<ItemPath, ValueType>,
    pub(crate) imports: HashMap<ItemPath, Import>,
    pub(crate) globs: HashMap<ModulePath, Vec<Vec<String>>>,
    pub(crate) problems: Vec<Problem>,
}

/// What a file is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Its entities belong to the source.
    Entities,
    /// Only what entities of other files may refer to counts.
    Definitions,
}

/// Words without which a file has nothing to do with entities.
pub(crate) const TELLING_WORDS: &[&str] = &[
    "DeriveEntity",
    "DeriveActiveEnum",
    "DeriveValueType",
    "DeriveRelation",
    "DeriveColumn",
    "FromJsonQueryResult",
    "EntityName",
    "ColumnTrait",
    "ValueType",
    "Entity",
    "pub use",
    "type ",
];

/// Words that make a file one of entities.
pub(crate) const ENTITY_WORDS: &[&str] = &["DeriveEntityModel", "DeriveEntity", "EntityName"];

/// Whether a file can define an entity.
pub(crate) fn may_hold_entities(text: &str) -> bool {
    ENTITY_WORDS.iter().any(|word| text.contains(word))
}

impl Collected {
    /// Reads files, several at once.
    pub(crate) fn of(files: &[ProgramFile]) -> Self {
        let is_telling = |file: &&ProgramFile| {
            let text = &file.file.text;
            TELLING_WORDS.iter().any(|word| text.contains(word))
        };
        let files: Vec<&ProgramFile> = files.iter().filter(is_telling).collect();
        let read = with_trees(
            &files,
            |file| &file.file,
            |file, tree| {
                let mut collected = Self::default();
                let mut visitor = Visitor {
                    file: &file.file,
                    crate_name: &file.crate_name,
                    role: role(file),
                    collected: &mut collected,
                };
                visit_items(&file.file, tree, &mut visitor);
                collected
            },
        );
        let mut all = Self::default();
        for (file, read) in files.iter().zip(read) {
            match read {
                Ok(collected) => all.add(collected),
                Err(problem) if file.is_of_entities && may_hold_entities(&file.file.text) => {
                    all.problems.push(problem);
                }
                Err(_) => {}
            }
        }
        all
    }

    /// Adds what was met in a later file.
    fn add(&mut self, later: Self) {
        self.compact.extend(later.compact);
        self.entities.extend(later.entities);
        for (module, names) in later.names {
            self.names.entry(module).or_default().extend(names);
        }
        self.variants.extend(later.variants);
        self.definitions.extend(later.definitions);
        self.models.extend(later.models);
        self.auto_increments.extend(later.auto_increments);
        self.relations.extend(later.relations);
        self.value_types.extend(later.value_types);
        self.imports.extend(later.imports);
        for (module, globs) in later.globs {
            self.globs.entry(module).or_default().extend(globs);
        }
        self.problems.extend(later.problems);
    }
}

fn role(file: &ProgramFile) -> Role {
    if file.is_of_entities {
        Role::Entities
    } else {
        Role::Definitions
    }
}

struct Visitor<'a> {
    file: &'a Arc<SourceFile>,
    crate_name: &'a str,
    role: Role,
    collected: &'a mut Collected,
}

impl Visitor<'_> {
    fn place(&self, module: &[String]) -> Place {
        let mut path = vec![self.crate_name.to_owned()];
        path.extend_from_slice(module);
        Place {
            file: Arc::clone(self.file),
            module: path,
        }
    }

    fn structure(&mut self, place: &Place, item: &ItemStruct) {
        let derived = derives(&item.attrs);
        let has = |name: &str| derived.iter().any(|derived| derived == name);
        let path = item_path(place, &item.ident);
        let collected = &mut *self.collected;
        if has("DeriveValueType")
            && let Some(value_type) = value_type::wrapper(place, &item.attrs, &item.fields)
        {
            collected.value_types.insert(path, value_type);
            return;
        }
        if has("FromJsonQueryResult") {
            collected.value_types.insert(path, ValueType::Json);
            return;
        }
        if self.role == Role::Definitions {
            return;
        }
        if has("DeriveEntityModel") {
            let model = compact::read(place, item, &mut collected.problems);
            collected.compact.push(model);
        } else if has("DeriveEntity") {
            collected.entities.push(expanded::entity(place, item));
        } else if has("DeriveModel") {
            collected.models.insert(path, expanded::model_fields(item));
        }
    }

    fn enumeration(&mut self, place: &Place, item: &ItemEnum) {
        let derived = derives(&item.attrs);
        let has = |name: &str| derived.iter().any(|derived| derived == name);
        let path = item_path(place, &item.ident);
        let collected = &mut *self.collected;
        if has("DeriveActiveEnum") {
            let read = active_enum::read(place, item, &mut collected.problems);
            collected.value_types.insert(path, ValueType::Enum(read));
        } else if has("DeriveValueType") {
            let read = value_type::wrapper(place, &item.attrs, &Fields::Unit);
            collected.value_types.extend(read.map(|read| (path, read)));
        } else if has("FromJsonQueryResult") {
            collected.value_types.insert(path, ValueType::Json);
        } else if self.role == Role::Definitions {
        } else if has("DeriveRelation") {
            let read = relations::of_enum(place, item, &mut collected.problems);
            collected.relations.insert(path, read);
        } else if has("DeriveColumn") || has("DerivePrimaryKey") {
            let read = expanded::variants(place, item);
            collected.variants.insert(path, read);
        }
    }

    fn implementation(&mut self, place: &Place, item: &ItemImpl) {
        let Some((trait_path, _)) = &item.trait_ else {
            return;
        };
        let Some(name) = segments(trait_path).pop() else {
            return;
        };
        let Some(owner) = expanded::self_type(item) else {
            return;
        };
        let mut path = place.module.clone();
        path.push(owner);
        let collected = &mut *self.collected;
        match name.as_str() {
            "ValueType" => {
                if let Some(read) = value_type::written_out(place, item) {
                    collected.value_types.insert(path, read);
                }
            }
            _ if self.role == Role::Definitions => {}
            "EntityName" => {
                let names = collected.names.entry(place.module.clone()).or_default();
                names.extend(expanded::entity_name(place, item));
            }
            "ColumnTrait" => {
                let read = expanded::definitions(place, item);
                collected.definitions.insert(path, read);
            }
            "PrimaryKeyTrait" => {
                if let Some(value) = expanded::auto_increment(item) {
                    collected.auto_increments.insert(path, value);
                }
            }
            "RelationTrait" => {
                let read = relations::of_impl(place, item);
                collected.relations.insert(path, read);
            }
            _ => {}
        }
    }

    fn import(&mut self, place: &Place, tree: &UseTree, prefix: &mut Vec<String>, depth: usize) {
        /// Deeper imports are not written by anybody.
        const MAX_DEPTH: usize = 32;
        if depth > MAX_DEPTH {
            return;
        }
        match tree {
            UseTree::Path(path) => {
                prefix.push(plain(&path.ident.to_string()).to_owned());
                self.import(place, &path.tree, prefix, depth + 1);
                prefix.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(place, tree, prefix, depth + 1);
                }
            }
            UseTree::Glob(_) => {
                let globs = self.collected.globs.entry(place.module.clone());
                globs.or_default().push(prefix.clone());
            }
            UseTree::Name(name) => self.named(place, prefix, &name.ident, &name.ident),
            UseTree::Rename(rename) => self.named(place, prefix, &rename.ident, &rename.rename),
        }
    }

    fn named(
        &mut self,
        place: &Place,
        prefix: &[String],
        name: &proc_macro2::Ident,
        local: &proc_macro2::Ident,
    ) {
        let mut path = prefix.to_vec();
        let name = plain(&name.to_string()).to_owned();
        let mut local = plain(&local.to_string()).to_owned();
        if name == "self" {
            if local == "self" {
                local = path.last().cloned().unwrap_or_default();
            }
        } else {
            path.push(name);
        }
        let mut item = place.module.clone();
        item.push(local);
        self.collected.imports.insert(item, Import { path });
    }
}

fn item_path(place: &Place, identifier: &proc_macro2::Ident) -> ItemPath {
    let mut path = place.module.clone();
    path.push(plain(&identifier.to_string()).to_owned());
    path
}

impl ItemVisitor for Visitor<'_> {
    fn item(&mut self, module: &[String], item: &Item) {
        let place = self.place(module);
        match item {
            Item::Struct(item) => self.structure(&place, item),
            Item::Enum(item) => self.enumeration(&place, item),
            Item::Impl(item) => self.implementation(&place, item),
            Item::Type(item) => {
                if let Some(alias) = value_type::alias(&place, item) {
                    let path = item_path(&place, &item.ident);
                    self.collected.value_types.insert(path, alias);
                }
            }
            Item::Use(item) => self.import(&place, &item.tree, &mut Vec::new(), 0),
            _ => {}
        }
    }

    fn macro_call(&mut self, _module: &[String], _attributes: &[Attribute], _call: &Macro) {}

    fn hidden(&mut self, _module: &[String], hidden: Hidden<'_>) {
        let Hidden::MacroRules(call) = hidden else {
            return;
        };
        let place = self.place(&[]);
        let bytes = range(call.span());
        if self.role == Role::Entities && may_hold_entities(place.text(bytes.clone())) {
            self.collected.problems.push(Problem::note(
                "entities that a macro of your own writes cannot be read, so they are not compared",
                place.exact(range(call.path.span())),
            ));
        }
    }
}
