//! Owns `DROP` of everything.

use schemadrift_core::name::{Name, QualifiedName};
use squawk_syntax::ast::{self, AstNode};

use super::reader::{Read, Reader, required};
use super::{policy, routine};
use crate::change::{Change, Drop, ObjectId, ObjectKind};

/// What is written around the names of what goes.
#[derive(Debug, Clone, Copy)]
struct Clauses {
    is_tolerant: bool,
    cascades: bool,
}

/// The clauses of one of the statements, which share no type.
macro_rules! clauses {
    ($node:expr) => {
        Clauses {
            is_tolerant: $node.if_exists().is_some(),
            cascades: cascades($node.drop_behavior().as_ref()),
        }
    };
}

/// Whether what depends on the object goes with it.
pub(super) fn cascades(behavior: Option<&ast::DropBehavior>) -> bool {
    matches!(behavior, Some(ast::DropBehavior::Cascade(_)))
}

/// The changes of a statement that drops; `None` for another statement.
pub(super) fn changes(reader: &Reader<'_>, statement: &ast::Stmt) -> Option<Read<Vec<Change>>> {
    relations(reader, statement)
        .or_else(|| types_and_the_like(reader, statement))
        .or_else(|| routines(reader, statement))
        .or_else(|| parts(reader, statement))
        .or_else(|| strangers(reader, statement))
}

/// What a statement drops that names nothing but objects of one kind.
macro_rules! by_name {
    ($reader:expr, $kind:ident, $node:expr, $names:ident) => {
        named($reader, ObjectKind::$kind, $node.$names(), clauses!($node))
    };
}

fn relations(reader: &Reader<'_>, statement: &ast::Stmt) -> Option<Read<Vec<Change>>> {
    Some(match statement {
        ast::Stmt::DropTable(node) => by_name!(reader, Table, node, table_name_refs),
        ast::Stmt::DropForeignTable(node) => by_name!(reader, Table, node, table_name_refs),
        ast::Stmt::DropView(node) => by_name!(reader, View, node, view_refs),
        ast::Stmt::DropMaterializedView(node) => {
            by_name!(reader, MaterializedView, node, view_refs)
        }
        ast::Stmt::DropIndex(node) => by_name!(reader, Index, node, index_refs),
        ast::Stmt::DropSequence(node) => by_name!(reader, Sequence, node, sequence_refs),
        _ => return None,
    })
}

fn types_and_the_like(reader: &Reader<'_>, statement: &ast::Stmt) -> Option<Read<Vec<Change>>> {
    Some(match statement {
        ast::Stmt::DropType(node) => by_name!(reader, Type, node, type_name_refs),
        ast::Stmt::DropDomain(node) => by_name!(reader, Domain, node, domain_refs),
        ast::Stmt::DropSchema(node) => by_name!(reader, Schema, node, schema_refs),
        ast::Stmt::DropExtension(node) => by_name!(reader, Extension, node, extension_refs),
        _ => return None,
    })
}

fn routines(reader: &Reader<'_>, statement: &ast::Stmt) -> Option<Read<Vec<Change>>> {
    let (objects, clauses): (Read<Vec<ObjectId>>, Clauses) = match statement {
        ast::Stmt::DropFunction(node) => (
            node.function_sig_list()
                .iter()
                .flat_map(ast::FunctionSigList::function_sigs)
                .map(|sig| routine::object(reader, sig.function_name_ref(), sig.param_list()))
                .collect(),
            clauses!(node),
        ),
        ast::Stmt::DropProcedure(node) => (
            node.procedure_sig_list()
                .iter()
                .flat_map(ast::ProcedureSigList::procedure_sigs)
                .map(|sig| routine::object(reader, sig.procedure_name_ref(), sig.param_list()))
                .collect(),
            clauses!(node),
        ),
        ast::Stmt::DropRoutine(node) => (
            node.routine_sig_list()
                .iter()
                .flat_map(ast::RoutineSigList::routine_sigs)
                .map(|sig| routine::object(reader, sig.routine_name_ref(), sig.param_list()))
                .collect(),
            clauses!(node),
        ),
        ast::Stmt::DropAggregate(node) => (
            node.aggregates()
                .map(|sig| routine::object(reader, sig.path_ref(), sig.param_list()))
                .collect(),
            clauses!(node),
        ),
        _ => return None,
    };
    Some(objects.map(|objects| vec![dropped(reader, objects, clauses)]))
}

/// Triggers and policies, which belong to a table.
fn parts(reader: &Reader<'_>, statement: &ast::Stmt) -> Option<Read<Vec<Change>>> {
    let (object, clauses) = match statement {
        ast::Stmt::DropTrigger(node) => (
            trigger(reader, node.trigger_ref(), node.on_relation()),
            clauses!(node),
        ),
        ast::Stmt::DropPolicy(node) => (
            required(node.policy_ref()).and_then(|name| {
                let table = policy::table(reader, node.on_table())?;
                Ok(policy::object(reader.name(&name)?, table))
            }),
            clauses!(node),
        ),
        _ => return None,
    };
    Some(object.map(|object| vec![dropped(reader, vec![object], clauses)]))
}

/// A trigger of a table.
pub(super) fn trigger(
    reader: &Reader<'_>,
    name: Option<ast::TriggerRef>,
    on: Option<ast::OnRelation>,
) -> Read<ObjectId> {
    let name: Name = reader.name(&required(name)?)?;
    let table = required(on.and_then(|on| on.relation_name_ref()))?;
    let mut object = ObjectId::new(ObjectKind::Trigger, QualifiedName::bare(name));
    object.table = Some(reader.qualified(&table)?);
    Ok(object)
}

/// What the model does not hold matters only where objects that it holds go with it.
fn strangers(reader: &Reader<'_>, statement: &ast::Stmt) -> Option<Read<Vec<Change>>> {
    use ast::Stmt as S;
    let behavior = match statement {
        S::DropOwned(_) => return Some(Ok(vec![reader.anything("it drops what a role owns")])),
        S::DropAccessMethod(node) => node.drop_behavior(),
        S::DropCast(node) => node.drop_behavior(),
        S::DropCollation(node) => node.drop_behavior(),
        S::DropConversion(node) => node.drop_behavior(),
        S::DropForeignDataWrapper(node) => node.drop_behavior(),
        S::DropLanguage(node) => node.drop_behavior(),
        S::DropOperator(node) => node.drop_behavior(),
        S::DropOperatorClass(node) => node.drop_behavior(),
        S::DropOperatorFamily(node) => node.drop_behavior(),
        S::DropServer(node) => node.drop_behavior(),
        S::DropTextSearchConfig(node) => node.drop_behavior(),
        S::DropTextSearchDict(node) => node.drop_behavior(),
        S::DropTextSearchParser(node) => node.drop_behavior(),
        S::DropTextSearchTemplate(node) => node.drop_behavior(),
        _ => return None,
    };
    Some(Ok(if cascades(behavior.as_ref()) {
        vec![reader.anything("it drops whatever depends on an object")]
    } else {
        Vec::new()
    }))
}

fn named<N: AstNode>(
    reader: &Reader<'_>,
    kind: ObjectKind,
    names: impl Iterator<Item = N>,
    clauses: Clauses,
) -> Read<Vec<Change>> {
    let objects: Read<Vec<ObjectId>> = names
        .map(|name| {
            let name = if matches!(kind, ObjectKind::Schema | ObjectKind::Extension) {
                QualifiedName::bare(reader.name(&name)?)
            } else {
                reader.qualified(&name)?
            };
            Ok(ObjectId::new(kind, name))
        })
        .collect();
    Ok(vec![dropped(reader, objects?, clauses)])
}

fn dropped(reader: &Reader<'_>, objects: Vec<ObjectId>, clauses: Clauses) -> Change {
    Change::Drop(Drop {
        objects,
        is_tolerant: clauses.is_tolerant,
        cascades: clauses.cascades,
        origin: reader.statement(),
    })
}
