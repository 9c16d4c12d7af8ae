//! Owns the walk over a query's tree: which relations are in sight at each place, and what each
//! name there is.

use schemadrift_core::dialect::Engine;
use schemadrift_core::name::{Name, QualifiedName};
use squawk_syntax::{SyntaxKind, SyntaxNode};

use super::catalog::Catalog;
use super::change::relation_name;
use super::from::is_query;
use super::output::child;
use super::scope::{Columns, Scope};
use super::text::{Parsed, parse};
use super::{Access, NameUse, QueryNames, Reason, Unresolved, UsedName, Verdict};
use crate::cursor::Cursor;
use crate::script::{PieceKind, split};
use crate::tokens::tokenize;

/// Words that begin a query.
const QUERIES: &[&str] = &[
    "select", "insert", "update", "delete", "with", "values", "merge", "replace",
];
/// The names that the queries of a text use.
pub(super) fn names(catalog: &Catalog<'_>, text: &str) -> QueryNames {
    let engine = catalog.engine();
    let mut names = QueryNames::default();
    for piece in split(engine, text) {
        let own = text.get(piece.range.clone()).unwrap_or_default();
        let start = piece.range.start;
        match piece.kind {
            PieceKind::Statement => statement(catalog, own, start, &mut names),
            PieceKind::Unclosed => names.unresolved.push(Unresolved {
                range: piece.range,
                reason: Reason::NotParsed,
            }),
            PieceKind::CopyData { .. } | PieceKind::Client => {}
        }
    }
    names
        .uses
        .sort_by_key(|name| (name.range.start, name.range.end));
    names
        .unresolved
        .sort_by_key(|part| (part.range.start, part.range.end));
    names
}

fn statement(catalog: &Catalog<'_>, text: &str, start: usize, names: &mut QueryNames) {
    let engine = catalog.engine();
    let tokens = tokenize(engine, text);
    let is_begin = |token: &&crate::tokens::Token<'_>| {
        !token.is_symbol("(") && !token.text.contains(super::HOLE)
    };
    let first = tokens.iter().find(is_begin);
    if !first.is_some_and(|token| token.is_one_of(QUERIES)) {
        names.made.extend(made(&Cursor::new(engine, text, &tokens)));
        return;
    }
    let parsed = match parse(engine, text) {
        Ok(parsed) => parsed,
        Err(reason) => {
            let end = text.trim_end().len();
            names.unresolved.push(Unresolved {
                range: start..start + end.max(1),
                reason,
            });
            return;
        }
    };
    let mut walk = Walk {
        catalog,
        parsed: &parsed,
        start,
        made: names.made.clone(),
        scopes: Vec::new(),
        common: Vec::new(),
        names: QueryNames::default(),
    };
    let tree = parsed.tree.clone();
    for node in tree.children().filter(|node| is_query(node.kind())) {
        walk.query(&node);
    }
    let own = walk.names;
    names.uses.extend(own.uses);
    names.unresolved.extend(own.unresolved);
    names.made.extend(own.made);
}

/// The relation that a statement makes.
fn made(statement: &Cursor<'_>) -> Option<Name> {
    const BETWEEN: &[&str] = &[
        "or",
        "replace",
        "temp",
        "temporary",
        "unlogged",
        "local",
        "global",
        "materialized",
        "recursive",
        "virtual",
        "foreign",
    ];
    let mut statement = statement.clone();
    if !statement.take(&["create"]) {
        return None;
    }
    while statement
        .first()
        .is_some_and(|token| token.is_one_of(BETWEEN))
    {
        statement.skip();
    }
    if !statement.take(&["table"]) && !statement.take(&["view"]) {
        return None;
    }
    statement.take(&["if", "not", "exists"]);
    statement.object_name()
}

/// The walk over one statement.
pub(super) struct Walk<'a, 'p> {
    pub(super) catalog: &'p Catalog<'a>,
    pub(super) parsed: &'p Parsed,
    /// Where the statement starts in the text.
    start: usize,
    /// Relations that earlier statements made.
    pub(super) made: Vec<Name>,
    /// From the outermost query to the innermost.
    pub(super) scopes: Vec<Scope<'a>>,
    /// Common table expressions, the innermost last.
    common: Vec<(Name, Columns<'a>)>,
    names: QueryNames,
}

impl<'a> Walk<'a, '_> {
    /// Walks over a query and gives the columns of its result.
    pub(super) fn query(&mut self, node: &SyntaxNode) -> Columns<'a> {
        let known = self.common.len();
        if let Some(clause) = child(node, SyntaxKind::WITH_CLAUSE) {
            self.with(&clause);
        }
        let columns = match node.kind() {
            SyntaxKind::SELECT | SyntaxKind::SELECT_INTO => self.select(node),
            SyntaxKind::COMPOUND_SELECT => self.compound(node),
            SyntaxKind::PAREN_SELECT | SyntaxKind::PAREN_EXPR => self.parenthesised(node),
            SyntaxKind::VALUES => self.values(node),
            SyntaxKind::TABLE => self.whole_table(node),
            SyntaxKind::INSERT | SyntaxKind::UPDATE | SyntaxKind::DELETE | SyntaxKind::MERGE => {
                self.change(node)
            }
            _ => Columns::Open,
        };
        self.common.truncate(known);
        columns
    }

    fn with(&mut self, clause: &SyntaxNode) {
        let is_recursive = clause
            .children_with_tokens()
            .any(|token| token.kind() == SyntaxKind::RECURSIVE_KW);
        for table in clause
            .children()
            .filter(|node| node.kind() == SyntaxKind::WITH_TABLE)
        {
            let Some(name) = child(&table, SyntaxKind::CTE_NAME) else {
                continue;
            };
            let name = self.name(&name);
            let names: Vec<Name> = child(&table, SyntaxKind::COLUMN_LIST)
                .map(|list| list.children().map(|node| self.name(&node)).collect())
                .unwrap_or_default();
            if is_recursive {
                let own = if names.is_empty() {
                    Columns::Open
                } else {
                    Columns::Listed(names.clone())
                };
                self.common.push((name.clone(), own));
            }
            let query = table.children().find(|node| is_query(node.kind()));
            let adds = child(&table, SyntaxKind::SEARCH_CLAUSE).is_some()
                || child(&table, SyntaxKind::CYCLE_CLAUSE).is_some();
            let columns = query.map_or(Columns::Open, |query| self.query(&query));
            let columns = if adds {
                Columns::Open
            } else {
                columns.renamed(names)
            };
            self.common.push((name, columns));
        }
    }

    /// The columns of a common table expression.
    pub(super) fn common(&self, name: &Name) -> Option<Columns<'a>> {
        let found = self
            .common
            .iter()
            .rev()
            .find(|(own, _)| self.is_same(own, name));
        found.map(|(_, columns)| columns.clone())
    }

    fn select(&mut self, node: &SyntaxNode) -> Columns<'a> {
        self.scopes.push(self.empty_scope());
        if let Some(into) = child(node, SyntaxKind::INTO_CLAUSE) {
            let path = into
                .descendants()
                .find(|node| node.kind() == SyntaxKind::PATH);
            self.names
                .made
                .extend(path.map(|path| self.path(&path).0.name));
        }
        let from = child(node, SyntaxKind::FROM_CLAUSE);
        if let Some(from) = &from {
            self.relations(from);
            self.expressions_of_relations(from);
        }
        let targets = child(node, SyntaxKind::SELECT_CLAUSE)
            .and_then(|clause| child(&clause, SyntaxKind::TARGET_LIST));
        let mut results = Columns::Listed(Vec::new());
        if let Some(targets) = &targets {
            let scope = self.scopes.last().cloned().unwrap_or_default();
            results = self.results(targets, &scope);
            // Other engines than PostgreSQL know these names nearly everywhere.
            let aliases = self.aliases(targets);
            let is_postgres = self.catalog.engine() == Engine::PostgreSql;
            if !is_postgres {
                self.name_results(aliases.clone());
            }
            self.expressions(targets);
            self.name_results(aliases);
        }
        for clause in node.children() {
            let is_done = matches!(
                clause.kind(),
                SyntaxKind::FROM_CLAUSE
                    | SyntaxKind::SELECT_CLAUSE
                    | SyntaxKind::WITH_CLAUSE
                    | SyntaxKind::INTO_CLAUSE
                    | SyntaxKind::LOCKING_CLAUSE
            );
            if clause.kind() == SyntaxKind::SELECT_CLAUSE {
                for part in clause.children() {
                    if part.kind() != SyntaxKind::TARGET_LIST {
                        self.expressions(&part);
                    }
                }
            } else if !is_done {
                self.expressions(&clause);
            }
        }
        self.scopes.pop();
        results
    }

    fn name_results(&mut self, names: Vec<Name>) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.results = names;
        }
    }

    pub(super) fn empty_scope(&self) -> Scope<'a> {
        Scope {
            is_open: self.parsed.is_open,
            ..Scope::default()
        }
    }

    fn compound(&mut self, node: &SyntaxNode) -> Columns<'a> {
        let mut first = None;
        for part in node.children() {
            if is_query(part.kind()) || part.kind() == SyntaxKind::PAREN_EXPR {
                let columns = self.query(&part);
                first.get_or_insert(columns);
            } else if part.kind() != SyntaxKind::WITH_CLAUSE {
                // Only the results can be ordered.
                let names = first.as_ref().and_then(Columns::names);
                self.scopes.push(Scope {
                    is_open: names.is_none() || self.parsed.is_open,
                    results: names.unwrap_or_default(),
                    relations: Vec::new(),
                });
                self.expressions(&part);
                self.scopes.pop();
            }
        }
        first.unwrap_or(Columns::Open)
    }

    fn parenthesised(&mut self, node: &SyntaxNode) -> Columns<'a> {
        let mut columns = Columns::Open;
        for part in node.children() {
            if is_query(part.kind()) || part.kind() == SyntaxKind::PAREN_EXPR {
                columns = self.query(&part);
            } else if part.kind() != SyntaxKind::WITH_CLAUSE {
                self.scopes.push(Scope {
                    is_open: true,
                    ..Scope::default()
                });
                self.expressions(&part);
                self.scopes.pop();
            }
        }
        columns
    }

    fn values(&mut self, node: &SyntaxNode) -> Columns<'a> {
        for part in node.children() {
            if part.kind() != SyntaxKind::WITH_CLAUSE {
                self.expressions(&part);
            }
        }
        let row = node
            .descendants()
            .find(|node| node.kind() == SyntaxKind::ROW);
        let count = row.map_or(0, |row| row.children().count());
        let names = (1..=count).map(|number| Name::from(format!("column{number}")));
        Columns::Listed(names.collect())
    }

    fn whole_table(&mut self, node: &SyntaxNode) -> Columns<'a> {
        self.scopes.push(self.empty_scope());
        if let Some(name) = relation_name(node) {
            self.table(&name, None, Access::Read);
        }
        let columns = self
            .scopes
            .pop()
            .and_then(|mut scope| scope.relations.pop());
        columns.map_or(Columns::Open, |source| source.columns)
    }

    pub(super) fn found(
        &mut self,
        node: &SyntaxNode,
        access: Access,
        name: UsedName,
        verdict: Verdict,
    ) {
        let range = self.source(node);
        self.names.uses.push(NameUse {
            range,
            access,
            name,
            verdict,
        });
    }

    pub(super) fn unresolved(&mut self, node: &SyntaxNode, reason: Reason) {
        let range = self.source(node);
        self.names.unresolved.push(Unresolved { range, reason });
    }

    fn source(&self, node: &SyntaxNode) -> std::ops::Range<usize> {
        let range = node.text_range();
        let range = self
            .parsed
            .source(&(range.start().into()..range.end().into()));
        self.start + range.start..self.start + range.end
    }

    /// The name that a node spells, folded by the engine's rule.
    pub(super) fn name(&self, node: &SyntaxNode) -> Name {
        let text = node.text().to_string();
        let text = text.trim();
        if text.starts_with('"') {
            return Name::new(crate::tokens::unquote(text));
        }
        Name::new(self.catalog.engine().dialect().fold(text).into_owned())
    }

    /// A name with the schema in front of it, and the node of the name alone.
    pub(super) fn path(&self, node: &SyntaxNode) -> (QualifiedName, SyntaxNode) {
        let mut segments: Vec<SyntaxNode> = node
            .descendants()
            .filter(|part| {
                matches!(
                    part.kind(),
                    SyntaxKind::PATH_SEGMENT_REF | SyntaxKind::PATH_SEGMENT
                )
            })
            .collect();
        segments.sort_by_key(|segment| segment.text_range().start());
        let Some(last) = segments.pop() else {
            let name = QualifiedName::bare(self.name(node));
            return (name, node.clone());
        };
        let name = QualifiedName {
            schema: segments.last().map(|segment| self.name(segment)),
            name: self.name(&last),
        };
        (name, last)
    }

    pub(super) fn is_same(&self, one: &Name, other: &Name) -> bool {
        let names = match self.catalog.engine() {
            // Aliases of MySQL compare as the server's tables do, which nobody knows here.
            Engine::MySql | Engine::MariaDb | Engine::Sqlite => {
                schemadrift_core::dialect::NameComparison::CaseInsensitive
            }
            Engine::PostgreSql => schemadrift_core::dialect::NameComparison::CaseSensitive,
        };
        names.same(one.as_str(), other.as_str())
    }

    pub(super) fn is_same_column(&self, one: &Name, other: &Name) -> bool {
        let names = self.catalog.engine().dialect().column_names;
        names.same(one.as_str(), other.as_str())
    }
}
