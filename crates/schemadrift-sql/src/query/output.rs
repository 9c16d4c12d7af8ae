//! Owns the names of a query's results, as the queries around it see them.

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::Name;
use squawk_syntax::{SyntaxKind, SyntaxNode};

use super::scope::{Columns, Scope};
use super::statement::Walk;

impl<'a> Walk<'a, '_> {
    /// The results of a list of targets, as far as they are known.
    pub(super) fn results(&self, targets: &SyntaxNode, scope: &Scope<'a>) -> Columns<'a> {
        let (mut names, mut is_complete) = (Vec::new(), true);
        for target in targets
            .children()
            .filter(|child| child.kind() == SyntaxKind::TARGET)
        {
            match self.target(&target, scope) {
                Some(own) => names.extend(own),
                None => {
                    is_complete = false;
                    names.extend(self.known_of_star(&target, scope));
                }
            }
        }
        if is_complete {
            Columns::Listed(names)
        } else {
            Columns::Partly(names)
        }
    }

    /// What is known of the columns that a star gives which gives others too.
    fn known_of_star(&self, target: &SyntaxNode, scope: &Scope<'a>) -> Vec<Name> {
        let is_star = target.first_child().is_none();
        let sources = scope.relations.iter().filter(|_| is_star);
        sources
            .filter_map(|source| match &source.columns {
                Columns::Partly(names) => Some(names.clone()),
                columns => columns.names(),
            })
            .flatten()
            .collect()
    }

    /// The names that targets are given with `AS`.
    pub(super) fn aliases(&self, targets: &SyntaxNode) -> Vec<Name> {
        targets
            .children()
            .filter_map(|target| self.alias(&target))
            .collect()
    }

    fn alias(&self, target: &SyntaxNode) -> Option<Name> {
        let name = child(target, SyntaxKind::AS_NAME)?;
        Some(self.name(&child(&name, SyntaxKind::COLUMN_NAME)?))
    }

    fn target(&self, target: &SyntaxNode, scope: &Scope<'a>) -> Option<Vec<Name>> {
        if let Some(alias) = self.alias(target) {
            return (!is_dynamic(&alias)).then(|| vec![alias]);
        }
        let Some(expression) = target.first_child() else {
            // A star: the columns of every relation.
            return self.all(scope, None);
        };
        match expression.kind() {
            SyntaxKind::NAME_REF => {
                let name = self.name(&expression);
                (!is_dynamic(&name)).then(|| vec![name])
            }
            SyntaxKind::FIELD_EXPR => {
                let parts: Vec<SyntaxNode> = expression.children().collect();
                match parts.as_slice() {
                    [of] => self.all(scope, Some(&self.name(of))),
                    [_, field] => Some(vec![self.name(field)]),
                    _ => None,
                }
            }
            // A parameter may stand for a list of columns.
            SyntaxKind::LITERAL if expression.text().to_string().starts_with('$') => None,
            // Other engines name a result after its text.
            _ if self.catalog.engine() != Engine::PostgreSql => None,
            // Special syntax has names that differ between versions.
            SyntaxKind::CALL_EXPR => {
                let called = expression.first_child()?;
                let name = match called.kind() {
                    SyntaxKind::NAME_REF => self.name(&called),
                    SyntaxKind::FIELD_EXPR => self.name(&called.last_child()?),
                    _ => return None,
                };
                Some(vec![name])
            }
            SyntaxKind::CAST_EXPR => self.of_cast(&expression),
            SyntaxKind::CASE_EXPR => Some(vec![Name::from("case")]),
            SyntaxKind::ARRAY_EXPR => Some(vec![Name::from("array")]),
            // Nothing can refer to these, in practice.
            SyntaxKind::LITERAL | SyntaxKind::BIN_EXPR | SyntaxKind::PREFIX_EXPR => {
                Some(vec![Name::from("?column?")])
            }
            _ => None,
        }
    }

    /// A cast is named after what is cast, or else after its type, which has many names.
    fn of_cast(&self, cast: &SyntaxNode) -> Option<Vec<Name>> {
        let inner = cast.first_child()?;
        match inner.kind() {
            SyntaxKind::NAME_REF => Some(vec![self.name(&inner)]),
            SyntaxKind::FIELD_EXPR => Some(vec![self.name(&inner.last_child()?)]),
            _ => None,
        }
    }

    fn all(&self, scope: &Scope<'a>, of: Option<&Name>) -> Option<Vec<Name>> {
        if of.is_none() && scope.is_open {
            return None;
        }
        let mut names = Vec::new();
        let mut is_found = false;
        for source in &scope.relations {
            let is_meant = match (of, &source.alias) {
                (None, _) => true,
                (Some(of), Some(alias)) => self.is_same(of, alias),
                (Some(_), None) => false,
            };
            if is_meant {
                is_found = true;
                names.extend(source.columns.names()?);
            }
        }
        is_found.then_some(names)
    }
}

/// The child of this kind.
pub(super) fn child(node: &SyntaxNode, kind: SyntaxKind) -> Option<SyntaxNode> {
    node.children().find(|child| child.kind() == kind)
}

/// Whether a name is put together when the program runs.
pub(super) fn is_dynamic(name: &Name) -> bool {
    name.as_str().contains(super::HOLE)
}
