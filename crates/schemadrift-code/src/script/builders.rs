//! Owns queries that are built by calls with literal names, as Kysely and Knex have them: what a
//! chain of calls names is put into words of SQL, each at the place of its literal.
//! (<https://kysely.dev/docs/getting-started>, <https://knexjs.org/guide/query-builder.html>)

use std::collections::BTreeSet;
use std::sync::Arc;

use oxc_ast::AstKind;
use oxc_ast::ast::{Argument, CallExpression, Expression, MemberExpression, StringLiteral};
use oxc_semantic::Semantic;
use oxc_span::Span;
use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::SourceFile;
use schemadrift_sql::query::SqlText;

use super::Scripts;
use super::bindings::Bindings;
use super::names::symbol;
use super::objects::range;
use crate::reference::{References, Verdict, Via};
use crate::sql::add;

/// Methods of Kysely that begin a chain, with the table first.
pub(super) const BEGINNINGS: &[&str] = &[
    "selectFrom",
    "insertInto",
    "updateTable",
    "deleteFrom",
    "replaceInto",
];
/// Methods that name a further table first.
const TABLES: &[&str] = &[
    "from",
    "into",
    "table",
    "using",
    "join",
    "innerJoin",
    "leftJoin",
    "rightJoin",
    "fullJoin",
    "crossJoin",
    "leftOuterJoin",
    "rightOuterJoin",
    "fullOuterJoin",
];
/// Methods whose strings are columns, all of them or as many as the number says.
const COLUMNS: &[(&str, usize)] = &[
    ("select", usize::MAX),
    ("returning", usize::MAX),
    ("groupBy", usize::MAX),
    ("distinctOn", usize::MAX),
    ("where", 1),
    ("andWhere", 1),
    ("orWhere", 1),
    ("whereIn", 1),
    ("whereNotIn", 1),
    ("whereNull", 1),
    ("whereNotNull", 1),
    ("whereBetween", 1),
    ("having", 1),
    ("orderBy", 1),
    ("pluck", 1),
    ("count", 1),
    ("min", 1),
    ("max", 1),
    ("sum", 1),
    ("avg", 1),
    ("increment", 1),
    ("decrement", 1),
    ("onConflict", 1),
];
/// Methods that may name a result of the query as well.
const OF_RESULTS: &[&str] = &["groupBy", "having", "orderBy", "distinctOn"];
/// Methods whose objects have columns as keys.
const ROWS: &[&str] = &[
    "values", "set", "insert", "update", "where", "andWhere", "orWhere",
];
/// What writes names in another way than the code has them.
pub(super) const OTHER_SPELLINGS: &[&str] =
    &["CamelCasePlugin", "knexSnakeCaseMappers", "wrapIdentifier"];

/// Adds what chains of calls name.
pub(super) fn collect<'a>(
    semantic: &'a Semantic<'a>,
    file: &Arc<SourceFile>,
    scripts: &Scripts<'_>,
    bindings: &Bindings<'a>,
    references: &mut References,
) {
    let Some(catalog) = scripts.catalog else {
        return;
    };
    if scripts.has_other_spelling || !may_build(&file.text) {
        return;
    }
    // Nodes come outside in: the whole chain is met before its parts.
    let mut parts: BTreeSet<(u32, u32)> = BTreeSet::new();
    for node in semantic.nodes().iter() {
        let AstKind::CallExpression(call) = node.kind() else {
            continue;
        };
        if parts.contains(&(call.span.start, call.span.end)) {
            continue;
        }
        let chain = Chain::of(call);
        parts.extend(chain.iter().map(|part| (part.span.start, part.span.end)));
        if let Some(query) = Query::of(&chain, bindings) {
            let mut own = References::default();
            let text = query.text(file, catalog.engine());
            add(file, &text, Via::Sql, catalog, &mut own);
            // Which results there are is not known.
            own.found.retain(|found| {
                found.verdict == Verdict::Known || !query.may_be_result(found.location.span.start())
            });
            references.extend(own);
        }
    }
}

/// Whether a file may build queries so.
fn may_build(text: &str) -> bool {
    BEGINNINGS.iter().any(|word| text.contains(word)) || text.contains("knex")
}

/// Whether a project has its names spelt in another way on their way to the database.
pub(super) fn has_other_spelling(text: &str) -> bool {
    OTHER_SPELLINGS.iter().any(|word| text.contains(word))
}

/// Calls on the results of each other, the last one first.
struct Chain;

impl Chain {
    fn of<'e, 'a>(call: &'e CallExpression<'a>) -> Vec<&'e CallExpression<'a>> {
        let mut chain = vec![call];
        let mut inner = call;
        while let Some(member) = inner.callee.get_member_expr()
            && let Expression::CallExpression(next) = member.object().get_inner_expression()
        {
            chain.push(next);
            inner = next;
        }
        chain
    }
}

/// What a chain names.
#[derive(Default)]
struct Query<'e, 'a> {
    tables: Vec<&'e StringLiteral<'a>>,
    columns: Vec<Column>,
    /// A table that is not written out.
    open: Option<Span>,
}

/// A column, in the code's own words.
struct Column {
    name: String,
    span: Span,
    may_be_result: bool,
}

impl<'e, 'a> Query<'e, 'a> {
    fn of(chain: &[&'e CallExpression<'a>], bindings: &Bindings<'_>) -> Option<Self> {
        let first = chain.last()?;
        let mut query = Self::default();
        let is_kysely = method(first).is_some_and(|name| BEGINNINGS.contains(&name));
        if !(is_kysely || is_knex(first, bindings)) {
            return None;
        }
        for (number, call) in chain.iter().rev().enumerate() {
            let name = method(call);
            let is_beginning = number == 0 && (is_kysely || name.is_none());
            if is_beginning || name.is_some_and(|name| TABLES.contains(&name)) {
                query.table(call);
            } else if let Some(name) = name {
                query.method(name, call);
            }
        }
        (!query.tables.is_empty()).then_some(query)
    }

    /// Whether what is named here may be a result of the query.
    fn may_be_result(&self, start: usize) -> bool {
        let mut columns = self.columns.iter();
        columns.any(|column| column.may_be_result && range(column.span).contains(&start))
    }

    fn table(&mut self, call: &'e CallExpression<'a>) {
        match call.arguments.first().and_then(Argument::as_expression) {
            Some(Expression::StringLiteral(name)) => self.tables.push(name),
            _ => self.open = Some(call.span),
        }
        // `innerJoin('pets', 'pets.owner_id', 'person.id')`
        for argument in call.arguments.iter().skip(1) {
            if let Some(Expression::StringLiteral(name)) = argument.as_expression()
                && name.value.contains('.')
            {
                self.column(name, false);
            }
        }
    }

    fn method(&mut self, name: &str, call: &'e CallExpression<'a>) {
        let count = COLUMNS.iter().find(|(own, _)| *own == name);
        let arguments = || call.arguments.iter().filter_map(Argument::as_expression);
        if let Some((_, count)) = count {
            let may_be_result = OF_RESULTS.contains(&name);
            for argument in arguments().take(*count) {
                self.columns_of(argument, may_be_result);
            }
        }
        if ROWS.contains(&name)
            && let Some(row) = arguments().next()
        {
            self.row(row);
        }
    }

    fn columns_of(&mut self, argument: &Expression<'a>, may_be_result: bool) {
        match argument.get_inner_expression() {
            Expression::StringLiteral(name) => self.column(name, may_be_result),
            Expression::ArrayExpression(list) => {
                for element in list.elements.iter().filter_map(|one| one.as_expression()) {
                    self.columns_of(element, may_be_result);
                }
            }
            _ => {}
        }
    }

    /// The columns that an object or a list of some has as keys.
    fn row(&mut self, row: &Expression<'a>) {
        for object in super::objects::objects(row) {
            for property in &object.properties {
                if let Some(property) = property.as_property()
                    && let Some(key) = property.key.static_name()
                {
                    let span = oxc_span::GetSpan::span(&property.key);
                    self.columns.push(Column {
                        name: key.into_owned(),
                        span,
                        may_be_result: false,
                    });
                }
            }
        }
    }

    /// `name`, `table.name`, `name as other`.
    fn column(&mut self, literal: &StringLiteral<'a>, may_be_result: bool) {
        let name = without_alias(literal.value.as_str()).0;
        let is_name = |part: &str| {
            let mut characters = part.chars();
            !part.is_empty() && characters.all(|one| one.is_alphanumeric() || one == '_')
        };
        // A star, or an order behind the name, names nothing by itself.
        if name.split('.').all(is_name) {
            self.columns.push(Column {
                name: name.to_owned(),
                span: literal.span,
                may_be_result,
            });
        }
    }

    /// The same in SQL, as far as it is known.
    fn text(&self, file: &SourceFile, engine: Engine) -> SqlText {
        let quote = match engine {
            Engine::PostgreSql | Engine::Sqlite => '"',
            Engine::MySql | Engine::MariaDb => '`',
        };
        let mut sql = SqlText::default();
        sql.push_own("SELECT 1");
        for column in &self.columns {
            sql.push_own(", ");
            push_name(&column.name, column.span, quote, file, &mut sql);
        }
        for (number, table) in self.tables.iter().enumerate() {
            sql.push_own(if number > 0 { ", " } else { " FROM " });
            let (name, alias) = without_alias(table.value.as_str());
            push_name(name, table.span, quote, file, &mut sql);
            if let Some(alias) = alias {
                sql.push_own(&format!(" AS {quote}{}{quote}", alias.replace(quote, "")));
            }
        }
        if let Some(open) = self.open {
            sql.push_own(", ");
            sql.push_hole(range(open));
        }
        sql
    }
}

/// Writes a name as the server gets it: in quotes, part by part.
fn push_name(name: &str, span: Span, quote: char, file: &SourceFile, sql: &mut SqlText) {
    let span = range(span);
    let written = file.text.get(span.clone()).unwrap_or_default();
    // Where the name itself stands, without the quotes of the literal.
    let mut at = span.start + written.find(name).unwrap_or(0);
    for (number, part) in name.split('.').enumerate() {
        sql.push_own(if number > 0 { "." } else { "" });
        let own = at.min(span.end)..(at + part.len()).min(span.end);
        sql.push(
            &format!("{quote}{}{quote}", part.replace(quote, "")),
            own,
            false,
        );
        at += part.len() + 1;
    }
}

/// `name as other`
fn without_alias(text: &str) -> (&str, Option<&str>) {
    let lower = text.to_ascii_lowercase();
    match lower.find(" as ") {
        Some(at) => (text[..at].trim(), Some(text[at + 4..].trim())),
        None => (text.trim(), None),
    }
}

fn method<'e>(call: &'e CallExpression<'_>) -> Option<&'e str> {
    let member = call.callee.get_member_expr();
    member.and_then(MemberExpression::static_property_name)
}

/// Whether a chain begins at what Knex gives: `knex('users')`, `knex.select(…)`.
fn is_knex(first: &CallExpression<'_>, bindings: &Bindings<'_>) -> bool {
    let receiver = match first.callee.get_member_expr() {
        Some(member) => member.object(),
        None => &first.callee,
    };
    let Expression::Identifier(name) = receiver.get_inner_expression() else {
        return false;
    };
    let made = symbol(bindings.semantic, name).is_some_and(|symbol| {
        let values = bindings.names.values(symbol).iter();
        let mut values = values.map(|value| value.expression.get_inner_expression());
        values.any(|value| match value {
            Expression::CallExpression(made) => is_named_knex(&made.callee),
            _ => false,
        })
    });
    // Setting up is no query.
    made || (name.name == "knex" && !is_set_up(first))
}

fn is_named_knex(callee: &Expression<'_>) -> bool {
    match callee.get_inner_expression() {
        Expression::Identifier(name) => matches!(name.name.as_str(), "knex" | "Knex"),
        _ => false,
    }
}

/// `knex({ client: 'pg' })`
fn is_set_up(call: &CallExpression<'_>) -> bool {
    let first = call.arguments.first().and_then(Argument::as_expression);
    matches!(
        first.map(Expression::get_inner_expression),
        Some(Expression::ObjectExpression(_))
    )
}
