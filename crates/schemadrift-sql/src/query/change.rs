//! Owns the walk over statements that write: which table they are about, and what else is in sight
//! of each of their parts.

use schemadrift_core::name::Name;
use squawk_syntax::{SyntaxKind, SyntaxNode};

use super::Access;
use super::from::is_query;
use super::output::child;
use super::scope::{Columns, Source};
use super::statement::Walk;

impl<'a> Walk<'a, '_> {
    /// `INSERT`, `UPDATE`, `DELETE`, `MERGE`.
    pub(super) fn change(&mut self, node: &SyntaxNode) -> Columns<'a> {
        // The query of an `INSERT` sees nothing of its table.
        let is_insert = node.kind() == SyntaxKind::INSERT;
        for query in node
            .children()
            .filter(|part| is_insert && is_query(part.kind()))
        {
            self.query(&query);
        }
        self.scopes.push(self.empty_scope());
        let alias = node.children().find(|part| {
            matches!(
                part.kind(),
                SyntaxKind::REQUIRED_AS_ALIAS | SyntaxKind::OPTIONAL_AS_ALIAS
            )
        });
        if let Some(name) = relation_name(node) {
            self.table(&name, alias.as_ref(), Access::Write);
        }
        self.pseudo_relations(node.kind());
        for part in node.children() {
            if matches!(
                part.kind(),
                SyntaxKind::FROM_CLAUSE | SyntaxKind::USING_CLAUSE | SyntaxKind::USING_ON_CLAUSE
            ) {
                self.relations(&part);
                self.expressions_of_relations(&part);
            }
        }
        let mut columns = Columns::Listed(Vec::new());
        for part in node.children() {
            let is_done = (is_insert && is_query(part.kind()))
                || matches!(
                    part.kind(),
                    SyntaxKind::FROM_CLAUSE
                        | SyntaxKind::USING_CLAUSE
                        | SyntaxKind::USING_ON_CLAUSE
                        | SyntaxKind::WITH_CLAUSE
                        | SyntaxKind::RELATION_NAME
                        | SyntaxKind::RELATION_NAME_REF
                        | SyntaxKind::TABLE_RELATION_NAME
                );
            if is_done {
                continue;
            }
            if part.kind() == SyntaxKind::RETURNING_CLAUSE {
                columns = self.returned(&part);
            }
            self.expressions(&part);
        }
        self.scopes.pop();
        columns
    }

    fn returned(&self, clause: &SyntaxNode) -> Columns<'a> {
        let targets = child(clause, SyntaxKind::TARGET_LIST);
        let mut scope = self.scopes.last().cloned().unwrap_or_default();
        scope.relations.retain(|source| {
            source
                .alias
                .as_ref()
                .is_none_or(|alias| !matches!(alias.as_str(), "excluded" | "old" | "new"))
        });
        targets.map_or(Columns::Open, |targets| self.results(&targets, &scope))
    }

    /// `excluded` is the row that an insert wanted; `old` and `new` are known to `RETURNING` since
    /// PostgreSQL 18.
    fn pseudo_relations(&mut self, kind: SyntaxKind) {
        let Some(scope) = self.scopes.last_mut() else {
            return;
        };
        let Some(target) = scope.relations.first().cloned() else {
            return;
        };
        let mut names = vec!["old", "new"];
        if kind == SyntaxKind::INSERT {
            names.push("excluded");
        }
        for name in names {
            scope.relations.push(Source {
                alias: Some(Name::from(name)),
                schema: None,
                columns: target.columns.clone(),
            });
        }
    }
}

/// The relation that a statement is about.
pub(super) fn relation_name(node: &SyntaxNode) -> Option<SyntaxNode> {
    node.children().find(|part| {
        matches!(
            part.kind(),
            SyntaxKind::RELATION_NAME
                | SyntaxKind::RELATION_NAME_REF
                | SyntaxKind::TABLE_RELATION_NAME
        )
    })
}
