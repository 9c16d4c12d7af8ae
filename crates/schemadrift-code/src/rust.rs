//! Owns references in Rust: SQL in the macros and functions of sqlx, Diesel and SeaORM, and in
//! literals that read as SQL.

use std::sync::Arc;

use proc_macro2::{TokenStream, TokenTree};
use schemadrift_core::origin::{Location, SourceFile};
use schemadrift_rust_syntax::{is_for_tests, range, with_tree};
use schemadrift_sql::query::Catalog;
use syn::visit::{self, Visit};
use syn::{Expr, ExprCall, ExprMethodCall, ImplItemFn, Item, Lit, LitStr, Macro};

use crate::reference::{QueryFile, References, Unresolved, Via, Why};
use crate::sql::{add, looks_like_sql};
use schemadrift_sql::query::SqlText;

/// Macros that take SQL first, or behind a type (<https://docs.rs/sqlx/latest/sqlx/#macros>).
const MACROS: &[&str] = &[
    "query",
    "query_as",
    "query_scalar",
    "query_unchecked",
    "query_as_unchecked",
    "query_scalar_unchecked",
    "raw_sql",
    "sql",
];
/// Macros that take the path of a file with SQL.
const FILE_MACROS: &[&str] = &[
    "query_file",
    "query_file_as",
    "query_file_scalar",
    "query_file_unchecked",
    "query_file_as_unchecked",
    "query_file_scalar_unchecked",
];
/// Functions and methods that take SQL: those of sqlx, `diesel::sql_query`, and SeaORM's
/// `Statement` and `ConnectionTrait`.
const FUNCTIONS: &[&str] = &[
    "query",
    "query_as",
    "query_scalar",
    "query_with",
    "query_as_with",
    "query_scalar_with",
    "raw_sql",
    "sql_query",
    "from_string",
    "from_sql_and_values",
    "execute_unprepared",
    "prepare",
    "batch_execute",
];
/// What a file has that may hold SQL. Anything else is not parsed.
const WORDS: &[&str] = &[
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
    "WITH ",
    "select ",
    "insert ",
    "update ",
    "delete ",
    "with ",
    "query_file",
];

/// Whether a file of Rust may hold SQL.
pub(crate) fn may_hold_sql(text: &str) -> bool {
    WORDS.iter().any(|word| text.contains(word))
}

/// The references of one file, without those of its tests.
pub fn rust_references(file: &Arc<SourceFile>, catalog: &Catalog<'_>) -> References {
    let mut references = References::default();
    if !may_hold_sql(&file.text) {
        return references;
    }
    let found = with_tree(file, |tree| {
        let mut found = Found::default();
        found.visit_file(tree);
        found
    });
    let Ok(found) = found else {
        references.unresolved.push(Unresolved {
            location: Location::new(file, 0..1),
            why: Why::NotParsed,
        });
        return references;
    };
    for (sql, via) in &found.texts {
        add(file, sql, *via, catalog, &mut references);
    }
    references
        .files
        .extend(found.files.into_iter().map(|(path, place)| QueryFile {
            path,
            location: Location::new(file, place),
        }));
    references.found.sort_by_key(|found| found.location.span);
    references.unresolved.sort_by_key(|part| part.location.span);
    references
}

/// The SQL of a file.
#[derive(Default)]
struct Found {
    texts: Vec<(SqlText, Via)>,
    /// Names of files that hold a query.
    files: Vec<(String, std::ops::Range<usize>)>,
    /// Literals that are taken already, by where they start.
    taken: std::collections::BTreeSet<usize>,
}

impl Found {
    fn take(&mut self, literals: &[LitStr], via: Via) {
        let mut sql = SqlText::default();
        for literal in literals {
            if !self.taken.insert(range(literal.span()).start) {
                return;
            }
            push(literal, &mut sql);
        }
        self.texts.push((sql, via));
    }

    fn plain(&mut self, literal: &LitStr) {
        if looks_like_sql(&literal.value()) {
            self.take(std::slice::from_ref(literal), Via::PlainString);
        }
    }

    fn in_tokens(&mut self, tokens: TokenStream) {
        let mut open = vec![tokens];
        while let Some(tokens) = open.pop() {
            for token in tokens {
                match token {
                    TokenTree::Group(group) => open.push(group.stream()),
                    TokenTree::Literal(literal) => {
                        if let Lit::Str(literal) = Lit::new(literal) {
                            self.plain(&literal);
                        }
                    }
                    TokenTree::Ident(_) | TokenTree::Punct(_) => {}
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Found {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(schemadrift_rust_syntax::attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        if !is_for_tests(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    /// Documentation is no code.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_macro(&mut self, call: &'ast Macro) {
        let name = call
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string())
            .unwrap_or_default();
        let literals = leading_literals(&call.tokens);
        if MACROS.contains(&name.as_str()) && !literals.is_empty() {
            self.take(&literals, Via::Sql);
        } else if FILE_MACROS.contains(&name.as_str()) {
            let files = literals.iter().take(1);
            self.files
                .extend(files.map(|literal| (literal.value(), range(literal.span()))));
        }
        self.in_tokens(call.tokens.clone());
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if let Expr::Path(path) = &*call.func
            && let Some(last) = path.path.segments.last()
        {
            let name = last.ident.to_string();
            let is_builder = path
                .path
                .segments
                .iter()
                .any(|segment| segment.ident == "QueryBuilder");
            // The rest of a builder's query is pushed later.
            if FUNCTIONS.contains(&name.as_str()) && !is_builder {
                let literal = call.args.iter().find_map(literal);
                if let Some(literal) = literal.filter(|literal| is_statement(&literal.value())) {
                    self.take(std::slice::from_ref(literal), Via::Sql);
                }
            } else if is_builder && name == "new" {
                for literal in call.args.iter().filter_map(literal) {
                    self.taken.insert(range(literal.span()).start);
                    let mut sql = SqlText::default();
                    push(literal, &mut sql);
                    let end = range(literal.span()).end;
                    sql.push(" ", end..end, false);
                    sql.push_hole(end..end);
                    self.texts.push((sql, Via::PlainString));
                }
            }
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if FUNCTIONS.contains(&call.method.to_string().as_str())
            && let Some(literal) = call.args.first().and_then(literal)
            && is_statement(&literal.value())
        {
            self.take(std::slice::from_ref(literal), Via::Sql);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_lit_str(&mut self, literal: &'ast LitStr) {
        self.plain(literal);
    }
}

fn literal(expression: &Expr) -> Option<&LitStr> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(literal) => Some(literal),
            _ => None,
        },
        Expr::Reference(inner) => literal(&inner.expr),
        Expr::Paren(inner) => literal(&inner.expr),
        _ => None,
    }
}

/// The literals that a macro begins with, after a type if there is one: one, or several joined
/// by `+`.
fn leading_literals(tokens: &TokenStream) -> Vec<LitStr> {
    let mut literals = Vec::new();
    let mut is_joined = true;
    for token in tokens.clone() {
        match token {
            TokenTree::Literal(literal) if is_joined => {
                if let Lit::Str(literal) = Lit::new(literal) {
                    literals.push(literal);
                }
                is_joined = false;
            }
            TokenTree::Punct(sign) if sign.as_char() == '+' && !literals.is_empty() => {
                is_joined = true;
            }
            TokenTree::Punct(_) | TokenTree::Ident(_) if literals.is_empty() => {}
            TokenTree::Group(_) if literals.is_empty() => {}
            _ => break,
        }
    }
    literals
}

/// Adds what a literal spells. Places are exact where it holds no escapes.
fn push(literal: &LitStr, sql: &mut SqlText) {
    let value = literal.value();
    let token = range(literal.span());
    let written = literal.token().to_string();
    let inside = written.find('"').map(|open| {
        let hashes = written[..open].matches('#').count();
        open + 1..written.len().saturating_sub(1 + hashes).max(open + 1)
    });
    match inside {
        Some(inside) if written.get(inside.clone()) == Some(value.as_str()) => {
            sql.push(
                &value,
                token.start + inside.start..token.start + inside.end,
                true,
            );
        }
        _ => sql.push(&value, token, false),
    }
}

/// Whether a text begins like a statement.
fn is_statement(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "select", "insert", "update", "delete", "with", "merge", "replace", "create", "explain",
        "values",
    ];
    let text = text.trim_start();
    let end = text
        .find(|character: char| !character.is_ascii_alphabetic())
        .unwrap_or(text.len());
    WORDS.contains(&text[..end].to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use schemadrift_core::coverage::Coverage;
    use schemadrift_core::dialect::Engine;
    use schemadrift_core::model::{Column, Schema, Table};
    use schemadrift_core::name::QualifiedName;
    use schemadrift_core::origin::Origin;

    use super::*;
    use crate::reference::{Named, Verdict};

    fn schema() -> Schema {
        let mut schema = Schema::empty(Engine::PostgreSql, Coverage::everything());
        let mut users = Table::new(QualifiedName::bare("users"), Origin::Unlocated);
        for name in ["id", "name"] {
            users.columns.push(Column::new(name, Origin::Unlocated));
        }
        schema.tables.push(users);
        schema
    }

    /// What is unknown in a text, each with its place.
    fn unknown(text: &str) -> (Vec<String>, References) {
        let schema = schema();
        let file = SourceFile::new("src/a.rs", text);
        let references = rust_references(&file, &Catalog::new(&schema));
        let unknown = references
            .found
            .iter()
            .filter(|found| found.verdict == Verdict::Unknown)
            .map(|found| {
                let name = match &found.named {
                    Named::Table(name) => name.to_string(),
                    Named::Column { column, .. } => column.clone(),
                    other => format!("{other:?}"),
                };
                format!("{name} at {} `{}`", found.location, found.location.text())
            })
            .collect();
        (unknown, references)
    }

    #[test]
    fn sql_is_found_wherever_it_is_handed_over() {
        for code in [
            "sqlx::query!(\"SELECT id, nope FROM users WHERE name = $1\", x)",
            "query_as!(User, \"SELECT id, nope FROM users\")",
            "sqlx::query(\"select nope from users\")",
            "sqlx::query_as::<_, User>(r#\"SELECT \"id\", nope FROM users\"#)",
            "diesel::sql_query(\"select nope from users\")",
            "Statement::from_string(backend, \"select nope from users\")",
            "connection.execute_unprepared(\"update users set nope = 1\")",
            "QueryBuilder::new(\"SELECT users.nope FROM users WHERE\")",
            "let text = \"SELECT nope FROM users\"",
            "sqlx::query!(\"SELECT id, \" + \"nope FROM \" + r\"users\")",
            "other!(a, \"SELECT nope FROM users\")",
        ] {
            let text = format!("fn f() {{ {code}; }}");
            let (unknown, _) = unknown(&text);
            let column = text.find("nope").unwrap() + 1;
            assert_eq!(
                unknown,
                [format!("nope at src/a.rs:1:{column} `nope`")],
                "{code}"
            );
        }
    }

    #[test]
    fn what_is_no_sql_of_the_program_is_left_alone() {
        for code in [
            "#[test] fn f() { query!(\"SELECT nope FROM users\"); }",
            "#[cfg(test)] mod t { const A: &str = \"SELECT nope FROM users\"; }",
            "/// SELECT nope FROM users\nfn f() {}",
            "fn f() { println!(\"Select a plan from the list\"); }",
            "fn f() { client.query(\"a search with words\"); }",
            "fn f() { format!(\"SELECT nope FROM {}\", x); }",
            "fn f() { query!(\"SELECT id FROM users\"); }",
        ] {
            let (unknown, _) = unknown(code);
            assert!(unknown.is_empty(), "{code}: {unknown:?}");
        }
    }

    #[test]
    fn escapes_leave_the_whole_literal_as_the_place() {
        let (unknown, _) = unknown("fn f() { query!(\"SELECT \\\"nope\\\" FROM users\"); }");
        assert_eq!(unknown.len(), 1);
        assert!(
            unknown[0].ends_with("`\"SELECT \\\"nope\\\" FROM users\"`"),
            "{unknown:?}"
        );
    }

    #[test]
    fn a_query_in_another_file_is_handed_on() {
        let (_, references) = unknown("fn f() { sqlx::query_file!(\"a.sql\"); }");
        assert_eq!(references.files[0].path, "a.sql");
        assert_eq!(references.files[0].location.text(), "\"a.sql\"");
    }

    #[test]
    fn a_file_that_is_no_rust_is_counted() {
        let (_, references) = unknown("fn f( { \"SELECT 1 FROM users\"");
        assert_eq!(references.unresolved[0].why, Why::NotParsed);
    }
}
