//! Owns what the names in a file stand for, as far as the file shows it: values they are given,
//! functions with what they return, and what is taken in from elsewhere.

use std::collections::{HashMap, HashSet};

use oxc_ast::AstKind;
use oxc_ast::ast::{
    Argument, AssignmentExpression, AssignmentTarget, BindingPattern, CallExpression, ClassElement,
    Expression, IdentifierReference, ImportDeclaration, ImportDeclarationSpecifier, PropertyKey,
    TSType,
};
use oxc_semantic::{AstNode, Semantic, SymbolId};
use oxc_span::{GetSpan, Span};

/// How one gets from a value to a part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// `value.name`
    Member(String),
    /// `value(…)`
    Call,
}

/// `object.key = value`
#[derive(Clone, Copy)]
pub(super) struct Assigned<'a> {
    pub(super) key: &'a str,
    pub(super) span: Span,
    pub(super) value: &'a Expression<'a>,
}

/// What a name is given: a part of a value, or all of it.
#[derive(Clone)]
pub(super) struct Value<'a> {
    pub(super) expression: &'a Expression<'a>,
    pub(super) part: Vec<Step>,
}

/// What an import brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Imported {
    pub(super) module: String,
    /// The name in that module; `*` for all of them.
    pub(super) name: String,
}

/// What the names in a file stand for.
#[derive(Default)]
pub(super) struct Names<'a> {
    values: HashMap<SymbolId, Vec<Value<'a>>>,
    /// Keys that objects are given later.
    assigned: HashMap<SymbolId, Vec<Assigned<'a>>>,
    /// What lists are given later.
    pushed: HashMap<SymbolId, Vec<&'a Expression<'a>>>,
    imports: HashMap<SymbolId, Imported>,
    parameters: HashSet<SymbolId>,
    /// What functions return, by where they start.
    returns: HashMap<u32, Vec<&'a Expression<'a>>>,
    functions: HashMap<SymbolId, u32>,
    types: HashMap<SymbolId, &'a TSType<'a>>,
    /// Methods of classes, by name; `None` where several have it.
    methods: HashMap<&'a str, Option<u32>>,
}

/// What a name in an expression is bound to.
pub(super) fn symbol(semantic: &Semantic<'_>, name: &IdentifierReference<'_>) -> Option<SymbolId> {
    let reference = name.reference_id.get()?;
    semantic.scoping().get_reference(reference).symbol_id()
}

impl<'a> Names<'a> {
    pub(super) fn new(semantic: &'a Semantic<'a>) -> Self {
        let mut names = Self::default();
        for node in semantic.nodes().iter() {
            names.node(node, semantic);
        }
        names
    }

    pub(super) fn values(&self, symbol: SymbolId) -> &[Value<'a>] {
        self.values.get(&symbol).map_or(&[], Vec::as_slice)
    }

    /// The keys that an object is given behind its declaration.
    pub(super) fn assigned(&self, symbol: SymbolId) -> &[Assigned<'a>] {
        self.assigned.get(&symbol).map_or(&[], Vec::as_slice)
    }

    /// What a list is given behind its declaration.
    pub(super) fn pushed(&self, symbol: SymbolId) -> &[&'a Expression<'a>] {
        self.pushed.get(&symbol).map_or(&[], Vec::as_slice)
    }

    pub(super) fn import(&self, symbol: SymbolId) -> Option<&Imported> {
        self.imports.get(&symbol)
    }

    pub(super) fn is_parameter(&self, symbol: SymbolId) -> bool {
        self.parameters.contains(&symbol)
    }

    /// What the function of this name returns.
    pub(super) fn returns_of(&self, symbol: SymbolId) -> Option<&[&'a Expression<'a>]> {
        Some(self.returns_at(*self.functions.get(&symbol)?))
    }

    /// What the method of this name returns, if only one has it.
    pub(super) fn returns_of_method(&self, name: &str) -> Option<&[&'a Expression<'a>]> {
        Some(self.returns_at((*self.methods.get(name)?)?))
    }

    /// What a name for a type stands for.
    pub(super) fn type_alias(&self, symbol: SymbolId) -> Option<&'a TSType<'a>> {
        self.types.get(&symbol).copied()
    }

    /// What the function that starts here returns.
    pub(super) fn returns_at(&self, start: u32) -> &[&'a Expression<'a>] {
        self.returns.get(&start).map_or(&[], Vec::as_slice)
    }

    fn node(&mut self, node: &AstNode<'a>, semantic: &'a Semantic<'a>) {
        match node.kind() {
            AstKind::ImportDeclaration(import) => self.imported(import),
            AstKind::VariableDeclarator(variable) => {
                if let Some(init) = &variable.init {
                    self.bound(&variable.id, init, &mut Vec::new());
                }
            }
            AstKind::AssignmentExpression(assignment) => self.assignment(assignment, semantic),
            AstKind::CallExpression(call) => self.push(call, semantic),
            AstKind::FormalParameter(parameter) => self.parameter(&parameter.pattern),
            AstKind::Function(function) => {
                if let Some(id) = &function.id {
                    self.functions.insert(id.symbol_id(), function.span.start);
                }
            }
            AstKind::ArrowFunctionExpression(function) => {
                if let Some(made) = function.body.as_expression() {
                    self.returns
                        .entry(function.span.start)
                        .or_default()
                        .push(made);
                }
            }
            AstKind::ReturnStatement(statement) => {
                if let Some(made) = &statement.argument
                    && let Some(start) = function_around(node, semantic)
                {
                    self.returns.entry(start).or_default().push(made);
                }
            }
            AstKind::TSTypeAliasDeclaration(alias) => {
                let symbol = alias.id.symbol_id();
                self.types.insert(symbol, &alias.type_annotation);
            }
            AstKind::Class(class) => {
                for element in &class.body.body {
                    if let ClassElement::MethodDefinition(method) = element
                        && let PropertyKey::StaticIdentifier(name) = &method.key
                    {
                        let start = method.value.span.start;
                        self.methods
                            .entry(name.name.as_str())
                            .and_modify(|known| *known = None)
                            .or_insert(Some(start));
                    }
                }
            }
            _ => {}
        }
    }

    fn imported(&mut self, import: &ImportDeclaration<'a>) {
        for specifier in import.specifiers.iter().flatten() {
            let (local, name) = match specifier {
                ImportDeclarationSpecifier::ImportSpecifier(specifier) => {
                    (&specifier.local, specifier.imported.name().to_string())
                }
                ImportDeclarationSpecifier::ImportDefaultSpecifier(specifier) => {
                    (&specifier.local, "default".to_owned())
                }
                ImportDeclarationSpecifier::ImportNamespaceSpecifier(specifier) => {
                    (&specifier.local, "*".to_owned())
                }
            };
            let imported = Imported {
                module: import.source.value.to_string(),
                name,
            };
            self.imports.insert(local.symbol_id(), imported);
        }
    }

    /// The names of a pattern, each with the part of the value that it takes.
    fn bound(
        &mut self,
        pattern: &BindingPattern<'a>,
        value: &'a Expression<'a>,
        part: &mut Vec<Step>,
    ) {
        match pattern {
            BindingPattern::BindingIdentifier(name) => {
                let own = Value {
                    expression: value,
                    part: part.clone(),
                };
                self.values.entry(name.symbol_id()).or_default().push(own);
            }
            BindingPattern::ObjectPattern(object) => {
                for property in &object.properties {
                    if let Some(key) = property.key.static_name() {
                        part.push(Step::Member(key.into_owned()));
                        self.bound(&property.value, value, part);
                        part.pop();
                    }
                }
            }
            BindingPattern::AssignmentPattern(with_default) => {
                self.bound(&with_default.left, value, part);
            }
            BindingPattern::ArrayPattern(_) => {}
        }
    }

    fn parameter(&mut self, pattern: &BindingPattern<'a>) {
        match pattern {
            BindingPattern::BindingIdentifier(name) => {
                self.parameters.insert(name.symbol_id());
            }
            BindingPattern::ObjectPattern(object) => {
                for property in &object.properties {
                    self.parameter(&property.value);
                }
                if let Some(rest) = &object.rest {
                    self.parameter(&rest.argument);
                }
            }
            BindingPattern::ArrayPattern(array) => {
                for element in array.elements.iter().flatten() {
                    self.parameter(element);
                }
            }
            BindingPattern::AssignmentPattern(with_default) => {
                self.parameter(&with_default.left);
            }
        }
    }

    fn assignment(&mut self, assignment: &'a AssignmentExpression<'a>, semantic: &Semantic<'a>) {
        match &assignment.left {
            AssignmentTarget::StaticMemberExpression(member) => {
                if let Expression::Identifier(object) = member.object.get_inner_expression()
                    && let Some(symbol) = symbol(semantic, object)
                {
                    self.assigned.entry(symbol).or_default().push(Assigned {
                        key: member.property.name.as_str(),
                        span: member.property.span,
                        value: &assignment.right,
                    });
                }
            }
            AssignmentTarget::AssignmentTargetIdentifier(name) => {
                if let Some(symbol) = symbol(semantic, name) {
                    self.values.entry(symbol).or_default().push(Value {
                        expression: &assignment.right,
                        part: Vec::new(),
                    });
                }
            }
            _ => {}
        }
    }

    /// `list.push(…)`
    fn push(&mut self, call: &'a CallExpression<'a>, semantic: &Semantic<'a>) {
        let Some(member) = call.callee.get_member_expr() else {
            return;
        };
        if !matches!(member.static_property_name(), Some("push" | "unshift")) {
            return;
        }
        if let Expression::Identifier(list) = member.object().get_inner_expression()
            && let Some(symbol) = symbol(semantic, list)
        {
            let given = call.arguments.iter().filter_map(Argument::as_expression);
            self.pushed.entry(symbol).or_default().extend(given);
        }
    }
}

/// Where the function starts that a statement is of.
fn function_around(node: &AstNode<'_>, semantic: &Semantic<'_>) -> Option<u32> {
    let mut kinds = semantic.nodes().ancestor_kinds(node.id());
    kinds.find_map(|kind| match kind {
        AstKind::Function(function) => Some(function.span.start),
        AstKind::ArrowFunctionExpression(function) => Some(function.span().start),
        _ => None,
    })
}
