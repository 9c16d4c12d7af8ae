//! Owns what stands behind `FROM`: tables, views, queries, functions and what joins them.

use schemadrift_core::name::{Name, QualifiedName};
use squawk_syntax::{SyntaxKind, SyntaxNode};

use super::catalog::Found;
use super::output::{child, is_dynamic};
use super::scope::{Columns, Source};
use super::statement::Walk;
use super::{Access, Reason, UsedName, Verdict};

impl<'a> Walk<'a, '_> {
    /// Takes the relations of a clause into the innermost scope. What their expressions use is
    /// looked up by [`Walk::expressions_of_relations`], once all are known.
    pub(super) fn relations(&mut self, node: &SyntaxNode) {
        for item in node.children() {
            self.relation_item(&item);
        }
    }

    fn relation_item(&mut self, item: &SyntaxNode) {
        match item.kind() {
            SyntaxKind::RELATION_FROM_ITEM => {
                if let Some(name) = child(item, SyntaxKind::RELATION_NAME_REF) {
                    let alias = child(item, SyntaxKind::FROM_ALIAS);
                    self.table(&name, alias.as_ref(), Access::Read);
                }
            }
            SyntaxKind::PAREN_FROM_ITEM => self.paren_item(item),
            SyntaxKind::JOIN_EXPR | SyntaxKind::JOIN | SyntaxKind::PAREN_EXPR => {
                self.relations(item);
            }
            SyntaxKind::FUNCTION_FROM_ITEM
            | SyntaxKind::EXPR_FROM_ITEM
            | SyntaxKind::ROWS_FROM_ITEM
            | SyntaxKind::JSON_TABLE_FROM_ITEM
            | SyntaxKind::XML_TABLE_FROM_ITEM
            | SyntaxKind::GRAPH_TABLE_FROM_ITEM => {
                let alias = child(item, SyntaxKind::FROM_ALIAS);
                let called = item
                    .descendants()
                    .find(|node| node.kind() == SyntaxKind::NAME_REF)
                    .map(|node| self.name(&node));
                self.add_source(alias.as_ref(), called, Columns::Open);
            }
            _ => {}
        }
    }

    fn paren_item(&mut self, item: &SyntaxNode) {
        let alias = child(item, SyntaxKind::FROM_ALIAS);
        if let Some(query) = child(item, SyntaxKind::PAREN_SELECT) {
            // Without `LATERAL`, the relations beside it cannot be seen: with them, a name that is
            // none of theirs is still unknown.
            let columns = self.query(&query);
            return self.add_source(alias.as_ref(), None, columns);
        }
        let Some(inner) = child(item, SyntaxKind::PAREN_EXPR) else {
            return;
        };
        let holds_query = inner.children().any(|child| is_query(child.kind()));
        if holds_query {
            let columns = inner
                .children()
                .find(|child| is_query(child.kind()))
                .map_or(Columns::Open, |query| self.query(&query));
            self.add_source(alias.as_ref(), None, columns);
        } else {
            self.relations(&inner);
            if alias.is_some() {
                self.add_source(alias.as_ref(), None, Columns::Open);
            }
        }
    }

    fn add_source(&mut self, alias: Option<&SyntaxNode>, own: Option<Name>, columns: Columns<'a>) {
        let (name, names) = self.alias_and_columns(alias);
        // Column definitions behind a function are all its columns.
        let columns = match (columns, alias) {
            (Columns::Open, Some(alias)) if child(alias, SyntaxKind::COLUMN_DEF_LIST).is_some() => {
                Columns::Listed(names.clone())
            }
            (columns, _) => columns,
        };
        let is_anonymous = name.is_none() && own.is_none();
        if let Some(scope) = self.scopes.last_mut() {
            scope.relations.push(Source {
                alias: name.or(own),
                schema: None,
                columns: columns.renamed(names),
            });
            scope.is_open |= is_anonymous && alias.is_some();
        }
    }

    /// A relation's other name, and those of its columns.
    pub(super) fn alias_and_columns(
        &self,
        alias: Option<&SyntaxNode>,
    ) -> (Option<Name>, Vec<Name>) {
        let Some(alias) = alias else {
            return (None, Vec::new());
        };
        let name = child(alias, SyntaxKind::TABLE_ALIAS).map(|name| self.name(&name));
        let names = alias
            .descendants()
            .filter(|node| node.kind() == SyntaxKind::COLUMN_NAME)
            .map(|node| self.name(&node))
            .collect();
        (name, names)
    }

    /// Takes a named relation into the innermost scope and notes its use.
    pub(super) fn table(&mut self, node: &SyntaxNode, alias: Option<&SyntaxNode>, access: Access) {
        let (name, last) = self.path(node);
        let is_cte = name.schema.is_none() && access == Access::Read;
        let columns = match self.common(&name.name).filter(|_| is_cte) {
            Some(columns) => columns,
            None => self.named(&name, &last, access),
        };
        let (alias, names) = self.alias_and_columns(alias);
        let schema = name.schema.filter(|_| alias.is_none());
        if let Some(scope) = self.scopes.last_mut() {
            scope.relations.push(Source {
                alias: alias.or(Some(name.name)),
                schema,
                columns: columns.renamed(names),
            });
        }
    }

    fn named(&mut self, name: &QualifiedName, node: &SyntaxNode, access: Access) -> Columns<'a> {
        let parts = name.schema.iter().chain([&name.name]);
        if parts.into_iter().any(is_dynamic) {
            self.unresolved(node, Reason::DynamicName);
            return Columns::Open;
        }
        if name.schema.is_none() && self.made.iter().any(|made| self.is_same(made, &name.name)) {
            self.unresolved(node, Reason::OpenRelation);
            return Columns::Open;
        }
        match self.catalog.relation(name) {
            Found::Relation(relation) => {
                let used = UsedName::Table(relation.name.clone());
                self.found(node, access, used, Verdict::Known);
                Columns::Of {
                    relation,
                    renamed: Vec::new(),
                }
            }
            Found::Unknown => {
                let used = UsedName::Table(name.clone());
                self.found(node, access, used, Verdict::Unknown);
                Columns::Open
            }
            Found::NotStated => {
                self.unresolved(node, Reason::NotStated);
                Columns::Open
            }
            Found::Foreign => Columns::Foreign,
            Found::Elsewhere => Columns::Open,
        }
    }

    /// Looks up what the expressions among relations use: conditions, arguments of functions.
    pub(super) fn expressions_of_relations(&mut self, node: &SyntaxNode) {
        for item in node.children() {
            match item.kind() {
                SyntaxKind::JOIN_EXPR | SyntaxKind::JOIN => self.expressions_of_relations(&item),
                SyntaxKind::ON_CLAUSE
                | SyntaxKind::FUNCTION_FROM_ITEM
                | SyntaxKind::EXPR_FROM_ITEM
                | SyntaxKind::ROWS_FROM_ITEM => self.expressions(&item),
                SyntaxKind::JOIN_USING_CLAUSE => self.joined_columns(&item),
                SyntaxKind::PAREN_FROM_ITEM => {
                    for inner in item.children() {
                        let is_join = inner.kind() == SyntaxKind::PAREN_EXPR
                            && !inner.children().any(|child| is_query(child.kind()));
                        if is_join {
                            self.expressions_of_relations(&inner);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn joined_columns(&mut self, clause: &SyntaxNode) {
        let columns = clause
            .descendants()
            .filter(|node| node.kind() == SyntaxKind::COLUMN_NAME_REF);
        for column in columns {
            self.bare_column(&column);
        }
    }
}

/// Whether a node is a query.
pub(super) fn is_query(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::SELECT
            | SyntaxKind::SELECT_INTO
            | SyntaxKind::COMPOUND_SELECT
            | SyntaxKind::PAREN_SELECT
            | SyntaxKind::VALUES
            | SyntaxKind::TABLE
            | SyntaxKind::INSERT
            | SyntaxKind::UPDATE
            | SyntaxKind::DELETE
            | SyntaxKind::MERGE
    )
}
