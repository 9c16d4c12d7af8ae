//! Owns `ALTER` of everything but tables, types, sequences and policies: mostly new names and new
//! schemas.

use schemadrift_core::name::QualifiedName;
use squawk_syntax::ast::{self, AstNode};

use super::reader::{Read, Reader, required};
use super::{alter_table, drop, routine, routine_options, schema};
use crate::change::{AlterTable, Change, ObjectId, ObjectKind, Rename};

/// `RENAME TO`.
pub(super) fn renamed(
    reader: &Reader<'_>,
    object: ObjectId,
    to: &impl AstNode,
    is_tolerant: bool,
) -> Read<Vec<Change>> {
    let to_name = QualifiedName {
        schema: object.name.schema.clone(),
        name: reader.name(to)?,
    };
    Ok(vec![Change::Rename(Rename {
        object,
        to: to_name,
        is_tolerant,
        origin: reader.name_origin(to),
    })])
}

/// `SET SCHEMA`.
pub(super) fn moved(
    reader: &Reader<'_>,
    object: ObjectId,
    to: &ast::SetSchema,
    is_tolerant: bool,
) -> Read<Vec<Change>> {
    Ok(vec![Change::Move {
        object,
        schema: reader.name(&required(to.schema_ref())?)?,
        is_tolerant,
    }])
}

/// `ALTER INDEX`.
pub(super) fn index(reader: &Reader<'_>, node: &ast::AlterIndex) -> Read<Vec<Change>> {
    let Some(name) = node.index_ref() else {
        return Ok(Vec::new());
    };
    let name = reader.qualified(&name)?;
    match required(node.action())? {
        ast::AlterIndexAction::IndexRenameTo(to) => {
            let object = ObjectId::new(ObjectKind::Index, name);
            renamed(
                reader,
                object,
                &required(to.index())?,
                node.if_exists().is_some(),
            )
        }
        ast::AlterIndexAction::AttachIndexPartition(part) => Ok(vec![Change::AttachIndex {
            parent: name,
            index: reader.qualified(&required(part.index_ref())?)?,
        }]),
        ast::AlterIndexAction::AlterSetStatistics(_)
        | ast::AlterIndexAction::DependsOnExtension(_)
        | ast::AlterIndexAction::NoDependsOnExtension(_)
        | ast::AlterIndexAction::ResetOptions(_)
        | ast::AlterIndexAction::SetOptions(_)
        | ast::AlterIndexAction::SetTablespace(_) => Ok(Vec::new()),
    }
}

/// `ALTER VIEW`.
pub(super) fn view(reader: &Reader<'_>, node: &ast::AlterView) -> Read<Vec<Change>> {
    let name = reader.qualified(&required(node.view_ref())?)?;
    let object = ObjectId::new(ObjectKind::View, name);
    let is_tolerant = node.if_exists().is_some();
    match required(node.action())? {
        ast::AlterViewAction::ViewRenameTo(to) => {
            renamed(reader, object, &required(to.view())?, is_tolerant)
        }
        ast::AlterViewAction::SetSchema(to) => moved(reader, object, &to, is_tolerant),
        ast::AlterViewAction::RenameColumn(column) => {
            renamed_column(reader, object.name, &column, is_tolerant)
        }
        ast::AlterViewAction::AlterViewColumn(_)
        | ast::AlterViewAction::OwnerTo(_)
        | ast::AlterViewAction::ResetOptions(_)
        | ast::AlterViewAction::SetOptions(_) => Ok(Vec::new()),
    }
}

/// `ALTER MATERIALIZED VIEW`.
pub(super) fn materialized_view(
    reader: &Reader<'_>,
    node: &ast::AlterMaterializedView,
) -> Read<Vec<Change>> {
    let Some(name) = node.view_ref() else {
        return Ok(Vec::new());
    };
    let object = ObjectId::new(ObjectKind::MaterializedView, reader.qualified(&name)?);
    let is_tolerant = node.if_exists().is_some();
    let mut changes = Vec::new();
    for action in node.action() {
        changes.extend(match action {
            ast::AlterMaterializedViewAction::ViewRenameTo(to) => {
                renamed(reader, object.clone(), &required(to.view())?, is_tolerant)?
            }
            ast::AlterMaterializedViewAction::SetSchema(to) => {
                moved(reader, object.clone(), &to, is_tolerant)?
            }
            ast::AlterMaterializedViewAction::RenameColumn(column) => {
                renamed_column(reader, object.name.clone(), &column, is_tolerant)?
            }
            // What else can be done to one is storage.
            ast::AlterMaterializedViewAction::AlterTableAction(_)
            | ast::AlterMaterializedViewAction::DependsOnExtension(_)
            | ast::AlterMaterializedViewAction::NoDependsOnExtension(_) => Vec::new(),
        });
    }
    Ok(changes)
}

fn renamed_column(
    reader: &Reader<'_>,
    view: QualifiedName,
    node: &ast::RenameColumn,
    is_tolerant: bool,
) -> Read<Vec<Change>> {
    Ok(vec![Change::AlterTable(Box::new(AlterTable {
        table: view,
        is_tolerant,
        actions: vec![alter_table::rename_column(reader, node)?],
        origin: reader.statement(),
    }))])
}

/// `ALTER SCHEMA`.
pub(super) fn schema(reader: &Reader<'_>, node: &ast::AlterSchema) -> Read<Vec<Change>> {
    let name = QualifiedName::bare(reader.name(&required(node.schema_ref())?)?);
    match required(node.action())? {
        ast::AlterSchemaAction::SchemaRenameTo(to) => {
            let object = ObjectId::new(ObjectKind::Schema, name);
            renamed(reader, object, &required(to.schema())?, false)
        }
        ast::AlterSchemaAction::OwnerTo(_) => Ok(Vec::new()),
    }
}

/// `ALTER EXTENSION`. A new version is not held against the live one: nothing says what it is.
pub(super) fn extension(reader: &Reader<'_>, node: &ast::AlterExtension) -> Read<Vec<Change>> {
    let name = QualifiedName::bare(reader.name(&required(node.extension_ref())?)?);
    match required(node.action())? {
        ast::AlterExtensionAction::SetSchema(to) => moved(
            reader,
            ObjectId::new(ObjectKind::Extension, name),
            &to,
            false,
        ),
        ast::AlterExtensionAction::AlterExtensionUpdate(update) => {
            schema::update_extension(reader, name.name, &update)
        }
        ast::AlterExtensionAction::AlterExtensionAdd(_)
        | ast::AlterExtensionAction::AlterExtensionDrop(_) => {
            Err("it changes what belongs to an extension".to_owned())
        }
    }
}

/// `ALTER TRIGGER`.
pub(super) fn trigger(reader: &Reader<'_>, node: &ast::AlterTrigger) -> Read<Vec<Change>> {
    let object = drop::trigger(reader, node.trigger_ref(), node.on_relation())?;
    match required(node.action())? {
        ast::AlterTriggerAction::TriggerRenameTo(to) => {
            renamed(reader, object, &required(to.trigger())?, false)
        }
        ast::AlterTriggerAction::DependsOnExtension(_)
        | ast::AlterTriggerAction::NoDependsOnExtension(_) => Ok(Vec::new()),
    }
}

/// `ALTER FUNCTION`.
pub(super) fn function(reader: &Reader<'_>, node: &ast::AlterFunction) -> Read<Vec<Change>> {
    let sig = required(node.function_sig())?;
    let object = || routine::object(reader, sig.function_name_ref(), sig.param_list());
    match required(node.action())? {
        ast::AlterFunctionAction::FunctionRenameTo(to) => {
            renamed(reader, object()?, &required(to.function_name())?, false)
        }
        ast::AlterFunctionAction::SetSchema(to) => moved(reader, object()?, &to, false),
        ast::AlterFunctionAction::FuncOptionList(list) => altered(reader, object()?, &list),
        ast::AlterFunctionAction::DependsOnExtension(_)
        | ast::AlterFunctionAction::NoDependsOnExtension(_)
        | ast::AlterFunctionAction::OwnerTo(_) => Ok(Vec::new()),
    }
}

fn altered(
    reader: &Reader<'_>,
    routine: ObjectId,
    list: &ast::FuncOptionList,
) -> Read<Vec<Change>> {
    let options = routine_options::of_list(reader, list);
    if options.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Change::AlterRoutine { routine, options }])
}

/// `ALTER PROCEDURE`.
pub(super) fn procedure(reader: &Reader<'_>, node: &ast::AlterProcedure) -> Read<Vec<Change>> {
    let sig = required(node.procedure_sig())?;
    let object = || routine::object(reader, sig.procedure_name_ref(), sig.param_list());
    match required(node.action())? {
        ast::AlterProcedureAction::ProcedureRenameTo(to) => {
            renamed(reader, object()?, &required(to.procedure_name())?, false)
        }
        ast::AlterProcedureAction::SetSchema(to) => moved(reader, object()?, &to, false),
        ast::AlterProcedureAction::FuncOptionList(list) => altered(reader, object()?, &list),
        ast::AlterProcedureAction::DependsOnExtension(_)
        | ast::AlterProcedureAction::NoDependsOnExtension(_)
        | ast::AlterProcedureAction::OwnerTo(_) => Ok(Vec::new()),
    }
}

/// `ALTER ROUTINE`.
pub(super) fn any_routine(reader: &Reader<'_>, node: &ast::AlterRoutine) -> Read<Vec<Change>> {
    let sig = required(node.routine_sig())?;
    let object = || routine::object(reader, sig.routine_name_ref(), sig.param_list());
    match required(node.action())? {
        ast::AlterRoutineAction::RoutineRenameTo(to) => {
            renamed(reader, object()?, &required(to.routine_name())?, false)
        }
        ast::AlterRoutineAction::SetSchema(to) => moved(reader, object()?, &to, false),
        ast::AlterRoutineAction::FuncOptionList(list) => altered(reader, object()?, &list),
        ast::AlterRoutineAction::DependsOnExtension(_)
        | ast::AlterRoutineAction::NoDependsOnExtension(_)
        | ast::AlterRoutineAction::OwnerTo(_) => Ok(Vec::new()),
    }
}

/// `ALTER AGGREGATE`.
pub(super) fn aggregate(reader: &Reader<'_>, node: &ast::AlterAggregate) -> Read<Vec<Change>> {
    let sig = required(node.aggregate())?;
    let object = || routine::object(reader, sig.path_ref(), sig.param_list());
    match required(node.action())? {
        ast::AlterAggregateAction::AggregateRenameTo(to) => {
            renamed(reader, object()?, &required(to.aggregate_name())?, false)
        }
        ast::AlterAggregateAction::SetSchema(to) => moved(reader, object()?, &to, false),
        ast::AlterAggregateAction::OwnerTo(_) => Ok(Vec::new()),
    }
}
