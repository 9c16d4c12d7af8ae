//! Owns finding what a path leads to: through the imports of a block or a module, re-exports and
//! globs, to what a library generates of a table. What leads nowhere is not guessed at.

use std::collections::{BTreeMap, HashMap};

use schemadrift_rust_syntax::{CrateNames, RustTable};

use super::meaning::{Meaning, meaning};
use super::uses::Uses;

/// How many imports are followed one after the other.
const MAX_STEPS: usize = 12;

/// A module, its crate first.
pub(super) type ModulePath = Vec<String>;

/// The modules of a program, as far as names go through them.
pub(super) struct Program<'a> {
    tables: &'a [RustTable],
    /// Which table stands at a module; `None` for several.
    homes: HashMap<ModulePath, Option<usize>>,
    modules: HashMap<ModulePath, Uses>,
    crates: Vec<String>,
}

/// What a path leads to.
#[derive(Clone, Copy)]
pub(super) struct Lead<'a> {
    pub(super) table: &'a RustTable,
    pub(super) meaning: Meaning<'a>,
}

impl<'a> Program<'a> {
    /// A program that declares these tables; its imports are added file by file.
    pub(super) fn new(tables: &'a [RustTable], crates: &mut CrateNames) -> Self {
        let mut program = Self {
            tables,
            homes: HashMap::new(),
            modules: HashMap::new(),
            crates: Vec::new(),
        };
        for (index, table) in tables.iter().enumerate() {
            let name = crates.name_of(&table.file);
            let mut module = vec![name.clone()];
            module.extend_from_slice(&table.module);
            program.crates.push(name);
            let own = program.homes.entry(module);
            own.and_modify(|home| {
                // The same table for another database is the same table.
                let is_same = home.is_some_and(|known| tables[known].table == table.table);
                if !is_same {
                    *home = None;
                }
            })
            .or_insert(Some(index));
        }
        program
    }

    /// Adds the imports of a file's modules.
    pub(super) fn add(&mut self, modules: BTreeMap<ModulePath, Uses>) {
        for (module, uses) in modules {
            let crate_name = module.first().cloned().unwrap_or_default();
            if !self.crates.contains(&crate_name) {
                self.crates.push(crate_name);
            }
            let own = self.modules.entry(module).or_default();
            own.names.extend(uses.names);
            own.globs.extend(uses.globs);
            own.items.extend(uses.items);
        }
    }

    /// What a path in a module means, in blocks with these imports, the innermost last.
    pub(super) fn lead(
        &self,
        module: &[String],
        blocks: &[Uses],
        path: &[String],
    ) -> Option<Lead<'a>> {
        for block in blocks.iter().rev() {
            if let Some(import) = block.imported(path) {
                return self.follow(module, &import, 1);
            }
            if let Some(lead) = self.through_globs(block, module, path, 0) {
                return Some(lead);
            }
        }
        self.follow(module, path, 0)
    }

    /// The same where a value stands: a module of the same name is not meant, but what a glob
    /// brings in beside it.
    pub(super) fn value(
        &self,
        module: &[String],
        blocks: &[Uses],
        path: &[String],
    ) -> Option<Lead<'a>> {
        let lead = self.lead(module, blocks, path)?;
        if lead.meaning != Meaning::Module {
            return Some(lead);
        }
        let own = self.modules.get(module).into_iter();
        let around = own.chain(blocks);
        let globs: Vec<&Uses> = around.collect();
        globs.iter().rev().find_map(|uses| {
            let found = self.through_globs(uses, module, path, 0)?;
            (found.meaning != Meaning::Module).then_some(found)
        })
    }

    fn follow(&self, module: &[String], path: &[String], steps: usize) -> Option<Lead<'a>> {
        if steps > MAX_STEPS {
            return None;
        }
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => return self.settled(&joined(module.get(..1)?, rest), steps),
            "self" => return self.settled(&joined(module, rest), steps),
            "super" => {
                let above = module
                    .split_last()
                    .filter(|(_, above)| !above.is_empty())?
                    .1;
                return match rest.first().map(String::as_str) {
                    Some("super") => self.follow(above, rest, steps + 1),
                    _ => self.settled(&joined(above, rest), steps),
                };
            }
            _ => {}
        }
        // What the module has itself, or imports.
        if let Some(lead) = self.settled(&joined(module, path), steps) {
            return Some(lead);
        }
        // Another crate of the project.
        let is_crate = self.crates.contains(first);
        is_crate.then(|| self.settled(path, steps))?
    }

    /// What a path from the root of a crate means, through what modules on its way import.
    fn settled(&self, full: &[String], steps: usize) -> Option<Lead<'a>> {
        for length in (1..=full.len()).rev() {
            let Some(home) = self.homes.get(&full[..length]) else {
                continue;
            };
            let table = &self.tables[(*home)?];
            if let Some(meaning) = meaning(table, &full[length..]) {
                return Some(Lead { table, meaning });
            }
        }
        for split in 1..full.len() {
            let (module, names) = full.split_at(split);
            let Some(uses) = self.modules.get(module) else {
                continue;
            };
            // What is imported by name comes before what globs bring in.
            if let Some(import) = uses.imported(names) {
                return self.follow_import(module, &import, names, steps);
            }
            if let Some(lead) = self.through_globs(uses, module, names, steps) {
                return Some(lead);
            }
        }
        None
    }

    /// An import whose own first word is the name that it brings in would lead back to itself.
    fn follow_import(
        &self,
        module: &[String],
        import: &[String],
        names: &[String],
        steps: usize,
    ) -> Option<Lead<'a>> {
        let is_of_its_own_name = import.first() == names.first();
        if is_of_its_own_name {
            let is_crate = self.crates.contains(import.first()?);
            return is_crate.then(|| self.settled(import, steps + 1))?;
        }
        self.follow(module, import, steps + 1)
    }

    fn through_globs(
        &self,
        uses: &Uses,
        module: &[String],
        path: &[String],
        steps: usize,
    ) -> Option<Lead<'a>> {
        if uses.items.contains(path.first()?) {
            return None;
        }
        uses.globs.iter().find_map(|glob| {
            // Steps of four: globs of globs fan out.
            self.follow(module, &joined(glob, path), steps + 4)
        })
    }
}

pub(super) fn joined(one: &[String], other: &[String]) -> Vec<String> {
    let mut joined = one.to_vec();
    joined.extend_from_slice(other);
    joined
}
