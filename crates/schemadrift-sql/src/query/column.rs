//! Owns what the names in expressions are: columns of the relations in sight, results of the
//! query, or nothing.

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::{Name, QualifiedName};
use squawk_syntax::{SyntaxKind, SyntaxNode};

use super::catalog::FoundColumn;
use super::from::is_query;
use super::output::{child, is_dynamic};
use super::scope::{Columns, Source};
use super::statement::Walk;
use super::{Access, Reason, UsedName, Verdict};

/// Keywords that the parser takes for names.
const CONSTANTS: &[&str] = &[
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "localtime",
    "localtimestamp",
    "session_user",
    "system_user",
    "user",
    "true",
    "false",
    "null",
    "default",
];

impl<'a> Walk<'a, '_> {
    /// Looks up every name of an expression, or of a clause made of expressions.
    pub(super) fn expressions(&mut self, node: &SyntaxNode) {
        match node.kind() {
            kind if is_query(kind) => {
                self.query(node);
            }
            SyntaxKind::NAME_REF => self.bare_column(node),
            SyntaxKind::COLUMN_TARGET => self.target_column(node),
            SyntaxKind::FIELD_EXPR => self.field(node),
            SyntaxKind::CALL_EXPR => {
                let called = node.first_child().filter(|called| {
                    matches!(called.kind(), SyntaxKind::NAME_REF | SyntaxKind::FIELD_EXPR)
                });
                for part in node.children().filter(|part| Some(part) != called.as_ref()) {
                    self.expressions(&part);
                }
            }
            // Names of other things: results of the walk over `FROM`, windows, types.
            SyntaxKind::AS_NAME | SyntaxKind::FROM_ALIAS | SyntaxKind::LOCKING_CLAUSE => {}
            _ => {
                self.enum_values(node);
                for part in node.children() {
                    self.expressions(&part);
                }
            }
        }
    }

    /// A column that is written: one of the statement's own table.
    fn target_column(&mut self, node: &SyntaxNode) {
        let Some(name_node) = child(node, SyntaxKind::COLUMN_NAME_REF) else {
            return;
        };
        for part in node.children().skip(1) {
            self.expressions(&part);
        }
        let name = self.name(&name_node);
        let target = self.scopes.last().and_then(|scope| scope.relations.first());
        let Some(target) = target.cloned() else {
            return;
        };
        if is_dynamic(&name) {
            return self.unresolved(&name_node, Reason::DynamicName);
        }
        self.column_of(&target, &name_node, &name, Access::Write);
    }

    fn field(&mut self, node: &SyntaxNode) {
        let parts = self.parts(node);
        let Some(parts) = parts else {
            // The field of a value.
            if let Some(base) = node.first_child() {
                self.expressions(&base);
            }
            return;
        };
        let names: Vec<Name> = parts.iter().map(|part| self.name(part)).collect();
        let is_star = node
            .last_token()
            .is_some_and(|token| token.kind() == SyntaxKind::STAR);
        if names.iter().any(is_dynamic) {
            return self.unresolved(node, Reason::DynamicName);
        }
        let (schema, table, column) = match (names.as_slice(), is_star) {
            ([table], true) => (None, table, None),
            ([schema, table], true) => (Some(schema), table, None),
            ([table, column], false) => (None, table, Some(column)),
            ([schema, table, column], false) => (Some(schema), table, Some(column)),
            _ => return self.unresolved(node, Reason::NoSuchRelation),
        };
        let source = self.scopes.iter().rev().find_map(|scope| {
            scope.relations.iter().find(|source| {
                let is_named = source
                    .alias
                    .as_ref()
                    .is_some_and(|own| self.is_same(own, table));
                let is_in = match (schema, &source.schema) {
                    (Some(wanted), Some(own)) => self.is_same(own, wanted),
                    (Some(_), None) | (None, _) => true,
                };
                is_named && is_in
            })
        });
        let Some(source) = source.cloned() else {
            return self.unresolved(node, Reason::NoSuchRelation);
        };
        if let (Some(column), Some(last)) = (column, parts.last()) {
            self.column_of(&source, last, column, Access::Read);
        }
    }

    /// The names of `a.b.c`, if it is made of names alone.
    fn parts(&self, node: &SyntaxNode) -> Option<Vec<SyntaxNode>> {
        let mut parts = Vec::new();
        let mut node = node.clone();
        loop {
            let mut children: Vec<SyntaxNode> = node.children().collect();
            if children.len() == 2 {
                parts.extend(children.pop());
            }
            let base = children.pop()?;
            match base.kind() {
                SyntaxKind::FIELD_EXPR => node = base,
                SyntaxKind::NAME_REF => {
                    parts.push(base);
                    parts.reverse();
                    return Some(parts);
                }
                _ => return None,
            }
        }
    }

    fn column_of(&mut self, source: &Source<'a>, node: &SyntaxNode, name: &Name, access: Access) {
        match &source.columns {
            Columns::Of { relation, renamed } => {
                let table = Some(relation.name.clone());
                if renamed.iter().any(|own| self.is_same_column(own, name)) {
                    return;
                }
                match self.catalog.column(relation, name.as_str()) {
                    FoundColumn::Column(column) => {
                        let used = UsedName::Column {
                            table,
                            column: column.name.clone(),
                        };
                        self.found(node, access, used, Verdict::Known);
                    }
                    FoundColumn::System => {}
                    FoundColumn::NotStated => self.unresolved(node, Reason::NotStated),
                    FoundColumn::Unknown => {
                        let used = UsedName::Column {
                            table,
                            column: name.clone(),
                        };
                        self.found(node, access, used, Verdict::Unknown);
                    }
                }
            }
            // Its columns were looked up where they came from.
            Columns::Listed(own) if own.iter().any(|own| self.is_same_column(own, name)) => {}
            Columns::Listed(_) => {
                let used = UsedName::Column {
                    table: None,
                    column: name.clone(),
                };
                self.found(node, access, used, Verdict::Unknown);
            }
            Columns::Partly(own) if own.iter().any(|own| self.is_same_column(own, name)) => {}
            Columns::Foreign => {}
            Columns::Partly(_) | Columns::Open => self.unresolved(node, Reason::OpenRelation),
        }
    }

    /// A name without a dot.
    pub(super) fn bare_column(&mut self, node: &SyntaxNode) {
        let name = self.name(node);
        let is_constant = is_unquoted(node)
            && CONSTANTS
                .iter()
                .any(|constant| constant.eq_ignore_ascii_case(name.as_str()));
        if is_constant {
            return;
        }
        if is_dynamic(&name) {
            return self.unresolved(node, Reason::DynamicName);
        }
        match self.look_up(&name) {
            Bare::Column(source) => self.column_of(&source, node, &name, Access::Read),
            Bare::Else => {}
            Bare::Open(reason) => self.unresolved(node, reason),
            // In SQLite, what is no column in such quotes is a string.
            Bare::Unknown(_) if self.catalog.engine() == Engine::Sqlite && !is_unquoted(node) => {}
            Bare::Unknown(table) => {
                let used = UsedName::Column {
                    table,
                    column: name,
                };
                self.found(node, Access::Read, used, Verdict::Unknown);
            }
        }
    }

    /// What a name without a dot is, from the innermost query outwards.
    fn look_up(&self, name: &Name) -> Bare<'a> {
        let mut is_any_in_sight = false;
        let mut is_foreign = true;
        let mut open = None;
        let mut only = None;
        for scope in self.scopes.iter().rev() {
            for source in &scope.relations {
                is_any_in_sight = true;
                is_foreign &= matches!(source.columns, Columns::Foreign);
                match self.has(source, name) {
                    Has::Yes => return Bare::Column(source.clone()),
                    Has::Else => return Bare::Else,
                    Has::No => {}
                    Has::Perhaps(reason) => open = open.or(Some(reason)),
                }
            }
            let is_other = scope
                .results
                .iter()
                .any(|own| self.is_same_column(own, name))
                || scope.relations.iter().any(|source| {
                    source
                        .alias
                        .as_ref()
                        .is_some_and(|own| self.is_same(own, name))
                });
            if is_other {
                return Bare::Else;
            }
            if scope.is_open {
                is_foreign = false;
                open = open.or(Some(Reason::OpenRelation));
            }
            let mut tables = scope.relations.iter().filter(|source| {
                !matches!(
                    source.alias.as_ref().map(Name::as_str),
                    Some("old" | "new" | "excluded")
                )
            });
            if let (
                Some(Source {
                    columns: Columns::Of { relation, .. },
                    ..
                }),
                None,
            ) = (tables.next(), tables.next())
            {
                only = only.or(Some(relation.name.clone()));
            }
        }
        match open {
            // No other relation could have it.
            Some(_) if is_any_in_sight && is_foreign => Bare::Else,
            Some(reason) => Bare::Open(reason),
            None if is_any_in_sight => Bare::Unknown(only),
            None => Bare::Open(Reason::NoRelation),
        }
    }

    fn has(&self, source: &Source<'a>, name: &Name) -> Has {
        match &source.columns {
            Columns::Of { relation, renamed } => {
                if renamed.iter().any(|own| self.is_same_column(own, name)) {
                    return Has::Else;
                }
                match self.catalog.column(relation, name.as_str()) {
                    FoundColumn::Column(_) => Has::Yes,
                    FoundColumn::System => Has::Else,
                    FoundColumn::Unknown => Has::No,
                    FoundColumn::NotStated => Has::Perhaps(Reason::NotStated),
                }
            }
            Columns::Listed(names) => {
                if names.iter().any(|own| self.is_same_column(own, name)) {
                    Has::Else
                } else {
                    Has::No
                }
            }
            Columns::Partly(names) if names.iter().any(|own| self.is_same_column(own, name)) => {
                Has::Else
            }
            Columns::Partly(_) | Columns::Foreign | Columns::Open => {
                Has::Perhaps(Reason::OpenRelation)
            }
        }
    }

    /// The table that a name in an expression belongs to, with the column's own name.
    pub(super) fn column_named(&self, node: &SyntaxNode) -> Option<(Source<'a>, Name)> {
        match node.kind() {
            SyntaxKind::NAME_REF => {
                let name = self.name(node);
                match self.look_up(&name) {
                    Bare::Column(source) => Some((source, name)),
                    Bare::Else | Bare::Open(_) | Bare::Unknown(_) => None,
                }
            }
            SyntaxKind::FIELD_EXPR => {
                let parts = self.parts(node)?;
                let [table, column] = parts.as_slice() else {
                    return None;
                };
                let table = self.name(table);
                let source = self.scopes.iter().rev().find_map(|scope| {
                    let mut sources = scope.relations.iter();
                    sources.find(|source| {
                        source
                            .alias
                            .as_ref()
                            .is_some_and(|own| self.is_same(own, &table))
                    })
                })?;
                Some((source.clone(), self.name(column)))
            }
            _ => None,
        }
    }
}

/// What a name without a dot is.
enum Bare<'a> {
    Column(Source<'a>),
    /// A name of the query itself, or one that every table has.
    Else,
    Unknown(Option<QualifiedName>),
    Open(Reason),
}

/// Whether a relation has a column.
enum Has {
    Yes,
    /// It has, and it is no column of a table.
    Else,
    No,
    Perhaps(Reason),
}

fn is_unquoted(node: &SyntaxNode) -> bool {
    !node.text().to_string().trim_start().starts_with('"')
}
