//! Owns which file an import leads to: relative paths, aliases of `tsconfig.json`, packages of the
//! workspace, and what modules hand on from each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use oxc_allocator::Allocator;
use oxc_ast::ast::{Declaration, ExportDefaultDeclarationKind, Statement};
use schemadrift_core::origin::SourceFile;

use super::objects::bound_names;
use super::{on_large_stack, with_program};

/// How far names are handed on.
const LONGEST_CHAIN: usize = 16;

/// Gives the text of a script by its path.
pub type Load = dyn Fn(&str) -> Option<Arc<SourceFile>> + Send + Sync;

/// The scripts of a project as modules.
#[derive(Default)]
pub struct Modules {
    /// Paths of scripts, by the path of their module: without ending, and without `index`.
    paths: BTreeMap<String, String>,
    /// The same by the last part of that path.
    by_last: BTreeMap<String, Vec<String>>,
    aliases: Vec<Alias>,
    load: Option<Box<Load>>,
    tables: Mutex<BTreeMap<String, Arc<Table>>>,
}

impl std::fmt::Debug for Modules {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Modules")
            .field("paths", &self.paths.len())
            .field("aliases", &self.aliases)
            .finish_non_exhaustive()
    }
}

/// A name in front of imports that stands for a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The folder whose files know it; empty for all.
    pub scope: String,
    /// What imports begin with.
    pub prefix: String,
    /// Whether something may follow.
    pub is_open: bool,
    /// The path that it stands for.
    pub target: String,
}

/// What a module exports.
#[derive(Debug, Default)]
struct Table {
    /// Names that it has itself, with the name that they have inside.
    own: BTreeMap<String, String>,
    /// Names that it hands on, with the module and their name there.
    handed_on: BTreeMap<String, (String, String)>,
    /// Modules that it hands on whole.
    whole: Vec<String>,
}

impl Modules {
    /// The modules of these scripts. Texts are loaded when they are asked for.
    pub fn new(
        paths: impl IntoIterator<Item = String>,
        aliases: Vec<Alias>,
        load: Box<Load>,
    ) -> Self {
        let mut modules = Self {
            aliases,
            load: Some(load),
            ..Self::default()
        };
        for path in paths {
            let module = module_path(&path);
            let last = module.rsplit('/').next().unwrap_or(&module).to_owned();
            modules
                .by_last
                .entry(last)
                .or_default()
                .push(module.clone());
            modules.paths.insert(module, path);
        }
        modules
    }

    pub(super) fn text(&self, path: &str) -> Option<Arc<SourceFile>> {
        self.load.as_ref()?(path)
    }

    /// The file that has what is imported, and the name that it has there at the top.
    pub(super) fn find(&self, from: &str, module: &str, name: &str) -> Option<(String, String)> {
        self.find_within(from, module, name, LONGEST_CHAIN)
    }

    /// The files that an import may lead to, if nothing hands it on.
    pub(super) fn files(&self, from: &str, module: &str) -> Vec<String> {
        let candidates = self.candidates(from, module).into_iter();
        candidates
            .filter_map(|module| self.paths.get(&module).cloned())
            .collect()
    }

    /// What the folders around a file hand on under names of their own: the file that does, the
    /// name there, and where it comes from.
    pub(super) fn handed_on_above(&self, path: &str) -> Vec<(String, String, (String, String))> {
        let mut all = Vec::new();
        let mut folder = module_path(path);
        while let Some((above, _)) = folder.rsplit_once('/') {
            let barrels = [above.to_owned(), format!("{above}/src")];
            for barrel in barrels.iter().filter_map(|module| self.paths.get(module)) {
                for (name, (module, inside)) in &self.table(barrel).handed_on {
                    let found = self.find(barrel, module, inside);
                    all.extend(found.map(|found| (barrel.clone(), name.clone(), found)));
                }
            }
            folder = above.to_owned();
        }
        all
    }

    fn find_within(
        &self,
        from: &str,
        module: &str,
        name: &str,
        left: usize,
    ) -> Option<(String, String)> {
        let left = left.checked_sub(1)?;
        let mut found: BTreeSet<(String, String)> = BTreeSet::new();
        for module in self.candidates(from, module) {
            let Some(path) = self.paths.get(&module) else {
                continue;
            };
            let table = self.table(path);
            if let Some(inside) = table.own.get(name) {
                found.insert((path.clone(), inside.clone()));
            } else if let Some((module, name)) = table.handed_on.get(name) {
                found.extend(self.find_within(path, module, name, left));
            } else if name != "default" {
                let whole = table.whole.iter();
                found.extend(whole.filter_map(|module| self.find_within(path, module, name, left)));
            }
        }
        // Several files may be meant: then nothing is said.
        (found.len() == 1).then(|| found.pop_first()).flatten()
    }

    /// The modules that an import may lead to.
    fn candidates(&self, from: &str, module: &str) -> Vec<String> {
        if module.starts_with('.') {
            let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
            return vec![joined(folder, module)];
        }
        let aliased = self.aliases.iter().filter(|alias| {
            alias.scope.is_empty() || from.starts_with(&format!("{}/", alias.scope))
        });
        let aliased: Vec<String> = aliased
            .filter_map(|alias| alias.applied(module))
            .flat_map(|path| [format!("{path}/src"), path])
            .filter(|path| self.paths.contains_key(path))
            .collect();
        if !aliased.is_empty() {
            return aliased;
        }
        self.by_ending(from, module)
    }

    /// An alias of the compiler, or a package of the workspace: its end is the path's end.
    fn by_ending(&self, from: &str, module: &str) -> Vec<String> {
        let path = module.trim_start_matches(['@', '~', '#', '/']);
        let tail = path.split_once('/').map_or(path, |(_, tail)| tail);
        let tail = module_path(tail);
        let last = tail.rsplit('/').next().unwrap_or(&tail);
        let ending = format!("/{tail}");
        let direct = self.by_last.get(last).into_iter().flatten();
        let sources = self.by_last.get("src").into_iter().flatten();
        let fits: Vec<&String> = direct
            .filter(|own| **own == tail || own.ends_with(&ending))
            .chain(sources.filter(|own| own.ends_with(&format!("{ending}/src"))))
            .collect();
        let nearness = |own: &str| common(own, from);
        let nearest = fits.iter().map(|own| nearness(own)).max();
        fits.into_iter()
            .filter(|own| Some(nearness(own)) == nearest)
            .cloned()
            .collect()
    }

    fn table(&self, path: &str) -> Arc<Table> {
        let known = |tables: &BTreeMap<String, Arc<Table>>| tables.get(path).cloned();
        let tables = || self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(table) = known(&tables()) {
            return table;
        }
        let table = Arc::new(
            self.text(path)
                .map(|file| exports(&file))
                .unwrap_or_default(),
        );
        tables().insert(path.to_owned(), Arc::clone(&table));
        table
    }
}

impl Alias {
    /// The path that an import stands for.
    fn applied(&self, module: &str) -> Option<String> {
        let rest = module.strip_prefix(self.prefix.as_str())?;
        let is_whole = self.prefix.ends_with('/') || rest.is_empty() || rest.starts_with('/');
        (is_whole && (rest.is_empty() || self.is_open)).then(|| joined(&self.target, rest))
    }
}

/// How many folders two paths have in common.
fn common(one: &str, other: &str) -> usize {
    let parts = one.split('/').zip(other.split('/'));
    parts.take_while(|(one, other)| one == other).count()
}

/// What a module exports.
fn exports(file: &SourceFile) -> Table {
    let mut table = Table::default();
    if !file.text.contains("export") {
        return table;
    }
    // A module that cannot be read exports nothing that is known.
    let _unreadable = thread::scope(|scope| {
        let read = || {
            with_program(file, &Allocator::default(), |program| {
                for statement in &program.body {
                    export(statement, &mut table);
                }
            })
        };
        on_large_stack(scope, read).map(|worker| worker.join().is_ok())
    });
    table
}

fn export(statement: &Statement<'_>, table: &mut Table) {
    match statement {
        Statement::ExportDeclaration(export) => {
            for name in declared(&export.declaration) {
                table.own.insert(name.clone(), name);
            }
        }
        Statement::ExportNamedDeclaration(export) => {
            for specifier in &export.specifiers {
                let local = specifier.local.name().to_string();
                table
                    .own
                    .insert(specifier.exported.name().to_string(), local);
            }
        }
        Statement::ExportFromDeclaration(export) => {
            for specifier in &export.specifiers {
                let there = (
                    export.source.value.to_string(),
                    specifier.local.name().to_string(),
                );
                table
                    .handed_on
                    .insert(specifier.exported.name().to_string(), there);
            }
        }
        Statement::ExportDefaultDeclaration(export) => {
            let local = match &export.declaration {
                ExportDefaultDeclarationKind::Identifier(name) => name.name.to_string(),
                ExportDefaultDeclarationKind::FunctionDeclaration(function) => function
                    .id
                    .as_ref()
                    .map_or_else(|| "default".to_owned(), |id| id.name.to_string()),
                _ => "default".to_owned(),
            };
            table.own.insert("default".to_owned(), local);
        }
        Statement::ExportAllDeclaration(export) if export.exported.is_none() => {
            table.whole.push(export.source.value.to_string());
        }
        _ => {}
    }
}

fn declared(declaration: &Declaration<'_>) -> Vec<String> {
    match declaration {
        Declaration::VariableDeclaration(variables) => {
            let patterns = variables.declarations.iter().map(|variable| &variable.id);
            patterns.flat_map(bound_names).collect()
        }
        Declaration::FunctionDeclaration(function) => {
            function.id.iter().map(|id| id.name.to_string()).collect()
        }
        Declaration::ClassDeclaration(class) => {
            class.id.iter().map(|id| id.name.to_string()).collect()
        }
        _ => Vec::new(),
    }
}

/// The path of a module: without its ending, and without the name of a folder's own file.
pub(super) fn module_path(path: &str) -> String {
    const ENDINGS: &[&str] = &[
        "ts", "tsx", "js", "jsx", "mts", "cts", "mjs", "cjs", "vue", "svelte",
    ];
    let path = path.trim_start_matches("./");
    let stem = match path.rsplit_once('.') {
        Some((stem, ending)) if ENDINGS.contains(&ending) => stem,
        _ => path,
    };
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    stem.to_owned()
}

/// The path that a relative one means in a folder.
pub(super) fn joined(folder: &str, specifier: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in specifier.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    module_path(&parts.join("/"))
}
