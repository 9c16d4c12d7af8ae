//! Owns what is known of the names in a file: which are Prisma clients, which are the models of
//! one, and which are objects that arguments may be made of.

use std::collections::{BTreeSet, HashMap, HashSet};

use oxc_ast::AstKind;
use oxc_ast::ast::{
    Argument, BindingPattern, CallExpression, Expression, IdentifierReference, ImportDeclaration,
    ImportDeclarationSpecifier, MemberExpression, PropertyKey, TSTypeAnnotation,
    VariableDeclarator,
};
use oxc_semantic::{Semantic, SymbolId};
use oxc_span::{GetSpan, Span};
use schemadrift_core::origin::SourceFile;

use super::clients::{Clients, Offered};
use super::modules::Modules;
use super::names::{self, Names};

/// Where a client comes from: what is imported to make it, if that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ClientOf {
    pub(crate) module: Option<String>,
}

/// What a module that wraps a client calls it.
const INNER: &str = "client";

/// What is known of the names in a file.
pub(super) struct Bindings<'a> {
    pub(super) semantic: &'a Semantic<'a>,
    pub(super) names: Names<'a>,
    /// What the module exports as its default, if that has no name.
    pub(super) default_export: Option<&'a Expression<'a>>,
    file: &'a SourceFile,
    known: &'a Clients,
    clients: HashMap<SymbolId, ClientOf>,
    /// Names that stand for one model of a client.
    delegates: HashMap<SymbolId, (String, ClientOf)>,
    /// Functions that give clients.
    makers: HashMap<SymbolId, ClientOf>,
    /// Names that are said to be of a type that is no client.
    others: HashSet<SymbolId>,
    /// Names that stand for the client inside of what is called Prisma.
    inner: HashSet<SymbolId>,
    /// Members of classes that are clients, by name.
    members: HashMap<String, ClientOf>,
    /// Classes that make clients, by local name.
    classes: HashMap<String, ClientOf>,
    /// Types of this file that are clients.
    pub(super) types: BTreeSet<String>,
}

impl<'a> Bindings<'a> {
    pub(super) fn new(
        semantic: &'a Semantic<'a>,
        file: &'a SourceFile,
        known: &'a Clients,
        modules: &Modules,
    ) -> Self {
        let mut bindings = Self {
            semantic,
            names: Names::new(semantic),
            default_export: None,
            file,
            known,
            clients: HashMap::new(),
            delegates: HashMap::new(),
            makers: HashMap::new(),
            others: HashSet::new(),
            inner: HashSet::new(),
            members: HashMap::new(),
            classes: HashMap::new(),
            types: BTreeSet::new(),
        };
        for node in semantic.nodes().iter() {
            if let AstKind::ImportDeclaration(import) = node.kind() {
                bindings.import(import, known, modules);
            }
        }
        for node in semantic.nodes().iter() {
            bindings.types_of(node.kind(), known);
        }
        for node in semantic.nodes().iter() {
            bindings.declaration(node.kind(), known);
        }
        for node in semantic.nodes().iter() {
            bindings.maker(node.kind(), known);
        }
        if !bindings.makers.is_empty() {
            for node in semantic.nodes().iter() {
                bindings.declaration(node.kind(), known);
            }
        }
        bindings
    }

    /// The name of this spelling at the top of the file.
    pub(super) fn symbol_at_top(&self, name: &str) -> Option<SymbolId> {
        self.semantic.scoping().get_root_binding(name.into())
    }

    /// The client that the function of this name at the top of the file gives.
    pub(super) fn made_by(&self, name: &str) -> Option<ClientOf> {
        self.makers.get(&self.symbol_at_top(name)?).cloned()
    }

    pub(super) fn client_of_symbol(&self, symbol: SymbolId) -> Option<ClientOf> {
        self.clients.get(&symbol).cloned()
    }

    /// The client of this name at the top of the file.
    pub(super) fn client_named(&self, name: &str) -> Option<ClientOf> {
        self.client_of_symbol(self.symbol_at_top(name)?)
    }

    pub(super) fn symbol(&self, name: &IdentifierReference<'_>) -> Option<SymbolId> {
        names::symbol(self.semantic, name)
    }

    /// The model that a name stands for.
    pub(super) fn delegate(&self, name: &IdentifierReference<'_>) -> Option<(String, ClientOf)> {
        self.delegates.get(&self.symbol(name)?).cloned()
    }

    /// The client that an expression is, if that is certain.
    pub(super) fn client(&self, expression: &Expression<'a>) -> Option<ClientOf> {
        match expression.get_inner_expression() {
            Expression::Identifier(name) => self
                .symbol(name)
                .and_then(|symbol| self.client_of_symbol(symbol))
                .or_else(|| self.said_to_be(&name.name)),
            Expression::StaticMemberExpression(member) => {
                let is_this = matches!(member.object, Expression::ThisExpression(_));
                self.members
                    .get(member.property.name.as_str())
                    .filter(|_| is_this)
                    .cloned()
                    .or_else(|| self.said_to_be(&member.property.name))
            }
            Expression::AwaitExpression(inner) => self.client(&inner.argument),
            Expression::LogicalExpression(inner) => self
                .client(&inner.left)
                .or_else(|| self.client(&inner.right)),
            Expression::ConditionalExpression(inner) => self
                .client(&inner.consequent)
                .or_else(|| self.client(&inner.alternate)),
            Expression::AssignmentExpression(inner) => self.client(&inner.right),
            Expression::NewExpression(made) => match &made.callee {
                Expression::Identifier(name) => self.classes.get(name.name.as_str()).cloned(),
                _ => None,
            },
            Expression::CallExpression(call) => self.made_by_call(call),
            _ => None,
        }
    }

    /// A client, if somebody says that it has this name.
    fn said_to_be(&self, name: &str) -> Option<ClientOf> {
        self.known.is_named(name).then(ClientOf::default)
    }

    /// Whether an expression is called a Prisma client, and nothing says that it is none.
    pub(super) fn is_named_client(&self, expression: &Expression<'a>) -> bool {
        let expression = expression.get_inner_expression();
        let name = match expression {
            Expression::Identifier(name) => {
                let symbol = self.symbol(name);
                if symbol.is_some_and(|symbol| self.others.contains(&symbol)) {
                    return false;
                }
                if symbol.is_some_and(|symbol| self.inner.contains(&symbol)) {
                    return true;
                }
                name.name.as_str()
            }
            _ => expression
                .get_member_expr()
                .and_then(MemberExpression::static_property_name)
                .unwrap_or_default(),
        };
        let is_inner = name == INNER
            && expression
                .get_member_expr()
                .is_some_and(|member| self.is_named_client(member.object()));
        is_inner || name.to_ascii_lowercase().contains("prisma")
    }

    /// `client.$extends(…)`, and functions that are given a way to make a client.
    fn made_by_call(&self, call: &CallExpression<'a>) -> Option<ClientOf> {
        if let Some(member) = call.callee.get_member_expr()
            && member.static_property_name() == Some("$extends")
        {
            return self.client(member.object());
        }
        if let Expression::Identifier(name) = call.callee.get_inner_expression()
            && let Some(client) = self
                .symbol(name)
                .and_then(|symbol| self.makers.get(&symbol))
        {
            return Some(client.clone());
        }
        call.arguments.iter().find_map(|argument| match argument {
            Argument::ArrowFunctionExpression(function) => {
                let text = self.text(function.span);
                self.made_in(text)
            }
            _ => None,
        })
    }

    /// The class whose `new` stands in a text.
    fn made_in(&self, text: &str) -> Option<ClientOf> {
        let made = self
            .classes
            .iter()
            .find(|(class, _)| text.contains(&format!("new {class}(")));
        made.map(|(_, client)| client.clone())
    }

    pub(super) fn text(&self, span: Span) -> &'a str {
        self.file
            .text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    fn import(&mut self, import: &'a ImportDeclaration<'a>, known: &Clients, modules: &Modules) {
        let module = import.source.value.as_str();
        for specifier in import.specifiers.iter().flatten() {
            let (local, imported) = match specifier {
                ImportDeclarationSpecifier::ImportSpecifier(specifier) => {
                    (&specifier.local, specifier.imported.name().to_string())
                }
                ImportDeclarationSpecifier::ImportDefaultSpecifier(specifier) => {
                    (&specifier.local, "default".to_owned())
                }
                ImportDeclarationSpecifier::ImportNamespaceSpecifier(_) => continue,
            };
            if imported == "PrismaClient" {
                let client = ClientOf {
                    module: Some(module.to_owned()),
                };
                self.classes.insert(local.name.to_string(), client);
                continue;
            }
            let from = self.file.path.as_str();
            match known.imported(modules, from, module, &imported) {
                Some(Offered::Client(client)) => {
                    self.clients.insert(local.symbol_id(), client);
                }
                Some(Offered::Maker(client)) => {
                    self.makers.insert(local.symbol_id(), client);
                }
                None => {}
            }
        }
    }

    /// Classes and types that are clients.
    fn types_of(&mut self, kind: AstKind<'a>, known: &Clients) {
        match kind {
            AstKind::Class(class) => {
                let (Some(id), Some(heritage)) = (&class.id, &class.heritage) else {
                    return;
                };
                let text = self.text(heritage.expression.span());
                let base = self.client_type(text, known);
                if let Some(client) = base.or_else(|| self.made_in(text)) {
                    self.types.insert(id.name.to_string());
                    self.classes.insert(id.name.to_string(), client);
                }
            }
            AstKind::TSTypeAliasDeclaration(alias) => {
                let text = self.text(alias.type_annotation.span());
                let is_client = self.client_type(text, known).is_some() && !text.contains('=');
                if is_client {
                    self.types.insert(alias.id.name.to_string());
                }
            }
            _ => {}
        }
    }

    /// The client that a type names: one of Prisma's own types, or one that the project makes of
    /// them.
    fn client_type(&self, text: &str, known: &Clients) -> Option<ClientOf> {
        let mut words =
            text.split(|character: char| !character.is_alphanumeric() && character != '_');
        words.find_map(|word| {
            if let Some(client) = self.classes.get(word) {
                return Some(client.clone());
            }
            let is_own = matches!(word, "PrismaClient" | "TransactionClient" | "PrismaService");
            (is_own || self.types.contains(word) || known.is_type(word)).then(ClientOf::default)
        })
    }

    fn annotated(
        &self,
        annotation: Option<&TSTypeAnnotation<'a>>,
        known: &Clients,
    ) -> Option<ClientOf> {
        let text = self.text(annotation?.type_annotation.span());
        // A function or an object that mentions a client is none.
        if text.contains("=>") || text.starts_with('{') {
            return None;
        }
        self.client_type(text, known)
    }

    /// Functions that give a client, by what they say or do.
    fn maker(&mut self, kind: AstKind<'a>, known: &Clients) {
        let (symbol, annotation, start) = match kind {
            AstKind::Function(function) => match &function.id {
                Some(id) => (id.symbol_id(), &function.return_type, function.span.start),
                None => return,
            },
            AstKind::VariableDeclarator(variable) => {
                let BindingPattern::BindingIdentifier(name) = &variable.id else {
                    return;
                };
                let init = variable.init.as_ref().map(Expression::get_inner_expression);
                match init {
                    Some(Expression::ArrowFunctionExpression(function)) => {
                        (name.symbol_id(), &function.return_type, function.span.start)
                    }
                    Some(Expression::FunctionExpression(function)) => {
                        (name.symbol_id(), &function.return_type, function.span.start)
                    }
                    _ => return,
                }
            }
            AstKind::ExportDefaultDeclaration(export) => {
                self.default_export = export.declaration.as_expression();
                return;
            }
            _ => return,
        };
        let annotated = self.annotated(annotation.as_deref(), known);
        let returned = || {
            let returned = self.names.returns_at(start);
            returned.iter().find_map(|value| self.client(value))
        };
        if let Some(client) = annotated.or_else(returned) {
            self.makers.insert(symbol, client);
        }
    }

    fn declaration(&mut self, kind: AstKind<'a>, known: &Clients) {
        match kind {
            AstKind::VariableDeclarator(variable) => self.variable(variable, known),
            AstKind::FormalParameter(parameter) => {
                let BindingPattern::BindingIdentifier(name) = &parameter.pattern else {
                    return;
                };
                match self.annotated(parameter.type_annotation.as_deref(), known) {
                    Some(client) => {
                        if parameter.accessibility.is_some() || parameter.readonly {
                            self.members.insert(name.name.to_string(), client.clone());
                        }
                        self.clients.insert(name.symbol_id(), client);
                    }
                    None if parameter.type_annotation.is_some() => {
                        self.others.insert(name.symbol_id());
                    }
                    None => {}
                }
            }
            AstKind::PropertyDefinition(property) => {
                let annotated = self.annotated(property.type_annotation.as_deref(), known);
                let value = property.value.as_ref();
                let client = annotated.or_else(|| value.and_then(|value| self.client(value)));
                if let (Some(client), PropertyKey::StaticIdentifier(name)) = (client, &property.key)
                {
                    self.members.insert(name.name.to_string(), client);
                }
            }
            AstKind::CallExpression(call) => self.transaction(call),
            _ => {}
        }
    }

    fn variable(&mut self, variable: &'a VariableDeclarator<'a>, known: &Clients) {
        let annotated = self.annotated(variable.type_annotation.as_deref(), known);
        let init = variable.init.as_ref();
        let client = init.and_then(|init| self.client(init)).or(annotated);
        match &variable.id {
            BindingPattern::BindingIdentifier(name) => {
                let symbol = name.symbol_id();
                if let Some(client) = client {
                    self.clients.insert(symbol, client);
                } else if let Some((model, client)) = init.and_then(|init| self.model(init)) {
                    self.delegates.insert(symbol, (model, client));
                }
            }
            BindingPattern::ObjectPattern(pattern) => {
                let is_wrapper = init.is_some_and(|init| self.is_named_client(init));
                for property in pattern.properties.iter().filter(|_| is_wrapper) {
                    if let (Some(key), BindingPattern::BindingIdentifier(local)) =
                        (property.key.static_name(), &property.value)
                        && key == INNER
                    {
                        self.inner.insert(local.symbol_id());
                    }
                }
                let Some(client) = client else { return };
                for property in &pattern.properties {
                    let key = property.key.static_name();
                    if let (Some(key), BindingPattern::BindingIdentifier(local)) =
                        (key, &property.value)
                    {
                        let delegate = (key.into_owned(), client.clone());
                        self.delegates.insert(local.symbol_id(), delegate);
                    }
                }
            }
            BindingPattern::ArrayPattern(_) | BindingPattern::AssignmentPattern(_) => {}
        }
    }

    /// `client.model`, if the client is certain.
    fn model(&self, expression: &Expression<'a>) -> Option<(String, ClientOf)> {
        let Expression::StaticMemberExpression(member) = expression.get_inner_expression() else {
            return None;
        };
        let client = self.client(&member.object)?;
        Some((member.property.name.to_string(), client))
    }

    /// The client that `$transaction` hands to its function.
    fn transaction(&mut self, call: &'a CallExpression<'a>) {
        let Some(member) = call.callee.get_member_expr() else {
            return;
        };
        if member.static_property_name() != Some("$transaction") {
            return;
        }
        let parameters = match call.arguments.first() {
            Some(Argument::ArrowFunctionExpression(function)) => &function.params,
            Some(Argument::FunctionExpression(function)) => &function.params,
            _ => return,
        };
        let first = parameters.items.first().map(|parameter| &parameter.pattern);
        if let Some(BindingPattern::BindingIdentifier(name)) = first {
            let client = self.client(member.object()).unwrap_or_default();
            self.clients.insert(name.symbol_id(), client);
        }
    }
}
