//! Owns the clients that the files of a project offer to each other: which file exports one, and
//! which types are clients.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::thread;

use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_ast::ast::{
    BindingPattern, Declaration, ExportDefaultDeclarationKind, Expression, MemberExpression,
};
use schemadrift_core::origin::SourceFile;

use super::bindings::{Bindings, ClientOf};
use super::objects::{objects, properties};
use super::{on_large_stack, with_semantic};

/// The clients of a project.
#[derive(Debug, Clone, Default)]
pub struct Clients {
    /// Modules by path without ending, with what they export.
    exports: BTreeMap<String, BTreeMap<String, ClientOf>>,
    /// Types that are clients, beside those that Prisma generates.
    types: BTreeSet<String>,
    /// Fields that extensions add to results, by name.
    added: BTreeSet<String>,
    /// An extension was met that is not written out.
    is_extended_elsewhere: bool,
    /// Names that are clients because somebody says so.
    named: BTreeSet<String>,
}

impl Clients {
    /// Clients that have these names, wherever they come from.
    pub fn named(names: &[String]) -> Self {
        Self {
            named: names.iter().cloned().collect(),
            ..Self::default()
        }
    }

    /// Whether somebody says that a client has this name.
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.named.contains(name)
    }

    /// Takes in the clients that a file makes. Files without any are told cheaply.
    pub fn add(&mut self, file: &Arc<SourceFile>) {
        if !file.text.contains("PrismaClient") && !file.text.contains("$extends") {
            return;
        }
        let known = self.clone();
        let read = thread::scope(|scope| {
            let worker = on_large_stack(scope, || {
                with_semantic(file, &Allocator::default(), |semantic| {
                    let mut own = Self::default();
                    let bindings = Bindings::new(semantic, file, &known);
                    own.types.clone_from(&bindings.types);
                    for node in semantic.nodes().iter() {
                        own.exported(node.kind(), &bindings);
                        own.extension(node.kind());
                    }
                    own
                })
            });
            worker.and_then(|worker| worker.join().ok())
        });
        let Some(Ok(mut own)) = read else { return };
        if let Some(exports) = own.exports.remove("") {
            self.exports
                .entry(module_path(&file.path))
                .or_default()
                .extend(exports);
        }
        self.types.extend(own.types);
        self.added.extend(own.added);
        self.is_extended_elsewhere |= own.is_extended_elsewhere;
    }

    /// The names under which clients are exported, and those of types that are clients.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.exports
            .values()
            .flat_map(|exports| exports.keys().map(String::as_str))
            .filter(|name| *name != "default")
            .chain(self.types.iter().map(String::as_str))
            .chain(self.named.iter().map(String::as_str))
    }

    pub(super) fn is_type(&self, name: &str) -> bool {
        self.types.contains(name)
    }

    /// Whether an extension may add a field of this name to results.
    pub(super) fn may_add(&self, field: &str) -> bool {
        self.is_extended_elsewhere || self.added.contains(field)
    }

    /// The client that an import brings: `specifier` as written in the file at `from`.
    pub(super) fn imported(&self, from: &str, specifier: &str, name: &str) -> Option<ClientOf> {
        let client = |module: &str| self.exports.get(module)?.get(name).cloned();
        if specifier.starts_with('.') {
            let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
            return client(&joined(folder, specifier));
        }
        // An alias of the compiler, or a package of the workspace: its end is the path's end.
        let path = specifier.trim_start_matches(['@', '~', '#', '/']);
        let tail = if path.contains('/') {
            path.split_once('/').map_or(path, |(_, tail)| tail)
        } else {
            path
        };
        let tail = tail.trim_end_matches(".js").trim_end_matches("/index");
        let ending = format!("/{tail}");
        self.exports
            .iter()
            .filter(|(module, _)| {
                *module == tail
                    || module.ends_with(&ending)
                    || module.ends_with(&format!("{ending}/src"))
            })
            .find_map(|(_, exports)| exports.get(name).cloned())
    }

    fn export(&mut self, name: &str, client: Option<ClientOf>) {
        if let Some(client) = client {
            self.exports
                .entry(String::new())
                .or_default()
                .insert(name.to_owned(), client);
        }
    }

    fn exported(&mut self, kind: AstKind<'_>, bindings: &Bindings<'_>) {
        match kind {
            AstKind::ExportDeclaration(export) => {
                let Declaration::VariableDeclaration(variables) = &export.declaration else {
                    return;
                };
                for variable in &variables.declarations {
                    if let BindingPattern::BindingIdentifier(name) = &variable.id {
                        let client = bindings.client_of_symbol(name.symbol_id());
                        self.export(&name.name, client);
                    }
                }
            }
            AstKind::ExportNamedDeclaration(export) => {
                for specifier in &export.specifiers {
                    let local = specifier.local.name();
                    self.export(&specifier.exported.name(), bindings.client_named(&local));
                }
            }
            AstKind::ExportDefaultDeclaration(export) => {
                if let ExportDefaultDeclarationKind::Identifier(name) = &export.declaration {
                    self.export("default", bindings.client_named(&name.name));
                } else if let Some(expression) = export.declaration.as_expression() {
                    self.export("default", bindings.client(expression));
                }
            }
            _ => {}
        }
    }

    /// What `$extends` adds to results.
    fn extension(&mut self, kind: AstKind<'_>) {
        /// Extensions that add nothing to results.
        const HARMLESS: &[&str] = &[
            "withAccelerate",
            "withOptimize",
            "readReplicas",
            "withPulse",
        ];
        let AstKind::CallExpression(call) = kind else {
            return;
        };
        if call
            .callee
            .get_member_expr()
            .and_then(MemberExpression::static_property_name)
            != Some("$extends")
        {
            return;
        }
        let argument = call
            .arguments
            .first()
            .and_then(|argument| argument.as_expression());
        match argument.map(Expression::get_inner_expression) {
            Some(Expression::ObjectExpression(object)) => {
                for (key, value) in properties(object) {
                    if key != "result" {
                        continue;
                    }
                    let models = objects(value).into_iter().flat_map(properties);
                    for (_, model) in models {
                        let fields = objects(model).into_iter().flat_map(properties);
                        self.added.extend(fields.map(|(key, _)| key));
                    }
                }
            }
            Some(Expression::CallExpression(made)) => {
                let name = match &made.callee {
                    Expression::Identifier(name) => name.name.as_str(),
                    _ => "",
                };
                self.is_extended_elsewhere |= !HARMLESS.contains(&name);
            }
            _ => self.is_extended_elsewhere = true,
        }
    }
}

/// The path of a module: without its ending, and without the name of a folder's own file.
fn module_path(path: &str) -> String {
    let path = path.trim_start_matches("./");
    let stem = match path.rsplit_once('/') {
        Some((folder, name)) => {
            let name = name.split('.').next().unwrap_or(name);
            format!("{folder}/{name}")
        }
        None => path.split('.').next().unwrap_or(path).to_owned(),
    };
    stem.strip_suffix("/index")
        .map_or(stem.clone(), str::to_owned)
}

fn joined(folder: &str, specifier: &str) -> String {
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
