//! Owns chains of calls: whether a query gives whole rows, which it does unless it says which
//! columns it wants.

use schemadrift_rust_syntax::{segments, unraw};
use syn::{Expr, ExprCall, ExprMethodCall, Path};

use super::meaning::{EntityFunction, Meaning};
use super::program::Lead;
use super::walk::{Walk, place_of};
use schemadrift_sql::query::Access;

/// Functions of Diesel that begin a statement which writes to the table that they are given.
const WRITING: &[&str] = &[
    "insert_into",
    "insert_or_ignore_into",
    "replace_into",
    "update",
    "delete",
];
/// Methods of Diesel that run a query and give rows.
const LOADING: &[&str] = &[
    "load",
    "load_iter",
    "load_stream",
    "get_result",
    "get_results",
    "first",
];
/// Methods of Diesel after which a query does not read all columns of its tables.
const CHOOSING: &[&str] = &[
    "select",
    "count",
    "returning",
    "group_by",
    "execute",
    "single_value",
];
/// Methods of Diesel that bring in another table with all of its columns.
const JOINING: &[&str] = &["inner_join", "left_join", "left_outer_join"];
/// Methods of SeaORM that run a query of an entity.
const RUNNING: &[&str] = &[
    "all",
    "one",
    "stream",
    "stream_partial_model",
    "count",
    "exists",
    "paginate",
    "cursor_by",
];
/// Methods of SeaORM after which a query does not read all columns of its entity.
const NARROWING: &[&str] = &["select_only", "into_partial_model"];
/// Methods of SeaORM that bring in another entity with all of its columns.
const RELATING: &[&str] = &[
    "find_also_related",
    "find_with_related",
    "find_both_related",
    "with",
];

/// A chain of calls, from what it begins with.
pub(super) struct Chain<'a> {
    root: &'a Expr,
    /// The calls, the last first.
    calls: Vec<&'a ExprMethodCall>,
}

impl<'a> Chain<'a> {
    /// The chain that ends with a call.
    pub(super) fn of(last: &'a ExprMethodCall) -> Self {
        let mut calls = vec![last];
        let mut root = peeled(&last.receiver);
        while let Expr::MethodCall(call) = root {
            calls.push(call);
            root = peeled(&call.receiver);
        }
        Self { root, calls }
    }

    /// Adds the tables whose rows it reads whole, and the columns that a builder sets.
    pub(super) fn add(&self, walk: &mut Walk<'_>) {
        match self.root {
            Expr::Path(path) => self.of_table(walk, &path.path),
            Expr::Call(call) if is_statement(call) => {
                if let Some(path) = call.args.first().and_then(table_of)
                    && self.loads_whole_rows()
                {
                    row_of(walk, path);
                }
            }
            Expr::Call(call) => {
                if let Some(function) = path_of(&call.func) {
                    self.of_function(walk, function);
                }
            }
            _ => {}
        }
    }

    fn has(&self, methods: &[&str]) -> bool {
        let mut names = self.calls.iter().map(|call| unraw(&call.method));
        names.any(|name| methods.contains(&name.as_str()))
    }

    fn loads_whole_rows(&self) -> bool {
        self.has(LOADING) && !self.has(CHOOSING)
    }

    fn of_table(&self, walk: &mut Walk<'_>, path: &Path) {
        if self.loads_whole_rows() && row_of(walk, path) {
            self.add_arguments(walk, JOINING);
        }
    }

    fn of_function(&self, walk: &mut Walk<'_>, function: &Path) {
        let Some(Lead { table, meaning }) = walk.lead(&segments(function)) else {
            return;
        };
        match meaning {
            Meaning::Function(EntityFunction::Find) => {
                if self.has(RUNNING) && !self.has(NARROWING) {
                    walk.row(&table.table, place_of(function));
                    self.add_arguments(walk, RELATING);
                }
            }
            Meaning::Builder => {
                for call in &self.calls {
                    let method = unraw(&call.method);
                    if let Some(field) = method.strip_prefix("set_") {
                        walk.field(table, field, Access::Write, call.method.span());
                    }
                }
            }
            Meaning::Module
            | Meaning::Table
            | Meaning::Row
            | Meaning::Column(_)
            | Meaning::Function(EntityFunction::Write | EntityFunction::Other)
            | Meaning::ActiveModel
            | Meaning::Columns => {}
        }
    }

    /// The tables that arguments of these methods name.
    fn add_arguments(&self, walk: &mut Walk<'_>, methods: &[&str]) {
        for call in &self.calls {
            if methods.contains(&unraw(&call.method).as_str()) {
                let tables = call.args.iter().filter_map(table_of);
                for path in tables {
                    row_of(walk, path);
                }
            }
        }
    }
}

/// Whether an expression is a call of a method.
pub(super) fn is_call(expression: &Expr) -> bool {
    matches!(peeled(expression), Expr::MethodCall(_))
}

/// Whether a call begins a statement of Diesel that writes.
pub(super) fn is_statement(call: &ExprCall) -> bool {
    let name = path_of(&call.func).and_then(|path| path.segments.last());
    call.args.len() == 1 && name.is_some_and(|name| WRITING.contains(&unraw(&name.ident).as_str()))
}

/// Adds every column of the table that a path names, if it names one.
fn row_of(walk: &mut Walk<'_>, path: &Path) -> bool {
    match walk.value(&segments(path)) {
        Some(Lead {
            table,
            meaning: Meaning::Table,
        }) => {
            walk.row(&table.table, place_of(path));
            true
        }
        _ => false,
    }
}

/// The path that a query begins with: `users::table.filter(…)`, `posts::table.on(…)`.
fn table_of(expression: &Expr) -> Option<&Path> {
    let mut root = peeled(expression);
    while let Expr::MethodCall(call) = root {
        root = peeled(&call.receiver);
    }
    path_of(root)
}

fn path_of(expression: &Expr) -> Option<&Path> {
    match expression {
        Expr::Path(path) if path.qself.is_none() => Some(&path.path),
        _ => None,
    }
}

/// An expression without what stands around it.
fn peeled(mut expression: &Expr) -> &Expr {
    loop {
        expression = match expression {
            Expr::Await(inner) => &inner.base,
            Expr::Group(inner) => &inner.expr,
            Expr::Paren(inner) => &inner.expr,
            Expr::Reference(inner) => &inner.expr,
            Expr::Try(inner) => &inner.expr,
            other => return other,
        };
    }
}
