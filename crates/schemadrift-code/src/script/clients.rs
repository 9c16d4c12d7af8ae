//! Owns the clients that the files of a project offer to each other: which file exports one, and
//! which types are clients.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::thread;

use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_ast::ast::{Declaration, ExportDefaultDeclarationKind, Expression, MemberExpression};
use schemadrift_core::origin::SourceFile;

use super::bindings::{Bindings, ClientOf};
use super::modules::Modules;
use super::objects::{bound_names, objects, properties};
use super::{on_large_stack, with_semantic};

/// What a module offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Offered {
    /// A client.
    Client(ClientOf),
    /// A function that gives one.
    Maker(ClientOf),
}

/// The clients of a project.
#[derive(Debug, Clone, Default)]
pub struct Clients {
    /// What files export, by their path and the name outside and inside of them.
    exports: BTreeMap<String, BTreeMap<String, Offered>>,
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
    pub fn add(&mut self, file: &Arc<SourceFile>, modules: &Modules) {
        if !file.text.contains("PrismaClient") && !file.text.contains("$extends") {
            return;
        }
        let known = self.clone();
        let read = thread::scope(|scope| {
            let worker = on_large_stack(scope, || {
                with_semantic(file, &Allocator::default(), |semantic| {
                    let mut own = Self::default();
                    let bindings = Bindings::new(semantic, file, &known, modules);
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
                .entry(file.path.clone())
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

    /// What an import brings: `specifier` as written in the file at `from`.
    pub(super) fn imported(
        &self,
        modules: &Modules,
        from: &str,
        specifier: &str,
        name: &str,
    ) -> Option<Offered> {
        if self.exports.is_empty() {
            return None;
        }
        let mut direct = modules
            .files(from, specifier)
            .into_iter()
            .filter_map(|path| self.exports.get(&path)?.get(name).cloned());
        if let Some(offered) = direct.next() {
            return Some(offered);
        }
        // Modules hand clients on under their own names, as a rule; others are known by their use.
        let is_offered = self.exports.values().any(|own| own.contains_key(name));
        if name == "default" || !is_offered {
            return None;
        }
        let (path, inside) = modules.find(from, specifier, name)?;
        self.exports.get(&path)?.get(&inside).cloned()
    }

    /// Takes in what the folders around clients hand on, whatever they call it.
    pub fn add_handed_on(&mut self, modules: &Modules) {
        let own: Vec<String> = self.exports.keys().cloned().collect();
        for path in own {
            for (barrel, name, (inner, inside)) in modules.handed_on_above(&path) {
                let offered = self
                    .exports
                    .get(&inner)
                    .and_then(|own| own.get(&inside))
                    .cloned();
                if let Some(offered) = offered {
                    self.exports
                        .entry(barrel)
                        .or_default()
                        .insert(name, offered);
                }
            }
        }
    }

    fn export(&mut self, name: &str, inside: &str, bindings: &Bindings<'_>) {
        let client = bindings.client_named(inside).map(Offered::Client);
        let offered = client.or_else(|| bindings.made_by(inside).map(Offered::Maker));
        self.offer(name, offered.clone());
        self.offer(inside, offered);
    }

    fn offer(&mut self, name: &str, offered: Option<Offered>) {
        if let Some(offered) = offered {
            self.exports
                .entry(String::new())
                .or_default()
                .insert(name.to_owned(), offered);
        }
    }

    fn exported(&mut self, kind: AstKind<'_>, bindings: &Bindings<'_>) {
        match kind {
            AstKind::ExportDeclaration(export) => match &export.declaration {
                Declaration::VariableDeclaration(variables) => {
                    let patterns = variables.declarations.iter().map(|variable| &variable.id);
                    for name in patterns.flat_map(bound_names) {
                        self.export(&name, &name, bindings);
                    }
                }
                Declaration::FunctionDeclaration(function) => {
                    if let Some(id) = &function.id {
                        self.export(&id.name, &id.name, bindings);
                    }
                }
                _ => {}
            },
            AstKind::ExportNamedDeclaration(export) => {
                for specifier in &export.specifiers {
                    let local = specifier.local.name();
                    self.export(&specifier.exported.name(), &local, bindings);
                }
            }
            AstKind::ExportDefaultDeclaration(export) => {
                if let ExportDefaultDeclarationKind::Identifier(name) = &export.declaration {
                    self.export("default", &name.name, bindings);
                } else if let Some(expression) = export.declaration.as_expression() {
                    let client = bindings.client(expression);
                    self.offer("default", client.map(Offered::Client));
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
