//! Owns what blocks and modules bring into reach: their imports, and the items that come before
//! what globs bring in.

use std::collections::{BTreeMap, HashMap, HashSet};

use schemadrift_rust_syntax::{is_for_tests, module_path, unraw, with_tree};
use syn::{Attribute, Expr, Item, ItemMod, Lit, Meta, UseTree};

use super::InCrate;
use super::program::{ModulePath, joined};

/// Deeper imports are not written by anybody.
const MAX_DEPTH: usize = 32;

/// What the `use` items of one block or module bring in.
#[derive(Debug, Default)]
pub(super) struct Uses {
    pub(super) names: HashMap<String, Vec<String>>,
    pub(super) globs: Vec<Vec<String>>,
    /// Items of its own, which come before what globs bring in.
    pub(super) items: HashSet<String>,
}

impl Uses {
    /// A path with its first word replaced by what is imported under that name.
    pub(super) fn imported(&self, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        Some(joined(self.names.get(first)?, rest))
    }

    /// What a tree of `use` brings in.
    pub(super) fn add(&mut self, tree: &UseTree) {
        self.add_below(tree, &mut Vec::new(), 0);
    }

    fn add_below(&mut self, tree: &UseTree, prefix: &mut Vec<String>, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match tree {
            UseTree::Path(path) => {
                prefix.push(unraw(&path.ident));
                self.add_below(&path.tree, prefix, depth + 1);
                prefix.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_below(tree, prefix, depth + 1);
                }
            }
            UseTree::Glob(_) => self.globs.push(prefix.clone()),
            UseTree::Name(name) => self.name(prefix, unraw(&name.ident), None),
            UseTree::Rename(rename) => {
                self.name(prefix, unraw(&rename.ident), Some(unraw(&rename.rename)));
            }
        }
    }

    fn name(&mut self, prefix: &[String], name: String, local: Option<String>) {
        let mut path = prefix.to_vec();
        if name != "self" {
            path.push(name);
        }
        let local = local.or_else(|| path.last().cloned());
        self.names.extend(local.map(|local| (local, path)));
    }
}

/// The imports of every module of a file.
pub(super) fn uses(file: &InCrate) -> BTreeMap<ModulePath, Uses> {
    let read = with_tree(&file.file, |tree| {
        let mut modules = BTreeMap::new();
        of_items(&tree.items, &file.module, &mut modules);
        for (name, path) in elsewhere(&tree.items, &file.file.path) {
            let own = modules.entry(file.module.clone()).or_default();
            own.items.remove(&name);
            own.names.insert(name, path);
        }
        modules
    });
    read.unwrap_or_default()
}

fn of_items(items: &[Item], module: &[String], modules: &mut BTreeMap<ModulePath, Uses>) {
    for item in items {
        match item {
            Item::Use(item) => modules.entry(module.to_vec()).or_default().add(&item.tree),
            Item::Mod(item) if !is_for_tests(&item.attrs) => {
                let name = unraw(&item.ident);
                if let Some((_, items)) = &item.content {
                    of_items(items, &joined(module, std::slice::from_ref(&name)), modules);
                }
                modules
                    .entry(module.to_vec())
                    .or_default()
                    .items
                    .insert(name);
            }
            item => {
                let own = modules.entry(module.to_vec()).or_default();
                own.items.extend(name_of(item));
            }
        }
    }
}

/// The name of an item that code can name.
fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(unraw(name))
}

/// Modules that a file keeps in a file of another name (`#[path = "…"] mod name;`), as if they
/// were imported from where that file would be
/// (<https://doc.rust-lang.org/reference/items/modules.html#the-path-attribute>).
fn elsewhere(items: &[Item], file: &str) -> Vec<(String, Vec<String>)> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let of_module = |module: &ItemMod| {
        let path = module.attrs.iter().find_map(path_of)?;
        let mut full = vec!["crate".to_owned()];
        full.extend(module_path(&format!("{folder}/{path}")));
        Some((unraw(&module.ident), full))
    };
    let modules = items.iter().filter_map(|item| match item {
        Item::Mod(module) if module.content.is_none() => of_module(module),
        _ => None,
    });
    modules.collect()
}

fn path_of(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(path) if !path.value().contains("..") => Some(path.value()),
                _ => None,
            },
            _ => None,
        },
        Meta::NameValue(_) | Meta::List(_) | Meta::Path(_) => None,
    }
}
