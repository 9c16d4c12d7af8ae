//! Owns finding what a path in the code leads to: types that columns store, and entities that
//! relations refer to, through imports, re-exports and globs.

use std::collections::HashMap;

use crate::collect::{Collected, ItemPath};
use crate::entity::{Entity, ModulePath, ValueType};

/// How many imports are followed one after the other.
const MAX_STEPS: usize = 12;

/// What can be looked up.
#[derive(Debug)]
pub(crate) struct Index<'a> {
    collected: &'a Collected,
    entities: &'a [Entity],
    by_path: HashMap<ItemPath, usize>,
}

/// Where a path leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Lead {
    /// To an item of the program.
    Own(ItemPath),
    /// To this path of a library, as far as imports tell.
    Library(Vec<String>),
}

impl<'a> Index<'a> {
    /// An index over a collection and the entities that were put together from it.
    pub(crate) fn new(collected: &'a Collected, entities: &'a [Entity]) -> Self {
        let by_path = entities
            .iter()
            .enumerate()
            .map(|(index, entity)| {
                let mut path = entity.module.clone();
                path.push(entity.identifier.clone());
                (path, index)
            })
            .collect();
        Self {
            collected,
            entities,
            by_path,
        }
    }

    /// The type of the program that a path in a module names, or the library's path.
    pub(crate) fn value_type(
        &self,
        module: &ModulePath,
        path: &[String],
    ) -> Result<&'a ValueType, Vec<String>> {
        let is_known = |path: &ItemPath| self.collected.value_types.contains_key(path);
        let expanded = match self.lead(module, path, &is_known, 0) {
            Some(Lead::Own(path)) => match self.collected.value_types.get(&path) {
                Some(found) => return Ok(found),
                None => path,
            },
            Some(Lead::Library(path)) => path,
            None => path.to_vec(),
        };
        Err(expanded)
    }

    /// The only type of the program with this name, for paths that lead nowhere.
    pub(crate) fn only_value_type(&self, name: &str) -> Option<&'a ValueType> {
        only(
            self.collected
                .value_types
                .iter()
                .filter(|(path, _)| path.last().is_some_and(|last| last == name))
                .map(|(_, found)| found),
        )
    }

    /// The entity that a path in a module names.
    pub(crate) fn entity(&self, module: &ModulePath, path: &[String]) -> Option<&'a Entity> {
        let is_known = |path: &ItemPath| self.by_path.contains_key(path);
        if let Some(Lead::Own(found)) = self.lead(module, path, &is_known, 0)
            && let Some(index) = self.by_path.get(&found)
        {
            return self.entities.get(*index);
        }
        // A path through what cannot be followed: the modules in front of the name must still be
        // those of exactly one entity.
        let tail: Vec<&String> = path
            .iter()
            .filter(|part| !matches!(part.as_str(), "super" | "crate" | "self"))
            .collect();
        let ends_so = |full: &ItemPath| {
            full.len() > tail.len()
                && full[full.len() - tail.len()..]
                    .iter()
                    .zip(&tail)
                    .all(|(one, other)| one == *other)
        };
        let index = match tail.as_slice() {
            [] => None,
            [name] => self.renamed(name),
            _ => {
                let found = self.by_path.iter().filter(|(full, _)| ends_so(full));
                only(found.map(|(_, index)| *index))
            }
        };
        index.and_then(|index| self.entities.get(index))
    }

    /// The only entity that is imported under this name anywhere, `cake::Entity as Cake`.
    fn renamed(&self, name: &str) -> Option<usize> {
        let is_known = |path: &ItemPath| self.by_path.contains_key(path);
        let mut found: Vec<usize> = self
            .collected
            .imports
            .iter()
            .filter(|(local, _)| local.last().is_some_and(|last| last == name))
            .filter_map(|(local, import)| {
                let module = local.split_last()?.1;
                match self.lead(module, &import.path, &is_known, 0)? {
                    Lead::Own(path) => self.by_path.get(&path).copied(),
                    Lead::Library(_) => None,
                }
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        only(found.into_iter())
    }

    /// Follows a path from a module until it names something known, or leaves the program.
    fn lead(
        &self,
        module: &[String],
        path: &[String],
        is_known: &dyn Fn(&ItemPath) -> bool,
        steps: usize,
    ) -> Option<Lead> {
        if steps > MAX_STEPS {
            return None;
        }
        let (first, rest) = path.split_first()?;
        let from = |base: &[String]| {
            let mut full = base.to_vec();
            full.extend_from_slice(rest);
            self.settle(full, is_known, steps)
        };
        match first.as_str() {
            "crate" => return from(module.get(..1)?),
            "self" => return from(module),
            "super" => {
                let base = &module[..module.len().checked_sub(1)?];
                // `super::super::x`
                if rest.first().is_some_and(|next| next == "super") {
                    return self.lead(base, rest, is_known, steps + 1);
                }
                return from(base);
            }
            _ => {}
        }
        let mut local = module.to_vec();
        local.push(first.clone());
        if let Some(import) = self.collected.imports.get(&local) {
            let mut full = import.path.clone();
            full.extend_from_slice(rest);
            // `use self::x` and `use x` of a name of its own lead back here.
            if full != path {
                return self.lead(module, &full, is_known, steps + 1);
            }
        }
        let mut full = module.to_vec();
        full.extend_from_slice(path);
        if is_known(&full) {
            return Some(Lead::Own(full));
        }
        for glob in self.globs(module) {
            let mut through = glob.clone();
            through.extend_from_slice(path);
            if through.len() > path.len()
                && let Some(Lead::Own(found)) = self.lead(module, &through, is_known, steps + 4)
                && is_known(&found)
            {
                return Some(Lead::Own(found));
            }
        }
        // Another crate of the workspace, by its name.
        if rest.is_empty() {
            return Some(Lead::Library(path.to_vec()));
        }
        match self.settle(path.to_vec(), is_known, steps) {
            Some(Lead::Own(found)) if is_known(&found) => Some(Lead::Own(found)),
            _ => Some(Lead::Library(path.to_vec())),
        }
    }

    /// A full path, or what the module in it re-exports under the next name.
    fn settle(
        &self,
        full: ItemPath,
        is_known: &dyn Fn(&ItemPath) -> bool,
        steps: usize,
    ) -> Option<Lead> {
        if is_known(&full) {
            return Some(Lead::Own(full));
        }
        for split in (1..full.len()).rev() {
            let (module, names) = full.split_at(split);
            let mut local = module.to_vec();
            local.push(names.first()?.clone());
            let is_import = self.collected.imports.contains_key(&local);
            if !is_import && self.globs(module).is_empty() {
                continue;
            }
            let found = self.lead(module, names, is_known, steps + 1);
            if let Some(Lead::Own(found)) = &found
                && !is_known(found)
            {
                continue;
            }
            if found.is_some() {
                return found;
            }
        }
        Some(Lead::Own(full))
    }

    fn globs(&self, module: &[String]) -> &'a [Vec<String>] {
        self.collected
            .globs
            .get(module)
            .map_or(&[][..], Vec::as_slice)
    }
}

/// The only one of several.
fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
