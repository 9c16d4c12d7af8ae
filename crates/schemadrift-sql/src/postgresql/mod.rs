//! Owns the reading of PostgreSQL's statements: one statement in, what it does to a schema out.
//! Knows nothing of the schema that the statement meets.

mod alter;
mod alter_column;
mod alter_table;
mod alter_type;
mod block;
mod call;
mod column;
mod comment;
mod condition;
mod constraint;
mod data;
mod drop;
mod dynamic;
mod exclusion;
mod grant;
mod index;
mod named_type;
mod parse;
mod partition;
mod policy;
mod presence;
mod reader;
mod routine;
mod routine_options;
mod schema;
mod script;
mod sequence;
mod session;
mod table;
mod touched;
mod trigger;
mod view;
mod view_columns;

#[cfg(test)]
mod tests;

use schemadrift_core::dialect::Engine;
use squawk_syntax::ast;

pub(crate) use self::call::{names_in, of_routine};
use self::condition::Variables;
use self::reader::{Read, Reader};
pub use self::routine::read_routine;
pub(crate) use self::sequence::largest_of;
use self::touched::Depth;
use crate::change::{Change, Guard, ObjectId, ObjectKind, Presence};
use crate::place::Place;
use crate::tokens::{Token, tokenize};

/// What one statement does, in order; nothing where it leaves the schema alone.
pub(crate) fn changes(place: Place<'_>, text: &str) -> Vec<Change> {
    read(&Reader::new(place, text))
}

/// How deep statements may stand in statements as text.
const DEEPEST: usize = 8;

fn read(reader: &Reader<'_>) -> Vec<Change> {
    let tokens = tokenize(Engine::PostgreSql, reader.text);
    let Some(first) = tokens.first() else {
        return Vec::new();
    };
    if reader.level > DEEPEST {
        return vec![reader.unclear("it is nested too deep".to_owned(), Depth::InLiterals)];
    }
    if first.is_word("do") {
        return block::changes(reader, &tokens);
    }
    if let Some(changes) = session::changes(&tokens) {
        return changes;
    }
    if first.is_one_of(&["delete", "insert", "update", "with"])
        && let Some(catalog) = data::written_catalog(&tokens)
    {
        return vec![reader.catalog_write(&catalog, &tokens)];
    }
    if first.is_one_of(grant::WORDS) {
        return grant::changes(reader, &tokens);
    }
    if is_quiet(first) {
        return Vec::new();
    }
    if data::is_data(first) {
        return data_changes(reader, &tokens);
    }
    defined(reader)
}

/// Statements that leave alone whatever the model holds, whether or not they can be read.
const QUIET: &[&str] = &[
    "analyse",
    "analyze",
    "checkpoint",
    "close",
    "cluster",
    "deallocate",
    "declare",
    "discard",
    "execute",
    "explain",
    "fetch",
    "grant",
    "listen",
    "load",
    "lock",
    "move",
    "notify",
    "reassign",
    "refresh",
    "reindex",
    "release",
    "repack",
    "reset",
    "revoke",
    "savepoint",
    "security",
    "set",
    "show",
    "unlisten",
    "update",
    "vacuum",
];

fn is_quiet(first: &Token<'_>) -> bool {
    first.is_one_of(QUIET)
}

/// What the model does not hold, as the second word of a statement.
const STRANGERS: &[&str] = &[
    "database",
    "default",
    "event",
    "group",
    "publication",
    "role",
    "subscription",
    "system",
    "user",
];

/// Whether a statement of which only the beginning is known leaves the schema alone.
fn is_harmless(beginning: &[Token<'_>]) -> bool {
    match beginning {
        [verb, object, ..]
            if verb.is_one_of(&["alter", "comment", "create", "drop"])
                && object.is_one_of(STRANGERS) =>
        {
            true
        }
        [alter, .., owner, to] if alter.is_word("alter") => {
            owner.is_word("owner") && to.is_word("to")
        }
        [verb, ..] => {
            (is_quiet(verb) || data::is_data(verb)) && data::schema_function(beginning).is_none()
        }
        [] => false,
    }
}

fn data_changes(reader: &Reader<'_>, tokens: &[Token<'_>]) -> Vec<Change> {
    let prepares = matches!(tokens, [prepare, transaction, ..]
        if prepare.is_word("prepare") && transaction.is_word("transaction"));
    if prepares || data::makes_table(tokens) {
        return defined(reader);
    }
    if let Some(function) = data::schema_function(tokens) {
        let reason = format!("`{function}` changes the schema");
        return vec![reader.unclear(reason, Depth::InLiterals)];
    }
    // `psql` runs what the query gives.
    let is_script = tokens.windows(2).any(
        |pair| matches!(pair, [slash, word] if slash.is_symbol("\\") && word.is_word("gexec")),
    );
    if is_script {
        return vec![reader.anything("its result is run as statements")];
    }
    let mut changes = call::calls(reader, tokens, &Variables::default());
    changes.extend(data::rows(tokens));
    changes
}

/// What a statement of the data definition language does.
fn defined(reader: &Reader<'_>) -> Vec<Change> {
    parse::parse(reader.text)
        .and_then(|statement| lower(reader, &statement))
        .unwrap_or_else(|reason| vec![reader.unclear(reason, Depth::Surface)])
}

fn lower(reader: &Reader<'_>, statement: &ast::Stmt) -> Read<Vec<Change>> {
    if let Some(changes) = drop::changes(reader, statement) {
        return changes;
    }
    use ast::Stmt as S;
    match statement {
        S::CreateTable(node) => table::create(reader, node),
        S::CreateTableAs(node) => table::create_as(reader, node),
        S::CreateForeignTable(node) => table::create_foreign(reader, node),
        S::SelectInto(node) => table::select_into(reader, node),
        S::CreateIndex(node) => index::create(reader, node),
        S::CreateView(node) => view::create(reader, node),
        S::CreateMaterializedView(node) => view::create_materialized(reader, node),
        S::CreateType(node) => named_type::create(reader, node),
        S::CreateDomain(node) => named_type::create_domain(reader, node),
        S::CreateSequence(node) => sequence::create(reader, node),
        S::CreateExtension(node) => schema::create_extension(reader, node),
        S::CreateSchema(node) => schema::create(reader, node),
        S::CreateFunction(node) => routine::create_function(reader, node),
        S::CreateProcedure(node) => routine::create_procedure(reader, node),
        S::CreateAggregate(node) => routine::create_aggregate(reader, node),
        S::CreateTrigger(node) => trigger::create(reader, node),
        S::CreatePolicy(node) => policy::create(reader, node),
        S::CommentOn(node) => comment::comment(reader, node),
        other => lower_altering(reader, other),
    }
}

fn lower_altering(reader: &Reader<'_>, statement: &ast::Stmt) -> Read<Vec<Change>> {
    use ast::Stmt as S;
    match statement {
        S::AlterTable(node) => alter_table::alter(reader, node),
        S::AlterForeignTable(node) => alter_table::alter_foreign(reader, node),
        S::AlterIndex(node) => alter::index(reader, node),
        S::AlterView(node) => alter::view(reader, node),
        S::AlterMaterializedView(node) => alter::materialized_view(reader, node),
        S::AlterSequence(node) => sequence::alter(reader, node),
        S::AlterType(node) => alter_type::alter(reader, node),
        S::AlterDomain(node) => alter_type::alter_domain(reader, node),
        S::AlterSchema(node) => alter::schema(reader, node),
        S::AlterExtension(node) => alter::extension(reader, node),
        S::AlterTrigger(node) => alter::trigger(reader, node),
        S::AlterPolicy(node) => policy::alter(reader, node),
        S::AlterFunction(node) => alter::function(reader, node),
        S::AlterProcedure(node) => alter::procedure(reader, node),
        S::AlterRoutine(node) => alter::any_routine(reader, node),
        S::AlterAggregate(node) => alter::aggregate(reader, node),
        S::CreateRule(node) => schema::create_rule(reader, node),
        S::AlterDefaultPrivileges(_) => Ok(vec![grant::of_later_objects(reader)]),
        S::ImportForeignSchema(_) => Ok(vec![reader.anything("it imports foreign tables")]),
        S::Call(_) => Ok(procedure(reader)),
        S::PrepareTransaction(_) => Ok(vec![reader.anything("it leaves a transaction open")]),
        // What is left is about objects that the model does not hold: roles, publications, casts,
        // operators, statistics, text search, event triggers, databases.
        _ => Ok(Vec::new()),
    }
}

/// What `CALL` does. A procedure that the script has not made may do anything.
fn procedure(reader: &Reader<'_>) -> Vec<Change> {
    let tokens = tokenize(Engine::PostgreSql, reader.text);
    let unknown = vec![reader.anything("it calls a procedure")];
    let calls = call::calls(reader, &tokens, &Variables::default());
    let [Change::Call(call)] = calls.as_slice() else {
        return unknown;
    };
    let routine = ObjectId::new(ObjectKind::Routine, call.routine.clone());
    vec![Change::Guarded {
        guard: Guard::IfPresent(Presence::Object(routine)),
        changes: calls,
        otherwise: unknown,
    }]
}
