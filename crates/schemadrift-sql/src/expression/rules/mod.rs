//! Owns the rules that rewrite a tree to its normal form: a short closed list, each proved
//! against the real database in both directions (see the crate's table of equivalences). What no
//! rule covers stays different and is for the server to settle.

mod comparison;
mod literal;
mod logic;
mod mysql;
mod synonym;
mod types;

use schemadrift_core::data_type::DataType;
use schemadrift_core::dialect::Engine;

use super::tree::Tree;

pub(super) use literal::array_literal;
pub(super) use synonym::IMPLIED_SCHEMAS;
pub(super) use types::{same_type, unqualified};

/// What an expression is read in.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// The engine whose rules hold.
    pub(super) engine: Engine,
    /// The types of the columns, where they are known.
    pub(super) columns: &'a dyn Fn(&str) -> Option<DataType>,
}

/// Rewrites a tree to its normal form, parts first.
pub(super) fn normalise(context: Context<'_>, tree: Tree) -> Tree {
    let tree = match context.engine {
        Engine::PostgreSql => comparison::without_varchar_detour(tree),
        Engine::MySql | Engine::MariaDb | Engine::Sqlite => tree,
    };
    if let Some(late) = literal::late_cast(&tree) {
        return late;
    }
    let tree = tree.map(&mut |part| normalise(context, part));
    match context.engine {
        Engine::PostgreSql => postgres(context, tree),
        Engine::MySql | Engine::MariaDb => mysql(context, tree),
        Engine::Sqlite => sqlite(context, tree),
    }
}

fn postgres(context: Context<'_>, tree: Tree) -> Tree {
    let tree = synonym::own_column(tree);
    let tree = synonym::postgres(tree);
    let tree = literal::fold_sign(tree);
    let tree = literal::fold_cast(tree);
    let tree = types::without_relabel(context, tree);
    let tree = comparison::as_membership(tree);
    let tree = comparison::plain_operands(context, tree);
    let tree = comparison::sorted_membership(context.engine, tree);
    let tree = logic::without_empty_else(tree);
    logic::flat_junction(context.engine, tree)
}

fn sqlite(context: Context<'_>, tree: Tree) -> Tree {
    let tree = synonym::own_column(tree);
    let tree = synonym::sqlite(tree);
    let tree = literal::fold_sign(tree);
    let tree = comparison::sorted_membership(context.engine, tree);
    let tree = logic::without_empty_else(tree);
    logic::flat_junction(context.engine, tree)
}

fn mysql(context: Context<'_>, tree: Tree) -> Tree {
    let tree = synonym::own_column(tree);
    let tree = mysql::rewrite(tree);
    let tree = comparison::sorted_membership(context.engine, tree);
    let tree = logic::without_empty_else(tree);
    logic::flat_junction(context.engine, tree)
}
